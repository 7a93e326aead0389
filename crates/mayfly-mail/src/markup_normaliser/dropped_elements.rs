//! Elements that are left out, and the remote content that they refer to.

use crate::html_entities::decode_common_entities;
use crate::render_context::RenderContext;
use crate::rendered_body::RemoteContentKind;

use super::tokenizer::Attribute;

/// Whether the content of an element, up to its end tag, is not markup.
pub(super) fn is_raw_text(tag: &str) -> bool {
    matches!(tag, "script" | "style" | "title" | "iframe" | "noembed" | "noframes" | "textarea" | "xmp")
}

/// Whether an element is left out with its content.
pub(super) fn is_dropped_subtree(tag: &str) -> bool {
    matches!(tag, "svg" | "math" | "template" | "select" | "datalist" | "frameset")
}

/// Records the remote content that a dropped element refers to.
pub(super) fn record_dropped_element_urls(tag: &str, attributes: &[Attribute<'_>], context: &mut RenderContext) {
    for attribute in attributes {
        let Some(value) = attribute.value.filter(|v| !v.is_empty()) else { continue };
        let name = attribute.name.to_ascii_lowercase();
        let kind = match (tag, name.as_str()) {
            // Links fetch nothing unless clicked, and these are not shown.
            ("a" | "area" | "base", "href") => continue,
            (_, "background") => RemoteContentKind::Alternative,
            ("link", "href") => content_kind_of_rel(attributes),
            ("video" | "audio" | "track" | "bgsound", "src") | ("source", "src") | (_, "poster") => {
                RemoteContentKind::Media
            }
            ("source" | "link", "srcset" | "imagesrcset") => {
                context.record_srcset(&decode_common_entities(value), RemoteContentKind::Alternative);
                continue;
            }
            ("input" | "image", "src" | "href" | "xlink:href") => RemoteContentKind::Alternative,
            (
                _,
                "src" | "href" | "xlink:href" | "data" | "codebase" | "archive" | "code" | "manifest" | "dynsrc"
                | "lowsrc",
            ) => RemoteContentKind::Other,
            _ => continue,
        };
        context.record_remote_content(&decode_common_entities(value), kind, false);
    }
}

/// Records the remote content in the dropped attributes of an allowed element.
pub(super) fn record_dropped_attribute_urls(tag: &str, attributes: &[Attribute<'_>], context: &mut RenderContext) {
    if tag != "img" {
        return;
    }
    for attribute in attributes {
        let Some(value) = attribute.value.filter(|v| !v.is_empty()) else { continue };
        if attribute.name.eq_ignore_ascii_case("srcset") {
            context.record_srcset(&decode_common_entities(value), RemoteContentKind::Alternative);
        } else if attribute.name.eq_ignore_ascii_case("lowsrc") || attribute.name.eq_ignore_ascii_case("dynsrc") {
            context.record_remote_content(&decode_common_entities(value), RemoteContentKind::Alternative, false);
        }
    }
}

/// What a `<link>` refers to, by its `rel`.
fn content_kind_of_rel(attributes: &[Attribute<'_>]) -> RemoteContentKind {
    let relation =
        attributes.iter().find(|a| a.name.eq_ignore_ascii_case("rel")).and_then(|a| a.value).unwrap_or_default();
    match relation.to_ascii_lowercase().as_str() {
        r if r.contains("stylesheet") => RemoteContentKind::Stylesheet,
        r if r.contains("icon") => RemoteContentKind::Alternative,
        _ => RemoteContentKind::Other,
    }
}
