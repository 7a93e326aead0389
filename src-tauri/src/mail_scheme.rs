//! `mail://localhost/ID`: the body of a message, as the sandboxed frame loads it.
//! `mail://localhost/ID/image/N` is an image of it from another computer, see [`mail_image`].
//!
//! With `?view=text` it is the message's words alone. `?view=print` and `?view=print-text` are for the windows
//! that print it.
//!
//! The document is already sanitised. The headers here are the second wall: no network, no scripts, no
//! forms, whatever the document says.

use crate::mail_image;
use crate::{print, shell::Shell, window};
use mayfly_core::Core;
use percent_encoding::percent_decode_str;
use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{Manager as _, UriSchemeContext, UriSchemeResponder, Wry};

/// The scheme's name.
pub(crate) const NAME: &str = "mail";

/// What every address of the scheme begins with, as the web view writes it.
pub(crate) const ORIGIN: &str = if cfg!(windows) { "http://mail.localhost/" } else { "mail://localhost/" };

/// Answers the frame's request.
pub(crate) fn answer(context: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    if let Some(image) = mail_image::Address::parse(request.uri().path()) {
        mail_image::answer(context, &request, image, responder);
        return;
    }
    let view = request.uri().query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("view=")));
    let view = match view {
        None => View::Formatted,
        Some("text") => View::Text,
        Some("print") => View::Print { plain: false },
        Some("print-text") => View::Print { plain: true },
        Some(_) => {
            responder.respond(respond(StatusCode::NOT_FOUND, String::new()));
            return;
        }
    };
    let label = context.webview_label();
    let allowed = match view {
        View::Formatted | View::Text => label == window::LABEL,
        View::Print { .. } => print::is_print(label),
    };
    if !allowed || request.method() != Method::GET {
        responder.respond(respond(StatusCode::FORBIDDEN, String::new()));
        return;
    }
    let app = context.app_handle().clone();
    let id = percent_decode_str(request.uri().path().trim_start_matches('/')).decode_utf8_lossy().into_owned();
    tauri::async_runtime::spawn(async move {
        let answer = match view.document(&app.state::<Shell>().core, &id).await {
            Ok(document) => respond(StatusCode::OK, document),
            Err(_) => respond(StatusCode::NOT_FOUND, String::new()),
        };
        responder.respond(answer);
    });
}

/// How a message is looked at.
#[derive(Clone, Copy)]
enum View {
    Formatted,
    Text,
    Print { plain: bool },
}

impl View {
    async fn document(self, core: &Core, id: &str) -> mayfly_core::Result<String> {
        match self {
            Self::Formatted => core.message_document(id).await,
            Self::Text => core.message_text_document(id).await,
            Self::Print { plain } => core.message_print_document(id, plain).await,
        }
    }
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
