//! Search results as windows receive them.

use super::MessageSummary;
use serde::Serialize;
use specta::Type;

/// One page of search results, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
pub struct SearchPage {
    /// The messages of this page.
    pub hits: Vec<SearchHit>,
    /// The cursor of the next page; `None` on the last page.
    pub next: Option<String>,
}

/// A message that matches a query. Its texts are split at the matches: joining the segments of a text gives the whole
/// text.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct SearchHit {
    /// The message's entry in the message list.
    pub message: MessageSummary,
    /// The address of its inbox.
    pub inbox_address: String,
    /// The user's label of its inbox.
    pub inbox_label: Option<String>,
    /// The sender's display name.
    pub from_name: Vec<HighlightSegment>,
    /// The sender's address.
    pub from_address: Vec<HighlightSegment>,
    /// The subject.
    pub subject: Vec<HighlightSegment>,
    /// The part of the body around its first match; the beginning of the body if there is no match in it.
    pub snippet: Vec<HighlightSegment>,
}

/// A part of a text that is either one match or contains none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct HighlightSegment {
    /// The part of the text.
    pub text: String,
    /// Whether the part matches the query.
    pub matches: bool,
}
