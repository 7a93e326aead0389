//! The clipboard, written from Rust so that it works without a window and without the web view's permission.

use crate::shell::Shell;
use mayfly_core::view::{ErrorCode, ErrorDetails, ErrorView};
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tauri_plugin_clipboard_manager::ClipboardExt as _;

/// Quitting waits no longer than this for the clipboard.
const LONGEST_END: Duration = Duration::from_secs(1);

/// The code that is to be taken off the clipboard again; the latest one alone, for it replaced the others.
#[derive(Default)]
pub(crate) struct Lent(Mutex<Loan>);

#[derive(Default)]
struct Loan {
    code: Option<SecretString>,
    /// How many codes there were: one that is copied again has its whole time again.
    count: u64,
}

impl Lent {
    /// Takes note of a code that was copied, or of one that need not be taken off again; tells which it is.
    fn lend(&self, code: Option<SecretString>) -> u64 {
        let mut loan = self.lock();
        loan.code = code;
        loan.count += 1;
        loan.count
    }

    /// The code whose time is over, unless another one was copied since.
    fn due(&self, count: u64) -> Option<SecretString> {
        let mut loan = self.lock();
        if loan.count == count { loan.code.take() } else { None }
    }

    fn lock(&self) -> MutexGuard<'_, Loan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
    let count = app.state::<Lent>().lend(seconds.map(|_| code.into()));
    if let Some(seconds) = seconds {
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(Duration::from_secs(seconds.into())).await;
            let Some(code) = app.state::<Lent>().due(count) else { return };
            // Reading blocks, and on the main thread it could block for good.
            tauri::async_runtime::spawn_blocking(move || forget(&app, &code));
        });
    }
    Ok(())
}

/// Takes the last code off the clipboard at once if it would have been later: Mayfly is about to end.
pub(crate) fn take_back(app: &AppHandle) {
    let Some(code) = app.state::<Lent>().lock().code.take() else { return };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_copied_again_has_its_whole_time_again() {
        let lent = Lent::default();
        let first = lent.lend(Some("739201".into()));
        let again = lent.lend(Some("739201".into()));
        assert!(lent.due(first).is_none());
        assert_eq!(lent.due(again).unwrap().expose_secret(), "739201");
        assert!(lent.due(again).is_none(), "once");
        let copied = lent.lend(Some("1".into()));
        lent.lend(None);
        assert!(lent.due(copied).is_none(), "the settings have another time by now");
    }
}
