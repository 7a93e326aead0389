//! A dialog that says why there is no window. Outside Linux a program is not started from a terminal that would show it.

use crate::app_state::AppState;
use tauri::{AppHandle, Manager as _};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogKind};

/// Shows the dialog, and does not wait for it.
pub(super) fn show_window_creation_failure(app: &AppHandle, error: &tauri::Error) {
    let texts = app.state::<AppState>().current_texts();
    #[cfg(windows)]
    let reason = match tauri::webview_version() {
        Ok(_) => error.to_string(),
        Err(_) => texts.web_view_missing_text(),
    };
    #[cfg(not(windows))]
    let reason = error.to_string();
    let dialog = app.dialog().message(reason).title(texts.window_failed_title()).kind(MessageDialogKind::Error);
    dialog.show(|_| {});
}
