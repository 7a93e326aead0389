//! Extracts the text, the snippet and the links of a message from its sanitised markup.

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::allowed_elements_and_attributes::TEXT_CLASS;
use crate::characters::{is_invisible_char, long_text_contains};
use crate::drawn_text::{ParsedStyledMessage, VisibleLink, find_hidden_nodes, find_visible_link_texts};
use crate::html_entities::decode_common_entities;
use crate::inline_style_predicates::{InlineStyleEffects, is_form_control_drawn_as_block};
use crate::link_inspection::is_mismatch;
use crate::openable_url::{leads_outside_message, link_text_may_name_phone_number};
use crate::rendered_body::MessageLink;
use crate::sanitised_markup_reader::{
    MarkupPiece, MarkupScanner, find_attribute, find_start_tag_attributes, is_void_element, split_attributes,
};
use crate::site_names_in_text::{SiteNameStrictness, may_name_site, names_any_site};
use crate::snippet::make_opening_snippet;

/// Images of one image map that its areas are compared with.
const MAX_MAP_IMAGES: usize = 3;
/// Bytes of the text of a link.
const MAX_LINK_TEXT_BYTES: usize = 500;

/// The text, the snippet and the links of a message.
#[derive(Default)]
pub(crate) struct ExtractedText {
    pub(crate) text: String,
    pub(crate) snippet: String,
    pub(crate) links: Vec<MessageLink>,
}

/// Extracts text, snippet and at most `max_links` links from sanitised markup. `css` is the sanitised style sheet, and
/// `root_tag` the start tag of the element around the markup. Which elements are hidden is worked out from the style
/// sheet where `may_hide_elements` says that it has to be; otherwise the style of each element says it.
pub(crate) fn extract_text_and_links(
    html: &str,
    css: &str,
    root_tag: &str,
    may_hide_elements: bool,
    max_links: usize,
) -> ExtractedText {
    // Most messages need no look at what is drawn.
    let message = LazyCell::new(|| ParsedStyledMessage::parse_markup_and_css(html, css, root_tag));
    let mut extractor =
        TextExtractor { max_links, map_image_texts: find_map_image_texts(html), ..TextExtractor::default() };
    if !may_hide_elements {
        extractor.collect_text_and_links(html);
    }
    if may_hide_elements || extractor.has_text_without_size {
        let hidden_nodes = Some(find_hidden_nodes(&message));
        let map_image_texts = extractor.map_image_texts;
        extractor = TextExtractor { max_links, map_image_texts, hidden_nodes, ..TextExtractor::default() };
        extractor.collect_text_and_links(html);
    }
    if extractor.may_name_site.contains(&true) {
        mark_misleading_links(&message, &mut extractor);
    }
    extractor.finish_text_extraction()
}

/// The alternative texts of the images with an image map, by the `usemap` that names the map.
fn find_map_image_texts(html: &str) -> HashMap<&str, Vec<&str>> {
    let mut texts: HashMap<&str, Vec<&str>> = HashMap::new();
    if long_text_contains(html, " usemap=") {
        for attributes in find_start_tag_attributes(html, "<img ") {
            if let Some(name) = find_attribute(attributes, "usemap").and_then(|name| name.strip_prefix('#'))
                && let Some(alt) = find_attribute(attributes, "alt").filter(|alt| may_name_site(alt))
            {
                texts.entry(name).or_default().push(alt);
            }
        }
    }
    texts
}

