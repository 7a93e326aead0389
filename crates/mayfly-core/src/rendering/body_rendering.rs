//! A message's body through the mail pipeline.

use mayfly_mail::{RenderOptions, RenderedBody};

/// Renders a message's body with the default options: nothing remote is shown.
pub(crate) fn render_body(is_html: bool, content: &str) -> RenderedBody {
    render_body_with(is_html, content, &RenderOptions::default())
}

/// Renders a message's body with these options.
pub(crate) fn render_body_with(is_html: bool, content: &str, options: &RenderOptions) -> RenderedBody {
    if is_html { mayfly_mail::render_html(content, options) } else { mayfly_mail::render_plain_text(content, options) }
}
