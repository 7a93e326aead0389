//! Signing out of the active account, and removing an account.

use super::secret_names::api_key_secret_name;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::session::SignedInSessions;
use crate::store::account_rows;
use crate::view::{AccountId, AccountStorageKind, Phase};

impl Core {
    /// Closes the active account and deletes its API key; another one that is signed in is active then. A kept
    /// account's mail stays, encrypted, for the next sign-in with the same key; the demo's and a session-only
    /// account's is gone. Leaving the demo goes back to where it was started from.
    ///
    /// # Errors
    /// When the keychain or the store fails; the account stays open then.
    pub async fn sign_out(&self) -> Result<()> {
        if self.active_session()?.storage == AccountStorageKind::Demo {
            return self.leave_demo().await;
        }
        self.run_exclusively(async {
            // Not before: another account may have become active meanwhile.
            let session = self.active_session()?;
            if session.storage != AccountStorageKind::Kept {
                self.show_active_account_or_welcome(SignedInSessions::default());
                return Ok(());
            }
            let account = session.account;
            self.0.environment.secrets.delete(&api_key_secret_name(&session.store, account)).await?;
            session.store.write_transaction(move |db| account_rows::mark_account_signed_out(db, account)).await?;
            self.show_remaining_accounts(&session.store).await;
            Ok(())
        })
        .await
    }

    async fn leave_demo(&self) -> Result<()> {
        let keychain_change = self.listen_for_keychain_change().await;
        let leaving = self.run_exclusively(async {
            // Not before: it may have been left meanwhile, for an account that must stay open.
            if self.active_session()?.storage == AccountStorageKind::Demo {
                self.set_phase_and_sessions(Phase::Starting, SignedInSessions::default());
                return Ok(self.reopen_accounts_or_show_error().await.err());
            }
            Ok(None)
        });
        if let Some(error) = leaving.await? {
            self.start_keychain_wait(keychain_change, error);
        }
        Ok(())
    }

    /// Removes an account with its API key, its inboxes and their mail from this computer; on the service all stays.
    /// If it was the active one, another that is signed in is active then.
    ///
    /// # Errors
    /// An unknown account, a failure of the keychain or the store. The account is still there then.
    pub async fn remove_account(&self, account: AccountId) -> Result<()> {
        self.run_exclusively(async {
            let active = self.active_stored_account_session()?;
            let store = &active.store;
            if store.run_database_read(move |db| account_rows::get_account(db, account)).await?.is_none() {
                return Err(Error::UnknownAccount);
            }
            self.0.environment.secrets.delete(&api_key_secret_name(store, account)).await?;
            store.write_transaction(move |db| account_rows::delete_account(db, account)).await?;
            self.show_remaining_accounts(store).await;
            Ok(())
        })
        .await
    }
}
