//! Adds up the points of each candidate.

use std::ops::Range;

use super::candidate_scoring_input::{ScoredCandidate, ScoringInput, is_year};
use super::code_word_connection::CodeContextEvidence;
use super::message_topic::MessageTopic;
use super::random_letters::has_random_letters;
use crate::analysed_text::AnalysedText;
use crate::candidates::{Candidate, CandidateShape, is_long_token};
use crate::lexicon::PhraseRole;

/// A candidate with at least this many points is a code.
pub(crate) const CODE_THRESHOLD: i32 = 6;

/// The points of a code that the message binds to its site.
const BOUND_CODE_POINTS: i32 = 12;

/// Scores the candidates of a message and returns those that reach [`CODE_THRESHOLD`].
pub(crate) fn score_candidates(
    context: &AnalysedText,
    candidates: Vec<Candidate>,
    number_spans: &[Range<usize>],
) -> Vec<ScoredCandidate> {
    let topic = MessageTopic::new(context);
    let mut scored: Vec<ScoredCandidate> = Vec::new();
    // Capitals and words come last: beside a code with digits they are a name.
    let (names, others): (Vec<Candidate>, Vec<Candidate>) = candidates
        .into_iter()
        .filter(|candidate| !candidate.is_never_code)
        .partition(|candidate| matches!(candidate.shape, CandidateShape::Capitals | CandidateShape::Words));
    for candidate in others {
        score_candidate(context, &topic, candidate, number_spans, &mut scored);
    }
    if scored.is_empty() {
        for candidate in names {
            score_candidate(context, &topic, candidate, number_spans, &mut scored);
        }
    }
    scored
}

/// Adds the candidate to `scored` if it reaches [`CODE_THRESHOLD`].
fn score_candidate(
    context: &AnalysedText,
    topic: &MessageTopic,
    candidate: Candidate,
    number_spans: &[Range<usize>],
    scored: &mut Vec<ScoredCandidate>,
) {
    let scoring_input = ScoringInput { context, topic, candidate: &candidate, number_spans, accepted_before: scored };
    if let Some((points, is_named)) = scoring_input.score_candidate()
        && points >= CODE_THRESHOLD
        && !scoring_input.is_capitalised_name()
    {
        scored.push(ScoredCandidate { candidate, points, is_named });
    }
}

