//! Commands about messages and their attachments.

use super::file_dialogs::{choose_destination_file, choose_destination_folder};
use crate::app_state::AppState;
use crate::clipboard;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use crate::file_manager::show_in_folder;
use mayfly_core::view::{
    AccountId, DeletionReport, InboxId, MessageFilter, MessageFilterAndOrder, MessageId, MessagePage, MessageSummary,
    MessageView, SearchPage, TransferView,
};
use tauri::{AppHandle, State};

/// Returns an inbox's cached messages, with `refresh` after fetching new ones from the service (`GET /messages`).
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_messages(
    state: State<'_, AppState>,
    inbox_id: InboxId,
    refresh: bool,
) -> CommandResult<Vec<MessageSummary>> {
    state.core.list_messages(inbox_id, refresh).await.into_command_result(&state)
}

/// Returns a page of an inbox's cached messages in the requested order; `cursor` names the page before it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_message_page(
    state: State<'_, AppState>,
    inbox_id: InboxId,
    options: MessageFilterAndOrder,
    limit: u32,
    cursor: Option<String>,
) -> CommandResult<MessagePage> {
    state.core.list_message_page(inbox_id, options, limit, cursor.as_deref()).await.into_command_result(&state)
}

/// Returns a page of the cached messages of all inboxes, newest first; `cursor` names the page before it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_all_mail(
    state: State<'_, AppState>,
    filter: MessageFilter,
    limit: u32,
    cursor: Option<String>,
) -> CommandResult<MessagePage> {
    state.core.list_all_mail(filter, limit, cursor.as_deref()).await.into_command_result(&state)
}

/// Returns a page of the messages of all inboxes that match a query, newest first; `cursor` names the page before it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn search_messages(
    state: State<'_, AppState>,
    query: String,
    limit: u32,
    cursor: Option<String>,
) -> CommandResult<SearchPage> {
    state.core.search_messages(&query, limit, cursor.as_deref()).await.into_command_result(&state)
}

/// Marks messages as read or unread, on this computer only.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_messages_unread(
    state: State<'_, AppState>,
    account_id: AccountId,
    message_ids: Vec<MessageId>,
    unread: bool,
) -> CommandResult<()> {
    state.core.set_messages_unread(account_id, &message_ids, unread).await.into_command_result(&state)
}

/// Returns a cached message; `GET /messages/{id}` marks it as seen on the service.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_message(state: State<'_, AppState>, message_id: MessageId) -> CommandResult<MessageView> {
    state.core.read_message(&message_id).await.into_command_result(&state)
}

/// Records that the page shows no message any more.
#[tauri::command]
#[specta::specta]
pub(crate) fn close_message(state: State<'_, AppState>) {
    state.core.clear_shown_message();
}

/// Shows all of a message again that had made the page stop responding.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_message_in_full(
    state: State<'_, AppState>,
    message_id: MessageId,
) -> CommandResult<MessageView> {
    state.core.show_message_in_full(&message_id).await.into_command_result(&state)
}

/// Renders a message that the user is likely to open next.
#[tauri::command]
#[specta::specta]
pub(crate) async fn prerender_message(state: State<'_, AppState>, message_id: MessageId) -> CommandResult<()> {
    state.core.prerender_message(&message_id).await.into_command_result(&state)
}

/// `DELETE /messages/{id}`: deletes a message on the service and on this computer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_message(state: State<'_, AppState>, message_id: MessageId) -> CommandResult<()> {
    state.core.delete_message(&message_id).await.into_command_result(&state)
}

/// `DELETE /messages/{id}` for several messages: an event is emitted for each that was deleted, and the result reports
/// the others.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_messages(
    state: State<'_, AppState>,
    message_ids: Vec<MessageId>,
) -> CommandResult<DeletionReport<MessageId>> {
    state.core.delete_messages(&message_ids).await.into_command_result(&state)
}

/// Copies one of a message's codes to the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_code(
    app: AppHandle,
    state: State<'_, AppState>,
    message_id: MessageId,
    code: String,
) -> CommandResult<()> {
    // Only a code that the core found: the page can't put any other text on the clipboard.
    state.core.verify_code_is_from_message(&message_id, &code).await.into_command_result(&state)?;
    clipboard::copy_code(&app, &code)
}

/// `GET /messages/{id}/attachments/{name}`: saves an attachment to a file that the user chooses; `None` if they cancel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn download_attachment(
    app: AppHandle,
    state: State<'_, AppState>,
    message_id: MessageId,
    index: u32,
) -> CommandResult<Option<TransferView>> {
    let name = state.core.attachment_file_name(&message_id, index).await.into_command_result(&state)?;
    let Some(destination) = choose_destination_file(&app, name).await else { return Ok(None) };
    state.core.download_attachment(&message_id, index, destination).await.map(Some).into_command_result(&state)
}

/// `GET /messages/{id}/attachments/{name}` for all attachments: saves them in a folder that the user chooses; an empty list
/// if they cancel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn download_attachments(
    app: AppHandle,
    state: State<'_, AppState>,
    message_id: MessageId,
) -> CommandResult<Vec<TransferView>> {
    let Some(folder) = choose_destination_folder(&app).await else { return Ok(Vec::new()) };
    state.core.download_attachments(&message_id, &folder).await.into_command_result(&state)
}

/// Cancels a transfer.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_transfer(state: State<'_, AppState>, transfer_id: u32) {
    state.core.cancel_transfer(transfer_id);
}

/// Shows a saved file in its folder, without opening it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal_transfer(app: AppHandle, state: State<'_, AppState>, transfer_id: u32) -> CommandResult<()> {
    let Some(path) = state.core.transferred_file_path(transfer_id) else { return Ok(()) };
    show_in_folder(&app, &path).await
}
