//! Numbers that show what a code looks like: "six digits, e.g. 123456", "a code like 482913, for example".

use super::candidate_scoring_input::ScoringInput;
use crate::candidates::CandidateShape;
use crate::gap_text::{begins_with_copula, ends_with_copula};
use crate::lexicon::PhraseRole;

/// Bytes before a number in which "for example" is looked for.
const EXAMPLE_BYTES: usize = 60;

impl ScoringInput<'_> {
    /// Whether the candidate is an ascending number in quotation marks within a sentence, as reports about codes have: "if the mail
    /// says "123 456" and I paste it".
    pub(super) fn is_quoted_placeholder(&self) -> bool {
        let value = self.candidate.value.as_bytes();
        let is_ascending =
            value.first() == Some(&b'1') && value.windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1));
        let is_quote = |c: char| matches!(c, '"' | '\'' | '`' | '\u{201c}' | '\u{201d}' | '«' | '»' | '「' | '」');
        let (before, after) = (
            self.context.slice(self.sentence_span().start, self.candidate.start),
            self.context.slice(self.candidate.end, self.context.normalised_text().len()),
        );
        is_ascending && !self.candidate.fills_line && before.ends_with(is_quote) && after.starts_with(is_quote)
    }

    /// Whether the candidate is one digit repeated within a sentence, as tests have: "Tests use code 000000 and 999999".
    pub(super) fn is_repeated_digit(&self) -> bool {
        let value = self.candidate.value.as_bytes();
        self.candidate.shape == CandidateShape::Digits
            && value.windows(2).all(|pair| pair[0] == pair[1])
            && !self.candidate.fills_line
            && !self.follows_colon()
            && !ends_with_copula(self.context.slice(self.sentence_span().start, self.candidate.start))
            && !begins_with_copula(self.context.slice(self.candidate.end, self.sentence_span().end))
    }

    /// Whether "for example" stands right before the candidate, or right after it behind a comma.
    pub(super) fn is_example(&self) -> bool {
        let sentence = self.sentence_span();
        let (start, end) = (self.candidate.start, self.candidate.end);
        let quote_starts = |gap: &str| {
            let (introduction, quoted) = gap.split_once('"').unwrap_or((gap, "\""));
            introduction.chars().all(|c| matches!(c, ' ' | ':' | ',')) && !quoted.contains('"')
        };
        let is_connector = |gap: &str, connectors: &[char]| gap.chars().all(|c| connectors.contains(&c));
        let before = self.context.request_phrases_in(sentence.start.max(start.saturating_sub(EXAMPLE_BYTES))..start);
        let after = self.context.request_phrases_in(end..sentence.end.min(end + EXAMPLE_BYTES));
        before.iter().filter(|h| h.role == PhraseRole::Example && h.end <= start).any(|h| {
            // For example "Your Acme code is 123456"
            quote_starts(self.context.slice(h.end, start))
                || is_connector(
                    self.context.slice(h.end, start),
                    &[' ', '.', ':', ',', '"', '\'', '(', '\n', '\u{3001}', '\u{60c}'],
                )
        }) || after.iter().filter(|h| h.role == PhraseRole::Example && h.start >= end).any(|h| {
            let gap = self.context.slice(end, h.start);
            gap.contains([',', '(', '\u{3001}', '\u{60c}'])
                && is_connector(gap, &[' ', ',', '(', '"', '\'', '\u{3001}', '\u{60c}'])
        })
    }
}
