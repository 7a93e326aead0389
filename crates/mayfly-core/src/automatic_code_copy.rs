//! Which code of new mail the front end copies by itself: one that comes to the address that was copied last.

use crate::core_handle::Core;
use crate::events::NewMailBatch;
use crate::new_mail::CODE_LIFETIME;
use crate::view::{AccountMessageId, Change, MessageSummary};
use jiff::{SignedDuration, Timestamp};
use std::sync::PoisonError;

/// A code that the front end has to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeToCopy {
    /// The message it came with.
    pub message: AccountMessageId,
    /// The code, ready for the clipboard.
    pub code: String,
}

impl Core {
    /// Records the address that is on the clipboard now, and emits it. It is kept until the program ends or another
    /// address is copied.
    pub fn record_copied_address(&self, address: &str) {
        let mut copied = self.0.copied_address.lock().unwrap_or_else(PoisonError::into_inner);
        *copied = Some(address.to_owned());
        // Emitted while the address is locked: of two at a time the later one is emitted last.
        self.0.events.emit(Change::AddressCopied { address: address.to_owned() });
    }

    /// The address that was copied last; `None` if none was since the start.
    #[must_use]
    pub fn last_copied_address(&self) -> Option<String> {
        self.0.copied_address.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the code of new mail that has to be copied: the newest that came to the address that was copied last.
    ///
    /// `None` if the setting is off, the address is muted, or the newest code came so long ago that it has probably
    /// expired. A batch contains a message once, and none of what waited in an inbox before it was first listed, so
    /// every code is copied at most once.
    #[must_use]
    pub fn choose_code_to_copy(&self, batch: &NewMailBatch) -> Option<CodeToCopy> {
        if !self.settings().copy_codes
            || batch.inbox.muted
            || self.last_copied_address().as_deref() != Some(batch.inbox.address.as_str())
        {
            return None;
        }
        let (message, code) = find_newest_code(&batch.messages, self.now())?;
        Some(CodeToCopy {
            message: AccountMessageId { account: batch.account, message: message.id.clone() },
            code: code.to_owned(),
        })
    }
}

/// Returns the newest message with a code that has probably not expired, and the code.
fn find_newest_code(messages: &[MessageSummary], now: Timestamp) -> Option<(&MessageSummary, &str)> {
    let lifetime = SignedDuration::try_from(CODE_LIFETIME).ok()?;
    messages
        .iter()
        .filter_map(|message| {
            let received_at: Timestamp = message.received_at.parse().ok()?;
            let code = message.code.as_deref()?;
            (now.duration_since(received_at) <= lifetime).then_some((received_at, message, code))
        })
        .max_by_key(|(received_at, ..)| *received_at)
        .map(|(_, message, code)| (message, code))
}
