//! Copies the code of new mail by itself where the settings say so, and takes that back.

use crate::app_state::AppState;
use crate::clipboard::{self, RestorableClipboardContent};
use mayfly_core::view::{AccountMessageId, ErrorView};
use mayfly_core::{CodeToCopy, NewMailBatch};
use secrecy::SecretString;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};

/// For how long what the clipboard held before is kept.
const UNDO_TIME: Duration = Duration::from_secs(600);

/// The last automatic copy, as long as it can be undone; managed by Tauri.
#[derive(Default)]
pub(crate) struct LastAutomaticCopy(Mutex<Option<AutomaticCopyRecord>>);

struct AutomaticCopyRecord {
    message: AccountMessageId,
    code: SecretString,
    content_before: RestorableClipboardContent,
}

impl LastAutomaticCopy {
    /// Takes the copy of this message's code; `None` if another code was copied since, or the copy was undone.
    fn take_code_copy_of_message(&self, message: &AccountMessageId) -> Option<AutomaticCopyRecord> {
        self.lock_last_copy().take_if(|copy| copy.message == *message)
    }

    fn lock_last_copy(&self) -> MutexGuard<'_, Option<AutomaticCopyRecord>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Copies the code of new mail that has to be copied, and returns it; `None` if there is none or copying failed.
pub(crate) async fn copy_code_of_new_mail(app: &AppHandle, batch: &NewMailBatch) -> Option<CodeToCopy> {
    let chosen = app.state::<AppState>().core.choose_code_to_copy(batch)?;
    let (app_of_task, code) = (app.clone(), chosen.code.clone());
    // Reading the clipboard blocks.
    let copied = tauri::async_runtime::spawn_blocking(move || replace_clipboard_by_code(&app_of_task, &code)).await;
    match copied {
        Ok(Ok(content_before)) => {
            let copy = AutomaticCopyRecord {
                message: chosen.message.clone(),
                code: chosen.code.as_str().into(),
                content_before,
            };
            *app.state::<LastAutomaticCopy>().lock_last_copy() = Some(copy);
            forget_automatic_copy_after_undo(app, chosen.message.clone());
            Some(chosen)
        }
        Ok(Err(error)) => {
            tracing::warn!("a code was not copied: {}", error.message);
            None
        }
        Err(error) => {
            tracing::warn!("a code was not copied: {error}");
            None
        }
    }
}

/// Puts back what the clipboard held before the code of this message was copied by itself, if it still holds the code.
pub(crate) async fn undo_automatic_copy(app: &AppHandle, message: &AccountMessageId) {
    let Some(copy) = app.state::<LastAutomaticCopy>().take_code_copy_of_message(message) else { return };
    let app = app.clone();
    let restored = tauri::async_runtime::spawn_blocking(move || {
        clipboard::replace_code_if_still_copied(&app, &copy.code, &copy.content_before)
    })
    .await;
    match restored {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!("the clipboard was not restored: {}", error.message),
        Err(error) => tracing::warn!("the clipboard was not restored: {error}"),
    }
}

fn replace_clipboard_by_code(app: &AppHandle, code: &str) -> Result<RestorableClipboardContent, ErrorView> {
    let content_before = clipboard::read_content(app);
    clipboard::copy_code(app, code)?;
    Ok(content_before)
}

fn forget_automatic_copy_after_undo(app: &AppHandle, message: AccountMessageId) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(UNDO_TIME).await;
        drop(app.state::<LastAutomaticCopy>().take_code_copy_of_message(&message));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use mayfly_core::view::AccountId;

    #[test]
    fn copy_is_undone_once_and_only_the_last_one() {
        let message = |id: &str| AccountMessageId { account: AccountId::new(1), message: id.into() };
        let last = LastAutomaticCopy::default();
        for id in ["a", "b"] {
            *last.lock_last_copy() = Some(AutomaticCopyRecord {
                message: message(id),
                code: "739201".into(),
                content_before: RestorableClipboardContent::Other,
            });
        }
        assert!(last.take_code_copy_of_message(&message("a")).is_none(), "another code was copied since");
        assert!(last.take_code_copy_of_message(&message("b")).is_some());
        assert!(last.take_code_copy_of_message(&message("b")).is_none());
    }
}
