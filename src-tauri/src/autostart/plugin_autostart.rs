//! Autostart on macOS, through Tauri's plugin.

use crate::app_command_line::HIDDEN_OPTION;
use mayfly_core::view::{ErrorCode, ErrorTextValues, ErrorView};
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};
use tauri_plugin_autostart::{Builder, ManagerExt as _};

/// The plugin; it has to be registered before autostart is read or set.
pub(crate) fn autostart_plugin() -> TauriPlugin<Wry> {
    Builder::new().arg(HIDDEN_OPTION).build()
}

/// Whether Mayfly starts at login; `None` where it can't be known, which never is so here.
pub(crate) fn find_autostart_state(app: &AppHandle) -> Option<bool> {
    Some(app.autolaunch().is_menu_item_enabled().unwrap_or(false))
}

/// Enables or disables starting at login.
pub(crate) async fn set_autostart(app: &AppHandle, enabled: bool, _reason: &str) -> Result<(), ErrorView> {
    let manager = app.autolaunch();
    let result = match enabled {
        true => manager.enable(),
        false if find_autostart_state(app) == Some(true) => manager.disable(),
        false => Ok(()),
    };
    result.map_err(|error| ErrorView {
        code: ErrorCode::FileFailed,
        message: error.to_string(),
        details: ErrorTextValues::default().into(),
    })
}
