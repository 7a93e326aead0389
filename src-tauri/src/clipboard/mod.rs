//! The clipboard, written from Rust: it works without a window, and the page needs no permission for it.

mod system_clipboard;
#[cfg(target_os = "linux")]
mod window_clipboard;

use crate::app_state::AppState;
use arboard::ImageData;
use mayfly_core::view::{ErrorCode, ErrorTextValues, ErrorView};
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use system_clipboard::SystemClipboard;
use tauri::{AppHandle, Manager as _};

/// The longest time that exiting waits for the clipboard.
const CLEAR_ON_EXIT_TIMEOUT: Duration = Duration::from_secs(1);

/// Remembers the copied code that has to be cleared from the clipboard; at most one, for each copy replaces the one
/// before.
#[derive(Default)]
pub(crate) struct PendingClipboardClear(Mutex<UnclearedCode>);

#[derive(Default)]
struct UnclearedCode {
    /// `None` when there is nothing to clear.
    code: Option<SecretString>,
    /// The number of codes copied so far. It tells whether the same code was copied again and its time starts anew.
    copy_number: u64,
}

impl PendingClipboardClear {
    /// Records the code that was copied last, or `None` for one that stays, and returns the number of this copy.
    fn record_copied_code(&self, code: Option<SecretString>) -> u64 {
        let mut pending = self.lock_uncleared_code();
        pending.code = code;
        pending.copy_number += 1;
        pending.copy_number
    }

    /// Takes the code of a copy whose time is over; `None` if another code was copied after it.
    fn take_expired_code(&self, copy_number: u64) -> Option<SecretString> {
        let mut pending = self.lock_uncleared_code();
        if pending.copy_number == copy_number { pending.code.take() } else { None }
    }

    /// Whether this text is the code that has to be cleared.
    fn is_uncleared_code(&self, text: &str) -> bool {
        self.lock_uncleared_code().code.as_ref().is_some_and(|code| code.expose_secret() == text)
    }

    fn lock_uncleared_code(&self) -> MutexGuard<'_, UnclearedCode> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the clipboard holds, as far as it can be put back.
pub(crate) enum RestorableClipboardContent {
    Text(SecretString),
    /// A code that Mayfly copied and has to clear.
    UnclearedCode(SecretString),
    Image(ImageData<'static>),
    /// Nothing, or content of another kind.
    Other,
}

/// Prepares the clipboard; has to run before it is used.
pub(crate) fn start_clipboard(app: &AppHandle) {
    app.manage(SystemClipboard::default());
    app.manage(PendingClipboardClear::default());
    #[cfg(target_os = "linux")]
    app.manage(window_clipboard::LastWindowCopy::default());
}

/// Ends the connection to the clipboard, because Mayfly exits. What was copied is passed on to a clipboard manager.
pub(crate) fn disconnect_clipboard_on_exit(app: &AppHandle) {
    app.state::<SystemClipboard>().close();
}

/// Copies a text to the clipboard.
///
/// # Errors
/// When neither the system's clipboard can be had nor a window of Mayfly's has the focus, which could copy instead.
pub(crate) fn copy_text(app: &AppHandle, text: &str) -> Result<(), ErrorView> {
    let written = app.state::<SystemClipboard>().write_text(text);
    copy_by_window_after_failure(app, text, written)
}

/// Copies a code to the clipboard, marked as a secret that clipboard histories leave out.
///
/// The code is cleared after the time in the settings, or when Mayfly exits before, unless the clipboard holds
/// something else by then.
pub(crate) fn copy_code(app: &AppHandle, code: &str) -> Result<(), ErrorView> {
    let written = app.state::<SystemClipboard>().write_secret(code);
    copy_by_window_after_failure(app, code, written)?;
    let seconds = app.state::<AppState>().core.settings().clear_clipboard_after;
    let copy_number = app.state::<PendingClipboardClear>().record_copied_code(seconds.map(|_| code.into()));
    if let Some(seconds) = seconds {
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(Duration::from_secs(seconds.into())).await;
            let Some(code) = app.state::<PendingClipboardClear>().take_expired_code(copy_number) else { return };
            // Reading the clipboard blocks; on the main thread it could block forever.
            tauri::async_runtime::spawn_blocking(move || clear_code_if_still_copied(&app, &code));
        });
    }
    Ok(())
}

/// Has the window copy a text that the system's clipboard did not take: on Wayland a compositor may have neither data
/// control nor XWayland, and then only a window that has the focus can copy.
#[cfg(target_os = "linux")]
fn copy_by_window_after_failure(
    app: &AppHandle,
    text: &str,
    written: Result<(), arboard::Error>,
) -> Result<(), ErrorView> {
    match written {
        Ok(()) => {
            window_clipboard::forget_window_copy(app);
            Ok(())
        }
        Err(error) if window_clipboard::copy_by_window(app, text) => {
            tracing::debug!("the window copied, because the system's clipboard can't be had: {error}");
            Ok(())
        }
        Err(error) => Err(to_clipboard_error_view(&error)),
    }
}

