//! What the web view may load: Mayfly's page and messages, and nothing from the network.

use tauri::Url;

/// The web view's proxy: a port of this computer on which nothing listens, so that the web view has no network.
///
/// The content security policies forbid the network too, but do not prevent every connection: WebKit connects to a
/// link's host as soon as the mouse button is pressed on it.
const UNREACHABLE_PROXY: &str = "http://127.0.0.1:9";

/// Returns the proxy that gives a web view no network.
pub(crate) fn network_blocking_proxy_url() -> tauri::Result<Url> {
    Url::parse(UNREACHABLE_PROXY).map_err(tauri::Error::InvalidUrl)
}

/// Whether the web view may load a URL: the app's page and documents of the message scheme.
pub(crate) fn is_web_view_url_allowed(url: &Url) -> bool {
    matches!(
        (url.scheme(), url.host_str()),
        ("tauri" | "mail", Some("localhost")) | ("http" | "https", Some("tauri.localhost" | "mail.localhost"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_app_and_the_message_scheme_are_loaded() {
        for (url, allowed) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("mail://localhost/abc", true),
            // A link to a place in the message.
            ("mail://localhost/abc#contents", true),
            ("http://mail.localhost/abc", true),
            ("https://example.com/", false),
            ("mail://example.com/abc", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("data:text/html,hello", false),
            ("about:blank", false),
        ] {
            assert_eq!(is_web_view_url_allowed(&url.parse().unwrap()), allowed, "{url}");
        }
    }
}
