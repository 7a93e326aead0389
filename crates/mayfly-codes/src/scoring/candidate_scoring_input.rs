//! A candidate with everything that its evaluation needs.

use std::ops::Range;

use super::message_topic::MessageTopic;
use crate::analysed_text::AnalysedText;
use crate::candidates::{Candidate, CandidateShape};
use crate::char_class::{CharClass, classify_char};
use crate::gap_text::{is_direct_gap, is_gap_of_at_most_two_words};
use crate::lexicon::PhraseRole;

/// A candidate that passed, before duplicates are merged.
pub(crate) struct ScoredCandidate {
    pub(crate) candidate: Candidate,
    pub(crate) points: i32,
    /// A word for codes is directly linked to this number, whatever other codes the message has.
    pub(crate) is_named: bool,
}

/// A candidate with everything that its evaluation needs.
pub(super) struct ScoringInput<'a> {
    pub(super) context: &'a AnalysedText,
    pub(super) topic: &'a MessageTopic,
    pub(super) candidate: &'a Candidate,
    /// Every number of the message, in order.
    pub(super) number_spans: &'a [Range<usize>],
    /// The candidates before this one that passed.
    pub(super) accepted_before: &'a [ScoredCandidate],
}

impl ScoringInput<'_> {
    /// The sentence in which the candidate starts.
    pub(super) fn sentence_span(&self) -> Range<usize> {
        let index = self.context.sentence_index_at(self.candidate.start);
        self.context.sentence_span(index).unwrap_or(self.candidate.start..self.candidate.end)
    }

    /// Whether two words are joined: no number and no new clause stands between `end` of the one and `start` of the
    /// other.
    pub(super) fn has_no_clause_break_between(&self, end: usize, start: usize) -> bool {
        let gap = self.context.slice(end.min(start), start);
        is_gap_of_at_most_two_words(gap)
            && !gap.contains([':', '=', '(', '.'])
            && !gap.bytes().any(|b| b.is_ascii_digit())
    }

    /// Whether a number starts between two offsets.
    pub(super) fn has_number_between(&self, start: usize, end: usize) -> bool {
        let from = self.number_spans.partition_point(|n| n.start < start);
        self.number_spans.get(from).is_some_and(|n| n.start < end)
    }

    /// Whether the message is nothing but a number with a prefix: "G-482913".
    pub(super) fn is_whole_text_with_prefix(&self) -> bool {
        let (start, end) = (self.candidate.start, self.candidate.end);
        let is_empty = |text: &str| text.chars().all(|c| classify_char(c) == CharClass::Separator);
        self.candidate.shape == CandidateShape::Digits
            && self.context.slice(start, end).starts_with(|c: char| c.is_ascii_alphabetic())
            && is_empty(self.context.slice(0, start))
            && is_empty(self.context.slice(end, self.context.normalised_text().len()))
    }

    /// Whether a colon stands right before the candidate.
    pub(super) fn follows_colon(&self) -> bool {
        self.context.slice(0, self.candidate.start).trim_end_matches([' ', '\n', '"', '*']).ends_with(':')
    }

    /// Whether the candidate is the first thing in the sentence.
    pub(super) fn starts_sentence(&self, sentence: &Range<usize>) -> bool {
        self.context
            .slice(sentence.start, self.candidate.start)
            .chars()
            .all(|c| classify_char(c) == CharClass::Separator)
    }

    /// Whether the message has no other number of three characters or more, except phone numbers.
    pub(super) fn is_only_number_in_message(&self) -> bool {
        let candidate = self.candidate.start..self.candidate.end;
        // Names with digits ("98point6") and the hash at the end of an SMS ("FA+9qCX9VSu") are no numbers.
        let is_number = |n: &&Range<usize>| {
            n.len() >= 3 && !self.context.slice(n.start, n.end).bytes().any(|b| b.is_ascii_alphabetic())
        };
        let mut others = self.number_spans.iter().filter(is_number).filter(|n| {
            **n != candidate && !is_phone_number(self.context.slice(0, n.start), self.context.slice(n.start, n.end))
        });
        let is_repetition = |n: &Range<usize>| {
            let digits = self.context.slice(n.start, n.end).chars().filter(char::is_ascii_digit);
            digits.eq(self.candidate.value.chars())
        };
        others.by_ref().take(8).all(is_repetition) && others.next().is_none()
    }

    /// Whether a word that ends at `end` is directly linked to the next number.
    pub(super) fn is_word_linked_to_next_number(&self, end: usize) -> bool {
        let from = self.number_spans.partition_point(|n| n.start < end);
        self.number_spans.get(from).is_some_and(|n| n.len() >= 4 && is_direct_gap(self.context.slice(end, n.start)))
    }

    /// Whether the text after the candidate says how long something is valid.
    pub(super) fn has_expiry_after(&self) -> bool {
        let end = self.candidate.end;
        self.context.phrases_in(end..end + 300).iter().any(|h| h.role == PhraseRole::Expiry)
    }
}

/// Whether a number after the text `before` is written like a phone number: "+1 415 555 0141", "0800 123 456".
fn is_phone_number(before: &str, number: &str) -> bool {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    before.ends_with(['+', '('])
        || (9..=11).contains(&digits) && (number.starts_with('0') || number.starts_with("1800"))
}

/// Whether a candidate has six digits or more. Shorter numbers are entered for many reasons.
pub(super) fn has_at_least_six_digits(candidate: &Candidate) -> bool {
    matches!(candidate.shape, CandidateShape::Digits | CandidateShape::GroupedDigits | CandidateShape::SpacedDigits)
        && candidate.value.len() >= 6
}

/// Whether a candidate could be a year of the recent past or near future.
pub(super) fn is_year(candidate: &Candidate) -> bool {
    candidate.shape == CandidateShape::Digits
        && candidate.value.len() == 4
        && candidate.value.parse().is_ok_and(|year: u32| (1900..2060).contains(&year))
}
