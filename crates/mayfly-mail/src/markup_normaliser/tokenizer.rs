//! Splits HTML into text and tags, as browsers do.

use crate::characters::find_ascii_byte;

/// A token of the source.
pub(super) enum HtmlToken<'a> {
    Text(&'a str),
    /// A start tag; its attributes are in the tokenizer.
    StartTag(TagName),
    EndTag(TagName),
}

/// The name of a tag in lower case. Names longer than 32 bytes and names with other characters than ASCII become `?`,
/// which is not allowed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct TagName {
    bytes: [u8; 32],
    length: u8,
}

impl TagName {
    fn new(source: &str) -> Self {
        let mut bytes = [0; 32];
        let mut length = 0;
        for b in source.bytes() {
            // A name that does not fit must not equal a known name.
            if length == 32 || !b.is_ascii() {
                return Self { bytes: [b'?'; 32], length: 1 };
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

/// An attribute of the source, its entities undecoded.
#[derive(Clone, Copy)]
pub(super) struct Attribute<'a> {
    pub(super) name: &'a str,
    pub(super) value: Option<&'a str>,
}

/// A tokenizer over a source.
pub(super) struct HtmlTokenizer<'a> {
    source: &'a str,
    position: usize,
    /// The attributes of the last start tag.
    pub(super) attributes: Vec<Attribute<'a>>,
    max_attributes: usize,
    /// Whether attributes were left out.
    pub(super) truncated: bool,
}

impl<'a> HtmlTokenizer<'a> {
    pub(super) fn new(source: &'a str, max_attributes: usize) -> Self {
        Self { source, position: 0, attributes: Vec::new(), max_attributes, truncated: false }
    }

    /// The whole source.
    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    /// The offset of the next token.
    pub(super) fn next_token_offset(&self) -> usize {
        self.position
    }

    /// The next token; `None` at the end of the source.
    pub(super) fn next_token(&mut self) -> Option<HtmlToken<'a>> {
        loop {
            let rest = &self.source[self.position..];
            let bytes = rest.as_bytes();
            match (bytes.first()?, bytes.get(1)) {
                (b'<', Some(b)) if b.is_ascii_alphabetic() => {
                    let name = self.read_tag(1)?;
                    return Some(HtmlToken::StartTag(name));
                }
                (b'<', Some(b'/')) => match bytes.get(2) {
                    Some(b) if b.is_ascii_alphabetic() => {
                        let name = self.read_tag(2)?;
                        return Some(HtmlToken::EndTag(name));
                    }
                    Some(_) => self.skip_past_closing_angle_bracket(),
                    None => return self.take_text_token(2),
                },
                (b'<', Some(b'!')) if rest.starts_with("<!--") => self.skip_comment(),
                (b'<', Some(b'!' | b'?')) => self.skip_past_closing_angle_bracket(),
                (b'<', _) => return self.take_text_token(1),
                _ => {
                    let end = find_ascii_byte(rest, b'<').unwrap_or(rest.len());
                    return self.take_text_token(end);
                }
            }
        }
    }

    /// Takes the next `length` bytes as text.
    fn take_text_token(&mut self, length: usize) -> Option<HtmlToken<'a>> {
        let text = &self.source[self.position..self.position + length];
        self.position += length;
        Some(HtmlToken::Text(text))
    }

    /// Skips to after the next `>`.
    fn skip_past_closing_angle_bracket(&mut self) {
        let rest = &self.source[self.position..];
        self.position += find_ascii_byte(rest, b'>').map_or(rest.len(), |i| i + 1);
    }

    /// Skips a comment.
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
    fn read_tag(&mut self, offset: usize) -> Option<TagName> {
        let bytes = self.source.as_bytes();
        let start = self.position + offset;
        let mut at = start;
        while !matches!(bytes.get(at), None | Some(b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' | b'/' | b'>')) {
            at += 1;
        }
        let name = TagName::new(&self.source[start..at]);
        self.attributes.clear();
        loop {
            while matches!(bytes.get(at), Some(b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' | b'/')) {
                at += 1;
            }
            match bytes.get(at) {
                None => {
                    // A tag that the end of the source cuts off is ignored.
                    self.position = bytes.len();
                    return None;
                }
                Some(b'>') => {
                    self.position = at + 1;
                    return Some(name);
                }
                Some(_) => at = self.read_attribute(at),
            }
        }
    }

    /// Reads the attribute at `start` and returns its end.
    fn read_attribute(&mut self, start: usize) -> usize {
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
                    to = find_ascii_byte(&self.source[from..], quote).map_or(bytes.len(), |i| from + i);
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
            self.truncated = true;
        }
        at
    }

    /// Takes the text up to the end tag of `name`, and skips that tag. For elements whose content is not markup.
    pub(super) fn take_raw_text(&mut self, name: &str) -> &'a str {
        let rest = &self.source[self.position..];
        let mut from = 0;
        while let Some(i) = rest[from..].find("</") {
            let at = from + i;
            if starts_with_tag_name(&rest.as_bytes()[at + 2..], name) {
                self.position += at;
                // The end tag may hold anything a tag may.
                let _ = self.read_tag(2);
                self.attributes.clear();
                return &rest[..at];
            }
            from = at + 2;
        }
        self.position = self.source.len();
        rest
    }

    /// Takes the rest of the source as text.
    pub(super) fn take_rest(&mut self) -> &'a str {
        let rest = &self.source[self.position..];
        self.position = self.source.len();
        rest
    }

    /// The offset of the last end tag of `name`.
    pub(super) fn find_last_end_tag(&self, name: &str) -> Option<usize> {
        let bytes = self.source.as_bytes();
        memchr::memrchr_iter(b'<', bytes).find(|at| {
            let tag = &bytes[at + 1..];
            tag.starts_with(b"/") && starts_with_tag_name(&tag[1..], name)
        })
    }
}

/// Whether the text of a tag starts with this name, and not with a longer one.
fn starts_with_tag_name(tag: &[u8], name: &str) -> bool {
    tag.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        && matches!(tag.get(name.len()), Some(b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' | b'/' | b'>'))
}
