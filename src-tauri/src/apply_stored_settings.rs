//! Applies the stored settings at the start and whenever another account is opened, because other settings may be in
//! effect then.

use crate::app_state::AppState;
use crate::autostart::find_autostart_state;
use crate::core_change_waiting::wait_for_change;
use crate::global_shortcut::{prepare_global_shortcut, restore_global_shortcut};
use crate::main_window::{Appearance, apply_stored_window_size};
use mayfly_core::view::{Change, SettingsPatch};
use tauri::{AppHandle, Manager as _};

/// Starts applying the stored settings.
pub(crate) fn start_applying_stored_settings(app: &AppHandle) {
    prepare_global_shortcut(app);
    tauri::async_runtime::spawn(keep_settings_applied(app.clone()));
}

async fn keep_settings_applied(app: AppHandle) {
    let core = app.state::<AppState>().core.clone();
    loop {
        // While the store is being opened, the user's settings are not known.
        core.wait_until_accounts_open().await;
        let mut events = core.subscribe_events();
        apply_stored_settings(&app).await;
        if !wait_for_change(&mut events, |change| *change == Change::Reset).await {
            return;
        }
    }
}

/// Applies the stored settings, and corrects what the user changed elsewhere: the desktop's settings have whether Mayfly
/// starts at login. A shortcut that has no effect here stays in the settings.
async fn apply_stored_settings(app: &AppHandle) {
    let state = app.state::<AppState>();
    let _guard = state.settings_lock.lock().await;
    let stored = state.core.settings();
    Appearance::from_settings(&stored).apply_appearance_to_app(app);
    apply_stored_window_size(app);
    let start_at_login = find_autostart_state(app).filter(|starts| *starts != stored.start_at_login);
    let correction = SettingsPatch { start_at_login, ..SettingsPatch::default() };
    restore_global_shortcut(app, stored.global_shortcut.as_deref()).await;
    if correction != SettingsPatch::default()
        && let Err(error) = state.core.update_settings(correction).await
    {
        tracing::warn!("the corrected settings were not stored: {error}");
    }
}
