//! Finding the databases beside the open one, their keys, and what they hold.

use super::secret_names::STORE_KEY_SECRET;
use crate::blocking::run_blocking;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::ports::clock::to_rfc3339;
use crate::store::{DatabaseFile, StoreCounts, StoreKey, data_folder_databases};
use crate::view::MailDatabaseView;

impl Core {
    /// Every database of the data folder, the open one included.
    ///
    /// # Errors
    /// A failure of the keychain or the disk.
    pub async fn list_mail_databases(&self) -> Result<Vec<MailDatabaseView>> {
        let open = self.current_store_file_name();
        let main_keys = self.read_store_keys(STORE_KEY_SECRET).await?;
        let mut views = Vec::new();
        for file in data_folder_databases::list_databases_in_folder(&self.0.environment.data_folder)? {
            let is_open = open.as_deref() == Some(file.file_name());
            let contents = self.find_database_key_and_counts(&file, &main_keys).await?.map(|(_, contents)| contents);
            views.push(MailDatabaseView {
                id: file.file_name().to_owned(),
                path: file.path.display().to_string(),
                is_open,
                was_unreadable: file.is_renamed_as_unreadable(),
                taken_over: file.info.as_ref().is_some_and(|info| info.taken_over),
                created_at: file.created_at().map(to_rfc3339),
                changed_at: file.modified_at().map(to_rfc3339),
                size: file.size(),
                addresses: contents.map(|contents| contents.inboxes),
                messages: contents.map(|contents| contents.messages),
            });
        }
        Ok(views)
    }

    /// Shows a notice if mail of another database can be taken over.
    pub(super) async fn offer_mail_of_other_database(&self) {
        let Some(open) = self.current_store_file_name() else { return };
        let mut files =
            data_folder_databases::list_databases_in_opening_order(&self.0.environment.data_folder).unwrap_or_default();
        files.retain(|file| file.file_name() != open && file.info.as_ref().is_none_or(|info| !info.taken_over));
        if files.is_empty() {
            return;
        }
        let Ok(main_keys) = self.read_store_keys(STORE_KEY_SECRET).await else { return };
        for file in &files {
            let found = self.find_database_key_and_counts(file, &main_keys).await.ok().flatten();
            if found.is_some_and(|(_, contents)| contents.inboxes > 0) {
                self.add_error_notice(&Error::OtherMailFound);
                return;
            }
        }
    }

    /// The name of the open database's file.
    pub(super) fn current_store_file_name(&self) -> Option<String> {
        self.lock_accounts().store.as_ref()?.file_name().map(str::to_owned)
    }

    /// A database of the folder that is not the open one.
    pub(super) fn find_other_store_file(&self, id: &str) -> Result<DatabaseFile> {
        if self.current_store_file_name().as_deref() == Some(id) {
            return Err(Error::UnknownStore);
        }
        data_folder_databases::find_database_file_by_name(&self.0.environment.data_folder, id)?
            .ok_or(Error::UnknownStore)
    }

    /// The key of a database, and what the database holds; `None` if the keychain has no key that opens it.
    async fn find_database_key_and_counts(
        &self,
        file: &DatabaseFile,
        main_keys: &[StoreKey],
    ) -> Result<Option<(StoreKey, StoreCounts)>> {
        let keys = self.find_store_key_candidates(file, main_keys).await?;
        let file = file.clone();
        run_blocking(move || {
            keys.into_iter().find_map(|key| file.count_inboxes_and_messages(&key).ok().map(|contents| (key, contents)))
        })
        .await
    }

    /// The key that opens a database; an error if the keychain has none.
    pub(super) async fn require_store_key(&self, file: &DatabaseFile) -> Result<StoreKey> {
        let main_keys = self.read_store_keys(STORE_KEY_SECRET).await?;
        match self.find_database_key_and_counts(file, &main_keys).await? {
            Some((key, _)) => Ok(key),
            None => {
                let keychain = self.0.environment.secrets.keychain_provider_name().await;
                Err(Error::StoreKeyMissing { path: file.path.clone(), keychain })
            }
        }
    }
}
