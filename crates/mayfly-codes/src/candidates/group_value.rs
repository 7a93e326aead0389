//! The code that a group of runs forms, if its form is one that codes have.

use super::alphanumeric_runs::AlphanumericRun;
use super::candidate::CandidateShape;
use super::run_groups::RunSeparator;

/// Returns the code that a group forms and its shape, or `None` when no code has this form.
pub(super) fn read_code_from_group(
    text: &str,
    group: &[AlphanumericRun],
    separator: RunSeparator,
) -> Option<(String, CandidateShape)> {
    let word = |r: &AlphanumericRun| text.get(r.start..r.end).unwrap_or_default();
    let (first, last) = (group.first()?, group.last()?);
    let joined = || group.iter().map(word).collect::<String>();
    let numbers = group.iter().all(|r| r.is_number());
    match separator {
        RunSeparator::SingleCharacters if numbers => Some((joined(), CandidateShape::SpacedDigits)),
        RunSeparator::SingleCharacters => Some((joined(), CandidateShape::LettersAndDigits)),
        RunSeparator::None if numbers => {
            (4..=MAX_DIGITS).contains(&first.len()).then(|| (joined(), CandidateShape::Digits))
        }
        RunSeparator::None if first.digits == 0 => {
            let capitals = word(first).bytes().all(|b| b.is_ascii_uppercase());
            (capitals && (4..=8).contains(&first.len())).then(|| (joined(), CandidateShape::Capitals))
        }
        RunSeparator::None => (may_mixed_word_be_code(word(first)) || is_long_token(word(first)))
            .then(|| (joined(), CandidateShape::LettersAndDigits)),
        RunSeparator::Hyphen | RunSeparator::Space if numbers => {
            let lengths: Vec<usize> = group.iter().map(|r| r.len()).collect();
            let equal = lengths.windows(2).all(|w| w[0] == w[1]);
            let total: usize = lengths.iter().sum();
            let known = matches!(
                lengths.as_slice(),
                [3, 3] | [4, 4] | [3, 4] | [4, 3] | [2, 2, 2] | [2, 2, 2, 2] | [3, 3, 2] | [2, 3, 3] | [3, 3, 3]
            ) || (lengths.len() == 2 && equal && total == 4 && separator == RunSeparator::Space)
                || are_uneven_halves(&lengths);
            let known = known || separator == RunSeparator::Hyphen && has_uncommon_code_format(text, group);
            (known && !is_year_range(text, group)).then(|| (joined(), CandidateShape::GroupedDigits))
        }
        RunSeparator::Space if group.iter().all(|r| r.digits == 0) => Some((joined(), CandidateShape::Capitals)),
        RunSeparator::Space => Some((joined(), CandidateShape::LettersAndDigits)),
        RunSeparator::Hyphen => {
            let prefix = word(first);
            let capital = prefix.bytes().all(|b| b.is_ascii_uppercase());
            if group.len() == 2 && last.is_number() && first.digits == 0 && capital {
                // "G-482913": the form that asks for it shows the prefix itself.
                let least = if first.len() == 1 { 4 } else { 5 };
                if first.len() <= 2 && (least..=8).contains(&last.len()) {
                    return Some((word(last).to_owned(), CandidateShape::Digits));
                }
            }
            let total: usize = group.iter().map(|r| r.len()).sum();
            let whole = text.get(first.start..last.end)?;
            let upper = !whole.bytes().any(|b| b.is_ascii_lowercase());
            let equal = group.windows(2).all(|w| w[0].len() == w[1].len());
            let digits = group.iter().any(|r| r.digits > 0);
            if is_long_token(whole) {
                return Some((whole.to_owned(), CandidateShape::LettersAndDigits));
            }
            if is_lower_case_passphrase(whole, group) {
                return Some((whole.to_owned(), CandidateShape::Words));
            }
            // "SH-92TK-41", "GOODBYE-3318"
            let is_mixed = upper && group.iter().any(|r| r.digits > 0 && r.letters > 0);
            let least = if is_mixed { 2 } else { 3 };
            let most = if upper && digits { 8 } else { 6 };
            let sizes = group.iter().all(|r| (least..=most).contains(&r.len()));
            let fits = group.len() <= 3 && sizes && total <= 12 && (equal || (upper && digits)) && (digits || upper)
                || has_uncommon_code_format(text, group);
            fits.then(|| {
                (whole.to_owned(), if digits { CandidateShape::LettersAndDigits } else { CandidateShape::Capitals })
            })
        }
        RunSeparator::Other => None,
    }
}

/// The most characters of a code of letters and digits in one run.
const MAX_MIXED: usize = 12;
/// The lengths of a token that a program reads, hyphens included: "h4TqZ81nWc07RkLpX2sVb95MdYgE".
const LONG_TOKEN: std::ops::RangeInclusive<usize> = 16..=64;
/// The most characters of a code of uneven groups, hyphens included.
const MAX_COMPOUND: usize = 14;
/// The most digits of a code in one run.
const MAX_DIGITS: usize = 10;

