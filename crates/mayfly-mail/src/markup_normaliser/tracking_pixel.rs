//! Images that nobody could see, which are most likely trackers.

use super::tokenizer::Attribute;
use crate::allowed_elements_and_attributes::PIXEL_ATTRIBUTE;

/// The name that an attribute gets: `src` of a tracking pixel is renamed, so that the image is never shown.
pub(super) fn output_attribute_name<'n>(tag: &str, name: &'n str, attributes: &[Attribute<'_>]) -> &'n str {
    if tag == "img" && name == "src" && is_tracking_pixel(attributes) { PIXEL_ATTRIBUTE } else { name }
}

/// Whether nobody could see an image: at most two by two pixels, or `visibility: hidden`. `display: none` does not
/// count: newsletters hide their images for phones that way.
fn is_tracking_pixel(attributes: &[Attribute<'_>]) -> bool {
    let value = |wanted: &str| attributes.iter().find(|a| a.name.eq_ignore_ascii_case(wanted)).and_then(|a| a.value);
    let is_tiny = |v: &str| {
        let v = v.trim();
        v.strip_suffix("px").unwrap_or(v).trim().parse::<f32>().is_ok_and(|n| n <= 2.0)
    };
    let (mut width, mut height) = (value("width").is_some_and(is_tiny), value("height").is_some_and(is_tiny));
    let style = value("style").unwrap_or_default().to_ascii_lowercase();
    for (name, v) in style.split(';').filter_map(|declaration| declaration.split_once(':')) {
        let v = v.split('!').next().unwrap_or_default();
        match name.trim() {
            "width" | "max-width" => width |= is_tiny(v),
            "height" | "max-height" => height |= is_tiny(v),
            "visibility" if v.trim() == "hidden" => return true,
            _ => {}
        }
    }
    width && height
}
