//! Groups of adjacent runs that belong together: "482-913", "12/05/2026", "+84 912 345 678".

use super::alphanumeric_runs::AlphanumericRun;
use super::line_context::fills_line;

/// What separates the runs of a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RunSeparator {
    /// The group is one run.
    None,
    Hyphen,
    Space,
    /// Each run is a single character.
    SingleCharacters,
    /// Anything else: a date, a price, a path.
    Other,
}

/// The number of leading runs that form one group, and their separator.
pub(super) fn find_leading_run_group(
    text: &str,
    runs: &[AlphanumericRun],
    known_word: &impl Fn(usize, usize) -> bool,
) -> (usize, RunSeparator) {
    let Some(&first) = runs.first() else { return (0, RunSeparator::None) };
    let single_characters = count_leading_separated_characters(text, runs);
    if single_characters >= 4 {
        return (single_characters, RunSeparator::SingleCharacters);
    }
    if let Some(count) = count_groups_filling_line(text, runs) {
        return (count, RunSeparator::Space);
    }
    let mut separator = RunSeparator::None;
    let mut count = 1;
    let mut left = first;
    let mut length = first.len();
    while let Some(&right) = runs.get(count) {
        let between = text.get(left.end..right.start).unwrap_or_default();
        // "+49 151 0000000" is one phone number, however long its groups are.
        let is_phone = between == " " && is_country_code(text, first) && left.is_number() && right.is_number();
        let next = if is_phone { Some(RunSeparator::Space) } else { classify_separator(between, left, right) };
        let Some(next) = next else { break };
        // "440918,5分钟内有效": a duration follows, and not a decimal place.
        if between == "," && length >= 4 && right.len() <= 2 && is_before_time_unit(text, right.end) {
            break;
        }
        // "CODE-482913", "OTP-482913": a word and a code; "swift-harbor" are two words.
        if count == 1
            && next == RunSeparator::Hyphen
            && left.digits == 0
            && left.len() > 2
            && known_word(left.start, left.end)
            && !are_lower_case(text, &[left, right])
        {
            break;
        }
        // "62-90-18, 09:22"
        if separator == RunSeparator::Hyphen && between == ", " {
            break;
        }
        separator = if separator == RunSeparator::None || separator == next { next } else { RunSeparator::Other };
        left = right;
        length += right.len();
        count += 1;
    }
    (count, separator)
}

/// How words for minutes, seconds, hours and days begin, in normalised text.
const TIME_UNITS: [&str; 24] = [
    "分",
    "秒",
    "小时",
    "小時",
    "時間",
    "分鐘",
    "日",
    "天",
    "분",
    "초",
    "시간",
    "일",
    "min",
    "phut",
    "menit",
    "dak",
    "dk",
    "мин",
    "хв",
    "นาท",
    "دق",
    "मिन",
    "মিন",
    "منٹ",
];

/// Whether a unit of time stands at an offset.
fn is_before_time_unit(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start_matches(' ');
    TIME_UNITS.iter().any(|unit| rest.starts_with(unit))
}

/// Whether a run is the code of a country: "+49".
fn is_country_code(text: &str, run: AlphanumericRun) -> bool {
    run.len() <= 3 && run.is_number() && text.get(..run.start).is_some_and(|before| before.ends_with('+'))
}

/// What separates two adjacent runs, or `None` when they do not belong together.
fn classify_separator(between: &str, left: AlphanumericRun, right: AlphanumericRun) -> Option<RunSeparator> {
    let numbers = left.is_number() && right.is_number();
    let small = left.len() <= 4 && right.len() <= 4;
    match between {
        "-" => Some(RunSeparator::Hyphen),
        " " | "·" | "•" | " · " | " • " if numbers && small => Some(RunSeparator::Space),
        " - " if numbers && left.len() == 3 && right.len() == 3 => Some(RunSeparator::Hyphen),
        "_" | "+" | "*" | "\\" | "&" => Some(RunSeparator::Other),
        "." | "," | "/" | ":" | "'" if left.digits > 0 && right.digits > 0 => Some(RunSeparator::Other),
        ") " | ")" if numbers && small => Some(RunSeparator::Other),
        ") " | " (" | "." | ". " | "/" | " / " | ", "
            if numbers && small && left.len() == right.len() && left.len() < 3 =>
        {
            Some(RunSeparator::Other)
        }
        _ => None,
    }
}