/// Decides which links mislead, by what a reader sees of them.
fn mark_misleading_links(message: &ParsedStyledMessage<'_>, extractor: &mut TextExtractor<'_>) {
    let visible = find_visible_link_texts(message, &extractor.may_name_site);
    for group in &visible.groups {
        let is_named = |link: &VisibleLink| link.lines.iter().any(|line| names_any_site(line));
        // A name that is divided among links, not the names of each.
        if !visible.links[group.links.clone()].iter().any(is_named) {
            for link in &mut extractor.links[group.links.clone()] {
                link.mismatch |=
                    is_mismatch(&link.href, group.lines.iter().map(String::as_str), SiteNameStrictness::Sure);
            }
        }
    }
    for (link, visible) in extractor.links.iter_mut().zip(visible.links) {
        let lines = visible.lines.iter().map(String::as_str);
        link.mismatch |= is_mismatch(&link.href, lines, SiteNameStrictness::Sure);
        if visible.is_incomplete {
            // What may be seen is unknown: any name in it counts, and so does a text that is not known to its end.
            let known = [link.text.as_str()].into_iter().chain(visible.lines.iter().map(String::as_str));
            link.mismatch |= link.text.len() >= MAX_LINK_TEXT_BYTES - 4
                || is_mismatch(&link.href, known, SiteNameStrictness::Possible);
        }
        if !visible.text.is_empty() {
            link.text = visible.text;
            link.text.truncate(link.text.floor_char_boundary(MAX_LINK_TEXT_BYTES));
        }
    }
}

#[derive(Default)]
struct TextExtractor<'a> {
    text: String,
    /// Hidden text before the first visible text, which senders intend as the preview in message lists.
    preheader: String,
    /// Which texts and elements are hidden, where that was worked out.
    hidden_nodes: Option<Vec<bool>>,
    /// The texts and start tags so far.
    nodes: usize,
    /// What the styles so far say. Newsletters repeat a few of them thousands of times.
    known_styles: HashMap<&'a str, InlineStyleEffects>,
    /// Whether any style sets a font size of nothing.
    may_have_no_size: bool,
    /// The depths of the open elements whose style sets a font size, and whether that is nothing.
    font_sizes: Vec<(usize, bool)>,
    /// The depths of open inline elements that are drawn as boxes, and whether each stands in lines of its own.
    boxes: Vec<(usize, bool)>,
    /// Whether a text may have no size, so that the hidden nodes have to be worked out.
    has_text_without_size: bool,
    /// The alternative texts of images outside of sentences, a line each.
    alternative_texts: String,
    links: Vec<MessageLink>,
    /// Whether the text of each link may name a site, seen or not.
    may_name_site: Vec<bool>,
    max_links: usize,
    open_link: Option<MessageLink>,
    /// What the images of each image map say of themselves, as far as it may name a site.
    map_image_texts: HashMap<&'a str, Vec<&'a str>>,
    open_map: &'a str,
    depth: usize,
    /// The depth at which a hidden element began.
    hidden_depth: Option<usize>,
    /// Whether the attribute hides it. Senders hide previews by styles.
    is_hidden_by_attribute: bool,
    /// Open elements that keep white space.
    preformatted_depth: usize,
    quote_depth: usize,
    /// Line breaks to write before the next word.
    pending_breaks: u8,
    /// Whether to write a space before the next word.
    has_pending_space: bool,
    /// Whether to write the sign of a list item before the next word.
    has_pending_bullet: bool,
    /// Whether words stand before in the same line.
    is_within_line: bool,
}

/// The attributes of a start tag that matter for the text, their entities undecoded.
#[derive(Default)]
struct TextRelevantAttributes<'a> {
    style: Option<&'a str>,
    class: Option<&'a str>,
    href: Option<&'a str>,
    alt: Option<&'a str>,
    name: Option<&'a str>,
    title: Option<&'a str>,
    aria_label: Option<&'a str>,
    is_hidden: bool,
}

impl<'a> TextRelevantAttributes<'a> {
    fn read_attributes(attributes: &'a str) -> Self {
        let mut read = Self::default();
        for (name, value) in split_attributes(attributes) {
            let attribute = match name {
                "style" => &mut read.style,
                "class" => &mut read.class,
                "href" => &mut read.href,
                "alt" => &mut read.alt,
                "name" => &mut read.name,
                "title" => &mut read.title,
                "aria-label" => &mut read.aria_label,
                "hidden" => {
                    read.is_hidden = true;
                    continue;
                }
                _ => continue,
            };
            *attribute = attribute.or(Some(value));
        }
        read
    }
}

