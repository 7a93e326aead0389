//! The user's order to delete everything.

use super::erase_data_folder_and_secrets::erase_folder_and_secrets;
use crate::core_handle::Core;
use crate::error::Result;
use crate::session::SignedInSessions;
use crate::store::account_rows;
use crate::store::data_folder_lock::{self, FolderLock};
use crate::view::{AccountId, Phase};
use std::sync::PoisonError;

/// How many accounts' API keys are deleted at least: nothing says how many accounts a database had that was set aside
/// or can't be read.
pub(super) const MIN_ERASED_ACCOUNTS: u32 = 16;

impl Core {
    /// Deletes everything Mayfly ever kept: the keychain's entries and every file of the store. If it is interrupted,
    /// by a keychain that fails or by the end of the program, the next start finishes it.
    ///
    /// # Errors
    /// When the keychain or the disk fails; what could be deleted is deleted. While another Mayfly uses the data
    /// folder, nothing is.
    pub async fn wipe_data(&self) -> Result<()> {
        self.run_exclusively(async {
            let store = self.lock_accounts().store.take();
            let folder_lock = if store.is_none() { self.lock_existing_folder().await? } else { None };
            // Off the screen first; the welcome page comes when it is true that nothing is left.
            self.set_phase_and_sessions(Phase::Starting, SignedInSessions::default());
            let mut highest = 0;
            if let Some(store) = store {
                highest = store.run_database_read(account_rows::find_highest_account_id).await.unwrap_or_default();
                store.close().await;
            }
            let folder_lock = match folder_lock {
                Some(folder_lock) => Ok(Some(folder_lock)),
                None => self.lock_existing_folder().await,
            };
            let erased = match folder_lock {
                Ok(folder_lock) => {
                    let accounts: Vec<_> = (1..=highest.max(MIN_ERASED_ACCOUNTS)).map(AccountId::new).collect();
                    let (secrets, folder) = (&self.0.environment.secrets, &self.0.environment.data_folder);
                    erase_folder_and_secrets(secrets.as_ref(), folder, &accounts, folder_lock.as_ref()).await
                }
                Err(error) => Err(error),
            };
            self.0.settings.reset();
            *self.0.copied_address.lock().unwrap_or_else(PoisonError::into_inner) = None;
            self.0.proxy_router.clear_cached_proxy_password().await;
            self.set_phase_and_sessions(Phase::Welcome, SignedInSessions::default());
            erased
        })
        .await
    }

    /// Locks the data folder for this process; `None` if there is no folder.
    async fn lock_existing_folder(&self) -> Result<Option<FolderLock>> {
        let folder = &self.0.environment.data_folder;
        Ok(if folder.exists() { Some(data_folder_lock::lock_folder(folder).await?) } else { None })
    }
}
