//! Where the markup of a rendering comes from, which decides which of Mayfly's own names it may have.
//!
//! The document around a message has names of its own: of the element that holds the message, of the note under it, of
//! its style sheet. In the markup of a sender these names mean nothing and are removed. They are read only in a document
//! that this crate has written, because rendering it again must not change it; such a document is recognised by its
//! first characters, none of which a mail program writes by chance.

use std::sync::LazyLock;

use crate::allowed_elements_and_attributes::{TEXT_CLASS, WRAPPER_CLASS};
use crate::frame_policy::FRAME_CSP;

/// The beginning of every document, the same for all messages.
pub(crate) static DOCUMENT_START: LazyLock<String> = LazyLock::new(|| {
    // The directives from `frame-ancestors` on have an effect in the header only, not in the page.
    let policy = FRAME_CSP.split("; frame-ancestors").next().unwrap_or(FRAME_CSP);
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" \
         content=\"{policy}\"><meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\""
    )
});

/// Where markup comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct MarkupOrigin {
    /// Whether this crate wrote it as a whole document.
    pub(crate) is_own_document: bool,
    /// Whether this crate made it from plain text, so that it has the classes that lay out text.
    pub(crate) is_laid_out_text: bool,
}

impl MarkupOrigin {
    /// Markup that this crate has made from plain text.
    pub(crate) const LAID_OUT_TEXT: Self = Self { is_own_document: false, is_laid_out_text: true };

    /// Detects by its beginning whether this crate wrote markup as a whole document, and whether as text that it laid out.
    pub(crate) fn detect_own_rendered_document(source: &str) -> Self {
        let Some(rest) = source.strip_prefix(DOCUMENT_START.as_str()) else { return Self::default() };
        let is_laid_out_text = rest.split_once("</head><body>").is_some_and(|(_, body)| {
            body.strip_prefix("<div class=\"")
                .and_then(|body| {
                    body.strip_prefix(WRAPPER_CLASS)?.strip_prefix("\"><div class=\"")?.strip_prefix(TEXT_CLASS)
                })
                .is_some_and(|body| body.starts_with("\">"))
        });
        Self { is_own_document: true, is_laid_out_text }
    }
}
