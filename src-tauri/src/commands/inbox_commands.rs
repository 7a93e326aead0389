//! Commands about inboxes.

use crate::address_copying;
use crate::app_state::AppState;
use crate::clipboard;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use mayfly_core::view::{AccountId, DeletionReport, DomainView, InboxAdoptionReport, InboxId, InboxView};
use serde::Serialize;
use tauri::{AppHandle, State};

/// A new inbox, and whether its address is on the clipboard.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub(crate) struct InboxWithCopyResult {
    /// The inbox.
    pub(crate) inbox: InboxView,
    /// Whether the address was copied.
    pub(crate) copied: bool,
}

impl InboxWithCopyResult {
    /// Copies the address. A failure is part of the result and no error, because the inbox exists.
    fn copy_address_of_inbox(app: &AppHandle, inbox: InboxView) -> Self {
        let copied = address_copying::copy_address(app, &inbox.address).is_ok();
        Self { inbox, copied }
    }
}

/// `GET /domains`: returns the domains on which the user can choose an inbox's name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_domains(state: State<'_, AppState>) -> CommandResult<Vec<DomainView>> {
    state.core.list_domains().await.into_command_result(&state)
}

/// `POST /emails`: creates an inbox and copies its address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_inbox(app: AppHandle, state: State<'_, AppState>) -> CommandResult<InboxWithCopyResult> {
    let inbox = state.core.create_inbox().await.into_command_result(&state)?;
    Ok(InboxWithCopyResult::copy_address_of_inbox(&app, inbox))
}

/// Adds the addresses in a text, which were made elsewhere, after asking the service for the mail of each.
#[tauri::command]
#[specta::specta]
pub(crate) async fn adopt_inboxes(state: State<'_, AppState>, text: String) -> CommandResult<InboxAdoptionReport> {
    state.core.adopt_inboxes(&text).await.into_command_result(&state)
}

/// Proposes a readable name for an address.
#[tauri::command]
#[specta::specta]
pub(crate) fn suggest_username(state: State<'_, AppState>) -> CommandResult<String> {
    state.core.suggest_username().into_command_result(&state)
}

/// Creates an inbox with a chosen name, and perhaps a label, and copies its address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_custom_inbox(
    app: AppHandle,
    state: State<'_, AppState>,
    username: String,
    domain: String,
    label: Option<String>,
) -> CommandResult<InboxWithCopyResult> {
    let inbox =
        state.core.create_custom_inbox(&username, &domain, label.as_deref()).await.into_command_result(&state)?;
    Ok(InboxWithCopyResult::copy_address_of_inbox(&app, inbox))
}

/// `POST /emails/{current}/{username}/{domain}`: converts an inbox and copies its new address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn convert_inbox(
    app: AppHandle,
    state: State<'_, AppState>,
    inbox_id: InboxId,
    username: String,
    domain: String,
) -> CommandResult<InboxWithCopyResult> {
    let inbox = state.core.convert_inbox(inbox_id, &username, &domain).await.into_command_result(&state)?;
    Ok(InboxWithCopyResult::copy_address_of_inbox(&app, inbox))
}

/// `DELETE /emails/{email}`: deletes an inbox on the service.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_inbox(state: State<'_, AppState>, inbox_id: InboxId) -> CommandResult<()> {
    state.core.delete_inbox(inbox_id).await.into_command_result(&state)
}

/// `DELETE /emails/{email}` for each of several inboxes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_inboxes(
    state: State<'_, AppState>,
    inbox_ids: Vec<InboxId>,
) -> CommandResult<DeletionReport<InboxId>> {
    state.core.delete_inboxes(&inbox_ids).await.into_command_result(&state)
}

/// Removes an inbox that has ended from the list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_inbox(state: State<'_, AppState>, inbox_id: InboxId) -> CommandResult<()> {
    state.core.remove_inbox(inbox_id).await.into_command_result(&state)
}

/// Removes those of some inboxes that have ended from the list, and returns them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_inboxes(state: State<'_, AppState>, inbox_ids: Vec<InboxId>) -> CommandResult<Vec<InboxId>> {
    state.core.remove_inboxes(&inbox_ids).await.into_command_result(&state)
}

/// Removes all inboxes that have ended from the list, and returns them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_ended_inboxes(state: State<'_, AppState>) -> CommandResult<Vec<InboxId>> {
    state.core.remove_ended_inboxes().await.into_command_result(&state)
}

/// Restores inboxes that were removed from the list a short time ago.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_inboxes(
    state: State<'_, AppState>,
    account_id: AccountId,
    inbox_ids: Vec<InboxId>,
) -> CommandResult<()> {
    state.core.restore_inboxes(account_id, &inbox_ids).await.map(drop).into_command_result(&state)
}

/// Makes the address of an ended inbox anew and copies it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recreate_inbox(
    app: AppHandle,
    state: State<'_, AppState>,
    inbox_id: InboxId,
) -> CommandResult<InboxWithCopyResult> {
    let inbox = state.core.recreate_inbox(inbox_id).await.into_command_result(&state)?;
    Ok(InboxWithCopyResult::copy_address_of_inbox(&app, inbox))
}

/// Restores an inbox that was removed from the list a short time ago.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_inbox(
    state: State<'_, AppState>,
    account_id: AccountId,
    inbox_id: InboxId,
) -> CommandResult<InboxView> {
    state.core.restore_inbox(account_id, inbox_id).await.into_command_result(&state)
}

/// Asks the service whether an expired inbox still exists.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recheck_expired_inbox(state: State<'_, AppState>, inbox_id: InboxId) -> CommandResult<InboxView> {
    state.core.recheck_expired_inbox(inbox_id).await.into_command_result(&state)
}

/// Sets the user's label for an inbox; `None` removes it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_inbox_label(
    state: State<'_, AppState>,
    inbox_id: InboxId,
    label: Option<String>,
) -> CommandResult<()> {
    state.core.set_inbox_label(inbox_id, label.as_deref()).await.into_command_result(&state)
}

/// Enables or disables notifications for the new mail of some inboxes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_inboxes_muted(
    state: State<'_, AppState>,
    inbox_ids: Vec<InboxId>,
    muted: bool,
) -> CommandResult<()> {
    state.core.set_inboxes_muted(&inbox_ids, muted).await.into_command_result(&state)
}

/// Sets whether an inbox stays on top of the list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_inbox_pinned(state: State<'_, AppState>, inbox_id: InboxId, pinned: bool) -> CommandResult<()> {
    state.core.set_inbox_pinned(inbox_id, pinned).await.into_command_result(&state)
}

/// Stores which inbox the window shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn select_inbox(state: State<'_, AppState>, inbox_id: Option<InboxId>) -> CommandResult<()> {
    state.core.select_inbox(inbox_id).await.into_command_result(&state)
}

/// Copies an inbox's address to the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_address(app: AppHandle, state: State<'_, AppState>, inbox_id: InboxId) -> CommandResult<()> {
    let address = state.core.get_address_and_expect_mail(inbox_id).await.into_command_result(&state)?;
    address_copying::copy_address(&app, &address)
}

/// Copies the addresses of several inboxes to the clipboard, one a line.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_addresses(
    app: AppHandle,
    state: State<'_, AppState>,
    inbox_ids: Vec<InboxId>,
) -> CommandResult<()> {
    let addresses = state.core.inbox_addresses_for_copying(&inbox_ids).await.into_command_result(&state)?;
    clipboard::copy_text(&app, &addresses.join("\n"))
}
