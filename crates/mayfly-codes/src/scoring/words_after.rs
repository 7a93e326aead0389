//! Words after the number, in its sentence: "482913 is your code", "482913 को दर्ज करें".

use std::ops::Range;

use super::candidate_scoring_input::{ScoringInput, has_at_least_six_digits, is_year};
use super::code_word_connection::{CodeContextEvidence, CodeWordConnection};
use crate::candidates::CandidateShape;
use crate::char_class::{CharClass, classify_char};
use crate::gap_text::{
    begins_with_copula, begins_with_for_word, begins_with_with_postposition, ends_with_copula,
    ends_with_with_preposition, gap_continues_clause, has_only_function_words, is_direct_gap, is_function_word,
    is_gap_of_at_most_two_words,
};
use crate::lexicon::PhraseRole;

/// Bytes at the start of a text that tell what a number in the subject is for.
const MAX_OPENING_BYTES: usize = 120;

impl ScoringInput<'_> {
    /// Evaluates the words after the candidate in its sentence: "482913 is your code", "48213 is your order number".
    pub(super) fn evaluate_words_after(&self) -> CodeContextEvidence {
        let at = self.candidate.end;
        let sentence = self.sentence_span();
        for phrase_match in self.context.phrases_in(at..sentence.end).iter().take(12) {
            let gap = self.context.slice(at, phrase_match.start);
            let gap_chars = gap.chars().count();
            if gap_chars > 80 || self.has_rival_number_between(at, phrase_match.start) {
                break;
            }
            match phrase_match.role {
                PhraseRole::VerificationCode | PhraseRole::AmbiguousCode => {
                    // "From 2025 a code is required" gives no code; "2025 is your code" gives one.
                    // "482913 is your code for Rs 2,300" names the candidate, whatever number follows.
                    // "30412 is the one-time code for GBP 12.50": "one-time" is part of the noun.
                    let qualifier = self
                        .context
                        .phrases_in(at..phrase_match.start)
                        .iter()
                        .find(|h| matches!(h.role, PhraseRole::Verify | PhraseRole::Access));
                    let before_noun = self.context.slice(at, qualifier.map_or(phrase_match.start, |h| h.start));
                    let is_said_of_candidate = begins_with_copula(gap) && has_only_function_words(before_noun);
                    let strong = phrase_match.role == PhraseRole::VerificationCode;
                    // "4402917 confirmation code for 1.250,00 TL"
                    let is_followed_by_amount = strong
                        && gap == " "
                        && has_at_least_six_digits(self.candidate)
                        && self.starts_sentence(&sentence)
                        && !self.is_next_number_introduced(phrase_match.end);
                    if !is_said_of_candidate
                        && !is_followed_by_amount
                        && self.is_word_linked_to_next_number(phrase_match.end)
                        || is_year(self.candidate) && !(self.starts_sentence(&sentence) && has_only_function_words(gap))
                    {
                        break;
                    }
                    // "12048 cases of stolen codes"
                    if !self.gap_lets_word_name_candidate(before_noun, &sentence) {
                        break;
                    }
                    let first = gap.split(|c: char| classify_char(c) == CharClass::Separator).find(|w| !w.is_empty());
                    let starts_with_function_word = first.is_some_and(is_function_word);
                    let points = match (strong, gap_chars <= 40) {
                        (true, true) => 5,
                        (true, false) => 4,
                        // "is your … code"
                        (false, true) if starts_with_function_word => 5,
                        // "40417722 kodunu girin"
                        (false, true) if gap == " " && self.has_enter_word_after(phrase_match.end) => 5,
                        (false, true) => 4,
                        (false, false) => 2,
                    };
                    let direct = gap_chars <= 40 && !gap.contains([',', '\u{3001}', '\u{60c}', ';']);
                    return CodeContextEvidence::CodeWord(CodeWordConnection {
                        points,
                        is_explicit: strong,
                        is_direct: direct,
                        crosses_sentences: false,
                        is_bare: false,
                    });
                }
                // "8841 for signing in" as a subject, when the text says how long it is valid or signs in too.
                PhraseRole::Verify | PhraseRole::Access
                    if self.context.is_offset_in_subject(at)
                        && self.starts_sentence(&sentence)
                        && has_only_function_words(gap)
                        && !is_year(self.candidate)
                        && (self.has_expiry_after() || self.text_opens_with_purpose()) =>
                {
                    return CodeContextEvidence::CodeWord(CodeWordConnection {
                        points: 4,
                        ..CodeWordConnection::default()
                    });
                }
                // "Harrow: 552 018 to log in" as the whole of a message
                PhraseRole::Verify | PhraseRole::Access
                    if self.topic.is_brief
                        && has_at_least_six_digits(self.candidate)
                        && begins_with_for_word(gap)
                        && is_gap_of_at_most_two_words(gap)
                        && self.is_only_number_in_message() =>
                {
                    return CodeContextEvidence::CodeWord(CodeWordConnection {
                        points: 4,
                        ..CodeWordConnection::default()
                    });
                }
                // "663018 is what Harrow needs to log you in"
                PhraseRole::Verify | PhraseRole::Access
                    if has_at_least_six_digits(self.candidate)
                        && self.starts_sentence(&sentence)
                        && begins_with_copula(gap)
                        && gap_chars <= 40
                        && !gap.contains([',', ';', '\u{3001}', '\u{60c}']) =>
                {
                    return CodeContextEvidence::CodeWord(CodeWordConnection {
                        points: 4,
                        ..CodeWordConnection::default()
                    });
                }
                // "390-55-26 will log you back in"
                PhraseRole::Access
                    if gap == " will "
                        && has_at_least_six_digits(self.candidate)
                        && self.starts_sentence(&sentence) =>
                {
                    return CodeContextEvidence::CodeWord(CodeWordConnection {
                        points: 5,
                        is_explicit: true,
                        is_direct: true,
                        ..CodeWordConnection::default()
                    });
                }
                // "850462 দিয়ে … নিশ্চিত করুন", "confirm with 850462" in languages with a postposition for "with".
                PhraseRole::Verify if has_at_least_six_digits(self.candidate) && begins_with_with_postposition(gap) => {
                    return CodeContextEvidence::CodeWord(CodeWordConnection {
                        points: 3,
                        ..CodeWordConnection::default()
                    });
                }
                // "Type K39-PLX into the field «Code» of the page" names a field.
                PhraseRole::OtherCode
                    if gap_chars <= 40 && !self.context.has_entry_place_in(at..phrase_match.start) =>
                {
                    return CodeContextEvidence::OtherNumber;
                }
                // "TK84-2 jelszóval erősítheti meg", in languages with the noun after the value
                PhraseRole::Password
                    if gap == " " && self.context.sentence_has_role(self.candidate.start, PhraseRole::Verify) =>
                {
                    return CodeContextEvidence::CodeWord(CodeWordConnection {
                        points: 5,
                        is_explicit: true,
                        is_direct: true,
                        ..CodeWordConnection::default()
                    });
                }
                // In languages with the verb at the end: "501937 दर्ज करें".
                PhraseRole::Enter
                    if gap_chars <= 40
                        && !gap.contains([',', ')', '\u{3001}'])
                        && !is_year(self.candidate)
                        && !self.has_other_number_after(phrase_match) =>
                {
                    let sentence_phrases = self.context.phrases_in(sentence.clone());
                    if sentence_phrases
                        .iter()
                        .take(60)
                        .any(|h| matches!(h.role, PhraseRole::Verify | PhraseRole::Access))
                        && is_gap_of_at_most_two_words(gap)
                    {
                        let direct = has_only_function_words(gap)
                            && !self.candidate.value.bytes().any(|b| b.is_ascii_lowercase());
                        return CodeContextEvidence::CodeWord(CodeWordConnection {
                            points: 5,
                            is_explicit: true,
                            is_direct: direct,
                            ..CodeWordConnection::default()
                        });
                    }
                    if has_at_least_six_digits(self.candidate) {
                        let points = if is_direct_gap(gap) { 4 } else { 3 };
                        return CodeContextEvidence::CodeWord(CodeWordConnection {
                            points,
                            ..CodeWordConnection::default()
                        });
                    }
                }
                PhraseRole::OtherNumber
                    if is_gap_of_at_most_two_words(gap)
                        && gap_continues_clause(gap)
                        && !self.context.has_entry_place_in(at..phrase_match.end)
                        && !self.has_code_word_within(phrase_match.end, sentence.end) =>
                {
                    return CodeContextEvidence::OtherNumber;
                }
                _ => {}
            }
        }
        CodeContextEvidence::NoWord
    }

    /// Whether the first words of the text say to confirm something or to sign in.
    fn text_opens_with_purpose(&self) -> bool {
        let start = self.context.mail_subject_end();
        let opening = self.context.phrases_in(start..start + MAX_OPENING_BYTES);
        opening.iter().any(|h| matches!(h.role, PhraseRole::Verify | PhraseRole::Access))
    }

    /// Whether the next number after `end` is introduced as a value: "code: 482913", "code is 482913".
    fn is_next_number_introduced(&self, end: usize) -> bool {
        let from = self.number_spans.partition_point(|n| n.start < end);
        self.number_spans.get(from).is_some_and(|next| {
            let gap = self.context.slice(end, next.start);
            gap.trim().is_empty() || gap.contains([':', '=', '\n']) || ends_with_copula(gap)
        })
    }

    /// Whether a word for entering follows after one space.
    fn has_enter_word_after(&self, end: usize) -> bool {
        let mut nearby_phrases = self.context.phrases_in(end..end + 24).iter();
        nearby_phrases.any(|h| h.role == PhraseRole::Enter && self.context.slice(end, h.start) == " ")
    }

    /// Returns a link when the candidate is used to sign in: "Log in with ZX94-T7KB". Only a code has this form and
    /// this use.
    pub(super) fn find_sign_in_code_connection(&self) -> Option<CodeWordConnection> {
        let value = &self.candidate.value;
        let sentence = self.sentence_span();
        let (start, end) = (self.candidate.start, self.candidate.end);
        // Models and standards have groups of any length ("WPA3-ENT", "PS5-2048X").
        let has_equal_mixed_halves = |(a, b): (&str, &str)| {
            let mixed = |s: &str| s.bytes().any(|b| b.is_ascii_digit()) && s.bytes().any(|b| b.is_ascii_uppercase());
            a.len() == b.len() && mixed(a) && mixed(b)
        };
        if self.candidate.shape != CandidateShape::LettersAndDigits
            || !value.split_once('-').is_some_and(has_equal_mixed_halves)
        {
            return None;
        }
        let find_purpose = |from: usize, to: usize| {
            let mut phrases = self.context.phrases_in(from..to).iter();
            phrases.find(|h| matches!(h.role, PhraseRole::Verify | PhraseRole::Access)).copied()
        };
        let has_preposition = ends_with_with_preposition(self.context.slice(sentence.start, start))
            && find_purpose(sentence.start.max(start.saturating_sub(60)), sentence.end.min(end + 60)).is_some();
        // "ZX94-T7KB でログイン": the purpose follows directly.
        let has_postposition = || {
            begins_with_with_postposition(self.context.slice(end, sentence.end))
                && find_purpose(end, sentence.end.min(end + 24))
                    .is_some_and(|h| self.context.slice(end, h.start).trim().chars().count() <= 3)
                && !self.context.slice(end, sentence.end).trim_start().starts_with("での")
        };
        (has_preposition || has_postposition()).then_some(CodeWordConnection {
            points: 5,
            is_explicit: true,
            is_direct: true,
            crosses_sentences: false,
            is_bare: false,
        })
    }

    /// Whether the gap after the number lets the word for codes name it, rather than be what is counted.
    fn gap_lets_word_name_candidate(&self, gap: &str, sentence: &Range<usize>) -> bool {
        let first = gap.split(|c: char| classify_char(c) == CharClass::Separator).find(|w| !w.is_empty());
        let is_instructed =
            || self.context.phrases_in(sentence.clone()).iter().take(60).any(|h| h.role == PhraseRole::Enter);
        match first {
            // "512665 (Nimbus verification code)"
            Some(_) if gap.trim_start().starts_with('(') => true,
            // "12048 codes were stolen"
            None => {
                // Scripts without spaces have a word for what is counted: "12048 件の認証コード".
                let at = self.candidate.end + gap.len();
                let is_unspaced = self
                    .context
                    .slice(at, sentence.end.max(at))
                    .starts_with(|c| classify_char(c) == CharClass::Unspaced);
                self.starts_sentence(sentence)
                    || is_instructed()
                    || !gap.chars().all(|c| c == ' ')
                    || gap.is_empty()
                    || is_unspaced
            }
            Some(word) => {
                is_function_word(word)
                    || word.chars().any(|c| classify_char(c) == CharClass::Unspaced)
                    || has_only_function_words(gap)
            }
        }
    }

    /// Whether the words after the candidate name it a code.
    pub(super) fn is_named_by_words_after(&self) -> bool {
        matches!(self.evaluate_words_after(), CodeContextEvidence::CodeWord(link) if link.points >= 4)
    }

    /// Whether a word for codes starts within the first 40 characters after `from`.
    fn has_code_word_within(&self, from: usize, to: usize) -> bool {
        self.context.phrases_in(from..to).iter().take(3).any(|h| {
            matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode)
                && self.context.slice(from, h.start).chars().count() <= 40
        })
    }

    /// Whether another number of four characters or more starts in between. Shorter ones are counts and durations.
    fn has_rival_number_between(&self, start: usize, end: usize) -> bool {
        let from = self.number_spans.partition_point(|n| n.start < start);
        self.number_spans.get(from..).unwrap_or_default().iter().take_while(|n| n.start < end).any(|n| {
            let written = self.context.normalised.cased.get(n.start..n.end).unwrap_or_default();
            n.len() >= 4 && !written.bytes().any(|b| b.is_ascii_lowercase())
        })
    }
}
