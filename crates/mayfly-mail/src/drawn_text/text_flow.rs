//! Lays the text of an element out: which parts are seen, and in which order.
//!
//! This is no layout: nothing is measured. Boxes beside each other are joined with a mark that stands for a gap of unknown
//! width, lines are ended where blocks end, and floats stand before or after the line.

use std::ops::Range;

use super::computed_style::{ComputedDirection, ComputedStyle, Sight, StyleCascade};
use super::declarations::{BidiKind, Display, Float};
use super::element_tree::{NodeContent, NodeId, attribute};
use crate::characters::is_narrow_space;
use crate::html_entities::decode_entities;
use crate::reading_order::to_drawn_order;

/// Stands between two boxes that may touch each other.
pub(super) const GAP: char = '\u{1}';
/// Bytes of text that are laid out of one link.
const MAX_TEXT_BYTES: usize = 64 << 10;
/// Bytes of text that are about as much work as a node.
const BYTES_PER_STEP: usize = 2;
/// Spaces that are not collapsed, after which a text counts as ended.
const MANY_SPACES: usize = 12;
/// A Braille cell without dots, which is as wide as a letter.
const BLANK_CELL: char = '\u{2800}';
/// Elements inside each other that are looked into.
const MAX_DEPTH: usize = 600;

/// What is laid out, and how.
pub(super) struct TextFlow<'c, 'm, 'a> {
    pub(super) cascade: &'c mut StyleCascade<'m, 'a>,
    /// The worst sight of text that is still taken.
    pub(super) least_sight: Sight,
    /// Whether everything stays in the order of the source.
    pub(super) is_in_source_order: bool,
    /// The nodes whose text is taken.
    pub(super) range: Range<NodeId>,
    pub(super) bytes_left: usize,
    /// Whether anything was put into another order than that of the source.
    pub(super) is_reordered: bool,
    /// Whether text was left out because of its sight.
    pub(super) has_left_out_text: bool,
}

/// Inline content: what floats at its start and its end, and what is between.
#[derive(Default)]
struct InlineContent {
    left: String,
    middle: String,
    right: String,
}

impl<'c, 'm, 'a> TextFlow<'c, 'm, 'a> {
    pub(super) fn new(cascade: &'c mut StyleCascade<'m, 'a>, range: Range<NodeId>) -> Self {
        Self {
            cascade,
            least_sight: Sight::Seen,
            is_in_source_order: false,
            range,
            bytes_left: MAX_TEXT_BYTES,
            is_reordered: false,
            has_left_out_text: false,
        }
    }

    /// The text of an element as it is drawn within its line, with the marks above and bidirectional controls.
    pub(super) fn lay_out(&mut self, element: NodeId, steps: &mut usize) -> String {
        let style = self.cascade.style(element, steps);
        let content = self.inline_content(element, &style, 0, steps);
        let text = join_floats(content);
        if style.display == Display::Inline { wrap_in_bidi_controls(text, style.inline_direction()) } else { text }
    }

    fn inline_content(
        &mut self,
        element: NodeId,
        style: &ComputedStyle,
        depth: usize,
        steps: &mut usize,
    ) -> InlineContent {
        let tree = self.cascade.tree();
        let mut out = InlineContent::default();
        let is_row = matches!(style.display, Display::Flex | Display::InlineFlex | Display::Row);
        let is_reversed = is_row && !self.is_in_source_order && style.is_reversed_flex != style.is_right_to_left;
        let children = &tree.node(element).children;
        let mut boxes: Vec<String> = Vec::new();
        // Of the children before the range, the last one may hold its beginning.
        let skipped = children.partition_point(|child| *child <= self.range.start).saturating_sub(1);
        for &child in &children[skipped..] {
            if *steps == 0 || self.bytes_left == 0 || depth > MAX_DEPTH || child >= self.range.end {
                break;
            }
            *steps -= 1;
            let content = self.child_content(child, style, depth, steps);
            let Some((child_style, content)) = content else { continue };
            if is_row {
                boxes.push(self.draw_box(content, &child_style));
                continue;
            }
            self.add_child(content, &child_style, &mut out);
        }
        if is_row {
            if is_reversed {
                self.is_reordered = true;
                boxes.reverse();
            }
            out.middle = boxes.join(GAP.encode_utf8(&mut [0; 4]));
        }
        out
    }

