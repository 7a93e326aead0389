//! Rules for a narrow window, made from those of a message's style sheet.

use std::fmt::Write as _;

use super::declared_widths::sets_height;
use super::lengths::parse_shrinkable_length;
use super::narrow_window_constants::{BOXES, LAYOUT_CELLS, LINES, SMALLEST_BEYOND_COLUMNS, write_box_sizing_rule};
use crate::allowed_elements_and_attributes::WRAPPER_CLASS;
use crate::sanitised_css_reader::{SheetPiece, split_at_top_level, split_declarations, split_sheet, strip_importance};

/// Bytes of the rules that are made from a style sheet.
const MAX_SHEET_BYTES: usize = 32 << 10;

/// Rules that are made from those of a style sheet.
#[derive(Default)]
pub(super) struct NarrowWindowRules {
    pub(super) text: String,
    /// The longest length that shrinks, in CSS pixels.
    pub(super) widest: f32,
}

/// Writes the rules that `narrow` makes of each rule of a style sheet; `None` where they are too long.
///
/// All rules about the same properties are repeated, in their order, so that what overrides another still does.
pub(super) fn make_narrow_window_rules(
    css: &str,
    narrow: fn(&str) -> Vec<NarrowedDeclarations>,
) -> Option<NarrowWindowRules> {
    let mut out = NarrowWindowRules::default();
    // Where each open media query starts in the output, and where its content does, to remove those without rules.
    let mut starts = Vec::new();
    for piece in split_sheet(css) {
        let text = &mut out.text;
        match piece {
            SheetPiece::MediaStart(start) => {
                starts.push((text.len(), text.len() + start.len()));
                text.push_str(start);
            }
            SheetPiece::MediaEnd => match starts.pop() {
                Some((start, content)) if content == text.len() => text.truncate(start),
                _ => text.push('}'),
            },
            SheetPiece::Rule(selectors, declarations) => {
                for narrowed in narrow(declarations) {
                    if write_narrow_override_rule(selectors, &narrowed, text) {
                        out.widest = out.widest.max(narrowed.widest);
                    }
                }
            }
        }
        if out.text.len() > MAX_SHEET_BYTES {
            return None;
        }
    }
    Some(out)
}

/// Declarations for a narrow window.
pub(super) struct NarrowedDeclarations {
    /// The elements that they are for, as the end of a selector.
    elements: &'static str,
    declarations: String,
    /// The longest length that shrinks, in CSS pixels.
    widest: f32,
    /// Whether they are for a column, of whose width the padding is a part only where one column has no room.
    may_be_column: bool,
}

impl NarrowedDeclarations {
    fn new(elements: &'static str) -> Self {
        Self { elements, declarations: String::new(), widest: 0.0, may_be_column: false }
    }

    /// Adds a declaration, its length as the most that it may be.
    fn add_narrow_window_declaration(&mut self, name: &str, declared: &str) {
        let value = strip_importance(declared);
        let importance = &declared[value.len()..];
        if !self.declarations.is_empty() {
            self.declarations.push(';');
        }
        let _ = match parse_shrinkable_length(value) {
            Some(pixels) => {
                self.widest = self.widest.max(pixels);
                write!(self.declarations, "{name}:min({value},100%){importance}")
            }
            None if value == "nowrap" => write!(self.declarations, "{name}:normal{importance}"),
            None if name == "max-width" && value == "none" => write!(self.declarations, "{name}:100%{importance}"),
            None => write!(self.declarations, "{name}:{declared}"),
        };
    }
}

/// The declarations about the width in a rule, with lengths that shrink: those for boxes, and those for images.
pub(super) fn narrow_widths(declarations: &str) -> Vec<NarrowedDeclarations> {
    let mut of_boxes = NarrowedDeclarations::new(BOXES);
    let mut of_images = NarrowedDeclarations::new(":where(img)");
    for (name, declared) in split_declarations(declarations) {
        match name {
            "width" | "min-width" => of_boxes.add_narrow_window_declaration(name, declared),
            "max-width" => of_images.add_narrow_window_declaration(name, declared),
            _ => {}
        }
    }
    if !sets_height(declarations) {
        if of_boxes.widest >= SMALLEST_BEYOND_COLUMNS {
            of_boxes.declarations.push_str(";box-sizing:border-box");
        } else {
            of_boxes.may_be_column = of_boxes.widest > 0.0;
        }
    }
    vec![of_boxes, of_images]
}

/// The declarations about wrapping in a rule, with text that wraps.
pub(super) fn allow_line_wrapping(declarations: &str) -> Vec<NarrowedDeclarations> {
    if declarations.contains("overflow:hidden") {
        return Vec::new();
    }
    let (mut of_cells, mut of_lines) = (NarrowedDeclarations::new(LAYOUT_CELLS), NarrowedDeclarations::new(LINES));
    for (name, declared) in split_declarations(declarations).filter(|(name, _)| *name == "white-space") {
        of_cells.add_narrow_window_declaration(name, declared);
        of_lines.add_narrow_window_declaration(name, declared);
    }
    vec![of_cells, of_lines]
}

/// Writes a rule that overrides, for some elements, the one of the message with the same selectors. Returns whether
/// there is anything to write.
fn write_narrow_override_rule(selectors: &str, narrowed: &NarrowedDeclarations, out: &mut String) -> bool {
    let NarrowedDeclarations { elements, declarations, widest, may_be_column } = narrowed;
    if declarations.is_empty() {
        return false;
    }
    let wrapper = format!(".{WRAPPER_CLASS}");
    let start = out.len();
    for selector in split_at_top_level(selectors, b',') {
        let Some(rest) = selector.strip_prefix(&wrapper) else { continue };
        // What follows a pseudo-element would make the rule invalid, and no pseudo-element has a width of its own.
        if selector.contains(":first-l") {
            continue;
        }
        if out.len() > start {
            out.push(',');
        }
        let _ = write!(out, "{wrapper}{wrapper}{rest}{elements}");
    }
    let is_written = out.len() > start;
    if is_written {
        let narrowed_selectors = may_be_column.then(|| out[start..].to_owned());
        let _ = write!(out, "{{{declarations}}}");
        if let Some(selectors) = narrowed_selectors {
            write_box_sizing_rule(&selectors, *widest, out);
        }
    }
    is_written
}
