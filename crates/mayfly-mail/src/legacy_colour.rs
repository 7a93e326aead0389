//! Colours in attributes, which browsers read whatever is written.

use std::borrow::Cow;

use cssparser::color::parse_named_color;

/// Characters of a colour that are read.
const MAX_CHARS: usize = 128;

/// Parses a colour as HTML's attributes have it: a name, or what its rules for legacy colour values make of any other
/// text. The result is a name or digits that a style and an attribute mean the same by, but for the `#` that six digits
/// may lack in an attribute. `None` for text that sets no colour.
pub(crate) fn parse_legacy_colour(value: &str) -> Option<Cow<'_, str>> {
    let value = value.trim_matches(|c: char| c.is_ascii_whitespace());
    if value.is_empty() || value.eq_ignore_ascii_case("transparent") {
        return None;
    }
    let is_hex = |digits: &str| digits.bytes().all(|b| b.is_ascii_hexdigit());
    let digits = value.strip_prefix('#').unwrap_or(value);
    let is_plain = match digits.len() {
        6 => is_hex(digits),
        3 => value.starts_with('#') && is_hex(digits),
        _ => false,
    };
    if is_plain || parse_named_color(value).is_ok() {
        return Some(Cow::Borrowed(value));
    }
    let mut digits: Vec<u8> = Vec::new();
    for c in value.chars().take(MAX_CHARS) {
        let count = if c as u32 > 0xFFFF { 2 } else { 1 };
        let digit = if c.is_ascii_hexdigit() { c as u8 } else { b'0' };
        digits.extend(std::iter::repeat_n(digit, count));
    }
    digits.truncate(MAX_CHARS);
    if value.starts_with('#') {
        digits.remove(0);
    }
    while digits.is_empty() || !digits.len().is_multiple_of(3) {
        digits.push(b'0');
    }
    let length = digits.len() / 3;
    let mut start = length.saturating_sub(8);
    let first_is_zero = |start: usize| (0..3).all(|part| digits[part * length + start] == b'0');
    while length - start > 2 && first_is_zero(start) {
        start += 1;
    }
    let mut colour = String::from("#");
    for part in 0..3 {
        let component = &digits[part * length + start..(part + 1) * length];
        let component = &component[..component.len().min(2)];
        if component.len() == 1 {
            colour.push('0');
        }
        colour.extend(component.iter().map(|b| char::from(b.to_ascii_lowercase())));
    }
    Some(Cow::Owned(colour))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_browsers_do() {
        for (value, expected) in [
            ("#1177b", Some("#1177b0")),
            ("#17b", Some("#17b")),
            ("17b", Some("#01070b")),
            (" 1177bb ", Some("1177bb")),
            ("Navy", Some("Navy")),
            ("chucknorris", Some("#c00000")),
            ("#fff;", Some("#fff000")),
            ("#12", Some("#010200")),
            ("#", Some("#000000")),
            ("#123456789", Some("#124578")),
            ("rgb(255,255,255)", Some("#005025")),
            ("é😀", Some("#000000")),
            ("transparent", None),
            (" ", None),
        ] {
            assert_eq!(parse_legacy_colour(value).as_deref(), expected, "{value:?}");
        }
        assert!(parse_legacy_colour(&"f".repeat(10_000)).is_some());
    }
}
