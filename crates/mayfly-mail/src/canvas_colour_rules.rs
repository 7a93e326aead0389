//! The colour of a page around a message that has another one.

use std::fmt::Write as _;

use crate::drawn_text::SolidColour;

/// The rules of that colour in the document's own style sheet, before and after it. The message then ends where its
/// content does.
const RULES_START: &str = ":root{background:";
const RULES_END: &str = "}@media screen{.mayfly-message{min-height:0}}";

/// Writes the rules into the document's own style sheet.
pub(crate) fn write_canvas_colour(colour: SolidColour, out: &mut String) {
    // Writing to a string does not fail.
    let _ = write!(out, "{RULES_START}{colour}{RULES_END}");
}

/// Finds the colour in the document's own style sheet.
pub(crate) fn read_written_canvas_colour(base_css: &str) -> Option<SolidColour> {
    let before = base_css.split_once(RULES_END)?.0;
    SolidColour::parse(before.rsplit_once(RULES_START)?.1)
}
