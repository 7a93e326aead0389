//! `mail://localhost/ID`: the body of a message, as the sandboxed frame loads it.
//! `mail://localhost/ID/image/N` is an image of it from another computer, see [`mail_image`].
//!
//! The document is already sanitised. The headers here are the second wall: no network, no scripts, no
//! forms, whatever the document says.

use crate::{shell::Shell, window};
use crate::mail_image;
use percent_encoding::percent_decode_str;
use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{Manager as _, UriSchemeContext, UriSchemeResponder, Wry};

/// The scheme's name.
pub(crate) const NAME: &str = "mail";

/// Answers the frame's request.
pub(crate) fn answer(context: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    if let Some(image) = mail_image::Address::parse(request.uri().path()) {
        mail_image::answer(context, &request, image, responder);
        return;
    }
    if context.webview_label() != window::LABEL || request.method() != Method::GET {
        responder.respond(respond(StatusCode::FORBIDDEN, String::new()));
        return;
    }
    let app = context.app_handle().clone();
    let id = percent_decode_str(request.uri().path().trim_start_matches('/')).decode_utf8_lossy().into_owned();
    tauri::async_runtime::spawn(async move {
        let answer = match app.state::<Shell>().core.message_document(&id).await {
            Ok(document) => respond(StatusCode::OK, document),
            Err(_) => respond(StatusCode::NOT_FOUND, String::new()),
        };
        responder.respond(answer);
    });
}

fn respond(status: StatusCode, document: String) -> Response<Vec<u8>> {
    let mut response = Response::new(document.into_bytes());
    *response.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, mayfly_mail::FRAME_CSP),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    response
}
