//! Retention: how long the mail of ended inboxes is kept, as the user chose. An open inbox keeps its mail whatever was
//! chosen; an ended one stays on the list without its mail, because its address can't be had again.

use crate::core_handle::{Core, CoreInner};
use crate::error::Result;
use crate::ports::clock::saturating_add;
use crate::session::AccountSession;
use crate::store::{StoreError, StoredInbox, account_rows, inbox_rows, message_rows};
use crate::view::{AccountId, AccountStorageKind, Change, InboxId, MailRetention};
use jiff::Timestamp;
use rusqlite::Connection;
use std::sync::{Arc, Weak};

/// How many clock checks of the schedule lie between two passes over accounts that nobody checks: six minutes.
const CLOCK_CHECKS_PER_PASS: u32 = 36;

/// When an inbox's mail is deleted; `None` if it is kept for ever.
pub(crate) fn retention_end(row: &StoredInbox, retention: MailRetention) -> Option<Timestamp> {
    let kept = retention.retention_duration()?;
    row.inbox_end_time().map(|end| saturating_add(end, kept))
}

/// Whether an inbox has ended, has mail, and that has been kept as long as it should be.
pub(crate) fn is_retention_expired(row: &StoredInbox, retention: MailRetention, now: Timestamp) -> bool {
    row.total > 0 && !row.is_open(now) && retention_end(row, retention).is_some_and(|end| end <= now)
}

impl Core {
    /// How many messages would be deleted at once with this retention, in all accounts of this computer.
    ///
    /// # Errors
    /// No active account or a failure of the store.
    pub async fn count_expired_messages(&self, retention: MailRetention) -> Result<u32> {
        let (store, now) = (self.active_session()?.store.clone(), self.now());
        Ok(store
            .run_database_read(move |db| {
                let rows = list_inboxes_of_accounts(db, &account_rows::list_account_ids(db)?)?;
                Ok(rows.iter().filter(|row| is_retention_expired(row, retention, now)).map(|row| row.total).sum())
            })
            .await?)
    }

    /// Deletes the expired mail of accounts that are not signed in; the others delete theirs while they are checked.
    /// What fails is tried again the next time.
    pub(crate) async fn delete_expired_mail_of_closed_accounts(&self) {
        let retention = self.0.settings.current_settings().keep_mail;
        let store = self.lock_accounts().store.clone();
        let Some(store) = store.filter(|_| retention != MailRetention::Forever) else { return };
        let signed_in = self.signed_in_sessions();
        let running: Vec<AccountId> = signed_in
            .iter()
            .filter(|session| session.storage == AccountStorageKind::Kept)
            .map(|session| session.account)
            .collect();
        let now = self.now();
        let deleted = store.write_transaction(move |db| {
            let ids = account_rows::list_account_ids(db)?;
            let closed: Vec<_> = ids.into_iter().filter(|id| !running.contains(id)).collect();
            for row in list_inboxes_of_accounts(db, &closed)? {
                if is_retention_expired(&row, retention, now) {
                    message_rows::delete_all_messages(db, row.id)?;
                }
            }
            Ok(())
        });
        if let Err(error) = deleted.await {
            tracing::warn!(%error, "expired mail could not be deleted");
        }
    }
}

/// Deletes expired mail of closed accounts from time to time, for as long as the core exists.
pub(crate) async fn run_closed_account_retention(core: Weak<CoreInner>) {
    while let Some(state) = core.upgrade() {
        let pause = state.polling_conditions.poll_timing().clock_check_interval.saturating_mul(CLOCK_CHECKS_PER_PASS);
        drop(state);
        tokio::time::sleep(pause).await;
        let Some(state) = core.upgrade() else { return };
        Core(Arc::clone(&state)).delete_expired_mail_of_closed_accounts().await;
    }
}

/// Deletes the mail of these inboxes and emits the changes.
pub(crate) async fn delete_mail_of_inboxes(session: &AccountSession, inboxes: Vec<InboxId>) -> Result<()> {
    let now = session.now();
    Ok(session
        .store
        .write_and_emit(move |db, changes| {
            for inbox_id in inboxes {
                let ids = message_rows::delete_all_messages(db, inbox_id)?;
                changes.extend(ids.into_iter().map(|id| Change::MessageRemoved { inbox_id, id }));
                changes.extend(inbox_rows::inbox_change(db, inbox_id, now)?);
            }
            Ok(())
        })
        .await?)
}

fn list_inboxes_of_accounts(db: &Connection, accounts: &[AccountId]) -> Result<Vec<StoredInbox>, StoreError> {
    let mut rows = Vec::new();
    for account in accounts {
        rows.extend(inbox_rows::list_inboxes_of_account(db, *account)?);
    }
    Ok(rows)
}
