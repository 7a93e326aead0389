//! The documents that the sandboxed frame shows of an attachment.

use mayfly_mail::{DocumentLabels, RenderOptions, escape_html};

/// The look of a picture's document. Squares behind the picture show where it is transparent.
const PICTURE_CSS: &str = ":root{color-scheme:light dark;background:#ebf2f1}\
@media(prefers-color-scheme:dark){:root{background:#0b1518}}\
body{box-sizing:border-box;display:flex;height:100vh;margin:0;padding:16px}\
img{width:auto;height:auto;max-width:100%;max-height:100%;margin:auto;object-fit:contain;\
background:repeating-conic-gradient(#fff 0 25%,#dfe6e6 0 50%) 0 0/16px 16px}\
.actual{width:max-content;min-width:100%;height:auto;min-height:100vh}\
.actual img{max-width:none;max-height:none}";

/// Narrower than that of a message: nothing but the picture itself is loaded.
const PICTURE_CSP: &str = "default-src 'none'; img-src mail: http://mail.localhost; style-src 'unsafe-inline'";

/// How large a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureScale {
    /// Reduced, so that all of it is visible.
    Fit,
    /// In its own size.
    Actual,
}

/// Writes the document of a picture. The picture itself is at `picture_url`, relative to the document.
pub(crate) fn write_picture_document(
    picture_url: &str,
    name: &str,
    (width, height): (u32, u32),
    scale: PictureScale,
) -> String {
    let class = match scale {
        PictureScale::Fit => "fit",
        PictureScale::Actual => "actual",
    };
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{PICTURE_CSP}\"><style>{PICTURE_CSS}</style></head>\
         <body class=\"{class}\"><img src=\"{}\" width=\"{width}\" height=\"{height}\" alt=\"{}\"></body></html>",
        escape_html(picture_url),
        escape_html(name)
    )
}

/// A text as a safe document.
pub(crate) struct TextPreviewDocument {
    /// The document.
    pub(crate) html: String,
    /// Whether a part of the text is left out because laying it out would take too long.
    pub(crate) is_cut: bool,
}

/// Writes the document of a text. It goes through the renderer of messages, which bounds what laying it out may cost;
/// nothing in it is a link.
pub(crate) fn write_text_preview_document(text: &str) -> TextPreviewDocument {
    let options = RenderOptions {
        recognise_own_documents: false,
        // The window says beside the document that it was cut.
        labels: DocumentLabels { truncation_note: "…".to_owned(), ..DocumentLabels::default() },
        ..RenderOptions::default()
    };
    // A parser drops a line break right after the start tag: this one.
    let html = format!("<pre style=\"margin:0;font:13px/1.5 ui-monospace,monospace\">\n{}</pre>", escape_html(text));
    let rendered = mayfly_mail::render(&html, &options);
    TextPreviewDocument { html: rendered.document, is_cut: rendered.truncated }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        let hostile = "</pre><script>alert(1)</script><img src=x onerror=alert(1)>\n\n&lt;b&gt; https://example.com/";
        let TextPreviewDocument { html, is_cut } = write_text_preview_document(hostile);
        assert!(!is_cut);
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<a "), "{html}");
        assert!(html.contains("&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        assert!(html.contains("\n\n&amp;lt;b&amp;gt; https://example.com/</pre>"), "{html}");
    }

    #[test]
    fn blank_lines_at_the_beginning_are_kept() {
        let html = write_text_preview_document("\n\n  first").html;
        assert!(html.contains("\n\n  first</pre>"), "{html}");
    }

    #[test]
    fn name_of_a_picture_is_never_markup() {
        let html = write_picture_document("1/picture", "\"><script>.png", (3, 4), PictureScale::Fit);
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("src=\"1/picture\" width=\"3\" height=\"4\""), "{html}");
    }
}
