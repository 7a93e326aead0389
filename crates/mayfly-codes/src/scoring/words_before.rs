//! Words before the number, in its sentence: "Your code is 482913", "Order 48213".

use std::ops::Range;

use super::candidate_scoring_input::{ScoringInput, has_at_least_six_digits, is_year};
use super::code_word_connection::{CodeContextEvidence, CodeWordConnection};
use super::random_letters::has_random_letters;
use crate::candidates::CandidateShape;
use crate::char_class::{CharClass, classify_char};
use crate::gap_text::{
    begins_with_copula, begins_with_for_word, begins_with_of_word, ends_with_copula, ends_with_value_introducer,
    has_only_function_words, is_clause_ending_in_colon, is_direct_gap, is_direct_gap_of_function_words,
    is_function_word, is_gap_of_at_most_two_words, is_page_word, is_recipient_preposition,
    is_short_gap_after_instruction,
};
use crate::lexicon::{PhraseMatch, PhraseRole};

impl ScoringInput<'_> {
    /// Evaluates the words before the candidate in its sentence, the nearest first: "Your code is 482913", "Order
    /// 48213".
    pub(super) fn evaluate_words_before(&self) -> CodeContextEvidence {
        let at = self.candidate.start;
        let sentence = self.sentence_span();
        let phrases = self.context.phrases_in(sentence.start..at);
        let mut is_instructed = false;
        let mut has_purpose = false;
        let mut is_confirmation = false;
        let mut instruction_end: Option<usize> = None;
        let mut purpose_label: Option<PhraseMatch> = None;
        // The span of a chain of purpose words that belongs to the noun before it: "to activate your account" in
        // "key to activate your account: B4N8".
        let mut purpose_chain: Option<(usize, usize)> = None;
        let has_verify_before = |i: usize| {
            let before = phrases.get(..i).unwrap_or_default();
            before.iter().rev().take(2).any(|h| matches!(h.role, PhraseRole::Verify | PhraseRole::VerificationCode))
        };
        for (i, phrase_match) in phrases.iter().enumerate().rev().take(60) {
            if phrase_match.end > at {
                continue;
            }
            let gap = match purpose_chain {
                Some((start, end))
                    if matches!(
                        phrase_match.role,
                        PhraseRole::VerificationCode | PhraseRole::AmbiguousCode | PhraseRole::Password
                    ) && self.has_no_clause_break_between(phrase_match.end, start) =>
                {
                    self.context.slice(end, at)
                }
                _ => self.context.slice(phrase_match.end, at),
            };
            match phrase_match.role {
                PhraseRole::VerificationCode | PhraseRole::AmbiguousCode => {
                    let names_other_candidate = self
                        .accepted_before
                        .iter()
                        .any(|s| s.candidate.start >= phrase_match.end && s.candidate.end <= at && s.is_named)
                        // "966035 is the code for logging in as driver D-51930"
                        || self.accepted_before.last().is_some_and(|s| {
                            let between = self.context.slice(s.candidate.end, phrase_match.start);
                            s.candidate.start >= sentence.start
                                && s.candidate.end <= phrase_match.start
                                && begins_with_copula(between)
                                && has_only_function_words(between)
                                && !gap.contains([':', '='])
                        });
                    if names_other_candidate || gap.len() > 600 {
                        break;
                    }
                    let strong = phrase_match.role == PhraseRole::VerificationCode
                        || self.refers_to_code_above(&sentence, *phrase_match, gap)
                        || self.has_code_explanation_below(*phrase_match, gap);

                    let is_instructed = is_instructed
                        || phrases
                            .get(..i)
                            .unwrap_or_default()
                            .iter()
                            .rev()
                            .take(10)
                            .any(|h| h.role == PhraseRole::Enter);
                    let follows_colon = is_instructed && gap.trim_end().ends_with(':');
                    let names_candidate =
                        purpose_label.is_none() || strong && (gap.trim_end().ends_with(':') || ends_with_copula(gap));
                    // "Your access code for the city portal is WXRT-HKQN"
                    let is_for_something =
                        strong && begins_with_for_word(gap) && gap.chars().count() <= 60 && is_clause_with_copula(gap);
                    // "Mã xác nhận thành viên của bạn là ABKT-72"
                    let is_for_something =
                        is_for_something || strong && gap.chars().count() <= 40 && is_clause_with_copula(gap);
                    let direct = names_candidate
                        && if is_for_something {
                            true
                        } else if strong || follows_colon {
                            is_direct_gap(gap) || follows_colon && is_clause_ending_in_colon(gap)
                        } else {
                            is_direct_gap_of_function_words(gap)
                        };
                    let bare = gap.trim().is_empty() && !is_instructed;
                    let has_only_brand_beside_code_word =
                        !strong && self.has_only_brand_beside_code_word(*phrase_match, gap);
                    let direct = direct || has_only_brand_beside_code_word && names_candidate;
                    // "Codes by SMS are so 2015"
                    let direct = direct
                        && (!is_year(self.candidate)
                            || has_only_function_words(gap)
                            || gap.trim_end().ends_with([':', '=']));
                    let bare = bare && !has_only_brand_beside_code_word;
                    let other_kind = bare && !strong && self.has_unknown_qualifier(*phrase_match);
                    let gap_chars = gap.chars().count();
                    let points = match (strong, direct) {
                        (true, true) => 6,
                        // "and code 50058" is weaker than "code is" or "code:".
                        (false, true) if other_kind => 1,
                        (false, true) if bare => 4,
                        // "Vendor code: 482913" among other numbers
                        (false, true)
                            if self.topic.points == 0
                                && !is_instructed
                                && !self.topic.mentions_secrecy
                                && !self.is_only_number_in_message()
                                && self.has_unknown_qualifier(*phrase_match) =>
                        {
                            3
                        }
                        (false, true) => 5,
                        (true, false) if gap_chars <= 60 => 5,
                        (true, false) => 4,
                        // "Code for the gym's app is 6041"
                        (false, false)
                            if gap_chars <= 60 && begins_with_for_word(gap) && ends_with_value_introducer(gap) =>
                        {
                            4
                        }
                        (false, false) if gap_chars <= 40 => 3,
                        (false, false) => 2,
                    };
                    // "… was changed at 1015" does not give a code, "… for your account is 1015" does.
                    let gives_no_value = !direct && !is_instructed && !ends_with_value_introducer(gap);
                    return CodeContextEvidence::CodeWord(CodeWordConnection {
                        points: points + i32::from(is_instructed && !direct) - if gives_no_value { 4 } else { 0 },
                        is_explicit: strong,
                        is_direct: direct,
                        crosses_sentences: false,
                        is_bare: bare && !strong,
                    });
                }
                PhraseRole::OtherCode
                    if is_gap_of_at_most_two_words(gap) && !self.has_number_between(phrase_match.end, at) =>
                {
                    return CodeContextEvidence::OtherNumber;
                }
                // "Type on the page: 508217"
                PhraseRole::OtherNumber
                    if is_page_word(self.context.slice(phrase_match.start, phrase_match.end))
                        && phrases.get(..i).unwrap_or_default().iter().rev().take(4).any(|h| {
                            h.role == PhraseRole::Enter
                                && is_short_gap_after_instruction(
                                    self.context.slice(h.end.min(phrase_match.start), phrase_match.start),
                                )
                        }) => {}
                // "On the open page 774109 is to be entered", in languages that put the place first
                PhraseRole::OtherNumber if self.context.has_entry_place_in(phrase_match.start..at) => {}
                // "To sign the contract the 719204 code is asked": the label names what is signed, not the number.
                PhraseRole::OtherNumber if has_purpose && self.is_named_by_words_after() => {}
                // "Confirmation code BANK ZORA: 904427": the label is a part of a name.
                PhraseRole::OtherNumber
                    if self.context.is_in_all_capitals_name(*phrase_match)
                        && phrases
                            .get(..i)
                            .unwrap_or_default()
                            .iter()
                            .any(|h| h.role == PhraseRole::VerificationCode)
                        || self.context.is_in_all_capitals_name(*phrase_match) && self.is_named_by_words_after() => {}
                // "1 250,00 PLN: 44190": the label is the currency of another number.
                PhraseRole::OtherNumber
                    if (gap.starts_with(':') || ends_with_copula(gap)) && self.is_unit_of_number(*phrase_match) => {}
                PhraseRole::OtherNumber
                    if !is_instructed
                        && purpose_label.is_none()
                        && is_gap_of_at_most_two_words(gap)
                        && !self.has_number_between(phrase_match.end, at) =>
                {
                    // "Code for signing the contract 771 208": numbers of contracts are hardly written in groups.
                    let is_grouped = self.candidate.shape == CandidateShape::GroupedDigits && has_verify_before(i);
                    if !gap.contains(':') && !ends_with_copula(gap) && !is_grouped
                        || !self.is_purpose_of_code(phrases.get(..i).unwrap_or_default(), *phrase_match)
                    {
                        return CodeContextEvidence::OtherNumber;
                    }
                    purpose_label = Some(*phrase_match);
                }
                PhraseRole::Enter
                    if is_short_gap_after_instruction(gap) || is_direct_gap(gap) && gap.trim_end().ends_with(':') =>
                {
                    is_instructed = true;
                    instruction_end = instruction_end.or(Some(phrase_match.end));
                }
                // "Single-use password 447120 for signing in"
                PhraseRole::Password
                    if gap.trim().is_empty()
                        && (self.is_temporary_password(*phrase_match) && !is_year(self.candidate)
                            || has_at_least_six_digits(self.candidate)
                                && (self.context.sentence_has_role(at, PhraseRole::Verify)
                                    || self.topic.is_brief
                                        && self
                                            .context
                                            .slice(sentence.start, phrase_match.start)
                                            .trim()
                                            .is_empty())) =>
                {
                    return CodeContextEvidence::CodeWord(CodeWordConnection {
                        points: 6,
                        is_direct: true,
                        ..CodeWordConnection::default()
                    });
                }
                // "Password: 6402"
                PhraseRole::Password
                    if ends_with_value_introducer(gap)
                        && !gap.trim().is_empty()
                        && (has_only_function_words(gap)
                            || gap.trim_end().ends_with(':')
                                && is_direct_gap(gap)
                                && self.is_temporary_password(*phrase_match)) =>
                {
                    let is_all =
                        self.topic.is_brief && self.context.phrases_in(sentence.start..phrase_match.start).is_empty();
                    let points = match (self.is_temporary_password(*phrase_match), is_all) {
                        (true, _) => 6,
                        (false, true) => 5,
                        (false, false) => 4,
                    };
                    return CodeContextEvidence::CodeWord(CodeWordConnection {
                        points,
                        is_direct: true,
                        ..CodeWordConnection::default()
                    });
                }
                PhraseRole::Verify | PhraseRole::Access => {
                    has_purpose = true;
                    is_confirmation |= phrase_match.role == PhraseRole::Verify
                        && is_short_gap_after_instruction(gap)
                        && !self.has_number_between(phrase_match.end, at);
                    let end = purpose_chain
                        .filter(|&(start, _)| self.has_no_clause_break_between(phrase_match.end, start))
                        .map_or(phrase_match.end, |(_, end)| end);
                    purpose_chain = Some((phrase_match.start, end));
                }
                _ => {}
            }
        }
        if is_instructed {
            let after = self.context.phrases_in(self.candidate.end..sentence.end);
            has_purpose |= after.iter().any(|h| matches!(h.role, PhraseRole::Verify | PhraseRole::Access));
            if has_purpose {
                let is_adjacent = instruction_end.is_some_and(|end| self.context.slice(end, at).trim().is_empty());
                let capitals = !self.candidate.value.bytes().any(|b| b.is_ascii_lowercase());
                return CodeContextEvidence::CodeWord(CodeWordConnection {
                    points: 5,
                    is_explicit: true,
                    is_direct: is_adjacent && capitals,
                    crosses_sentences: false,
                    is_bare: false,
                });
            }
            // "Use VT7K-92QM", in a message about a code.
            let capitals = !self.candidate.value.bytes().any(|b| b.is_ascii_lowercase());
            let is_adjacent = instruction_end.is_some_and(|end| self.context.slice(end, at).trim().is_empty());
            let is_code_of_letters = match self.candidate.shape {
                CandidateShape::LettersAndDigits => self.topic.points >= 2,
                CandidateShape::Capitals => self.topic.points >= 1 && has_random_letters(&self.candidate.value),
                _ => false,
            };
            if is_code_of_letters && capitals && is_adjacent {
                return CodeContextEvidence::CodeWord(CodeWordConnection {
                    points: 4,
                    is_direct: true,
                    ..CodeWordConnection::default()
                });
            }
            // "Enter 9033 in the app", in mail whose subject says to confirm or to recover something.
            if is_adjacent && self.is_short_number_in_verification_mail() {
                return CodeContextEvidence::CodeWord(CodeWordConnection {
                    points: 4,
                    ..CodeWordConnection::default()
                });
            }
            // "Enter 482913 in the app", when another sentence gives the purpose.
            let is_clear =
                has_at_least_six_digits(self.candidate) || self.candidate.shape == CandidateShape::SpacedDigits;
            if let Some(end) = instruction_end.filter(|_| is_clear) {
                // A number to enter that is grouped or follows a colon is hardly anything but a code.
                let colon = self.context.slice(end, at).trim_end().ends_with(':');
                // "Never share your OTP. Enter 306618 to continue"
                let is_secret = self.topic.mentions_secrecy
                    && self.topic.names_code
                    && has_only_function_words(self.context.slice(end, at));
                let is_certain = colon || is_secret || self.candidate.shape != CandidateShape::Digits;
                let points = if is_certain { 4 } else { 3 };
                return CodeContextEvidence::CodeWord(CodeWordConnection {
                    points,
                    is_explicit: false,
                    is_direct: false,
                    crosses_sentences: false,
                    is_bare: false,
                });
            }
        }
        // "Confirm it with 778041 within 3 minutes"
        if is_confirmation && has_at_least_six_digits(self.candidate) && self.has_expiry_after() {
            return CodeContextEvidence::CodeWord(CodeWordConnection { points: 3, ..CodeWordConnection::default() });
        }
        CodeContextEvidence::NoWord
    }

    /// Whether an ambiguous candidate is given in one of the few places where nothing else is: right after a word for
    /// codes, or after "enter". A number of nine digits or more needs a colon or a line of its own, because "code to" a
    /// phone number is frequent.
    pub(super) fn is_clearly_given(&self) -> bool {
        let at = self.candidate.start;
        let before = self.context.slice(0, at);
        // "417 082 903" is a phone number in some countries.
        if self.candidate.shape == CandidateShape::GroupedDigits && self.candidate.value.len() > 8 {
            return !self.candidate.value.starts_with('0') && self.is_right_after_code_word();
        }
        if self.find_entry_request().is_some() || self.find_request_above().is_some() {
            return true;
        }
        if self.candidate.shape == CandidateShape::Digits {
            // "We sent a verification code to: 4829137405"
            let introducer = before.trim_end();
            let last = introducer.trim_end_matches([':', '=', ' ']).rsplit(' ').next().unwrap_or_default();
            let is_introduced =
                self.candidate.fills_line || introducer.ends_with([':', '=']) || ends_with_copula(introducer);
            return is_introduced && !is_recipient_preposition(last) && self.is_right_after_code_word();
        }
        let follows_instruction = || {
            let nearby = self.context.phrases_in(self.sentence_span().start.max(at.saturating_sub(64))..at);
            nearby.iter().any(|h| h.role == PhraseRole::Enter && self.context.slice(h.end, at).trim().is_empty())
        };
        let precedes_noun = || match self.evaluate_words_after() {
            CodeContextEvidence::CodeWord(link) => link.is_explicit && link.is_direct,
            _ => false,
        };
        self.is_right_after_code_word() || follows_instruction() || precedes_noun()
    }

    /// Whether only function words, or a text that ends in a colon, stand between a word for codes and the candidate.
    pub(super) fn is_right_after_code_word(&self) -> bool {
        let at = self.candidate.start;
        let before = self.context.phrases_in(at.saturating_sub(120)..at);
        before
            .iter()
            .rev()
            .find(|h| matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode))
            .is_some_and(|h| {
                let gap = self.context.slice(h.end.min(at), at);
                let of = begins_with_for_word(gap) || begins_with_of_word(gap);
                let ends = self
                    .context
                    .phrases_in(h.end..at)
                    .iter()
                    .any(|e| e.role == PhraseRole::Expiry || e.role == PhraseRole::OtherNumber && !of);
                let is_of_something = h.role == PhraseRole::VerificationCode
                    && gap.chars().count() <= 40
                    && is_clause_with_copula(gap)
                    && self.candidate.shape == CandidateShape::LettersAndDigits
                    && !self.topic.reports_past_event;
                (has_only_function_words(gap) || gap.trim_end().ends_with(':') && !ends || is_of_something)
                    && !gap.contains(['.', ';', '(', '|'])
            })
    }

    /// Whether the candidate is four or five digits, hardly a year, and the subject says to confirm or to recover something.
    fn is_short_number_in_verification_mail(&self) -> bool {
        let subject = self.context.phrases_in(0..self.context.mail_subject_end());
        self.candidate.shape == CandidateShape::Digits
            && (4..=5).contains(&self.candidate.value.len())
            && !is_year(self.candidate)
            && subject.iter().any(|h| matches!(h.role, PhraseRole::Verify | PhraseRole::ForgottenPassword))
    }

    /// Whether a word such as "temporary" is joined to a word for passwords.
    fn is_temporary_password(&self, password: PhraseMatch) -> bool {
        let nearby_phrases = self.context.phrases_in(password.start.saturating_sub(48)..password.end + 48);
        nearby_phrases.iter().any(|h| {
            h.role == PhraseRole::Access
                && (h.end <= password.start && self.has_no_clause_break_between(h.end, password.start)
                    || h.start >= password.end && self.has_no_clause_break_between(password.end, h.start))
        })
    }

    /// Whether a brand is all that stands beside "code" and the number: "Nimbus code 799-225", "Code Nimbus: 1508". Common
    /// nouns there name another kind of code, so the brand has to begin with a capital.
    fn has_only_brand_beside_code_word(&self, noun: PhraseMatch, gap: &str) -> bool {
        let sentence = self.sentence_span();
        let start = self.candidate.start;
        if self.candidate.shape == CandidateShape::LettersAndDigits || self.candidate.shape == CandidateShape::Capitals
        {
            return false;
        }
        let brands = |from: usize, to: usize| {
            let mut names = 0;
            for (start, word) in split_words(self.context.slice(from, to)) {
                let (start, end) = (from + start, from + start + word.len());
                let written = self.context.normalised.original_slice(&self.context.original, start, end);
                // The second letter counts for names like "eBay".
                let is_capitalised = written.chars().take(2).any(char::is_uppercase);
                let names_kind = ACRONYMS_OF_CODES.contains(&word)
                    || written.chars().count() <= 2 && written.chars().all(char::is_uppercase);
                if is_capitalised && !names_kind && !is_function_word(word) {
                    names += 1;
                } else if !has_only_function_words(word) && !begins_with_for_word(word) && !begins_with_of_word(word) {
                    return None;
                }
            }
            Some(names)
        };
        let has_other_label = |from: usize, to: usize| {
            self.context
                .phrases_in(from..to)
                .iter()
                .any(|h| matches!(h.role, PhraseRole::OtherNumber | PhraseRole::OtherCode | PhraseRole::Unit))
        };
        // Six digits after "PIN" are a postal code in India.
        let is_pin = self.context.slice(noun.start, noun.end) == "pin";
        // A receipt has many numbers, and codes of shops and products among them.
        if !self.topic.mentions_secrecy && !self.is_only_number_in_message() {
            return false;
        }
        let is_clear_form = if is_pin {
            self.candidate.value.len() < 6
        } else {
            self.candidate.shape == CandidateShape::GroupedDigits
                || self.candidate.value.len() >= 5
                || self.context.slice(self.candidate.end, self.context.normalised_text().len()).trim().is_empty()
        };
        // "Ma Xe Om Nhanh cua ban: 4417. Khong chia se": who warns not to share it gives a code.
        let most_words = if self.topic.mentions_secrecy { 3 } else { 2 };
        let names_sender = |brands: Option<usize>| brands.is_some_and(|count| (1..=most_words).contains(&count));
        // "Code Nimbus: 1508", "รหัส Nimbus ของคุณ: 1508"
        let is_introduced = ends_with_value_introducer(gap) || is_clear_form && self.topic.is_brief;
        let after = self.context.slice(self.candidate.end, sentence.end);
        if !gap.contains([',', ';', '.', '(']) && !gap.trim().is_empty() {
            return gap.len() <= 80
                && is_introduced
                && !has_other_label(noun.end, start)
                && names_sender(brands(noun.end, start));
        }
        // "Nimbus code 799-225" as the whole of a short message.
        gap.trim().is_empty()
            && self.topic.is_brief
            && is_clear_form
            && (begins_with_clause_end(after) || begins_with_copula(after))
            && !has_other_label(sentence.start, noun.start)
            && names_sender(brands(sentence.start, noun.start))
    }

    /// Whether a word that is not in the lexicon stands directly before the noun: "centre code", "salon kodu".
    fn has_unknown_qualifier(&self, noun: PhraseMatch) -> bool {
        let sentence = self.sentence_span();
        let before = self.context.slice(sentence.start, noun.start);
        let word = before
            .trim_end_matches(' ')
            .rsplit(|c: char| classify_char(c) == CharClass::Separator)
            .next()
            .unwrap_or_default();
        let start = before.trim_end_matches(' ').len() - word.len() + sentence.start;
        let is_known = self.context.phrases_in(sentence.start..noun.start).iter().rev().take(8).any(|h| h.end > start);
        word.chars().any(|c| matches!(classify_char(c), CharClass::Letter | CharClass::Arabic | CharClass::Indic))
            && !is_function_word(word)
            && !is_known
    }

    /// Whether "the code" that opens a sentence and introduces the candidate is the one that the sentence above names: "We've
    /// sent you a one-time access code. The code is: 2244."
    fn refers_to_code_above(&self, sentence: &Range<usize>, noun: PhraseMatch, gap: &str) -> bool {
        let opens_sentence = || has_only_function_words(self.context.slice(sentence.start, noun.start));
        let above = || {
            let index = self.context.sentence_index_at(sentence.start).checked_sub(1)?;
            self.context.sentence_span(index).map(|s| s.start.max(s.end.saturating_sub(MAX_SENTENCE_BYTES))..s.end)
        };
        (ends_with_copula(gap) || gap.trim_end().ends_with(':'))
            && has_only_function_words(gap)
            && opens_sentence()
            && above()
                .is_some_and(|s| self.context.phrases_in(s).iter().any(|h| h.role == PhraseRole::VerificationCode))
    }

    /// Whether the sentence below a label says what its code is for: "Code: 648213905", "Use this code to confirm the payment".
    fn has_code_explanation_below(&self, noun: PhraseMatch, gap: &str) -> bool {
        let is_label = gap.trim_end().ends_with(':')
            && has_only_function_words(gap)
            && !self.has_unknown_qualifier(noun)
            && self.context.slice(noun.end, self.candidate.start).len() <= 8;
        let index = self.context.sentence_index_at(self.candidate.start);
        let mut below = (index + 1..index + 4).filter_map(|i| self.context.sentence_span(i));
        is_label
            && below.find(|s| !self.context.slice(s.start, s.end).trim().is_empty()).is_some_and(|s| {
                let opening = s.start..s.end.min(s.start + MAX_EXPLANATION_BYTES);
                let has_phrase_with_role =
                    |role| self.context.phrases_in(opening.clone()).iter().any(|h| h.role == role);
                has_phrase_with_role(PhraseRole::VerificationCode) && has_phrase_with_role(PhraseRole::Enter)
            })
    }

    /// Whether the label is a unit that directly follows another number.
    fn is_unit_of_number(&self, label: PhraseMatch) -> bool {
        let unit = |h: &PhraseMatch| h.role == PhraseRole::Unit && (h.start, h.end) == (label.start, label.end);
        let before = self.number_spans.partition_point(|n| n.end <= label.start);
        self.context.phrases_in(label.start..label.end).iter().any(unit)
            && before
                .checked_sub(1)
                .and_then(|i| self.number_spans.get(i))
                .is_some_and(|n| self.context.slice(n.end, label.start).chars().all(|c| c == ' '))
    }

    /// Whether the label says what a code is for: "Code for your order: 482913" gives a code, "Order: 48213" an order
    /// number.
    fn is_purpose_of_code(&self, before: &[PhraseMatch], label: PhraseMatch) -> bool {
        before.iter().rev().take(6).any(|h| {
            let gap = self.context.slice(h.end.min(label.start), label.start);
            matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode)
                && gap.chars().count() <= 60
                // "Enter this code, to confirm your phone number: 118052"
                && !gap.split_once(',').map_or(gap, |(before, after)| {
                    if begins_with_for_word(after) { before } else { gap }
                }).contains([',', ';', ':'])
                && !gap.contains([';', ':'])
                && !self.has_number_between(h.end, label.start)
        })
    }
}

