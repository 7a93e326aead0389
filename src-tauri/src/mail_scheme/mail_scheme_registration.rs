//! Registers the `mail:` scheme with Tauri, or window by window with WebKitGTK.

use super::mail_scheme_request::{SchemeRequest, handle_scheme_request};
use super::scheme_urls::SCHEME_NAME;
#[cfg(target_os = "linux")]
use super::webkit_registration;
use crate::web_view::WebViewDataDir;
use tauri::http::Request;
use tauri::{Builder, UriSchemeContext, UriSchemeResponder, WebviewWindow, Wry};

/// Registers the scheme with Tauri for private windows.
///
/// A private window requests its page before [`register_scheme_for_window`] could register the scheme with WebKitGTK. On other
/// systems than Linux all windows are private.
pub(crate) fn register_scheme(builder: Builder<Wry>, data_dir: &WebViewDataDir) -> Builder<Wry> {
    if data_dir.is_shared_by_windows() {
        builder
    } else {
        builder.register_asynchronous_uri_scheme_protocol(SCHEME_NAME, respond_through_tauri)
    }
}

/// Registers the scheme with WebKitGTK for a window that is not private, so that long messages are sent in two parts.
#[cfg(target_os = "linux")]
pub(crate) fn register_scheme_for_window(window: &WebviewWindow) -> tauri::Result<()> {
    use tauri::Manager as _;
    if window.state::<WebViewDataDir>().is_shared_by_windows() {
        webkit_registration::register_webkit_scheme(window)
    } else {
        Ok(())
    }
}

/// On other systems messages are always sent through Tauri, in one part.
#[cfg(not(target_os = "linux"))]
pub(crate) fn register_scheme_for_window(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

fn respond_through_tauri(context: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let app = context.app_handle().clone();
    let request = SchemeRequest {
        window_label: context.webview_label().to_owned(),
        method: request.method().clone(),
        uri: request.uri().clone(),
    };
    tauri::async_runtime::spawn(async move { responder.respond(handle_scheme_request(&app, request).await) });
}
