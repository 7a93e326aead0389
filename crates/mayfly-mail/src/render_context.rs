//! The state of one rendering: what is recorded about the message, and which image URLs are allowed.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::custom_properties::{CustomProperties, VarReferenceBudget};
use crate::drawn_text::SolidColour;
use crate::markup_origin::MarkupOrigin;
use crate::narrow_window::{DeclaredWidths, SizedElementKind};
use crate::openable_url::{is_web_url, parse_openable_url};
use crate::render_options::{RemoteImagePolicy, RenderOptions};
use crate::rendered_body::{RemoteContentKind, RemoteContentReference};
use crate::sanitised_css_reader::{split_declarations, strip_importance};
use crate::tracking_images::is_likely_tracker_url;

/// The state of one rendering, shared by the HTML and the CSS sanitiser. It alone decides about image URLs.
#[derive(Default)]
pub(crate) struct RenderContext {
    options: RenderOptions,
    pub(crate) markup_origin: MarkupOrigin,
    /// Whether the styles that are being sanitised apply only sometimes: while the pointer is over an element, in a
    /// window of some width, in a dark scheme. An image of theirs would tell its server when they do.
    pub(crate) is_conditional_style: bool,
    pub(crate) remote: Vec<RemoteContentReference>,
    /// The index in `remote` of each URL.
    remote_indexes: HashMap<String, usize>,
    pub(crate) inline_images: Vec<String>,
    data_image_bytes: usize,
    /// Whether the mail sets colours or backgrounds of its own.
    pub(crate) has_own_colours: bool,
    /// Whether the mail declares support for a dark colour scheme.
    pub(crate) declares_dark_scheme: bool,
    pub(crate) truncated: bool,
    /// The font size in pixels that the message sets for the page, to which the unit `rem` refers. Not in a document that
    /// this crate has written.
    pub(crate) root_font_size: Option<f64>,
    /// Whether a rule that applies always, or an attribute, may hide elements.
    pub(crate) may_hide_elements: bool,
    /// Declared widths that may exceed the width of a narrow window.
    pub(crate) declared_widths: DeclaredWidths,
    /// Whether rules give `<html>` or `<body>` colours, which override those of their attributes.
    pub(crate) page_has_colour_rules: bool,
    /// The background that rules give `<html>`, if it is a single colour.
    pub(crate) html_background: Option<SolidColour>,
    /// The same of `<body>`.
    pub(crate) body_background: Option<SolidColour>,
    /// The custom properties of the page.
    pub(crate) custom_properties: CustomProperties,
    pub(crate) var_reference_budget: VarReferenceBudget,
    /// The custom properties of the last style that was sanitised.
    pub(crate) block_custom_properties: CustomProperties,
    /// Whether a background was left out for which another one may have to be chosen.
    pub(crate) has_lost_background: bool,
    /// The classes and ids of `<html>` and `<body>`, by which rules may name the page. Not of a document that this crate
    /// has written, whose rules name the wrapper.
    pub(crate) page_classes_and_ids: RootClassesAndIds,
    /// A cache of the sanitised `style` attributes of elements, by [`SizedElementKind`]: newsletters repeat a few of them
    /// thousands of times.
    pub(crate) sanitised_styles: [HashMap<String, String>; SizedElementKind::COUNT],
}

/// The classes and ids of a page.
#[derive(Debug, Default)]
pub(crate) struct RootClassesAndIds {
    pub(crate) classes: Vec<String>,
    pub(crate) ids: Vec<String>,
}

impl RenderContext {
    pub(crate) fn new(options: &RenderOptions, markup_origin: MarkupOrigin) -> Self {
        Self { options: options.clone(), markup_origin, ..Self::default() }
    }

    pub(crate) fn options(&self) -> &RenderOptions {
        &self.options
    }

    /// Records the font size that sanitised declarations set for the page, if it is known.
    pub(crate) fn record_root_font_size(&mut self, declarations: &str) {
        if self.markup_origin.is_own_document || !declarations.contains("font-size:") {
            return;
        }
        for (_, value) in split_declarations(declarations).filter(|(name, _)| *name == "font-size") {
            let value = strip_importance(value);
            let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
            let pixels_per_unit = match &value[number.len()..] {
                "px" => 1.0,
                "pt" => 4.0 / 3.0,
                "em" | "rem" => 16.0,
                "%" => 0.16,
                _ => continue,
            };
            let pixels = number.parse::<f64>().map(|number| number * pixels_per_unit);
            if let Ok(pixels) = pixels
                && (4.0..=64.0).contains(&pixels)
            {
                self.root_font_size = Some(pixels);
            }
        }
    }

    /// Records remote content and returns its index in the list; `None` for a URL that is not remote or over a limit.
    pub(crate) fn record_remote_content(
        &mut self,
        address: &str,
        kind: RemoteContentKind,
        is_pixel: bool,
    ) -> Option<usize> {
        let url = parse_openable_url(address).filter(is_web_url)?;
        if url.as_str().len() > self.options.limits.max_url_bytes {
            return None;
        }
        if let Some(&index) = self.remote_indexes.get(url.as_str()) {
            let known = &mut self.remote[index];
            known.tracker |= is_pixel;
            if kind.is_displayable_image() && !known.kind.is_displayable_image() {
                known.kind = kind;
            }
            return Some(index);
        }
        if self.remote.len() >= self.options.limits.max_remote {
            return None;
        }
        let tracker = is_pixel || is_likely_tracker_url(&url);
        let index = self.remote.len();
        self.remote_indexes.insert(url.as_str().to_owned(), index);
        self.remote.push(RemoteContentReference { url: url.into(), kind, tracker });
        Some(index)
    }

