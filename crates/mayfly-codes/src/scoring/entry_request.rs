//! What a sentence asks to enter: "tap 51938 into the box", "in der App 48120 eintippen", "Confirm it with code 3391".
//!
//! A verb of typing or reading out has hardly another object than a code. Right beside a token, in a sentence that says
//! where to type it or what for, it names the token a code without any word for codes.

use std::ops::Range;

use super::candidate_scoring_input::{ScoringInput, has_at_least_six_digits, is_year};
use super::code_word_connection::CodeWordConnection;
use super::random_letters::has_random_letters;
use crate::candidates::CandidateShape;
use crate::gap_text::{
    begins_with_of_word, ends_with_with_preposition, has_only_function_words, is_function_word,
    is_gap_of_at_most_two_words, is_particle_gap, is_short_gap_ending_in_colon,
};
use crate::lexicon::{PhraseMatch, PhraseRole};

/// Bytes of a sentence on each side of a token that are read.
const SENTENCE_BYTES: usize = 240;
/// Bytes before "digits" in which a label is looked for: "the last four digits".
const MAX_LABEL_BYTES: usize = 24;
/// Bytes between "if that's you" and the number that follows its colon.
const MAX_AGREEMENT_BYTES: usize = 48;
/// Characters between a verb of typing and the number after it.
const MAX_OBJECT_GAP: usize = 24;
/// Particles that end a sentence with a separable verb of typing: "tragen … ein", "vullen … in", "skriver … inn".
const VERB_PARTICLES: [&str; 5] = ["ein", "in", "inn", "ind", "be"];

