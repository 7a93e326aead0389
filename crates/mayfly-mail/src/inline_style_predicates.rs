//! Whether the style of an element itself, without the style sheet, hides its text, gives it lines of its own or no size.

use crate::replaced_elements::has_form_control_class;
use crate::sanitised_markup_reader::find_attribute;

/// Whether a sanitised `style` hides the element.
pub(crate) fn hides_element(name: &str, style: &str) -> bool {
    let (mut cuts_off, mut has_no_side) = (false, false);
    let is_hidden = style.split(';').any(|declaration| {
        let declaration = declaration.trim_end_matches("!important");
        cuts_off |= declaration == "overflow:hidden";
        let side = ["width:", "height:", "max-width:"].iter().find_map(|property| declaration.strip_prefix(property));
        has_no_side |= side.is_some_and(|side| matches!(side, "0" | "0px" | "1px"));
        matches!(
            declaration,
            "display:none"
                | "visibility:hidden"
                | "visibility:collapse"
                | "opacity:0"
                | "max-height:0"
                | "max-height:0px"
        )
    });
    is_hidden || (cuts_off && has_no_side && matches!(name, "div" | "p" | "center"))
}

/// Whether a `style` makes an element stand in lines of its own; `None` if it is part of a line as without.
pub(crate) fn is_drawn_as_block(style: &str) -> Option<bool> {
    let display = &style[style.rfind("display:")? + "display:".len()..];
    ["block", "table", "flex", "list-item"].iter().any(|kind| display.starts_with(kind)).then_some(true)
}

/// Whether a form control, which the document's own style draws as a box, stands in lines of its own: it never does.
/// `None` for other elements.
pub(crate) fn is_form_control_drawn_as_block(attributes: &str) -> Option<bool> {
    find_attribute(attributes, "class").is_some_and(has_form_control_class).then_some(false)
}

/// Whether a sanitised `style`, its entities undecoded, sets the font size to zero; `None` if it sets none. Layouts
/// do so on columns, and reset it inside.
pub(crate) fn is_font_size_zero(style: &str) -> Option<bool> {
    let value_of = |property: &str| {
        let value = &style[style.rfind(property)? + property.len()..];
        Some(&value[..value.find([';', '!']).unwrap_or(value.len())])
    };
    let value = value_of("font-size:").or_else(|| value_of("font:"))?;
    Some(value.split([' ', '/']).any(|word| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()) == "0"))
}
