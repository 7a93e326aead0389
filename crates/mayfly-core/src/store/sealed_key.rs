//! A database's key, sealed so that another database can open it.
//!
//! While a database can't be opened for want of its key, a new one is made beside it, with a key in another keychain. When the
//! first one can be opened again, the second one's key is out of reach. So each database has a key pair: the public half is
//! in the description beside its file, the private half inside it. A new database's key is sealed for those that lie beside
//! it, and only who can open one of them can unseal it.

use super::store_error::Result;
use super::store_key::{StoreKey, StoreKeyFingerprint};
use crypto_box::aead::OsRng;
use crypto_box::{PublicKey, SecretKey};
use rusqlite::{Connection, OptionalExtension};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// The name of the private half in the table `store_secrets`.
const PRIVATE_KEY_NAME: &str = "sealed-keys";

/// The public half of a database's key pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct SealingPublicKey([u8; 32]);

/// A database's key that one other database can unseal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoreKeySealedForOtherStore {
    /// The key of the database that can unseal it.
    pub(crate) recipient: StoreKeyFingerprint,
    sealed: Vec<u8>,
}

impl SealingPublicKey {
    /// Seals a key; `None` if the system has no randomness.
    pub(crate) fn seal_store_key_for_other_store(
        &self,
        recipient: StoreKeyFingerprint,
        key: &StoreKey,
    ) -> Option<StoreKeySealedForOtherStore> {
        let public = PublicKey::from_bytes(self.0);
        let sealed = public.seal(&mut OsRng, key.secret().expose_secret().as_bytes()).ok()?;
        Some(StoreKeySealedForOtherStore { recipient, sealed })
    }
}

/// The public half of this database's key pair, which is made if there is none.
pub(crate) fn ensure_sealing_key(connection: &Connection) -> Result<SealingPublicKey> {
    let private = match read_sealing_private_key(connection)? {
        Some(private) => private,
        None => {
            let private = SecretKey::generate(&mut OsRng);
            connection.execute(
                "INSERT INTO store_secrets (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
                (PRIVATE_KEY_NAME, private.to_bytes()),
            )?;
            private
        }
    };
    Ok(SealingPublicKey(private.public_key().to_bytes()))
}

/// Unseals a key that was sealed for this database; `None` if it was not, or is damaged.
pub(crate) fn unseal_store_key(
    connection: &Connection,
    sealed: &StoreKeySealedForOtherStore,
) -> Result<Option<StoreKey>> {
    let Some(private) = read_sealing_private_key(connection)? else { return Ok(None) };
    let text = private.unseal(&sealed.sealed).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(text.and_then(|text| StoreKey::parse(&SecretString::from(text))))
}

fn read_sealing_private_key(connection: &Connection) -> Result<Option<SecretKey>> {
    let sql = "SELECT value FROM store_secrets WHERE name = ?1";
    let bytes: Option<Vec<u8>> = connection.query_row(sql, [PRIVATE_KEY_NAME], |row| row.get(0)).optional()?;
    Ok(bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).map(SecretKey::from_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{connection_opening, migrations};

    fn new_in_memory_database() -> Connection {
        let mut connection = connection_opening::open_in_memory().unwrap();
        migrations::migrate_to_newest_version(&mut connection).unwrap();
        connection
    }

    #[test]
    fn only_the_database_that_a_key_is_sealed_for_can_unseal_it() {
        let (recipient, other) = (new_in_memory_database(), new_in_memory_database());
        let key = StoreKey::random().unwrap();
        let public = ensure_sealing_key(&recipient).unwrap();
        assert_eq!(ensure_sealing_key(&recipient).unwrap(), public, "the pair is made once");
        let sealed = public.seal_store_key_for_other_store(key.fingerprint(), &key).unwrap();
        let text = serde_json::to_string(&sealed).unwrap();
        let sealed: StoreKeySealedForOtherStore = serde_json::from_str(&text).unwrap();
        let unsealed = unseal_store_key(&recipient, &sealed).unwrap().unwrap();
        assert_eq!(unsealed.fingerprint(), key.fingerprint());
        assert!(unseal_store_key(&other, &sealed).unwrap().is_none(), "it has no pair");
        ensure_sealing_key(&other).unwrap();
        assert!(unseal_store_key(&other, &sealed).unwrap().is_none(), "it is another pair");
        let mut damaged = sealed;
        damaged.sealed.pop();
        assert!(unseal_store_key(&recipient, &damaged).unwrap().is_none());
    }
}
