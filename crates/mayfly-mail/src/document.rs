//! The document around a sanitised message.

use crate::FRAME_CSP;
use crate::found::Found;
use crate::options::ColorScheme;
use crate::policy::{BASE_STYLE, NOTE, WRAPPER};
use crate::prepare::Page;

/// How a message looks that says nothing about its looks.
const BASE: &str = ":root{color-scheme:SCHEME;background:Canvas;color:CanvasText}\
body{margin:0}\
.mayfly-message{padding:16px;font:15px/1.5 system-ui,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif;overflow-wrap:break-word}\
:where(.mayfly-message) img{max-width:100%}\
:where(.mayfly-message) img:not([src]){color:GrayText;font-size:13px}\
:where(.mayfly-message) pre{white-space:pre-wrap;overflow-wrap:anywhere}\
:where(.mayfly-message) blockquote{margin:0 0 0 4px;padding:0 0 0 12px;border-left:2px solid GrayText}\
.mayfly-text{white-space:pre-wrap;max-width:75ch}\
.mayfly-quote{white-space:normal}\
.mayfly-quote summary{color:GrayText}\
.mayfly-quote blockquote{white-space:pre-wrap}\
.mayfly-note{margin:0;padding:12px 16px;border-top:1px solid GrayText;color:GrayText;font:13px/1.5 system-ui,sans-serif}";

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
    // A page can't sandbox itself: that part works in the header alone.
    let policy = FRAME_CSP.split("; sandbox").next().unwrap_or(FRAME_CSP);
    out.push_str(policy);
    out.push_str("\"><meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\"");
    out.push_str(scheme);
    out.push_str("\"><style id=\"");
    out.push_str(BASE_STYLE);
    out.push_str("\">");
    out.push_str(&BASE.replace("SCHEME", scheme));
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

/// Escapes text for an element's content or a quoted attribute.
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
