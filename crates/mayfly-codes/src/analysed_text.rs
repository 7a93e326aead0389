//! A normalised text split into sentences, with the phrases of the lexicon and the meaning of each ambiguous noun: a message, or the
//! words of one of its links.

use std::ops::Range;

use crate::char_class::{CharClass, classify_char};
use crate::gap_text::{
    begins_with_and_word, begins_with_for_word, has_only_function_words, is_gap_of_at_most_two_words,
};
use crate::lexicon::{PhraseMatch, PhraseRole, find_phrases};
use crate::normalised_text::NormalisedText;
use crate::sentences::find_sentence_starts;

/// Characters on each side of a phrase in which quotation marks are looked for.
const MAX_QUOTE_CHARS: usize = 80;
/// Bytes between the name of a shared item and the word for what it is.
const MAX_TEAM_DISTANCE: usize = 200;
/// Bytes between the start of a place to type something and a word of it.
const MAX_PLACE_BYTES: usize = 48;
const OPENING_QUOTES: &str = "\u{201c}\u{201e}«‹「『";
const CLOSING_QUOTES: &str = "\u{201d}»›」』";

/// A subject and a text as one normalised text, of which the subject is the first paragraph. The words of a link have no subject.
pub(crate) struct AnalysedText {
    pub(crate) original: String,
    pub(crate) normalised: NormalisedText,
    pub(crate) phrases: Vec<PhraseMatch>,
    /// The phrases that matter only beside a token that is to be entered, in order.
    request_phrases: Vec<PhraseMatch>,
    /// The offsets at which sentences start; the first is 0.
    sentence_starts: Vec<usize>,
    /// The end of the subject in the normalised text.
    mail_subject_end: usize,
}

impl AnalysedText {
    pub(crate) fn new(subject: &str, text: &str) -> Self {
        let original = format!("{}\n\n{text}", subject.replace(['\n', '\r'], " "));
        let normalised = NormalisedText::new(&original);
        let mail_subject_end = normalised.lower.find('\n').unwrap_or(0);
        let (request_phrases, phrases) = find_phrases(&normalised, &original)
            .into_iter()
            .filter(|h| !is_type_after_model_name(&normalised.lower, h))
            .partition(|h| h.role.matters_only_near_code_or_link());
        let sentence_starts = find_sentence_starts(&normalised.lower);
        let mut context = Self { original, normalised, phrases, request_phrases, sentence_starts, mail_subject_end };
        context.resolve_ambiguous_nouns();
        context
    }

    /// The normalised text, subject included.
    pub(crate) fn normalised_text(&self) -> &str {
        &self.normalised.lower
    }

