//! Commands about the settings, which are part of every snapshot.

use crate::app_state::AppState;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use crate::{global_shortcut, settings_update};
use mayfly_core::view::{MailRetention, ProxySettings, SettingsPatch};
use secrecy::SecretString;
use tauri::{AppHandle, State};

/// Applies and stores new settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_settings(app: AppHandle, patch: SettingsPatch) -> CommandResult<()> {
    settings_update::apply_and_store_settings(&app, patch).await
}

/// Sets the proxy and its password, which goes to the keychain. Without a password the one before stays if it is the
/// same proxy's.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_proxy(
    state: State<'_, AppState>,
    proxy: ProxySettings,
    password: Option<String>,
) -> CommandResult<()> {
    let password = password.map(SecretString::from);
    let _guard = state.settings_lock.lock().await;
    state.core.set_proxy(proxy, password).await.into_command_result(&state)
}

/// Tries again to register the global shortcut of the settings; the outcome is part of the desktop's status.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retry_global_shortcut(app: AppHandle) {
    global_shortcut::retry_global_shortcut(&app).await;
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
