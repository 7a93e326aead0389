//! What a search finds, as a window sees it.

use super::MessageSummary;
use serde::Serialize;
use specta::Type;

/// Some of what a search found, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
pub struct SearchPage {
    /// The messages.
    pub hits: Vec<SearchHit>,
    /// What to ask for the next page with; `None` where there is none.
    pub next: Option<String>,
}

/// A message that a search found. The texts are cut at the hits, so that joining a text's segments gives it whole.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct SearchHit {
    /// The message's line.
    pub message: MessageSummary,
    /// The address of the inbox it is in.
    pub inbox_address: String,
    /// The user's own name for that inbox.
    pub inbox_label: Option<String>,
    /// The sender's display name.
    pub from_name: Vec<TextSegment>,
    /// The sender's address.
    pub from_address: Vec<TextSegment>,
    /// The subject.
    pub subject: Vec<TextSegment>,
    /// The text around the first hit in it; the first words where there is none.
    pub snippet: Vec<TextSegment>,
}

/// A piece of a text: all of it a hit, or none of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct TextSegment {
    /// The piece.
    pub text: String,
    /// It is what was looked for.
    pub matches: bool,
}