impl<'a> TextExtractor<'a> {
    fn collect_text_and_links(&mut self, html: &'a str) {
        self.text.reserve(html.len() / 4);
        self.may_have_no_size = ["font-size:0", "font:0", " 0/0"].iter().any(|size| long_text_contains(html, size));
        for piece in MarkupScanner::new(html) {
            self.nodes += usize::from(!matches!(piece, MarkupPiece::End(_)));
            match piece {
                MarkupPiece::Text(text) => self.add_text(text),
                MarkupPiece::Start(name, attributes) => self.handle_start_tag(name, attributes),
                MarkupPiece::End(name) => self.handle_end_tag(name),
            }
        }
        self.finish_link();
    }

    /// Whether the last text or element is hidden, if that was worked out.
    fn is_known_hidden(&self) -> Option<bool> {
        self.hidden_nodes.as_ref().map(|hidden| hidden.get(self.nodes).copied().unwrap_or(false))
    }

    /// Whether the last text or element is hidden, as far as known.
    fn is_hidden(&self) -> bool {
        self.hidden_depth.is_some() || self.is_known_hidden() == Some(true)
    }

    /// Records whether words have no size, so that they may be hidden.
    fn record_zero_size_text(&mut self, words: &str) {
        if self.font_sizes.last().is_some_and(|(_, is_zero)| *is_zero) && self.hidden_depth.is_none() {
            self.has_text_without_size |= words.chars().any(|c| !c.is_whitespace() && !is_invisible_char(c));
        }
    }

    /// Adds text between tags, its entities undecoded.
    fn add_text(&mut self, source: &str) {
        if source.is_empty() {
            return;
        }
        if source.bytes().all(|b| b.is_ascii_whitespace())
            && self.preformatted_depth == 0
            && self.open_link.is_none()
            && !self.is_hidden()
        {
            self.has_pending_space = true;
            return;
        }
        let words = decode_common_entities(source);
        self.record_zero_size_text(&words);
        self.add_link_text(&words);
        if self.is_hidden() {
            if self.text.is_empty() && self.preheader.len() < 4_000 && !self.is_hidden_by_attribute {
                self.preheader.push_str(&words);
                self.preheader.push(' ');
            }
            return;
        }
        self.is_within_line |= words.contains(char::is_alphanumeric);
        if self.preformatted_depth > 0 {
            for (i, line) in words.split('\n').enumerate() {
                if i > 0 {
                    self.pending_breaks = (self.pending_breaks + 1).min(2);
                    self.has_pending_space = false;
                }
                if !line.trim().is_empty() {
                    self.write_pending_space();
                    self.text.extend(line.trim_end().chars().filter(|c| !is_padding(*c)));
                    self.has_pending_space = line.ends_with(' ');
                }
            }
        } else {
            let mut pieces = words.split(char::is_whitespace).peekable();
            while let Some(piece) = pieces.next() {
                if piece.bytes().all(|b| b.is_ascii_graphic()) && !piece.is_empty() {
                    self.write_pending_space();
                    self.text.push_str(piece);
                    self.has_pending_space = false;
                } else if piece.chars().any(|c| !is_invisible_char(c)) {
                    self.write_pending_space();
                    self.text.extend(piece.chars().filter(|c| !is_padding(*c)));
                    self.has_pending_space = false;
                }
                self.has_pending_space |= pieces.peek().is_some();
            }
        }
    }

    /// Adds the alternative text of an image: within a line of words to that line, since it may be a symbol in a
    /// sentence, and otherwise behind all words. Logos and icons are not what a message begins with.
    fn add_image_alt_text(&mut self, source: &str) {
        let is_hidden = self.is_hidden();
        if !is_hidden && self.is_within_line {
            self.has_pending_space = true;
            self.add_text(source);
            self.has_pending_space = true;
            return;
        }
        let words = decode_common_entities(source);
        self.record_zero_size_text(&words);
        self.add_link_text(&words);
        if !is_hidden {
            let start = self.alternative_texts.len();
            if start > 0 {
                self.alternative_texts.push('\n');
            }
            let line = self.alternative_texts.len();
            let pieces = words.split(char::is_whitespace).filter(|piece| piece.chars().any(|c| !is_invisible_char(c)));
            for (number, piece) in pieces.enumerate() {
                if number > 0 {
                    self.alternative_texts.push(' ');
                }
                self.alternative_texts.extend(piece.chars().filter(|c| !is_padding(*c)));
            }
            if self.alternative_texts.len() == line {
                self.alternative_texts.truncate(start);
            }
        }
    }

