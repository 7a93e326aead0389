//! Keeps track of what is open and writes properly nested markup.

use std::ops::Range;

use crate::chars::find;
use crate::options::Limits;
use crate::policy::{self, Kind};

use super::dropped::kept_name;
use super::scan::Attribute;

/// Formatting that is carried over a block's end, as browsers do: so much at a time, and no longer tags.
const MAX_REOPENED: usize = 8;
const MAX_REOPENED_BYTES: usize = 256;
/// How often that may happen in one message.
const REOPEN_BUDGET: usize = 5_000;
/// How often formatting that ends inside a block it doesn't hold is left to the parser to sort out.
const MISNESTED_BUDGET: usize = 1_000;
/// Bytes of one attribute; images are measured elsewhere.
const MAX_ATTRIBUTE_BYTES: usize = 64 << 10;

/// About how long a text may be before it is parted. At every character that html5ever (0.40) escapes, it looks through all
/// that is left of a text, so that a megabyte of `&` would take half a minute.
const TEXT_BYTES: usize = 4 << 10;
/// What parts a text in two for the parser, and is gone with the sanitiser.
const PARTING: &str = "<!---->";
/// Longer references are none, or have zeros to spare.
const REFERENCE_BYTES: usize = 64;

struct Open {
    name: &'static str,
    kind: Kind,
    /// Where its tag was written; empty when it is the wrapper of an earlier rendering, which isn't.
    tag: Range<usize>,
}

pub(super) struct Tree {
    out: String,
    /// Where in it a text was parted last.
    parted: usize,
    stack: Vec<Open>,
    /// Elements too deep to be written, whose end tags must not close others.
    ghosts: Vec<&'static str>,
    /// Formatting to open again before the next text.
    pending: Vec<(&'static str, Range<usize>)>,
    wrapper_seen: bool,
    elements: usize,
    max_elements: usize,
    max_depth: usize,
    reopen_left: usize,
    misnested_left: usize,
    /// Something was too deep or too much.
    pub(super) truncated: bool,
    /// No further element fits.
    pub(super) full: bool,
}

impl Tree {
    pub(super) fn new(limits: &Limits, source_bytes: usize) -> Self {
        Self {
            out: String::with_capacity(source_bytes),
            parted: 0,
            stack: Vec::new(),
            ghosts: Vec::new(),
            pending: Vec::new(),
            wrapper_seen: false,
            elements: 0,
            max_elements: limits.max_elements,
            max_depth: limits.max_depth.max(8),
            reopen_left: REOPEN_BUDGET,
            misnested_left: MISNESTED_BUDGET,
            truncated: false,
            full: false,
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.pop_to(0, false);
        self.out
    }

    /// Nothing is open.
    pub(super) fn at_top(&self) -> bool {
        self.stack.is_empty()
    }

    /// Takes note of the wrapper of an earlier rendering, once.
    pub(super) fn open_wrapper(&mut self) -> bool {
        if self.wrapper_seen {
            return false;
        }
        self.wrapper_seen = true;
        self.stack.push(Open { name: "div", kind: Kind::Block, tag: 0..0 });
        true
    }

    /// Text as it stands in the source, its references undecoded.
    pub(super) fn text(&mut self, text: &str) {
        let blank = text.bytes().all(|b| b.is_ascii_whitespace());
        if blank && self.out.is_empty() {
            return;
        }
        if !self.takes_content() {
            if blank {
                self.out.push_str(text);
                return;
            }
            // Padding between cells is no content of its own.
            let padding = text.replace("&nbsp;", "");
            if padding.chars().all(char::is_whitespace) || !self.imply_cell() {
                return;
            }
        }
        if !blank {
            self.reopen();
        }
        match text.strip_prefix('<') {
            Some(rest) => {
                // Two pieces must not grow together into a tag.
                self.out.push_str("&lt;");
                self.push_text(rest);
            }
            None => self.push_text(text),
        }
    }

    /// Writes a text, parted where it gets long.
    fn push_text(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let room = TEXT_BYTES.saturating_sub(self.out.len() - self.parted);
            if rest.len() <= room {
                break;
            }
            let (now, later) = rest.split_at(seam(rest, room));
            self.out.push_str(now);
            self.out.push_str(PARTING);
            self.parted = self.out.len();
            rest = later;
        }
        self.out.push_str(rest);
    }

