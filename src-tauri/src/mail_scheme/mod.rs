//! `mail://localhost/ID`: the body of a message, as the sandboxed frame loads it.
//! `mail://localhost/ID/image/N` is an image of it from another computer, see [`image`].
//!
//! With `?view=text` it is the message's words alone. `?view=print` and `?view=print-text` are for the windows
//! that print it.
//!
//! The document is already sanitised. The headers here are the second wall: no network, no scripts, no
//! forms, whatever the document says.

use crate::{print, shell::Shell, window, window::Scratch};
use mayfly_core::Core;
use percent_encoding::percent_decode_str;
use tauri::http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use tauri::{AppHandle, Builder, Manager as _, UriSchemeContext, UriSchemeResponder, WebviewWindow, Wry};

mod image;
#[cfg(target_os = "linux")]
mod parts;

/// The scheme's name.
const NAME: &str = "mail";

/// What every address of the scheme begins with, as the web view writes it.
pub(crate) const ORIGIN: &str = if cfg!(windows) { "http://mail.localhost/" } else { "mail://localhost/" };

/// Registers the scheme for windows that [`serve`] leaves alone. A private window, which shares no scratch folder, asks for
/// its page before it could be served; and there are none but private ones elsewhere than on Linux.
pub(crate) fn register(builder: Builder<Wry>, scratch: &Scratch) -> Builder<Wry> {
    if scratch.is_shared() { builder } else { builder.register_asynchronous_uri_scheme_protocol(NAME, respond) }
}

/// Has a window's messages come in parts, where that can be.
#[cfg(target_os = "linux")]
pub(crate) fn serve(window: &WebviewWindow) -> tauri::Result<()> {
    if window.state::<Scratch>().is_shared() { parts::serve(window) } else { Ok(()) }
}

/// Elsewhere they come whole.
#[cfg(not(target_os = "linux"))]
pub(crate) fn serve(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Answers a request that comes through Tauri.
fn respond(context: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let (app, label) = (context.app_handle().clone(), context.webview_label().to_owned());
    let asked = Asked { label, method: request.method().clone(), address: request.uri().clone() };
    tauri::async_runtime::spawn(async move { responder.respond(answer(&app, asked).await) });
}

/// What is asked for, and by which window.
struct Asked {
    label: String,
    method: Method,
    address: Uri,
}

/// Answers a request.
async fn answer(app: &AppHandle, asked: Asked) -> Response<Vec<u8>> {
    let response = find(app, &asked).await;
    // Neither the message nor a word of it.
    tracing::debug!("the window {} asked for mail: {}", asked.label, response.status().as_u16());
    response
}

async fn find(app: &AppHandle, Asked { label, method, address }: &Asked) -> Response<Vec<u8>> {
    let for_print = print::is_print(label);
    let refused = *method != Method::GET || !(for_print || label == window::LABEL);
    if let Some(address) = image::Address::parse(address.path()) {
        return if refused { image::refusal() } else { image::answer(app, address).await };
    }
    let view = address.query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("view=")));
    let view = match view {
        None => View::Formatted,
        Some("text") => View::Text,
        Some("print") => View::Print { plain: false },
        Some("print-text") => View::Print { plain: true },
        Some(_) => return document(StatusCode::NOT_FOUND, String::new()),
    };
    if refused || matches!(view, View::Print { .. }) != for_print {
        return document(StatusCode::FORBIDDEN, String::new());
    }
    let id = percent_decode_str(address.path().trim_start_matches('/')).decode_utf8_lossy();
    match view.document(&app.state::<Shell>().core, &id).await {
        Ok(found) => document(StatusCode::OK, found),
        Err(_) => document(StatusCode::NOT_FOUND, String::new()),
    }
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

fn document(status: StatusCode, document: String) -> Response<Vec<u8>> {
    let mut response = Response::new(document.into_bytes());
    *response.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, mayfly_mail::FRAME_CSP),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
