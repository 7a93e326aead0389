//! The key of an encrypted database, and the fingerprint by which a file says which key it is for.

use getrandom::Error as RandomError;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The number of hexadecimal digits of a key: 256 bits, the form that SQLCipher takes without deriving anything.
const KEY_DIGITS: usize = 64;

/// The key of an encrypted database.
#[derive(Debug, Clone)]
pub(crate) struct StoreKey(SecretString);

impl StoreKey {
    /// A new random key.
    pub(crate) fn random() -> Result<Self, RandomError> {
        let mut bytes = Zeroizing::new([0_u8; KEY_DIGITS / 2]);
        getrandom::fill(bytes.as_mut())?;
        Ok(Self(SecretString::from(to_hex(bytes.as_ref()))))
    }

    /// The key in a secret of the keychain; `None` if the secret is no key.
    pub(crate) fn parse(secret: &SecretString) -> Option<Self> {
        let text = secret.expose_secret();
        let is_key = text.len() == KEY_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_key.then(|| Self(secret.clone()))
    }

    /// The hexadecimal digits.
    pub(crate) fn secret(&self) -> &SecretString {
        &self.0
    }

    /// Identifies the key without telling anything about it: the key is random, so a hash can't be searched for it.
    pub(crate) fn fingerprint(&self) -> StoreKeyFingerprint {
        let hash = Sha256::new().chain_update(b"mayfly store key\0").chain_update(self.0.expose_secret()).finalize();
        StoreKeyFingerprint(to_hex(&hash[..16]))
    }
}

/// Which key a database is encrypted with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct StoreKeyFingerprint(String);

impl StoreKeyFingerprint {
    /// A short form for file names and names of secrets; long enough to tell the few keys of one user apart.
    pub(crate) fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }
}

fn to_hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprint_identifies_a_key_and_does_not_contain_it() {
        let (one, other) = (StoreKey::random().unwrap(), StoreKey::random().unwrap());
        assert_eq!(one.fingerprint(), StoreKey::parse(one.secret()).unwrap().fingerprint());
        assert_ne!(one.fingerprint(), other.fingerprint());
        assert!(!one.secret().expose_secret().contains(one.fingerprint().short()));
    }

    #[test]
    fn only_256_bits_in_hexadecimal_are_a_key() {
        for text in ["", "abc", &"0".repeat(63), &"g".repeat(64), &"0".repeat(65)] {
            assert!(StoreKey::parse(&SecretString::from(text)).is_none(), "{text}");
        }
        assert!(StoreKey::parse(&SecretString::from("aB".repeat(32))).is_some());
    }
}
