//! Lays the text of an element out: which parts are seen, and in which order.
//!
//! This is no layout: nothing is measured. Boxes beside each other are joined with a mark that stands for a gap of unknown
//! width, lines are ended where blocks end, and floats stand before or after the line.

use std::ops::Range;

use super::computed_style::{ComputedDirection, ComputedStyle, StyleCascade, TextVisibility};
use super::declarations::{Display, Float, UnicodeBidi};
use super::element_tree::{NodeContent, NodeId, find_decoded_attribute};
use crate::bidi_line_order::to_visual_order;
use crate::characters::is_narrow_space;
use crate::html_entities::decode_common_entities;

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
pub(super) struct VisibleTextOrder<'c, 'm, 'a> {
    pub(super) cascade: &'c mut StyleCascade<'m, 'a>,
    /// The worst visibility of text that is still taken.
    pub(super) least_visibility: TextVisibility,
    /// Whether everything stays in the order of the source.
    pub(super) is_in_source_order: bool,
    /// The nodes whose text is taken.
    pub(super) range: Range<NodeId>,
    pub(super) bytes_left: usize,
    /// Whether anything was put into another order than that of the source.
    pub(super) is_reordered: bool,
    /// Whether text was left out because of its visibility.
    pub(super) has_left_out_text: bool,
}

/// Inline content: what floats at its start and its end, and what is between.
#[derive(Default)]
struct InlineTextWithFloats {
    left: String,
    middle: String,
    right: String,
}

impl<'c, 'm, 'a> VisibleTextOrder<'c, 'm, 'a> {
    pub(super) fn new(cascade: &'c mut StyleCascade<'m, 'a>, range: Range<NodeId>) -> Self {
        Self {
            cascade,
            least_visibility: TextVisibility::Seen,
            is_in_source_order: false,
            range,
            bytes_left: MAX_TEXT_BYTES,
            is_reordered: false,
            has_left_out_text: false,
        }
    }

    /// The text of an element as it is drawn within its line, with the marks above and bidirectional controls.
    pub(super) fn element_text_as_drawn(&mut self, element: NodeId, steps: &mut usize) -> String {
        let style = self.cascade.computed_style(element, steps);
        let content = self.lay_out_children(element, &style, 0, steps);
        let text = join_text_and_floats(content);
        if style.display == Display::Inline { wrap_in_bidi_controls(text, style.inline_direction()) } else { text }
    }

