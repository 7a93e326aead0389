//! Writes properly nested markup and keeps the stack of open elements.

use std::ops::Range;

use crate::allowed_elements_and_attributes::{self, ElementKind};
use crate::characters::find_ascii_byte;
use crate::disallowed_element_substitutes::{ElementReplacement, normalised_class_for_element_name};
use crate::html_entities::decode_common_entities;
use crate::openable_url::{is_canonical_web_address, parse_openable_url};
use crate::render_options::RenderLimits;

use super::tokenizer::{Attribute, TagName};
use super::tracking_pixel::output_attribute_name;

/// Formatting elements that are reopened after the end of a block, as in browsers.
const MAX_REOPENED: usize = 8;
/// Bytes of the start tag of an element that is reopened.
const MAX_REOPENED_BYTES: usize = 256;
/// The most elements that are reopened in a message.
const MAX_REOPENED_PER_MESSAGE: usize = 5_000;
/// The most misnested formatting elements of a message that are left for the HTML parser to correct.
const MAX_MISNESTED_PER_MESSAGE: usize = 1_000;
/// Bytes of one attribute value. `src` has a limit of its own.
const MAX_ATTRIBUTE_BYTES: usize = 64 << 10;

/// The approximate length after which a text is split. At every character that html5ever (0.40) escapes, it scans the
/// rest of the text, so a megabyte of `&` would take half a minute.
const MAX_TEXT_BYTES: usize = 4 << 10;
/// Splits a text for the parser; the sanitiser removes it.
const TEXT_SPLIT: &str = "<!---->";
/// The longest entity that is kept whole.
const MAX_ENTITY_BYTES: usize = 64;

/// An open element.
struct OpenElement {
    name: &'static str,
    kind: ElementKind,
    /// The name in the source of an element that is written as another one.
    source_name: Option<TagName>,
    /// The span of its start tag in the output; empty for the wrapper of an earlier rendering, which is not written.
    tag_span: Range<usize>,
}

impl OpenElement {
    /// Whether the source has an element of this name here.
    fn has_source_element_name(&self, name: &str) -> bool {
        self.name == name && self.source_name.is_none()
    }
}

/// Writes properly nested markup within the limits.
pub(super) struct NestingWriter {
    out: String,
    /// The offset in the output after the last split of a text.
    last_split: usize,
    stack: Vec<OpenElement>,
    /// Elements that are too deep to be written. Their end tags must not close others.
    unwritten: Vec<(&'static str, Option<TagName>)>,
    /// Formatting elements to reopen before the next text.
    to_reopen: Vec<(&'static str, Range<usize>)>,
    /// A buffer for the lower-case name of an attribute.
    attribute_name: String,
    wrapper_seen: bool,
    elements: usize,
    max_elements: usize,
    max_depth: usize,
    reopen_left: usize,
    misnested_left: usize,
    /// Whether an element was left out because of a limit.
    pub(super) truncated: bool,
    /// Whether the limit of elements is reached.
    pub(super) is_full: bool,
}

impl NestingWriter {
    pub(super) fn new(limits: &RenderLimits, source_bytes: usize) -> Self {
        Self {
            out: String::with_capacity(source_bytes),
            last_split: 0,
            stack: Vec::new(),
            unwritten: Vec::new(),
            to_reopen: Vec::new(),
            attribute_name: String::new(),
            wrapper_seen: false,
            elements: 0,
            max_elements: limits.max_elements,
            max_depth: limits.max_depth.max(8),
            reopen_left: MAX_REOPENED_PER_MESSAGE,
            misnested_left: MAX_MISNESTED_PER_MESSAGE,
            truncated: false,
            is_full: false,
        }
    }

    /// Closes all elements and returns the markup.
    pub(super) fn finish_markup(mut self) -> String {
        self.close_elements_from(0, false);
        self.out
    }

    /// Whether no element is open.
    pub(super) fn is_at_top_level(&self) -> bool {
        self.stack.is_empty()
    }

    /// Opens the wrapper of an earlier rendering without writing it. Returns `false` for a second one.
    pub(super) fn enter_rendered_wrapper(&mut self) -> bool {
        if self.wrapper_seen {
            return false;
        }
        self.wrapper_seen = true;
        self.stack.push(OpenElement { name: "div", kind: ElementKind::Block, source_name: None, tag_span: 0..0 });
        true
    }

    /// Writes text of the source, its entities undecoded.
    pub(super) fn write_text(&mut self, text: &str) {
        let blank = text.bytes().all(|b| b.is_ascii_whitespace());
        if blank && self.out.is_empty() {
            return;
        }
        if !self.can_hold_text() {
            if blank {
                self.out.push_str(text);
                return;
            }
            // Padding between cells is not content.
            let padding = text.replace("&nbsp;", "");
            if padding.chars().all(char::is_whitespace) || !self.open_implied_cell() {
                return;
            }
        }
        if !blank {
            self.reopen_formatting();
        }
        match text.strip_prefix('<') {
            Some(rest) => {
                // Two texts must not join to form a tag.
                self.out.push_str("&lt;");
                self.write_text_with_splits(rest);
            }
            None => self.write_text_with_splits(text),
        }
    }

    /// Writes a text, split where it is long.
    fn write_text_with_splits(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let room = MAX_TEXT_BYTES.saturating_sub(self.out.len() - self.last_split);
            if rest.len() <= room {
                break;
            }
            let (now, later) = rest.split_at(find_entity_safe_split_point(rest, room));
            self.out.push_str(now);
            self.out.push_str(TEXT_SPLIT);
            self.last_split = self.out.len();
            rest = later;
        }
        self.out.push_str(rest);
    }

    /// Writes the content of an element without markup. `has_entities` tells whether it may have entities.
    pub(super) fn write_raw_text_escaped(&mut self, text: &str, has_entities: bool) {
        let mut safe = text.replace('<', "&lt;");
        if !has_entities {
            safe = text.replace('&', "&amp;").replace('<', "&lt;");
        }
        self.write_text(&safe);
    }

    /// Starts an allowed element: writes its tag, and closes and opens what HTML implies.
    pub(super) fn start_element(&mut self, name: &'static str, kind: ElementKind, attributes: &[Attribute<'_>]) {
        self.start_element_as(None, name, kind, attributes);
    }

