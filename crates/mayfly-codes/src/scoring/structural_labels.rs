//! Codes that their place in the text names: bound to a site by the last line, at the end of a short text, beside their noun in
//! parentheses, and long tokens that are called the code.

use std::ops::RangeInclusive;

use super::candidate_scoring_input::{ScoringInput, is_year};
use super::code_word_connection::CodeWordConnection;
use super::random_letters::has_unpronounceable_letters;
use crate::candidates::{CandidateShape, is_long_token};
use crate::char_class::{CharClass, classify_char};
use crate::gap_text::{ends_with_copula, has_only_function_words, is_gap_of_at_most_two_words};
use crate::lexicon::{PhraseMatch, PhraseRole};

/// Bytes between a word for codes and the parenthesis before it, or the token after it.
const MAX_LABEL_BYTES: usize = 64;
/// Bytes of the line that binds a code to its site.
const MAX_BINDING_BYTES: usize = 300;

impl ScoringInput<'_> {
    /// Whether the last line of the text binds the candidate to a site, as browsers read it in every language:
    /// "@fern.example #482913". The site of a frame may follow: "@fern.example #482913 @pay.example".
    pub(super) fn is_bound_to_site(&self) -> bool {
        let (start, end) = (self.candidate.start, self.candidate.end);
        let line = self.context.line_start(start);
        if start - line > MAX_BINDING_BYTES || self.context.is_offset_in_subject(start) {
            return false;
        }
        let site = self.context.slice(line, start).trim_start_matches(' ').strip_prefix('@');
        let is_site = site.and_then(|site| site.strip_suffix(" #")).is_some_and(is_host);
        let after = self.context.slice(end, self.context.normalised_text().len()).trim_end();
        let frame = after.strip_prefix(" @").or_else(|| after.strip_prefix(" %"));
        is_site && (after.is_empty() || frame.is_some_and(is_host))
    }

    /// The link of the only number of a short text, which ends with it after a colon, where the subject signs in or confirms, or the
    /// text has a word for codes among unknown ones of a language with a short lexicon: "Two-step login", "Te tau: 571204". In a
    /// language with a full lexicon, an unknown word names another kind of code: "Mã BHXH: 482913".
    pub(super) fn connect_number_ending_text(&self) -> Option<CodeWordConnection> {
        let (start, end) = (self.candidate.start, self.candidate.end);
        let is_number = matches!(self.candidate.shape, CandidateShape::Digits | CandidateShape::GroupedDigits)
            && (4..=8).contains(&self.candidate.value.len())
            && !self.candidate.is_ambiguous
            && !is_year(self.candidate);
        if !is_number || !self.topic.is_brief || self.context.is_offset_in_subject(start) {
            return None;
        }
        let rest = self.context.slice(end, self.context.normalised_text().len());
        let ends_text = rest.chars().all(|c| classify_char(c) == CharClass::Separator);
        let before = self.context.slice(0, start).trim_end_matches([' ', '\n', '*', '"']);
        // Armenian writes a dot where other languages have a colon.
        let is_armenian = |text: &str| text.ends_with(|c| ('\u{531}'..='\u{587}').contains(&c));
        let is_introduced = before.ends_with(':') || before.strip_suffix(['.', '\u{2024}']).is_some_and(is_armenian);
        if !ends_text || !is_introduced || !self.is_only_number_in_message() {
            return None;
        }
        let phrases = &self.context.phrases;
        let names_code = |h: &PhraseMatch| {
            matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode)
                && self.context.slice(h.start, h.end).chars().any(is_of_script_with_short_lexicons)
        };
        let is_purpose = |h: &PhraseMatch| {
            self.context.is_offset_in_subject(h.start) && matches!(h.role, PhraseRole::Verify | PhraseRole::Access)
        };
        let is_other = |h: &PhraseMatch| {
            matches!(
                h.role,
                PhraseRole::OtherNumber
                    | PhraseRole::OtherCode
                    | PhraseRole::OtherCodeTopic
                    | PhraseRole::Record
                    | PhraseRole::Delivery
                    | PhraseRole::Booking
                    | PhraseRole::Event
                    | PhraseRole::Offer
                    | PhraseRole::CompletedChange
                    | PhraseRole::Obsolete
            )
        };
        (phrases.iter().any(|h| names_code(h) || is_purpose(h)) && !phrases.iter().any(is_other))
            .then_some(CodeWordConnection { points: 5, is_direct: true, ..CodeWordConnection::default() })
    }

    /// The link of a token that stands in parentheses with its noun and nothing else, "(Code KWTRPX)", in mail that says what to
    /// do if the reader did or did not ask for it. Capitals that could be a word, as "(Code SPRING)", need mail that confirms
    /// something.
    pub(super) fn connect_token_in_parentheses(&self) -> Option<CodeWordConnection> {
        if !(self.topic.asks_for_consent || self.topic.may_be_ignored) || self.topic.has_other_codes {
            return None;
        }
        let (start, end) = (self.candidate.start, self.candidate.end);
        let noun = self
            .context
            .phrases_in(start.saturating_sub(MAX_LABEL_BYTES)..start)
            .iter()
            .rev()
            .find(|h| matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode))?;
        let is_enclosed = self.context.slice(0, noun.start).ends_with('(')
            && self.context.slice(end, end + 1) == ")"
            && self.context.slice(noun.end, start).trim_matches([' ', ':']).is_empty();
        let may_be_word =
            || self.candidate.shape == CandidateShape::Capitals && !has_unpronounceable_letters(&self.candidate.value);
        let confirms = || self.context.phrases.iter().any(|h| h.role == PhraseRole::Verify);
        (is_enclosed && (!may_be_word() || confirms())).then_some(CodeWordConnection {
            points: 6,
            is_explicit: true,
            is_direct: true,
            ..CodeWordConnection::default()
        })
    }

    /// The link of a long token that the sentence calls the code, "the code is h4TqZ81nWc07RkLp", in mail that confirms something.
    pub(super) fn connect_long_token(&self) -> Option<CodeWordConnection> {
        let start = self.candidate.start;
        let confirms = || self.context.phrases.iter().any(|h| h.role == PhraseRole::Verify);
        if !is_long_token(&self.candidate.value) || !confirms() {
            return None;
        }
        let names_code = |h: &&PhraseMatch| matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode);
        let noun =
            self.context.phrases_in(start.saturating_sub(MAX_LABEL_BYTES)..start).iter().rev().find(names_code)?;
        let gap = self.context.slice(noun.end, start);
        let has_colon = gap.trim_end().ends_with([':', '=']);
        let is_named = has_colon && is_gap_of_at_most_two_words(gap)
            || has_only_function_words(gap) && (has_colon || ends_with_copula(gap));
        is_named.then_some(CodeWordConnection {
            points: 6,
            is_explicit: true,
            is_direct: true,
            ..CodeWordConnection::default()
        })
    }
}

/// Whether a character is of a script whose languages have short lexicons only.
fn is_of_script_with_short_lexicons(c: char) -> bool {
    SCRIPTS_WITH_SHORT_LEXICONS.iter().any(|script| script.contains(&c))
}

/// Armenian; from Gurmukhi to Sinhala; Lao and Tibetan; Burmese and Georgian; Ethiopic; Khmer.
const SCRIPTS_WITH_SHORT_LEXICONS: [RangeInclusive<char>; 6] = [
    '\u{531}'..='\u{587}',
    '\u{a01}'..='\u{dff}',
    '\u{e80}'..='\u{fff}',
    '\u{1000}'..='\u{10ff}',
    '\u{1200}'..='\u{137f}',
    '\u{1780}'..='\u{17ff}',
];

/// Whether a text is the name of a host: "login.fern.example".
fn is_host(text: &str) -> bool {
    text.contains('.') && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
}
