//! Accounts as front ends see them: their views, their names, and how many unread messages they have.

use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::inboxes::clean_inbox_label;
use crate::session::{AccountSession, SignedInSessions};
use crate::store::{StoredAccount, account_rows};
use crate::view::{AccountId, AccountView, Change};
use std::collections::BTreeMap;

/// Every account of the active one's store.
pub(crate) async fn list_account_views(
    signed_in: &SignedInSessions,
    active: &AccountSession,
) -> Result<Vec<AccountView>> {
    let rows = active.store.run_database_read(account_rows::list_accounts).await?;
    let view = |row: &StoredAccount| match signed_in.find_session(row.id) {
        Some(session) => session.account_view(row),
        None => row.to_view(active.storage),
    };
    Ok(rows.iter().map(view).collect())
}

impl Core {
    /// Every account known here, in the order they were added; none while no account is active.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn list_accounts(&self) -> Result<Vec<AccountView>> {
        let signed_in = self.signed_in_sessions();
        let Some(active) = &signed_in.active else { return Ok(Vec::new()) };
        list_account_views(&signed_in, active).await
    }

    /// The active account.
    #[must_use]
    pub fn active_account_id(&self) -> Option<AccountId> {
        self.active_session().ok().map(|session| session.account)
    }

    /// The names of the accounts that are signed in, where there are several; a single one needs no name.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn account_names_if_several(&self) -> Result<BTreeMap<AccountId, String>> {
        let signed_in = self.list_accounts().await?.into_iter().filter(|account| account.signed_in);
        let names: BTreeMap<_, _> = signed_in.map(|account| (account.id, account.name)).collect();
        Ok(if names.len() > 1 { names } else { BTreeMap::new() })
    }

    /// How many messages of all accounts that are signed in are unread.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn unread_count(&self) -> Result<u32> {
        let accounts = self.list_accounts().await?;
        Ok(accounts.iter().filter(|account| account.signed_in).map(|account| account.unread).sum())
    }

    /// Gives an account the user's own name for it: one line of at most 80 characters. Without one it is called after
    /// its service.
    ///
    /// # Errors
    /// An unknown account, or a failure of the store.
    pub async fn rename_account(&self, account: AccountId, name: Option<&str>) -> Result<()> {
        let active = self.active_session()?;
        let name = name.and_then(clean_inbox_label);
        let signed_in = self.signed_in_sessions();
        let row = active
            .store
            .write_transaction(move |db| {
                account_rows::rename_account(db, account, name.as_deref())?;
                account_rows::get_account(db, account)
            })
            .await?
            .ok_or(Error::UnknownAccount)?;
        let session = signed_in.find_session(account);
        let view = session.map_or_else(|| row.to_view(active.storage), |session| session.account_view(&row));
        self.0.events.emit(Change::Account { account: view });
        Ok(())
    }
}
