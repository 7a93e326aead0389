//! Finds everything that is written like a code, before any word is considered.
//!
//! Digits and letters are read in clusters ("482-913", "12/05/2026", "1.250.000", "+84 912 345 678"), so that a
//! part of a date, a price or a phone number is never taken for a code by itself.

mod addresses;

use std::ops::Range;

use self::addresses::addresses;
use super::fold::{Class, Folded, class};

/// How a code is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// 4 to 8 digits: "482913".
    Digits,
    /// Digits in equal groups: "482 913", "48-29-13".
    Grouped,
    /// Digit by digit: "4 8 2 9 1 3".
    Spelled,
    /// Letters and digits: "K7QX2M", "ABCD-1234".
    Mixed,
    /// Capitals only: "FKXTB".
    Letters,
}

/// Something written like a code.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Where, in bytes of the folded text.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: String,
    pub(super) shape: Shape,
    /// Nothing else is on its line.
    pub(super) alone: bool,
    /// How many lines it takes: more than one when each digit has its own.
    pub(super) upright: bool,
    /// Followed or led by what makes it no code, whatever the words say: "%", "€", "+", a mask.
    pub(super) spoilt: bool,
    /// In a line quoted from an earlier message.
    pub(super) quoted: bool,
    /// Could be a date or a phone number as well: "12-05-26", "555 0134".
    pub(super) doubtful: bool,
}

/// A run of ASCII letters and digits.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    digits: usize,
    letters: usize,
}

impl Run {
    fn len(self) -> usize {
        self.end - self.start
    }
    fn is_number(self) -> bool {
        self.letters == 0
    }
}

/// What `scan` finds.
pub(super) struct Scan {
    pub(super) candidates: Vec<Candidate>,
    /// Every number, candidate or not: a word belongs to the nearest one.
    pub(super) numbers: Vec<Range<usize>>,
}

/// Candidates beyond this many are no sign of a code any more.
const MAX_CANDIDATES: usize = 400;

pub(super) fn scan(folded: &Folded, original: &str, known_word: impl Fn(usize, usize) -> bool) -> Scan {
    let text = folded.cased.as_str();
    let masked = addresses(text);
    let runs = runs(text, &masked);
    let mut scan = Scan { candidates: Vec::new(), numbers: Vec::new() };
    let mut at = 0;
    while at < runs.len() {
        let (count, joint) = cluster(text, &runs[at..], &known_word);
        let group = &runs[at..at + count];
        at += count;
        let (Some(first), Some(last)) = (group.first(), group.last()) else { break };
        if group.iter().any(|r| r.digits > 0) {
            scan.numbers.push(first.start..last.end);
        }
        if scan.candidates.len() >= MAX_CANDIDATES {
            continue;
        }
        let Some((value, shape)) = read(text, group, joint) else { continue };
        let (start, end) = (first.start, last.end);
        // Accented capitals fold to ASCII; a code has none.
        if shape == Shape::Letters && (!folded.original(original, start, end).is_ascii() || known_word(start, end)) {
            continue;
        }
        let mut candidate = Candidate {
            start,
            end,
            value,
            shape,
            alone: false,
            upright: false,
            spoilt: false,
            quoted: false,
            doubtful: shape == Shape::Grouped
                && (is_date(text, group) || group.windows(2).any(|w| w[0].len() != w[1].len())),
        };
        around(text, start, &mut candidate);
        scan.candidates.push(candidate);
    }
    scan
}

fn runs(text: &str, masked: &[Range<usize>]) -> Vec<Run> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut masks = masked.iter().peekable();
    let mut at = 0;
    while at < bytes.len() {
        while masks.peek().is_some_and(|m| m.end <= at) {
            masks.next();
        }
        if let Some(mask) = masks.peek()
            && mask.start <= at
        {
            at = mask.end;
            continue;
        }
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        let (mut digits, mut letters) = (0, 0);
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            if bytes[at].is_ascii_digit() {
                digits += 1;
            } else {
                letters += 1;
            }
            at += 1;
        }
        found.push(Run { start, end: at, digits, letters });
    }
    found
}

