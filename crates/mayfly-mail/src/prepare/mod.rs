//! Puts a source in order before it is sanitised.
//!
//! Parsing mail as it comes is neither linear nor quiet: a hundred thousand nested elements, unclosed
//! formatting and misplaced table content make an HTML parser's work grow with the square of the input, and
//! constructs such as `<svg>`, `<template>` or `<noscript>` are read differently from one parser to the next.
//! So the source is first rewritten, in one pass, into plain, properly nested markup of allowed elements:
//! depth and number are capped, style sheets and the attributes of `<html>` and `<body>` are taken out, and
//! everything that would be fetched is listed.
//!
//! This pass is no defence: whatever it writes is still parsed and sanitised as hostile.

mod dropped;
mod scan;
mod tree;

use std::borrow::Cow;

use crate::css;
use crate::entities::decode;
use crate::found::Found;
use crate::policy::{self, BASE_STYLE, NOTE, WRAPPER};
use crate::sanitise::{classes, colour, identifier, language, one_of};

use scan::{Attribute, Name, Piece, Scanner};
use tree::Tree;

/// A source put in order.
#[derive(Default)]
pub(crate) struct Prepared {
    /// Markup of allowed elements, properly nested.
    pub(crate) html: String,
    /// The style sheets, sanitised.
    pub(crate) css: String,
    pub(crate) page: Page,
}

/// What the page itself carried, sanitised: it goes on the wrapper.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) classes: Vec<String>,
    pub(crate) id: Option<String>,
    pub(crate) style: String,
    pub(crate) dir: Option<String>,
    pub(crate) lang: Option<String>,
}

/// Puts `source` in order, listing in `found` what it asks for.
pub(crate) fn prepare(source: &str, found: &mut Found) -> Prepared {
    let limits = found.options().limits.clone();
    let mut source = Cow::Borrowed(source);
    if source.len() > limits.max_bytes {
        source = Cow::Owned(source[..source.floor_char_boundary(limits.max_bytes)].to_owned());
        found.truncated = true;
    }
    if source.contains('\0') {
        source = Cow::Owned(source.replace('\0', ""));
    }
    let mut reader = Reader {
        scanner: Scanner::new(&source, limits.max_attributes),
        tree: Tree::new(&limits, source.len()),
        found,
        page: Page::default(),
        links: None,
        css: String::new(),
        css_left: limits.max_css_bytes,
        rules_left: limits.max_css_rules,
        skip: None,
        last_ends: Vec::new(),
    };
    reader.read();
    let truncated = reader.scanner.cut || reader.tree.truncated;
    if let Some(colour) = &reader.links {
        // In front of the mail's own styles, which overrule it.
        let rule = format!("a{{color:{colour}}}");
        reader.css.insert_str(0, &css::sanitise_sheet(&rule, None, reader.found, &mut reader.rules_left));
    }
    let prepared = Prepared { html: reader.tree.finish(), css: reader.css, page: reader.page };
    found.truncated |= truncated;
    prepared
}

/// A subtree that is left out, and how many of its kind are open within it.
struct Skip {
    name: Name,
    open: usize,
}

