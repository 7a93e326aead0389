//! Commands about images on other computers.

use super::{Answer, OrView as _};
use crate::shell::Shell;
use mayfly_core::view::{ImageSender, MessageView};
use tauri::State;

/// Shows a message's remote images from now on; with `always`, those of everything from its sender.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_remote_images(
    shell: State<'_, Shell>,
    message_id: String,
    always: bool,
) -> Answer<MessageView> {
    shell.core.show_remote_images(&message_id, always).await.or_view(&shell)
}

/// Blocks a message's remote images again, and those of everything from its sender.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_remote_images(shell: State<'_, Shell>, message_id: String) -> Answer<MessageView> {
    shell.core.forget_remote_images(&message_id).await.or_view(&shell)
}

/// The senders about whose remote images the user decided.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_image_senders(shell: State<'_, Shell>) -> Answer<Vec<ImageSender>> {
    shell.core.list_image_senders().await.or_view(&shell)
}

/// Forgets what was decided about a sender's remote images; about all senders' if none is named.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_image_sender(shell: State<'_, Shell>, address: Option<String>) -> Answer<()> {
    shell.core.forget_image_sender(address.as_deref()).await.or_view(&shell)
}
