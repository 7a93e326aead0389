//! Copies an address of the tray or the command line.

use crate::app_state::AppState;
use crate::clipboard;
use mayfly_core::view::{ErrorView, InboxView};
use tauri::{AppHandle, Manager as _};

/// Copies an inbox's address and has its mail checked more often, because mail is expected now.
pub(crate) fn copy_inbox_address(app: &AppHandle, inbox: &InboxView) -> Result<(), ErrorView> {
    let (app_of_task, inbox_id) = (app.clone(), inbox.id);
    tauri::async_runtime::spawn(async move {
        // One that was just removed is not checked.
        let _ = app_of_task.state::<AppState>().core.record_interest(inbox_id).await;
    });
    clipboard::copy_text(app, &inbox.address)
}
