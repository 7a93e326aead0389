//! Commands about links. The page confirms a link by its number and can't open a URL of its own.

use crate::app_state::AppState;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use crate::{clipboard, link_opener};
use mayfly_core::view::MessageId;
use tauri::{AppHandle, State};

/// Asks the user to confirm the page where users of the service find their API key.
#[tauri::command]
#[specta::specta]
pub(crate) fn request_account_page_confirmation(state: State<'_, AppState>) {
    state.core.request_account_page_confirmation();
}

/// Asks the user to confirm a link of a message, as a click on it in the message does.
#[tauri::command]
#[specta::specta]
pub(crate) async fn request_link_confirmation(
    state: State<'_, AppState>,
    message_id: MessageId,
    href: String,
) -> CommandResult<()> {
    state.core.request_link_confirmation(&message_id, &href).await.into_command_result(&state)
}

/// Opens a confirmed link, or its form without tracking parameters, in the system's program for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_link(
    app: AppHandle,
    state: State<'_, AppState>,
    confirmation_id: u32,
    stripped: bool,
) -> CommandResult<()> {
    let url = state.core.take_link_confirmation_address(confirmation_id, stripped).into_command_result(&state)?;
    link_opener::open_confirmed_link(&app, &url).await
}

/// Copies a link, or its form without tracking parameters, to the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_link(
    app: AppHandle,
    state: State<'_, AppState>,
    confirmation_id: u32,
    stripped: bool,
) -> CommandResult<()> {
    clipboard::copy_text(
        &app,
        &state.core.link_confirmation_address(confirmation_id, stripped).into_command_result(&state)?,
    )
}
