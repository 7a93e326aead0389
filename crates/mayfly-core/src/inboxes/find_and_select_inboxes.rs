//! Finding inboxes of an account, and marking one as ended.

use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::session::AccountSession;
use crate::store::{InboxEndReason, StoredInbox, inbox_rows};
use crate::view::{InboxId, InboxView};

/// The stored inbox, if it is this account's.
pub(crate) async fn find_inbox(session: &AccountSession, inbox: InboxId) -> Result<StoredInbox> {
    let row = session.store.run_database_read(move |db| inbox_rows::get_inbox(db, inbox)).await?;
    row.filter(|row| row.account_id == session.account).ok_or(Error::UnknownInbox)
}

/// Marks an inbox as ended and emits it.
pub(crate) async fn mark_inbox_ended_and_emit(
    session: &AccountSession,
    inbox: InboxId,
    reason: InboxEndReason,
) -> Result<()> {
    let now = session.now();
    session
        .store
        .write_and_emit(move |db, changes| {
            inbox_rows::mark_inbox_ended(db, inbox, reason, None, now)?;
            changes.extend(inbox_rows::inbox_change(db, inbox, now)?);
            Ok(())
        })
        .await?;
    Ok(())
}

impl Core {
    /// The newest inboxes that still receive mail, newest first, at most `limit`.
    ///
    /// # Errors
    /// A failure of the store. Without an account the list is empty.
    pub async fn list_newest_open_inboxes(&self, limit: usize) -> Result<Vec<InboxView>> {
        let Ok(session) = self.active_session() else { return Ok(Vec::new()) };
        let (account, now) = (session.account, session.now());
        Ok(session
            .store
            .run_database_read(move |db| {
                let rows = inbox_rows::list_inboxes_of_account(db, account)?;
                Ok(rows.iter().filter(|row| row.is_open(now)).take(limit).map(|row| row.to_view(now)).collect())
            })
            .await?)
    }

    /// An inbox's address, for copying: mail is expected from now on, so it is checked more often.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store.
    pub async fn get_address_and_expect_mail(&self, inbox: InboxId) -> Result<String> {
        let session = self.active_session()?;
        let row = find_inbox(&session, inbox).await?;
        session.record_interest(inbox);
        Ok(row.address)
    }

    /// The addresses of several inboxes, for copying. Mail is not expected to any of them, as it is to a single one that
    /// is copied.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store.
    pub async fn inbox_addresses_for_copying(&self, inboxes: &[InboxId]) -> Result<Vec<String>> {
        let session = self.active_session()?;
        let mut addresses = Vec::with_capacity(inboxes.len());
        for id in inboxes {
            addresses.push(find_inbox(&session, *id).await?.address);
        }
        Ok(addresses)
    }

    /// Records that the user is busy with an inbox, such as having copied its address: mail is expected, so it is
    /// checked more often.
    ///
    /// # Errors
    /// An unknown inbox, no active account, or a failure of the store.
    pub async fn record_interest(&self, inbox: InboxId) -> Result<()> {
        let session = self.active_session()?;
        find_inbox(&session, inbox).await?;
        session.record_interest(inbox);
        Ok(())
    }

    /// Selects the inbox that is being looked at; it is checked more often.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn select_inbox(&self, inbox: Option<InboxId>) -> Result<()> {
        self.active_session()?.select_inbox(inbox).await
    }

    /// The inbox selected last in the active account.
    #[must_use]
    pub fn selected_inbox(&self) -> Option<InboxId> {
        self.active_session().ok()?.selected_inbox()
    }
}
