//! Copies addresses, and records which one was copied last.

use crate::app_state::AppState;
use crate::clipboard;
use mayfly_core::view::{ErrorView, InboxView};
use tauri::{AppHandle, Manager as _};

/// Copies an address and records it as the one that was copied last.
pub(crate) fn copy_address(app: &AppHandle, address: &str) -> Result<(), ErrorView> {
    clipboard::copy_text(app, address)?;
    app.state::<AppState>().core.record_copied_address(address);
    Ok(())
}

/// Copies the address of an inbox for the tray or the command line, and has its mail checked more often, because mail is expected now.
pub(crate) fn copy_inbox_address(app: &AppHandle, inbox: &InboxView) -> Result<(), ErrorView> {
    let (app_of_task, inbox_id) = (app.clone(), inbox.id);
    tauri::async_runtime::spawn(async move {
        // One that was just removed is not checked.
        let _ = app_of_task.state::<AppState>().core.record_interest(inbox_id).await;
    });
    copy_address(app, &inbox.address)
}
