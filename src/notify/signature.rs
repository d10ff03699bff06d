//! Standard Webhooks signatures: `v1,` and the Base64 of HMAC-SHA256 over id, time and body, joined by dots
//! (github.com/standard-webhooks/standard-webhooks, "Webhook scheme").

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What a secret begins with; the key is the Base64 behind it.
const PREFIX: &str = "whsec_";

/// The secret is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a webhook's secret is whsec_ and the Base64 of 24 to 64 bytes")]
pub struct SignatureError;

/// The signatures of a message by each secret, joined by spaces as the header `webhook-signature` takes them.
///
/// # Errors
/// One of the secrets is not one.
pub fn sign(secrets: &[&str], id: &str, timestamp: i64, body: &str) -> Result<String, SignatureError> {
    let one = |secret: &&str| {
        let key = secret.strip_prefix(PREFIX).and_then(|text| STANDARD.decode(text).ok());
        let key = key.filter(|k| (24..=64).contains(&k.len())).ok_or(SignatureError)?;
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&key).expect("HMAC takes keys of any length");
        for part in [id.as_bytes(), b".", timestamp.to_string().as_bytes(), b".", body.as_bytes()] {
            mac.update(part);
        }
        Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    };
    let all: Result<Vec<String>, SignatureError> = secrets.iter().map(one).collect();
    all.map(|signatures| signatures.join(" "))
}

/// What a DingTalk robot with a secret wants: the Base64 of HMAC-SHA256 over time (ms), line break and secret.
pub(super) fn sign_dingtalk(secret: &str, timestamp_ms: i64) -> String {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(format!("{timestamp_ms}\n{secret}").as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of the reference libraries' own tests.
    #[test]
    fn signs_as_the_specification_does() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let signed = sign(&[secret], id, 1_614_265_330, "{\"test\": 2432232314}");
        assert_eq!(signed.as_deref(), Ok("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    #[test]
    fn two_secrets_sign_side_by_side_and_what_is_none_is_refused() {
        let (old, new) =
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        let both = sign(&[new, old], "a", 1, "b").expect("secrets");
        let (first, second) = both.split_once(' ').expect("two");
        assert_eq!(
            (Ok(first.to_owned()), Ok(second.to_owned())),
            (sign(&[new], "a", 1, "b"), sign(&[old], "a", 1, "b"))
        );
        for bad in ["", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%%%", "whsec_AAEC"] {
            assert_eq!(sign(&[bad], "a", 1, "b"), Err(SignatureError), "{bad}");
        }
    }
}
