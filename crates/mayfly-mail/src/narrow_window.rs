//! The style that makes a message of fixed width fit a narrower window.
//!
//! Mail is usually as wide as its widest table. In a window without room for that, each declared width becomes the most
//! that an element takes, so that tables, boxes and columns shrink together. Cells are left alone: the width of a cell is
//! a wish, which tables shorten by themselves.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::allow_lists::WRAPPER_CLASS;
use crate::layout_bounds::{SheetPiece, split_sheet};
use crate::sanitised_css::{split_declarations, split_outside_strings};

/// Shorter widths, in CSS pixels, are kept in every window.
const SMALLEST_SHRUNK: f32 = 100.0;
/// What is at least as wide as this may need a wider window than there is.
const SMALLEST_WIDE: f32 = 200.0;
/// From this width on, padding counts as a part of the width in a narrow window. Buttons and columns stay as they are.
const SMALLEST_WITH_PADDING: f32 = 300.0;
/// What is wider than this is not meant to be seen at once.
const WIDEST: f32 = 3_000.0;
/// The usual padding around the widest element: of the page and of a cell.
const PADDING: f32 = 47.0;
/// Declared widths of elements that are considered.
const MAX_DECLARED: usize = 60;
/// Bytes of the rules that are made from a style sheet.
const MAX_SHEET_BYTES: usize = 32 << 10;
/// The widest window, in CSS pixels, in which text that must not wrap wraps, and a long word breaks anywhere.
const NARROWEST_WINDOW: u32 = 480;
/// Cells of layouts: alone in their row, or two. Those of a table of data keep their lines whole.
const LAYOUT_CELLS: &str = ":where(td,th):where(:nth-child(-n+2):nth-last-child(-n+2))";
/// Other elements whose lines are wrapped. Within a line, what must not wrap is short.
const LINES: &str = ":where(div,p,h1,h2,h3,h4,a,center)";
/// Elements whose width is not the least that they take.
const CELLS: &[&str] = &["td", "th", "tr", "col", "colgroup"];
/// All elements but images and these.
const BOXES: &str = ":where(:not(img,td,th,tr,col,colgroup))";

/// What declares a width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WidthSource {
    /// The `width` attribute of a table or a line.
    Attribute,
    /// The `width` attribute of an image.
    ImageAttribute,
    /// `width` in the style of an image.
    ImageStyle,
    /// `width` and `height` in the style of an image, with a slash between them.
    ImageStyleSize,
    /// `width` in the style of any other element but a cell.
    Style,
    /// `min-width` in the style of any element.
    LeastStyle,
    /// `max-width` in the style of an image, which otherwise is at most as wide as its box.
    MostStyle,
}

/// The widths that the elements of a message declare.
#[derive(Debug, Default)]
pub(crate) struct DeclaredWidths {
    /// Whether any element declares that its text must not wrap.
    has_unwrapped_text: bool,
    /// Whether any table declares that its cells have their declared widths.
    has_fixed_cells: bool,
    /// Each width as it is written, once for each kind of source.
    widths: BTreeSet<(WidthSource, String)>,
}

impl DeclaredWidths {
    /// Records the `width` attribute of an element: `600` or `600px`.
    pub(crate) fn record_attribute(&mut self, element: &str, value: &str) {
        let digits = value.strip_suffix("px").unwrap_or(value);
        match element {
            "img" => self.record(WidthSource::ImageAttribute, digits, &format!("{digits}px")),
            "table" | "hr" => self.record(WidthSource::Attribute, digits, &format!("{digits}px")),
            _ => {}
        }
    }

    /// Records an element with the attribute `nowrap`.
    pub(crate) fn record_nowrap(&mut self) {
        self.has_unwrapped_text = true;
    }

    /// Records the widths in the sanitised style of an element.
    pub(crate) fn record_style(&mut self, element: &str, style: &str) {
        for (name, value) in split_declarations(style) {
            let value = value.trim_end_matches("!important");
            match (name, element) {
                ("table-layout", _) => self.has_fixed_cells |= value == "fixed",
                ("white-space", _) => self.has_unwrapped_text |= value == "nowrap",
                ("min-width", _) => self.record(WidthSource::LeastStyle, value, value),
                ("max-width", "img") => self.record(WidthSource::MostStyle, value, value),
                ("width", "img") => {
                    self.record(WidthSource::ImageStyle, value, value);
                    if let Some(height) = find_length(style, "height") {
                        self.record(WidthSource::ImageStyleSize, &format!("{value}/{height}"), value);
                    }
                }
                ("width", _) if !CELLS.contains(&element) => {
                    self.record(WidthSource::Style, value, value);
                }
                _ => {}
            }
        }
    }

