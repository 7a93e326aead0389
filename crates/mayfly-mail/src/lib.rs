//! Turns mail from strangers into documents that are safe to show.
//!
//! Anyone can write to a disposable address, so a message is taken for hostile until it has been rewritten.
//! [`render`] does that: it reads HTML as browsers do, keeps what is on its lists and writes a complete new
//! document around it. On the way it finds what an app wants to know: the text, the first words for a list,
//! the links (and which of them lie), and everything on other computers the message asked for.
//!
//! ```
//! use mayfly_mail::{Images, RenderOptions, render};
//!
//! let mail = "<style>@import '//shop.example/x.css'; p { position: fixed; color: navy }</style>\
//!     <p onclick='steal()'>Your order is <b>on its way</b>. \
//!     <a href='https://evil.test/login'>https://shop.example</a> \
//!     <img src='https://shop.example/logo.png' alt='Shop'>";
//! let rendered = render(mail, &RenderOptions::default());
//! assert!(rendered.document.starts_with("<!DOCTYPE html>"));
//! assert_eq!(rendered.snippet, "Your order is on its way. https://shop.example Shop");
//! assert_eq!(rendered.remote.len(), 2); // the style sheet and the logo, both left out
//! assert!(rendered.links[0].mismatch); // it says shop.example and leads to evil.test
//!
//! // The user wants to see the pictures: they now point at addresses that the app itself answers.
//! let options = RenderOptions { images: Images::Allowed, image_base: "mail://localhost/42/image/".into(), ..Default::default() };
//! assert!(render(mail, &options).document.contains("<img src=\"mail://localhost/42/image/"));
//! ```
//!
//! # How
//!
//! 1. One pass puts the source in order: properly nested markup of allowed elements, with caps on depth and
//!    number, so that no input makes the parser's work grow with the square of its length.
//! 2. [ammonia](https://docs.rs/ammonia) parses and sanitises the result with an explicit allow-list; every
//!    attribute's value is judged on the way.
//! 3. Styles are parsed by [cssparser](https://docs.rs/cssparser) and written anew from lists of properties,
//!    functions and units, bound to the element that holds the message.
//! 4. Text, snippet and links are read off what came out, not off what came in.
//!
//! # What it does not promise
//!
//! - A safe document is not an honest one. Phishing in plain words comes through; links can still lead to bad
//!   places. Show the real host before opening one: see [`link::inspect`].
//! - It is one layer. Serve the document with [`FRAME_CSP`], in a frame without scripts and without an origin,
//!   so that a hole here still opens nothing.
//! - Addresses in [`Rendered::remote`] are the sender's choice. Whoever fetches them has to refuse private
//!   addresses, cap sizes and send nothing that identifies the user.
//! - [`is_dangerous_file`] and the tracker marks go by names. A file or an image they don't name may be either.
//! - Layout that needs what isn't on the lists (positioning, grids, animations, forms, web fonts) is lost.

mod chars;
mod css;
mod document;
mod entities;
mod file_name;
mod found;
mod line;
pub mod link;
mod options;
mod plain;
mod policy;
mod prepare;
mod rendered;
mod sanitise;
mod sender;
mod text;
mod tracker;

use found::Found;

pub use document::{SYSTEM_FONT, escape};
pub use file_name::{is_dangerous_file, safe_file_name};
pub use line::one_line;
pub use mayfly_codes::{Code, find_codes};
pub use options::{ColorScheme, Images, Labels, Limits, RenderOptions};
pub use rendered::{Link, RemoteContent, RemoteKind, Rendered};
pub use sender::misleading_sender;

/// The `Content-Security-Policy` to serve a rendered document with: nothing runs, nothing is fetched but
/// `mail:` images, and the only way out is a new window, which the app decides about.
pub const FRAME_CSP: &str = "default-src 'none'; img-src mail: http://mail.localhost data:; \
    style-src 'unsafe-inline'; font-src 'none'; media-src 'none'; connect-src 'none'; script-src 'none'; \
    object-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'; \
    frame-ancestors tauri: http://tauri.localhost https://tauri.localhost; sandbox allow-popups";

/// Renders HTML mail as a safe document.
///
/// Takes time in proportion to the source's length, never panics, and rendering the document again with the
/// same options changes nothing.
///
/// ```
/// use mayfly_mail::{RenderOptions, render};
///
/// let rendered = render("<p onclick=x()>Hi <b>there</b></p><img src=http://tracker.test/open?1>", &RenderOptions::default());
/// assert!(rendered.document.contains("<p>Hi <b>there</b></p><img>"));
/// assert_eq!(rendered.text, "Hi there");
/// assert_eq!(rendered.remote[0].url, "http://tracker.test/open?1");
/// assert!(rendered.remote[0].tracker);
/// ```
pub fn render(html: &str, options: &RenderOptions) -> Rendered {
    let mut found = Found::new(options);
    let prepared = prepare::prepare(html, &mut found);
    let (mut body, mut found) = sanitise::sanitise(&prepared.html, found);
    if body.contains('\r') {
        // Written as a reference in the source; as a character it would be read as a line break.
        body = body.replace('\r', "\n");
    }
    // Space in front of a message means nothing, and would be dropped when the document is read again.
    let body = body.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let extract = text::extract(body, options.limits.max_links);
    let document = document::compose(body, &prepared.css, &prepared.page, &found);
    Rendered {
        document,
        text: extract.text,
        snippet: extract.snippet,
        links: extract.links,
        remote: std::mem::take(&mut found.remote),
        inline_images: std::mem::take(&mut found.inline_images),
        truncated: found.truncated,
    }
}

/// Renders plain-text mail as a safe document: escaped, links made clickable, quotes folded.
///
/// ```
/// use mayfly_mail::{RenderOptions, render_text};
///
/// let rendered = render_text("1 < 2, see https://example.com/a.", &RenderOptions::default());
/// assert_eq!(rendered.links[0].href, "https://example.com/a");
/// assert_eq!(rendered.text, "1 < 2, see https://example.com/a.");
/// ```
pub fn render_text(text: &str, options: &RenderOptions) -> Rendered {
    let end = text.floor_char_boundary(options.limits.max_bytes);
    let mut rendered = render(&plain::to_html(&text[..end], &options.labels.quoted, options.wrapped), options);
    rendered.truncated |= end < text.len();
    rendered
}