    /// Content of an element that held no markup; `references` tells whether character references count.
    pub(super) fn plain_text(&mut self, text: &str, references: bool) {
        let mut safe = text.replace('<', "&lt;");
        if !references {
            safe = text.replace('&', "&amp;").replace('<', "&lt;");
        }
        self.text(&safe);
    }

    pub(super) fn start(&mut self, name: &'static str, kind: Kind, attributes: &[Attribute<'_>]) {
        if !self.ghosts.is_empty() && kind != Kind::Void {
            self.ghost(name);
            return;
        }
        match kind {
            Kind::Section | Kind::Row | Kind::Cell | Kind::Caption | Kind::ColumnGroup | Kind::Column => {
                if !self.table_part(name, kind) {
                    return;
                }
            }
            _ => {
                if !self.takes_content() {
                    if kind == Kind::Table {
                        // Browsers end a table that meets another one between its cells.
                        self.end_table();
                    } else if !self.imply_cell() {
                        return;
                    }
                }
                self.close_implied(name, kind);
                if kind.is_phrasing() || matches!(name, "br" | "img" | "wbr") {
                    self.reopen();
                } else if kind == Kind::Table {
                    self.pending.clear();
                }
            }
        }
        self.open(name, kind, attributes);
    }

    pub(super) fn end(&mut self, name: &str) {
        let recent = self.ghosts.len().saturating_sub(64);
        if let Some(i) = self.ghosts[recent..].iter().rposition(|g| *g == name) {
            self.ghosts.truncate(recent + i);
            return;
        }
        let Some((name, kind)) = policy::element(name) else { return };
        if name == "br" {
            self.start(name, kind, &[]);
            return;
        }
        let boundary = self.boundary();
        let above = |this: &Self, found: &dyn Fn(&Open) -> bool| {
            this.stack[boundary..].iter().rposition(found).map(|i| boundary + i)
        };
        let target = match kind {
            Kind::Void | Kind::Column => None,
            Kind::Table => {
                self.end_table();
                None
            }
            Kind::Section | Kind::Row | Kind::Cell | Kind::Caption | Kind::ColumnGroup => {
                let table = self.table().map_or(self.stack.len(), |t| t + 1);
                if let Some(i) = self.stack[table..].iter().rposition(|o| o.name == name) {
                    self.pop_to(table + i, false);
                    self.ghosts.clear();
                }
                None
            }
            Kind::Heading => above(self, &|o| o.kind == Kind::Heading),
            Kind::ListItem => above(self, &|o| o.name == name || matches!(o.name, "ol" | "ul"))
                .filter(|i| self.stack[*i].name == name),
            Kind::Paragraph | Kind::Block | Kind::Term => above(self, &|o| o.name == name),
            Kind::Inline => {
                above(self, &|o| o.name == name || !o.kind.is_phrasing()).filter(|i| self.stack[*i].name == name)
            }
            Kind::Format => match above(self, &|o| o.name == name) {
                Some(i) => self.end_format(i),
                None => {
                    if let Some(i) = self.pending.iter().rposition(|(n, _)| *n == name) {
                        self.pending.remove(i);
                    }
                    None
                }
            },
        };
        if let Some(target) = target {
            self.pop_to(target, true);
            self.ghosts.clear();
        }
    }

