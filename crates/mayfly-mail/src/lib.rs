//! Turns mail from strangers into documents that are safe to show.

mod chars;
mod file_name;
pub mod link;
mod options;
mod rendered;
mod sender;

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
pub fn render(html: &str, options: &RenderOptions) -> Rendered {
    let _ = (html, options);
    Rendered::default()
}

/// Renders plain-text mail as a safe document: escaped, links made clickable, quotes folded.
pub fn render_text(text: &str, options: &RenderOptions) -> Rendered {
    let _ = (text, options);
    Rendered::default()
}