    /// Writes the start tag of what replaces an element of the source.
    pub(super) fn write_replacement(
        &mut self,
        source_name: TagName,
        replacement: ElementReplacement,
        attributes: &[Attribute<'_>],
    ) {
        match source_name.as_str() {
            // Between the parts of a table, a form has no box.
            "form" if !self.can_hold_text() => return,
            // A button ends the one that it starts in.
            "button" => self.write_replacement_end(source_name),
            _ => {}
        }
        self.start_element_as(Some(source_name), replacement.name, replacement.kind, attributes);
    }

    /// Starts an element as another one, if `source_name` tells that the source has another name for it.
    fn start_element_as(
        &mut self,
        source_name: Option<TagName>,
        name: &'static str,
        kind: ElementKind,
        attributes: &[Attribute<'_>],
    ) {
        if !self.unwritten.is_empty() && kind != ElementKind::Void {
            self.add_too_deep_element(name, source_name);
            return;
        }
        match kind {
            ElementKind::Section
            | ElementKind::Row
            | ElementKind::Cell
            | ElementKind::Caption
            | ElementKind::ColumnGroup
            | ElementKind::Column => {
                if !self.enter_table_part(name, kind) {
                    return;
                }
            }
            _ => {
                if !self.can_hold_text() {
                    if kind == ElementKind::Table {
                        // Browsers end a table when another table starts between its cells.
                        self.close_innermost_table();
                    } else if !self.open_implied_cell() {
                        return;
                    }
                }
                self.close_implied(name, kind);
                if kind.is_phrasing() || matches!(name, "br" | "img" | "wbr") {
                    self.reopen_formatting();
                } else if kind == ElementKind::Table {
                    self.to_reopen.clear();
                }
            }
        }
        self.open_element(source_name, name, kind, attributes);
    }

    /// Writes the end tag of what replaces an element of the source, if it is open.
    pub(super) fn write_replacement_end(&mut self, source_name: TagName) {
        if self.end_unwritten_element(|(_, unwritten)| *unwritten == Some(source_name)) {
            return;
        }
        let boundary = self.table_scope_start();
        let is_match = |open: &OpenElement| open.source_name == Some(source_name);
        let Some(index) = self.stack[boundary..].iter().rposition(is_match).map(|index| boundary + index) else {
            return;
        };
        let has_block_inside = self.stack[index + 1..].iter().any(|open| !open.kind.is_phrasing());
        // Browsers ignore the end of an inline element inside a block that is still open. What follows the end of a form
        // there stays in the block.
        if has_block_inside && (self.stack[index].kind.is_phrasing() || source_name.as_str() == "form") {
            return;
        }
        self.close_elements_from(index, true);
        self.unwritten.clear();
    }

    /// Ends the innermost element that matches, of those that are too deep to be written.
    fn end_unwritten_element(&mut self, is_match: impl Fn(&(&'static str, Option<TagName>)) -> bool) -> bool {
        let recent = self.unwritten.len().saturating_sub(64);
        let found = self.unwritten[recent..].iter().rposition(is_match);
        if let Some(index) = found {
            self.unwritten.truncate(recent + index);
        }
        found.is_some()
    }

    /// Ends an element if it is open: writes its tag, and closes and reopens what HTML implies.
    pub(super) fn end_element(&mut self, name: &'static str, kind: ElementKind) {
        if self.end_unwritten_element(|(unwritten, source_name)| *unwritten == name && source_name.is_none()) {
            return;
        }
        if name == "br" {
            self.start_element(name, kind, &[]);
            return;
        }
        let boundary = self.table_scope_start();
        let find_open = |this: &Self, is_match: &dyn Fn(&OpenElement) -> bool| {
            this.stack[boundary..].iter().rposition(is_match).map(|i| boundary + i)
        };
        let target = match kind {
            ElementKind::Void | ElementKind::Column => None,
            ElementKind::Table => {
                self.close_innermost_table();
                None
            }
            ElementKind::Section
            | ElementKind::Row
            | ElementKind::Cell
            | ElementKind::Caption
            | ElementKind::ColumnGroup => {
                let table = self.innermost_table().map_or(self.stack.len(), |t| t + 1);
                if let Some(i) = self.stack[table..].iter().rposition(|o| o.has_source_element_name(name)) {
                    self.close_elements_from(table + i, false);
                    self.unwritten.clear();
                }
                None
            }
            ElementKind::Heading => find_open(self, &|o| o.kind == ElementKind::Heading),
            ElementKind::ListItem => {
                find_open(self, &|o| o.has_source_element_name(name) || matches!(o.name, "ol" | "ul"))
                    .filter(|i| self.stack[*i].has_source_element_name(name))
            }
            ElementKind::Paragraph | ElementKind::Block | ElementKind::Term => {
                find_open(self, &|o| o.has_source_element_name(name))
            }
            ElementKind::Inline => find_open(self, &|o| o.has_source_element_name(name) || !o.kind.is_phrasing())
                .filter(|i| self.stack[*i].has_source_element_name(name)),
            ElementKind::Format => match find_open(self, &|o| o.has_source_element_name(name)) {
                Some(i) => self.end_formatting(i),
                None => {
                    if let Some(i) = self.to_reopen.iter().rposition(|(n, _)| *n == name) {
                        self.to_reopen.remove(i);
                    }
                    None
                }
            },
        };
        if let Some(target) = target {
            self.close_elements_from(target, true);
            self.unwritten.clear();
        }
    }

    /// Ends the formatting element at `index`. Blocks inside it stay open, as in browsers. Returns the index from which
    /// elements are still to be closed.
    fn end_formatting(&mut self, index: usize) -> Option<usize> {
        let blocks = self.stack[index..].iter().filter(|o| !o.kind.is_phrasing()).count();
        if blocks == 0 {
            return Some(index);
        }
        let to_block = self.stack[index..].iter().take_while(|o| o.kind.is_phrasing()).count();
        if blocks > 6 || to_block > 3 || self.misnested_left == 0 {
            return Some(index);
        }
        self.misnested_left -= 1;
        let name = self.stack[index].name;
        self.write_closing_tag(name);
        let last_block = self.stack.iter().rposition(|o| !o.kind.is_phrasing()).unwrap_or(index);
        let mut i = 0;
        // The parser does not reopen the inline elements that it has to split.
        self.stack.retain(|o| {
            i += 1;
            let place = i - 1;
            place != index && !(place > index && place < last_block && o.kind == ElementKind::Inline)
        });
        None
    }

    /// Whether text may stand at the current position.
    fn can_hold_text(&self) -> bool {
        self.stack.last().is_none_or(|o| o.kind.can_hold_text())
    }

    /// The index of the innermost table.
    fn innermost_table(&self) -> Option<usize> {
        self.stack.iter().rposition(|o| o.kind == ElementKind::Table)
    }

    /// Closes the innermost table.
    fn close_innermost_table(&mut self) {
        if let Some(table) = self.innermost_table() {
            self.close_elements_from(table, false);
            self.unwritten.clear();
        }
    }

    /// Closes and opens elements so that a part of a table can be written; `false` when no table is open.
    fn enter_table_part(&mut self, name: &'static str, kind: ElementKind) -> bool {
        let Some(table) = self.innermost_table() else { return false };
        // The open parts of the innermost table: section, row, cell, each directly in the one before.
        let path: Vec<ElementKind> =
            self.stack[table + 1..].iter().take(3).map(|o| o.kind).take_while(|k| k.is_table_or_part()).collect();
        let keep = match kind {
            ElementKind::Cell => {
                path.iter().take_while(|k| matches!(k, ElementKind::Section | ElementKind::Row)).count()
            }
            ElementKind::Row => path.iter().take_while(|k| **k == ElementKind::Section).count(),
            ElementKind::Column => path.iter().take_while(|k| **k == ElementKind::ColumnGroup).count(),
            _ => 0,
        };
        self.close_elements_from(table + 1 + keep, false);
        self.to_reopen.clear();
        match kind {
            ElementKind::Cell if self.stack.last().is_some_and(|o| o.kind != ElementKind::Row) => {
                self.open_element(None, "tr", ElementKind::Row, &[])
            }
            ElementKind::Column if self.stack.last().is_some_and(|o| o.kind != ElementKind::ColumnGroup) => {
                self.open_element(None, "colgroup", ElementKind::ColumnGroup, &[]);
            }
            _ => {}
        }
        if self.unwritten.is_empty() {
            return true;
        }
        self.add_too_deep_element(name, None);
        false
    }

    /// Opens a cell for content between cells. Browsers move such content in front of the table.
    fn open_implied_cell(&mut self) -> bool {
        self.enter_table_part("td", ElementKind::Cell) && {
            self.open_element(None, "td", ElementKind::Cell, &[]);
            self.can_hold_text()
        }
    }

    /// Closes the elements that the start of this element closes by implication.
    fn close_implied(&mut self, name: &'static str, kind: ElementKind) {
        let boundary = self.table_scope_start();
        match kind {
            ElementKind::ListItem | ElementKind::Term => {
                for i in (boundary..self.stack.len()).rev() {
                    let open = &self.stack[i];
                    if open.kind == kind {
                        self.close_elements_from(i, true);
                        break;
                    }
                    if !open.kind.is_phrasing() && !matches!(open.name, "address" | "div" | "p") {
                        break;
                    }
                }
            }
            ElementKind::Heading => {
                self.close_paragraph();
                // Formatting between two headings would be split over both.
                let holder = self.stack.iter().rposition(|o| !o.kind.is_phrasing());
                if let Some(i) = holder.filter(|i| self.stack[*i].kind == ElementKind::Heading) {
                    self.close_elements_from(i, true);
                }
            }
            ElementKind::Format
                if name == "a"
                    && (self.stack[boundary..].iter().any(|o| o.name == "a")
                        || self.to_reopen.iter().any(|(n, _)| *n == "a")) =>
            {
                self.end_element(name, kind);
            }
            _ => {}
        }
        if !kind.is_phrasing() && (kind != ElementKind::Void || name == "hr") {
            self.close_paragraph();
        }
    }

    /// Closes the open paragraph.
    fn close_paragraph(&mut self) {
        let boundary = self.table_scope_start();
        if let Some(i) = self.stack[boundary..].iter().rposition(|o| o.name == "p") {
            self.close_elements_from(boundary + i, true);
        }
    }

    /// The stack index of the first open element in the current part of a table. Elements below it are not closed from
    /// here.
    fn table_scope_start(&self) -> usize {
        self.stack.iter().rposition(|o| o.kind.is_table_or_part()).map_or(0, |i| i + 1)
    }

    /// Writes a start tag and pushes the element.
    fn open_element(
        &mut self,
        source_name: Option<TagName>,
        name: &'static str,
        kind: ElementKind,
        attributes: &[Attribute<'_>],
    ) {
        if self.elements >= self.max_elements {
            self.is_full = true;
            self.truncated = true;
            return;
        }
        let depth = self.stack.len() - usize::from(self.stack.first().is_some_and(|o| o.tag_span.is_empty()));
        if depth >= self.max_depth && !matches!(kind, ElementKind::Void | ElementKind::Column) {
            self.add_too_deep_element(name, source_name);
            return;
        }
        self.elements += 1;
        let start = self.out.len();
        self.out.push('<');
        self.out.push_str(name);
        let mut name_class =
            source_name.and_then(|source_name| normalised_class_for_element_name(source_name.as_str()));
        let mut anchor_attributes = [("target", false), ("rel", false)];
        let mut lower = std::mem::take(&mut self.attribute_name);
        for attribute in attributes {
            lower.clear();
            lower.push_str(attribute.name);
            lower.make_ascii_lowercase();
            if lower == "popover" {
                // Without a script, a popover is never opened.
                lower.replace_range(.., "hidden");
            }
            let value = attribute.value.unwrap_or_default();
            if !allowed_elements_and_attributes::is_attribute_allowed(name, &lower)
                || lower == allowed_elements_and_attributes::PIXEL_ATTRIBUTE
                || (value.len() > MAX_ATTRIBUTE_BYTES && lower != "src")
            {
                continue;
            }
            for (known, seen) in &mut anchor_attributes {
                *seen |= *known == lower;
            }
            let value = if lower == "href" { output_href(value) } else { value };
            match name_class.take_if(|_| lower == "class") {
                Some(name_class) => self.write_attribute("class", &format!("{value} {name_class}")),
                None => self.write_attribute(output_attribute_name(name, &lower, attributes), value),
            }
        }
        self.attribute_name = lower;
        if let Some(name_class) = name_class {
            self.write_attribute("class", &name_class);
        }
        if source_name.is_some_and(|source_name| source_name.as_str() == "dialog")
            && !attributes.iter().any(|attribute| attribute.name.eq_ignore_ascii_case("open"))
        {
            self.write_attribute("hidden", "");
        }
        if matches!(name, "a" | "area") {
            // The sanitiser sets the values of attributes that exist.
            for (missing, _) in anchor_attributes.iter().filter(|(_, seen)| !seen) {
                self.write_attribute(missing, "");
            }
        }
        self.out.push('>');
        if name == "pre" {
            // Parsers drop one line break after `<pre>`; this one is dropped instead of the first one of the message.
            self.out.push('\n');
        }
        if !matches!(kind, ElementKind::Void | ElementKind::Column) {
            self.stack.push(OpenElement { name, kind, source_name, tag_span: start..self.out.len() });
        }
    }

    fn write_attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        if find_ascii_byte(value, b'"').is_some() {
            self.out.push_str(&value.replace('"', "&quot;"));
        } else {
            self.out.push_str(value);
        }
        self.out.push('"');
    }

    fn write_closing_tag(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Notes an element that is too deep.
    fn add_too_deep_element(&mut self, name: &'static str, source_name: Option<TagName>) {
        self.truncated = true;
        self.unwritten.push((name, source_name));
    }

    /// Closes all elements from `index` on. With `reopen_formatting`, formatting elements above `index` are reopened
    /// later.
    fn close_elements_from(&mut self, index: usize, reopen_formatting: bool) {
        let mut reopened = Vec::new();
        while self.stack.len() > index {
            let Some(open) = self.stack.pop() else { break };
            if open.tag_span.is_empty() {
                continue;
            }
            if reopen_formatting
                && self.stack.len() > index
                && open.kind == ElementKind::Format
                && open.tag_span.len() <= MAX_REOPENED_BYTES
            {
                reopened.push((open.name, open.tag_span.clone()));
            }
            self.write_closing_tag(open.name);
        }
        reopened.reverse();
        self.to_reopen.extend(reopened);
        self.to_reopen.truncate(MAX_REOPENED);
    }

    /// Reopens the formatting that the end of a block closed.
    fn reopen_formatting(&mut self) {
        for (name, tag_span) in std::mem::take(&mut self.to_reopen) {
            if self.reopen_left == 0 || self.elements >= self.max_elements || self.stack.len() >= self.max_depth {
                return;
            }
            self.reopen_left -= 1;
            self.elements += 1;
            let start = self.out.len();
            self.out.extend_from_within(tag_span);
            let tag_span = start..self.out.len();
            self.stack.push(OpenElement { name, kind: ElementKind::Format, source_name: None, tag_span });
        }
    }
}

/// The `href` that a link gets: the parser drops one with a scheme that it does not know, and with it the look of a link.
fn output_href(href: &str) -> &str {
    let decoded = decode_common_entities(href);
    let is_kept = decoded.trim_start().starts_with('#')
        || is_canonical_web_address(&decoded)
        || parse_openable_url(&decoded).is_some();
    if is_kept { href } else { allowed_elements_and_attributes::NOWHERE }
}

/// A position at or soon after `from` where a text can be split without splitting an entity.
fn find_entity_safe_split_point(text: &str, from: usize) -> usize {
    let last = text.ceil_char_boundary(from + MAX_ENTITY_BYTES);
    let is_outside_entity = |at: &usize| {
        let byte = text.as_bytes()[*at];
        text.is_char_boundary(*at) && (byte == b'&' || byte.is_ascii_whitespace() || !byte.is_ascii())
    };
    (from..last).find(is_outside_entity).unwrap_or(last)
}
