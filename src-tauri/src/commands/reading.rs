//! Commands about a message as a whole: its source, on paper, as a file.

use super::{Answer, OrView as _, destination};
use crate::{clipboard, print, shell::Shell};
use mayfly_core::view::{MessageSource, TransferView};
use tauri::{AppHandle, State};

/// A message's body as the service gave it, as text.
#[tauri::command]
#[specta::specta]
pub(crate) async fn message_source(shell: State<'_, Shell>, message_id: String) -> Answer<MessageSource> {
    shell.core.message_source(&message_id).await.or_view(&shell)
}

/// Puts a message's body as the service gave it on the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_source(app: AppHandle, shell: State<'_, Shell>, message_id: String) -> Answer<()> {
    clipboard::write(&app, &shell.core.message_content(&message_id).await.or_view(&shell)?)
}

/// Opens the system's print dialog for a message, as formatted or as plain text.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_message(
    app: AppHandle,
    shell: State<'_, Shell>,
    message_id: String,
    plain: bool,
) -> Answer<()> {
    shell.core.message_file_name(&message_id).await.or_view(&shell)?;
    print::start(&app, message_id, plain).await
}

/// Saves a message as an `.eml` file where the user says; `None` if they don't.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_message(
    app: AppHandle,
    shell: State<'_, Shell>,
    message_id: String,
    attachments: bool,
) -> Answer<Option<TransferView>> {
    let name = shell.core.message_file_name(&message_id).await.or_view(&shell)?;
    let Some(destination) = destination::choose(&app, name).await else { return Ok(None) };
    shell.core.save_message(&message_id, attachments, destination).await.map(Some).or_view(&shell)
}