    /// Adds words to the text of the open link.
    fn add_link_text(&mut self, words: &str) {
        if let Some(link) = &mut self.open_link {
            append_collapsed(words, &mut link.text, MAX_LINK_TEXT_BYTES);
            if let Some(may_name) = self.may_name_site.last_mut() {
                *may_name = *may_name || may_name_site(words) || link_text_may_name_phone_number(&link.href, words);
            }
        }
    }

    /// Writes the pending space or line breaks.
    fn write_pending_space(&mut self) {
        if self.text.is_empty() {
            self.pending_breaks = 0;
        }
        for _ in 0..self.pending_breaks {
            self.text.push('\n');
        }
        if self.pending_breaks > 0 || self.text.is_empty() {
            for _ in 0..self.quote_depth.min(8) {
                self.text.push_str("> ");
            }
        } else if self.has_pending_space && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
        self.pending_breaks = 0;
        self.has_pending_space = false;
        if std::mem::take(&mut self.has_pending_bullet) {
            self.text.push_str("- ");
        }
    }

    fn handle_end_tag(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        if self.hidden_depth.is_some_and(|at| self.depth < at) {
            self.hidden_depth = None;
            self.is_hidden_by_attribute = false;
        }
        while self.font_sizes.last().is_some_and(|(at, _)| self.depth < *at) {
            self.font_sizes.pop();
        }
        if let Some((_, is_block)) = self.boxes.pop_if(|(at, _)| self.depth < *at)
            && self.hidden_depth.is_none()
        {
            self.add_box_boundary(is_block);
        }
        match name {
            "a" => self.finish_link(),
            // An item without words gets no sign.
            "li" => self.has_pending_bullet = false,
            "pre" => self.preformatted_depth = self.preformatted_depth.saturating_sub(1),
            "blockquote" => self.quote_depth = self.quote_depth.saturating_sub(1),
            _ => {}
        }
        if self.hidden_depth.is_none() {
            self.add_element_boundary(name);
        }
    }

    fn handle_start_tag(&mut self, name: &str, attributes: &'a str) {
        let attributes = TextRelevantAttributes::read_attributes(attributes);
        let is_void = is_void_element(name);
        if !is_void {
            self.depth += 1;
        }
        if self.hidden_depth.is_none() {
            self.add_element_boundary(name);
            let style = attributes.style.filter(|_| !is_void);
            let effects = style.map(|style| self.cached_style_effects(style));
            let hides = || effects.is_some_and(|effects| effects.hides_element(name));
            if !is_void && self.is_known_hidden().unwrap_or_else(hides) {
                self.hidden_depth = Some(self.depth);
                self.is_hidden_by_attribute = attributes.is_hidden;
            }
            if self.may_have_no_size
                && let Some(is_zero) = effects.and_then(|effects| effects.is_font_size_zero)
            {
                self.font_sizes.push((self.depth, is_zero));
            }
            if self.hidden_depth.is_none()
                && matches!(name, "span" | "a" | "b" | "font" | "strong")
                && let Some(is_block) = effects
                    .and_then(|effects| effects.is_drawn_as_block)
                    .or_else(|| attributes.class.and_then(is_form_control_drawn_as_block))
            {
                self.add_box_boundary(is_block);
                self.boxes.push((self.depth, is_block));
            }
        }
        match name {
            "br" if self.hidden_depth.is_none() => {
                self.pending_breaks = (self.pending_breaks + 1).min(2);
                self.is_within_line = false;
            }
            "img" => {
                if let Some(alt) = attributes.alt.filter(|a| !a.trim().is_empty()) {
                    self.add_image_alt_text(alt);
                }
            }
            "a" | "area" => {
                self.finish_link();
                let is_listed = |href: &&str| leads_outside_message(href) && self.links.len() < self.max_links;
                if let Some(href) = attributes.href.filter(is_listed) {
                    let href = decode_common_entities(href).into_owned();
                    self.may_name_site.push(false);
                    self.open_link = Some(MessageLink { href, text: String::new(), mismatch: false });
                }
            }
            "map" => self.open_map = attributes.name.unwrap_or_default(),
            "pre" => self.preformatted_depth += 1,
            "div" if attributes.class == Some(TEXT_CLASS) => self.preformatted_depth += 1,
            "blockquote" => self.quote_depth += 1,
            "li" if self.hidden_depth.is_none() => self.has_pending_bullet = true,
            _ => {}
        }
        if self.open_link.is_some() {
            self.check_link_descriptions_for_sites(&attributes);
        }
        if name == "area" {
            self.add_image_map_area_link(attributes.alt);
        }
    }

