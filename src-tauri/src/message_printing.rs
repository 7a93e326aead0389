//! Prints a message: a window of its own lays it out page by page, and is closed after the print.
//!
//! The frame in the main window would print only its visible part. The window here loads nothing but the message's
//! sanitised document, under the same policy as the frame, and no capability names it.

use crate::window_labels::PRINT_WINDOW_PREFIX;
use crate::{mail_scheme, web_view};
use mayfly_core::view::{ErrorCode, ErrorTextValues, ErrorView};
use std::sync::atomic::{AtomicU32, Ordering};
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

static NEXT_WINDOW_NUMBER: AtomicU32 = AtomicU32::new(1);

/// Opens the system's print dialog for a message, formatted or as plain text.
pub(crate) async fn open_message_print_dialog(
    app: &AppHandle,
    message_id: String,
    plain: bool,
) -> Result<(), ErrorView> {
    open_print_window(app, message_id, plain).await.map_err(|error| ErrorView {
        code: ErrorCode::PrintFailed,
        message: error.to_string(),
        details: ErrorTextValues::default().into(),
    })
}

/// Creates the window on the main thread, so that it is registered before it requests its message.
#[cfg(target_os = "linux")]
async fn open_print_window(app: &AppHandle, message_id: String, plain: bool) -> tauri::Result<()> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let handle = app.clone();
    app.run_on_main_thread(move || {
        // The window prints even if the command that waits for this result was cancelled.
        let _ = sender.send(build_print_window(&handle, &message_id, plain).map(drop));
    })?;
    receiver.await.map_err(|_| tauri::Error::FailedToReceiveMessage)?
}

/// Creates the window outside the event loop, in which creating one deadlocks on Windows.
#[cfg(not(target_os = "linux"))]
async fn open_print_window(app: &AppHandle, message_id: String, plain: bool) -> tauri::Result<()> {
    build_print_window(app, &message_id, plain).map(drop)
}

fn build_print_window(app: &AppHandle, message_id: &str, plain: bool) -> tauri::Result<WebviewWindow> {
    let url = mail_scheme::build_print_url(message_id, plain)?;
    let label = format!("{PRINT_WINDOW_PREFIX}{}", NEXT_WINDOW_NUMBER.fetch_add(1, Ordering::Relaxed));
    let builder = WebviewWindowBuilder::new(app, label, WebviewUrl::CustomProtocol(url))
        .title("Mayfly")
        .inner_size(800.0, 600.0)
        .visible(!cfg!(target_os = "linux"))
        .proxy_url(web_view::network_blocking_proxy_url()?)
        .on_navigation(web_view::is_web_view_url_allowed)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                show_print_dialog(&window);
            }
        });
    let window = web_view::set_window_data_dir(app, builder).build()?;
    mail_scheme::register_scheme_for_window(&window)?;
    Ok(window)
}

/// Shows the print dialog over the main window. The print window itself is never shown, and is closed afterwards.
#[cfg(target_os = "linux")]
fn show_print_dialog(window: &WebviewWindow) {
    use crate::window_labels::MAIN_WINDOW;
    use tauri::Manager as _;
    use webkit2gtk::{PrintOperation, PrintOperationExt as _, PrintOperationResponse};

    let print_window = window.clone();
    let shown = window.with_webview(move |webview| {
        let operation = PrintOperation::new(&webview.inner());
        let finished_window = print_window.clone();
        operation.connect_finished(move |_| close_print_window(&finished_window));
        operation.connect_failed(|_, error| tracing::warn!("a message could not be printed: {error}"));
        let parent = print_window.get_webview_window(MAIN_WINDOW).unwrap_or_else(|| print_window.clone());
        let response = parent.gtk_window().map(|parent| operation.run_dialog(Some(&parent)));
        if !matches!(response, Ok(PrintOperationResponse::Print)) {
            close_print_window(&print_window);
        }
    });
    if let Err(error) = shown {
        tracing::warn!("the print dialog could not be shown: {error}");
        close_print_window(window);
    }
}

/// Shows the print dialog. On other systems the print window stays as a preview, which the user closes.
#[cfg(not(target_os = "linux"))]
fn show_print_dialog(window: &WebviewWindow) {
    if let Err(error) = window.print() {
        tracing::warn!("the print dialog could not be shown: {error}");
        let _ = window.destroy();
    }
}

#[cfg(target_os = "linux")]
fn close_print_window(window: &WebviewWindow) {
    let window = window.clone();
    // Destroying a web view inside one of its own signals is not safe.
    tauri::async_runtime::spawn(async move {
        if let Err(error) = window.destroy() {
            tracing::warn!("the window for printing could not be closed: {error}");
        }
    });
}