/// What holds a cluster together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Joint {
    /// One run.
    None,
    Hyphen,
    Space,
    /// Single characters apart.
    Spelled,
    /// Anything else: a date, a price, a path.
    Other,
}

/// How many runs belong together, and by what.
fn cluster(text: &str, runs: &[Run], known_word: &impl Fn(usize, usize) -> bool) -> (usize, Joint) {
    let Some(&first) = runs.first() else { return (0, Joint::None) };
    let spelled = spelled(text, runs);
    if spelled >= 4 {
        return (spelled, Joint::Spelled);
    }
    if let Some(count) = spaced_line(text, runs) {
        return (count, Joint::Space);
    }
    let mut joint = Joint::None;
    let mut count = 1;
    let mut left = first;
    while let Some(&right) = runs.get(count) {
        let between = text.get(left.end..right.start).unwrap_or_default();
        let Some(next) = joint_of(between, left, right) else { break };
        // "CODE-482913", "OTP-482913": a word and a code.
        if count == 1 && next == Joint::Hyphen && left.digits == 0 && left.len() > 2 && known_word(left.start, left.end)
        {
            break;
        }
        // "62-90-18, 09:22"
        if joint == Joint::Hyphen && between == ", " {
            break;
        }
        joint = if joint == Joint::None || joint == next { next } else { Joint::Other };
        left = right;
        count += 1;
    }
    (count, joint)
}

fn joint_of(between: &str, left: Run, right: Run) -> Option<Joint> {
    let numbers = left.is_number() && right.is_number();
    let small = left.len() <= 4 && right.len() <= 4;
    match between {
        "-" => Some(Joint::Hyphen),
        " " | "·" | "•" | " · " | " • " if numbers && small => Some(Joint::Space),
        " - " if numbers && left.len() == 3 && right.len() == 3 => Some(Joint::Hyphen),
        "_" | "+" | "*" | "\\" | "&" => Some(Joint::Other),
        "." | "," | "/" | ":" | "'" if left.digits > 0 && right.digits > 0 => Some(Joint::Other),
        ") " | ")" if numbers && small => Some(Joint::Other),
        ") " | " (" | "." | ". " | "/" | " / " | ", "
            if numbers && small && left.len() == right.len() && left.len() < 3 =>
        {
            Some(Joint::Other)
        }
        _ => None,
    }
}

/// How many single characters stand apart from each other by the same gap: "4 8 2 9 1 3", or one to a line.
fn spelled(text: &str, runs: &[Run]) -> usize {
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
        let apart = !gap.is_empty()
            && gap.len() <= 8
            && gap
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, '-' | '.' | '·' | '•' | '|' | '_' | '*' | '[' | ']' | ','))
            && (gap.matches('\n').count() <= 2);
        if right.len() != 1 || !apart || gap.trim_matches(' ') != first_gap.trim_matches(' ') {
            break;
        }
        count += 1;
    }
    let group = runs.get(..count).unwrap_or_default();
    let gap = |pair: &[Run]| text.get(pair[0].end..pair[1].start).unwrap_or_default().contains('\n');
    let lines = group.windows(2).filter(|pair| gap(pair)).count();
    let digits: Vec<u8> =
        group.iter().filter(|r| r.digits == 1).filter_map(|r| text.as_bytes().get(r.start).copied()).collect();
    // A list numbered 1, 2, 3 down the page isn't a code; nor is a mix of lines and spaces.
    let counting = digits.windows(2).all(|d| d[1] == d[0] + 1);
    let upright = lines == count - 1 && digits.len() == count && !counting;
    let flat = lines == 0 && (digits.len() == count || (digits.len() >= 2 && count >= 5 && all_capitals(text, group)));
    if (4..=8).contains(&count) && (upright || flat) { count } else { 0 }
}

fn all_capitals(text: &str, runs: &[Run]) -> bool {
    runs.iter().all(|r| text.as_bytes().get(r.start).is_some_and(|b| b.is_ascii_digit() || b.is_ascii_uppercase()))
}