    /// Lays out the children of an element.
    fn lay_out_children(
        &mut self,
        element: NodeId,
        style: &ComputedStyle,
        depth: usize,
        steps: &mut usize,
    ) -> InlineTextWithFloats {
        let tree = self.cascade.tree();
        let mut out = InlineTextWithFloats::default();
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
            let content = self.lay_out_child(child, style, depth, steps);
            let Some((child_style, content)) = content else { continue };
            if is_row {
                boxes.push(self.box_text_in_visual_order(content, &child_style));
                continue;
            }
            self.append_child_content(content, &child_style, &mut out);
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
    fn lay_out_child(
        &mut self,
        child: NodeId,
        parent: &ComputedStyle,
        depth: usize,
        steps: &mut usize,
    ) -> Option<(ComputedStyle, InlineTextWithFloats)> {
        let tree = self.cascade.tree();
        match tree.node(child).content {
            NodeContent::Text(source) => {
                let is_taken = self.range.contains(&child) && parent.text_visibility() <= self.least_visibility;
                if !is_taken {
                    self.has_left_out_text |= self.range.contains(&child);
                    return None;
                }
                // An entity is longer than what it stands for, though not by much.
                let source = &source[..source.floor_char_boundary(self.bytes_left * 8)];
                let text = self.clean_text_within_budget(&decode_common_entities(source), parent.keeps_lines, steps);
                let style = parent.text_style();
                Some((style, InlineTextWithFloats { middle: text, ..InlineTextWithFloats::default() }))
            }
            NodeContent::Element { name, attributes } => {
                let style = self.cascade.computed_style(child, steps);
                if style.hides_subtree() && self.least_visibility < TextVisibility::Hidden {
                    self.has_left_out_text = true;
                    return None;
                }
                let content = match name {
                    "br" | "hr" => InlineTextWithFloats { middle: "\n".to_owned(), ..InlineTextWithFloats::default() },
                    "img" => {
                        let is_taken = self.range.contains(&child) && style.text_visibility() <= self.least_visibility;
                        self.has_left_out_text |= !is_taken;
                        let alt = find_decoded_attribute(attributes, "alt").filter(|_| is_taken)?;
                        InlineTextWithFloats {
                            middle: self.clean_text_within_budget(&alt, false, steps),
                            ..InlineTextWithFloats::default()
                        }
                    }
                    _ => self.lay_out_children(child, &style, depth + 1, steps),
                };
                Some((if name == "br" { style.text_style() } else { style }, content))
            }
        }
    }

    /// Text without line ends and control characters, and no more than is left.
    fn clean_text_within_budget(&mut self, text: &str, keeps_lines: bool, steps: &mut usize) -> String {
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

    /// Appends the laid-out content of a child to that of its parent, as its style places it.
    fn append_child_content(
        &mut self,
        content: InlineTextWithFloats,
        style: &ComputedStyle,
        out: &mut InlineTextWithFloats,
    ) {
        self.is_reordered |= style.float != Float::None;
        match style.float {
            Float::Left if !self.is_in_source_order => {
                out.left.push_str(&self.box_text_in_visual_order(content, style));
                out.left.push(GAP);
            }
            Float::Right if !self.is_in_source_order => {
                let right = self.box_text_in_visual_order(content, style);
                out.right.insert_str(0, &format!("{GAP}{right}"));
            }
            Float::Left | Float::Right => {
                let text = self.box_text_in_visual_order(content, style);
                out.middle.push_str(&format!("{GAP}{text}{GAP}"));
            }
            Float::None => match style.display {
                Display::Inline => {
                    out.left.push_str(&content.left);
                    out.right.insert_str(0, &content.right);
                    out.middle.push_str(&wrap_in_bidi_controls(content.middle, style.inline_direction()));
                }
                Display::InlineBox | Display::InlineFlex | Display::Cell => {
                    let text = self.box_text_in_visual_order(content, style);
                    out.middle.push_str(&format!("{GAP}{text}{GAP}"));
                }
                Display::None | Display::Block | Display::Flex | Display::Row => {
                    let text = self.box_text_in_visual_order(content, style);
                    out.middle.push_str(&format!("\n{text}\n"));
                }
            },
        }
    }

    /// The lines of a box as they are drawn. Within the line around it, their order no longer changes.
    fn box_text_in_visual_order(&self, content: InlineTextWithFloats, style: &ComputedStyle) -> String {
        let text = join_text_and_floats(content);
        let lines = text.split('\n').map(|line| {
            if line.is_empty() {
                return String::new();
            }
            let visual = to_visual_order(line, style.is_line_right_to_left());
            if visual.is_ascii() && style.is_line_right_to_left() == Some(false) {
                return visual;
            }
            format!("\u{2066}\u{202D}{visual}\u{202C}\u{2069}")
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn join_text_and_floats(content: InlineTextWithFloats) -> String {
    if content.left.is_empty() && content.right.is_empty() {
        return content.middle;
    }
    format!("{}{}{}", content.left, content.middle.trim(), content.right)
}

/// Inline text with the controls that have the effect of the element's direction.
pub(super) fn wrap_in_bidi_controls(text: String, direction: ComputedDirection) -> String {
    let (before, after) = match (direction.bidi, direction.is_right_to_left) {
        (UnicodeBidi::Normal, _) => return text,
        (UnicodeBidi::Embed, false) => ("\u{202A}", "\u{202C}"),
        (UnicodeBidi::Embed, true) => ("\u{202B}", "\u{202C}"),
        (UnicodeBidi::Isolate, false) => ("\u{2066}", "\u{2069}"),
        (UnicodeBidi::Isolate, true) => ("\u{2067}", "\u{2069}"),
        (UnicodeBidi::Plaintext, _) => ("\u{2068}", "\u{2069}"),
        (UnicodeBidi::Override, false) => ("\u{2066}\u{202D}", "\u{202C}\u{2069}"),
        (UnicodeBidi::Override, true) => ("\u{2067}\u{202E}", "\u{202C}\u{2069}"),
    };
    // Each line is a paragraph of its own.
    let lines = text.split('\n').map(|line| format!("{before}{line}{after}"));
    lines.collect::<Vec<_>>().join("\n")
}
