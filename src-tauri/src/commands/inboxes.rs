//! Commands about inboxes.

use super::{Answer, OrView as _};
use crate::{clipboard, shell::Shell};
use mayfly_core::view::{DomainView, InboxView};
use serde::Serialize;
use tauri::{AppHandle, State};

/// An inbox just made, and whether its address is on the clipboard.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub(crate) struct NewInbox {
    /// The inbox.
    pub(crate) inbox: InboxView,
    /// The address was copied.
    pub(crate) copied: bool,
}

impl NewInbox {
    /// The inbox exists whatever the clipboard says, so a failure there is told, not thrown.
    pub(crate) fn copying(app: &AppHandle, inbox: InboxView) -> Self {
        let copied = clipboard::write(app, &inbox.address).is_ok();
        Self { inbox, copied }
    }
}

/// `GET /domains`: the domains on which an inbox can be named.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_domains(shell: State<'_, Shell>) -> Answer<Vec<DomainView>> {
    shell.core.list_domains().await.or_view(&shell)
}

/// `POST /emails`: makes an inbox and copies its address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_inbox(app: AppHandle, shell: State<'_, Shell>) -> Answer<NewInbox> {
    Ok(NewInbox::copying(&app, shell.core.create_inbox().await.or_view(&shell)?))
}

/// Makes an inbox with a chosen name and copies its address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_custom_inbox(
    app: AppHandle,
    shell: State<'_, Shell>,
    username: String,
    domain: String,
) -> Answer<NewInbox> {
    let inbox = shell.core.create_custom_inbox(&username, &domain).await.or_view(&shell)?;
    Ok(NewInbox::copying(&app, inbox))
}

/// `POST /emails/{current}/{username}/{domain}`: converts an inbox and copies its new address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_inbox(
    app: AppHandle,
    shell: State<'_, Shell>,
    inbox_id: u32,
    username: String,
    domain: String,
) -> Answer<NewInbox> {
    let inbox = shell.core.change_inbox(inbox_id, &username, &domain).await.or_view(&shell)?;
    Ok(NewInbox::copying(&app, inbox))
}

/// `DELETE /emails/{email}`: deletes an inbox on the service.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_inbox(shell: State<'_, Shell>, inbox_id: u32) -> Answer<()> {
    shell.core.delete_inbox(inbox_id).await.or_view(&shell)
}

/// Takes an inbox that is over off the list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_inbox(shell: State<'_, Shell>, inbox_id: u32) -> Answer<()> {
    shell.core.remove_inbox(inbox_id).await.or_view(&shell)
}

/// Puts an inbox that was removed a short while ago back on the list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_inbox(shell: State<'_, Shell>, inbox_id: u32) -> Answer<InboxView> {
    shell.core.restore_inbox(inbox_id).await.or_view(&shell)
}

/// Gives an inbox the user's own name for it; none takes it away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_inbox_label(shell: State<'_, Shell>, inbox_id: u32, label: Option<String>) -> Answer<()> {
    shell.core.set_inbox_label(inbox_id, label.as_deref()).await.or_view(&shell)
}

/// Remembers which inbox is being looked at.
#[tauri::command]
#[specta::specta]
pub(crate) async fn select_inbox(shell: State<'_, Shell>, inbox_id: Option<u32>) -> Answer<()> {
    shell.core.select_inbox(inbox_id).await.or_view(&shell)
}

/// Puts an inbox's address on the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_address(app: AppHandle, shell: State<'_, Shell>, inbox_id: u32) -> Answer<()> {
    clipboard::write(&app, &shell.core.address(inbox_id).await.or_view(&shell)?)
}
