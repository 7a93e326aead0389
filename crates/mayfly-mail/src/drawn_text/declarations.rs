//! The declarations that decide whether, where and in which order text is drawn.

use cssparser::color::parse_named_color;

use crate::sanitised_css_reader::split_declarations;

/// Text smaller than this, in pixels, is not read.
pub(super) const SMALLEST_FONT: f32 = 4.0;

/// A declaration, as far as it matters to what is drawn of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Declaration {
    Display(Display),
    IsVisible(bool),
    Opacity(f32),
    FontSize(Length),
    Colour(Colour),
    Background(Colour),
    HasTextShadow(bool),
    /// Whether only the letters show the background.
    ClipsToText(bool),
    /// The background of the block is not shown.
    LostBackground,
    /// Whether what exceeds the box is cut off.
    CutsOff(bool),
    /// One side of the box, or the most that it may have.
    Dimension(BoxDimension, Length),
    /// How far the text is moved from its place: `text-indent`, `margin-left`, `vertical-align` and the like.
    Offset(CssOffsetKind, Length),
    IsRightToLeft(bool),
    Bidi(UnicodeBidi),
    Float(Float),
    IsReversedFlex(bool),
    /// Whether the line ends of the source are line ends.
    KeepsLines(bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    None,
    Inline,
    InlineBox,
    Block,
    Flex,
    InlineFlex,
    Row,
    Cell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BoxDimension {
    Width,
    Height,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CssOffsetKind {
    Indent,
    Margin,
    Padding,
    Vertical,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnicodeBidi {
    Normal,
    Embed,
    Isolate,
    /// Isolated, with the direction of its first letter.
    Plaintext,
    /// Isolated, with every character in the element's direction: `<bdo>`.
    Override,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Float {
    None,
    Left,
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Length {
    Pixels(f32),
    /// Relative to the font size of the parent, 1 for `1em`.
    Relative(f32),
    /// Of the box around it, or one that depends on the window.
    Other,
    Auto,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    Rgb(u8, u8, u8),
    Transparent,
    /// An image, a gradient or a colour that is not worked out here.
    Unknown,
}

impl Colour {
    /// Whether nobody could tell one from the other.
    pub(super) fn is_similar_colour(self, other: Self) -> bool {
        match (self, other) {
            (Self::Rgb(a, b, c), Self::Rgb(x, y, z)) => {
                u32::from(a.abs_diff(x)) + u32::from(b.abs_diff(y)) + u32::from(c.abs_diff(z)) <= 24
            }
            _ => false,
        }
    }

    /// The contrast between text of one colour on the other: 1 for none, up to 21. `None` if one is not known.
    pub(super) fn contrast(self, other: Self) -> Option<f32> {
        let (first, second) = (self.luminance()?, other.luminance()?);
        Some((first.max(second) + 0.05) / (first.min(second) + 0.05))
    }

    /// The brightness that the eye sees, from 0 to 1.
    fn luminance(self) -> Option<f32> {
        let Self::Rgb(r, g, b) = self else { return None };
        let linear = |component: u8| {
            let value = f32::from(component) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        Some(0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b))
    }

    /// Parses a colour as attributes and sanitised styles have it.
    pub(super) fn parse(text: &str) -> Self {
        let text = text.trim().to_ascii_lowercase();
        let digits = text.strip_prefix('#').unwrap_or(&text);
        if matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            let each = if digits.len() < 6 { 1 } else { 2 };
            let part = |index: usize| {
                let part = digits.get(index * each..(index + 1) * each)?;
                let value = u8::from_str_radix(part, 16).ok()?;
                Some(if each == 1 { value * 17 } else { value })
            };
            if part(3).is_some_and(|alpha| alpha < 26) {
                return Self::Transparent;
            }
            return Self::Rgb(part(0).unwrap_or(0), part(1).unwrap_or(0), part(2).unwrap_or(0));
        }
        if text == "transparent" {
            return Self::Transparent;
        }
        if let Ok((r, g, b)) = parse_named_color(&text) {
            return Self::Rgb(r, g, b);
        }
        Self::parse_colour_function(&text).unwrap_or(Self::Unknown)
    }

    /// Parses `rgb()` and `rgba()`, and the alpha of every other function.
    fn parse_colour_function(text: &str) -> Option<Self> {
        let (name, arguments) = text.split_once('(')?;
        let arguments = arguments.strip_suffix(')')?;
        let numbers: Vec<f32> = arguments
            .split([',', ' ', '/'])
            .filter(|word| !word.is_empty())
            .map(|word| match word.strip_suffix('%') {
                Some(percent) => percent.parse::<f32>().unwrap_or(0.0) / 100.0,
                None => word.parse().unwrap_or(f32::NAN),
            })
            .collect();
        if numbers.get(3).is_some_and(|alpha| *alpha < 0.1) {
            return Some(Self::Transparent);
        }
        let is_plain = matches!(name, "rgb" | "rgba") && !arguments.contains('%') && numbers.len() >= 3;
        let byte = |number: f32| number.clamp(0.0, 255.0) as u8;
        (is_plain && numbers.iter().all(|number| number.is_finite()))
            .then(|| Self::Rgb(byte(numbers[0]), byte(numbers[1]), byte(numbers[2])))
    }
}

/// Whether declarations leave nothing to see of a letter.
pub(super) fn hides_letter(declarations: &[(Declaration, bool)]) -> bool {
    declarations.iter().any(|(declaration, _)| match declaration {
        Declaration::FontSize(Length::Pixels(size)) => *size < SMALLEST_FONT,
        Declaration::FontSize(Length::Relative(factor)) => *factor < 0.25,
        Declaration::Colour(colour) => *colour == Colour::Transparent,
        Declaration::Opacity(opacity) => *opacity < 0.1,
        _ => false,
    })
}

/// Parses the declarations of a sanitised style: each with whether it is important.
pub(super) fn parse_declarations_of_sanitised_style(style: &str) -> Vec<(Declaration, bool)> {
    let mut out = Vec::new();
    for (name, value) in split_declarations(style) {
        let (value, is_important) = match value.strip_suffix("!important") {
            Some(value) => (value, true),
            None => (value, false),
        };
        interpret_declaration(name, value, &mut |declaration| out.push((declaration, is_important)));
    }
    out
}

fn interpret_declaration(name: &str, value: &str, add: &mut impl FnMut(Declaration)) {
    let first = value.split(' ').next().unwrap_or_default();
    match name {
        "display" => {
            if let Some(display) = parse_display(first) {
                add(Declaration::Display(display));
            }
        }
        "visibility" => add(Declaration::IsVisible(!matches!(value, "hidden" | "collapse"))),
        "opacity" => {
            let number = value.trim_end_matches('%').parse::<f32>().unwrap_or(1.0);
            add(Declaration::Opacity(if value.ends_with('%') { number / 100.0 } else { number }));
        }
        "font-size" => add(Declaration::FontSize(parse_font_size(value))),
        "font" => {
            // The size stands before the line height and the families.
            let sizes = value.split([' ', '/']).map(parse_font_size);
            if let Some(size) = sizes.into_iter().find(|size| *size != Length::Auto) {
                add(Declaration::FontSize(size));
            }
        }
        "color" if !matches!(value, "inherit" | "unset" | "revert") => add(Declaration::Colour(Colour::parse(value))),
        "background-color" => add(Declaration::Background(Colour::parse(value))),
        "background-image" if value != "none" => add(Declaration::Background(Colour::Unknown)),
        "background" => add(Declaration::Background(parse_background_colour(value))),
        "background-clip" => add(Declaration::ClipsToText(value == "text")),
        "--mayfly-lost" => add(Declaration::LostBackground),
        "text-shadow" => add(Declaration::HasTextShadow(value != "none")),
        "overflow" | "overflow-x" | "overflow-y" => {
            add(Declaration::CutsOff(value.contains("hidden") || value.contains("clip")));
        }
        "width" | "max-width" => add(Declaration::Dimension(BoxDimension::Width, parse_length(first))),
        "height" | "max-height" => add(Declaration::Dimension(BoxDimension::Height, parse_length(first))),
        "text-indent" => add(Declaration::Offset(CssOffsetKind::Indent, parse_length(first))),
        "vertical-align" => add(Declaration::Offset(CssOffsetKind::Vertical, parse_length(first))),
        "margin-left" | "margin-top" | "margin-inline-start" | "margin-inline" | "margin-block" | "margin-right" => {
            add(Declaration::Offset(CssOffsetKind::Margin, parse_length(first)));
        }
        "padding-left" | "padding-top" | "padding-inline-start" | "padding-inline" | "padding-block" => {
            add(Declaration::Offset(CssOffsetKind::Padding, parse_length(first)));
        }
        "margin" | "padding" => {
            let offset = if name == "margin" { CssOffsetKind::Margin } else { CssOffsetKind::Padding };
            let largest = value.split(' ').map(parse_length).max_by(|a, b| pixels(*a).total_cmp(&pixels(*b)));
            add(Declaration::Offset(offset, largest.unwrap_or(Length::Auto)));
        }
        "direction" => add(Declaration::IsRightToLeft(value == "rtl")),
        "unicode-bidi" => add(Declaration::Bidi(match value {
            "embed" => UnicodeBidi::Embed,
            "isolate" => UnicodeBidi::Isolate,
            "plaintext" => UnicodeBidi::Plaintext,
            _ => UnicodeBidi::Normal,
        })),
        "float" => add(Declaration::Float(match value {
            "left" | "inline-start" => Float::Left,
            "right" | "inline-end" => Float::Right,
            _ => Float::None,
        })),
        "white-space" => add(Declaration::KeepsLines(value.starts_with("pre") || value == "break-spaces")),
        "flex-direction" | "flex-flow" => add(Declaration::IsReversedFlex(value.contains("row-reverse"))),
        _ => {}
    }
}

fn parse_display(value: &str) -> Option<Display> {
    Some(match value {
        "none" => Display::None,
        "inline" | "initial" | "unset" => Display::Inline,
        "inline-block" | "inline-table" => Display::InlineBox,
        "flex" => Display::Flex,
        "inline-flex" => Display::InlineFlex,
        "table-row" => Display::Row,
        "table-cell" => Display::Cell,
        "inherit" => return None,
        _ => Display::Block,
    })
}

/// The colour of a `background`; unknown with an image, whatever the colour is.
fn parse_background_colour(value: &str) -> Colour {
    if value.contains("url(") || value.contains("gradient(") {
        return Colour::Unknown;
    }
    if let Some(open) = value.find('(') {
        let start = value[..open].rfind(' ').map_or(0, |at| at + 1);
        let end = value[open..].find(')').map_or(value.len(), |at| open + at + 1);
        return Colour::parse(&value[start..end]);
    }
    let colours = value.split([' ', '/', ',']).map(Colour::parse);
    colours.into_iter().find(|colour| *colour != Colour::Unknown).unwrap_or(Colour::Transparent)
}

fn parse_font_size(value: &str) -> Length {
    match value {
        "xx-small" | "x-small" | "small" | "smaller" | "medium" | "large" | "larger" | "x-large" | "xx-large" => {
            Length::Pixels(13.0)
        }
        _ => match parse_length(value) {
            // A percentage of a font size is one of the parent's.
            Length::Other => {
                let percent = value.strip_suffix('%').and_then(|number| number.parse::<f32>().ok());
                percent.map_or(Length::Other, |percent| Length::Relative(percent / 100.0))
            }
            length => length,
        },
    }
}

/// A length in pixels, or 0 for one that is not known in pixels.
pub(super) fn pixels(length: Length) -> f32 {
    match length {
        Length::Pixels(pixels) => pixels,
        Length::Relative(factor) => factor * 16.0,
        Length::Other | Length::Auto => 0.0,
    }
}

pub(super) fn parse_length(value: &str) -> Length {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let Ok(number) = digits.parse::<f32>() else {
        return if value.contains('(') { Length::Other } else { Length::Auto };
    };
    match &value[digits.len()..] {
        "" | "px" => Length::Pixels(number),
        "pt" => Length::Pixels(number * 4.0 / 3.0),
        "pc" => Length::Pixels(number * 16.0),
        "in" => Length::Pixels(number * 96.0),
        "cm" => Length::Pixels(number * 37.8),
        "mm" => Length::Pixels(number * 3.78),
        "q" => Length::Pixels(number * 0.945),
        "em" | "lh" => Length::Relative(number),
        "ex" | "ch" => Length::Relative(number * 0.5),
        "rem" | "rlh" => Length::Pixels(number * 16.0),
        // Of the window: nothing is nothing in any.
        _ if number == 0.0 => Length::Pixels(0.0),
        "%" => Length::Other,
        _ => Length::Pixels(number * 8.0),
    }
}
