//! Commands that output a whole message: as source, on paper, and as a file.

use super::file_dialogs::choose_destination_file;
use crate::app_state::AppState;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use crate::{clipboard, message_printing};
use mayfly_core::view::{MessageId, MessageSource, TransferView};
use tauri::{AppHandle, State};

/// Returns a message's body as the service sent it, as text.
#[tauri::command]
#[specta::specta]
pub(crate) async fn message_source(state: State<'_, AppState>, message_id: MessageId) -> CommandResult<MessageSource> {
    state.core.message_source(&message_id).await.into_command_result(&state)
}

/// Copies a message's body as the service sent it to the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_source(
    app: AppHandle,
    state: State<'_, AppState>,
    message_id: MessageId,
) -> CommandResult<()> {
    clipboard::copy_text(&app, &state.core.message_content(&message_id).await.into_command_result(&state)?)
}

/// Opens the system's print dialog for a message, formatted or as plain text.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_message(
    app: AppHandle,
    state: State<'_, AppState>,
    message_id: MessageId,
    plain: bool,
) -> CommandResult<()> {
    // Fails for an unknown message, which the print window could not report.
    state.core.message_file_name(&message_id).await.into_command_result(&state)?;
    message_printing::open_message_print_dialog(&app, message_id.as_str().to_owned(), plain).await
}

/// Saves a message as an `.eml` file that the user chooses; `None` if they cancel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_message(
    app: AppHandle,
    state: State<'_, AppState>,
    message_id: MessageId,
    attachments: bool,
) -> CommandResult<Option<TransferView>> {
    let name = state.core.message_file_name(&message_id).await.into_command_result(&state)?;
    let Some(destination) = choose_destination_file(&app, name).await else { return Ok(None) };
    state.core.save_message(&message_id, attachments, destination).await.map(Some).into_command_result(&state)
}