/// Whether a gap is the rest of a clause that ends in "is": " thành viên của bạn là ".
fn is_clause_with_copula(gap: &str) -> bool {
    ends_with_copula(gap)
        && !gap.contains([',', ';', ':', '.', '?', '!', '(', '\n'])
        && !gap.bytes().any(|b| b.is_ascii_digit())
}

/// Bytes of the sentence above that are read for the code that it names.
const MAX_SENTENCE_BYTES: usize = 300;

/// Bytes of the sentence below a label that are read.
const MAX_EXPLANATION_BYTES: usize = 100;

/// Acronyms that name a kind of code and not a sender.
const ACRONYMS_OF_CODES: [&str; 40] = [
    "swift", "bic", "iban", "ifsc", "micr", "sac", "hsn", "http", "https", "cvv", "cvc", "puk", "sku", "ean", "upc",
    "gtin", "isbn", "zip", "qr", "ape", "naf", "rome", "cif", "nip", "pos", "icd", "iso", "vin", "pnr", "mst", "bhxh",
    "bhyt", "cccd", "cmnd", "kcb", "cnpj", "cpf", "curp", "gst", "pan",
];

/// The words of a text with their offsets.
fn split_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| classify_char(c) == CharClass::Separator).filter_map(move |word| {
        let start = at;
        at = start + word.len() + text.get(start + word.len()..)?.chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

/// Whether a text begins with the end of a clause.
fn begins_with_clause_end(after: &str) -> bool {
    after.trim_start_matches(' ').chars().next().is_none_or(|c| matches!(c, '.' | ',' | ';' | '!' | '\n' | '-' | '('))
}