    /// Records every URL of a `srcset`.
    pub(crate) fn record_srcset(&mut self, set: &str, kind: RemoteContentKind) {
        // URLs may contain commas, so entries are separated by white space, as in browsers.
        for word in set.split_ascii_whitespace() {
            self.record_remote_content(word.trim_matches(','), kind, false);
        }
    }

    /// The URL that an image may be shown from: one of the app, or a raster image as `data:`. Any other URL is recorded
    /// and refused.
    pub(crate) fn sanitise_image_url<'a>(
        &mut self,
        address: &'a str,
        kind: RemoteContentKind,
        is_pixel: bool,
    ) -> Option<Cow<'a, str>> {
        let address = address.trim_matches(|c: char| c.is_ascii_whitespace() || c.is_ascii_control());
        if has_scheme(address, "data:") {
            return self.sanitise_data_image(address).map(Cow::Owned);
        }
        if has_scheme(address, "cid:") {
            return self.resolve_inline_image(&address[4..]).map(Cow::Owned);
        }
        if self.is_conditional_style {
            if !self.is_already_rewritten_image_url(address) {
                self.record_remote_content(address, RemoteContentKind::Alternative, is_pixel);
            }
            return self.is_already_rewritten_part_url(address).then_some(Cow::Borrowed(address));
        }
        if self.is_already_rewritten_image_url(address) || self.is_already_rewritten_part_url(address) {
            return Some(Cow::Borrowed(address));
        }
        let index = self.record_remote_content(address, kind, is_pixel)?;
        let shown = self.options.images == RemoteImagePolicy::Allowed
            && kind.is_displayable_image()
            && !self.remote[index].tracker;
        shown.then(|| Cow::Owned(format!("{}{index}", self.options.image_base)))
    }

    /// Whether an earlier rendering wrote this URL of a remote image. Such URLs are kept, so that a second rendering
    /// changes nothing.
    fn is_already_rewritten_image_url(&self, address: &str) -> bool {
        self.options.images == RemoteImagePolicy::Allowed
            && !self.options.image_base.is_empty()
            && address
                .strip_prefix(&self.options.image_base)
                .is_some_and(|n| !n.is_empty() && n.len() <= 9 && n.bytes().all(|b| b.is_ascii_digit()))
    }

    /// The same for the URL of an attached image.
    fn is_already_rewritten_part_url(&self, address: &str) -> bool {
        self.options.cid_base.as_deref().filter(|base| !base.is_empty()).is_some_and(|base| {
            address
                .strip_prefix(base)
                .is_some_and(|id| !id.is_empty() && id.bytes().all(|b| is_unreserved(b) || b == b'%'))
        })
    }

    /// Records an attached image by its content id and returns its URL, if the options give one.
    fn resolve_inline_image(&mut self, id: &str) -> Option<String> {
        let id = id.trim_matches(['<', '>']);
        if id.is_empty() || id.len() > 500 {
            return None;
        }
        let id = percent_decode(id);
        if !self.inline_images.contains(&id) {
            if self.inline_images.len() >= 200 {
                return None;
            }
            self.inline_images.push(id.clone());
        }
        let base = self.options.cid_base.as_deref()?;
        let mut address = String::with_capacity(base.len() + id.len());
        address.push_str(base);
        for b in id.bytes() {
            if is_unreserved(b) {
                address.push(char::from(b));
            } else {
                address.push_str(&format!("%{b:02X}"));
            }
        }
        Some(address)
    }

    /// Rewrites a `data:` URL of a raster image in base64. Other formats are refused: an SVG image is a document of its
    /// own.
    fn sanitise_data_image(&mut self, address: &str) -> Option<String> {
        const RASTER_FORMATS: &[&str] =
            &["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/bmp"];
        let limits = &self.options.limits;
        if address.len() > limits.max_data_image_bytes
            || self.data_image_bytes + address.len() > limits.max_data_images_bytes
        {
            self.truncated = true;
            return None;
        }
        let (kind, data) = address[5..].split_once(',')?;
        let kind = kind.trim().to_ascii_lowercase();
        let (kind, parameters) = kind.split_once(';')?;
        let kind = RASTER_FORMATS.iter().find(|r| **r == kind.trim())?;
        if parameters.rsplit(';').next()?.trim() != "base64" {
            return None;
        }
        let data: String = data.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let body = data.trim_end_matches('=');
        let is_base64 =
            data.len() - body.len() <= 2 && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/');
        if !is_base64 || body.is_empty() {
            return None;
        }
        self.data_image_bytes += address.len();
        Some(format!("data:{kind};base64,{data}"))
    }
}

fn has_scheme(address: &str, scheme: &str) -> bool {
    address.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme))
}

fn is_unreserved(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~')
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |b: u8| char::from(b).to_digit(16);
        match (first, tail) {
            (b'%', [a, b, after @ ..]) if hex(*a).is_some() && hex(*b).is_some() => {
                bytes.push((hex(*a).unwrap_or(0) * 16 + hex(*b).unwrap_or(0)) as u8);
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
