//! Whether the style of an element itself, without the style sheet, hides its text, gives it lines of its own or no size.

use crate::disallowed_element_substitutes::has_form_control_class;
use crate::html_entities::decode_common_entities;
use crate::sanitised_css_reader::strip_importance;

/// What the style of an element says about the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InlineStyleEffects {
    /// Whether it hides the element, whatever this is.
    is_hidden: bool,
    /// Whether it leaves no room for the content of a block.
    cuts_off_blocks: bool,
    /// Whether the element stands in lines of its own; `None` if it is part of a line as without the style.
    pub(crate) is_drawn_as_block: Option<bool>,
    /// Whether the font size is zero; `None` if the style sets none. Layouts do so on columns, and reset it inside.
    pub(crate) is_font_size_zero: Option<bool>,
}

impl InlineStyleEffects {
    /// Reads a sanitised `style`, its entities undecoded.
    pub(crate) fn from_style(style: &str) -> Self {
        let (mut cuts_off, mut has_no_side, mut is_hidden) = (false, false, false);
        for declaration in decode_common_entities(style).split(';') {
            let declaration = strip_importance(declaration);
            cuts_off |= declaration == "overflow:hidden";
            let side =
                ["width:", "height:", "max-width:"].iter().find_map(|property| declaration.strip_prefix(property));
            has_no_side |= side.is_some_and(|side| matches!(side, "0" | "0px" | "1px"));
            is_hidden |= matches!(
                declaration,
                "display:none"
                    | "visibility:hidden"
                    | "visibility:collapse"
                    | "opacity:0"
                    | "max-height:0"
                    | "max-height:0px"
            );
        }
        Self {
            is_hidden,
            cuts_off_blocks: cuts_off && has_no_side,
            is_drawn_as_block: is_drawn_as_block(style),
            is_font_size_zero: is_font_size_zero(style),
        }
    }

    /// Whether the element is hidden.
    pub(crate) fn hides_element(self, name: &str) -> bool {
        self.is_hidden || (self.cuts_off_blocks && matches!(name, "div" | "p" | "center"))
    }
}

fn is_drawn_as_block(style: &str) -> Option<bool> {
    let display = &style[style.rfind("display:")? + "display:".len()..];
    ["block", "table", "flex", "list-item"].iter().any(|kind| display.starts_with(kind)).then_some(true)
}

/// Whether a form control, which the document's own style draws as a box, stands in lines of its own: it never does.
/// `None` for other elements.
pub(crate) fn is_form_control_drawn_as_block(classes: &str) -> Option<bool> {
    has_form_control_class(classes).then_some(false)
}

fn is_font_size_zero(style: &str) -> Option<bool> {
    let value_of = |property: &str| {
        let value = &style[style.rfind(property)? + property.len()..];
        Some(&value[..value.find([';', '!']).unwrap_or(value.len())])
    };
    let value = value_of("font-size:").or_else(|| value_of("font:"))?;
    Some(value.split([' ', '/']).any(|word| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()) == "0"))
}
