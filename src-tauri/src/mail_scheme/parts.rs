//! A long message is handed over in two parts: first what fills the window, the rest when that is painted.
//!
//! WebKitGTK reads all that is there before it paints, and then lays all of it out. Tauri's schemes answer in one piece, so
//! the scheme is registered with WebKitGTK itself. The page's part is `ui/src/lib/soon.ts`.

use super::{Asked, NAME, answer};
use crate::window;
use gtk::prelude::WidgetExt as _;
use std::io::{Cursor, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tauri::http::{Method, Response, Uri, header};
use tauri::{AppHandle, Manager as _, WebviewWindow};
use webkit2gtk::gio::{self, InputStream, MemoryInputStream, ReadInputStream, prelude::*};
use webkit2gtk::{
    SecurityManagerExt as _, URISchemeRequest, URISchemeRequestExt as _, URISchemeResponse, URISchemeResponseExt as _,
    WebContextExt as _, WebViewExt as _, glib,
};

/// Bytes of a document's body that fill a large window.
const FIRST: usize = 24 * 1024;

/// What is left for the second part is at least this long, or there is none.
const REST: usize = 16 * 1024;

/// Between the parts: two or three frames of the screen.
const PAUSE: Duration = Duration::from_millis(50);

/// The scheme is registered in the context that all windows share, which stays.
static REGISTERED: AtomicBool = AtomicBool::new(false);

/// Has the window's messages come from here.
pub(super) fn serve(window: &WebviewWindow) -> tauri::Result<()> {
    let (app, label) = (window.app_handle().clone(), window.label().to_owned());
    window.with_webview(move |view| {
        let view = view.inner();
        // By it a request's window is known.
        view.set_widget_name(&label);
        let Some(context) = view.context() else { return };
        if REGISTERED.swap(true, Ordering::SeqCst) {
            return;
        }
        if let Some(security) = context.security_manager() {
            security.register_uri_scheme_as_secure(NAME);
        }
        context.register_uri_scheme(NAME, move |request| respond(&app, request.clone()));
    })
}

fn respond(app: &AppHandle, request: URISchemeRequest) {
    let label = request.web_view().map(|view| String::from(view.widget_name())).unwrap_or_default();
    let is_seen = label == window::LABEL;
    let asked = Asked {
        label,
        method: request.http_method().and_then(|name| name.parse().ok()).unwrap_or(Method::GET),
        address: request.uri().and_then(|uri| uri.parse().ok()).unwrap_or_else(|| Uri::from_static("/")),
    };
    let app = app.clone();
    glib::MainContext::default().spawn_local(async move {
        match tauri::async_runtime::spawn(async move { answer(&app, asked).await }).await {
            Ok(response) => finish(&request, response, is_seen),
            Err(error) => {
                tracing::error!("a message was not handed over: {error}");
                request.finish_error(&mut glib::Error::new(gio::IOErrorEnum::Failed, "no answer"));
            }
        }
    });
}

fn finish(request: &URISchemeRequest, response: Response<Vec<u8>>, is_seen: bool) {
    let (head, body) = response.into_parts();
    let kind = head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let length = i64::try_from(body.len()).unwrap_or(-1);
    let first = if is_seen && kind.starts_with("text/html") { first_part(&body) } else { None };
    let stream: InputStream = match first {
        Some(first) => ReadInputStream::new(Parts::of(body, first, PAUSE)).upcast(),
        None => MemoryInputStream::from_bytes(&glib::Bytes::from_owned(body)).upcast(),
    };
    let answer = URISchemeResponse::new(&stream, length);
    answer.set_status(head.status.as_u16().into(), None);
    answer.set_content_type(kind);
    let headers = soup::MessageHeaders::new(soup::MessageHeadersType::Response);
    for (name, value) in &head.headers {
        headers.append(name.as_str(), value.to_str().unwrap_or_default());
    }
    answer.set_http_headers(headers);
    request.finish_with_response(&answer);
}

/// How much of a document comes first; `None` if all of it comes at once. Its styles don't count: they fill nothing.
fn first_part(document: &[u8]) -> Option<usize> {
    let body = memchr::memmem::find(document, b"<body")?;
    (document.len() >= body + FIRST + REST).then_some(body + FIRST)
}

/// What a long message is read from, in a thread that may wait.
struct Parts {
    body: Cursor<Vec<u8>>,
    first: usize,
    /// `None` once it is over.
    pause: Option<Duration>,
}

impl Parts {
    fn of(body: Vec<u8>, first: usize, pause: Duration) -> Self {
        Self { body: Cursor::new(body), first, pause: Some(pause) }
    }
}

impl Read for Parts {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = (self.first as u64).saturating_sub(self.body.position());
        if left > 0 {
            return (&mut self.body).take(left).read(buffer);
        }
        if let Some(pause) = self.pause.take() {
            std::thread::sleep(pause);
        }
        self.body.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_whole_with_one_pause_after_its_first_part() {
        let body: Vec<u8> = (0..100_000_u32).map(|at| (at % 251) as u8).collect();
        for size in [1, 7, 8192, FIRST, 30_000, 200_000] {
            let mut parts = Parts::of(body.clone(), FIRST, Duration::ZERO);
            let (mut read, mut buffer) = (Vec::new(), vec![0; size]);
            loop {
                let paused = parts.pause.is_none();
                let count = parts.read(&mut buffer).unwrap();
                assert_eq!(paused, read.len() > FIRST, "by {size}, at {}", read.len());
                if count == 0 {
                    break;
                }
                read.extend_from_slice(&buffer[..count]);
            }
            assert!(read == body, "by {size}");
        }
    }

    #[test]
    fn only_what_is_long_below_its_styles_has_two_parts() {
        let document = |styles: usize, body: usize| [&vec![b' '; styles], &b"<body"[..], &vec![b'.'; body]].concat();
        for (styles, body, first) in [
            (0, 0, None),
            (1_000, 10_000, None),
            (1_000, FIRST + REST - 6, None),
            (1_000, FIRST + REST - 5, Some(1_000 + FIRST)),
            (60_000, 1_000, None),
            (60_000, 100_000, Some(60_000 + FIRST)),
        ] {
            assert_eq!(first_part(&document(styles, body)), first, "{styles} and {body}");
        }
        assert_eq!(first_part(&[b'x'; 100_000]), None);
    }
}
