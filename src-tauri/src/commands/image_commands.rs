//! Commands about the remote images of messages.

use crate::app_state::AppState;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use mayfly_core::view::{MessageId, MessageView, SenderImageRule};
use tauri::State;

/// Shows a message's remote images from now on; with `always`, those of every message of its sender.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_remote_images(
    state: State<'_, AppState>,
    message_id: MessageId,
    always: bool,
) -> CommandResult<MessageView> {
    state.core.show_remote_images(&message_id, always).await.into_command_result(&state)
}

/// Blocks a message's remote images again, and those of every message of its sender.
#[tauri::command]
#[specta::specta]
pub(crate) async fn block_remote_images(
    state: State<'_, AppState>,
    message_id: MessageId,
) -> CommandResult<MessageView> {
    state.core.block_remote_images(&message_id).await.into_command_result(&state)
}

/// Returns the senders for whose remote images the user has set a rule.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_sender_image_rules(state: State<'_, AppState>) -> CommandResult<Vec<SenderImageRule>> {
    state.core.list_sender_image_rules().await.into_command_result(&state)
}

/// Removes the rule for a sender's remote images.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_sender_image_rule(state: State<'_, AppState>, address: String) -> CommandResult<()> {
    state.core.remove_sender_image_rule(&address).await.into_command_result(&state)
}

/// Removes the rules for the remote images of all senders.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clear_sender_image_rules(state: State<'_, AppState>) -> CommandResult<()> {
    state.core.clear_sender_image_rules().await.into_command_result(&state)
}
