//! Databases beside the open one: opening, taking over and deleting them, and starting anew beside one.
//!
//! There are several where Mayfly ran with different keychains, and where one could not be read at some time.

use super::secret_names::{STORE_KEY_SECRET, api_key_secret_name, scoped_api_key_secret_name, store_key_secret_name};
use super::wipe_data::MIN_ERASED_ACCOUNTS;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::session::SignedInSessions;
use crate::store::{DatabaseFile, DatabaseKeyInfo, MergeTargetAccount, Store, account_rows, data_folder_databases};
use crate::view::{AccountId, DatabaseTakeoverSummary, Phase};
use secrecy::ExposeSecret as _;
use tempmailg::ApiKey;

impl Core {
    /// Closes the open database and opens another one; starts open it from now on.
    ///
    /// # Errors
    /// An unknown database, one whose key is not in the keychain, or a failure of the keychain, the disk or the database.
    /// Nothing changes then.
    pub async fn switch_to_other_database(&self, id: &str) -> Result<()> {
        self.run_exclusively(async {
            let file = self.find_other_store_file(id)?;
            let key = self.require_store_key(&file).await?;
            let folder = &self.0.environment.data_folder;
            let name = if file.is_renamed_as_unreadable() {
                let target = data_folder_databases::choose_new_store_file(folder, &key.fingerprint());
                self.rename_set_aside_database(&file, &target)?;
                target.file_name().to_owned()
            } else {
                file.file_name().to_owned()
            };
            // The key may be in no keychain of today: sealed for the open database, or under another name.
            if name != data_folder_databases::MAIN_DATABASE_NAME {
                let secret = store_key_secret_name(key.fingerprint().short());
                self.0.environment.secrets.set(&secret, key.secret().clone()).await?;
            }
            data_folder_databases::write_preferred_database(folder, Some(&name))?;
            self.close_store().await;
            self.reopen_accounts_or_show_error().await
        })
        .await
    }

    /// Copies what another database holds, and this one does not, into this one. The other one stays until it is
    /// deleted.
    ///
    /// # Errors
    /// No open database, an unknown one, one whose key is not in the keychain, or a failure of the keychain, the disk or
    /// the database. Nothing is copied then.
    pub async fn import_other_database(&self, id: &str) -> Result<DatabaseTakeoverSummary> {
        self.run_exclusively(async {
            let store = self.lock_accounts().store.clone().ok_or(Error::NotSignedIn)?;
            let mut file = self.find_other_store_file(id)?;
            let key = self.require_store_key(&file).await?;
            let known = self.list_accounts_with_stored_api_key(&store).await?;
            let summary = store.merge_from_database(&file, &key, known).await?;
            if let Some(info) = file.info.clone() {
                let info = DatabaseKeyInfo { taken_over: true, ..info };
                if let Err(error) = file.write_database_sidecar(info) {
                    tracing::warn!(%error, "it was not recorded that a database was taken over");
                }
            }
            if self.lock_accounts().phase == Phase::Ready {
                self.show_active_account_or_welcome(self.signed_in_sessions());
            }
            Ok(DatabaseTakeoverSummary {
                addresses: summary.inboxes,
                messages: summary.messages,
                accounts_to_sign_in: summary.accounts_without_api_key,
            })
        })
        .await
    }

    /// Deletes a database that is not open, and its secrets.
    ///
    /// # Errors
    /// The open database, an unknown one, or a failure of the keychain or the disk.
    pub async fn delete_other_database(&self, id: &str) -> Result<()> {
        self.run_exclusively(async {
            let file = self.find_other_store_file(id)?;
            let secrets = &self.0.environment.secrets;
            // The file first: without it, the secrets open nothing.
            let keys = self.find_store_key_candidates(&file, &self.read_store_keys(STORE_KEY_SECRET).await?).await?;
            file.delete_database_files()?;
            if file.is_renamed_as_unreadable() {
                // Its secrets may be those of the database that took its place.
                return Ok(());
            }
            let Some(key) = keys.first() else { return Ok(()) };
            let fingerprint = key.fingerprint();
            let scope = if file.is_main_database() { None } else { Some(fingerprint.short()) };
            let key_name = if file.is_main_database() {
                STORE_KEY_SECRET.to_owned()
            } else {
                store_key_secret_name(fingerprint.short())
            };
            secrets.delete(&key_name).await?;
            for account in 1..=MIN_ERASED_ACCOUNTS {
                secrets.delete(&scoped_api_key_secret_name(scope, AccountId::new(account))).await?;
            }
            Ok(())
        })
        .await
    }

    /// Starts with an empty database beside those whose key is missing: shows the welcome page.
    ///
    /// # Errors
    /// Only while the core shuts down.
    pub async fn start_beside_stored_mail(&self) -> Result<()> {
        self.run_exclusively(async {
            if matches!(self.lock_accounts().phase, Phase::Blocked { .. }) {
                self.cancel_keychain_wait();
                self.lock_accounts().starts_beside = true;
                self.show_active_account_or_welcome(SignedInSessions::default());
            }
            Ok(())
        })
        .await
    }

    fn rename_set_aside_database(&self, file: &DatabaseFile, target: &DatabaseFile) -> Result<()> {
        if target.path.exists() {
            return Err(Error::UnknownStore);
        }
        Ok(file.rename_database_files(&target.path)?)
    }

    /// The accounts of the store whose API keys are in the keychain.
    async fn list_accounts_with_stored_api_key(&self, store: &Store) -> Result<Vec<MergeTargetAccount>> {
        let mut known = Vec::new();
        for row in store.run_database_read(account_rows::list_accounts).await? {
            let secret = self.0.environment.secrets.get(&api_key_secret_name(store, row.id)).await?;
            if let Some(api_key) = secret.and_then(|secret| ApiKey::parse(secret.expose_secret()).ok()) {
                known.push(MergeTargetAccount { id: row.id, base_url: row.base_url, api_key });
            }
        }
        Ok(known)
    }

    /// Closes the open database; nothing is shown of it any more.
    async fn close_store(&self) {
        let store = self.lock_accounts().store.take();
        self.set_phase_and_sessions(Phase::Starting, SignedInSessions::default());
        if let Some(store) = store {
            store.close().await;
        }
    }
}