/// A whole line of two or three groups of the same length, letters and digits mixed: "K7Q 2MX".
fn spaced_line(text: &str, runs: &[Run]) -> Option<usize> {
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
    let mixed = group.iter().any(|r| r.digits > 0 && r.letters > 0);
    let capitals = group.iter().all(|r| {
        text.get(r.start..r.end).is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()))
    });
    let (start, end) = (first.start, group.last()?.end);
    (count > 1 && mixed && capitals && fills_line(text, start, end)).then_some(count)
}

/// The code a cluster spells, and its shape.
fn read(text: &str, group: &[Run], joint: Joint) -> Option<(String, Shape)> {
    let word = |r: &Run| text.get(r.start..r.end).unwrap_or_default();
    let (first, last) = (group.first()?, group.last()?);
    let joined = || group.iter().map(word).collect::<String>();
    let numbers = group.iter().all(|r| r.is_number());
    match joint {
        Joint::Spelled if numbers => Some((joined(), Shape::Spelled)),
        Joint::Spelled => Some((joined(), Shape::Mixed)),
        Joint::None if numbers => (4..=8).contains(&first.len()).then(|| (joined(), Shape::Digits)),
        Joint::None if first.digits == 0 => {
            let capitals = word(first).bytes().all(|b| b.is_ascii_uppercase());
            (capitals && (4..=8).contains(&first.len())).then(|| (joined(), Shape::Letters))
        }
        Joint::None => (is_mixed(word(first))).then(|| (joined(), Shape::Mixed)),
        Joint::Hyphen | Joint::Space if numbers => {
            let lengths: Vec<usize> = group.iter().map(|r| r.len()).collect();
            let equal = lengths.windows(2).all(|w| w[0] == w[1]);
            let total: usize = lengths.iter().sum();
            let known = matches!(lengths.as_slice(), [3, 3] | [4, 4] | [3, 4] | [4, 3] | [2, 2, 2] | [2, 2, 2, 2])
                || (lengths.len() == 2 && equal && total == 4 && joint == Joint::Space);
            (known && !is_span(text, group)).then(|| (joined(), Shape::Grouped))
        }
        Joint::Space => Some((joined(), Shape::Mixed)),
        Joint::Hyphen => {
            let prefix = word(first);
            let capital = prefix.bytes().all(|b| b.is_ascii_uppercase());
            if group.len() == 2 && last.is_number() && first.digits == 0 && capital {
                // "G-482913": the form that asks for it shows the prefix itself.
                let least = if first.len() == 1 { 4 } else { 5 };
                if first.len() <= 2 && (least..=8).contains(&last.len()) {
                    return Some((word(last).to_owned(), Shape::Digits));
                }
            }
            let sizes = group.iter().all(|r| (3..=6).contains(&r.len()));
            let total: usize = group.iter().map(|r| r.len()).sum();
            let whole = text.get(first.start..last.end)?;
            let upper = !whole.bytes().any(|b| b.is_ascii_lowercase());
            let equal = group.windows(2).all(|w| w[0].len() == w[1].len());
            let digits = group.iter().any(|r| r.digits > 0);
            let fits = group.len() <= 3 && sizes && total <= 12 && (equal || (upper && digits)) && (digits || upper);
            fits.then(|| (whole.to_owned(), if digits { Shape::Mixed } else { Shape::Letters }))
        }
        Joint::Other => None,
    }
}

/// Letters and digits as codes mix them, not as measures and ordinals do ("500MB", "3rd", "10am").
fn is_mixed(word: &str) -> bool {
    if !(4..=10).contains(&word.len()) {
        return false;
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let tail = &word[digits..];
    let measure = digits > 0
        && tail.bytes().all(|b| b.is_ascii_alphabetic())
        && (tail.bytes().any(|b| b.is_ascii_lowercase()) && tail.len() <= 5 || MEASURES.contains(&tail));
    // "ID20250018", "REF88213"
    let labelled = LABELLED
        .iter()
        .any(|label| word.strip_prefix(label).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit())));
    !measure && !labelled
}

const LABELLED: [&str; 8] = ["ID", "NO", "REF", "TEL", "FAX", "INV", "ORD", "SKU"];

