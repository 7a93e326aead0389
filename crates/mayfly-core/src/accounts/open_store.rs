//! Opening the encrypted store: its key in the keychain, its file, and what can be wrong with either.
//!
//! A missing key never moves or changes a file: the key may be in another keychain, or in this one later.

use super::erase_data_folder_and_secrets::erase_folder_and_secrets;
use super::secret_names::{STORE_KEY_SECRET, scoped_api_key_secret_name, store_key_secret_name};
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::store::data_folder_lock::{self, FolderLock};
use crate::store::{
    DatabaseFile, DatabaseKeyInfo, Store, StoreError, StoreKey, data_folder_databases, data_folder_erasure, sealed_key,
};
use crate::view::AccountId;
use std::path::PathBuf;
use std::sync::Arc;

/// What became of opening the databases that exist.
enum OpenStoreOutcome {
    Opened(Store),
    /// There is none, or those that could not be read have been set aside.
    Nothing,
    /// There is one whose key is not in the keychain.
    KeyMissing(PathBuf),
}

impl Core {
    /// The encrypted store, opened if its key is in the keychain; `None` if there is none and `create` is not set.
    pub(super) async fn open_store(&self, create: bool) -> Result<Option<Store>> {
        let may_start_beside = {
            let accounts = self.lock_accounts();
            if let Some(store) = &accounts.store {
                return Ok(Some(store.clone()));
            }
            accounts.starts_beside
        };
        let (folder, secrets) = (&self.0.environment.data_folder, &self.0.environment.secrets);
        let mut main_keys = self.read_store_keys(STORE_KEY_SECRET).await?;
        if !create && !data_folder_erasure::has_store_files(folder)? {
            return Ok(None);
        }
        let mut folder_lock = data_folder_lock::lock_folder(folder).await?;
        if let Some(accounts) = data_folder_erasure::read_erase_marker(folder) {
            erase_folder_and_secrets(secrets.as_ref(), folder, &accounts, Some(&folder_lock)).await?;
            if !create {
                return Ok(None);
            }
            (main_keys, folder_lock) = (Vec::new(), data_folder_lock::lock_folder(folder).await?);
        }
        let folder_lock = Arc::new(folder_lock);
        let store = match self.open_existing_store(&main_keys, &folder_lock).await? {
            OpenStoreOutcome::Opened(store) => store,
            OpenStoreOutcome::KeyMissing(path) if !may_start_beside => {
                let keychain = secrets.keychain_provider_name().await;
                return Err(Error::StoreKeyMissing { path, keychain });
            }
            OpenStoreOutcome::Nothing | OpenStoreOutcome::KeyMissing(_) if !create => return Ok(None),
            OpenStoreOutcome::Nothing | OpenStoreOutcome::KeyMissing(_) => {
                self.create_store(&main_keys, folder_lock).await?
            }
        };
        let mut accounts = self.lock_accounts();
        accounts.store = Some(store.clone());
        accounts.starts_beside = false;
        Ok(Some(store))
    }

    /// The keys in the keychain that open this database, as far as that is known without trying.
    pub(super) async fn find_store_key_candidates(
        &self,
        file: &DatabaseFile,
        main_keys: &[StoreKey],
    ) -> Result<Vec<StoreKey>> {
        let Some(info) = &file.info else {
            let mut keys = main_keys.to_vec();
            if let Some(short) = file.short_fingerprint() {
                keys.extend(self.read_store_keys(&store_key_secret_name(short)).await?);
            }
            return Ok(keys);
        };
        let fits = |key: &StoreKey| key.fingerprint() == info.key_fingerprint;
        let mut keys: Vec<_> = main_keys.iter().filter(|key| fits(key)).cloned().collect();
        if keys.is_empty() {
            keys = self.read_store_keys(&store_key_secret_name(info.key_fingerprint.short())).await?;
            keys.retain(fits);
        }
        if keys.is_empty() {
            keys.extend(self.unseal_key_of_other_database(info).await.filter(fits));
        }
        keys.truncate(1);
        Ok(keys)
    }

    /// Every store key that the keychain holds under this name. There may be several entries of one name; the one that
    /// opens the store counts.
    pub(super) async fn read_store_keys(&self, name: &str) -> Result<Vec<StoreKey>> {
        let secrets = self.0.environment.secrets.get_all_secrets(name).await?;
        Ok(secrets.iter().filter_map(StoreKey::parse).collect())
    }

    async fn open_existing_store(
        &self,
        main_keys: &[StoreKey],
        folder_lock: &Arc<FolderLock>,
    ) -> Result<OpenStoreOutcome> {
        let mut key_missing = None;
        for mut file in data_folder_databases::list_databases_in_opening_order(&self.0.environment.data_folder)? {
            if self.is_truncated_database(&file).await? {
                self.set_database_aside(&file)?;
                continue;
            }
            let keys = self.find_store_key_candidates(&file, main_keys).await?;
            match open_store_with_any_key(&file, &keys, folder_lock).await? {
                Some((store, key)) => {
                    self.write_missing_database_sidecar(&mut file, &store, &key, &[]).await;
                    return Ok(OpenStoreOutcome::Opened(store));
                }
                // With the right key, or for a file of an earlier version with any key, it is damaged.
                None if !keys.is_empty() && (file.info.is_some() || file.is_main_database()) => {
                    self.set_database_aside(&file)?
                }
                None => key_missing = key_missing.or(Some(file.path)),
            }
        }
        Ok(key_missing.map_or(OpenStoreOutcome::Nothing, OpenStoreOutcome::KeyMissing))
    }

