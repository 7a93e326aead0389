//! The rendering pipeline: normalise, sanitise, extract, compose.

use crate::document::{compose_document, write_wrapper_tag};
use crate::markup_normaliser::normalise_markup;
use crate::plain_text::plain_text_to_html;
use crate::render_context::RenderContext;
use crate::render_options::RenderOptions;
use crate::rendered_body::Rendered;
use crate::sanitise::sanitise_markup;
use crate::source_kind::SourceKind;
use crate::text_extraction::extract_text;

/// Renders HTML mail as a safe document.
///
/// The time is linear in the length of the source. It never panics. Rendering the document again with the same options
/// gives the same document.
///
/// ```
/// use mayfly_mail::{RenderOptions, render};
///
/// let rendered =
///     render("<p onclick=x()>Hi <b>there</b></p><img src=http://tracker.test/open?1>", &RenderOptions::default());
/// assert!(rendered.document.contains("<p>Hi <b>there</b></p><img>"));
/// assert_eq!(rendered.text, "Hi there");
/// assert_eq!(rendered.remote[0].url, "http://tracker.test/open?1");
/// assert!(rendered.remote[0].tracker);
/// ```
pub fn render(html: &str, options: &RenderOptions) -> Rendered {
    render_markup(html, SourceKind::detect(html), options)
}

fn render_markup(html: &str, source_kind: SourceKind, options: &RenderOptions) -> Rendered {
    let mut context = RenderContext::new(options, source_kind);
    let normalised = normalise_markup(html, &mut context);
    let (mut body, mut context) = sanitise_markup(&normalised.html, context);
    if body.contains('\r') {
        // It was an entity in the source; as a character it would be parsed as a line break.
        body = body.replace('\r', "\n");
    }
    // Leading white space has no meaning, and a parser drops a byte order mark at the beginning: a second rendering would
    // lose them.
    let body = body.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '\u{FEFF}');
    let extracted = extract_text(body, &normalised.css, &write_wrapper_tag(&normalised.page), options.limits.max_links);
    let document = compose_document(body, &normalised.css, &normalised.page, &context);
    Rendered {
        document,
        text: extracted.text,
        snippet: extracted.snippet,
        links: extracted.links,
        remote: std::mem::take(&mut context.remote),
        inline_images: std::mem::take(&mut context.inline_images),
        truncated: context.truncated,
    }
}

/// Renders plain-text mail as a safe document: escaped, URLs and e-mail addresses linked, quotes collapsed.
///
/// ```
/// use mayfly_mail::{RenderOptions, render_plain_text};
///
/// let rendered = render_plain_text("1 < 2, see https://example.com/a.", &RenderOptions::default());
/// assert_eq!(rendered.links[0].href, "https://example.com/a");
/// assert_eq!(rendered.text, "1 < 2, see https://example.com/a.");
/// ```
pub fn render_plain_text(text: &str, options: &RenderOptions) -> Rendered {
    let end = text.floor_char_boundary(options.limits.max_bytes);
    let html = plain_text_to_html(&text[..end], &options.labels.quoted_text, options.rejoin_wrapped_lines);
    let mut rendered = render_markup(&html, SourceKind::LAID_OUT_TEXT, options);
    rendered.truncated |= end < text.len();
    rendered
}
