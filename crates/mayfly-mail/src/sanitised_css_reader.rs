//! Reads sanitised CSS.
//!
//! It is written without comments and white space around signs, strings are in double quotes, and every bracket and
//! string is closed, so one pass without a parser is enough.

/// Stands in a block whose background is not shown, until another one is chosen by the text in front of it. No message can
/// write a property with this name.
pub(crate) const LOST_BACKGROUND: &str = "--mayfly-lost:1";

/// Splits declarations at semicolons outside of strings, and each at its first colon.
pub(crate) fn split_declarations(declarations: &str) -> impl Iterator<Item = (&str, &str)> {
    split_at_top_level(declarations, b';').filter_map(|declaration| declaration.split_once(':'))
}

/// A sanitised value or declaration without the mark that it is important.
pub(crate) fn strip_importance(value: &str) -> &str {
    value.strip_suffix("!important").unwrap_or(value)
}

/// Splits at a separator that is not within a string or brackets.
pub(crate) fn split_at_top_level(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = find_at_top_level(text, &[separator]);
        rest = end.map(|at| &text[at + 1..]);
        Some(&text[..end.unwrap_or(text.len())])
    })
}

/// The offset of the first of some ASCII characters that is not within a string or brackets.
pub(crate) fn find_at_top_level(text: &str, wanted: &[u8]) -> Option<usize> {
    let mut brackets = 0_u32;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        if brackets == 0 && wanted.contains(&byte) {
            return Some(at);
        }
        match byte {
            b'"' => {
                while let Some((_, inside)) = bytes.next() {
                    match inside {
                        b'"' => break,
                        b'\\' => drop(bytes.next()),
                        _ => {}
                    }
                }
            }
            b'\\' => drop(bytes.next()),
            b'(' | b'[' => brackets += 1,
            b')' | b']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Removes the mark from sanitised declarations, whose entities may be undecoded: they may end in a `;` of their own.
pub(crate) fn strip_lost_background_mark(declarations: &str) -> &str {
    match declarations.strip_suffix(LOST_BACKGROUND) {
        Some(rest) => rest.strip_suffix(';').unwrap_or(rest),
        None => declarations,
    }
}

/// A piece of a sanitised style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SheetPiece<'a> {
    /// `@media query{`.
    MediaStart(&'a str),
    /// A rule: its selectors and its declarations.
    Rule(&'a str, &'a str),
    MediaEnd,
}

/// Splits a sanitised style sheet.
pub(crate) fn split_sheet(css: &str) -> Vec<SheetPiece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = css;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('}') {
            pieces.push(SheetPiece::MediaEnd);
            rest = after;
            continue;
        }
        let Some(open) = find_at_top_level(rest, b"{") else { break };
        let (prelude, body) = (&rest[..open], &rest[open + 1..]);
        if prelude.starts_with("@media") {
            pieces.push(SheetPiece::MediaStart(&rest[..=open]));
            rest = body;
            continue;
        }
        let close = find_at_top_level(body, b"}").unwrap_or(body.len());
        pieces.push(SheetPiece::Rule(prelude, &body[..close]));
        rest = body.get(close + 1..).unwrap_or_default();
    }
    pieces
}
