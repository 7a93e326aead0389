//! The sanitiser: ammonia with the allow-lists, and a filter that checks the value of every attribute.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::allowed_elements_and_attributes::{
    ELEMENT_ATTRIBUTES, ELEMENTS, GLOBAL_ATTRIBUTES, NOWHERE, PIXEL_ATTRIBUTE, ROLES,
};
use crate::attribute_values::{
    clamp_number_attribute, filter_classes, parse_allowed_attribute_keyword, validate_and_prefix_map_name,
    validate_and_truncate_text, validate_dimension, validate_element_id, validate_image_map_coordinates,
    validate_lang_attribute, validate_short_attribute_value,
};
use crate::css;
use crate::fragment_links::parse_fragment_link;
use crate::legacy_colour::parse_legacy_colour;
use crate::narrow_window::{SizedElementKind, strip_important_from_widths};
use crate::openable_url::{is_canonical_web_address, parse_openable_url};
use crate::render_context::RenderContext;
use crate::rendered_body::RemoteContentKind;

/// Styles of one kind of element that are kept to be used again.
const MAX_CACHED_STYLES: usize = 5_000;
/// Bytes of such a style.
const MAX_CACHED_STYLE_BYTES: usize = 2_000;

/// Sanitises normalised markup. What the filter records is added to `context`, which is returned with the markup.
pub(crate) fn sanitise_markup(html: &str, context: RenderContext) -> (String, RenderContext) {
    CONTEXT.set(context);
    // Normalised links and styles can be longer than those of the source.
    let mut clean = Vec::with_capacity(html.len() + html.len() / 4);
    // Writing UTF-8 to memory does not fail. If it did, the message would be empty.
    let written = SANITISER.clean(html).write_to(&mut clean);
    let clean = written.ok().and_then(|()| String::from_utf8(clean).ok()).unwrap_or_default();
    (clean, CONTEXT.take())
}

thread_local! {
    /// The context of the current rendering. The sanitiser is built once, so its filter has no other access to it.
    static CONTEXT: RefCell<RenderContext> = RefCell::default();
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().map(|(name, _)| *name).collect())
        .generic_attributes(GLOBAL_ATTRIBUTES.iter().copied().collect())
        .tag_attributes(ELEMENT_ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect())
        // Normalised markup has none of these. If one gets here, its content is not shown.
        .clean_content_tags(HashSet::from([
            "script", "style", "template", "svg", "math", "title", "iframe", "noembed", "noframes",
        ]))
        .set_tag_attribute_values(HashMap::from(
            ["a", "area"].map(|name| (name, HashMap::from([("target", "_blank"), ("rel", "noopener noreferrer")]))),
        ))
        .link_rel(None)
        // The filter checks every URL; the schemes are a second check.
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "sms", "webcal", "data", "cid", "mail"]))
        .url_relative(UrlRelative::PassThrough)
        .strip_comments(true)
        .attribute_filter(|element, name, value| {
            CONTEXT.with_borrow_mut(|context| filter_attribute(element, name, value, context))
        });
    builder
});

