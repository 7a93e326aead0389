//! Commands about what the user chose. The settings themselves are part of every snapshot.

use super::{Answer, OrView as _};
use crate::{settings, shell::Shell};
use mayfly_core::view::Settings;
use tauri::{AppHandle, State};

/// Applies and keeps the settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_settings(app: AppHandle, settings: Settings) -> Answer<()> {
    settings::change(&app, settings).await
}

/// Has an inbox's new mail announced or not.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_inbox_muted(shell: State<'_, Shell>, inbox_id: u32, muted: bool) -> Answer<()> {
    shell.core.set_inbox_muted(inbox_id, muted).await.or_view(&shell)
}