    /// Ends the formatting at `index`. What blocks opened inside it stay open, as in browsers.
    fn end_format(&mut self, index: usize) -> Option<usize> {
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
        self.close_tag(name);
        let last_block = self.stack.iter().rposition(|o| !o.kind.is_phrasing()).unwrap_or(index);
        let mut i = 0;
        // The parser forgets the elements within a line that it has to split.
        self.stack.retain(|o| {
            i += 1;
            let place = i - 1;
            place != index && !(place > index && place < last_block && o.kind == Kind::Inline)
        });
        None
    }

    /// Whether text may stand where we are.
    fn takes_content(&self) -> bool {
        self.stack.last().is_none_or(|o| o.kind.takes_content())
    }

    fn table(&self) -> Option<usize> {
        self.stack.iter().rposition(|o| o.kind == Kind::Table)
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table() {
            self.pop_to(table, false);
            self.ghosts.clear();
        }
    }

    /// Goes to where a part of a table belongs; false when there is no such place.
    fn table_part(&mut self, name: &'static str, kind: Kind) -> bool {
        let Some(table) = self.table() else { return false };
        // What is open of the innermost table: a section, a row, a cell, each directly in the one before.
        let path: Vec<Kind> =
            self.stack[table + 1..].iter().take(3).map(|o| o.kind).take_while(|k| k.is_structural()).collect();
        let keep = match kind {
            Kind::Cell => path.iter().take_while(|k| matches!(k, Kind::Section | Kind::Row)).count(),
            Kind::Row => path.iter().take_while(|k| **k == Kind::Section).count(),
            Kind::Column => path.iter().take_while(|k| **k == Kind::ColumnGroup).count(),
            _ => 0,
        };
        self.pop_to(table + 1 + keep, false);
        self.pending.clear();
        match kind {
            Kind::Cell if self.stack.last().is_some_and(|o| o.kind != Kind::Row) => self.open("tr", Kind::Row, &[]),
            Kind::Column if self.stack.last().is_some_and(|o| o.kind != Kind::ColumnGroup) => {
                self.open("colgroup", Kind::ColumnGroup, &[]);
            }
            _ => {}
        }
        if self.ghosts.is_empty() {
            return true;
        }
        self.ghost(name);
        false
    }

    /// Opens the cell that content between cells needs. Browsers move such content in front of the table.
    fn imply_cell(&mut self) -> bool {
        self.table_part("td", Kind::Cell) && {
            self.open("td", Kind::Cell, &[]);
            self.takes_content()
        }
    }

    /// Closes what the start of this element closes without saying so.
    fn close_implied(&mut self, name: &'static str, kind: Kind) {
        let boundary = self.boundary();
        match kind {
            Kind::ListItem | Kind::Term => {
                for i in (boundary..self.stack.len()).rev() {
                    let open = &self.stack[i];
                    if open.kind == kind {
                        self.pop_to(i, true);
                        break;
                    }
                    if !open.kind.is_phrasing() && !matches!(open.name, "address" | "div" | "p") {
                        break;
                    }
                }
            }
            Kind::Heading => {
                self.close_paragraph();
                // Also where only formatting is between the two: it would be split over both.
                let holder = self.stack.iter().rposition(|o| !o.kind.is_phrasing());
                if let Some(i) = holder.filter(|i| self.stack[*i].kind == Kind::Heading) {
                    self.pop_to(i, true);
                }
            }
            Kind::Format
                if name == "a"
                    && (self.stack[boundary..].iter().any(|o| o.name == "a")
                        || self.pending.iter().any(|(n, _)| *n == "a")) =>
            {
                self.end("a");
            }
            _ => {}
        }
        if !kind.is_phrasing() && (kind != Kind::Void || name == "hr") {
            self.close_paragraph();
        }
    }

    fn close_paragraph(&mut self) {
        let boundary = self.boundary();
        if let Some(i) = self.stack[boundary..].iter().rposition(|o| o.name == "p") {
            self.pop_to(boundary + i, true);
        }
    }

