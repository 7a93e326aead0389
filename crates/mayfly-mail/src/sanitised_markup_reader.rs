//! Reads sanitised markup.
//!
//! The sanitiser serialises every tag closed, every attribute in double quotes and no other `<` or `>`, so one pass
//! without a parser is enough.

use crate::characters::find_ascii_byte;

/// A piece of sanitised markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkupPiece<'a> {
    /// Text, its entities undecoded.
    Text(&'a str),
    /// A start tag: its name and its attributes as they are written.
    Start(&'a str, &'a str),
    End(&'a str),
}

/// Reads sanitised markup piece by piece.
pub(crate) struct MarkupScanner<'a> {
    rest: &'a str,
}

impl<'a> MarkupScanner<'a> {
    pub(crate) fn new(markup: &'a str) -> Self {
        Self { rest: markup }
    }

    /// What has not been read yet.
    pub(crate) fn rest(&self) -> &'a str {
        self.rest
    }
}

impl<'a> Iterator for MarkupScanner<'a> {
    type Item = MarkupPiece<'a>;

    fn next(&mut self) -> Option<MarkupPiece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let Some(inside) = self.rest.strip_prefix('<') else {
            let (text, rest) = self.rest.split_at(find_ascii_byte(self.rest, b'<').unwrap_or(self.rest.len()));
            self.rest = rest;
            return Some(MarkupPiece::Text(text));
        };
        let end = find_ascii_byte(inside, b'>').unwrap_or(inside.len());
        let tag = &inside[..end];
        self.rest = inside.get(end + 1..).unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            return Some(MarkupPiece::End(name));
        }
        let (name, attributes) = tag.split_at(tag.bytes().position(|b| b == b' ').unwrap_or(tag.len()));
        Some(MarkupPiece::Start(name, attributes.get(1..).unwrap_or_default()))
    }
}

/// The attributes, as they are written, of each start tag that begins with `start`: `<`, the name and a space.
pub(crate) fn find_start_tag_attributes<'a>(markup: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    memchr::memmem::find_iter(markup.as_bytes(), start).map(move |at| {
        let attributes = &markup[at + start.len()..];
        &attributes[..find_ascii_byte(attributes, b'>').unwrap_or(attributes.len())]
    })
}

/// The attributes of a tag as name and value, the entities of values undecoded.
pub(crate) fn split_attributes(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        // Names are short: setting up a search for a byte would take longer.
        let equals = rest.bytes().position(|b| b == b'=')?;
        let name = rest[..equals].trim_start();
        let quoted = rest.get(equals + 2..)?;
        let end = find_ascii_byte(quoted, b'"')?;
        rest = &quoted[end + 1..];
        Some((name, &quoted[..end]))
    })
}

/// Writes a start tag with attributes as they are written.
pub(crate) fn write_start_tag(name: &str, attributes: &str, out: &mut String) {
    out.extend(["<", name]);
    if !attributes.is_empty() {
        out.extend([" ", attributes]);
    }
    out.push('>');
}

pub(crate) fn write_end_tag(name: &str, out: &mut String) {
    out.extend(["</", name, ">"]);
}

/// The value of an attribute, its entities undecoded.
pub(crate) fn find_attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    split_attributes(attributes).find_map(|(found, value)| (found == name).then_some(value))
}

/// Whether an element has no content and no end tag.
pub(crate) fn is_void_element(name: &str) -> bool {
    matches!(name, "area" | "br" | "col" | "hr" | "img" | "wbr")
}
