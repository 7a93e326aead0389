//! Splits a normalised text into sentences.

use crate::char_class::{CharClass, classify_char};

/// A line shorter than this ends a sentence; a longer one may be wrapped text. Wide characters count twice.
const MIN_WRAPPED_WIDTH: usize = 50;

/// The offsets at which the sentences of a normalised text start; the first is 0.
pub(crate) fn find_sentence_starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut width = 0;
    let mut word = 0;
    // A URL is not wrapped, however long its line.
    let mut in_url = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or('\n', |&(_, c)| c);
        let ends = match c {
            '\n' => {
                let short = width < MIN_WRAPPED_WIDTH;
                width = 0;
                short
                    || next == '\n'
                    || next == ' ' && text.get(at + 1..).is_some_and(|t| t.trim_start_matches(' ').starts_with('\n'))
            }
            '!' | '?' | '\u{964}' | '\u{965}' | '\u{6d4}' | '\u{61f}' | '\u{3002}' => true,
            // The sentence goes on in "No. 48213", "kundenr. 48213" and "ул. 12", but ends in "it is 482913. Do".
            '.' => {
                let digit_next = text
                    .get(at + 1..)
                    .is_some_and(|t| t.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit() || c == '#'));
                let digit_follows_number_word =
                    digit_next && text.get(..at).is_some_and(|before| before.ends_with("nr"));
                let is_abbreviation = (1..=4).contains(&word) && ends_with_title_abbreviation(text, at);
                (next == ' ' || next == '\n' || next == '"' || next == ')')
                    && !((1..=4).contains(&word) && digit_next
                        || digit_follows_number_word
                        || is_abbreviation && next == ' ')
            }
            _ => false,
        };
        in_url = !c.is_whitespace() && (in_url || c == ':' && text.get(at..).is_some_and(|t| t.starts_with("://")));
        width += match classify_char(c) {
            _ if c == '\n' || in_url => 0,
            CharClass::Unspaced if c >= '\u{1100}' => 2,
            _ => 1,
        };
        word = match classify_char(c) {
            CharClass::Letter => word + 1,
            CharClass::Separator => 0,
            _ => 9,
        };
        if ends {
            starts.push(at + c.len_utf8());
        }
    }
    starts
}

/// Abbreviations that stand before a name or for "you", and hardly at the end of a sentence.
const FORMS_OF_ADDRESS: [&str; 12] = ["dvs", "dv", "ud", "uds", "vd", "vds", "sr", "sra", "srta", "mr", "mrs", "dr"];

/// Whether the word that ends at `end` is an abbreviated form of address: "parola dvs. este".
fn ends_with_title_abbreviation(text: &str, end: usize) -> bool {
    let before = text.get(..end).unwrap_or_default();
    FORMS_OF_ADDRESS.iter().any(|form| {
        before
            .strip_suffix(form)
            .is_some_and(|rest| rest.chars().next_back().is_none_or(|c| classify_char(c) == CharClass::Separator))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_sentences(text: &str) -> Vec<String> {
        let starts = find_sentence_starts(text);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        starts.iter().zip(ends).map(|(&s, e)| text[s..e].trim().to_owned()).filter(|s| !s.is_empty()).collect()
    }

    #[test]
    fn abbreviations_and_wrapped_lines_do_not_end_a_sentence() {
        assert_eq!(split_sentences("order no. 48213 is here. code 1"), ["order no. 48213 is here.", "code 1"]);
        assert_eq!(split_sentences("parola dvs. este 482913. nu o comunicați.").len(), 2);
        assert_eq!(split_sentences("short line\nanother"), ["short line", "another"]);
        let wrapped = "this line is long enough to have been wrapped by a mailer\nand goes on";
        assert_eq!(split_sentences(wrapped).len(), 1);
        assert_eq!(split_sentences("您的验证码。请勿泄露").len(), 2);
    }
}
