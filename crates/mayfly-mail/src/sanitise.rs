//! The sanitiser proper: ammonia with our lists, every attribute's value judged on the way.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::css;
use crate::found::{Found, Wide};
use crate::link;
use crate::policy::{ATTRIBUTES, ELEMENTS, GLOBAL_ATTRIBUTES, PIXEL, is_own_name};
use crate::rendered::RemoteKind;

/// Sanitises a message's markup. What is found on the way is added to `found`, which comes back with it.
pub(crate) fn sanitise(html: &str, found: Found) -> (String, Found) {
    FOUND.set(found);
    let mut clean = Vec::with_capacity(html.len());
    // Writing to memory doesn't fail, and what is written is text; were it otherwise, nothing would be shown.
    let written = SANITISER.clean(html).write_to(&mut clean);
    let clean = written.ok().and_then(|()| String::from_utf8(clean).ok()).unwrap_or_default();
    (clean, FOUND.take())
}

thread_local! {
    /// Where the filter below leaves what it finds: the sanitiser is made once, and has no other way back.
    static FOUND: RefCell<Found> = RefCell::default();
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().map(|(name, _)| *name).collect())
        .generic_attributes(GLOBAL_ATTRIBUTES.iter().copied().collect())
        .tag_attributes(ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect())
        // Should markup of these ever get this far, its content is no text to show.
        .clean_content_tags(HashSet::from([
            "script", "style", "template", "svg", "math", "title", "iframe", "noembed", "noframes",
        ]))
        .set_tag_attribute_values(HashMap::from([(
            "a",
            HashMap::from([("target", "_blank"), ("rel", "noopener noreferrer")]),
        )]))
        .link_rel(None)
        // Addresses are judged by the filter, one by one; this is the second lock on the door.
        .url_schemes(HashSet::from(["http", "https", "mailto", "data", "cid", "mail"]))
        .url_relative(UrlRelative::PassThrough)
        .strip_comments(true)
        .attribute_filter(|element, name, value| FOUND.with_borrow_mut(|found| attribute(element, name, value, found)));
    builder
});

/// The value an attribute may have, or `None` to drop it.
fn attribute<'a>(element: &str, name: &str, value: &'a str, found: &mut Found) -> Option<Cow<'a, str>> {
    match name {
        "href" => href(value, found),
        "src" => found.image(value, RemoteKind::Image, false),
        PIXEL => {
            found.image(value, RemoteKind::Image, true);
            None
        }
        "background" => found.image(value, RemoteKind::Background, false),
        "style" => {
            let clean = css::sanitise_attribute(value, found);
            if element == "table" {
                for declaration in clean.split(';') {
                    declaration.strip_prefix("width:").into_iter().for_each(|w| found.width(Wide::StyledTable, w));
                }
            }
            (!clean.is_empty()).then(|| if clean == value { Cow::Borrowed(value) } else { Cow::Owned(clean) })
        }
        "bgcolor" | "color" | "bordercolor" => {
            let colour = colour(value)?;
            found.colours |= name != "bordercolor";
            Some(Cow::Borrowed(colour))
        }
        "class" => classes(value),
        "id" => identifier(value).map(Cow::Borrowed),
        "target" | "rel" => Some(Cow::Borrowed(value)),
        "width" if matches!(element, "table" | "img") => {
            let value = length(value, 100_000)?;
            found.width(if element == "img" { Wide::Image } else { Wide::Table }, value);
            Some(Cow::Borrowed(value))
        }
        "width" | "height" => length(value, 100_000).map(Cow::Borrowed),
        "colspan" | "rowspan" | "span" => Some(number(value, 1, 200)),
        "border" | "cellpadding" | "cellspacing" | "hspace" | "vspace" => length(value, 1_000).map(Cow::Borrowed),
        "start" | "value" => Some(number(value, -1_000_000, 1_000_000)),
        "size" if element == "font" => word(value),
        "size" => length(value, 1_000).map(Cow::Borrowed),
        "dir" => one_of(value, &["ltr", "rtl", "auto"]),
        "lang" => language(value).map(Cow::Borrowed),
        "aria-hidden" => one_of(value, &["true", "false"]),
        "nowrap" | "noshade" | "open" | "reversed" => Some(Cow::Borrowed("")),
        "alt" | "title" | "aria-label" | "face" | "abbr" => text(value, 2_000).map(Cow::Borrowed),
        _ => word(value),
    }
}

fn href<'a>(value: &'a str, found: &Found) -> Option<Cow<'a, str>> {
    let max = found.options().limits.max_url_bytes;
    let url = (value.len() <= max).then(|| link::parse(value)).flatten()?;
    if url.as_str() == value {
        return Some(Cow::Borrowed(value));
    }
    Some(Cow::Owned(url.into())).filter(|u: &Cow<'_, str>| u.len() <= max)
}

/// A colour as old HTML has it: a name or digits.
pub(crate) fn colour(value: &str) -> Option<&str> {
    let value = value.trim();
    let ok = !value.is_empty()
        && value.len() <= 40
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"#(),.% ".contains(&b));
    ok.then_some(value)
}

pub(crate) fn classes(value: &str) -> Option<Cow<'_, str>> {
    let fine = |class: &&str| !is_own_name(class) && class.len() <= 200;
    if value.len() <= 1_000 && value.split_ascii_whitespace().all(|c| fine(&c)) {
        return (!value.is_empty()).then_some(Cow::Borrowed(value));
    }
    let kept: Vec<&str> = value.split_ascii_whitespace().filter(fine).take(50).collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join(" ")))
}

pub(crate) fn identifier(value: &str) -> Option<&str> {
    let ok = (1..=200).contains(&value.len())
        && !is_own_name(value)
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'));
    ok.then_some(value)
}

pub(crate) fn language(value: &str) -> Option<&str> {
    let ok = (1..=35).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    ok.then_some(value)
}

/// Digits with an optional unit, as `600`, `600px`, `50%` or `*`.
fn length(value: &str, max: u32) -> Option<&str> {
    let value = value.trim();
    let digits = value.trim_end_matches("px").trim_end_matches(['%', '*']).trim_end();
    let whole = digits.split('.').next().unwrap_or_default();
    let ok = value.len() <= 12
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && whole.parse::<u32>().is_ok_and(|n| n <= max);
    (ok || matches!(value, "auto" | "*")).then_some(value)
}

fn number(value: &str, min: i32, max: i32) -> Cow<'_, str> {
    let parsed = value.trim().parse::<i32>().unwrap_or(1).clamp(min, max);
    Cow::Owned(parsed.to_string())
}

pub(crate) fn one_of<'a>(value: &'a str, allowed: &[&'static str]) -> Option<Cow<'a, str>> {
    allowed.iter().find(|a| a.eq_ignore_ascii_case(value.trim())).map(|a| Cow::Borrowed(*a))
}

fn word(value: &str) -> Option<Cow<'_, str>> {
    let ok = value.len() <= 60 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b" -+_.:,/%".contains(&b));
    ok.then_some(Cow::Borrowed(value))
}

/// Free text, without the control characters nobody types.
fn text(value: &str, max: usize) -> Option<&str> {
    let value = &value[..value.floor_char_boundary(max)];
    (!value.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r'))).then_some(value)
}
