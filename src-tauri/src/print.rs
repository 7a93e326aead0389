//! Printing a message: it is laid out in a web view of its own, page after page, which ends with the print.
//!
//! The frame in the main window would print only the part that is seen. The web view here gets nothing but
//! the message's safe document, under the same policy as the frame, and no capability names its window.

use crate::{mail_scheme, window};
use mayfly_core::view::{ErrorCode, ErrorDetails, ErrorView};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::atomic::{AtomicU32, Ordering};
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// What the labels of windows for printing begin with.
const LABEL: &str = "print-";

static NEXT: AtomicU32 = AtomicU32::new(1);

/// Whether a window is one for printing.
pub(crate) fn is_print(label: &str) -> bool {
    label.starts_with(LABEL)
}

/// Opens the system's print dialog for a message.
pub(crate) async fn start(app: &AppHandle, message: String, plain: bool) -> Result<(), ErrorView> {
    open(app, message, plain).await.map_err(|error| ErrorView {
        code: ErrorCode::PrintFailed,
        message: error.to_string(),
        details: ErrorDetails::default(),
    })
}

/// In the event loop's own thread: the window is known before it can ask for its message.
#[cfg(target_os = "linux")]
async fn open(app: &AppHandle, message: String, plain: bool) -> tauri::Result<()> {
    let (made, outcome) = tokio::sync::oneshot::channel();
    let handle = app.clone();
    app.run_on_main_thread(move || {
        // Nobody waits any more: the window prints all the same.
        let _ = made.send(build(&handle, &message, plain).map(drop));
    })?;
    outcome.await.map_err(|_| tauri::Error::FailedToReceiveMessage)?
}

/// Elsewhere not: making a window in the event loop deadlocks on Windows.
#[cfg(not(target_os = "linux"))]
async fn open(app: &AppHandle, message: String, plain: bool) -> tauri::Result<()> {
    build(app, &message, plain).map(drop)
}

fn build(app: &AppHandle, message: &str, plain: bool) -> tauri::Result<WebviewWindow> {
    let view = if plain { "print-text" } else { "print" };
    let id = utf8_percent_encode(message, NON_ALPHANUMERIC);
    let address = format!("{}{id}?view={view}", mail_scheme::ORIGIN);
    let address = Url::parse(&address).map_err(tauri::Error::InvalidUrl)?;
    let label = format!("{LABEL}{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let builder = WebviewWindowBuilder::new(app, label, WebviewUrl::CustomProtocol(address))
        .title("Mayfly")
        .inner_size(800.0, 600.0)
        .visible(!cfg!(target_os = "linux"))
        .proxy_url(window::nowhere()?)
        .on_navigation(window::is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                print(&window);
            }
        });
    let window = window::keep_nothing(app, builder).build()?;
    mail_scheme::serve(&window)?;
    Ok(window)
}

/// The dialog stands over the main window; the window it prints from is never shown, and gone afterwards.
#[cfg(target_os = "linux")]
fn print(window: &WebviewWindow) {
    use tauri::Manager as _;
    use webkit2gtk::{PrintOperation, PrintOperationExt as _, PrintOperationResponse};

    let printing = window.clone();
    let shown = window.with_webview(move |webview| {
        let operation = PrintOperation::new(&webview.inner());
        let done = printing.clone();
        operation.connect_finished(move |_| close(&done));
        operation.connect_failed(|_, error| tracing::warn!("a message could not be printed: {error}"));
        let parent = printing.get_webview_window(window::LABEL).unwrap_or_else(|| printing.clone());
        let answer = parent.gtk_window().map(|parent| operation.run_dialog(Some(&parent)));
        if !matches!(answer, Ok(PrintOperationResponse::Print)) {
            close(&printing);
        }
    });
    if let Err(error) = shown {
        tracing::warn!("the print dialog could not be shown: {error}");
        close(window);
    }
}

/// Elsewhere the window is a preview, which the user closes.
#[cfg(not(target_os = "linux"))]
fn print(window: &WebviewWindow) {
    if let Err(error) = window.print() {
        tracing::warn!("the print dialog could not be shown: {error}");
        let _ = window.destroy();
    }
}

#[cfg(target_os = "linux")]
fn close(window: &WebviewWindow) {
    let window = window.clone();
    // Not within the web view's own signal.
    tauri::async_runtime::spawn(async move {
        if let Err(error) = window.destroy() {
            tracing::warn!("the window for printing could not be closed: {error}");
        }
    });
}
