//! Erasing everything Mayfly ever kept.

use super::secret_names::{STORE_KEY_SECRET, scoped_api_key_secret_name, store_key_secret_name};
use crate::error::{Error, Result};
use crate::ports::secrets::SecretStore;
use crate::proxy_router::PROXY_PASSWORD_SECRET;
use crate::store::data_folder_lock::FolderLock;
use crate::store::{data_folder_databases, data_folder_erasure};
use crate::view::AccountId;
use std::path::Path;

/// Deletes the keychain's entries and, in a folder that is locked, the store's files.
pub(super) async fn erase_folder_and_secrets(
    secrets: &dyn SecretStore,
    folder: &Path,
    accounts: &[AccountId],
    folder_lock: Option<&FolderLock>,
) -> Result<()> {
    if folder_lock.is_some()
        && let Err(error) = data_folder_erasure::write_erase_marker(folder, accounts)
    {
        tracing::warn!(%error, "if erasing is interrupted, the next start will not finish it");
    }
    // The store's key first: without it the files are noise, whatever happens next.
    let mut outcome = secrets.delete(STORE_KEY_SECRET).await;
    for account in accounts {
        outcome = outcome.and(secrets.delete(&scoped_api_key_secret_name(None, *account)).await);
    }
    let files = if folder_lock.is_some() {
        data_folder_databases::list_databases_in_folder(folder).unwrap_or_default()
    } else {
        Vec::new()
    };
    for info in files.into_iter().filter(|file| !file.is_main_database()).filter_map(|file| file.info) {
        outcome = outcome.and(secrets.delete(&store_key_secret_name(info.key_fingerprint.short())).await);
        for account in accounts {
            let name = scoped_api_key_secret_name(Some(info.key_fingerprint.short()), *account);
            outcome = outcome.and(secrets.delete(&name).await);
        }
    }
    outcome = outcome.and(secrets.delete(PROXY_PASSWORD_SECRET).await);
    // And those of databases that can't be read any more.
    let mut outcome = outcome.and(secrets.clear().await).map_err(Error::from);
    if folder_lock.is_some() {
        outcome = outcome.and(data_folder_erasure::delete_store_files(folder).map_err(Error::from));
        if outcome.is_ok() {
            data_folder_erasure::remove_erase_marker(folder)?;
        }
    }
    outcome
}
