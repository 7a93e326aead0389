//! Splits sanitised markup into tags and text.
//!
//! The sanitiser serialises every tag closed, every attribute in double quotes and no other `<` or `>`.

use crate::characters::find_ascii;

/// A piece of sanitised markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkupPiece<'a> {
    /// Text, its entities undecoded.
    Text(&'a str),
    /// A start tag: its name and its attributes as they are written.
    Start(&'a str, &'a str),
    End(&'a str),
}

/// Reads sanitised markup piece by piece.
pub(super) struct MarkupScanner<'a> {
    rest: &'a str,
}

impl<'a> MarkupScanner<'a> {
    pub(super) fn new(markup: &'a str) -> Self {
        Self { rest: markup }
    }
}

impl<'a> Iterator for MarkupScanner<'a> {
    type Item = MarkupPiece<'a>;

    fn next(&mut self) -> Option<MarkupPiece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let Some(inside) = self.rest.strip_prefix('<') else {
            let (text, rest) = self.rest.split_at(find_ascii(self.rest, b'<').unwrap_or(self.rest.len()));
            self.rest = rest;
            return Some(MarkupPiece::Text(text));
        };
        let end = find_ascii(inside, b'>').unwrap_or(inside.len());
        let tag = &inside[..end];
        self.rest = inside.get(end + 1..).unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            return Some(MarkupPiece::End(name));
        }
        let (name, attributes) = tag.split_at(tag.bytes().position(|b| b == b' ').unwrap_or(tag.len()));
        Some(MarkupPiece::Start(name, attributes.get(1..).unwrap_or_default()))
    }
}

/// The attributes of a tag as name and value, the entities of values undecoded.
pub(super) fn split_attributes(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        let equals = find_ascii(rest, b'=')?;
        let name = rest[..equals].trim_start();
        let quoted = rest.get(equals + 2..)?;
        let end = find_ascii(quoted, b'"')?;
        rest = &quoted[end + 1..];
        Some((name, &quoted[..end]))
    })
}