    /// A part of the normalised text; empty when the offsets are not a valid span.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &str {
        self.normalised_text().get(start..end).unwrap_or_default()
    }

    /// The offset in the original at which the text starts, below the subject.
    pub(crate) fn mail_body_start(&self) -> usize {
        self.original.find('\n').map_or(0, |n| n + 2)
    }

    /// The end of the subject.
    pub(crate) fn mail_subject_end(&self) -> usize {
        self.mail_subject_end
    }

    /// Whether an offset is in the subject.
    pub(crate) fn is_offset_in_subject(&self, at: usize) -> bool {
        at < self.mail_subject_end
    }

    /// The start of the line that contains the byte `at`.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        self.slice(0, at).rfind('\n').map_or(0, |n| n + 1)
    }

    /// The index of the sentence that contains the byte `at`.
    pub(crate) fn sentence_index_at(&self, at: usize) -> usize {
        self.sentence_starts.partition_point(|&s| s <= at).saturating_sub(1)
    }

    /// The span of a sentence by its index.
    pub(crate) fn sentence_span(&self, index: usize) -> Option<Range<usize>> {
        let start = *self.sentence_starts.get(index)?;
        Some(start..self.sentence_starts.get(index + 1).copied().unwrap_or(self.normalised_text().len()))
    }

    /// The phrases that start in a span, in order.
    pub(crate) fn phrases_in(&self, span: Range<usize>) -> &[PhraseMatch] {
        phrases_starting_in_span(&self.phrases, span)
    }

    /// The phrases about entering something that start in a span, in order.
    pub(crate) fn request_phrases_in(&self, span: Range<usize>) -> &[PhraseMatch] {
        phrases_starting_in_span(&self.request_phrases, span)
    }

    /// Whether a place to type something is named in a span, or starts shortly before it: "on the page of the bank".
    pub(crate) fn has_entry_place_in(&self, span: Range<usize>) -> bool {
        let is_place = |h: &PhraseMatch| h.role == PhraseRole::EntryPlace && h.start < span.end && h.end > span.start;
        self.request_phrases_in(span.start.saturating_sub(MAX_PLACE_BYTES)..span.end).iter().any(is_place)
    }

    /// Whether the sentence that contains the byte `at` has a phrase of this role.
    pub(crate) fn sentence_has_role(&self, at: usize, role: PhraseRole) -> bool {
        self.sentence_span(self.sentence_index_at(at))
            .is_some_and(|s| self.phrases_in(s).iter().any(|h| h.role == role))
    }

    /// Gives each ambiguous noun its role: "code" is a verification code beside "verify" or "sign in", another kind of
    /// code beside "promo" or "postal".
    fn resolve_ambiguous_nouns(&mut self) {
        let roles: Vec<(usize, PhraseRole)> = (0..self.phrases.len())
            .filter(|&i| matches!(self.phrases[i].role, PhraseRole::AmbiguousCode | PhraseRole::AmbiguousNumber))
            .map(|i| (i, self.resolve_noun_role(i)))
            .collect();
        // "Payment approved. Approval number 660912" asks for nothing.
        let asks_to_enter = self.phrases.iter().any(|h| h.role == PhraseRole::Enter);
        for (i, role) in roles {
            let noun = self.phrases[i];
            self.phrases[i].role = role;
            // The same word may be listed as another number in another language.
            if role == PhraseRole::VerificationCode && asks_to_enter {
                let same_start = self.phrases.partition_point(|h| h.start < noun.start);
                let same = self.phrases[same_start..].iter_mut().take_while(|h| h.start == noun.start);
                for other in same.filter(|h| h.end == noun.end && h.role == PhraseRole::OtherNumber) {
                    other.role = PhraseRole::Neutral;
                }
            }
        }
    }

    /// The role of the ambiguous noun at `index`, by the phrases of its sentence.
    fn resolve_noun_role(&self, index: usize) -> PhraseRole {
        let noun = self.phrases[index];
        let is_number = noun.role == PhraseRole::AmbiguousNumber;
        let (default_role, other_role) = if is_number {
            (PhraseRole::OtherNumber, PhraseRole::OtherNumber)
        } else {
            (PhraseRole::AmbiguousCode, PhraseRole::OtherCode)
        };
        let Some(sentence) = self.sentence_span(self.sentence_index_at(noun.start)) else { return default_role };
        let mut has_purpose_nearby = false;
        let mut is_instructed = false;
        let mut role_from_adjacent: Option<PhraseRole> = None;
        for phrase_match in self.phrases[..index].iter().rev().take(40).take_while(|h| h.start >= sentence.start) {
            let matters = match phrase_match.role {
                PhraseRole::Verify | PhraseRole::Access | PhraseRole::OtherNumber | PhraseRole::Enter => true,
                PhraseRole::VerificationCode | PhraseRole::AmbiguousCode => is_number,
                _ => false,
            };
            if !matters || phrase_match.end > noun.start {
                continue;
            }
            let gap = self.slice(phrase_match.end, noun.start);
            let purpose = matches!(phrase_match.role, PhraseRole::Verify | PhraseRole::Access);
            if role_from_adjacent.is_none()
                && gap.len() <= 3
                && !gap.chars().any(|c| classify_char(c) != CharClass::Separator || ",;:.!?".contains(c))
            {
                role_from_adjacent = match phrase_match.role {
                    PhraseRole::Verify | PhraseRole::Access => Some(PhraseRole::VerificationCode),
                    PhraseRole::OtherNumber => Some(other_role),
                    // "OTP number"
                    PhraseRole::VerificationCode | PhraseRole::AmbiguousCode if is_number => {
                        Some(PhraseRole::AmbiguousCode)
                    }
                    _ => None,
                };
            }
            let close = gap.len() <= 24
                && is_gap_of_at_most_two_words(gap)
                && gap.chars().any(|c| classify_char(c) == CharClass::Unspaced);
            if is_number && purpose && close && role_from_adjacent.is_none() {
                role_from_adjacent = Some(PhraseRole::VerificationCode);
            }
            // "number for signing in", "confirm with the number"
            if is_number
                && purpose
                && role_from_adjacent.is_none()
                && is_gap_of_at_most_two_words(gap)
                && !gap.bytes().any(|b| b.is_ascii_digit())
            {
                if has_only_function_words(gap) {
                    role_from_adjacent = Some(PhraseRole::VerificationCode);
                } else if phrase_match.role == PhraseRole::Verify {
                    role_from_adjacent = Some(PhraseRole::AmbiguousCode);
                }
            }
            has_purpose_nearby |= purpose && gap.chars().count() <= 60;
            is_instructed |= phrase_match.role == PhraseRole::Enter && gap.chars().count() <= 60;
        }
        if let Some(role) = role_from_adjacent {
            return role;
        }
        // "Enter the number: 482913"
        if is_number && is_instructed {
            return PhraseRole::AmbiguousCode;
        }
        for phrase_match in self.phrases[index + 1..].iter().take(40).take_while(|h| h.start < sentence.end) {
            if phrase_match.start < noun.end
                || phrase_match.role == PhraseRole::OtherNumber
                    && (self.is_in_all_capitals_name(*phrase_match)
                        || self.has_entry_place_in(phrase_match.start..phrase_match.end))
                || !matches!(phrase_match.role, PhraseRole::Verify | PhraseRole::Access | PhraseRole::OtherNumber)
            {
                continue;
            }
            let gap = self.slice(noun.end, phrase_match.start);
            let attached = is_gap_of_at_most_two_words(gap)
                && !gap.contains([':', '='])
                && !gap.chars().any(|c| c.is_ascii_digit());
            match phrase_match.role {
                PhraseRole::Verify | PhraseRole::Access if is_number => {
                    return if attached { PhraseRole::VerificationCode } else { default_role };
                }
                PhraseRole::Verify | PhraseRole::Access => {
                    has_purpose_nearby |= gap.chars().count() <= 60;
                    break;
                }
                // In "código de descuento" the label names the kind of code; in "code for your order" and in
                // "code of order 48213" it does not.
                PhraseRole::OtherNumber
                    if attached
                        && !begins_with_for_word(gap)
                        && !begins_with_and_word(gap)
                        && !self.is_followed_by_number(phrase_match.end, sentence.end) =>
                {
                    return other_role;
                }
                _ => {}
            }
        }
        if has_purpose_nearby && !is_number { PhraseRole::VerificationCode } else { default_role }
    }

    /// Whether a phrase is a word of a name in capitals in a sentence that is not: "code BANK ZORA". A label in capitals,
    /// as "ORDER NUMBER", has no unknown word beside it.
    pub(crate) fn is_in_all_capitals_name(&self, label: PhraseMatch) -> bool {
        let is_in_capitals = |start: usize, end: usize| {
            let written = self.normalised.original_slice(&self.original, start, end);
            written.chars().filter(|c| c.is_uppercase()).count() >= 2 && !written.chars().any(char::is_lowercase)
        };
        if !is_in_capitals(label.start, label.end) {
            return false;
        }
        let Some(sentence) = self.sentence_span(self.sentence_index_at(label.start)) else { return false };
        let is_unknown_name = |start: usize, end: usize| {
            start < end && is_in_capitals(start, end) && !self.phrases_in(start..end).iter().any(|h| h.start == start)
        };
        let is_separator = |c: char| classify_char(c) == CharClass::Separator;
        let before = self.slice(sentence.start.max(label.start.saturating_sub(60)), label.start);
        let last = before.strip_suffix(' ').unwrap_or_default().rsplit(is_separator).next().unwrap_or_default();
        let after = self.slice(label.end, sentence.end.min(label.end + 60));
        let next = after.strip_prefix(' ').unwrap_or_default().split(is_separator).next().unwrap_or_default();
        let written =
            self.normalised.original_slice(&self.original, sentence.start, sentence.end.min(sentence.start + 400));
        written.split(is_separator).any(|word| word.chars().count() >= 3 && !word.chars().any(char::is_uppercase))
            && (is_unknown_name(label.start - 1 - last.len().min(label.start - 1), label.start.saturating_sub(1))
                || is_unknown_name(label.end + 1, label.end + 1 + next.len()))
    }

    /// Removes the phrases for events, sales and records that are part of a name: the sender's, which is also in the host
    /// of a link ("The Saltmarsh Review" of saltmarshreview.example), or that of a shared item ("the folder "Wedding"").
    pub(crate) fn remove_phrases_in_names(&mut self, hosts: &[String]) {
        let is_name = |h: &PhraseMatch| {
            matches!(h.role, PhraseRole::Event | PhraseRole::OtherCodeTopic | PhraseRole::Record | PhraseRole::Offer)
                && (self.is_part_of_host(h, hosts) || self.is_phrase_in_quotes(h) && self.names_team_around(h))
        };
        if self.phrases.iter().any(is_name) {
            self.phrases = self.phrases.iter().filter(|h| !is_name(h)).copied().collect();
        }
    }

    /// Whether a phrase together with the word before or after it occurs in one of the hosts.
    fn is_part_of_host(&self, phrase: &PhraseMatch, hosts: &[String]) -> bool {
        let is_separator = |c: char| classify_char(c) == CharClass::Separator;
        let text = self.normalised_text();
        let before = text[..phrase.start].strip_suffix(' ').unwrap_or_default().rsplit(is_separator).next();
        let after = text[phrase.end..].strip_prefix(' ').unwrap_or_default().split(is_separator).next();
        let name = text[phrase.start..phrase.end].replace(is_separator, "");
        let is_in_host = |name: &str| hosts.iter().any(|host| host.contains(name));
        let joins = |word: &str| (3..=24).contains(&word.len()) && word.is_ascii();
        name.is_ascii()
            && (before.is_some_and(|word| joins(word) && is_in_host(&format!("{word}{name}")))
                || after.is_some_and(|word| joins(word) && is_in_host(&format!("{name}{word}"))))
    }

    /// Whether a phrase stands in quotation marks on its line.
    fn is_phrase_in_quotes(&self, phrase: &PhraseMatch) -> bool {
        let text = self.normalised_text();
        let on_line = |c: &char| *c != '\n';
        let before: Vec<char> = text[..phrase.start].chars().rev().take(MAX_QUOTE_CHARS).take_while(on_line).collect();
        let mut after = text[phrase.end..].chars().take(MAX_QUOTE_CHARS).take_while(on_line);
        let opening = before.iter().find(|&&c| c == '"' || OPENING_QUOTES.contains(c) || CLOSING_QUOTES.contains(c));
        let is_open = match opening {
            Some('"') => before.iter().filter(|&&c| c == '"').count() % 2 == 1,
            Some(&c) => OPENING_QUOTES.contains(c),
            None => false,
        };
        is_open && after.any(|c| c == '"' || c == '\u{201c}' || CLOSING_QUOTES.contains(c))
    }

    /// Whether the sentence of a phrase names a team, a document or a folder near it, or says that something is shared.
    fn names_team_around(&self, phrase: &PhraseMatch) -> bool {
        let Some(sentence) = self.sentence_span(self.sentence_index_at(phrase.start)) else { return false };
        let start = sentence.start.max(phrase.start.saturating_sub(MAX_TEAM_DISTANCE));
        let end = sentence.end.min(phrase.end + MAX_TEAM_DISTANCE);
        self.phrases_in(start..end).iter().any(|h| matches!(h.role, PhraseRole::Team | PhraseRole::Sharing))
    }

    /// Whether a number follows directly.
    fn is_followed_by_number(&self, from: usize, to: usize) -> bool {
        // Skips "no." and similar words.
        let next_chars = self.slice(from, to).chars().take_while(|c| !",;:".contains(*c)).take(8);
        next_chars.into_iter().any(|c| c.is_ascii_digit())
    }
}

