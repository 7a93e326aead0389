//! Codes with capitals of other alphabets: "К7Т-218", "Т9-5083", "СОКОЛ-47".

use super::candidate::{Candidate, CandidateShape};
use super::line_context::set_candidate_line_fields;
use crate::normalised_text::NormalisedText;

/// The characters of a code with letters of another alphabet, hyphens included.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=10;
/// The most letters and the fewest digits of one.
const MAX_LETTERS: usize = 6;
const MIN_DIGITS: usize = 2;
/// The most letters in a row without a hyphen.
const MAX_RUN: usize = 3;
/// Further tokens are ignored: a text with more of them is a list.
const MAX_TOKENS: usize = 20;

/// Finds the tokens of capitals and digits that have a capital of an alphabet other than the Latin one.
pub(super) fn find_tokens_of_other_alphabets(normalised: &NormalisedText, original: &str) -> Vec<Candidate> {
    let text = normalised.cased.as_str();
    let mut candidates = Vec::new();
    // Most texts with such capitals have no digit in the same token, and most others have no such capitals at all.
    if original.is_ascii() {
        return candidates;
    }
    let mut at = 0;
    for token in original.split_inclusive(char::is_whitespace) {
        let from = at;
        at += token.len();
        if !token.bytes().any(|b| b.is_ascii_digit()) || token.is_ascii() {
            continue;
        }
        let inner = token.trim_end().trim_matches(|c: char| !c.is_alphanumeric());
        let Some(offset) = is_code(inner).then(|| token.find(inner)).flatten() else { continue };
        let start = normalised.to_normalised_offset(from + offset);
        let end = normalised.to_normalised_offset(from + offset + inner.len());
        let mut candidate = Candidate {
            start,
            end,
            value: inner.to_owned(),
            shape: CandidateShape::LettersAndDigits,
            fills_line: false,
            is_never_code: false,
            is_quoted: false,
            is_ambiguous: false,
        };
        set_candidate_line_fields(text, start, &mut candidate);
        candidates.push(candidate);
        if candidates.len() == MAX_TOKENS {
            break;
        }
    }
    candidates
}

/// Whether a token is written like a code with capitals of another alphabet.
fn is_code(token: &str) -> bool {
    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    LENGTH.contains(&token.chars().count())
        && (1..=MAX_LETTERS).contains(&letters)
        && digits >= MIN_DIGITS
        && token.chars().all(|c| c == '-' || c.is_ascii_digit() || c.is_uppercase())
        && token.chars().any(is_greek_or_cyrillic_capital)
        // "КАШТАН24" is a name.
        && (token.contains('-') || token.split(|c: char| c.is_ascii_digit()).all(|run| run.chars().count() <= MAX_RUN))
}

/// Whether a character is a capital of the Greek or the Cyrillic alphabet.
fn is_greek_or_cyrillic_capital(c: char) -> bool {
    c.is_uppercase() && ('\u{370}'..='\u{52f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_capitals_and_digits_are_found_whole() {
        let text = "Введите код К7Т-218 до 28.03. Рейс СУ 1234, закон № 44-ФЗ, Κ39-ΠΛ, КАШТАН24.";
        let found: Vec<String> =
            find_tokens_of_other_alphabets(&NormalisedText::new(text), text).into_iter().map(|c| c.value).collect();
        assert_eq!(found, ["К7Т-218", "44-ФЗ", "Κ39-ΠΛ"]);
    }
}
