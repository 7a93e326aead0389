//! A long message is handed over in two parts: first what fills the window, the rest when that is painted.
//!
//! WebKitGTK reads all that is there before it paints, and then lays all of it out. Tauri's schemes answer in one piece, so
//! the scheme is registered with WebKitGTK itself. The page's part is `ui/src/lib/soon.ts`.

use super::{Asked, NAME, answer};
use gtk::prelude::WidgetExt as _;
use std::io::{Cursor, Read};
use std::time::Duration;
use tauri::http::{Method, Response, Uri, header};
use tauri::{AppHandle, Manager as _, WebviewWindow};
use webkit2gtk::gio::{InputStream, MemoryInputStream, ReadInputStream, prelude::*};
use webkit2gtk::{
    SecurityManagerExt as _, URISchemeRequest, URISchemeRequestExt as _, URISchemeResponse, URISchemeResponseExt as _,
    WebContextExt as _, WebViewExt as _, glib,
};

/// Bytes that fill a large window.
const FIRST: u64 = 24 * 1024;

/// Shorter messages come whole.
const LONG: usize = 40 * 1024;

/// Between the parts: two or three frames of the screen.
const PAUSE: Duration = Duration::from_millis(50);

/// Has the window's messages come from here. Windows of one context share what was registered last.
pub(super) fn serve(window: &WebviewWindow) -> tauri::Result<()> {
    let (app, label) = (window.app_handle().clone(), window.label().to_owned());
    window.with_webview(move |view| {
        let view = view.inner();
        // By it a request's window is known.
        view.set_widget_name(&label);
        let Some(context) = view.context() else { return };
        if let Some(security) = context.security_manager() {
            security.register_uri_scheme_as_secure(NAME);
        }
        context.register_uri_scheme(NAME, move |request| respond(&app, request.clone()));
    })
}

fn respond(app: &AppHandle, request: URISchemeRequest) {
    let asked = Asked {
        label: request.web_view().map(|view| view.widget_name().into()).unwrap_or_default(),
        method: request.http_method().and_then(|name| name.parse().ok()).unwrap_or(Method::GET),
        address: request.uri().and_then(|uri| uri.parse().ok()).unwrap_or_else(|| Uri::from_static("/")),
    };
    let app = app.clone();
    glib::MainContext::default().spawn_local(async move {
        match tauri::async_runtime::spawn(async move { answer(&app, asked).await }).await {
            Ok(response) => finish(&request, response),
            Err(error) => tracing::error!("a message was not handed over: {error}"),
        }
    });
}

fn finish(request: &URISchemeRequest, response: Response<Vec<u8>>) {
    let (head, body) = response.into_parts();
    let length = i64::try_from(body.len()).unwrap_or(-1);
    let stream: InputStream = if body.len() > LONG {
        ReadInputStream::new(Parts::of(body, PAUSE)).upcast()
    } else {
        MemoryInputStream::from_bytes(&glib::Bytes::from_owned(body)).upcast()
    };
    let answer = URISchemeResponse::new(&stream, length);
    answer.set_status(head.status.as_u16().into(), None);
    let headers = soup::MessageHeaders::new(soup::MessageHeadersType::Response);
    for (name, value) in &head.headers {
        let value = value.to_str().unwrap_or_default();
        headers.append(name.as_str(), value);
        if name == header::CONTENT_TYPE {
            answer.set_content_type(value);
        }
    }
    answer.set_http_headers(headers);
    request.finish_with_response(&answer);
}

/// What a long message is read from, in a thread that may wait.
struct Parts {
    body: Cursor<Vec<u8>>,
    /// `None` once it is over.
    pause: Option<Duration>,
}

impl Parts {
    fn of(body: Vec<u8>, pause: Duration) -> Self {
        Self { body: Cursor::new(body), pause: Some(pause) }
    }
}

impl Read for Parts {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = FIRST.saturating_sub(self.body.position());
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
        for size in [1, 7, 8192, 24 * 1024, 30_000, 200_000] {
            let mut parts = Parts::of(body.clone(), Duration::ZERO);
            let (mut read, mut buffer) = (Vec::new(), vec![0; size]);
            loop {
                let paused = parts.pause.is_none();
                let count = parts.read(&mut buffer).unwrap();
                assert_eq!(paused, read.len() as u64 > FIRST, "by {size}, at {}", read.len());
                if count == 0 {
                    break;
                }
                read.extend_from_slice(&buffer[..count]);
            }
            assert!(read == body, "by {size}");
        }
    }
}
