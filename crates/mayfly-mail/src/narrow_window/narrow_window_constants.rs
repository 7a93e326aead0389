//! The selectors and widths of the rules for narrow windows.

use std::fmt::Write as _;

/// What is at least as wide as this may need a wider window than there is.
pub(super) const SMALLEST_WIDE: f32 = 200.0;
/// What is at least as wide as this, in CSS pixels, is no column.
pub(super) const SMALLEST_BEYOND_COLUMNS: f32 = 300.0;
/// The usual padding around the widest element: of the page and of a cell.
pub(super) const PADDING: f32 = 47.0;
/// The widest window, in CSS pixels, in which text that must not wrap wraps, and a long word breaks anywhere.
pub(super) const NARROWEST_WINDOW: u32 = 480;
/// Cells of layouts: alone in their row, or two. Those of a table of data keep their lines whole.
pub(super) const LAYOUT_CELLS: &str = ":where(td,th):where(:nth-child(-n+2):nth-last-child(-n+2))";
/// Other elements whose lines are wrapped. Within a line, what must not wrap is short.
pub(super) const LINES: &str = ":where(div,p,h1,h2,h3,h4,a,center)";
/// All elements but images and these.
pub(super) const BOXES: &str = ":where(:not(img,td,th,tr,col,colgroup))";

/// Writes a rule that makes padding a part of a declared width in CSS pixels.
///
/// Boxes that may be columns keep their content as wide as declared until the window has no room for one of them.
pub(super) fn write_box_sizing_rule(selectors: &str, width: f32, out: &mut String) {
    // Writing to a String does not fail.
    let _ = if width >= SMALLEST_BEYOND_COLUMNS {
        write!(out, "{selectors}{{box-sizing:border-box}}")
    } else if width >= SMALLEST_WIDE {
        let window = (width + PADDING).ceil();
        write!(out, "@media (max-width:{window}px){{{selectors}{{box-sizing:border-box}}}}")
    } else {
        Ok(())
    };
}
