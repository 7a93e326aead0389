//! Making another account the active one.

use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::session::AccountSession;
use crate::store::account_rows;
use crate::view::{AccountId, AccountStorageKind};
use std::sync::Arc;

impl Core {
    /// Makes another account that is signed in the active one; the one that was active is checked on in the
    /// background.
    ///
    /// # Errors
    /// An account that isn't known or not signed in, a failure of the keychain or the store. The active account stays
    /// the same then.
    pub async fn switch_to_account(&self, account: AccountId) -> Result<()> {
        self.run_exclusively(async {
            let active = self.active_stored_account_session()?;
            if active.account == account {
                return Ok(());
            }
            let store = &active.store;
            let row = store
                .run_database_read(account_rows::list_signed_in_accounts)
                .await?
                .into_iter()
                .find(|row| row.id == account);
            let row = row.ok_or(Error::UnknownAccount)?;
            let session = match self.signed_in_sessions().find_stored_account_session(account) {
                Some(session) => Arc::clone(session),
                None => self.reopen_account(row, store).await?.ok_or(Error::UnknownAccount)?,
            };
            store.write_transaction(move |db| account_rows::mark_account_signed_in_and_latest(db, account)).await?;
            let signed_in = self.open_accounts_of_store(store, Some(&session)).await?;
            self.show_active_account_or_welcome(signed_in);
            Ok(())
        })
        .await
    }

    /// The active session, if it is of the kind of which there may be several.
    pub(super) fn active_stored_account_session(&self) -> Result<Arc<AccountSession>> {
        let active = self.active_session()?;
        if active.storage == AccountStorageKind::Kept { Ok(active) } else { Err(Error::UnknownAccount) }
    }
}
