//! One pass over the normalised text that collects candidates and numbers.

use std::ops::Range;

use super::alphanumeric_runs::find_alphanumeric_runs;
use super::candidate::{Candidate, CandidateShape};
use super::group_value::{is_unusual_group, read_code_from_group};
use super::line_context::set_candidate_line_fields;
use super::other_alphabets::find_tokens_of_other_alphabets;
use super::passphrase_lines::find_passphrase_lines;
use super::run_groups::find_leading_run_group;
use super::url_and_email_spans::find_address_and_file_name_spans;
use crate::normalised_text::NormalisedText;

/// The candidates and numbers of a text.
pub(crate) struct CandidatesAndNumbers {
    pub(crate) candidates: Vec<Candidate>,
    /// Every number, candidate or not: a word belongs to the nearest number.
    pub(crate) number_spans: Vec<Range<usize>>,
}

/// Further candidates are ignored: a text with more of them is a list, not a message with a code.
const MAX_CANDIDATES: usize = 400;

/// Collects the candidates and numbers of a text.
///
/// `known_word(start, end)` tells whether a span of the normalised text is a word of the lexicon.
pub(crate) fn scan_candidates(
    normalised: &NormalisedText,
    original: &str,
    known_word: impl Fn(usize, usize) -> bool,
) -> CandidatesAndNumbers {
    let text = normalised.cased.as_str();
    let masked = find_address_and_file_name_spans(text);
    let runs = find_alphanumeric_runs(text, &masked);
    let mut scanned = CandidatesAndNumbers { candidates: Vec::new(), number_spans: Vec::new() };
    let mut words_examined = 0;
    let mut at = 0;
    while at < runs.len() {
        let (count, separator) = find_leading_run_group(text, &runs[at..], &known_word);
        let group = &runs[at..at + count];
        at += count;
        let (Some(first), Some(last)) = (group.first(), group.last()) else { break };
        if group.iter().any(|r| r.digits > 0) {
            scanned.number_spans.push(first.start..last.end);
        }
        if scanned.candidates.len() >= MAX_CANDIDATES {
            continue;
        }
        let Some((value, shape)) = read_code_from_group(text, group, separator) else { continue };
        if shape == CandidateShape::Words {
            words_examined += 1;
            if words_examined > MAX_CANDIDATES {
                continue;
            }
        }
        let (start, end) = (first.start, last.end);
        // Accented capitals normalise to ASCII; a code has none.
        if shape == CandidateShape::Capitals
            && (!normalised.original_slice(original, start, end).is_ascii() || known_word(start, end))
        {
            continue;
        }
        let is_ambiguous = is_unusual_group(text, group, &value, shape);
        let mut candidate = Candidate {
            start,
            end,
            value,
            shape,
            fills_line: false,
            is_never_code: false,
            is_quoted: false,
            is_ambiguous,
        };
        set_candidate_line_fields(text, start, &mut candidate);
        // In a sentence, words with hyphens are words.
        let is_written_as_word = !candidate.fills_line || !normalised.original_slice(original, start, end).is_ascii();
        if shape == CandidateShape::Words && is_written_as_word {
            continue;
        }
        scanned.candidates.push(candidate);
    }
    for token in find_tokens_of_other_alphabets(normalised, original) {
        // "РМ-4471" is one code, and not the number in it.
        let is_inside = |start: usize, end: usize| start >= token.start && end <= token.end;
        scanned.candidates.retain(|c| !is_inside(c.start, c.end));
        scanned.number_spans.retain(|n| !is_inside(n.start, n.end));
        let at = scanned.number_spans.partition_point(|n| n.start < token.start);
        scanned.number_spans.insert(at, token.start..token.end);
        let at = scanned.candidates.partition_point(|c| c.start < token.start);
        scanned.candidates.insert(at, token);
    }
    for mut line in find_passphrase_lines(text) {
        let is_known = |c: &Candidate| c.start == line.start && c.shape == line.shape;
        if !scanned.candidates.iter().any(is_known) {
            normalised.original_slice(original, line.start, line.end).clone_into(&mut line.value);
            scanned.candidates.push(line);
        }
    }
    scanned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate_values(text: &str) -> Vec<String> {
        let normalised = NormalisedText::new(text);
        scan_candidates(&normalised, text, |_, _| false)
            .candidates
            .into_iter()
            .filter(|c| !c.is_never_code && !c.is_ambiguous)
            .map(|c| c.value)
            .collect()
    }

    #[test]
    fn codes_are_recognised_in_every_common_form() {
        for (text, value) in [
            ("482913", "482913"),
            ("482-913", "482913"),
            ("482 913", "482913"),
            ("482 – 913", "482913"),
            ("4829 1374", "48291374"),
            ("48 29 13", "482913"),
            ("4 8 2 9 1 3", "482913"),
            ("4\n8\n2\n9", "4829"),
            ("4 | 8 | 2 | 9", "4829"),
            ("G-482913", "482913"),
            ("ABCD-1234", "ABCD-1234"),
            ("K7Q-2MX", "K7Q-2MX"),
            ("K7Q 2MX", "K7Q2MX"),
            ("**482913**", "482913"),
            ("您的482913码", "482913"),
            ("aB3dE9", "aB3dE9"),
            ("FKXTB", "FKXTB"),
            ("SH-92TK-41", "SH-92TK-41"),
            ("GOODBYE-3318", "GOODBYE-3318"),
            ("swift-harbor-lunar-otter", "swift-harbor-lunar-otter"),
            ("验证码440918,5分钟内有效", "440918"),
            ("コード440918、5分間", "440918"),
            ("@example.com #482913", "482913"),
        ] {
            assert_eq!(candidate_values(text), [value], "{text}");
        }
    }

    #[test]
    fn dates_prices_phone_numbers_and_addresses_are_not_candidates() {
        for text in [
            "12/05/2026",
            "2026-05-12",
            "12.05.2026",
            "12-05-26",
            "14:30:25",
            "1,250,000",
            "482.913",
            "$4821",
            "4821 €",
            "4821%",
            "+84 912 345 678",
            "1800 123 456",
            "(028) 3822 1234",
            "555-0134",
            "10.0.48.211",
            "v2.4821",
            "#482913",
            "****4821",
            "•••• 4821",
            "https://example.com/482913",
            "example.com/482913",
            "user4821@example.com",
            "report_2024.pdf",
            "500MB",
            "10am",
            "123",
            "123456789",
            "2019-2024",
            "1.\n2.\n3.\n4.\n5.",
            "code4821км",
            "4242 4242 4242 4242",
            "IMG_4821.jpg",
            "0903***217",
            "4821•••",
            "a state-of-the-art phone",
            "4829137405",
            "482 91",
        ] {
            assert_eq!(candidate_values(text), Vec::<String>::new(), "{text}");
        }
    }
}
