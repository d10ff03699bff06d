//! Sealing of personal columns: AES-256-GCM under a key ring, and keyed hashes for equality search.
//!
//! A sealed value is `key id (1 byte) ‖ nonce (12) ‖ ciphertext and tag`. New values are sealed with the newest key;
//! old ones stay readable while their key is in the ring. The column's name is bound in as associated data, so that a
//! value moved to another column does not open.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use hmac::{Hmac, Mac};
use rand::RngCore;
use sha2::Sha256;

/// Why a value could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Sealed with a key that is not in the ring.
    #[error("sealed with key {0}, which is not in the key ring")]
    UnknownKey(u8),
    /// Not something we sealed, or altered since.
    #[error("the sealed value is damaged")]
    Damaged,
    /// Keys are 64 hex digits, at least one, at most 255.
    #[error("a key ring is 1 to 255 keys of 64 hex digits, oldest first, separated by commas")]
    BadRing,
}

/// The key ring. Never printed.
#[derive(Clone)]
pub struct Seal {
    keys: Vec<[u8; 32]>,
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Seal({} keys)", self.keys.len())
    }
}

impl Seal {
    /// A ring from text: keys of 64 hex digits, oldest first, separated by commas or white space.
    pub fn parse(text: &str) -> Result<Seal, SealError> {
        let words = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|w| !w.is_empty());
        let keys: Result<Vec<[u8; 32]>, SealError> =
            words.map(|w| hex::decode(w).ok().and_then(|b| b.try_into().ok()).ok_or(SealError::BadRing)).collect();
        let keys = keys?;
        if keys.is_empty() || keys.len() > 255 { Err(SealError::BadRing) } else { Ok(Seal { keys }) }
    }

    /// A ring of one fresh key, as text for a key file.
    pub fn generate(random: &mut dyn RngCore) -> String {
        let mut key = [0; 32];
        random.fill_bytes(&mut key);
        hex::encode(key)
    }

    /// Seals `plain` for `column`.
    pub fn seal(&self, column: &str, plain: &str, random: &mut dyn RngCore) -> Vec<u8> {
        let id = self.keys.len() - 1;
        let mut nonce = [0; 12];
        random.fill_bytes(&mut nonce);
        let payload = Payload { msg: plain.as_bytes(), aad: column.as_bytes() };
        let sealed = cipher(&self.keys[id])
            .encrypt(Nonce::from_slice(&nonce), payload)
            .expect("AES-GCM refuses only messages beyond 64 GiB");
        [&[id as u8][..], &nonce, &sealed].concat()
    }

    /// Opens what [`Seal::seal`] made for the same column.
    pub fn open(&self, column: &str, sealed: &[u8]) -> Result<String, SealError> {
        let (&id, rest) = sealed.split_first().ok_or(SealError::Damaged)?;
        let key = self.keys.get(usize::from(id)).ok_or(SealError::UnknownKey(id))?;
        let (nonce, body) = rest.split_at_checked(12).ok_or(SealError::Damaged)?;
        let payload = Payload { msg: body, aad: column.as_bytes() };
        let plain = cipher(key).decrypt(Nonce::from_slice(nonce), payload).map_err(|_| SealError::Damaged)?;
        String::from_utf8(plain).map_err(|_| SealError::Damaged)
    }

    /// Keyed hash of a normalised value, for equality search (blind index). Made with the oldest key, so that it
    /// survives rotation.
    pub fn index(&self, column: &str, plain: &str) -> Vec<u8> {
        self.derive("blind-index", &[column.as_bytes(), b"\0", plain.as_bytes()].concat()).to_vec()
    }

    /// A key for another purpose (authentication codes of terminals), derived from the oldest key.
    pub fn derive(&self, purpose: &str, data: &[u8]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.keys[0]).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(data);
        mac.finalize().into_bytes().into()
    }
}

fn cipher(key: &[u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    #[test]
    fn opens_what_it_sealed_and_nothing_else() {
        let mut random = StdRng::seed_from_u64(1);
        let old = Seal::generate(&mut random);
        let ring = Seal::parse(&old).expect("a ring");
        let sealed = ring.seal("borrower.name", "王小明", &mut random);
        assert_eq!(ring.open("borrower.name", &sealed).as_deref(), Ok("王小明"));
        assert_eq!(ring.open("borrower.phone", &sealed), Err(SealError::Damaged), "moved to another column");
        let mut bent = sealed.clone();
        *bent.last_mut().expect("not empty") ^= 1;
        assert_eq!(ring.open("borrower.name", &bent), Err(SealError::Damaged));

        let rotated = Seal::parse(&format!("{old},{}", Seal::generate(&mut random))).expect("a ring");
        assert_eq!(rotated.open("borrower.name", &sealed).as_deref(), Ok("王小明"), "old values stay readable");
        assert_eq!(rotated.index("p", "1"), ring.index("p", "1"), "the blind index survives rotation");
        let new = rotated.seal("borrower.name", "x", &mut random);
        assert_eq!(ring.open("borrower.name", &new), Err(SealError::UnknownKey(1)));
    }

    #[test]
    fn refuses_bad_rings() {
        for text in ["", "ab", &"0".repeat(63), &"g".repeat(64)] {
            assert!(matches!(Seal::parse(text), Err(SealError::BadRing)));
        }
    }
}
