//! The attachment that the window shows, in memory only.

use super::picture_redrawing::RedrawnPicture;
use std::sync::Arc;
use tokio_util::sync::{CancellationToken, DropGuard};

/// The content of a preview.
pub(crate) enum PreviewContent {
    /// A picture, and the name for those who can't see it.
    Picture { picture: RedrawnPicture, name: String },
    /// The document of a text.
    Text { document: String },
}

/// Holds at most one preview: the next one replaces it.
#[derive(Default)]
pub(crate) struct CurrentAttachmentPreview {
    /// The number of the latest preview. Numbers are never used again.
    last_number: u32,
    current: Option<CurrentPreview>,
}

struct CurrentPreview {
    number: u32,
    /// `None` while the attachment is downloaded and decoded.
    content: Option<Arc<PreviewContent>>,
    /// Ends the download when the preview is closed or replaced.
    _cancel: DropGuard,
}

impl CurrentAttachmentPreview {
    /// Returns an empty slot whose numbers continue.
    pub(crate) fn to_empty_keeping_number(&self) -> Self {
        Self { last_number: self.last_number, current: None }
    }

    /// Begins a preview in place of the current one. The token is cancelled once it is closed or replaced.
    pub(crate) fn begin_preview(&mut self) -> (u32, CancellationToken) {
        self.last_number = self.last_number.wrapping_add(1);
        let token = CancellationToken::new();
        let cancel = token.clone().drop_guard();
        self.current = Some(CurrentPreview { number: self.last_number, content: None, _cancel: cancel });
        (self.last_number, token)
    }

    /// Inserts the content of a preview. Returns whether it is still the current one.
    pub(crate) fn set_preview_content(&mut self, number: u32, content: PreviewContent) -> bool {
        let Some(current) = self.current.as_mut().filter(|current| current.number == number) else { return false };
        current.content = Some(Arc::new(content));
        true
    }

    /// Returns the content of the current preview, if it has this number.
    pub(crate) fn find_attachment_preview_content(&self, number: u32) -> Option<Arc<PreviewContent>> {
        self.current.as_ref().filter(|current| current.number == number)?.content.clone()
    }

    /// Closes the current preview.
    pub(crate) fn close_preview(&mut self) {
        self.current = None;
    }

    /// Closes the current preview if it has this number.
    pub(crate) fn close_preview_if_current(&mut self, number: u32) {
        if self.current.as_ref().is_some_and(|current| current.number == number) {
            self.current = None;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn empty_text_preview() -> PreviewContent {
        PreviewContent::Text { document: String::new() }
    }

    #[test]
    fn only_the_latest_preview_has_content_and_others_are_cancelled() {
        let mut slot = CurrentAttachmentPreview::default();
        let (first, first_token) = slot.begin_preview();
        let (second, second_token) = slot.begin_preview();
        assert!(first != second && first_token.is_cancelled() && !second_token.is_cancelled());
        assert!(!slot.set_preview_content(first, empty_text_preview()));
        assert!(slot.set_preview_content(second, empty_text_preview()));
        assert!(
            slot.find_attachment_preview_content(first).is_none()
                && slot.find_attachment_preview_content(second).is_some()
        );
        slot.close_preview_if_current(first);
        assert!(slot.find_attachment_preview_content(second).is_some());
        slot.close_preview();
        assert!(second_token.is_cancelled() && slot.find_attachment_preview_content(second).is_none());
        let mut emptied = slot.to_empty_keeping_number();
        assert!(emptied.begin_preview().0 > second);
    }
}
