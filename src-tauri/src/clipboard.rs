//! The clipboard, written from Rust so that it works without a window and without the web view's permission.

use mayfly_core::view::{ErrorCode, ErrorDetails, ErrorView};
use tauri::AppHandle;
use tauri_plugin_clipboard_manager::ClipboardExt as _;

/// Puts a text on the clipboard.
pub(crate) fn write(app: &AppHandle, text: &str) -> Result<(), ErrorView> {
    app.clipboard().write_text(text).map_err(|error| ErrorView {
        code: ErrorCode::ClipboardFailed,
        message: error.to_string(),
        details: ErrorDetails::default(),
    })
}
