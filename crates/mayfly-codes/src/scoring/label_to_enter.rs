//! A code whose label is unknown or another number's, when the message asks to enter what has this label: "Claim code: 19284756.
//! Enter the claim code on the printer."

use super::candidate_scoring_input::ScoringInput;
use super::code_word_connection::CodeWordConnection;
use crate::lexicon::{PhraseMatch, PhraseRole};

/// Bytes of a label, and between a verb of typing and the label it has as its object.
const MAX_LABEL_BYTES: usize = 40;
const MAX_OBJECT_DISTANCE: usize = 12;
/// Repetitions of a label that are examined.
const MAX_REPETITIONS: usize = 8;

impl ScoringInput<'_> {
    /// The link of a number to the label before its colon, when the message asks to enter that label's number.
    pub(super) fn find_requested_label(&self) -> Option<CodeWordConnection> {
        (self.is_label_requested_elsewhere() && !self.topic.has_other_codes).then_some(CodeWordConnection {
            points: 5,
            is_direct: true,
            ..CodeWordConnection::default()
        })
    }

    /// Whether the label at the start of the line of the candidate is the object of a verb of typing elsewhere.
    fn is_label_requested_elsewhere(&self) -> bool {
        let start = self.candidate.start;
        let line = self.context.line_start(start);
        let Some(label) = self.context.slice(line, start).trim_end().strip_suffix(':') else { return false };
        let is_code = |h: &PhraseMatch| matches!(h.role, PhraseRole::AmbiguousCode | PhraseRole::OtherCode);
        if label.len() > MAX_LABEL_BYTES || !self.context.phrases_in(line..line + label.len()).iter().any(is_code) {
            return false;
        }
        let rest = self.context.slice(self.candidate.end, self.context.normalised_text().len());
        rest.match_indices(label).take(MAX_REPETITIONS).any(|(at, _)| {
            let at = self.candidate.end + at;
            let before = at.saturating_sub(MAX_OBJECT_DISTANCE)..at;
            self.context.phrases_in(before.clone()).iter().any(|h| h.role == PhraseRole::Enter)
                || self.context.request_phrases_in(before).iter().any(|h| h.role == PhraseRole::TypingVerb)
        })
    }
}
