//! Commands about databases beside the open one.

use crate::app_state::AppState;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use mayfly_core::view::{DatabaseTakeoverSummary, MailDatabaseView};
use tauri::State;

/// Returns every database of the data folder, the open one included.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_mail_databases(state: State<'_, AppState>) -> CommandResult<Vec<MailDatabaseView>> {
    state.core.list_mail_databases().await.into_command_result(&state)
}

/// Closes the open database and opens another one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn switch_to_other_database(state: State<'_, AppState>, id: String) -> CommandResult<()> {
    state.core.switch_to_other_database(&id).await.into_command_result(&state)
}

/// Copies the mail of another database into the open one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_other_database(
    state: State<'_, AppState>,
    id: String,
) -> CommandResult<DatabaseTakeoverSummary> {
    state.core.import_other_database(&id).await.into_command_result(&state)
}

/// Deletes a database that is not open.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_other_database(state: State<'_, AppState>, id: String) -> CommandResult<()> {
    state.core.delete_other_database(&id).await.into_command_result(&state)
}

/// Starts with an empty database beside those whose key is missing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_beside_stored_mail(state: State<'_, AppState>) -> CommandResult<()> {
    state.core.start_beside_stored_mail().await.into_command_result(&state)
}
