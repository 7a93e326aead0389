//! The widths that the elements of a message declare.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::lengths::{find_css_length_value, parse_length, parse_shrinkable_length};
use super::narrow_window_constants::{BOXES, write_box_sizing_rule};
use crate::allowed_elements_and_attributes::WRAPPER_CLASS;
use crate::sanitised_css_reader::{SheetPiece, split_declarations, split_sheet, strip_importance};
use crate::sanitised_markup_reader::{find_attribute, find_start_tag_attributes};

/// Declared widths of elements that are considered, and sizes of images.
const MAX_DECLARED: usize = 60;

/// Elements whose style sets no height.
const WITHOUT_HEIGHT: &str =
    ":where(:not([style^=\"height:\"],[style*=\";height:\"],[style*=\"min-height:\"],[style*=\"max-height:\"]))";

/// A kind of element, by what its declared width means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum SizedElementKind {
    Image,
    /// A cell, row or column of a table, whose width is not the least that it takes.
    TablePart,
    Box,
}

impl SizedElementKind {
    pub(crate) const COUNT: usize = 3;

    pub(crate) fn from_element_name(name: &str) -> Self {
        match name {
            "img" => Self::Image,
            "td" | "th" | "tr" | "col" | "colgroup" => Self::TablePart,
            _ => Self::Box,
        }
    }
}

/// What declares a width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum WidthSource {
    /// The `width` attribute of a table or a line.
    Attribute,
    /// The `width` attribute of an image.
    ImageAttribute,
    /// `width` in the style of an image.
    ImageStyle,
    /// `width` and `height` in the style of an image, with a slash between them.
    ImageStyleSize,
    /// `width` without a height in the style of any other element but a cell.
    Style,
    /// `width` with a height in the style of such an element. The padding would be taken from the height as well, so it
    /// does not count as a part of the width.
    StyleWithHeight,
    /// `min-width` in the style of any element.
    LeastStyle,
    /// `max-width` in the style of an image, which otherwise is at most as wide as its box.
    MostStyle,
}

/// The widths that the elements of a message declare.
#[derive(Debug, Default)]
pub(crate) struct DeclaredWidths {
    /// Whether any element declares that its text must not wrap.
    pub(super) has_unwrapped_text: bool,
    /// Whether any table declares that its cells have their declared widths.
    pub(super) has_fixed_cells: bool,
    /// Each width as it is written, once for each kind of source.
    widths: BTreeSet<(WidthSource, String)>,
}

impl DeclaredWidths {
    /// Records the `width` attribute of an element: `600` or `600px`.
    pub(crate) fn record_width_attribute(&mut self, element: &str, value: &str) {
        let digits = value.strip_suffix("px").unwrap_or(value);
        match element {
            "img" => self.record_width(WidthSource::ImageAttribute, digits, &format!("{digits}px")),
            "table" | "hr" => self.record_width(WidthSource::Attribute, digits, &format!("{digits}px")),
            _ => {}
        }
    }

    /// Records an element with the attribute `nowrap`.
    pub(crate) fn record_nowrap(&mut self) {
        self.has_unwrapped_text = true;
    }

    /// Records the widths in the sanitised style of an element.
    pub(crate) fn record_style_widths(&mut self, element: SizedElementKind, style: &str) {
        for (name, value) in split_declarations(style) {
            let value = strip_importance(value);
            match (name, element) {
                ("table-layout", _) => self.has_fixed_cells |= value == "fixed",
                ("white-space", _) => self.has_unwrapped_text |= value == "nowrap",
                ("min-width", _) => self.record_width(WidthSource::LeastStyle, value, value),
                ("max-width", SizedElementKind::Image) => self.record_width(WidthSource::MostStyle, value, value),
                ("width", SizedElementKind::Image) => {
                    self.record_width(WidthSource::ImageStyle, value, value);
                    if let Some(height) = find_css_length_value(style, "height") {
                        self.record_width(WidthSource::ImageStyleSize, &format!("{value}/{height}"), value);
                    }
                }
                ("width", SizedElementKind::Box) => {
                    let source = if sets_height(style) { WidthSource::StyleWithHeight } else { WidthSource::Style };
                    self.record_width(source, value, value);
                }
                _ => {}
            }
        }
    }

    /// Writes the rules for the elements that declare a width by an attribute, and returns the widest in CSS pixels.
    pub(super) fn write_width_rules(&self, out: &mut String) -> f32 {
        let mut widest: f32 = 0.0;
        for (source, text) in &self.widths {
            write_width_rule(*source, text, out);
            let length = text.split('/').next().unwrap_or_default();
            let has_unit = length.ends_with(|c: char| c.is_ascii_alphabetic());
            let pixels = if has_unit { parse_length(length) } else { length.parse().ok() };
            widest = widest.max(pixels.unwrap_or_default());
        }
        widest
    }

    fn record_width(&mut self, source: WidthSource, text: &str, length: &str) {
        if parse_shrinkable_length(length).is_some() && self.widths.len() < MAX_DECLARED {
            self.widths.insert((source, text.to_owned()));
        }
    }
}