#[cfg(not(target_os = "linux"))]
fn copy_by_window_after_failure(_: &AppHandle, _: &str, written: Result<(), arboard::Error>) -> Result<(), ErrorView> {
    written.map_err(|error| to_clipboard_error_view(&error))
}

/// Reads the clipboard. Blocks; on the main thread it could block forever.
pub(crate) fn read_content(app: &AppHandle) -> RestorableClipboardContent {
    let clipboard = app.state::<SystemClipboard>();
    match clipboard.read_text() {
        Ok(text) if text.is_empty() => RestorableClipboardContent::Other,
        Ok(text) if app.state::<PendingClipboardClear>().is_uncleared_code(&text) => {
            RestorableClipboardContent::UnclearedCode(text.into())
        }
        Ok(text) => RestorableClipboardContent::Text(text.into()),
        Err(_) => match clipboard.read_clipboard_image() {
            Ok(image) => RestorableClipboardContent::Image(image),
            Err(_) => RestorableClipboardContent::Other,
        },
    }
}

/// Replaces the clipboard's content by an earlier one if it still holds this code. Blocks as [`read_content`] does.
pub(crate) fn replace_code_if_still_copied(
    app: &AppHandle,
    code: &SecretString,
    content: &RestorableClipboardContent,
) -> Result<(), ErrorView> {
    let clipboard = app.state::<SystemClipboard>();
    if !clipboard.read_text().is_ok_and(|text| text == code.expose_secret()) {
        return Ok(());
    }
    let replaced = match content {
        // Its time to be cleared starts anew.
        RestorableClipboardContent::UnclearedCode(earlier_code) => return copy_code(app, earlier_code.expose_secret()),
        // Clipboard histories have the text already, or have left it out.
        RestorableClipboardContent::Text(text) => clipboard.write_secret(text.expose_secret()),
        RestorableClipboardContent::Image(image) => clipboard.write_image(image),
        RestorableClipboardContent::Other => clipboard.clear(),
    };
    replaced.map_err(|error| to_clipboard_error_view(&error))?;
    app.state::<PendingClipboardClear>().record_copied_code(None);
    Ok(())
}

/// Clears the last code at once if it is still due to be cleared, because Mayfly exits.
pub(crate) fn clear_code_on_exit(app: &AppHandle) {
    let Some(code) = app.state::<PendingClipboardClear>().lock_uncleared_code().code.take() else { return };
    let app = app.clone();
    let cleared = tauri::async_runtime::block_on(async {
        tokio::time::timeout(
            CLEAR_ON_EXIT_TIMEOUT,
            tokio::task::spawn_blocking(move || clear_code_if_still_copied(&app, &code)),
        )
        .await
    });
    if cleared.is_err() {
        tracing::warn!("the clipboard did not answer in time; a code may still be on it");
    }
}

/// Clears the clipboard if it holds this code.
fn clear_code_if_still_copied(app: &AppHandle, code: &SecretString) {
    #[cfg(target_os = "linux")]
    if window_clipboard::clear_window_copy(app, code) {
        return;
    }
    let clipboard = app.state::<SystemClipboard>();
    if clipboard.read_text().is_ok_and(|text| text == code.expose_secret())
        && let Err(error) = clipboard.clear()
    {
        tracing::warn!("a code is still on the clipboard: {error}");
    }
}

fn to_clipboard_error_view(error: &arboard::Error) -> ErrorView {
    ErrorView {
        code: ErrorCode::ClipboardFailed,
        message: error.to_string(),
        details: ErrorTextValues::default().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_that_is_copied_again_is_cleared_after_its_full_time() {
        let guard = PendingClipboardClear::default();
        let first = guard.record_copied_code(Some("739201".into()));
        let again = guard.record_copied_code(Some("739201".into()));
        assert!(guard.take_expired_code(first).is_none());
        assert_eq!(guard.take_expired_code(again).unwrap().expose_secret(), "739201");
        assert!(guard.take_expired_code(again).is_none(), "a code is cleared once");
        assert!(!guard.is_uncleared_code("739201"));
        let copied = guard.record_copied_code(Some("1".into()));
        assert!(guard.is_uncleared_code("1") && !guard.is_uncleared_code("2"));
        guard.record_copied_code(None);
        assert!(guard.take_expired_code(copied).is_none(), "the later code stays, by the settings at its time");
    }
}
