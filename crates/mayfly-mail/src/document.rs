//! The document around a sanitised message.

use std::collections::BTreeSet;

use crate::FRAME_CSP;
use crate::found::{Found, Wide};
use crate::options::ColorScheme;
use crate::policy::{BASE_STYLE, NOTE, WRAPPER};
use crate::prepare::Page;

/// How a message looks that says nothing about its looks.
///
/// The page's own background reaches to the end of the window, as it does in a browser. An image that isn't
/// shown keeps its declared size and says what it would have been; one dot is no image. WebKit draws a grey
/// frame around an image without a source, unless it has `content`: then it is a box like any other.
const BASE: &str = ":root{color-scheme:SCHEME}body{margin:0}\
.mayfly-message{box-sizing:border-box;padding:16px;overflow-wrap:break-word;\
font:15px/1.5 FONT}\
@media screen{.mayfly-message{min-height:100vh}}\
:where(.mayfly-message) :where([style^=\"width:100%\"],[style*=\";width:100%\"]){box-sizing:border-box}\
:where(.mayfly-message) :where(div){max-width:100%}\
@media (max-width:720px){:where(.mayfly-message) :where(div){box-sizing:border-box}}\
:where(.mayfly-message) img{max-width:100%}\
:where(.mayfly-message) :where(img:not([src])){font:12px/1.4 FONT;text-decoration:none}\
:where(.mayfly-message) :where(img:not([src],[alt=\"\"],[width=\"1\"],[height=\"1\"])){background-color:rgb(128 144 150/.16)}\
@supports (hanging-punctuation:first){\
:where(.mayfly-message) :where(img:not([src])){content:\"\";display:inline-block;overflow:hidden}\
:where(.mayfly-message) :where(img[alt]:not([src],[alt=\"\"],[width=\"1\"],[height=\"1\"]))::before\
{content:attr(alt);display:inline-block;padding:4px 6px;opacity:.75}}\
:where(.mayfly-message) pre{white-space:pre-wrap;overflow-wrap:anywhere}\
:where(.mayfly-message) blockquote{margin:0 0 0 4px;padding:0 0 0 12px;border-left:2px solid GrayText}\
.mayfly-text{white-space:pre-wrap;max-width:62ch;unicode-bidi:plaintext}\
.mayfly-quote{white-space:normal}\
.mayfly-quote summary{color:GrayText}\
.mayfly-quote blockquote{white-space:pre-wrap}\
.mayfly-note{margin:0;padding:12px 16px;border-top:1px solid GrayText;color:GrayText;font:13px/1.5 FONT}";

/// The system's own font, as the web view finds it at once.
///
/// WebKitGTK looks `system-ui` up a second time where the desktop names a kind of font, such as "Sans", and each
/// lookup takes it milliseconds; the window makes `sans-serif` the desktop's font there.
pub const SYSTEM_FONT: &str = if cfg!(target_os = "linux") { "sans-serif" } else { "system-ui,sans-serif" };

/// The page under mail with colours of its own, which counts on black on white.
const PAPER: &str = ":root{background:Canvas;color:CanvasText}";
/// The app's own colours, for mail without any.
const LIGHT: &str = ":root{background:#fff;color:#10262b}:where(.mayfly-message) :where(a){color:#0d6a6c}";
const DARK: &str = ":root{background:#132024;color:#e3eeed}:where(.mayfly-message) :where(a){color:#55bdb3}";

/// The page's colours, before the mail's.
fn colours(scheme: &str, plain: bool) -> String {
    match scheme {
        _ if !plain => PAPER.to_owned(),
        "dark" => DARK.to_owned(),
        "light" => LIGHT.to_owned(),
        _ => format!("{LIGHT}@media (prefers-color-scheme:dark){{{DARK}}}"),
    }
}

/// Lets what is wider than the window be as wide as the window, from the window's width on where that begins.
///
/// A table's declared width is also its least width, so `max-width` does nothing for it.
fn narrowed(wide: &BTreeSet<(u32, Wide)>) -> String {
    /// What usually stands around the widest table: the page's and a cell's padding.
    const AROUND: u32 = 47;
    let mut out = String::new();
    for (width, what) in wide {
        let rule = match what {
            Wide::Table => format!("table:where([width=\"{width}\"],[width=\"{width}px\"]){{width:100%!important}}"),
            Wide::StyledTable => format!("table:where([style*=\"width:{width}px\"]){{width:100%!important}}"),
            Wide::Image => format!(
                ":where(img[width=\"{width}\"]){{height:auto}}:where(.mayfly-message img[width=\"{width}\"]:not([src])){{width:100%}}"
            ),
        };
        out.push_str(&format!("@media (max-width:{}px){{:where(.mayfly-message) {rule}}}", width + AROUND));
    }
    out
}

/// Puts the document together. Everything handed in is sanitised already.
pub(crate) fn compose(body: &str, css: &str, page: &Page, found: &Found) -> String {
    let options = found.options();
    let adapts = found.declares_dark || !found.colours;
    let scheme = match options.color_scheme {
        ColorScheme::Light => "light",
        ColorScheme::System if adapts => "light dark",
        ColorScheme::Dark if adapts => "dark",
        _ => "light",
    };
    let mut out = String::with_capacity(body.len() + css.len() + BASE.len() + 1_000);
    out.push_str("<!DOCTYPE html><html><head><meta charset=\"utf-8\">");
    out.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    // A page can't choose its frame or sandbox itself: those parts work in the header alone.
    let policy = FRAME_CSP.split("; frame-ancestors").next().unwrap_or(FRAME_CSP);
    out.push_str(policy);
    out.push_str("\"><meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\"");
    out.push_str(scheme);
    out.push_str("\"><style id=\"");
    out.push_str(BASE_STYLE);
    out.push_str("\">");
    out.push_str(&BASE.replace("SCHEME", scheme).replace("FONT", SYSTEM_FONT));
    out.push_str(&narrowed(&found.wide));
    out.push_str(&colours(scheme, !found.colours));
    out.push_str("</style>");
    if !css.is_empty() {
        out.push_str("<style>");
        out.push_str(css);
        out.push_str("</style>");
    }
    out.push_str("</head><body><div class=\"");
    out.push_str(WRAPPER);
    for class in &page.classes {
        out.push(' ');
        escape_into(class, &mut out);
    }
    out.push('"');
    for (name, value) in [("id", page.id.as_deref()), ("dir", page.dir.as_deref()), ("lang", page.lang.as_deref())] {
        if let Some(value) = value {
            attribute(name, value, &mut out);
        }
    }
    if !page.style.is_empty() {
        attribute("style", &page.style, &mut out);
    }
    out.push('>');
    out.push_str(body);
    out.push_str("</div>");
    if found.truncated {
        out.push_str("<p class=\"");
        out.push_str(NOTE);
        out.push_str("\">");
        escape_into(&options.labels.cut, &mut out);
        out.push_str("</p>");
    }
    out.push_str("</body></html>");
    out
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_into(value, out);
    out.push('"');
}

/// Text as it stands in an element's content or a quoted attribute.
///
/// ```
/// assert_eq!(mayfly_mail::escape("a<b"), "a&lt;b");
/// ```
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

/// [`escape`], onto the end of what is there.
pub(crate) fn escape_into(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}
