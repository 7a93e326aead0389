//! The message that a window shows, and showing less of it after it made the page stop responding.

use super::message_lookup::find_message_opening_data;
use crate::core_handle::{Core, ShownMessage};
use crate::error::Result;
use crate::store::message_display_levels;
use crate::view::{MessageBodyDisplayLevel, MessageId, MessageView};
use tokio::sync::watch;

impl Core {
    /// Receives the message that the window shows, from the request for its document until it is closed.
    #[must_use]
    pub fn subscribe_shown_message(&self) -> watch::Receiver<Option<ShownMessage>> {
        self.0.shown_message.subscribe()
    }

    /// Records that the window shows no message any more, and none of its attachments.
    pub fn clear_shown_message(&self) {
        self.close_attachment_preview();
        self.0.shown_message.send_replace(None);
    }

    /// Limits the display of the message that the window shows, because the page stopped responding: a formatted
    /// message to its text, a text to nothing. The next page opens the message again. Does nothing if the window shows
    /// no message.
    ///
    /// # Errors
    /// A failure of the store. The next page doesn't open the message then.
    pub async fn limit_shown_message_display(&self) -> Result<()> {
        self.close_attachment_preview();
        let Some(shown) = self.0.shown_message.send_replace(None) else { return Ok(()) };
        let session = self.active_session()?;
        let status = find_message_opening_data(&session, &shown.message).await?;
        let display = match shown.display {
            MessageBodyDisplayLevel::Full if status.is_html => MessageBodyDisplayLevel::PlainText,
            _ => MessageBodyDisplayLevel::Nothing,
        };
        self.set_message_display_limit(&shown.message, display).await?;
        self.lock_reading_state().requested_message = Some(status.summary);
        Ok(())
    }

    /// Shows all of a message again whose display was limited.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn show_message_in_full(&self, message: &MessageId) -> Result<MessageView> {
        self.set_message_display_limit(message, MessageBodyDisplayLevel::Full).await?;
        self.read_message(message).await
    }

    /// Records which message the frame shows, and how much of it.
    pub(super) fn set_shown_message(&self, message: &MessageId, display: MessageBodyDisplayLevel) {
        let message = message.clone();
        self.0.shown_message.send_replace(Some(ShownMessage { message, display }));
    }

    async fn set_message_display_limit(&self, message: &MessageId, display: MessageBodyDisplayLevel) -> Result<()> {
        let session = self.active_session()?;
        let (account, message) = (session.account, message.clone());
        let stored = session
            .store
            .write_transaction(move |db| {
                message_display_levels::set_message_display_limit(db, account, &message, display)
            })
            .await;
        Ok(stored?)
    }
}