    fn cached_style_effects(&mut self, style: &'a str) -> InlineStyleEffects {
        *self.known_styles.entry(style).or_insert_with(|| InlineStyleEffects::from_style(style))
    }

    /// Adds the open link, which is an area of an image map, to the list.
    fn add_image_map_area_link(&mut self, alt: Option<&str>) {
        if let Some(alt) = alt {
            self.add_link_text(&decode_common_entities(alt));
        }
        if let Some(link) = &mut self.open_link
            && let Some(texts) = self.map_image_texts.get(self.open_map)
        {
            // The image is what a reader sees of the area. Of the many areas of a map, all have the same few images.
            let texts: Vec<_> = texts.iter().take(MAX_MAP_IMAGES).map(|text| decode_common_entities(text)).collect();
            link.mismatch = is_mismatch(&link.href, texts.iter().map(|text| &**text), SiteNameStrictness::Sure);
        }
        self.finish_link();
    }

    /// Checks whether what a link or an element in it says of itself may name a site.
    fn check_link_descriptions_for_sites(&mut self, attributes: &TextRelevantAttributes<'_>) {
        let href = self.open_link.as_ref().map(|link| link.href.as_str()).unwrap_or_default();
        let mut descriptions = [attributes.title, attributes.aria_label].into_iter().flatten();
        let may_name = |text: &str| may_name_site(text) || link_text_may_name_phone_number(href, text);
        if descriptions.any(|text| may_name(&decode_common_entities(text)))
            && let Some(may_name) = self.may_name_site.last_mut()
        {
            *may_name = true;
        }
    }

    /// Adds the line break or the space around an inline element that is drawn as a box.
    fn add_box_boundary(&mut self, is_block: bool) {
        if is_block {
            self.pending_breaks = self.pending_breaks.max(1);
        } else {
            self.has_pending_space = true;
        }
    }

    /// Adds the line breaks or the space around an element.
    fn add_element_boundary(&mut self, name: &str) {
        let breaks = match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "blockquote" | "pre" | "hr"
            | "table" | "figure" => 2,
            "div" | "tr" | "li" | "dt" | "dd" | "center" | "section" | "article" | "header" | "footer" | "main"
            | "nav" | "aside" | "address" | "details" | "summary" | "caption" | "figcaption" => 1,
            "td" | "th" => {
                self.has_pending_space = true;
                self.is_within_line = false;
                return;
            }
            _ => return,
        };
        self.is_within_line = false;
        self.pending_breaks = self.pending_breaks.max(breaks);
    }

    /// Adds the open link to the list.
    fn finish_link(&mut self) {
        if let Some(mut link) = self.open_link.take() {
            link.text.truncate(link.text.trim_end().len());
            self.links.push(link);
        }
    }

    /// Makes the snippet, and adds the alternative texts.
    fn finish_text_extraction(mut self) -> ExtractedText {
        let mut snippet = make_opening_snippet(&[&self.preheader, &self.text]);
        if !self.alternative_texts.is_empty() {
            // Marks that stand between images are no words.
            if !snippet.contains(char::is_alphanumeric) {
                snippet = make_opening_snippet(&[&self.alternative_texts]);
            }
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.text.push_str(&self.alternative_texts);
        }
        ExtractedText { text: self.text, snippet, links: self.links }
    }
}

/// Whether a character only pads or splits words.
fn is_padding(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}') || (c.is_control() && c != '\t')
}

/// Appends text with its white space collapsed, up to `max` bytes.
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
