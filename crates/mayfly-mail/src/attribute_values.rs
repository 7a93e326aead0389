//! Checks the values of attributes. Each function returns the value that is kept, or `None` for one that is not
//! allowed.

use std::borrow::Cow;

use crate::allowed_elements_and_attributes::{QUOTE_CLASS, TEXT_CLASS, is_reserved_class_or_id};
use crate::disallowed_element_substitutes::{
    class_for_element_name, element_name_of_class, replaced_element_name_of_class,
};
use crate::markup_origin::MarkupOrigin;

/// The beginning of the names of image maps.
const MAP_NAME_PREFIX: &str = "map-";

/// The classes that are not reserved, at most 50 when any is removed. Those that stand for the name of a replaced element
/// in normalised markup get the form that they have in documents.
pub(crate) fn filter_classes(value: &str, origin: MarkupOrigin) -> Option<Cow<'_, str>> {
    let lays_out_text = |class: &str| origin.is_laid_out_text && matches!(class, TEXT_CLASS | QUOTE_CLASS);
    let is_name = |class: &str| origin.is_own_document && element_name_of_class(class).is_some();
    let is_allowed = |class: &&str| {
        (!is_reserved_class_or_id(class) || lays_out_text(class) || is_name(class)) && class.len() <= 200
    };
    if value.len() <= 1_000 && value.split_ascii_whitespace().all(|c| is_allowed(&c)) {
        return (!value.is_empty()).then_some(Cow::Borrowed(value));
    }
    let names =
        value.split_ascii_whitespace().filter_map(replaced_element_name_of_class).filter_map(class_for_element_name);
    let classes = value.split_ascii_whitespace().filter(is_allowed).take(50).map(str::to_owned);
    let kept: Vec<String> = classes.chain(names).collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join(" ")))
}

/// An id that is not reserved.
pub(crate) fn validate_element_id(value: &str) -> Option<&str> {
    let ok = (1..=200).contains(&value.len())
        && !is_reserved_class_or_id(value)
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'));
    ok.then_some(value)
}

/// The name of an image map, with a prefix, so that it equals no other name.
pub(crate) fn validate_and_prefix_map_name(value: &str) -> Option<String> {
    let name = value.strip_prefix(MAP_NAME_PREFIX).unwrap_or(value);
    validate_element_id(name).map(|name| format!("{MAP_NAME_PREFIX}{name}"))
}

/// The coordinates of an area of an image map.
pub(crate) fn validate_image_map_coordinates(value: &str) -> Option<&str> {
    let ok =
        value.len() <= 2_000 && value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b' ' | b'-'));
    ok.then_some(value)
}

/// A language tag.
pub(crate) fn validate_lang_attribute(value: &str) -> Option<&str> {
    let ok = (1..=35).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    ok.then_some(value)
}

/// A length of at most `max`: `600`, `600px`, `50%` or `*`.
pub(crate) fn validate_dimension(value: &str, max: u32) -> Option<&str> {
    let value = value.trim();
    let digits = value.strip_suffix("px").unwrap_or(value).trim_end_matches(['%', '*']).trim_end();
    let whole = digits.split('.').next().unwrap_or_default();
    let ok = value.len() <= 12
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && whole.parse::<u32>().is_ok_and(|n| n <= max);
    (ok || matches!(value, "auto" | "*")).then_some(value)
}

/// A whole number, clamped to a range; 1 when it cannot be parsed.
pub(crate) fn clamp_number_attribute(value: &str, min: i32, max: i32) -> Cow<'_, str> {
    let parsed = value.trim().parse::<i32>().unwrap_or(1).clamp(min, max);
    Cow::Owned(parsed.to_string())
}

/// One of the allowed keywords, in lower case.
pub(crate) fn parse_allowed_attribute_keyword<'a>(value: &'a str, allowed: &[&'static str]) -> Option<Cow<'a, str>> {
    allowed.iter().find(|a| a.eq_ignore_ascii_case(value.trim())).map(|a| Cow::Borrowed(*a))
}

/// A short value of letters, digits and common punctuation.
pub(crate) fn validate_short_attribute_value(value: &str) -> Option<Cow<'_, str>> {
    let ok = value.len() <= 60 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b" -+_.:,/%".contains(&b));
    ok.then_some(Cow::Borrowed(value))
}

/// Free text without control characters, truncated to `max` bytes.
pub(crate) fn validate_and_truncate_text(value: &str, max: usize) -> Option<&str> {
    let value = &value[..value.floor_char_boundary(max)];
    (!value.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r'))).then_some(value)
}
