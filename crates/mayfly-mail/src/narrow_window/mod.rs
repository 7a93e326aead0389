//! The style that makes a message of fixed width fit a narrower window.
//!
//! Mail is usually as wide as its widest table. In a window without room for that, each declared width becomes the most
//! that an element takes, so that tables, boxes and columns shrink together. Cells are left alone: the width of a cell is
//! a wish, which tables shorten by themselves.

mod declared_widths;
mod lengths;
mod narrow_window_constants;
mod narrow_window_rules;

use std::fmt::Write as _;

use declared_widths::write_image_aspect_ratio_rules;
pub(crate) use declared_widths::{DeclaredWidths, SizedElementKind, strip_important_from_widths};
use narrow_window_constants::{LAYOUT_CELLS, LINES, NARROWEST_WINDOW, PADDING, SMALLEST_WIDE};
use narrow_window_rules::{allow_line_wrapping, make_narrow_window_rules, narrow_widths};

use crate::allowed_elements_and_attributes::WRAPPER_CLASS;

/// The style for windows with less room than a message wants, from what its sanitised `body` and its style sheet
/// `css` declare. `declared` was recorded of the body.
pub(crate) fn narrow_window_css(declared: &DeclaredWidths, body: &str, css: &str) -> String {
    let mut rules = String::new();
    let mut widest = declared.write_width_rules(&mut rules);
    write_image_aspect_ratio_rules(body, css, &mut rules);
    // A sheet without a width has nothing to shrink.
    let narrowed = if css.contains("width:") { make_narrow_window_rules(css, narrow_widths) } else { None };
    if let Some(narrowed) = narrowed.filter(|rules| rules.widest > 0.0) {
        rules.push_str(&narrowed.text);
        widest = widest.max(narrowed.widest);
    }
    if declared.has_fixed_cells {
        let style = "[style^=\"table-layout:fixed\"],[style*=\";table-layout:fixed\"]";
        // Where the table is as wide as there is room, its cells are no wider.
        let is_fixed = ":where(:not([width*=\"%\"],[style*=\"width:100%\"]))";
        let _ = write!(rules, ":where(.{WRAPPER_CLASS}) :where({style}){is_fixed}{{table-layout:auto!important}}");
    }
    let mut out = String::new();
    if widest >= SMALLEST_WIDE {
        let _ = write!(out, "@media (max-width:{}px){{{rules}}}", (widest + PADDING).ceil());
    }
    let _ = write!(out, "@media (max-width:{NARROWEST_WINDOW}px){{");
    // In cells beside others, a word that breaks anywhere would let these take all the room.
    let _ = write!(
        out,
        ".{WRAPPER_CLASS}{{overflow-wrap:anywhere}}\
         :where(.{WRAPPER_CLASS}) :where(td,th):where(:not(:only-child)){{overflow-wrap:break-word}}"
    );
    if declared.has_unwrapped_text {
        let style = "[style^=\"white-space:nowrap\"],[style*=\";white-space:nowrap\"]";
        let _ = write!(
            out,
            ":where(.{WRAPPER_CLASS}) {LAYOUT_CELLS}:where([nowrap],{style}){{white-space:normal!important}}\
             :where(.{WRAPPER_CLASS}) {LINES}:where({style}):where(:not([style*=\"overflow:hidden\"]))\
             {{white-space:normal!important}}"
        );
    }
    if css.contains("white-space:nowrap")
        && let Some(wrapping) = make_narrow_window_rules(css, allow_line_wrapping)
    {
        out.push_str(&wrapping.text);
    }
    out.push('}');
    out
}
