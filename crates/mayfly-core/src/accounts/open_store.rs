//! Opening the encrypted store: its key in the keychain, its file, and what can be wrong with either.

use super::erase_storage::erase_folder_and_secrets;
use super::secret_names::{STORE_KEY_SECRET, api_key_secret};
use crate::core_state::Core;
use crate::error::{Error, Result};
use crate::store::{Store, StoreError, store_folder};
use crate::view::AccountId;
use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use std::fmt::Write as _;
use std::sync::Arc;

impl Core {
    /// The encrypted store, opened if its key is in the keychain; `None` if there is none and `create` is not set.
    pub(super) async fn open_store(&self, create: bool) -> Result<Option<Store>> {
        if let Some(store) = self.lock_accounts().store.clone() {
            return Ok(Some(store));
        }
        let (folder, secrets) = (&self.0.environment.data_folder, &self.0.environment.secrets);
        let mut store_key = secrets.get(STORE_KEY_SECRET).await?;
        if !create && !store_folder::has_store_files(folder) {
            return Ok(None);
        }
        let mut folder_lock = store_folder::lock_folder(folder).await?;
        if let Some(accounts) = store_folder::read_erase_marker(folder) {
            erase_folder_and_secrets(secrets.as_ref(), folder, &accounts, Some(&folder_lock)).await?;
            if !create {
                return Ok(None);
            }
            (store_key, folder_lock) = (None, store_folder::lock_folder(folder).await?);
        }
        let folder_lock = Arc::new(folder_lock);
        let file_exists = store_folder::has_database(folder);
        if !create && !file_exists {
            return Ok(None);
        }
        let store_key = match store_key {
            Some(store_key) => store_key,
            None => {
                if file_exists {
                    self.set_database_aside()?;
                }
                if !create {
                    return Ok(None);
                }
                let store_key = random_store_key()?;
                secrets.set(STORE_KEY_SECRET, store_key.clone()).await?;
                store_key
            }
        };
        // The keychain is slow to answer: it is asked only about a file that is too short to be a database.
        let first_api_key = api_key_secret(AccountId::new(1));
        if file_exists
            && store_folder::is_database_truncated(folder, true)
            && store_folder::is_database_truncated(folder, secrets.get(&first_api_key).await?.is_some())
        {
            self.set_database_aside()?;
            if !create {
                return Ok(None);
            }
        }
        let store = match Store::open(folder, &store_key, Arc::clone(&folder_lock)).await {
            Err(StoreError::Unreadable { .. }) => {
                self.set_database_aside()?;
                if !create {
                    return Ok(None);
                }
                Store::open(folder, &store_key, folder_lock).await?
            }
            other => other?,
        };
        self.lock_accounts().store = Some(store.clone());
        Ok(Some(store))
    }

    /// Moves an unreadable database out of the way and shows a notice of it.
    fn set_database_aside(&self) -> Result<()> {
        let moved = store_folder::set_database_aside(&self.0.environment.data_folder, self.now())?;
        self.add_error_notice(&Error::Store(StoreError::Unreadable { set_aside: Some(moved) }));
        Ok(())
    }
}

/// 256 random bits as 64 hexadecimal digits, the form that SQLCipher takes without deriving anything.
fn random_store_key() -> Result<SecretString> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    getrandom::fill(bytes.as_mut()).map_err(|_| Error::Internal("the system has no randomness"))?;
    let mut text = String::with_capacity(64);
    for byte in bytes.iter() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(SecretString::from(text))
}