    /// What lies below this place belongs to another part of a table, and isn't closed from here.
    fn boundary(&self) -> usize {
        self.stack.iter().rposition(|o| o.kind.is_structural()).map_or(0, |i| i + 1)
    }

    fn open(&mut self, name: &'static str, kind: Kind, attributes: &[Attribute<'_>]) {
        if self.elements >= self.max_elements {
            self.full = true;
            self.truncated = true;
            return;
        }
        let depth = self.stack.len() - usize::from(self.stack.first().is_some_and(|o| o.tag.is_empty()));
        if depth >= self.max_depth && !matches!(kind, Kind::Void | Kind::Column) {
            self.ghost(name);
            return;
        }
        self.elements += 1;
        let start = self.out.len();
        self.out.push('<');
        self.out.push_str(name);
        let mut anchor = [("target", false), ("rel", false)];
        let mut lower = String::new();
        for attribute in attributes {
            lower.clear();
            lower.extend(attribute.name.chars().map(|c| c.to_ascii_lowercase()));
            let value = attribute.value.unwrap_or_default();
            if !policy::allows(name, &lower) || (value.len() > MAX_ATTRIBUTE_BYTES && lower != "src") {
                continue;
            }
            for (known, seen) in &mut anchor {
                *seen |= *known == lower;
            }
            self.attribute(kept_name(name, &lower, attributes), value);
        }
        if name == "a" {
            // Their values are set by the sanitiser; here they only get their place.
            for (missing, _) in anchor.iter().filter(|(_, seen)| !seen) {
                self.attribute(missing, "");
            }
        }
        self.out.push('>');
        if name == "pre" {
            // The one line break a parser leaves out, so that the message's own stay.
            self.out.push('\n');
        }
        if !matches!(kind, Kind::Void | Kind::Column) {
            self.stack.push(Open { name, kind, tag: start..self.out.len() });
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        if find(value, b'"').is_some() {
            self.out.push_str(&value.replace('"', "&quot;"));
        } else {
            self.out.push_str(value);
        }
        self.out.push('"');
    }

    fn close_tag(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn ghost(&mut self, name: &'static str) {
        self.truncated = true;
        self.ghosts.push(name);
    }

    /// Closes everything from `index` on. With `carry`, formatting above `index` goes on after it.
    fn pop_to(&mut self, index: usize, carry: bool) {
        let mut carried = Vec::new();
        while self.stack.len() > index {
            let Some(open) = self.stack.pop() else { break };
            if open.tag.is_empty() {
                continue;
            }
            if carry && self.stack.len() > index && open.kind == Kind::Format && open.tag.len() <= MAX_REOPENED_BYTES {
                carried.push((open.name, open.tag.clone()));
            }
            self.close_tag(open.name);
        }
        carried.reverse();
        self.pending.extend(carried);
        self.pending.truncate(MAX_REOPENED);
    }

    /// Opens again the formatting that a block closed over.
    fn reopen(&mut self) {
        for (name, tag) in std::mem::take(&mut self.pending) {
            if self.reopen_left == 0 || self.elements >= self.max_elements || self.stack.len() >= self.max_depth {
                return;
            }
            self.reopen_left -= 1;
            self.elements += 1;
            let start = self.out.len();
            self.out.extend_from_within(tag);
            self.stack.push(Open { name, kind: Kind::Format, tag: start..self.out.len() });
        }
    }
}

/// Where a text can be parted, at or soon after `from`, without parting a character reference.
fn seam(text: &str, from: usize) -> usize {
    let last = text.ceil_char_boundary(from + REFERENCE_BYTES);
    let ends_reference = |at: &usize| {
        let byte = text.as_bytes()[*at];
        text.is_char_boundary(*at) && (byte == b'&' || byte.is_ascii_whitespace() || !byte.is_ascii())
    };
    (from..last).find(ends_reference).unwrap_or(last)
}
