//! Commands about the remote images of messages.

use crate::app_state::AppState;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use mayfly_core::view::{ImageSender, MessageView};
use tauri::State;

/// Shows a message's remote images from now on; with `always`, those of every message of its sender.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_remote_images(
    state: State<'_, AppState>,
    message_id: String,
    always: bool,
) -> CommandResult<MessageView> {
    state.core.show_remote_images(&message_id, always).await.into_command_result(&state)
}

/// Blocks a message's remote images again, and those of every message of its sender.
#[tauri::command]
#[specta::specta]
pub(crate) async fn block_remote_images(state: State<'_, AppState>, message_id: String) -> CommandResult<MessageView> {
    state.core.forget_remote_images(&message_id).await.into_command_result(&state)
}

/// Returns the senders for whose remote images the user has set a rule.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_sender_image_rules(state: State<'_, AppState>) -> CommandResult<Vec<ImageSender>> {
    state.core.list_image_senders().await.into_command_result(&state)
}

/// Removes the rule for a sender's remote images.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_sender_image_rule(state: State<'_, AppState>, address: String) -> CommandResult<()> {
    state.core.forget_image_sender(Some(&address)).await.into_command_result(&state)
}

/// Removes the rules for the remote images of all senders.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clear_sender_image_rules(state: State<'_, AppState>) -> CommandResult<()> {
    state.core.forget_image_sender(None).await.into_command_result(&state)
}
