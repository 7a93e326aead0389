//! New mail as something to be told of: arrivals, the code that came last, and the message asked for from
//! outside the window.

use crate::view::{Change, InboxView, MessageSummary};
use crate::{Core, Result, messages, store};
use jiff::SignedDuration;
use std::time::Duration;
use tokio::sync::broadcast;

/// For how long a code is worth offering: services let them expire in about that time.
const CODE_LIFE: Duration = Duration::from_secs(600);

/// Mail that came to an inbox in one check, and is news.
///
/// What the first check since the start finds in an inbox of old is not: it waited there, and the unread count
/// tells of it. Neither is mail that a converted inbox brings along. What came while checking was paused, or the
/// machine slept, is.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// The account it came to.
    pub account: u32,
    /// The inbox, as it is with the new mail.
    pub inbox: InboxView,
    /// The new messages, as the service listed them.
    pub messages: Vec<MessageSummary>,
}

/// A code that came lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentCode {
    /// The message it came with.
    pub message_id: String,
    /// The code, ready for the clipboard.
    pub code: String,
    /// The sender's display name, or where there is none the address.
    pub from: String,
    /// For how long it is still worth offering.
    pub expires_in: Duration,
}

impl Core {
    /// Every arrival from now on. A listener that falls too far behind misses the oldest.
    #[must_use]
    pub fn arrivals(&self) -> broadcast::Receiver<Arrival> {
        self.0.hub.arrivals()
    }

    /// The code that came last to any account, if that was in the last ten minutes.
    ///
    /// # Errors
    /// A failure of the store. Without an account there is none.
    pub async fn recent_code(&self) -> Result<Option<RecentCode>> {
        let now = self.now();
        let since = SignedDuration::try_from(CODE_LIFE).ok().and_then(|life| now.checked_sub(life).ok());
        let Some(since) = since else { return Ok(None) };
        let mut found: Option<(MessageSummary, jiff::Timestamp)> = None;
        for session in self.running().all() {
            let account = session.account;
            let latest = session.store.read(move |db| store::messages::latest_with_code(db, account, since)).await?;
            if let Some((_, arrived)) = &latest
                && found.as_ref().is_none_or(|(_, before)| arrived > before)
            {
                found = latest;
            }
        }
        Ok(found.and_then(|(message, arrived)| {
            // A clock set back would have it come in the future.
            let age = Duration::try_from(now.duration_since(arrived)).unwrap_or_default();
            Some(RecentCode {
                code: message.code?,
                from: if message.from_name.trim().is_empty() { message.from_address } else { message.from_name },
                message_id: message.id,
                expires_in: CODE_LIFE.saturating_sub(age),
            })
        }))
    }

    /// Has the window show a message: the one that is open, or the next. Its account is opened for it. It is asked for until
    /// a message is read.
    ///
    /// # Errors
    /// An unknown message, no open account, or a failure of the store.
    pub async fn open_message(&self, id: &str) -> Result<()> {
        let mut session = self.session()?;
        for other in self.running().beside {
            if messages::find(&other, id).await.is_ok() {
                self.open_account(other.account).await?;
                session = self.session()?;
                break;
            }
        }
        let message = messages::find(&session, id).await?.summary;
        session.select(Some(message.inbox_id)).await?;
        self.state().open_message = Some(message.clone());
        self.0.hub.emit(Change::OpenMessage { message });
        Ok(())
    }

    /// Unread messages of all accounts that are signed in.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn unread(&self) -> Result<u32> {
        let running = self.running();
        let Some(open) = &running.open else { return Ok(0) };
        let views = running.views(open).await?;
        Ok(views.iter().filter(|account| account.signed_in).map(|account| account.unread).sum())
    }

    /// The inbox last looked at.
    #[must_use]
    pub fn selected_inbox(&self) -> Option<u32> {
        self.session().ok()?.selected()
    }
}
