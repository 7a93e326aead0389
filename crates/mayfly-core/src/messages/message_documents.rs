//! The forms in which a message is given to the window: formatted, plain text, paper, source.

use super::message_lookup::{find_message, find_message_opening_data};
use crate::blocking::run_blocking;
use crate::core_handle::Core;
use crate::error::Result;
use crate::rendering::print_document::render_print_document;
use crate::view::{MessageBodyDisplayLevel, MessageId, MessageSource};
use mayfly_mail::{ColorScheme, RenderOptions};

/// How many bytes of a message's source a window is given: more than anyone reads, little enough to lay out.
const MAX_SOURCE: usize = 512 << 10;

impl Core {
    /// A message's body as a safe document for the sandboxed frame.
    ///
    /// Remote images that the user allowed are fetched from now on;
    /// [`load_remote_message_image`](Self::load_remote_message_image) serves them. Of a message that made the page stop responding,
    /// the document has the text alone, or nothing.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn render_message_document(&self, message: &MessageId) -> Result<String> {
        let session = self.active_session()?;
        let status = find_message_opening_data(&session, message).await?;
        if status.display != MessageBodyDisplayLevel::Full {
            return self.message_text_document(message).await;
        }
        self.set_shown_message(message, MessageBodyDisplayLevel::Full);
        let rendered = self.render_message(&session, &status.summary).await?;
        if rendered.view.images_shown {
            self.start_fetching_rendered_images(&session, &status.summary, &rendered.remote);
        }
        Ok(rendered.document.clone())
    }

    /// A message's text alone, as a safe document for the sandboxed frame; empty for a message of which nothing is
    /// shown.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_text_document(&self, message: &MessageId) -> Result<String> {
        let session = self.active_session()?;
        let row = find_message(&session, message).await?;
        if row.display == MessageBodyDisplayLevel::Nothing {
            return Ok(String::new());
        }
        self.set_shown_message(message, MessageBodyDisplayLevel::PlainText);
        let options = RenderOptions {
            labels: self.localised_document_texts(),
            rejoin_wrapped_lines: !row.is_html,
            ..RenderOptions::default()
        };
        run_blocking(move || mayfly_mail::render_plain_text(&row.text, &options).document).await
    }

    /// A message as a safe document for printing: its headers above its body, as plain text on request. Its
    /// remote images are there where they are shown on the screen. A message that made the page stop responding is
    /// printed as plain text.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_print_document(&self, message: &MessageId, plain: bool) -> Result<String> {
        let session = self.active_session()?;
        let row = find_message(&session, message).await?;
        let plain = plain || row.display != MessageBodyDisplayLevel::Full;
        let images = self.find_image_permission(&session, message, &row.summary.from_address).await?;
        if images.is_allowed() {
            self.begin_fetching_message_images(&session, message).await?;
        }
        // Paper is white, however the screen looks.
        let options = RenderOptions {
            color_scheme: ColorScheme::Light,
            labels: self.localised_document_texts(),
            rejoin_wrapped_lines: !row.is_html,
            ..images.render_options(message)
        };
        run_blocking(move || render_print_document(&row, plain, &options)).await
    }

    /// A message's body as the service gave it, as text; the beginning, where it is long.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_source(&self, message: &MessageId) -> Result<MessageSource> {
        let mut text = self.message_content(message).await?;
        let size = text.len();
        text.truncate(text.floor_char_boundary(MAX_SOURCE));
        Ok(MessageSource { truncated: text.len() < size, size: size as u64, text })
    }

    /// A message's body as the service gave it, all of it.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_content(&self, message: &MessageId) -> Result<String> {
        Ok(find_message(&*self.active_session()?, message).await?.content)
    }
}
