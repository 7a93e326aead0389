//! Changes the settings: system settings are changed before the settings are stored, so that what a window shows is in
//! effect.

use crate::app_state::AppState;
use crate::apply_system_settings::AppliedSystemSettingChanges;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use crate::main_window::{Appearance, fit_pocket_window_to_zoom};
use mayfly_core::view::SettingsPatch;
use tauri::{AppHandle, Manager as _};

/// Applies and stores a change of some settings; the others stay as they are.
///
/// # Errors
/// When the system refuses a setting or the store fails. What this change did is reverted then, and nothing else.
pub(crate) async fn apply_and_store_settings(app: &AppHandle, patch: SettingsPatch) -> CommandResult<()> {
    let state = app.state::<AppState>();
    let _guard = state.settings_lock.lock().await;
    let before = state.core.settings();
    let applied = AppliedSystemSettingChanges::apply_settings_to_system(app, &before, &patch.apply_to(&before)).await?;
    if let Err(error) = state.core.update_settings(patch).await.into_command_result(&state) {
        applied.revert_applied_system_settings(app).await;
        return Err(error);
    }
    let settings = state.core.settings();
    Appearance::from_settings(&settings).apply_appearance_to_app(app);
    if settings.zoom != before.zoom {
        fit_pocket_window_to_zoom(app);
    }
    Ok(())
}
