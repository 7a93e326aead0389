//! Registers the `mail:` scheme with WebKitGTK, to send a long message in two parts: first what fills the window, the
//! rest when that has been painted.
//!
//! WebKitGTK reads everything that is available before it paints, and then lays all of it out. Tauri's schemes respond
//! in one part.

use super::mail_scheme_request::{SchemeRequest, handle_scheme_request};
use super::paused_document_reader::{PausedDocumentReader, find_document_split_offset};
use super::scheme_urls::SCHEME_NAME;
use crate::window_labels::MAIN_WINDOW;
use gtk::prelude::WidgetExt as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tauri::http::{Method, Response, Uri, header};
use tauri::{AppHandle, Manager as _, WebviewWindow};
use webkit2gtk::gio::{self, InputStream, MemoryInputStream, ReadInputStream, prelude::*};
use webkit2gtk::{
    SecurityManagerExt as _, URISchemeRequest, URISchemeRequestExt as _, URISchemeResponse, URISchemeResponseExt as _,
    WebContextExt as _, WebViewExt as _, glib,
};

/// The pause between the parts: two or three frames of the screen.
const PAUSE_BETWEEN_PARTS: Duration = Duration::from_millis(50);

/// Whether the scheme is registered in WebKit's context, which all windows share for the whole process.
static IS_REGISTERED: AtomicBool = AtomicBool::new(false);

/// Names the view after its window and registers the scheme in its context, once per process.
pub(super) fn register_webkit_scheme(window: &WebviewWindow) -> tauri::Result<()> {
    let (app, label) = (window.app_handle().clone(), window.label().to_owned());
    window.with_webview(move |view| {
        let view = view.inner();
        // A request names its view; the view's name tells the window.
        view.set_widget_name(&label);
        let Some(context) = view.context() else { return };
        if IS_REGISTERED.swap(true, Ordering::SeqCst) {
            return;
        }
        if let Some(security) = context.security_manager() {
            security.register_uri_scheme_as_secure(SCHEME_NAME);
        }
        context.register_uri_scheme(SCHEME_NAME, move |request| respond_to_webkit(&app, request.clone()));
    })
}

fn respond_to_webkit(app: &AppHandle, webkit_request: URISchemeRequest) {
    let window_label = webkit_request.web_view().map(|view| String::from(view.widget_name())).unwrap_or_default();
    let may_split = window_label == MAIN_WINDOW;
    let request = SchemeRequest {
        window_label,
        method: webkit_request.http_method().and_then(|name| name.parse().ok()).unwrap_or(Method::GET),
        uri: webkit_request.uri().and_then(|uri| uri.parse().ok()).unwrap_or_else(|| Uri::from_static("/")),
    };
    let app = app.clone();
    glib::MainContext::default().spawn_local(async move {
        match tauri::async_runtime::spawn(async move { handle_scheme_request(&app, request).await }).await {
            Ok(response) => send_scheme_response(&webkit_request, response, may_split),
            Err(error) => {
                tracing::error!("a request for mail failed: {error}");
                webkit_request.finish_error(&mut glib::Error::new(gio::IOErrorEnum::Failed, "no answer"));
            }
        }
    });
}

fn send_scheme_response(webkit_request: &URISchemeRequest, response: Response<Vec<u8>>, may_split: bool) {
    let (head, body) = response.into_parts();
    let media_type = head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let length = i64::try_from(body.len()).unwrap_or(-1);
    let first_part =
        if may_split && media_type.starts_with("text/html") { find_document_split_offset(&body) } else { None };
    let stream: InputStream = match first_part {
        Some(first_part) => {
            ReadInputStream::new(PausedDocumentReader::new(body, first_part, PAUSE_BETWEEN_PARTS)).upcast()
        }
        None => MemoryInputStream::from_bytes(&glib::Bytes::from_owned(body)).upcast(),
    };
    let webkit_response = URISchemeResponse::new(&stream, length);
    webkit_response.set_status(head.status.as_u16().into(), None);
    webkit_response.set_content_type(media_type);
    let headers = soup::MessageHeaders::new(soup::MessageHeadersType::Response);
    for (name, value) in &head.headers {
        headers.append(name.as_str(), value.to_str().unwrap_or_default());
    }
    webkit_response.set_http_headers(headers);
    webkit_request.finish_with_response(&webkit_response);
}