struct Reader<'a, 'f> {
    scanner: Scanner<'a>,
    tree: Tree,
    found: &'f mut Found,
    page: Page,
    /// The colour of links, where the page has one.
    links: Option<String>,
    css: String,
    css_left: usize,
    rules_left: usize,
    skip: Option<Skip>,
    /// Where the last end tags of elements begin that are left out; looked for once, for it takes the whole source.
    last_ends: Vec<(Name, Option<usize>)>,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        while !self.tree.full {
            match self.scanner.next() {
                None => break,
                Some(Piece::Text(text)) if self.skip.is_none() => self.tree.text(text),
                Some(Piece::Text(_)) => {}
                Some(Piece::Start(name)) => self.start(name),
                Some(Piece::End(name)) => self.end(name),
            }
        }
    }

    fn start(&mut self, name: Name) {
        let tag = name.as_str();
        if let Some(skip) = &mut self.skip {
            if skip.name == name {
                skip.open += 1;
            }
            dropped::list(tag, &self.scanner.attributes, self.found);
            if dropped::is_raw_text(tag) {
                self.scanner.raw_text(tag);
            }
            return;
        }
        if let Some((tag, kind)) = policy::element(tag) {
            dropped::list_allowed(tag, &self.scanner.attributes, self.found);
            if tag == "div"
                && self.tree.at_top()
                && has_class(&self.scanner.attributes, WRAPPER)
                && self.tree.open_wrapper()
            {
                self.page();
            } else if tag == "p" && self.tree.at_top() && has_class(&self.scanner.attributes, NOTE) {
                self.found.truncated = true;
                self.skip_subtree(name);
            } else {
                self.tree.start(tag, kind, &self.scanner.attributes);
            }
            return;
        }
        dropped::list(tag, &self.scanner.attributes, self.found);
        match tag {
            "html" | "body" => self.page(),
            "meta" => self.meta(),
            "style" => self.style(),
            "textarea" | "xmp" => {
                let text = self.scanner.raw_text(tag);
                self.tree.plain_text(text, tag == "textarea");
            }
            "plaintext" => {
                let text = self.scanner.rest();
                self.tree.plain_text(text, false);
            }
            _ if dropped::is_raw_text(tag) => {
                self.scanner.raw_text(tag);
            }
            _ if dropped::is_subtree(tag) => self.skip_subtree(name),
            // The tags go, what is between them stays.
            _ => {}
        }
    }

    fn end(&mut self, name: Name) {
        if let Some(skip) = &mut self.skip {
            if skip.name == name {
                skip.open -= 1;
                if skip.open == 0 {
                    self.skip = None;
                }
            }
            return;
        }
        self.tree.end(name.as_str());
    }

    /// Leaves out an element with all it holds, unless it is never closed: then only its tag goes.
    fn skip_subtree(&mut self, name: Name) {
        let known = self.last_ends.iter().find(|(known, _)| *known == name).map(|(_, last)| *last);
        let last = known.unwrap_or_else(|| {
            let last = self.scanner.last_end_tag(name.as_str());
            self.last_ends.push((name, last));
            last
        });
        if last.is_some_and(|at| at >= self.scanner.position()) {
            self.skip = Some(Skip { name, open: 1 });
        }
    }

    /// The attributes of `<html>`, `<body>` and of a wrapper written earlier.
    fn page(&mut self) {
        let (mut style, mut own) = (String::new(), String::new());
        let attributes = std::mem::take(&mut self.scanner.attributes);
        for (i, attribute) in attributes.iter().enumerate() {
            // Of two of a name browsers take the first.
            if attributes[..i].iter().any(|a| a.name.eq_ignore_ascii_case(attribute.name)) {
                continue;
            }
            let value = decode(attribute.value.unwrap_or_default());
            let mut presentational = |property: &str| {
                if let Some(colour) = colour(&value) {
                    style.push_str(&format!("{property}:{};", css_colour(colour)));
                }
            };
            match attribute.name.to_ascii_lowercase().as_str() {
                "bgcolor" => presentational("background-color"),
                "text" => presentational("color"),
                "link" if self.links.is_none() => self.links = colour(&value).map(css_colour),
                "background" => style.push_str(&format!("background-image:url({});", css_string(&value))),
                "style" => own = css::sanitise_attribute(&value, self.found),
                "class" => {
                    for class in classes(&value).iter().flat_map(|c| c.split_ascii_whitespace()) {
                        if class != WRAPPER
                            && self.page.classes.len() < 50
                            && !self.page.classes.iter().any(|c| c == class)
                        {
                            self.page.classes.push(class.to_owned());
                        }
                    }
                }
                "id" if self.page.id.is_none() => self.page.id = identifier(&value).map(str::to_owned),
                "dir" => {
                    self.page.dir =
                        one_of(&value, &["ltr", "rtl", "auto"]).map(Cow::into_owned).or(self.page.dir.take())
                }
                "lang" => self.page.lang = language(&value).map(str::to_owned).or(self.page.lang.take()),
                _ => {}
            }
        }
        self.scanner.attributes = attributes;
        // Behind the old attributes, which it overrules.
        style.push_str(&own);
        let clean = css::sanitise_attribute(&style, self.found);
        if !clean.is_empty() {
            if !self.page.style.is_empty() {
                self.page.style.push(';');
            }
            self.page.style.push_str(&clean);
        }
    }

    fn meta(&mut self) {
        let value = |wanted: &str| {
            let attribute = self.scanner.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(wanted))?;
            Some(attribute.value.unwrap_or_default().to_ascii_lowercase())
        };
        if value("name").is_some_and(|n| matches!(n.trim(), "color-scheme" | "supported-color-schemes")) {
            self.found.declares_dark |=
                value("content").is_some_and(|c| c.split_ascii_whitespace().any(|w| w == "dark"));
        }
    }

    fn style(&mut self) {
        let value = |wanted: &str| {
            let attribute = self.scanner.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(wanted))?;
            Some(decode(attribute.value.unwrap_or_default()).into_owned())
        };
        let ours = value("id").is_some_and(|id| id == BASE_STYLE);
        let is_css = value("type").is_none_or(|t| t.trim().is_empty() || t.trim().eq_ignore_ascii_case("text/css"));
        let media = value("media");
        let mut source = self.scanner.raw_text("style");
        if ours || !is_css {
            return;
        }
        if source.len() > self.css_left {
            // Up to the last whole rule that fits.
            source = &source[..source.floor_char_boundary(self.css_left)];
            source = &source[..source.rfind('}').map_or(0, |i| i + 1)];
            self.found.truncated = true;
        }
        self.css_left -= source.len();
        self.css.push_str(&css::sanitise_sheet(source, media.as_deref(), self.found, &mut self.rules_left));
    }
}

/// A colour as CSS takes it: old HTML also has digits without the sign.
fn css_colour(colour: &str) -> String {
    let digits = matches!(colour.len(), 3 | 6) && colour.bytes().all(|b| b.is_ascii_hexdigit());
    if digits { format!("#{colour}") } else { colour.to_owned() }
}

/// Text as a quoted string of CSS, out of which nothing breaks.
fn css_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    // A String takes every character.
    let _ = cssparser::serialize_string(text, &mut out);
    out
}

fn has_class(attributes: &[Attribute<'_>], class: &str) -> bool {
    attributes
        .iter()
        .find(|a| a.name.eq_ignore_ascii_case("class"))
        .and_then(|a| a.value)
        .is_some_and(|v| v.split_ascii_whitespace().any(|c| c == class))
}
