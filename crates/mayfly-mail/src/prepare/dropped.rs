//! Elements that are left out, and what they would have fetched.

use crate::entities::decode;
use crate::found::Found;
use crate::policy::PIXEL;
use crate::rendered::RemoteKind;

use super::scan::Attribute;

/// Content up to the end tag is no markup, and nothing to show.
pub(super) fn is_raw_text(tag: &str) -> bool {
    matches!(tag, "script" | "style" | "title" | "iframe" | "noembed" | "noframes" | "textarea" | "xmp")
}

/// Left out with everything in it.
pub(super) fn is_subtree(tag: &str) -> bool {
    matches!(tag, "svg" | "math" | "template" | "select" | "datalist" | "frameset")
}

/// Lists what an element that isn't allowed would have fetched.
pub(super) fn list(tag: &str, attributes: &[Attribute<'_>], found: &mut Found) {
    for attribute in attributes {
        let Some(value) = attribute.value.filter(|v| !v.is_empty()) else { continue };
        let name = attribute.name.to_ascii_lowercase();
        let kind = match (tag, name.as_str()) {
            // Links are followed only when clicked, and these aren't shown.
            ("a" | "area" | "base", "href") => continue,
            (_, "background") => RemoteKind::Alternative,
            ("link", "href") => link_kind(attributes),
            ("video" | "audio" | "track" | "bgsound", "src") | ("source", "src") | (_, "poster") => RemoteKind::Media,
            ("source" | "link", "srcset" | "imagesrcset") => {
                found.record_set(&decode(value), RemoteKind::Alternative);
                continue;
            }
            ("input" | "image", "src" | "href" | "xlink:href") => RemoteKind::Alternative,
            (
                _,
                "src" | "href" | "xlink:href" | "data" | "codebase" | "archive" | "code" | "manifest" | "dynsrc"
                | "lowsrc",
            ) => RemoteKind::Other,
            _ => continue,
        };
        found.record(&decode(value), kind, false);
    }
}

/// Lists what an allowed element would have fetched beside what its kept attributes tell.
pub(super) fn list_allowed(tag: &str, attributes: &[Attribute<'_>], found: &mut Found) {
    if tag != "img" {
        return;
    }
    for attribute in attributes {
        let Some(value) = attribute.value.filter(|v| !v.is_empty()) else { continue };
        if attribute.name.eq_ignore_ascii_case("srcset") {
            found.record_set(&decode(value), RemoteKind::Alternative);
        } else if attribute.name.eq_ignore_ascii_case("lowsrc") || attribute.name.eq_ignore_ascii_case("dynsrc") {
            found.record(&decode(value), RemoteKind::Alternative, false);
        }
    }
}

fn link_kind(attributes: &[Attribute<'_>]) -> RemoteKind {
    let relation =
        attributes.iter().find(|a| a.name.eq_ignore_ascii_case("rel")).and_then(|a| a.value).unwrap_or_default();
    match relation.to_ascii_lowercase().as_str() {
        r if r.contains("stylesheet") => RemoteKind::Stylesheet,
        r if r.contains("icon") => RemoteKind::Alternative,
        _ => RemoteKind::Other,
    }
}

/// The name an attribute is kept under: a tracking pixel's `src` is set apart, so that it is never shown.
pub(super) fn kept_name<'n>(tag: &str, name: &'n str, attributes: &[Attribute<'_>]) -> &'n str {
    if tag == "img" && name == "src" && is_pixel(attributes) { PIXEL } else { name }
}

/// An image nobody could see: at most two by two dots, or invisible. `display: none`
/// doesn't count: newsletters hide their pictures for phones that way.
fn is_pixel(attributes: &[Attribute<'_>]) -> bool {
    let value = |wanted: &str| attributes.iter().find(|a| a.name.eq_ignore_ascii_case(wanted)).and_then(|a| a.value);
    let style = value("style").unwrap_or_default().to_ascii_lowercase();
    let mut declarations =
        style.split(';').filter_map(|d| d.split_once(':')).map(|(n, v)| (n.trim(), v.replace("!important", "")));
    let tiny = |v: &str| v.trim().trim_end_matches("px").trim().parse::<f32>().is_ok_and(|n| n <= 2.0);
    let (mut width, mut height) = (value("width").is_some_and(tiny), value("height").is_some_and(tiny));
    for (name, v) in &mut declarations {
        match name {
            "width" | "max-width" => width |= tiny(&v),
            "height" | "max-height" => height |= tiny(&v),
            "visibility" if v.trim() == "hidden" => return true,
            _ => {}
        }
    }
    width && height
}
