//! New mail for whoever announces it: batches as they come, the code that came last, and the message that the user
//! asked for outside the window.

use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::events::NewMailBatch;
use crate::messages::find_message;
use crate::store::message_rows;
use crate::view::{AccountId, AccountMessageId, Change, MessageSummary};
use jiff::SignedDuration;
use std::time::Duration;
use tokio::sync::broadcast;

/// For how long a code is offered: services let them expire in about that time.
pub(crate) const CODE_LIFETIME: Duration = Duration::from_secs(600);

/// A code that came lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentCode {
    /// The message it came with.
    pub message: AccountMessageId,
    /// The code, ready for the clipboard.
    pub code: String,
    /// The sender's display name, or where there is none the address.
    pub from: String,
    /// For how long it is still worth offering.
    pub expires_in: Duration,
}

impl Core {
    /// Every batch of new mail from now on. A receiver that falls too far behind misses the oldest.
    #[must_use]
    pub fn subscribe_new_mail(&self) -> broadcast::Receiver<NewMailBatch> {
        self.0.events.subscribe_new_mail()
    }

    /// The code that came last to any account, if that was in the last ten minutes.
    ///
    /// # Errors
    /// A failure of the store. Without an account there is none.
    pub async fn recent_code(&self) -> Result<Option<RecentCode>> {
        let now = self.now();
        let since = SignedDuration::try_from(CODE_LIFETIME).ok().and_then(|life| now.checked_sub(life).ok());
        let Some(since) = since else { return Ok(None) };
        let mut newest: Option<(AccountId, MessageSummary, jiff::Timestamp)> = None;
        for session in self.signed_in_sessions().iter() {
            let account = session.account;
            let latest = session
                .store
                .run_database_read(move |db| message_rows::find_latest_message_with_code(db, account, since))
                .await?;
            if let Some((message, arrived)) = latest
                && newest.as_ref().is_none_or(|(_, _, before)| arrived > *before)
            {
                newest = Some((account, message, arrived));
            }
        }
        Ok(newest.and_then(|(account, message, arrived)| {
            // After a clock was set back, mail seems to have come in the future.
            let age = Duration::try_from(now.duration_since(arrived)).unwrap_or_default();
            Some(RecentCode {
                code: message.code?,
                from: if message.from_name.trim().is_empty() { message.from_address } else { message.from_name },
                message: AccountMessageId { account, message: message.id },
                expires_in: CODE_LIFETIME.saturating_sub(age),
            })
        }))
    }

    /// Has the window show a message: the window that is open, or the next. Its account becomes active for it. The
    /// request stands until a message is read.
    ///
    /// # Errors
    /// An account that isn't signed in, an unknown message, or a failure of the store.
    pub async fn show_message_in_window(&self, message: &AccountMessageId) -> Result<()> {
        let session = self.session_of_account(message.account)?;
        let summary = find_message(&session, &message.message).await?.summary;
        if !session.events.is_active_account() {
            self.switch_to_account(message.account).await?;
        }
        // Opening the account may have replaced its session.
        let session = self.session_of_account(message.account)?;
        session.select_inbox(Some(summary.inbox_id)).await?;
        if !session.events.is_active_account() {
            // The user opened another account meanwhile.
            return Err(Error::UnknownMessage);
        }
        self.lock_reading_state().requested_message = Some(summary.clone());
        session.events.emit(Change::OpenMessage { message: summary });
        Ok(())
    }
}