const MEASURES: [&str; 26] = [
    "GB", "MB", "KB", "TB", "KM", "KG", "MM", "CM", "ML", "HZ", "MHZ", "GHZ", "AM", "PM", "USD", "EUR", "GBP", "VND",
    "IDR", "INR", "JPY", "TL", "RUB", "K", "P", "MAH",
];

/// Three pairs that make a day, a month and a year.
fn is_date(text: &str, group: &[Run]) -> bool {
    let parts: Vec<u32> = group.iter().filter_map(|r| text.get(r.start..r.end)?.parse().ok()).collect();
    let hyphens = text.get(group[0].end..group[0].end + 1) == Some("-");
    match parts.as_slice() {
        [a, b, c] if hyphens => {
            (1..=12).contains(b) && (1..=31).contains(c) || (1..=31).contains(a) && (1..=12).contains(b)
        }
        _ => false,
    }
}

/// A span of years.
fn is_span(text: &str, group: &[Run]) -> bool {
    let year =
        |r: &Run| text.get(r.start..r.end).and_then(|y| y.parse().ok()).is_some_and(|y: u32| (1900..2100).contains(&y));
    group.len() == 2 && group.iter().all(year)
}

fn line_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('\n').map_or(before, |n| &before[n + 1..])
}

fn line_after(text: &str, at: usize) -> &str {
    let after = text.get(at..).unwrap_or_default();
    after.find('\n').map_or(after, |n| &after[..n])
}

/// Nothing but the span and decoration on its line or lines.
fn fills_line(text: &str, start: usize, end: usize) -> bool {
    let bare =
        |line: &str| line.len() < 120 && line.chars().all(|c| class(c) == Class::Gap && !"#$€£¥₹₽₫%+/@".contains(c));
    bare(line_before(text, start)) && bare(line_after(text, end))
}

fn around(text: &str, start: usize, candidate: &mut Candidate) {
    let end = candidate.end;
    candidate.alone = fills_line(text, start, end);
    candidate.upright = text.get(start..end).is_some_and(|t| t.contains('\n'));
    let before = line_before(text, start);
    let after = line_after(text, end);
    candidate.quoted = before.trim_start().starts_with('>');
    let last = before.chars().next_back();
    let next = after.chars().next();
    // The same script glued on: part of a word ("км4821"), unless it puts no spaces between words anyway.
    let glued = |c: char| class(c) == Class::Letter;
    let near_before = before.trim_end_matches(' ').chars().next_back();
    let near_after = after.trim_start_matches(' ').chars().next();
    let money = |c: char| "$€£¥₹₽₫₩₺₴฿৳₱₦﷼元円원".contains(c);
    let stars = before.trim_end().bytes().rev().take_while(|&b| b == b'*').count();
    let dots = before.trim_end().chars().rev().take_while(|&c| c == '•' || c == '●').count();
    let closed = after.trim_start().starts_with('*') || after.trim_start().starts_with('•');
    candidate.spoilt = last.is_some_and(|c| glued(c) || "#+/=&_~^\\§".contains(c))
        || near_before.is_some_and(|c| money(c) || "©№®".contains(c))
        || next.is_some_and(|c| glued(c) || "%‰°/_\\@=".contains(c))
        || near_after.is_some_and(|c| money(c) || c == '%')
        || ((stars >= 2 || dots >= 2) && !closed);
    // Apple and Android bind a code to its site on a last line of its own: "@example.com #482913".
    if last == Some('#') && before.trim_start().starts_with('@') {
        candidate.spoilt = false;
    }
    // "code=482913", "OTP:482913" are labels, "?id=4821" was an address and is masked.
    if last == Some('=') && !before.contains(['&', '?']) {
        candidate.spoilt = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        let folded = Folded::new(text);
        scan(&folded, text, |_, _| false)
            .candidates
            .into_iter()
            .filter(|c| !c.spoilt && !c.doubtful)
            .map(|c| c.value)
            .collect()
    }

    #[test]
    fn reads_codes_as_people_write_them() {
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
            ("@example.com #482913", "482913"),
        ] {
            assert_eq!(values(text), [value], "{text}");
        }
    }

    #[test]
    fn leaves_what_is_written_otherwise() {
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
        ] {
            assert_eq!(values(text), Vec::<String>::new(), "{text}");
        }
    }
}
