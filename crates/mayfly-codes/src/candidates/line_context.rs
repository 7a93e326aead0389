//! What stands on the same line as a candidate.

use super::candidate::Candidate;
use crate::char_class::{CharClass, classify_char};

/// The part of the line in front of a position.
fn text_before_on_line(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('\n').map_or(before, |n| &before[n + 1..])
}

/// The rest of the line after a position.
fn text_after_on_line(text: &str, at: usize) -> &str {
    let after = text.get(at..).unwrap_or_default();
    after.find('\n').map_or(after, |n| &after[..n])
}

/// Whether the lines that hold a span hold nothing else but punctuation and decoration.
pub(super) fn fills_line(text: &str, start: usize, end: usize) -> bool {
    let is_decoration = |line: &str| {
        line.len() < 120
            && line.chars().all(|c| classify_char(c) == CharClass::Separator && !"#$€£¥₹₽₫%+/@".contains(c))
    };
    is_decoration(text_before_on_line(text, start)) && is_decoration(text_after_on_line(text, end))
}

/// Sets the fields of a candidate that depend on its line: whether it fills the line, is quoted, or is excluded.
pub(super) fn set_candidate_line_fields(text: &str, start: usize, candidate: &mut Candidate) {
    let end = candidate.end;
    candidate.fills_line = fills_line(text, start, end);
    let before = text_before_on_line(text, start);
    let after = text_after_on_line(text, end);
    candidate.is_quoted = before.trim_start().starts_with('>');
    let last = before.chars().next_back();
    let next = after.chars().next();
    // An adjacent letter makes it part of a word ("км4821"), except in scripts without spaces between words.
    let is_letter = |c: char| classify_char(c) == CharClass::Letter;
    let near_before = before.trim_end_matches(' ').chars().next_back();
    let near_after = after.trim_start_matches(' ').chars().next();
    let is_currency = |c: char| "$€£¥₹₽₫₩₺₴฿৳₱₦﷼元円원".contains(c);
    let stars = before.trim_end().bytes().rev().take_while(|&b| b == b'*').count();
    let dots = before.trim_end().chars().rev().take_while(|&c| c == '•' || c == '●').count();
    let closed = after.trim_start().starts_with('*') || after.trim_start().starts_with('•');
    candidate.is_never_code = last.is_some_and(|c| is_letter(c) || "#+/=&_~^\\§".contains(c))
        // "!4421", a merge request
        || before.strip_suffix('!').is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        || near_before.is_some_and(|c| is_currency(c) || "©№®".contains(c))
        || next.is_some_and(|c| is_letter(c) || "%‰°/_\\@=".contains(c))
        || near_after.is_some_and(|c| is_currency(c) || c == '%')
        || ((stars >= 2 || dots >= 2) && !closed)
        // "0903***217"
        || (stars == 0 && after.starts_with("**") || dots == 0 && after.starts_with("••"));
    // Apple and Android bind a code to its site on a last line of its own: "@example.com #482913".
    if last == Some('#') && before.trim_start().starts_with('@') {
        candidate.is_never_code = false;
    }
    // "code=482913", "OTP:482913" are labels, "?id=4821" was an address and is masked.
    if last == Some('=') && !before.contains(['&', '?']) {
        candidate.is_never_code = false;
    }
}
