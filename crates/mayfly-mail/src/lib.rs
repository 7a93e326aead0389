//! Turns mail from strangers into documents that are safe to show.

mod chars;
mod codes;
mod css;
mod document;
mod entities;
mod file_name;
mod found;
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

pub use codes::{Code, ConfirmationLink, find_codes, find_link};
pub use file_name::{is_dangerous_file, safe_file_name};
pub use options::{ColorScheme, Images, Labels, Limits, RenderOptions};
pub use rendered::{Link, RemoteContent, RemoteKind, Rendered};
pub use sender::misleading_sender;

/// The `Content-Security-Policy` to serve a rendered document with: nothing runs, nothing is fetched but
/// `mail:` images, and the only way out is a new window, which the app decides about.
pub const FRAME_CSP: &str = "default-src 'none'; img-src mail: http://mail.localhost data:; \
    style-src 'unsafe-inline'; font-src 'none'; media-src 'none'; connect-src 'none'; script-src 'none'; \
    object-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'; sandbox allow-popups";

/// Renders HTML mail as a safe document.
///
/// Takes time in proportion to the source's length, never panics, and rendering the document again with the
/// same options changes nothing.
///
/// ```
/// use mayfly_mail::{RenderOptions, render};
///
/// let rendered = render("<p onclick=x()>Hi <b>there</p><img src=http://tracker.test/open?1>", &RenderOptions::default());
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
    let mut rendered = render(&plain::to_html(&text[..end], &options.labels.quoted), options);
    rendered.truncated |= end < text.len();
    rendered
}
