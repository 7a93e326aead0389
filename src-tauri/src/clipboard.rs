//! The clipboard, written from Rust so that it works without a window and without the web view's permission.

use crate::shell::Shell;
use mayfly_core::view::{ErrorCode, ErrorDetails, ErrorView};
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tauri_plugin_clipboard_manager::ClipboardExt as _;

/// Quitting waits no longer than this for the clipboard.
const LONGEST_END: Duration = Duration::from_secs(1);

/// The code that is to be taken off the clipboard again; the latest one alone, for it replaced the others.
#[derive(Default)]
pub(crate) struct Lent(Mutex<Option<SecretString>>);

impl Lent {
    fn replace(&self, code: Option<SecretString>) -> Option<SecretString> {
        std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), code)
    }
}

/// Puts a text on the clipboard.
pub(crate) fn write(app: &AppHandle, text: &str) -> Result<(), ErrorView> {
    app.clipboard().write_text(text).map_err(failed)
}

/// Puts a code on the clipboard, marked as a secret that clipboard histories leave out, and takes it off again
/// after the time the user set, or when Mayfly quits before that, unless something else is there by then.
pub(crate) fn write_code(app: &AppHandle, code: &str) -> Result<(), ErrorView> {
    app.clipboard().write_secret(code).map_err(failed)?;
    let seconds = app.state::<Shell>().core.settings().clear_clipboard_after;
    app.state::<Lent>().replace(seconds.map(|_| code.into()));
    if let Some(seconds) = seconds {
        let (app, code) = (app.clone(), SecretString::from(code));
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(Duration::from_secs(seconds.into())).await;
            // Reading blocks, and on the main thread it could block for good.
            tauri::async_runtime::spawn_blocking(move || forget(&app, &code));
        });
    }
    Ok(())
}

/// Takes the last code off the clipboard at once if it would have been later: Mayfly is about to end.
pub(crate) fn take_back(app: &AppHandle) {
    let Some(code) = app.state::<Lent>().replace(None) else { return };
    let app = app.clone();
    let forgotten = tauri::async_runtime::block_on(async {
        tokio::time::timeout(LONGEST_END, tokio::task::spawn_blocking(move || forget(&app, &code))).await
    });
    if forgotten.is_err() {
        tracing::warn!("the clipboard did not answer in time; a code may still be on it");
    }
}

fn forget(app: &AppHandle, code: &SecretString) {
    let clipboard = app.clipboard();
    if clipboard.read_text().is_ok_and(|text| text == code.expose_secret())
        && let Err(error) = clipboard.clear()
    {
        tracing::warn!("a code is still on the clipboard: {error}");
    }
}

fn failed(error: tauri_plugin_clipboard_manager::Error) -> ErrorView {
    ErrorView { code: ErrorCode::ClipboardFailed, message: error.to_string(), details: ErrorDetails::default() }
}
