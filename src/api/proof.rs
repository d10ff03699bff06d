//! Proofs: tokens, their hashes, and passwords.

use super::error::{Error, Result};
use super::state::Services;
use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A hash of nobody's password: checked where the address is unknown, so that the time of the answer says nothing.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keQ$2Vb3Xt2ykXm0Bv7f2X6xT5m4S1mQ5QkOKqgq0xkqg0Y";

/// Shortest accepted password, characters.
pub const MIN_PASSWORD: usize = 12;

/// Longest, bytes: hashing is our work, not the caller's.
const MAX_PASSWORD: usize = 256;

/// 256 random bits as text, after a prefix that says what it is.
pub fn token(services: &Services, prefix: &str) -> String {
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(services.random::<32>()))
}

/// What is stored of a token. It is random, so that one round suffices.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

/// The token that writes of a session must carry: follows from the session's own, so that a reloaded page can ask
/// for it again.
pub fn csrf(services: &Services, session_token: &str) -> String {
    URL_SAFE_NO_PAD.encode(services.seal.derive("csrf", session_token.as_bytes()))
}

/// Refuses passwords that are too short to be worth hashing.
pub fn check_password(password: &str) -> Result<()> {
    let right = password.chars().count() >= MIN_PASSWORD && password.len() <= MAX_PASSWORD;
    right.then_some(()).ok_or_else(|| {
        Error::invalid(
            "weak_password",
            "password",
            format!("a password has at least {MIN_PASSWORD} characters and at most {MAX_PASSWORD} bytes"),
            "use a few words",
        )
    })
}

/// Argon2id, OWASP's first choice of parameters, off the async threads and few at a time.
pub async fn hash_password(services: &Services, password: String) -> Result<String> {
    let _turn = services.hashing.acquire().await.map_err(|_| Error::Unavailable("the server is stopping"))?;
    let salt = SaltString::encode_b64(&services.random::<16>()).map_err(|e| Error::Internal(e.to_string()))?;
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password(password.as_bytes(), &salt).map(|h| h.to_string())
    });
    hashed.await.map_err(|e| Error::Internal(e.to_string()))?.map_err(|e| Error::Internal(e.to_string()))
}

/// Whether the password is the one of the hash; without a hash the same work is done for nothing.
pub async fn verify_password(services: &Services, password: String, hash: Option<String>) -> Result<bool> {
    let _turn = services.hashing.acquire().await.map_err(|_| Error::Unavailable("the server is stopping"))?;
    let verified = tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        let right = PasswordHash::new(&hash)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
        known && right
    });
    verified.await.map_err(|e| Error::Internal(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_costs_what_others_cost() {
        let parsed = PasswordHash::new(NOBODY).expect("well-formed");
        let params = argon2::Params::try_from(&parsed).expect("argon2 parameters");
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (19_456, 2, 1));
        assert!(Argon2::default().verify_password(b"x", &parsed).is_err());
    }

    #[test]
    fn short_passwords_are_refused() {
        assert!(check_password("12345678901").is_err());
        assert!(check_password("一二三四五六七八九十一二").is_ok());
        assert!(check_password(&"a".repeat(257)).is_err());
    }
}