    /// The content of a child with its style; `None` when nothing of it is drawn.
    fn child_content(
        &mut self,
        child: NodeId,
        parent: &ComputedStyle,
        depth: usize,
        steps: &mut usize,
    ) -> Option<(ComputedStyle, InlineContent)> {
        let tree = self.cascade.tree();
        match tree.node(child).content {
            NodeContent::Text(source) => {
                let is_taken = self.range.contains(&child) && parent.sight() <= self.least_sight;
                if !is_taken {
                    self.has_left_out_text |= self.range.contains(&child);
                    return None;
                }
                // An entity is longer than what it stands for, though not by much.
                let source = &source[..source.floor_char_boundary(self.bytes_left * 8)];
                let text = self.take_text(&decode_entities(source), parent.keeps_lines, steps);
                let style = parent.of_text();
                Some((style, InlineContent { middle: text, ..InlineContent::default() }))
            }
            NodeContent::Element { name, attributes } => {
                let style = self.cascade.style(child, steps);
                if style.is_gone() && self.least_sight < Sight::Hidden {
                    self.has_left_out_text = true;
                    return None;
                }
                let content = match name {
                    "br" | "hr" => InlineContent { middle: "\n".to_owned(), ..InlineContent::default() },
                    "img" => {
                        let is_taken = self.range.contains(&child) && style.sight() <= self.least_sight;
                        self.has_left_out_text |= !is_taken;
                        let alt = attribute(attributes, "alt").filter(|_| is_taken)?;
                        InlineContent { middle: self.take_text(&alt, false, steps), ..InlineContent::default() }
                    }
                    _ => self.inline_content(child, &style, depth + 1, steps),
                };
                Some((if name == "br" { style.of_text() } else { style }, content))
            }
        }
    }

    /// Text without line ends and control characters, and no more than is left.
    fn take_text(&mut self, text: &str, keeps_lines: bool, steps: &mut usize) -> String {
        let text = &text[..text.floor_char_boundary(self.bytes_left)];
        self.bytes_left -= text.len();
        *steps = steps.saturating_sub(text.len() / BYTES_PER_STEP);
        let mut out = String::with_capacity(text.len());
        let mut spaces = 0;
        for c in text.chars() {
            // Many spaces that are not collapsed push what follows out of sight, or into the next line.
            spaces = if !c.is_ascii() && (c.is_whitespace() || c == BLANK_CELL) { spaces + 1 } else { 0 };
            if (c == '\n' && keeps_lines) || spaces == MANY_SPACES {
                out.push('\n');
            } else if c.is_whitespace() && !is_narrow_space(c) {
                out.push(' ');
            } else if !c.is_control() {
                out.push(c);
            }
        }
        out
    }

    fn add_child(&mut self, content: InlineContent, style: &ComputedStyle, out: &mut InlineContent) {
        self.is_reordered |= style.float != Float::None;
        match style.float {
            Float::Left if !self.is_in_source_order => {
                out.left.push_str(&self.draw_box(content, style));
                out.left.push(GAP);
            }
            Float::Right if !self.is_in_source_order => {
                let right = self.draw_box(content, style);
                out.right.insert_str(0, &format!("{GAP}{right}"));
            }
            Float::Left | Float::Right => {
                let drawn = self.draw_box(content, style);
                out.middle.push_str(&format!("{GAP}{drawn}{GAP}"));
            }
            Float::None => match style.display {
                Display::Inline => {
                    out.left.push_str(&content.left);
                    out.right.insert_str(0, &content.right);
                    out.middle.push_str(&wrap_in_bidi_controls(content.middle, style.inline_direction()));
                }
                Display::InlineBox | Display::InlineFlex | Display::Cell => {
                    let drawn = self.draw_box(content, style);
                    out.middle.push_str(&format!("{GAP}{drawn}{GAP}"));
                }
                Display::None | Display::Block | Display::Flex | Display::Row => {
                    let drawn = self.draw_box(content, style);
                    out.middle.push_str(&format!("\n{drawn}\n"));
                }
            },
        }
    }

    /// The lines of a box as they are drawn. Within the line around it, their order no longer changes.
    fn draw_box(&self, content: InlineContent, style: &ComputedStyle) -> String {
        let text = join_floats(content);
        let lines = text.split('\n').map(|line| {
            if line.is_empty() {
                return String::new();
            }
            let drawn = to_drawn_order(line, style.direction());
            if drawn.is_ascii() && style.direction() == Some(false) {
                return drawn;
            }
            format!("\u{2066}\u{202D}{drawn}\u{202C}\u{2069}")
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn join_floats(content: InlineContent) -> String {
    if content.left.is_empty() && content.right.is_empty() {
        return content.middle;
    }
    format!("{}{}{}", content.left, content.middle.trim(), content.right)
}

/// Inline text with the controls that have the effect of the element's direction.
pub(super) fn wrap_in_bidi_controls(text: String, direction: ComputedDirection) -> String {
    let (before, after) = match (direction.bidi, direction.is_right_to_left) {
        (BidiKind::Normal, _) => return text,
        (BidiKind::Embed, false) => ("\u{202A}", "\u{202C}"),
        (BidiKind::Embed, true) => ("\u{202B}", "\u{202C}"),
        (BidiKind::Isolate, false) => ("\u{2066}", "\u{2069}"),
        (BidiKind::Isolate, true) => ("\u{2067}", "\u{2069}"),
        (BidiKind::Plaintext, _) => ("\u{2068}", "\u{2069}"),
        (BidiKind::Override, false) => ("\u{2066}\u{202D}", "\u{202C}\u{2069}"),
        (BidiKind::Override, true) => ("\u{2067}\u{202E}", "\u{202C}\u{2069}"),
    };
    // Each line is a paragraph of its own.
    let lines = text.split('\n').map(|line| format!("{before}{line}{after}"));
    lines.collect::<Vec<_>>().join("\n")
}
