//! The text of a message, its first words and its links, read off the sanitised markup.
//!
//! The markup is the sanitiser's own serialisation, so its form is known: every tag closed, every attribute
//! in double quotes, no `<` or `>` anywhere else. That makes one walk over it enough.

use crate::chars::{find, is_invisible};
use crate::entities::decode;
use crate::link;
use crate::rendered::Link;

const SNIPPET_CHARS: usize = 200;
const MAX_LINK_TEXT: usize = 500;

/// What a message says.
#[derive(Default)]
pub(crate) struct Extract {
    pub(crate) text: String,
    pub(crate) snippet: String,
    pub(crate) links: Vec<Link>,
}

/// Reads text, snippet and links off sanitised markup.
pub(crate) fn extract(html: &str, max_links: usize) -> Extract {
    let mut reader = Reader { max_links, ..Reader::default() };
    reader.text.reserve(html.len() / 4);
    let mut rest = html;
    while let Some(at) = find(rest, b'<') {
        reader.words(&rest[..at]);
        let end = find(&rest[at..], b'>').map_or(rest.len(), |i| at + i);
        reader.tag(&rest[at + 1..end]);
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    reader.words(rest);
    reader.finish()
}

#[derive(Default)]
struct Reader {
    text: String,
    /// Hidden words in front of the first visible ones: what senders mean to be the first line of a list.
    preheader: String,
    links: Vec<Link>,
    max_links: usize,
    open_link: Option<Link>,
    depth: usize,
    /// The depth at which a hidden element began.
    hidden: Option<usize>,
    preformatted: usize,
    quotes: usize,
    /// Line breaks due before the next word.
    breaks: u8,
    space: bool,
}

impl Reader {
    fn words(&mut self, source: &str) {
        if source.is_empty() {
            return;
        }
        let words = decode(source);
        if let Some(link) = &mut self.open_link {
            append_collapsed(&words, &mut link.text, MAX_LINK_TEXT);
        }
        if self.hidden.is_some() {
            if self.text.is_empty() && self.preheader.len() < 4_000 {
                self.preheader.push_str(&words);
                self.preheader.push(' ');
            }
        } else if self.preformatted > 0 {
            for (i, line) in words.split('\n').enumerate() {
                if i > 0 {
                    self.breaks = (self.breaks + 1).min(2);
                    self.space = false;
                }
                if !line.trim().is_empty() {
                    self.flush();
                    self.text.extend(line.trim_end().chars().filter(|c| !is_padding(*c)));
                    self.space = line.ends_with(' ');
                }
            }
        } else {
            let mut pieces = words.split(char::is_whitespace).peekable();
            while let Some(piece) = pieces.next() {
                if piece.bytes().all(|b| b.is_ascii_graphic()) && !piece.is_empty() {
                    self.flush();
                    self.text.push_str(piece);
                    self.space = false;
                } else if piece.chars().any(|c| !is_invisible(c)) {
                    self.flush();
                    self.text.extend(piece.chars().filter(|c| !is_padding(*c)));
                    self.space = false;
                }
                self.space |= pieces.peek().is_some();
            }
        }
    }

    /// Writes the space or the line breaks that are due.
    fn flush(&mut self) {
        if self.text.is_empty() {
            self.breaks = 0;
        }
        for _ in 0..self.breaks {
            self.text.push('\n');
        }
        if self.breaks > 0 || self.text.is_empty() {
            for _ in 0..self.quotes.min(8) {
                self.text.push_str("> ");
            }
        } else if self.space && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
        self.breaks = 0;
        self.space = false;
    }

    fn tag(&mut self, tag: &str) {
        if let Some(name) = tag.strip_prefix('/') {
            self.depth = self.depth.saturating_sub(1);
            if self.hidden.is_some_and(|at| self.depth < at) {
                self.hidden = None;
            }
            match name {
                "a" => self.end_link(),
                "pre" => self.preformatted = self.preformatted.saturating_sub(1),
                "blockquote" => self.quotes = self.quotes.saturating_sub(1),
                _ => {}
            }
            if self.hidden.is_none() {
                self.boundary(name);
            }
            return;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let void = matches!(name, "br" | "hr" | "img" | "wbr" | "col");
        if !void {
            self.depth += 1;
        }
        if self.hidden.is_none() {
            self.boundary(name);
            if !void && value(attributes, "style").is_some_and(|s| hides(&decode(s))) {
                self.hidden = Some(self.depth);
            }
        }
        match name {
            "br" if self.hidden.is_none() => self.breaks = (self.breaks + 1).min(2),
            "img" => {
                if let Some(alt) = value(attributes, "alt").filter(|a| !a.trim().is_empty()) {
                    self.space = true;
                    self.words(alt);
                    self.space = true;
                }
            }
            "a" => {
                self.end_link();
                if let Some(href) = value(attributes, "href") {
                    self.open_link =
                        Some(Link { href: decode(href).into_owned(), text: String::new(), mismatch: false });
                }
            }
            "pre" => self.preformatted += 1,
            "div" if value(attributes, "class") == Some("mayfly-text") => self.preformatted += 1,
            "blockquote" => self.quotes += 1,
            "li" if self.hidden.is_none() => {
                self.flush();
                self.text.push_str("- ");
            }
            _ => {}
        }
    }

    fn boundary(&mut self, name: &str) {
        let breaks = match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "blockquote" | "pre" | "hr"
            | "table" | "figure" => 2,
            "div" | "tr" | "li" | "dt" | "dd" | "center" | "section" | "article" | "header" | "footer" | "main"
            | "nav" | "aside" | "address" | "details" | "summary" | "caption" | "figcaption" => 1,
            "td" | "th" => {
                self.space = true;
                return;
            }
            _ => return,
        };
        self.breaks = self.breaks.max(breaks);
    }

    fn end_link(&mut self) {
        if let Some(mut link) = self.open_link.take()
            && self.links.len() < self.max_links
        {
            link.text.truncate(link.text.trim_end().len());
            link.mismatch = link::is_mismatch(&link.href, &link.text);
            self.links.push(link);
        }
    }

    fn finish(mut self) -> Extract {
        self.end_link();
        let snippet = snippet(&[&self.preheader, &self.text]);
        Extract { text: self.text, snippet, links: self.links }
    }
}

/// The first words of some texts, without what can't be seen.
pub(crate) fn snippet(texts: &[&str]) -> String {
    let mut out = String::new();
    let (mut chars, mut space, mut line_start) = (0, false, true);
    for text in texts {
        for c in text.chars() {
            if c.is_whitespace() || is_invisible(c) || c.is_control() {
                // Joiners hold words together, everything else parts them.
                space |= !is_invisible(c);
                line_start |= c == '\n';
                continue;
            }
            if line_start && c == '>' {
                continue;
            }
            line_start = false;
            if chars + 2 >= SNIPPET_CHARS {
                out.push('…');
                return out;
            }
            if space && !out.is_empty() {
                out.push(' ');
                chars += 1;
            }
            space = false;
            out.push(c);
            chars += 1;
        }
        space = true;
        line_start = true;
    }
    out
}

/// Characters that are only there to fill or to break up words.
fn is_padding(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}') || (c.is_control() && c != '\t')
}

fn append_collapsed(words: &str, out: &mut String, max: usize) {
    for c in words.chars() {
        if out.len() >= max {
            return;
        }
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
}

/// The value of an attribute in serialised markup, its references undecoded.
fn value<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some(equals) = find(rest, b'=') {
        let key = rest[..equals].trim_start();
        let quoted = rest.get(equals + 2..)?;
        let end = find(quoted, b'"')?;
        if key == name {
            return Some(&quoted[..end]);
        }
        rest = &quoted[end + 1..];
    }
    None
}

/// Whether a sanitised `style` hides the element.
fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let declaration = declaration.trim_end_matches("!important");
        // A font size of nothing doesn't count: columns have one, and set it anew inside.
        matches!(declaration, "display:none" | "visibility:hidden" | "opacity:0" | "max-height:0" | "max-height:0px")
    })
}