/// Whether a value is a token of mixed letters and digits that is too long to type, perhaps in groups.
pub(crate) fn is_long_token(value: &str) -> bool {
    let is_mixed = |group: &str| {
        group.len() >= 4 && group.bytes().any(|b| b.is_ascii_digit()) && group.bytes().any(|b| b.is_ascii_alphabetic())
    };
    LONG_TOKEN.contains(&value.len())
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && value.split('-').any(is_mixed)
        && value.bytes().filter(u8::is_ascii_digit).count() >= 2
}

/// Whether two to four groups of capitals and digits have the length of a code and the form of
/// none that is frequent: "671-88-204", "90-22-A", "KY-2291-08". References of all kinds look the same.
fn has_uncommon_code_format(text: &str, group: &[AlphanumericRun]) -> bool {
    let total: usize = group.iter().map(|r| r.len()).sum();
    let width = total + group.len() - 1;
    let digits: usize = group.iter().map(|r| r.digits).sum();
    let is_upper =
        |r: &AlphanumericRun| text.get(r.start..r.end).is_some_and(|w| !w.bytes().any(|b| b.is_ascii_lowercase()));
    (2..=4).contains(&group.len())
        && total >= 5
        && width <= MAX_COMPOUND
        && digits >= 1
        && !(digits == total && total > 10)
        && group.iter().all(|r| r.len() <= 9 && is_upper(r))
}

/// Whether a group has a form that other numbers have as often as codes.
pub(super) fn is_unusual_group(text: &str, group: &[AlphanumericRun], value: &str, shape: CandidateShape) -> bool {
    match shape {
        CandidateShape::Digits => group.len() == 1 && value.len() > 8,
        CandidateShape::GroupedDigits => {
            is_date(text, group) || value.len() > 8 || group.windows(2).any(|w| w[0].len() != w[1].len())
        }
        CandidateShape::LettersAndDigits if group.len() > 1 && value.contains('-') => {
            let shortest = group.iter().map(|r| r.len()).min().unwrap_or(0);
            let longest = group.iter().map(|r| r.len()).max().unwrap_or(0);
            let has_mixed_run = group.iter().any(|r| r.digits > 0 && r.letters > 0);
            group.len() > 3 || value.len() > 14 || longest > 8 || shortest < if has_mixed_run { 2 } else { 3 }
        }
        CandidateShape::LettersAndDigits => value.len() > 10,
        CandidateShape::SpacedDigits | CandidateShape::Capitals | CandidateShape::Words => false,
    }
}

/// Whether two groups of digits have different lengths, as few codes have: "216-04", "3186 40".
fn are_uneven_halves(lengths: &[usize]) -> bool {
    matches!(lengths, [left, right] if left != right && (2..=5).contains(left) && (2..=5).contains(right)
        && (5..=8).contains(&(left + right)))
}

/// Whether a group is three to six words in lower case: "swift-harbor-lunar-otter".
fn is_lower_case_passphrase(whole: &str, group: &[AlphanumericRun]) -> bool {
    (3..=6).contains(&group.len())
        && group.iter().all(|r| r.digits == 0 && (3..=10).contains(&r.len()))
        && whole.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

/// Whether a word of letters and digits could be a code, rather than a measure, an ordinal or a time ("500MB", "3rd",
/// "10am").
fn may_mixed_word_be_code(word: &str) -> bool {
    if !(4..=MAX_MIXED).contains(&word.len()) {
        return false;
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let tail = &word[digits..];
    let measure = digits > 0
        && tail.bytes().all(|b| b.is_ascii_alphabetic())
        && (tail.bytes().any(|b| b.is_ascii_lowercase()) && tail.len() <= 5 || MEASURE_UNITS.contains(&tail));
    // "ID20250018", "REF88213"
    let labelled = LABEL_PREFIXES
        .iter()
        .any(|label| word.strip_prefix(label).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit())));
    !measure && !labelled
}

/// Prefixes of reference numbers.
const LABEL_PREFIXES: [&str; 8] = ["ID", "NO", "REF", "TEL", "FAX", "INV", "ORD", "SKU"];

/// Units and currencies that are written directly after a number.
const MEASURE_UNITS: [&str; 26] = [
    "GB", "MB", "KB", "TB", "KM", "KG", "MM", "CM", "ML", "HZ", "MHZ", "GHZ", "AM", "PM", "USD", "EUR", "GBP", "VND",
    "IDR", "INR", "JPY", "TL", "RUB", "K", "P", "MAH",
];

/// Whether three numbers joined by hyphens can be a day, a month and a year.
pub(super) fn is_date(text: &str, group: &[AlphanumericRun]) -> bool {
    let parts: Vec<u32> = group.iter().filter_map(|r| text.get(r.start..r.end)?.parse().ok()).collect();
    let hyphens = text.get(group[0].end..group[0].end + 1) == Some("-");
    match parts.as_slice() {
        [a, b, c] if hyphens => {
            (1..=12).contains(b) && (1..=31).contains(c) || (1..=31).contains(a) && (1..=12).contains(b)
        }
        _ => false,
    }
}

/// Whether two numbers are both years: "2019-2024".
fn is_year_range(text: &str, group: &[AlphanumericRun]) -> bool {
    let year = |r: &AlphanumericRun| {
        text.get(r.start..r.end).and_then(|y| y.parse().ok()).is_some_and(|y: u32| (1900..2100).contains(&y))
    };
    group.len() == 2 && group.iter().all(year)
}
