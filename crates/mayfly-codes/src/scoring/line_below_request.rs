//! A line of its own below a sentence that asks to enter it: "Type these three words where you left off:".

use std::ops::Range;

use super::candidate_scoring_input::ScoringInput;
use super::code_word_connection::CodeWordConnection;
use crate::candidates::CandidateShape;
use crate::lexicon::{PhraseMatch, PhraseRole};

/// Bytes of the sentence above that are read.
const REQUEST_BYTES: usize = 240;

impl ScoringInput<'_> {
    /// The link of a candidate on a line of its own, when the sentence above asks to enter it.
    pub(super) fn find_request_above(&self) -> Option<CodeWordConnection> {
        let is_requested = || {
            self.has_entry_request_above()
                || self.candidate.shape == CandidateShape::Words && self.is_passphrase_requested_above()
        };
        (self.candidate.fills_line && is_requested()).then_some(CodeWordConnection {
            points: 4,
            is_explicit: true,
            crosses_sentences: true,
            ..CodeWordConnection::default()
        })
    }

    /// Whether the candidate fills its line below a request that says nothing about a sale.
    pub(super) fn has_request_above_without_sale(&self) -> bool {
        self.find_request_above().is_some()
            && self
                .find_sentence_above()
                .is_some_and(|s| !self.context.phrases_in(s).iter().any(|h| h.role == PhraseRole::OtherCodeTopic))
    }

    /// Whether the sentence above tells the reader to type something and ends in a colon or without a full stop, as one does
    /// that goes on in the next line.
    fn has_entry_request_above(&self) -> bool {
        let Some(span) = self.find_sentence_above() else { return false };
        let is_open = !self.context.slice(span.start, span.end).trim_end().ends_with(['.', '!', '?', '\u{3002}']);
        // "Key the characters below into the terminal."
        let names_code = || {
            let is_code = |h: &PhraseMatch| matches!(h.role, PhraseRole::AmbiguousCode | PhraseRole::VerificationCode);
            self.context.phrases_in(span.clone()).iter().any(is_code)
        };
        (is_open || names_code())
            && (self.context.request_phrases_in(span.clone()).iter().any(|h| h.role == PhraseRole::TypingVerb)
                || self.context.phrases_in(span).iter().any(|h| h.role == PhraseRole::Enter))
    }

    /// Whether the sentence above asks to enter or names words: "Your one-time phrase:".
    pub(super) fn is_passphrase_requested_above(&self) -> bool {
        let Some(span) = self.find_sentence_above() else { return false };
        let has_entry_role =
            |role| self.context.request_phrases_in(span.clone()).iter().any(|h: &PhraseMatch| h.role == role);
        let is_for_something = |h: &PhraseMatch| {
            matches!(h.role, PhraseRole::Enter | PhraseRole::Verify | PhraseRole::Access | PhraseRole::VerificationCode)
        };
        has_entry_role(PhraseRole::WordNoun)
            && (has_entry_role(PhraseRole::TypingVerb)
                || has_entry_role(PhraseRole::TellingVerb)
                || self.context.phrases_in(span.clone()).iter().any(is_for_something))
    }

    /// The end of the nearest sentence of the text above the candidate.
    fn find_sentence_above(&self) -> Option<Range<usize>> {
        let index = self.context.sentence_index_at(self.candidate.start);
        let own_line = self.context.line_start(self.candidate.start);
        let spans = (index.saturating_sub(4)..=index).rev().filter_map(|i| self.context.sentence_span(i));
        let above = spans
            .map(|s| s.start..s.end.min(own_line))
            .find(|s| s.start < s.end && !self.context.slice(s.start, s.end).trim().is_empty())?;
        (!self.context.is_offset_in_subject(above.start))
            .then(|| above.start.max(above.end.saturating_sub(REQUEST_BYTES))..above.end)
    }
}
