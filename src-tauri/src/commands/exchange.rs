//! Commands that take mail and inboxes out of Mayfly and into it.

use super::{Answer, OrView as _, destination};
use crate::shell::Shell;
use mayfly_core::INBOXES_FILE_NAME;
use mayfly_core::view::{ImportedInboxes, TransferView};
use tauri::{AppHandle, State};

/// Saves an inbox's cached messages as an `.mbox` file where the user says; `None` if they don't.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_mailbox(
    app: AppHandle,
    shell: State<'_, Shell>,
    inbox_id: u32,
) -> Answer<Option<TransferView>> {
    let name = shell.core.mailbox_file_name(inbox_id).await.or_view(&shell)?;
    let Some(destination) = destination::choose(&app, name).await else { return Ok(None) };
    shell.core.save_mailbox(inbox_id, destination).await.map(Some).or_view(&shell)
}

/// Saves the list of inboxes where the user says, with their e-mail tokens on request; `None` if they don't.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_inboxes(
    app: AppHandle,
    shell: State<'_, Shell>,
    include_secrets: bool,
) -> Answer<Option<TransferView>> {
    let Some(destination) = destination::choose(&app, INBOXES_FILE_NAME.into()).await else { return Ok(None) };
    shell.core.export_inboxes(include_secrets, destination).await.map(Some).or_view(&shell)
}

/// Adds the inboxes of a list that was saved; `None` if the user chooses none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_inboxes(app: AppHandle, shell: State<'_, Shell>) -> Answer<Option<ImportedInboxes>> {
    let Some(path) = destination::pick(&app, INBOXES_FILE_NAME).await else { return Ok(None) };
    shell.core.import_inboxes(&path).await.map(Some).or_view(&shell)
}
