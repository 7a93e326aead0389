//! Lines of a few plain words, which may be a phrase to type: "river stone maple", "hazel.orbit.seventeen".

use super::candidate::{Candidate, CandidateShape};

/// The fewest and the most words of a phrase, and of the letters of a word.
const WORDS: std::ops::RangeInclusive<usize> = 2..=6;
const LETTERS: std::ops::RangeInclusive<usize> = 2..=14;
/// The fewest letters of a word that stands alone or with a capital.
const MIN_SINGLE_WORD: usize = 4;
/// Further lines are ignored: a text with more of them is a list.
const MAX_WORD_LINES: usize = 40;

/// Finds the lines that consist of two to six words in one case, with spaces, dots or hyphens between all of them, below
/// a line that is blank or ends in a colon. Lines of ASCII words with hyphens in lower case are candidates of their own.
pub(super) fn find_passphrase_lines(text: &str) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut start = 0;
    let mut is_set_off = true;
    // Fewer words, or words with capitals, are a phrase only below a line that introduces them.
    let mut is_introduced = false;
    for line in text.split('\n') {
        let words = line.trim_matches([' ', '*', '"', '\'']);
        if is_set_off
            && candidates.len() < MAX_WORD_LINES
            && (is_uniformly_separated_passphrase(words) || is_introduced && is_short_passphrase(words))
        {
            let at = start + (line.len() - line.trim_start_matches([' ', '*', '"', '\'']).len());
            candidates.push(Candidate {
                start: at,
                end: at + words.len(),
                value: words.to_owned(),
                shape: CandidateShape::Words,
                fills_line: true,
                is_never_code: false,
                is_quoted: false,
                is_ambiguous: false,
            });
        }
        is_set_off = words.is_empty() || words.ends_with(':');
        is_introduced = if words.is_empty() { is_introduced } else { words.ends_with(':') };
        start += line.len() + 1;
    }
    candidates
}

/// Whether a line is one word in lower case, or two or three words that may begin with a capital: "tulip", "Brisk Otter".
fn is_short_passphrase(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    let is_word = |word: &&str| {
        let mut letters = word.chars();
        (MIN_SINGLE_WORD..=*LETTERS.end()).contains(&word.chars().count())
            && letters.next().is_some_and(|c| c.is_alphabetic() && (words.len() > 1 || c.is_lowercase()))
            && letters.all(|c| c.is_alphabetic() && !c.is_uppercase())
    };
    line.len() <= 80 && words.len() <= 3 && words.iter().all(is_word)
}

/// Whether a line is a phrase of words in one case with the same separator between all of them.
fn is_uniformly_separated_passphrase(line: &str) -> bool {
    if line.len() > 80 {
        return false;
    }
    let Some(separator) = line.chars().find(|c| !c.is_alphabetic()).filter(|c| matches!(c, ' ' | '.' | '-')) else {
        return false;
    };
    let words: Vec<&str> = line.split(separator).collect();
    let are_lower = !line.chars().any(char::is_uppercase);
    let are_upper = separator == '-' && !line.chars().any(char::is_lowercase);
    let is_word = |word: &&str| LETTERS.contains(&word.chars().count()) && word.chars().all(char::is_alphabetic);
    // "mail.fern.example" is a host; two words are hardly a phrase, unless they are joined.
    let is_host = separator == '.' && words.last().is_some_and(|last| last.len() <= 4 || *last == "example");
    WORDS.contains(&words.len())
        && words.iter().all(is_word)
        && (are_lower || are_upper)
        && !is_host
        && (words.len() >= 3 || separator != ' ')
}
