//! Commands about senders whose mail is not announced.

use crate::app_state::AppState;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use mayfly_core::view::MessageId;
use tauri::State;

/// Mutes the sender of a message, and returns the address; `None` for a message without one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mute_sender_of_message(
    state: State<'_, AppState>,
    message_id: MessageId,
) -> CommandResult<Option<String>> {
    state.core.mute_sender_of_message(&message_id).await.into_command_result(&state)
}

/// Announces the mail of a sender again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unmute_sender(state: State<'_, AppState>, address: String) -> CommandResult<()> {
    state.core.set_sender_muted(&address, false).await.into_command_result(&state)
}

/// Returns the muted senders.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_muted_senders(state: State<'_, AppState>) -> CommandResult<Vec<String>> {
    state.core.list_muted_senders().await.into_command_result(&state)
}
