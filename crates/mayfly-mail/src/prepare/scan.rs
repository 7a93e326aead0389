//! Cuts a source into text, tags and the rest, the way browsers do.

use crate::chars::find;

/// A piece of the source.
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// A start tag; its attributes are in the scanner.
    Start(Name),
    End(Name),
}

/// A tag's name in lower case. Names too long to be any we know are cut; none of those is allowed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    bytes: [u8; 16],
    length: u8,
}

impl Name {
    fn new(source: &str) -> Self {
        let mut bytes = [0; 16];
        let mut length = 0;
        for b in source.bytes() {
            // An over-long or foreign name must not pass for a known one after the cut.
            if length == 16 || !b.is_ascii() {
                return Self { bytes: [b'?'; 16], length: 1 };
            }
            bytes[length] = b.to_ascii_lowercase();
            length += 1;
        }
        Self { bytes, length: length as u8 }
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

/// An attribute as it stands in the source, its references undecoded.
#[derive(Clone, Copy)]
pub(super) struct Attribute<'a> {
    pub(super) name: &'a str,
    pub(super) value: Option<&'a str>,
}

pub(super) struct Scanner<'a> {
    source: &'a str,
    position: usize,
    /// The attributes of the start tag last returned.
    pub(super) attributes: Vec<Attribute<'a>>,
    max_attributes: usize,
    /// Attributes were left out.
    pub(super) cut: bool,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(source: &'a str, max_attributes: usize) -> Self {
        Self { source, position: 0, attributes: Vec::new(), max_attributes, cut: false }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    pub(super) fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let rest = &self.source[self.position..];
            let bytes = rest.as_bytes();
            match (bytes.first()?, bytes.get(1)) {
                (b'<', Some(b)) if b.is_ascii_alphabetic() => {
                    let name = self.tag(1)?;
                    return Some(Piece::Start(name));
                }
                (b'<', Some(b'/')) => match bytes.get(2) {
                    Some(b) if b.is_ascii_alphabetic() => {
                        let name = self.tag(2)?;
                        return Some(Piece::End(name));
                    }
                    Some(_) => self.skip_to_angle(),
                    None => return self.text(2),
                },
                (b'<', Some(b'!')) if rest.starts_with("<!--") => self.skip_comment(),
                (b'<', Some(b'!' | b'?')) => self.skip_to_angle(),
                (b'<', _) => return self.text(1),
                _ => {
                    let end = find(rest, b'<').unwrap_or(rest.len());
                    return self.text(end);
                }
            }
        }
    }

    fn text(&mut self, length: usize) -> Option<Piece<'a>> {
        let text = &self.source[self.position..self.position + length];
        self.position += length;
        Some(Piece::Text(text))
    }

    fn skip_to_angle(&mut self) {
        let rest = &self.source[self.position..];
        self.position += find(rest, b'>').map_or(rest.len(), |i| i + 1);
    }

    fn skip_comment(&mut self) {
        let inside = &self.source[self.position + 4..];
        // `<!-->` and `<!--->` are whole comments.
        let length = if inside.starts_with('>') {
            1
        } else if inside.starts_with("->") {
            2
        } else {
            let mut from = 0;
            loop {
                match inside[from..].find("--") {
                    None => break inside.len(),
                    Some(i) => {
                        let after = &inside[from + i + 2..];
                        if after.starts_with('>') {
                            break from + i + 3;
                        }
                        if after.starts_with("!>") {
                            break from + i + 4;
                        }
                        // One character on: `--->` ends a comment too.
                        from += i + 1;
                    }
                }
            }
        };
        self.position += 4 + length;
    }

    /// Reads a tag whose name starts `offset` bytes on; `None` when the source ends within it.
    fn tag(&mut self, offset: usize) -> Option<Name> {
        let bytes = self.source.as_bytes();
        let start = self.position + offset;
        let mut at = start;
        while !matches!(bytes.get(at), None | Some(b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' | b'/' | b'>')) {
            at += 1;
        }
        let name = Name::new(&self.source[start..at]);
        self.attributes.clear();
        loop {
            while matches!(bytes.get(at), Some(b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' | b'/')) {
                at += 1;
            }
            match bytes.get(at) {
                None => {
                    // A tag cut off by the end of the source is no tag.
                    self.position = bytes.len();
                    return None;
                }
                Some(b'>') => {
                    self.position = at + 1;
                    return Some(name);
                }
                Some(_) => at = self.attribute(at),
            }
        }
    }

    fn attribute(&mut self, start: usize) -> usize {
        let bytes = self.source.as_bytes();
        let is_space = |b: Option<&u8>| matches!(b, Some(b'\t' | b'\n' | b'\x0C' | b'\r' | b' '));
        // A leading `=` belongs to the name.
        let mut at = start + 1;
        while !matches!(bytes.get(at), None | Some(b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' | b'/' | b'>' | b'=')) {
            at += 1;
        }
        let name_end = at;
        while is_space(bytes.get(at)) {
            at += 1;
        }
        let mut value = None;
        if bytes.get(at) == Some(&b'=') {
            at += 1;
            while is_space(bytes.get(at)) {
                at += 1;
            }
            let (from, to);
            match bytes.get(at) {
                Some(&quote @ (b'"' | b'\'')) => {
                    from = at + 1;
                    to = find(&self.source[from..], quote).map_or(bytes.len(), |i| from + i);
                    at = (to + 1).min(bytes.len());
                }
                _ => {
                    from = at;
                    while !matches!(bytes.get(at), None | Some(b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' | b'>')) {
                        at += 1;
                    }
                    to = at;
                }
            }
            value = Some(&self.source[from..to]);
        } else if at > name_end {
            // The space may be followed by the next attribute.
            at = name_end;
        }
        if self.attributes.len() < self.max_attributes {
            // Attribute names start and end at ASCII characters or at the ends of multi-byte ones.
            if let Some(name) = self.source.get(start..name_end) {
                self.attributes.push(Attribute { name, value });
            }
        } else {
            self.cut = true;
        }
        at
    }

    /// The text up to the end tag of `name`, and past that tag: for elements whose content is no markup.
    pub(super) fn raw_text(&mut self, name: &str) -> &'a str {
        let rest = &self.source[self.position..];
        let mut from = 0;
        while let Some(i) = rest[from..].find("</") {
            let at = from + i;
            if is_named(&rest.as_bytes()[at + 2..], name) {
                self.position += at;
                // The end tag may hold anything a tag may.
                let _ = self.tag(2);
                self.attributes.clear();
                return &rest[..at];
            }
            from = at + 2;
        }
        self.position = self.source.len();
        rest
    }

    /// Everything that is left, as text.
    pub(super) fn rest(&mut self) -> &'a str {
        let rest = &self.source[self.position..];
        self.position = self.source.len();
        rest
    }

    /// Where the last end tag of `name` begins.
    pub(super) fn last_end_tag(&self, name: &str) -> Option<usize> {
        let mut end = self.source.len();
        while let Some(i) = self.source[..end].rfind("</") {
            if is_named(&self.source.as_bytes()[i + 2..], name) {
                return Some(i);
            }
            end = i;
        }
        None
    }
}

/// Whether a tag that goes on so has this name, and not a longer one.
fn is_named(tag: &[u8], name: &str) -> bool {
    tag.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        && matches!(tag.get(name.len()), Some(b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' | b'/' | b'>'))
}