    /// Creates a database: the first one, or one beside it with a key of its own.
    async fn create_store(&self, main_keys: &[StoreKey], folder_lock: Arc<FolderLock>) -> Result<Store> {
        let (folder, secrets) = (&self.0.environment.data_folder, &self.0.environment.secrets);
        let random_key = || StoreKey::random().map_err(|_| Error::Internal("the system has no randomness"));
        let has_main = DatabaseFile::new(folder, data_folder_databases::MAIN_DATABASE_NAME).path.exists();
        let key = match main_keys.first() {
            Some(key) if !has_main => key.clone(),
            _ => {
                let key = random_key()?;
                let name = if has_main {
                    store_key_secret_name(key.fingerprint().short())
                } else {
                    STORE_KEY_SECRET.to_owned()
                };
                secrets.set(&name, key.secret().clone()).await?;
                key
            }
        };
        let mut file = data_folder_databases::choose_new_store_file(folder, &key.fingerprint());
        let store = Store::open(&file, &key, folder_lock).await?;
        let others = data_folder_databases::list_databases_in_opening_order(folder)?;
        self.write_missing_database_sidecar(&mut file, &store, &key, &others).await;
        Ok(store)
    }

    /// Writes beside a database what is not written there yet: which key it is for, how other keys are sealed for it, and
    /// its key sealed for `others`.
    async fn write_missing_database_sidecar(
        &self,
        file: &mut DatabaseFile,
        store: &Store,
        key: &StoreKey,
        others: &[DatabaseFile],
    ) {
        if file.info.as_ref().is_some_and(|info| info.sealing_key.is_some()) {
            return;
        }
        let sealing_key = match store.write_transaction(|db| sealed_key::ensure_sealing_key(db)).await {
            Ok(sealing_key) => Some(sealing_key),
            Err(error) => {
                tracing::warn!(%error, "the database has no key pair for other keys");
                None
            }
        };
        let sealed_for = |other: &DatabaseFile| {
            let info = other.info.as_ref()?;
            info.sealing_key?.seal_store_key_for_other_store(info.key_fingerprint.clone(), key)
        };
        let others = others.iter().filter(|other| other.file_name() != file.file_name());
        let info = DatabaseKeyInfo {
            key_fingerprint: key.fingerprint(),
            created_at: file.created_at().unwrap_or_else(|| self.now()),
            sealing_key,
            sealed_keys: others.filter_map(sealed_for).collect(),
            taken_over: file.info.as_ref().is_some_and(|info| info.taken_over),
        };
        if let Err(error) = file.write_database_sidecar(info) {
            tracing::warn!(%error, "the database's key was not recorded beside it");
        }
    }

    /// The key of another database that is sealed for the open one.
    async fn unseal_key_of_other_database(&self, info: &DatabaseKeyInfo) -> Option<StoreKey> {
        let store = self.lock_accounts().store.clone()?;
        for sealed in info.sealed_keys.clone() {
            let unsealed = store.run_database_read(move |db| sealed_key::unseal_store_key(db, &sealed)).await;
            if let Ok(Some(key)) = unsealed {
                return Some(key);
            }
        }
        None
    }

    /// Whether a database is shorter than any database is. The keychain is slow to answer: it is asked only about a file
    /// that is short and has no description.
    async fn is_truncated_database(&self, file: &DatabaseFile) -> Result<bool> {
        if !data_folder_databases::is_database_too_short(&file.path, true) {
            return Ok(false);
        }
        let first_api_key = scoped_api_key_secret_name(None, AccountId::new(1));
        let was_used = file.info.is_some() || self.0.environment.secrets.get(&first_api_key).await?.is_some();
        Ok(data_folder_databases::is_database_too_short(&file.path, was_used))
    }

    /// Moves an unreadable database out of the way and shows a notice of it.
    fn set_database_aside(&self, file: &DatabaseFile) -> Result<()> {
        let moved = file.set_aside(self.now())?;
        self.add_error_notice(&Error::Store(StoreError::Unreadable { set_aside: Some(moved) }));
        Ok(())
    }
}

/// Opens a database with the first of these keys that fits; `None` if none does.
async fn open_store_with_any_key(
    file: &DatabaseFile,
    keys: &[StoreKey],
    folder_lock: &Arc<FolderLock>,
) -> Result<Option<(Store, StoreKey)>> {
    for key in keys {
        match Store::open(file, key, Arc::clone(folder_lock)).await {
            Ok(store) => return Ok(Some((store, key.clone()))),
            Err(error) if error.is_unreadable_database() => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}