    fn record(&mut self, source: WidthSource, text: &str, length: &str) {
        if parse_shrinkable_length(length).is_some() && self.widths.len() < MAX_DECLARED {
            self.widths.insert((source, text.to_owned()));
        }
    }
}

/// A sanitised style in which declared widths are not important, since no rule for a narrow window could override them;
/// `None` where it has none that are.
pub(crate) fn without_important_widths(style: &str) -> Option<String> {
    let end_of_width = |name: &str, value: &str| {
        let length = value.strip_suffix("!important")?;
        (matches!(name, "width" | "min-width") && parse_shrinkable_length(length).is_some()).then_some(length.len())
    };
    if !style.contains("!important")
        || !split_declarations(style).any(|(name, value)| end_of_width(name, value).is_some())
    {
        return None;
    }
    let declarations = split_declarations(style).map(|(name, value)| {
        let end = end_of_width(name, value).unwrap_or(value.len());
        format!("{name}:{}", &value[..end])
    });
    Some(declarations.collect::<Vec<_>>().join(";"))
}

/// The style for windows with less room than a message wants, from what its elements and its style sheet `css` declare;
/// empty where it always fits.
pub(crate) fn narrow_window_css(declared: &DeclaredWidths, css: &str) -> String {
    let mut widest: f32 = 0.0;
    let mut rules = String::new();
    for (source, text) in &declared.widths {
        write_element_rule(*source, text, &mut rules);
        let length = text.split('/').next().unwrap_or_default();
        let length =
            if length.ends_with(|c: char| c.is_ascii_digit()) { format!("{length}px") } else { length.to_owned() };
        widest = widest.max(parse_shrinkable_length(&length).unwrap_or_default());
    }
    // A sheet without a width has nothing to shrink.
    let narrowed = if css.contains("width:") { narrow_sheet(css, narrow_widths) } else { None };
    if let Some(sheet) = narrowed.filter(|sheet| sheet.widest > 0.0) {
        rules.push_str(&sheet.text);
        widest = widest.max(sheet.widest);
    }
    if declared.has_fixed_cells {
        let style = "[style^=\"table-layout:fixed\"],[style*=\";table-layout:fixed\"]";
        let _ = write!(rules, ":where(.{WRAPPER_CLASS}) :where({style}){{table-layout:auto!important}}");
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
        && let Some(sheet) = narrow_sheet(css, wrap_lines)
    {
        out.push_str(&sheet.text);
    }
    out.push('}');
    out
}

/// Writes the rule for the elements that declare a width by an attribute.
fn write_element_rule(source: WidthSource, text: &str, out: &mut String) {
    let wrapper = format!(":where(.{WRAPPER_CLASS})");
    let by_style = |name: &str| format!(":where([style^=\"{name}:{text}\"],[style*=\";{name}:{text}\"])");
    // Writing to a String does not fail.
    let _ = match source {
        WidthSource::Attribute => write!(
            out,
            "{wrapper} :where(table,hr):where([width=\"{text}\"],[width=\"{text}px\"]){{width:min({text}px,100%)!important}}"
        ),
        WidthSource::ImageAttribute => {
            let image = format!(":where(img):where([width=\"{text}\"],[width=\"{text}px\"])");
            write!(
                out,
                "{wrapper} {image}{{height:auto}}{wrapper} {image}:where(:not([src])){{width:min({text}px,100%)}}"
            )
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
        WidthSource::Style => {
            let element = format!("{BOXES}{}", by_style("width"));
            if parse_shrinkable_length(text).is_some_and(|pixels| pixels >= SMALLEST_WITH_PADDING) {
                let _ = write!(out, "{wrapper} {element}:where(:not([style*=\"height:\"])){{box-sizing:border-box}}");
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

/// Rules that are made from those of a style sheet.
#[derive(Default)]
struct NarrowedSheet {
    text: String,
    /// The longest length that shrinks, in CSS pixels.
    widest: f32,
}

/// Writes the rules that `narrow` makes of each rule of a style sheet; `None` where they are too long.
///
/// All rules about the same properties are repeated, in their order, so that what overrides another still does.
fn narrow_sheet(css: &str, narrow: fn(&str) -> Vec<NarrowedDeclarations>) -> Option<NarrowedSheet> {
    let mut out = NarrowedSheet::default();
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
                    if write_sheet_rule(selectors, &narrowed, text) {
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
struct NarrowedDeclarations {
    /// The elements that they are for, as the end of a selector.
    elements: &'static str,
    declarations: String,
    /// The longest length that shrinks, in CSS pixels.
    widest: f32,
}

impl NarrowedDeclarations {
    fn new(elements: &'static str) -> Self {
        Self { elements, declarations: String::new(), widest: 0.0 }
    }

    /// Adds a declaration, its length as the most that it may be.
    fn add(&mut self, name: &str, declared: &str) {
        let value = declared.trim_end_matches("!important");
        let importance = &declared[value.len()..];
        if !self.declarations.is_empty() {
            self.declarations.push(';');
        }
        let _ = match parse_shrinkable_length(value) {
            Some(pixels) => {
                self.widest = self.widest.max(pixels);
                write!(self.declarations, "{name}:min({value},100%){importance}")
            }
            None if name == "table-layout" => write!(self.declarations, "{name}:auto{importance}"),
            None if value == "nowrap" => write!(self.declarations, "{name}:normal{importance}"),
            None if name == "max-width" && value == "none" => write!(self.declarations, "{name}:100%{importance}"),
            None => write!(self.declarations, "{name}:{declared}"),
        };
    }
}

/// The declarations about the width in a rule, with lengths that shrink: those for boxes, and those for images.
fn narrow_widths(declarations: &str) -> Vec<NarrowedDeclarations> {
    let mut of_boxes = NarrowedDeclarations::new(BOXES);
    let mut of_images = NarrowedDeclarations::new(":where(img)");
    let mut has_height = false;
    for (name, declared) in split_declarations(declarations) {
        match name {
            "width" | "min-width" | "table-layout" => of_boxes.add(name, declared),
            "max-width" => of_images.add(name, declared),
            "height" | "min-height" | "max-height" => has_height = true,
            _ => {}
        }
    }
    if of_boxes.widest >= SMALLEST_WITH_PADDING && !has_height {
        of_boxes.declarations.push_str(";box-sizing:border-box");
    }
    vec![of_boxes, of_images]
}

/// The declarations about wrapping in a rule, with text that wraps.
fn wrap_lines(declarations: &str) -> Vec<NarrowedDeclarations> {
    if declarations.contains("overflow:hidden") {
        return Vec::new();
    }
    let (mut of_cells, mut of_lines) = (NarrowedDeclarations::new(LAYOUT_CELLS), NarrowedDeclarations::new(LINES));
    for (name, declared) in split_declarations(declarations).filter(|(name, _)| *name == "white-space") {
        of_cells.add(name, declared);
        of_lines.add(name, declared);
    }
    vec![of_cells, of_lines]
}

/// Writes a rule that overrides, for some elements, the one of the message with the same selectors. Returns whether
/// there is anything to write.
fn write_sheet_rule(selectors: &str, narrowed: &NarrowedDeclarations, out: &mut String) -> bool {
    let NarrowedDeclarations { elements, declarations, .. } = narrowed;
    if declarations.is_empty() {
        return false;
    }
    let wrapper = format!(".{WRAPPER_CLASS}");
    let start = out.len();
    for selector in split_outside_strings(selectors, b',') {
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
        let _ = write!(out, "{{{declarations}}}");
    }
    is_written
}

/// The length that a sanitised style sets a property to, if it is one in the units of `parse_length`.
fn find_length<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    let value = split_declarations(style).find_map(|(name, value)| (name == property).then_some(value))?;
    let value = value.trim_end_matches("!important");
    parse_length(value).is_some_and(|length| length > 0.0).then_some(value)
}

/// A sanitised length in CSS pixels, if it is one that a narrow window may have no room for.
fn parse_shrinkable_length(value: &str) -> Option<f32> {
    parse_length(value).filter(|pixels| (SMALLEST_SHRUNK..=WIDEST).contains(pixels))
}

/// A sanitised length in CSS pixels; `None` where it depends on anything but the size of the font.
fn parse_length(value: &str) -> Option<f32> {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match &value[digits.len()..] {
        "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" | "em" | "rem" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 9.6 / 2.54,
        "q" => 2.4 / 2.54,
        _ => return None,
    };
    Some(digits.parse::<f32>().ok()? * factor)
}
