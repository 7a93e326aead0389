//! What is found while a message is read, and what becomes of the addresses in it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use crate::link;
use crate::options::{Images, RenderOptions};
use crate::rendered::{RemoteContent, RemoteKind};
use crate::tracker::looks_like_tracker;

/// The one place that decides about addresses, shared by the HTML and the CSS side of a rendering.
#[derive(Default)]
pub(crate) struct Found {
    options: RenderOptions,
    pub(crate) remote: Vec<RemoteContent>,
    places: HashMap<String, usize>,
    pub(crate) inline_images: Vec<String>,
    data_bytes: usize,
    /// The mail sets colours or backgrounds of its own.
    pub(crate) colours: bool,
    /// The mail says it can be shown on a dark page.
    pub(crate) declares_dark: bool,
    pub(crate) truncated: bool,
    /// Widths in dots that a narrow window may not have room for.
    pub(crate) wide: BTreeSet<(u32, Wide)>,
    /// Style attributes already sanitised: newsletters repeat a few of them thousands of times.
    pub(crate) styles: HashMap<String, String>,
}

/// What has a declared width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wide {
    /// A table, in its attribute.
    Table,
    /// A table, in its style.
    StyledTable,
    /// An image, in its attribute.
    Image,
}

impl Found {
    pub(crate) fn new(options: &RenderOptions) -> Self {
        Self { options: options.clone(), ..Self::default() }
    }

    pub(crate) fn options(&self) -> &RenderOptions {
        &self.options
    }

    /// Notes a declared width, as `600` or `600px`.
    pub(crate) fn width(&mut self, what: Wide, value: &str) {
        let dots = value.strip_suffix("px").unwrap_or(value).parse::<u32>();
        if let Ok(dots @ 200..=3_000) = dots
            && self.wide.len() < 40
        {
            self.wide.insert((dots, what));
        }
    }

    /// Lists something on another computer and gives its place in the list; `None` for what isn't there.
    pub(crate) fn record(&mut self, address: &str, kind: RemoteKind, pixel: bool) -> Option<usize> {
        let url = link::parse(address).filter(|u| u.scheme() != "mailto")?;
        if url.as_str().len() > self.options.limits.max_url_bytes {
            return None;
        }
        if let Some(&place) = self.places.get(url.as_str()) {
            let known = &mut self.remote[place];
            known.tracker |= pixel;
            if kind.is_image() && !known.kind.is_image() {
                known.kind = kind;
            }
            return Some(place);
        }
        if self.remote.len() >= self.options.limits.max_remote {
            return None;
        }
        let tracker = pixel || looks_like_tracker(&url);
        let place = self.remote.len();
        self.places.insert(url.as_str().to_owned(), place);
        self.remote.push(RemoteContent { url: url.into(), kind, tracker });
        Some(place)
    }

    /// Lists every candidate of a `srcset`.
    pub(crate) fn record_set(&mut self, set: &str, kind: RemoteKind) {
        // Addresses may hold commas, so candidates are told apart by white space, as browsers do.
        for word in set.split_ascii_whitespace() {
            self.record(word.trim_matches(','), kind, false);
        }
    }

    /// The address an image may be shown from: one of ours, or a raster image that came along as `data:`.
    /// Everything else is listed and refused.
    pub(crate) fn image<'a>(&mut self, address: &'a str, kind: RemoteKind, pixel: bool) -> Option<Cow<'a, str>> {
        let address = address.trim_matches(|c: char| c.is_ascii_whitespace() || c.is_ascii_control());
        if has_scheme(address, "data:") {
            return self.data_image(address).map(Cow::Owned);
        }
        if has_scheme(address, "cid:") {
            return self.inline_image(&address[4..]).map(Cow::Owned);
        }
        if self.is_ours(address) {
            return Some(Cow::Borrowed(address));
        }
        let place = self.record(address, kind, pixel)?;
        let shown = self.options.images == Images::Allowed && kind.is_image() && !self.remote[place].tracker;
        shown.then(|| Cow::Owned(format!("{}{place}", self.options.image_base)))
    }

    /// An address an earlier rendering wrote, so that rendering again changes nothing.
    fn is_ours(&self, address: &str) -> bool {
        let remote = self.options.images == Images::Allowed
            && !self.options.image_base.is_empty()
            && address
                .strip_prefix(&self.options.image_base)
                .is_some_and(|n| !n.is_empty() && n.len() <= 9 && n.bytes().all(|b| b.is_ascii_digit()));
        remote
            || self.options.cid_base.as_deref().filter(|base| !base.is_empty()).is_some_and(|base| {
                address
                    .strip_prefix(base)
                    .is_some_and(|id| !id.is_empty() && id.bytes().all(|b| is_unreserved(b) || b == b'%'))
            })
    }

    fn inline_image(&mut self, id: &str) -> Option<String> {
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

    /// Only base64 of raster formats: an SVG image is a document of its own.
    fn data_image(&mut self, address: &str) -> Option<String> {
        const RASTER: &[&str] = &["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/bmp"];
        let limits = &self.options.limits;
        if address.len() > limits.max_data_image_bytes || self.data_bytes + address.len() > limits.max_data_images_bytes
        {
            self.truncated = true;
            return None;
        }
        let (kind, data) = address[5..].split_once(',')?;
        let kind = kind.trim().to_ascii_lowercase();
        let (kind, parameters) = kind.split_once(';')?;
        let kind = RASTER.iter().find(|r| **r == kind.trim())?;
        if parameters.rsplit(';').next()?.trim() != "base64" {
            return None;
        }
        let data: String = data.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let body = data.trim_end_matches('=');
        let clean =
            data.len() - body.len() <= 2 && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/');
        if !clean || body.is_empty() {
            return None;
        }
        self.data_bytes += address.len();
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