/// Whether a phrase is the noun "type" after the name of a model and no verb of typing: "HR-28 type 8573".
fn is_type_after_model_name(text: &str, phrase: &PhraseMatch) -> bool {
    let is_verb = matches!(phrase.role, PhraseRole::Enter | PhraseRole::TypingVerb);
    let is_type = || text.get(phrase.start..phrase.end).is_some_and(|word| word == "type" || word == "typ");
    is_verb && is_type() && {
        let before = text.get(..phrase.start).and_then(|before| before.strip_suffix(' ')).unwrap_or_default();
        let letters: Vec<char> = before.chars().rev().take(24).take_while(|c| !c.is_whitespace()).collect();
        letters.iter().any(char::is_ascii_digit) && letters.iter().any(char::is_ascii_alphabetic)
    }
}

/// The phrases of an ordered list that start in a span.
fn phrases_starting_in_span(phrases: &[PhraseMatch], span: Range<usize>) -> &[PhraseMatch] {
    let from = phrases.partition_point(|h| h.start < span.start);
    let to = phrases.partition_point(|h| h.start < span.end);
    phrases.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ambiguous_noun_gets_its_role_from_neighbouring_words() {
        for (text, role) in [
            ("verification code", PhraseRole::VerificationCode),
            ("enter this code to sign in", PhraseRole::VerificationCode),
            ("to verify your address, use this code", PhraseRole::VerificationCode),
            ("code", PhraseRole::AmbiguousCode),
            ("promo code", PhraseRole::OtherCode),
            ("code promo", PhraseRole::OtherCode),
            ("código de descuento", PhraseRole::OtherCode),
            ("код для подтверждения заказа", PhraseRole::VerificationCode),
            ("sipariş kodu", PhraseRole::OtherCode),
            ("giriş kodu", PhraseRole::VerificationCode),
            ("kode pos", PhraseRole::OtherCode),
        ] {
            let context = AnalysedText::new("", text);
            let roles: Vec<PhraseRole> = context
                .phrases
                .iter()
                .map(|h| h.role)
                .filter(|r| {
                    matches!(r, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode | PhraseRole::OtherCode)
                })
                .collect();
            assert_eq!(roles, [role], "{text}: {:?}", context.phrases);
        }
    }
}
