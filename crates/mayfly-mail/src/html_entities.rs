//! HTML entities, as far as URLs and the sanitiser's output have them.

use std::borrow::Cow;

use crate::characters::find_ascii_byte;

/// Decodes numeric entities and the few named ones that occur in URLs and in serialised markup. The result is only
/// listed, counted or checked again; text that is shown is decoded by the HTML parser.
pub(crate) fn decode_common_entities(text: &str) -> Cow<'_, str> {
    let Some(first) = find_ascii_byte(text, b'&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = find_ascii_byte(rest, b'&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = parse_entity(rest).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Parses the entity at the start of `text`: its character and its length in bytes.
fn parse_entity(text: &str) -> Option<(char, usize)> {
    const NAMES: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{A0}'),
        ("colon", ':'),
        ("sol", '/'),
        ("period", '.'),
        ("equals", '='),
        ("quest", '?'),
        ("num", '#'),
        ("commat", '@'),
        ("lowbar", '_'),
        ("Tab", '\t'),
        ("NewLine", '\n'),
    ];
    let body = &text[1..];
    if let Some(number) = body.strip_prefix('#') {
        let (digits, radix) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16),
            None => (number, 10),
        };
        let count = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
        let significant = digits[..count].trim_start_matches('0');
        if count == 0 {
            return None;
        }
        let code = if significant.len() > 7 { u32::MAX } else { u32::from_str_radix(significant, radix).unwrap_or(0) };
        let c = char::from_u32(code).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER);
        let length = 1 + 1 + (number.len() - digits.len()) + count;
        return Some((c, length + usize::from(text.as_bytes().get(length) == Some(&b';'))));
    }
    let length = body.bytes().take_while(u8::is_ascii_alphanumeric).take(10).count();
    let (_, c) = NAMES.iter().find(|(name, _)| *name == &body[..length])?;
    let closed = body.as_bytes().get(length) == Some(&b';');
    // Only the oldest names are valid without a semicolon.
    (closed || matches!(&body[..length], "amp" | "lt" | "gt" | "quot" | "nbsp"))
        .then_some((*c, 1 + length + usize::from(closed)))
}
