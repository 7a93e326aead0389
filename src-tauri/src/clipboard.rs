//! The clipboard, written from Rust so that it works without a window and without the web view's permission.

use crate::shell::Shell;
use mayfly_core::view::{ErrorCode, ErrorDetails, ErrorView};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tauri_plugin_clipboard_manager::ClipboardExt as _;

/// Puts a text on the clipboard.
pub(crate) fn write(app: &AppHandle, text: &str) -> Result<(), ErrorView> {
    app.clipboard().write_text(text).map_err(failed)
}

/// Puts a code on the clipboard, marked as a secret that clipboard histories leave out, and takes it off again
/// after the time the user set, unless something else is there by then.
pub(crate) fn write_code(app: &AppHandle, code: &str) -> Result<(), ErrorView> {
    app.clipboard().write_secret(code).map_err(failed)?;
    if let Some(seconds) = app.state::<Shell>().core.settings().clear_clipboard_after {
        let (app, code) = (app.clone(), code.to_owned());
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(Duration::from_secs(seconds.into())).await;
            // Reading blocks, and on the main thread it could block for good.
            tauri::async_runtime::spawn_blocking(move || forget(&app, &code));
        });
    }
    Ok(())
}

fn forget(app: &AppHandle, code: &str) {
    let clipboard = app.clipboard();
    if clipboard.read_text().is_ok_and(|text| text == code)
        && let Err(error) = clipboard.clear()
    {
        tracing::warn!("a code is still on the clipboard: {error}");
    }
}

fn failed(error: tauri_plugin_clipboard_manager::Error) -> ErrorView {
    ErrorView { code: ErrorCode::ClipboardFailed, message: error.to_string(), details: ErrorDetails::default() }
}
