//! Commands that save inboxes to files and import them.

use super::file_dialogs::{choose_destination_file, choose_file_to_read};
use crate::app_state::AppState;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use mayfly_core::INBOXES_FILE_NAME;
use mayfly_core::view::{InboxId, InboxImportSummary, TransferView};
use tauri::{AppHandle, State};

/// Saves an inbox's cached messages as an `.mbox` file that the user chooses; `None` if they cancel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_mailbox(
    app: AppHandle,
    state: State<'_, AppState>,
    inbox_id: InboxId,
) -> CommandResult<Option<TransferView>> {
    let name = state.core.mailbox_file_name(inbox_id).await.into_command_result(&state)?;
    let Some(destination) = choose_destination_file(&app, name).await else { return Ok(None) };
    state.core.save_mailbox(inbox_id, destination).await.map(Some).into_command_result(&state)
}

/// Saves the list of inboxes to a file that the user chooses, optionally with their e-mail tokens; `None` if they
/// cancel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_inboxes(
    app: AppHandle,
    state: State<'_, AppState>,
    include_secrets: bool,
) -> CommandResult<Option<TransferView>> {
    let Some(destination) = choose_destination_file(&app, INBOXES_FILE_NAME.into()).await else { return Ok(None) };
    state.core.export_inboxes(include_secrets, destination).await.map(Some).into_command_result(&state)
}

/// Adds the inboxes of an exported list; `None` if the user cancels.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_inboxes(
    app: AppHandle,
    state: State<'_, AppState>,
) -> CommandResult<Option<InboxImportSummary>> {
    let Some(path) = choose_file_to_read(&app, INBOXES_FILE_NAME).await else { return Ok(None) };
    state.core.import_inboxes(&path).await.map(Some).into_command_result(&state)
}
