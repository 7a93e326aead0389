//! Commands about messages and their attachments.

use super::{Answer, OrView as _, destination};
use crate::{clipboard, shell::Shell};
use mayfly_core::view::{
    Deletion, ErrorCode, ErrorDetails, ErrorView, MessageList, MessagePage, MessageSummary, MessageView, SearchPage,
    TransferView,
};
use tauri::{AppHandle, State};
use tauri_plugin_opener::OpenerExt as _;

/// An inbox's messages: what is cached or, with `refresh`, after asking the service (`GET /messages`).
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_messages(
    shell: State<'_, Shell>,
    inbox_id: u32,
    refresh: bool,
) -> Answer<Vec<MessageSummary>> {
    shell.core.list_messages(inbox_id, refresh).await.or_view(&shell)
}

/// Some of an inbox's cached messages, in any order; with `cursor` those after a page.
#[tauri::command]
#[specta::specta]
pub(crate) async fn page_messages(
    shell: State<'_, Shell>,
    inbox_id: u32,
    list: MessageList,
    limit: u32,
    cursor: Option<String>,
) -> Answer<MessagePage> {
    shell.core.page_messages(inbox_id, list, limit, cursor.as_deref()).await.or_view(&shell)
}

/// The messages of all inboxes that fit what the user typed, newest first; with `cursor` those after a page.
#[tauri::command]
#[specta::specta]
pub(crate) async fn search_messages(
    shell: State<'_, Shell>,
    query: String,
    limit: u32,
    cursor: Option<String>,
) -> Answer<SearchPage> {
    shell.core.search_messages(&query, limit, cursor.as_deref()).await.or_view(&shell)
}

/// Marks messages as read or unread, here alone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_messages_unread(shell: State<'_, Shell>, message_ids: Vec<String>, unread: bool) -> Answer<()> {
    shell.core.set_messages_unread(&message_ids, unread).await.or_view(&shell)
}

/// A message for reading, from the cache; `GET /messages/{id}` tells the service that it was seen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_message(shell: State<'_, Shell>, message_id: String) -> Answer<MessageView> {
    shell.core.read_message(&message_id).await.or_view(&shell)
}

/// Gets a message ready that the user aims at.
#[tauri::command]
#[specta::specta]
pub(crate) async fn prepare_message(shell: State<'_, Shell>, message_id: String) -> Answer<()> {
    shell.core.prepare_message(&message_id).await.or_view(&shell)
}

/// `DELETE /messages/{id}`: deletes a message on the service and here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_message(shell: State<'_, Shell>, message_id: String) -> Answer<()> {
    shell.core.delete_message(&message_id).await.or_view(&shell)
}

/// `DELETE /messages/{id}` for several: each that is gone is told of at once, the answer tells of the others.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_messages(shell: State<'_, Shell>, message_ids: Vec<String>) -> Answer<Deletion> {
    shell.core.delete_messages(&message_ids).await.or_view(&shell)
}

/// Puts one of a message's codes on the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_code(app: AppHandle, shell: State<'_, Shell>, message_id: String, code: String) -> Answer<()> {
    // Only what Mayfly itself found: a window can't put just any text on the clipboard.
    shell.core.message_code(&message_id, &code).await.or_view(&shell)?;
    clipboard::write_code(&app, &code)
}

/// `GET /messages/{id}/attachments/{name}`: saves an attachment where the user says; `None` if they don't.
#[tauri::command]
#[specta::specta]
pub(crate) async fn download_attachment(
    app: AppHandle,
    shell: State<'_, Shell>,
    message_id: String,
    index: u32,
) -> Answer<Option<TransferView>> {
    let name = shell.core.attachment_file_name(&message_id, index).await.or_view(&shell)?;
    let Some(destination) = destination::choose(&app, name).await else { return Ok(None) };
    shell.core.download_attachment(&message_id, index, destination).await.map(Some).or_view(&shell)
}

/// Stops a download.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_transfer(shell: State<'_, Shell>, transfer_id: u32) {
    shell.core.cancel_transfer(transfer_id);
}

/// Shows a downloaded file in its folder; never opens it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal_transfer(app: AppHandle, shell: State<'_, Shell>, transfer_id: u32) -> Answer<()> {
    let Some(path) = shell.core.transfer_path(transfer_id) else { return Ok(()) };
    app.opener().reveal_item_in_dir(&path).map_err(|error| ErrorView {
        code: ErrorCode::FileFailed,
        message: error.to_string(),
        details: ErrorDetails { path: Some(path.display().to_string()), ..ErrorDetails::default() },
    })
}
