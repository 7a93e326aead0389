//! Commands that show an attachment in place.

use crate::app_state::AppState;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use mayfly_core::view::{AttachmentPreview, MessageId};
use tauri::State;

/// `GET /messages/{id}/attachments/{name}`: downloads an attachment into memory and prepares it for the frame. Fails with
/// `cancelled` if the preview is closed meanwhile.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_attachment_preview(
    state: State<'_, AppState>,
    message_id: MessageId,
    index: u32,
) -> CommandResult<AttachmentPreview> {
    state.core.open_attachment_preview(&message_id, index).await.into_command_result(&state)
}

/// Closes the attachment that is shown, and gives up its download.
#[tauri::command]
#[specta::specta]
pub(crate) fn close_attachment_preview(state: State<'_, AppState>) {
    state.core.close_attachment_preview();
}
