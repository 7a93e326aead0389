//! The document around a sanitised message.

use crate::allowed_elements_and_attributes::{BASE_STYLE_ID, NOTE_CLASS, WRAPPER_CLASS};
use crate::canvas_colour_rules::write_canvas_colour;
use crate::html_escape::write_html_escaped;
use crate::markup_normaliser::PageAttributes;
use crate::markup_origin::DOCUMENT_START;
use crate::narrow_window::narrow_window_css;
use crate::render_context::RenderContext;
use crate::render_options::ColorScheme;

/// The default style of a message.
///
/// The background of the page reaches to the end of the window, as in a browser. An image that is not shown keeps its
/// declared size and shows its alternative text, unless it is one pixel in size. WebKit draws a grey frame around an
/// image without a source, unless it has `content`: then it is a box like any other.
const BASE_CSS: &str = ":root{color-scheme:SCHEME}body{margin:0}\
.mayfly-message{box-sizing:border-box;padding:16px;overflow-wrap:break-word;\
font:15px/1.5 FONT}\
@media screen{.mayfly-message{min-height:100vh}}\
:where(.mayfly-message) :where([style^=\"width:100%\"],[style*=\";width:100%\"]){box-sizing:border-box}\
:where(.mayfly-message) :where(div){max-width:100%}\
:where(.mayfly-message) img{max-width:100%}\
:where(.mayfly-message) :where(img:not([src])){font:12px/1.4 FONT;text-decoration:none}\
:where(.mayfly-message) :where(img:not([src],[alt=\"\"],[width=\"1\"],[height=\"1\"])){background-color:rgb(128 144 150/.16)}\
@supports (hanging-punctuation:first){\
:where(.mayfly-message) :where(img:not([src])){content:\"\";display:inline-block;overflow:hidden}\
:where(.mayfly-message) :where(img[alt]:not([src],[alt=\"\"],[width=\"1\"],[height=\"1\"]))::before\
{content:attr(alt);display:inline-block;padding:4px 6px;opacity:.75}}\
:where(.mayfly-message) :where(.mayfly-e-button,.mayfly-e-input,.mayfly-e-textarea){display:inline-block;\
box-sizing:border-box;font:13px FONT;letter-spacing:normal;word-spacing:normal;text-indent:0;text-transform:none}\
:where(.mayfly-message) :where(.mayfly-e-button,.mayfly-e-input){width:fit-content;align-content:center;\
padding:1px 6px;border:2px outset #c0c0c0;background-color:ButtonFace;color:ButtonText;text-align:center}\
:where(.mayfly-message) :where(.mayfly-e-textarea){padding:2px;border:1px solid GrayText;white-space:pre-wrap}\
:where(.mayfly-message) :where(.mayfly-e-nobr){white-space:nowrap}\
:where(.mayfly-message) :where(.mayfly-e-fieldset){margin:0 2px;padding:.35em .75em .625em;border:2px groove #ddd}\
:where(.mayfly-message) :where(.mayfly-e-legend){padding:0 2px}\
:where(.mayfly-message) :where([hidden]){display:none}\
:where(.mayfly-message) pre{white-space:pre-wrap;overflow-wrap:anywhere}\
:where(.mayfly-message) blockquote{margin:0 0 0 4px;padding:0 0 0 12px;border-left:2px solid GrayText}\
.mayfly-text{white-space:pre-wrap;max-width:62ch;unicode-bidi:plaintext}\
.mayfly-quote{white-space:normal}\
.mayfly-quote summary{color:GrayText}\
.mayfly-quote blockquote{white-space:pre-wrap}\
.mayfly-note{margin:0;padding:12px 16px;border-top:1px solid GrayText;color:GrayText;font:13px/1.5 FONT}";

/// Keeps the note under a cut message where it is, readable and on top.
///
/// Important declarations in a layer override all others, whatever their selectors. So the message's own element ends
/// where its content does, and nothing of it is drawn below its end. No style of a message can set `z-index`.
const NOTE_PROTECTION_CSS: &str = "@layer{.mayfly-message{display:flow-root!important;float:none!important;\
height:auto!important;max-height:none!important;overflow-x:visible!important;overflow-y:clip!important}\
.mayfly-note{clear:both;position:relative;z-index:1;background:Canvas}}";

