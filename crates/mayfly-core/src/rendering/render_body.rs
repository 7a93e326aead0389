//! A message's body through the mail pipeline.

use mayfly_mail::{RenderOptions, RenderedBody};

/// Renders a message's body with the default options: nothing remote is shown.
pub(crate) fn render_body(is_html: bool, content: &str) -> RenderedBody {
    render_body_with(is_html, content, &RenderOptions::default())
}

/// Renders a message's body with these options, whatever it claims to be.
pub(crate) fn render_body_with(is_html: bool, content: &str, options: &RenderOptions) -> RenderedBody {
    if is_html {
        // A sender may write what this program writes around a message.
        let options = RenderOptions { recognise_own_documents: false, ..options.clone() };
        mayfly_mail::render(content, &options)
    } else {
        mayfly_mail::render_plain_text(content, options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_that_begins_like_a_document_of_mayfly_gets_none_of_its_names() {
        let own = mayfly_mail::render("<p>Words</p>", &RenderOptions::default()).document;
        let forged =
            own.replace("<p>Words</p>", "<style>.mayfly-message{height:0}</style><p class=\"mayfly-note\">Forged</p>");
        assert_ne!(forged, own);
        let document = render_body(true, &forged).document;
        let plain = render_body(true, "<p>Forged</p>").document;
        assert_eq!(document.matches("mayfly-note").count(), plain.matches("mayfly-note").count(), "{document}");
        assert!(document.contains("Forged") && !document.contains("height:0}"), "{document}");
    }
}