/// Returns the value that an attribute keeps, or `None` to remove the attribute.
fn filter_attribute<'a>(
    element: &str,
    name: &str,
    value: &'a str,
    context: &mut RenderContext,
) -> Option<Cow<'a, str>> {
    match name {
        "href" => Some(sanitise_href(value, context)),
        "name" if element == "map" => validate_and_prefix_map_name(value).map(Cow::Owned),
        "name" => validate_element_id(value).map(Cow::Borrowed),
        "usemap" => validate_and_prefix_map_name(value.strip_prefix('#')?).map(|name| Cow::Owned(format!("#{name}"))),
        "shape" => parse_allowed_attribute_keyword(value, &["rect", "circle", "poly", "default"]),
        "coords" => validate_image_map_coordinates(value).map(Cow::Borrowed),
        "src" => context.sanitise_image_url(value, RemoteContentKind::Image, false),
        PIXEL_ATTRIBUTE => {
            context.sanitise_image_url(value, RemoteContentKind::Image, true);
            None
        }
        "background" => context.sanitise_image_url(value, RemoteContentKind::Background, false).or_else(|| {
            // Left until another background is chosen.
            let is_lost = !value.trim().is_empty() && !context.markup_origin.is_own_document;
            context.has_lost_background |= is_lost;
            is_lost.then_some(Cow::Borrowed(""))
        }),
        "style" => {
            let clean = sanitise_element_style(element, value, context);
            (!clean.is_empty()).then_some(clean)
        }
        "bgcolor" | "color" | "bordercolor" => {
            let colour = parse_legacy_colour(value)?;
            context.has_own_colours |= name != "bordercolor";
            Some(colour)
        }
        "class" => filter_classes(value, context.markup_origin),
        "role" => parse_allowed_attribute_keyword(value, ROLES),
        "id" => validate_element_id(value).map(Cow::Borrowed),
        "target" | "rel" => Some(Cow::Borrowed(value)),
        "width" => {
            let value = validate_dimension(value, 100_000)?;
            context.declared_widths.record_width_attribute(element, value);
            Some(Cow::Borrowed(value))
        }
        "height" => validate_dimension(value, 100_000).map(Cow::Borrowed),
        "colspan" | "rowspan" | "span" => Some(clamp_number_attribute(value, 1, 200)),
        "border" | "cellpadding" | "cellspacing" | "hspace" | "vspace" => {
            validate_dimension(value, 1_000).map(Cow::Borrowed)
        }
        "start" | "value" => Some(clamp_number_attribute(value, -1_000_000, 1_000_000)),
        "size" if element == "font" => validate_short_attribute_value(value),
        "size" => validate_dimension(value, 1_000).map(Cow::Borrowed),
        "dir" => parse_allowed_attribute_keyword(value, &["ltr", "rtl", "auto"]),
        "lang" => validate_lang_attribute(value).map(Cow::Borrowed),
        "aria-hidden" => parse_allowed_attribute_keyword(value, &["true", "false"]),
        "hidden" => {
            context.may_hide_elements = true;
            Some(Cow::Borrowed(""))
        }
        "nowrap" => {
            context.declared_widths.record_nowrap();
            Some(Cow::Borrowed(""))
        }
        "noshade" | "open" | "reversed" => Some(Cow::Borrowed("")),
        "alt" | "title" | "aria-label" | "face" | "abbr" => validate_and_truncate_text(value, 2_000).map(Cow::Borrowed),
        _ => validate_short_attribute_value(value),
    }
}

/// The sanitised style of an element. The widths that it declares are recorded.
fn sanitise_element_style<'a>(element: &str, source: &'a str, context: &mut RenderContext) -> Cow<'a, str> {
    let borrow_if_same =
        |clean: &str| if clean == source { Cow::Borrowed(source) } else { Cow::Owned(clean.to_owned()) };
    let kind = SizedElementKind::from_element_name(element);
    if let Some(known) = context.sanitised_styles[kind as usize].get(source) {
        return borrow_if_same(known);
    }
    let clean = css::sanitise_style_attribute(source, context);
    let clean = strip_important_from_widths(&clean).unwrap_or(clean);
    context.declared_widths.record_style_widths(kind, &clean);
    let result = borrow_if_same(&clean);
    let styles = &mut context.sanitised_styles[kind as usize];
    if styles.len() < MAX_CACHED_STYLES && source.len() < MAX_CACHED_STYLE_BYTES {
        styles.insert(source.to_owned(), clean);
    }
    result
}

/// The normalised URL of a link if it may be opened, or the place in the message that it leads to. Others lead nowhere,
/// and look as they did.
fn sanitise_href<'a>(value: &'a str, context: &RenderContext) -> Cow<'a, str> {
    let max = context.options().limits.max_url_bytes;
    if value.len() > max {
        return Cow::Borrowed(NOWHERE);
    }
    if is_canonical_web_address(value) {
        return Cow::Borrowed(value);
    }
    match parse_openable_url(value) {
        Some(url) if url.as_str() == value => Cow::Borrowed(value),
        Some(url) if url.as_str().len() <= max => Cow::Owned(url.into()),
        Some(_) => Cow::Borrowed(NOWHERE),
        None => parse_fragment_link(value).map_or(Cow::Borrowed(NOWHERE), Cow::Owned),
    }
}
