//! The rendering pipeline: normalise, sanitise, extract, compose.

use crate::drawn_text::replace_lost_backgrounds;
use crate::fragment_links::resolve_fragment_links;
use crate::html_document_template::{compose_document, write_wrapper_tag};
use crate::layout_cost_limits::limit_layout_cost;
use crate::markup_normaliser::{NormalisedMarkup, PageAttributes, normalise_markup};
use crate::markup_origin::MarkupOrigin;
use crate::plain_text::plain_text_to_html;
use crate::render_context::RenderContext;
use crate::render_options::RenderOptions;
use crate::rendered_body::RenderedBody;
use crate::sanitise::sanitise_markup;
use crate::text_extraction::extract_text_and_links;

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
pub fn render(html: &str, options: &RenderOptions) -> RenderedBody {
    let markup_origin = if options.recognise_own_documents {
        MarkupOrigin::detect_own_rendered_document(html)
    } else {
        MarkupOrigin::default()
    };
    render_markup(html, markup_origin, options)
}

/// How often a document is sanitised again after its layout was bounded. Once is enough for what occurs in tests.
const MAX_BOUNDING_ROUNDS: usize = 4;

fn render_markup(html: &str, markup_origin: MarkupOrigin, options: &RenderOptions) -> RenderedBody {
    let mut message = SanitisedMessage::sanitise(html, markup_origin, options);
    let remote = std::mem::take(&mut message.context.remote);
    let inline_images = std::mem::take(&mut message.context.inline_images);
    for _ in 0..MAX_BOUNDING_ROUNDS {
        if !message.is_bounded {
            break;
        }
        let document = message.to_document();
        message = SanitisedMessage::sanitise(&document, MarkupOrigin::detect_own_rendered_document(&document), options);
    }
    let SanitisedMessage { body, css, page, context, .. } = &message;
    let extracted = extract_text_and_links(
        body,
        css,
        &write_wrapper_tag(page),
        context.may_hide_elements,
        options.limits.max_links,
    );
    RenderedBody {
        document: message.to_document(),
        text: extracted.text,
        snippet: extracted.snippet,
        links: extracted.links,
        // What the source refers to is listed, whether it is left or not.
        remote,
        inline_images,
        truncated: context.truncated,
    }
}

/// A sanitised message, and what was recorded about its source.
struct SanitisedMessage {
    body: String,
    css: String,
    page: PageAttributes,
    context: RenderContext,
    /// Whether the layout had to be bounded: what was cut out can leave markup that a parser reads differently, so the
    /// document has to be sanitised again.
    is_bounded: bool,
}

impl SanitisedMessage {
    fn sanitise(html: &str, markup_origin: MarkupOrigin, options: &RenderOptions) -> Self {
        let mut context = RenderContext::new(options, markup_origin);
        let NormalisedMarkup { html, css, page } = normalise_markup(html, &mut context);
        let (mut body, context) = sanitise_markup(&html, context);
        if body.contains('\r') {
            // It was an entity in the source; as a character it would be parsed as a line break.
            body = body.replace('\r', "\n");
        }
        // Leading white space has no meaning, and a parser drops a byte order mark at the beginning: a second rendering
        // would lose them.
        let is_padding = |c: char| c.is_ascii_whitespace() || c == '\u{FEFF}';
        body.drain(..body.len() - body.trim_start_matches(is_padding).len());
        let body = resolve_fragment_links(body, page.id.as_deref());
        let mut message = Self { body, css, page, context, is_bounded: false };
        if message.context.has_lost_background {
            message.replace_lost_backgrounds();
        }
        if let Some(bounded) = limit_layout_cost(&message.body, &message.css, &message.page) {
            (message.body, message.css) = (bounded.body, bounded.css);
            message.context.truncated |= bounded.is_cut;
            message.is_bounded = true;
        }
        message
    }

    fn replace_lost_backgrounds(&mut self) {
        let replaced = replace_lost_backgrounds(&self.body, &self.css, &write_wrapper_tag(&self.page));
        (self.body, self.css) = (replaced.html, replaced.css);
        self.page.style.remove_lost_background_mark();
        if let Some(background) = replaced.root {
            self.page.style.append_declarations(&format!("background-color:{background}"));
        }
    }

    fn to_document(&self) -> String {
        compose_document(&self.body, &self.css, &self.page, &self.context)
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
pub fn render_plain_text(text: &str, options: &RenderOptions) -> RenderedBody {
    let end = text.floor_char_boundary(options.limits.max_bytes);
    let html = plain_text_to_html(&text[..end], &options.labels.quoted_text, options.rejoin_wrapped_lines);
    let mut rendered = render_markup(&html, MarkupOrigin::LAID_OUT_TEXT, options);
    rendered.truncated |= end < text.len();
    rendered
}