/// The font family of the system, by a name that the web view resolves quickly.
///
/// Where the desktop names a generic font such as "Sans", WebKitGTK looks `system-ui` up twice, and each lookup takes
/// milliseconds. The window sets `sans-serif` to the font of the desktop there.
pub const SYSTEM_FONT: &str = if cfg!(target_os = "linux") { "sans-serif" } else { "system-ui,sans-serif" };

/// The page colours for mail with colours of its own, which expects black on white.
const OWN_COLOURS_CSS: &str = ":root{background:Canvas;color:CanvasText}";
/// The light colours of the app, for mail without colours.
const LIGHT_CSS: &str = ":root{background:#fff;color:#10262b}:where(.mayfly-message) :where(a){color:#0d6a6c}";
/// The dark colours of the app, for mail without colours.
const DARK_CSS: &str = ":root{background:#132024;color:#e3eeed}:where(.mayfly-message) :where(a){color:#55bdb3}";

/// The colours of the page, which the styles of the mail override.
fn page_colours_css(scheme: &str, has_own_colours: bool) -> String {
    match scheme {
        _ if has_own_colours => OWN_COLOURS_CSS.to_owned(),
        "dark" => DARK_CSS.to_owned(),
        "light" => LIGHT_CSS.to_owned(),
        _ => format!("{LIGHT_CSS}@media (prefers-color-scheme:dark){{{DARK_CSS}}}"),
    }
}

/// Composes the document. All arguments are sanitised already.
pub(crate) fn compose_document(body: &str, css: &str, page: &PageAttributes, context: &RenderContext) -> String {
    let options = context.options();
    let supports_dark = context.declares_dark_scheme || !context.has_own_colours;
    let scheme = match options.color_scheme {
        ColorScheme::Light => "light",
        ColorScheme::System if supports_dark => "light dark",
        ColorScheme::Dark if supports_dark => "dark",
        _ => "light",
    };
    let mut out = String::with_capacity(body.len() + css.len() + BASE_CSS.len() + 4_000);
    out.push_str(&DOCUMENT_START);
    out.push_str(scheme);
    out.push_str("\"><style id=\"");
    out.push_str(BASE_STYLE_ID);
    out.push_str("\">");
    out.push_str(&BASE_CSS.replace("SCHEME", scheme).replace("FONT", SYSTEM_FONT));
    out.push_str(&narrow_window_css(&context.declared_widths, body, css));
    out.push_str(&page_colours_css(scheme, context.has_own_colours));
    if let Some(colour) = page.canvas {
        write_canvas_colour(colour, &mut out);
    }
    if context.truncated {
        out.push_str(NOTE_PROTECTION_CSS);
    }
    out.push_str("</style>");
    if !css.is_empty() {
        out.push_str("<style>");
        out.push_str(css);
        out.push_str("</style>");
    }
    out.push_str("</head><body>");
    out.push_str(&write_wrapper_tag(page));
    out.push_str(body);
    out.push_str("</div>");
    if context.truncated {
        out.push_str("<p class=\"");
        out.push_str(NOTE_CLASS);
        out.push_str("\">");
        write_html_escaped(&options.labels.truncation_note, &mut out);
        out.push_str("</p>");
    }
    out.push_str("</body></html>");
    out
}

/// The start tag of the element that holds the message.
pub(crate) fn write_wrapper_tag(page: &PageAttributes) -> String {
    let mut out = format!("<div class=\"{WRAPPER_CLASS}");
    for class in &page.classes {
        out.push(' ');
        write_html_escaped(class, &mut out);
    }
    out.push('"');
    for (name, value) in [("id", page.id.as_deref()), ("dir", page.dir.as_deref()), ("lang", page.lang.as_deref())] {
        if let Some(value) = value {
            write_attribute(name, value, &mut out);
        }
    }
    if !page.style.declarations_with_background_mark().is_empty() {
        write_attribute("style", page.style.declarations_with_background_mark(), &mut out);
    }
    out.push('>');
    out
}

fn write_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    write_html_escaped(value, out);
    out.push('"');
}