/// The number of single digits before the middle of a code of six.
const MIDDLE_OF_DIGITS: usize = 3;

/// The number of leading single characters with the same separator between them: "4 8 2 9 1 3", or one to a line.
/// Returns 0 when they cannot be a code.
fn count_leading_separated_characters(text: &str, runs: &[AlphanumericRun]) -> usize {
    if runs.first().is_none_or(|r| r.len() != 1) {
        return 0;
    }
    let mut count = 1;
    let first_gap = match runs {
        [left, right, ..] => text.get(left.end..right.start).unwrap_or_default(),
        _ => return 0,
    };
    while count <= 9 {
        let (Some(left), Some(right)) = (runs.get(count - 1), runs.get(count)) else { break };
        let gap = text.get(left.end..right.start).unwrap_or_default();
        let is_separator = !gap.is_empty()
            && gap.len() <= 8
            && gap
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, '-' | '.' | '·' | '•' | '|' | '_' | '*' | '[' | ']' | ','))
            && (gap.matches('\n').count() <= 2);
        // "8 4 0 - 2 2 1"
        let is_middle = count == MIDDLE_OF_DIGITS
            && first_gap == " "
            && matches!(gap, " - " | " · " | " – " | " | " | "  " | "   ");
        if right.len() != 1 || !is_separator || gap.trim_matches(' ') != first_gap.trim_matches(' ') && !is_middle {
            break;
        }
        count += 1;
    }
    let group = runs.get(..count).unwrap_or_default();
    let has_line_break =
        |pair: &[AlphanumericRun]| text.get(pair[0].end..pair[1].start).unwrap_or_default().contains('\n');
    let lines = group.windows(2).filter(|pair| has_line_break(pair)).count();
    let digits: Vec<u8> =
        group.iter().filter(|r| r.digits == 1).filter_map(|r| text.as_bytes().get(r.start).copied()).collect();
    // A list numbered 1, 2, 3 down the page isn't a code; nor is a mix of lines and spaces.
    let is_ascending = digits.windows(2).all(|d| d[1] == d[0] + 1);
    let is_vertical = lines == count - 1 && digits.len() == count && !is_ascending;
    let is_horizontal = lines == 0
        && (digits.len() == count || (digits.len() >= 2 && count >= 5 && are_capitals_or_digits(text, group)));
    if (4..=8).contains(&count) && (is_vertical || is_horizontal) { count } else { 0 }
}

/// Whether runs consist of letters in lower case.
fn are_lower_case(text: &str, runs: &[AlphanumericRun]) -> bool {
    runs.iter().all(|r| text.get(r.start..r.end).is_some_and(|word| word.bytes().all(|b| b.is_ascii_lowercase())))
}

/// Whether every single-character run is an ASCII digit or a capital.
fn are_capitals_or_digits(text: &str, runs: &[AlphanumericRun]) -> bool {
    runs.iter().all(|r| text.as_bytes().get(r.start).is_some_and(|b| b.is_ascii_digit() || b.is_ascii_uppercase()))
}

/// The number of leading runs that fill a line in two or three groups of the same length, with letters and digits
/// mixed, "K7Q 2MX", or of capitals without vowels, "QWXP BTND".
fn count_groups_filling_line(text: &str, runs: &[AlphanumericRun]) -> Option<usize> {
    let first = runs.first()?;
    if !(3..=4).contains(&first.len()) {
        return None;
    }
    let mut count = 1;
    while count < 3
        && runs
            .get(count)
            .is_some_and(|r| r.len() == first.len() && text.get(runs[count - 1].end..r.start) == Some(" "))
    {
        count += 1;
    }
    let group = runs.get(..count)?;
    let is_vowel = |b: u8| b"AEIOUY".contains(&b);
    let are_consonants =
        || group.iter().all(|r| r.digits == 0 && !text.as_bytes()[r.start..r.end].iter().any(|&b| is_vowel(b)));
    let mixed = group.iter().any(|r| r.digits > 0 && r.letters > 0) || are_consonants();
    let capitals = group.iter().all(|r| {
        text.get(r.start..r.end).is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()))
    });
    let (start, end) = (first.start, group.last()?.end);
    (count > 1 && mixed && capitals && fills_line(text, start, end)).then_some(count)
}
