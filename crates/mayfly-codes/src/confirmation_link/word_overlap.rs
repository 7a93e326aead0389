//! Tells whether the words of a link repeat those of the subject.

use crate::char_class::{CharClass, classify_char};
use crate::gap_text::is_function_word;

/// The most words that are compared.
const MAX_WORDS: usize = 24;
/// The letters that inflected forms of a word have in common.
const MIN_STEM: usize = 4;
/// The fewest words that two texts have in common if one repeats the other.
const MIN_COMMON: usize = 2;

/// Whether a normalised text repeats two words of another, or consists of one of its words: "Confirm my table" below "Please
/// confirm your table for Saturday", "Continue" below "Continue to Marlow Tickets". Endings may differ.
pub(super) fn repeats_words(text: &str, other: &str) -> bool {
    let (words, others) = (content_words(text), content_words(other));
    let common = words.iter().filter(|word| others.iter().any(|other| is_form_of_same_word(word, other))).count();
    common >= MIN_COMMON || common == 1 && words.len() == 1
}

/// The words of a text that mean something. A script without spaces between words has pairs of characters instead.
fn content_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for run in text.split(|c: char| classify_char(c) == CharClass::Separator).filter(|run| !run.is_empty()) {
        if words.len() >= MAX_WORDS {
            break;
        }
        let chars: Vec<char> = run.chars().take(MAX_WORDS).collect();
        if chars.first().is_some_and(|&c| classify_char(c) == CharClass::Unspaced) {
            words.extend(chars.chunks_exact(2).map(|pair| pair.iter().collect::<String>()));
        } else if chars.len() >= 2 && !is_function_word(run) {
            words.push(run.to_owned());
        }
    }
    words
}

/// Whether two words are the same, or forms of the same.
fn is_form_of_same_word(word: &str, other: &str) -> bool {
    let stem = word.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let longest = word.chars().count().max(other.chars().count());
    word == other || stem >= MIN_STEM && stem * 2 >= longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_words_count_and_function_words_do_not() {
        for (label, subject, expected) in [
            ("confirm my table", "please confirm your table for saturday", true),
            ("continue", "continue to marlow tickets", true),
            ("xac nhan dat phong", "vui long xac nhan dat phong", true),
            ("rezervaciu potvrdzujem", "potvrdte prosim rezervaciu chaty", true),
            ("prejst do obchodu", "potvrdte prosim rezervaciu chaty", false),
            ("see your new offers", "your new address", false),
        ] {
            assert_eq!(repeats_words(label, subject), expected, "{label} / {subject}");
        }
    }
}
