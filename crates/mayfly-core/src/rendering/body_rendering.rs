//! A message's body through the mail pipeline.

use mayfly_mail::{RenderOptions, Rendered};

/// Renders a message's body with the default options: nothing remote is shown.
pub(crate) fn render_body(is_html: bool, content: &str) -> Rendered {
    render_body_with(is_html, content, &RenderOptions::default())
}

/// Renders a message's body with these options.
pub(crate) fn render_body_with(is_html: bool, content: &str, options: &RenderOptions) -> Rendered {
    if is_html { mayfly_mail::render(content, options) } else { mayfly_mail::render_plain_text(content, options) }
}