impl ScoringInput<'_> {
    /// The points of the candidate and whether a word names it; `None` when it is not a code.
    fn score_candidate(&self) -> Option<(i32, bool)> {
        let topic = self.topic;
        let candidate = self.candidate;
        if self.is_bound_to_site() {
            return Some((BOUND_CODE_POINTS, true));
        }
        // Programs mention long tokens of many kinds.
        let long_token = self.connect_long_token();
        if long_token.is_none() && is_long_token(&candidate.value) {
            return None;
        }
        if topic.is_meeting
            || self.is_count_or_house_number()
            || self.is_number_to_call()
            || self.is_pin_of_record()
            || self.is_obsolete_code()
            || self.is_example()
            || self.is_quoted_placeholder()
            || self.is_repeated_digit()
        {
            return None;
        }
        // "Paste the suite k4p9zt", "Claim code: 19284756": what is to be typed is a code, whatever else its label names.
        let label_to_enter = self.find_requested_label();
        let is_typed = label_to_enter.is_some() || self.follows_typed_string_noun();
        let link = match self.evaluate_words_before() {
            CodeContextEvidence::OtherNumber if is_typed => None,
            CodeContextEvidence::OtherNumber => return None,
            // "Use 482913 as your code": the noun says more than the instruction.
            CodeContextEvidence::CodeWord(link) if link.points <= 3 => match self.evaluate_words_after() {
                CodeContextEvidence::CodeWord(after) if after.points > link.points => Some(after),
                _ => Some(link),
            },
            CodeContextEvidence::CodeWord(link) => Some(link),
            CodeContextEvidence::NoWord => match self.evaluate_words_after() {
                CodeContextEvidence::OtherNumber => return None,
                CodeContextEvidence::CodeWord(link) => Some(link),
                CodeContextEvidence::NoWord => None,
            },
        };
        let link = match link {
            Some(link) => Some(link),
            None => match self.evaluate_nearby_sentences() {
                CodeContextEvidence::OtherNumber if is_typed => None,
                CodeContextEvidence::OtherNumber => return None,
                CodeContextEvidence::CodeWord(link) => Some(link),
                CodeContextEvidence::NoWord => None,
            },
        };
        let link = link.or_else(|| self.find_sign_in_code_connection());
        // What the sentence asks to enter needs no word for codes.
        let entry_request = self.find_entry_request();
        let is_entry_request = entry_request.is_some();
        // "Enter R4D8T in the app to confirm your address. Then you get 5 € by the promo code below."
        let is_apart_from_sales = is_entry_request
            && !self.context.sentence_has_role(candidate.start, PhraseRole::OtherCodeTopic)
            || self.has_request_above_without_sale();
        // "To sign in: 63926" says what the number is for, whatever else the message sells.
        let purpose_label = self.find_purpose_label();
        let is_apart_from_sales = is_apart_from_sales || purpose_label.is_some();
        let command = self.connect_token_after_command();
        let is_command_argument = command.is_some();
        let enclosed = self.connect_token_in_parentheses();
        let is_enclosed = enclosed.is_some();
        let sources = [
            long_token,
            entry_request,
            command,
            label_to_enter,
            purpose_label,
            self.find_pronoun_reference(),
            self.connect_code_word_across_gap(),
            self.find_request_above(),
            self.connect_number_ending_text(),
            enclosed,
        ];
        let link = sources
            .into_iter()
            .flatten()
            .fold(link, |best, other| if best.is_none_or(|b| b.points <= other.points) { Some(other) } else { best });
        // "G-482913" is a code even with no word at all.
        if link.is_none() && self.is_whole_text_with_prefix() {
            return Some((CODE_THRESHOLD, false));
        }
        if link.is_some()
            && (topic.reports_past_event && self.is_receipt_code() || !is_entry_request && self.asks_to_show_code())
        {
            return None;
        }
        let code_word = link.unwrap_or_default();
        let is_of_record =
            topic.reports_change || topic.is_receipt && candidate.shape == CandidateShape::LettersAndDigits;
        if is_of_record && !(candidate.fills_line && code_word.is_explicit) {
            return None;
        }
        if candidate.is_ambiguous && !(code_word.is_explicit && self.is_clearly_given()) {
            return None;
        }
        let close = code_word.is_direct || (code_word.crosses_sentences && candidate.fills_line);
        let mut points = topic.points + code_word.points;
        points += match candidate.shape {
            // Hardly anything else is written digit by digit, except ascending list numbers.
            CandidateShape::SpacedDigits if !is_ascending_digit_sequence(&candidate.value) => 3,
            CandidateShape::SpacedDigits => 2,
            CandidateShape::Digits | CandidateShape::GroupedDigits if candidate.value.len() == 6 => 2,
            CandidateShape::Digits | CandidateShape::GroupedDigits => 1,
            CandidateShape::LettersAndDigits => i32::from(!topic.has_other_codes || is_apart_from_sales),
            // Groups of consonants are hardly a word.
            CandidateShape::Capitals if candidate.value.contains('-') && has_random_letters(&candidate.value) => 1,
            CandidateShape::Capitals if candidate.value.contains('-') => -1,
            // "Type these five letters into the box: MWXTA"
            CandidateShape::Capitals if is_entry_request && self.follows_colon() => 1,
            CandidateShape::Capitals if is_entry_request || is_enclosed => 0,
            CandidateShape::Capitals if self.find_request_above().is_some() => -1,
            CandidateShape::Capitals => -2,
            CandidateShape::Words if self.is_passphrase_requested_above() => 2,
            // "wqkzt-bnmrp-hjvdl" is no words.
            CandidateShape::Words if topic.points >= 1 && link.is_some() && is_random_group(&candidate.value) => 1,
            CandidateShape::Words if topic.points >= 2 && code_word.is_explicit && candidate.value.contains('-') => 0,
            CandidateShape::Words => return None,
        };
        // "PIN 400071" is as likely a postal code, unless the message is about codes.
        let has_warning = || {
            let after = self.context.phrases_in(candidate.end..candidate.end + 100);
            after.iter().any(|h| h.role == PhraseRole::Warning)
                || self.context.sentence_has_role(candidate.start, PhraseRole::Warning)
        };
        points -= i32::from(code_word.is_bare && topic.points == 0 && !has_warning());
        if candidate.fills_line {
            points += 3;
        }
        if matches!(candidate.shape, CandidateShape::LettersAndDigits | CandidateShape::Capitals) {
            // Model names, plans and hashes look the same; only a closely linked word makes it a code.
            let is_consonant_group = candidate.value.contains('-') && has_random_letters(&candidate.value);
            if !close
                || candidate.shape == CandidateShape::Capitals
                    && !(code_word.is_explicit || code_word.is_direct || is_consonant_group)
            {
                return None;
            }
            points -= i32::from(!is_typed && is_promotion_code(&candidate.value)) * 2;
            points -= i32::from(!candidate.value.chars().any(char::is_uppercase) && !is_command_argument);
            points -= match (topic.has_other_codes, code_word.is_explicit && code_word.is_direct) {
                (true, _) if is_apart_from_sales => 0,
                (true, true) => 2,
                (true, false) => 4,
                (false, _) => 0,
            };
        } else if topic.has_other_codes && !is_apart_from_sales {
            points -= if code_word.is_explicit { 1 } else { 4 };
        }
        if is_year(candidate) {
            points -= if close && (code_word.is_explicit || code_word.points >= 5) { 1 } else { 4 };
        } else if candidate.shape == CandidateShape::Digits
            && candidate.value.ends_with("00")
            && !(code_word.is_direct && topic.mentions_secrecy)
        {
            points -= 1;
        }
        if link.is_some() && self.has_expiry_after() {
            points += 1;
        }
        Some((points, code_word.is_direct))
    }
}

/// Whether a value is a word followed by a number, as promotions are: "SAVE20", "WELCOME2026".
fn is_promotion_code(value: &str) -> bool {
    let letters = value.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &value[..letters];
    let vowels = word.bytes().filter(|b| b"aeiouAEIOU".contains(b)).count();
    letters >= 3 && vowels >= 1 && value.len() - letters >= 1 && value[letters..].bytes().all(|b| b.is_ascii_digit())
}

/// Whether groups joined by hyphens are ASCII letters drawn at random.
fn is_random_group(value: &str) -> bool {
    value.contains('-') && value.is_ascii() && has_random_letters(&value.to_ascii_uppercase())
}

/// Whether the digits are consecutive: 1, 2, 3 …
fn is_ascending_digit_sequence(value: &str) -> bool {
    value.as_bytes().windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1))
}
