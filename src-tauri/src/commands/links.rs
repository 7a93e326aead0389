//! Commands about links: a window answers questions, it never names an address of its own.

use super::{Answer, OrView as _};
use crate::{clipboard, links, shell::Shell};
use tauri::{AppHandle, State};

/// Asks the user about a link of a message, as a click on it in the message would.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ask_link(shell: State<'_, Shell>, message_id: String, href: String) -> Answer<()> {
    shell.core.ask_link(&message_id, &href).await.or_view(&shell)
}

/// The user said yes: opens the link, or its form without tracking, in the system's browser or mail program.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_link(app: AppHandle, shell: State<'_, Shell>, question_id: u32, stripped: bool) -> Answer<()> {
    links::open(&app, &shell.core.take_link(question_id, stripped).or_view(&shell)?).await
}

/// Puts the link, or its form without tracking, on the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_link(app: AppHandle, shell: State<'_, Shell>, question_id: u32, stripped: bool) -> Answer<()> {
    clipboard::write(&app, &shell.core.link_address(question_id, stripped).or_view(&shell)?)
}
