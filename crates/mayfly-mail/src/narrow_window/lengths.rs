//! Lengths in sanitised styles.

use crate::sanitised_css_reader::{split_declarations, strip_importance};

/// Shorter widths, in CSS pixels, are kept in every window.
const SMALLEST_SHRUNK: f32 = 100.0;
/// What is wider than this is not meant to be seen at once.
const WIDEST: f32 = 3_000.0;

/// The length that a sanitised style sets a property to, if it is one in the units of `parse_length`.
pub(super) fn find_css_length_value<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    let value = split_declarations(style).find_map(|(name, value)| (name == property).then_some(value))?;
    let value = strip_importance(value);
    parse_length(value).is_some_and(|length| length > 0.0).then_some(value)
}

/// A sanitised length in CSS pixels, if it is one that a narrow window may have no room for.
pub(super) fn parse_shrinkable_length(value: &str) -> Option<f32> {
    parse_length(value).filter(|pixels| (SMALLEST_SHRUNK..=WIDEST).contains(pixels))
}

/// A sanitised length in CSS pixels; `None` where it depends on anything but the size of the font.
pub(super) fn parse_length(value: &str) -> Option<f32> {
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