/// A sanitised style in which declared widths are not important, since no rule for a narrow window could override them;
/// `None` where it has none that are.
pub(crate) fn strip_important_from_widths(style: &str) -> Option<String> {
    let end_of_width = |name: &str, value: &str| {
        let length = value.strip_suffix("!important")?;
        (matches!(name, "width" | "min-width") && parse_shrinkable_length(length).is_some()).then_some(length.len())
    };
    if !style.contains('!') || !split_declarations(style).any(|(name, value)| end_of_width(name, value).is_some()) {
        return None;
    }
    let declarations = split_declarations(style).map(|(name, value)| {
        let end = end_of_width(name, value).unwrap_or(value.len());
        format!("{name}:{}", &value[..end])
    });
    Some(declarations.collect::<Vec<_>>().join(";"))
}

/// Whether sanitised declarations set a height.
pub(super) fn sets_height(declarations: &str) -> bool {
    declarations.contains("height:")
        && split_declarations(declarations).any(|(name, _)| matches!(name, "height" | "min-height" | "max-height"))
}

/// Writes the rule for the elements that declare a width by an attribute.
fn write_width_rule(source: WidthSource, text: &str, out: &mut String) {
    let wrapper = format!(":where(.{WRAPPER_CLASS})");
    let by_style = |name: &str| format!(":where([style^=\"{name}:{text}\"],[style*=\";{name}:{text}\"])");
    // Writing to a String does not fail.
    let _ = match source {
        WidthSource::Attribute => write!(
            out,
            "{wrapper} :where(table,hr):where([width=\"{text}\"],[width=\"{text}px\"]){{width:min({text}px,100%)!important}}"
        ),
        WidthSource::ImageAttribute => {
            let image = format!(":where(img:not([src])):where([width=\"{text}\"],[width=\"{text}px\"])");
            write!(out, "{wrapper} {image}{{width:min({text}px,100%)}}")
        }
        WidthSource::ImageStyle => {
            write!(out, "{wrapper} :where(img:not([src])){}{{width:min({text},100%)!important}}", by_style("width"))
        }
        WidthSource::ImageStyleSize => match text.split_once('/') {
            // The ratio keeps the place of an image that is not loaded yet.
            Some((width, height)) => {
                let of_both = format!(":where([style*=\"width:{width}\"]):where([style*=\"height:{height}\"])");
                let ratio = parse_length(width).zip(parse_length(height)).map(|(width, height)| width / height);
                let ratio = ratio.filter(|ratio| ratio.is_finite()).unwrap_or(1.0);
                write!(out, "{wrapper} :where(img){of_both}{{height:auto!important;aspect-ratio:{ratio:.4}}}")
            }
            None => Ok(()),
        },
        WidthSource::Style | WidthSource::StyleWithHeight => {
            let element = format!("{BOXES}{}", by_style("width"));
            if source == WidthSource::Style {
                let width = parse_shrinkable_length(text).unwrap_or_default();
                write_box_sizing_rule(&format!("{wrapper} {element}{WITHOUT_HEIGHT}"), width, out);
            }
            write!(out, "{wrapper} {element}{{width:min({text},100%)!important}}")
        }
        WidthSource::LeastStyle => {
            write!(out, "{wrapper} {}{{min-width:min({text},100%)!important}}", by_style("min-width"))
        }
        WidthSource::MostStyle => {
            write!(out, "{wrapper} :where(img){}{{max-width:min({text},100%)!important}}", by_style("max-width"))
        }
    };
}

/// Writes the rules that keep the shape of images whose attributes declare a size, also before they are loaded.
pub(super) fn write_image_aspect_ratio_rules(body: &str, css: &str, out: &mut String) {
    let mut sizes = BTreeSet::new();
    for attributes in find_start_tag_attributes(body, "<img ") {
        if let Some(width) = find_attribute(attributes, "width")
            && let Some(height) = find_attribute(attributes, "height")
            && sizes.len() < MAX_DECLARED
        {
            sizes.insert((width, height));
        }
    }
    let sets_height = sets_auto_height_unconditionally(css);
    for (width, height) in sizes {
        let pixels = |text: &str| text.strip_suffix("px").unwrap_or(text).parse::<f32>().ok().filter(|p| *p > 0.0);
        let is_shrinkable = |width: &f32| parse_shrinkable_length(&format!("{width}px")).is_some();
        let Some((wide, high)) = pixels(width).filter(is_shrinkable).zip(pixels(height)) else { continue };
        let image = format!(":where(img[width=\"{width}\"][height=\"{height}\"]:not([style*=\"height:\"]))");
        // Where the mail sets the height itself, the shape is that of the picture.
        let ratio = if sets_height { String::new() } else { format!(";aspect-ratio:{:.4}", wide / high) };
        let _ = write!(out, ":where(.{WRAPPER_CLASS}) {image}{{height:auto{ratio}}}");
    }
}

/// Whether a rule outside of media queries sets a height to `auto`.
fn sets_auto_height_unconditionally(css: &str) -> bool {
    let mut open_queries = 0_usize;
    css.contains("height:auto")
        && split_sheet(css).iter().any(|piece| match piece {
            SheetPiece::MediaStart(_) => {
                open_queries += 1;
                false
            }
            SheetPiece::MediaEnd => {
                open_queries = open_queries.saturating_sub(1);
                false
            }
            SheetPiece::Rule(_, declarations) => open_queries == 0 && declarations.contains("height:auto"),
        })
}
