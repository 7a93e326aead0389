//! Commands about the settings, which are part of every snapshot.

use crate::app_state::AppState;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use crate::settings_update;
use mayfly_core::view::{MailRetention, SettingsPatch};
use tauri::{AppHandle, State};

/// Applies and stores new settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_settings(app: AppHandle, patch: SettingsPatch) -> CommandResult<()> {
    settings_update::apply_and_store_settings(&app, patch).await
}

/// Returns how many messages a retention of the mail of ended inboxes would delete at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn count_expired_messages(state: State<'_, AppState>, retention: MailRetention) -> CommandResult<u32> {
    state.core.count_expired_messages(retention).await.into_command_result(&state)
}

/// Pauses or resumes checking, as the tray does. It is not stored: a restart resumes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_checking_paused(state: State<'_, AppState>, paused: bool) -> CommandResult<()> {
    state.core.set_checking_paused(paused);
    Ok(())
}