impl ScoringInput<'_> {
    /// The link of a token that its sentence asks to enter, and where or what for.
    pub(super) fn find_entry_request(&self) -> Option<CodeWordConnection> {
        if is_year(self.candidate) || !self.has_typeable_shape() {
            return None;
        }
        let is_typed = (self.is_beside_verb(PhraseRole::TypingVerb)
            || self.follows_noun(PhraseRole::DigitNoun)
            || self.follows_typed_string_noun()
            || self.precedes_verb_particle())
            && (self.is_entered_for_a_purpose()
                || self.sentence_says_where_to_enter() && (self.topic.asks_for_consent || self.has_expiry_after()));
        // "To approve it, pass 165902 on to the app": whatever the verb is.
        let is_placed = || {
            self.precedes_entry_place()
                && (self.sentence_has_aim() || has_at_least_six_digits(self.candidate) && self.topic.asks_for_consent)
        };
        // A courier, too, is told a code.
        let is_told =
            || self.is_beside_verb(PhraseRole::TellingVerb) && (self.sentence_has_aim() || self.subject_asks());
        (is_typed
            || is_placed()
            || is_told()
            || self.sentence_confirms_with_candidate()
            || self.is_given_on_agreement())
        .then_some(CodeWordConnection {
            points: 5,
            is_explicit: true,
            is_direct: true,
            ..CodeWordConnection::default()
        })
    }

    /// The link of a token right after a word for codes and one or two unknown words, "parent code 8163", in a sentence that
    /// asks to enter it.
    pub(super) fn connect_code_word_across_gap(&self) -> Option<CodeWordConnection> {
        let span = self.nearby_part_of_sentence();
        let start = self.candidate.start;
        let is_label = |h: &&PhraseMatch| {
            let roles = [
                PhraseRole::AmbiguousCode,
                PhraseRole::VerificationCode,
                PhraseRole::OtherCode,
                PhraseRole::OtherNumber,
                PhraseRole::Record,
            ];
            h.end <= start && roles.contains(&h.role)
        };
        let noun = self.context.phrases_in(span.start..start).iter().rev().find(is_label)?;
        let gap = self.context.slice(noun.end, start);
        let is_named = matches!(noun.role, PhraseRole::AmbiguousCode | PhraseRole::VerificationCode)
            && is_gap_of_at_most_two_words(gap)
            && !gap.contains(['.', '(', '\n'])
            // "código de entrega"
            && !begins_with_of_word(gap)
            && !gap.bytes().any(|b| b.is_ascii_digit());
        // "The parent code 2290 is asked for. Please type it on the TV."
        let end = if gap.trim().is_empty() { self.paragraph_end() } else { span.end };
        let is_entered =
            self.context.request_phrases_in(span.start..end).iter().any(|h| h.role == PhraseRole::TypingVerb)
                || self.context.phrases_in(span.start..end).iter().any(|h| h.role == PhraseRole::Enter);
        (is_named && is_entered && !is_year(self.candidate) && !self.topic.has_other_codes)
            .then_some(CodeWordConnection { points: 5, is_direct: true, ..CodeWordConnection::default() })
    }

    /// Whether the candidate is written like something to type: a number, letters and digits, or random capitals.
    fn has_typeable_shape(&self) -> bool {
        let value = &self.candidate.value;
        match self.candidate.shape {
            CandidateShape::Digits | CandidateShape::GroupedDigits | CandidateShape::SpacedDigits => true,
            CandidateShape::LettersAndDigits => {
                value.chars().any(char::is_uppercase) || self.follows_typed_string_noun()
            }
            CandidateShape::Capitals => has_random_letters(value),
            CandidateShape::Words => false,
        }
    }

    /// The end of the paragraph of the candidate, as far as it is read.
    fn paragraph_end(&self) -> usize {
        let end = self.candidate.end;
        let text = self.context.normalised_text();
        let limit = text.floor_char_boundary(end + SENTENCE_BYTES);
        self.context.slice(end, limit).find("\n\n").map_or(limit, |n| end + n)
    }

    /// The part of the sentence around the candidate that is read.
    fn nearby_part_of_sentence(&self) -> Range<usize> {
        let sentence = self.sentence_span();
        let (start, end) = (self.candidate.start, self.candidate.end);
        sentence.start.max(start.saturating_sub(SENTENCE_BYTES))..sentence.end.min(end + SENTENCE_BYTES)
    }

    /// Whether a verb of a role stands right before the candidate, or after it, as in languages that put the verb last.
    fn is_beside_verb(&self, role: PhraseRole) -> bool {
        self.follows_verb(role) || self.precedes_verb(role)
    }

    /// Whether the sentence or the one above says what is confirmed or approved, or "if that's you".
    fn sentence_has_aim(&self) -> bool {
        let [own, above] = self.own_sentence_and_above();
        let is_aim = |h: &PhraseMatch| h.role == PhraseRole::Purpose;
        self.context.phrases_in(own.clone()).iter().any(|h| h.role == PhraseRole::Verify)
            || self.context.request_phrases_in(own.clone()).iter().any(is_aim)
            || [own, above]
                .into_iter()
                .any(|s| self.context.request_phrases_in(s).iter().any(|h| h.role == PhraseRole::Agreement))
    }

    /// Whether the subject asks to confirm or to allow something, and does not report that it is done.
    fn subject_asks(&self) -> bool {
        let subject = self.context.request_phrases_in(0..self.context.mail_subject_end());
        let has_phrase_with_role = |role| subject.iter().any(|h| h.role == role);
        (has_phrase_with_role(PhraseRole::SubjectRequest) || has_phrase_with_role(PhraseRole::SubjectRequestNoun))
            && !has_phrase_with_role(PhraseRole::DoneMarker)
    }

    /// The parts of the sentence of the candidate and of the one above that are read.
    fn own_sentence_and_above(&self) -> [Range<usize>; 2] {
        let index = self.context.sentence_index_at(self.candidate.start);
        let above = index.checked_sub(1).and_then(|i| self.context.sentence_span(i));
        let above = above.map_or(0..0, |s| s.start.max(s.end.saturating_sub(SENTENCE_BYTES))..s.end);
        [self.nearby_part_of_sentence(), above]
    }

    /// Whether a place to type something follows the candidate: "4471 u aplikaciju".
    fn precedes_entry_place(&self) -> bool {
        self.precedes_verb(PhraseRole::EntryPlace)
    }

    /// Whether "the string" or "the word" stands right before the candidate, in a sentence that asks to type it: "Paste the
    /// string wk7m2p into the form".
    pub(super) fn follows_typed_string_noun(&self) -> bool {
        self.follows_noun(PhraseRole::StringNoun) && self.sentence_asks_to_type()
    }

    /// Whether the sentence has a verb of typing.
    fn sentence_asks_to_type(&self) -> bool {
        let span = self.nearby_part_of_sentence();
        self.context.request_phrases_in(span.clone()).iter().any(|h| h.role == PhraseRole::TypingVerb)
            || self.context.phrases_in(span).iter().any(|h| h.role == PhraseRole::Enter)
    }

    /// Whether the particle of a verb of typing follows the candidate, and the verb opens the sentence or a clause before it:
    /// "Trag auf der Seite, die noch offen ist, die 44091 ein".
    fn precedes_verb_particle(&self) -> bool {
        let span = self.nearby_part_of_sentence();
        let after = self.context.slice(self.candidate.end, span.end);
        let particle = after.strip_prefix(' ').unwrap_or_default();
        let particle = particle.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let before = span.start..self.candidate.start;
        VERB_PARTICLES.contains(&particle)
            && self.context.request_phrases_in(before.clone()).iter().any(|h| h.role == PhraseRole::TypingVerb)
            && !self.has_label_between(before.end.saturating_sub(MAX_LABEL_BYTES).max(before.start), before.end)
    }

    /// Whether a colon after "if that's you" introduces the candidate: "Somebody is logging in. If it's you: 308 855."
    fn is_given_on_agreement(&self) -> bool {
        let span = self.nearby_part_of_sentence();
        let before = self.context.slice(span.start, self.candidate.start);
        let from = span.start + before.len().saturating_sub(MAX_AGREEMENT_BYTES);
        let is_agreement = |h: &PhraseMatch| matches!(h.role, PhraseRole::Agreement | PhraseRole::AffirmedCase);
        has_at_least_six_digits(self.candidate)
            && before.trim_end().ends_with(':')
            && (self.context.request_phrases_in(from..self.candidate.start).iter().any(is_agreement)
                || self.context.phrases_in(from..self.candidate.start).iter().any(is_agreement))
            && self.is_entered_for_a_purpose()
    }

    /// Whether a noun of a role stands right before the candidate, and no label before it, as in "the last digits".
    fn follows_noun(&self, role: PhraseRole) -> bool {
        let start = self.candidate.start;
        let from = self.sentence_span().start.max(start.saturating_sub(SENTENCE_BYTES));
        self.context.request_phrases_in(from..start).iter().rev().filter(|h| h.role == role).take(4).any(|noun| {
            noun.end <= start
                && has_only_function_words(self.context.slice(noun.end, start))
                && !self.context.slice(noun.end, start).contains(['.', ',', ';', '(', '\n'])
                && (role == PhraseRole::StringNoun
                    || !self.has_label_between(noun.start.saturating_sub(MAX_LABEL_BYTES).max(from), start))
        })
    }

    /// Whether a verb stands right before the candidate: "tap in 51938", "tik dan 50218".
    fn follows_verb(&self, role: PhraseRole) -> bool {
        let span = self.nearby_part_of_sentence();
        let start = self.candidate.start;
        let is_beside = |verb: &PhraseMatch| {
            verb.end <= start && {
                let gap = self.context.slice(verb.end, start);
                (is_particle_gap(gap) || is_short_gap_ending_in_colon(gap)) && !self.has_label_between(verb.end, start)
                    || self.has_only_entry_place_between(verb.end, start)
            }
        };
        let verbs = self.context.request_phrases_in(span.start..start).iter().rev().filter(|h| h.role == role);
        verbs.take(8).any(is_beside)
    }

    /// Whether a place to type something is all that stands between two offsets, with a word beside it: "toksi panga lehel
    /// 165902".
    fn has_only_entry_place_between(&self, from: usize, to: usize) -> bool {
        let mut places = self.context.request_phrases_in(from..to).iter().filter(|h| h.role == PhraseRole::EntryPlace);
        places.next_back().is_some_and(|place| {
            place.end <= to
                && is_gap_of_at_most_two_words(self.context.slice(from, place.start))
                && !self.context.slice(from, place.start).contains(['.', ':', '\n'])
                && is_particle_gap(self.context.slice(place.end, to))
        })
    }

    /// Whether a verb follows the candidate: "48120 eintippen".
    fn precedes_verb(&self, role: PhraseRole) -> bool {
        let span = self.nearby_part_of_sentence();
        let end = self.candidate.end;
        let is_beside = |verb: &PhraseMatch| {
            verb.start >= end && {
                let gap = self.context.slice(end, verb.start);
                is_particle_gap(gap)
                    && !gap.contains([':', ')'])
                    && !self.has_label_between(end, verb.start)
                    && !self.has_other_number_after(verb)
            }
        };
        self.context.request_phrases_in(end..span.end).iter().filter(|h| h.role == role).take(4).any(is_beside)
    }

    /// Whether another number follows a verb shortly, and is what is to be typed: "score 1724, type 84 27 14 into the box".
    pub(super) fn has_other_number_after(&self, verb: &PhraseMatch) -> bool {
        let from = self.number_spans.partition_point(|n| n.start < verb.end);
        self.number_spans.get(from).is_some_and(|n| {
            let gap = self.context.slice(verb.end, n.start);
            n.len() >= 4 && gap.chars().count() <= MAX_OBJECT_GAP && !gap.contains(['.', ',', ';', '(', '\n'])
        })
    }

    /// Whether a word for another number, a count or a code stands between two offsets.
    fn has_label_between(&self, from: usize, to: usize) -> bool {
        self.context.phrases_in(from..to).iter().any(|h| {
            matches!(
                h.role,
                PhraseRole::OtherNumber | PhraseRole::OtherCode | PhraseRole::Unit | PhraseRole::AmbiguousNumber
            )
        })
    }

    /// Whether the sentence says where to type the candidate: "on the screen".
    fn sentence_says_where_to_enter(&self) -> bool {
        let span = self.nearby_part_of_sentence();
        self.context.request_phrases_in(span).iter().any(|h| h.role == PhraseRole::EntryPlace)
    }

    /// Whether the sentence, the one before it or the subject says what something is entered for.
    fn is_entered_for_a_purpose(&self) -> bool {
        let is_purpose =
            |h: &PhraseMatch| matches!(h.role, PhraseRole::Verify | PhraseRole::Access | PhraseRole::ForgottenPassword);
        let is_aim = |h: &PhraseMatch| matches!(h.role, PhraseRole::Purpose | PhraseRole::Agreement);
        let subject = 0..self.context.mail_subject_end();
        let is_done = |h: &PhraseMatch| h.role == PhraseRole::DoneMarker;
        let subject_has_purpose = || {
            (self.context.phrases_in(subject.clone()).iter().any(is_purpose)
                || self.context.request_phrases_in(subject.clone()).iter().any(is_aim))
                && !self.context.request_phrases_in(subject.clone()).iter().any(is_done)
        };
        self.own_sentence_and_above().into_iter().any(|s| {
            self.context.phrases_in(s.clone()).iter().any(is_purpose)
                || self.context.request_phrases_in(s).iter().any(is_aim)
        }) || subject_has_purpose()
            || has_at_least_six_digits(self.candidate) && self.has_expiry_after()
    }

    /// Whether the sentence confirms something "with" the candidate: "Approve the order with 3391", "with code 3391".
    fn sentence_confirms_with_candidate(&self) -> bool {
        let span = self.nearby_part_of_sentence();
        let start = self.candidate.start;
        let before = self.context.phrases_in(span.start..start);
        let with_end = match before.iter().rev().find(|h| h.end <= start) {
            Some(noun)
                if matches!(noun.role, PhraseRole::AmbiguousCode | PhraseRole::VerificationCode)
                    && self.context.slice(noun.end, start).trim_matches([' ', '"', '\'', ':']).is_empty() =>
            {
                noun.start
            }
            _ => start,
        };
        let introduction = self.context.slice(span.start, with_end);
        let without_article = introduction.trim_end().rsplit_once(' ').filter(|(_, last)| is_function_word(last));
        let says_with = ends_with_with_preposition(introduction)
            || with_end < start && without_article.is_some_and(|(rest, _)| ends_with_with_preposition(rest));
        says_with && before.iter().any(|h| h.role == PhraseRole::Verify && h.end <= with_end)
    }
}
