//! The sentences above and below a number that stands alone.

use super::candidate_scoring_input::{ScoringInput, is_year};
use super::code_word_connection::{CodeContextEvidence, CodeWordConnection};
use crate::char_class::{CharClass, classify_char};
use crate::gap_text::is_gap_of_at_most_two_words;
use crate::lexicon::{PhraseMatch, PhraseRole};

impl ScoringInput<'_> {
    /// Evaluates the sentences above and below a candidate that fills its line, or starts or ends its sentence.
    pub(super) fn evaluate_nearby_sentences(&self) -> CodeContextEvidence {
        let candidate = self.candidate;
        let own = self.sentence_span();
        let starts_own_sentence = self.starts_sentence(&own);
        let ends_own_sentence =
            self.context.slice(candidate.end, own.end).chars().all(|c| classify_char(c) == CharClass::Separator);
        let follows_colon =
            ends_own_sentence && self.context.slice(own.start, candidate.start).trim_end().ends_with(':');
        if !candidate.fills_line && !starts_own_sentence && !follows_colon {
            return CodeContextEvidence::NoWord;
        }
        // A subject may continue after the number.
        let starts_subject = starts_own_sentence && self.context.is_offset_in_subject(candidate.start);
        let index = self.context.sentence_index_at(candidate.start);
        let mut best = CodeWordConnection::default();
        if starts_own_sentence || follows_colon || candidate.fills_line {
            match self.evaluate_sentences_above(index) {
                CodeContextEvidence::OtherNumber => return CodeContextEvidence::OtherNumber,
                CodeContextEvidence::CodeWord(link) => best = link,
                CodeContextEvidence::NoWord => {}
            }
        }
        if starts_own_sentence && ends_own_sentence || starts_subject || follows_colon || candidate.fills_line {
            let below = self
                .find_code_word_below(self.context.sentence_index_at(candidate.end.saturating_sub(1)), candidate.end);
            let is_linked =
                ends_own_sentence || follows_colon || candidate.fills_line || below.is_explicit && !is_year(candidate);
            if is_linked && below.points > best.points {
                best = below;
            }
        }
        if best.points == 0 {
            return CodeContextEvidence::NoWord;
        }
        if !candidate.fills_line {
            best.points -= 1;
        }
        CodeContextEvidence::CodeWord(best)
    }

    /// Evaluates up to four sentences above the sentence `index`.
    fn evaluate_sentences_above(&self, index: usize) -> CodeContextEvidence {
        let mut best = CodeWordConnection { crosses_sentences: true, ..CodeWordConnection::default() };
        let mut steps = 0;
        for i in (0..index).rev().take(12) {
            let Some(span) = self.context.sentence_span(i) else { break };
            if steps == 4 || self.candidate.start - span.end > 600 {
                break;
            }
            if self.context.slice(span.start, span.end).trim().is_empty() {
                continue;
            }
            let phrases = self.context.phrases_in(span.clone());
            let last = phrases.iter().rev().find(|h| {
                matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode | PhraseRole::OtherCode)
            });
            let has_instruction = phrases.iter().any(|h| matches!(h.role, PhraseRole::Verify | PhraseRole::Enter));
            // A heading directly above names the number.
            if steps == 0 && last.is_none_or(|h| h.role == PhraseRole::OtherCode) {
                let heading =
                    phrases.iter().rev().find(|h| matches!(h.role, PhraseRole::OtherNumber | PhraseRole::OtherCode));
                let names_candidate = |h: &PhraseMatch| {
                    let gap = self.context.slice(h.end, span.end);
                    is_gap_of_at_most_two_words(gap)
                        && !self.has_number_between(h.end, span.end)
                        && (h.role == PhraseRole::OtherCode || !has_instruction)
                };
                if heading.is_some_and(names_candidate) {
                    return CodeContextEvidence::OtherNumber;
                }
            }
            if let Some(phrase_match) = last.filter(|h| h.role != PhraseRole::OtherCode) {
                let strong = phrase_match.role == PhraseRole::VerificationCode;
                let warned = phrases.iter().any(|h| h.role == PhraseRole::Warning);
                let points = (if strong { 4 } else { 3 }) - steps.min(2) - if warned { 2 } else { 0 };
                if points > best.points {
                    best.points = points;
                    best.is_explicit = strong;
                }
                break;
            }
            if steps < 2 && has_instruction || steps == 0 && phrases.iter().any(|h| h.role == PhraseRole::Access) {
                best.points = best.points.max(2 - i32::from(steps > 0));
            }
            steps += 1;
        }
        CodeContextEvidence::CodeWord(best)
    }

    /// The link to a word for codes in up to three sentences below the sentence `index`, which ends at `end`; without
    /// points when there is none.
    fn find_code_word_below(&self, index: usize, end: usize) -> CodeWordConnection {
        let mut best = CodeWordConnection { crosses_sentences: true, ..CodeWordConnection::default() };
        let mut steps = 0;
        for i in index + 1..index + 12 {
            let Some(span) = self.context.sentence_span(i) else { break };
            if steps == 3 || span.start.saturating_sub(end) > 400 {
                break;
            }
            if self.context.slice(span.start, span.end).trim().is_empty() {
                continue;
            }
            let phrases = self.context.phrases_in(span);
            let named =
                phrases.iter().find(|h| matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode));
            if let Some(phrase_match) = named.filter(|h| !self.is_word_linked_to_next_number(h.end)) {
                let strong = phrase_match.role == PhraseRole::VerificationCode;
                let warned = phrases.iter().any(|h| h.role == PhraseRole::Warning);
                best.points = (if strong { 4 } else { 3 }) - steps.min(2) - i32::from(warned);
                best.is_explicit = strong;
                break;
            }
            if steps == 0
                && phrases.iter().any(|h| matches!(h.role, PhraseRole::Verify | PhraseRole::Enter | PhraseRole::Access))
            {
                best.points = 1;
            }
            steps += 1;
        }
        best
    }
}
