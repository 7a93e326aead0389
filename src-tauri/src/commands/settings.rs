//! Commands about what the user chose. The settings themselves are part of every snapshot.

use super::{Answer, OrView as _};
use crate::{settings, shell::Shell};
use mayfly_core::view::{KeepMail, Settings};
use tauri::{AppHandle, State};

/// Applies and keeps the settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_settings(app: AppHandle, settings: Settings) -> Answer<()> {
    settings::change(&app, settings).await
}

/// How many messages would be deleted at once if the mail of ended inboxes were kept so.
#[tauri::command]
#[specta::specta]
pub(crate) async fn count_outlived_mail(shell: State<'_, Shell>, keep: KeepMail) -> Answer<u32> {
    shell.core.count_outlived_mail(keep).await.or_view(&shell)
}

/// Has an inbox's new mail announced or not.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_inbox_muted(shell: State<'_, Shell>, inbox_id: u32, muted: bool) -> Answer<()> {
    shell.core.set_inbox_muted(inbox_id, muted).await.or_view(&shell)
}

/// Pauses checking or goes on with it, as the tray does; not kept over a restart.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_paused(shell: State<'_, Shell>, paused: bool) -> Answer<()> {
    shell.core.set_paused(paused);
    Ok(())
}
