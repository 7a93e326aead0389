//! By the system's own means on Windows and macOS, through Tauri's plugin.

use super::ARGUMENT;
use mayfly_core::view::{ErrorCode, ErrorDetails, ErrorView};
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};
use tauri_plugin_autostart::{Builder, ManagerExt as _};

/// The plugin, to be registered before anything is asked.
pub(crate) fn plugin() -> TauriPlugin<Wry> {
    Builder::new().arg(ARGUMENT).build()
}

/// Whether Mayfly starts at login.
pub(crate) fn is_on(app: &AppHandle) -> bool {
    app.autolaunch().is_enabled().unwrap_or(false)
}

/// Has Mayfly start at login or not.
pub(crate) fn set(app: &AppHandle, on: bool) -> Result<(), ErrorView> {
    let launch = app.autolaunch();
    let done = match on {
        true => launch.enable(),
        false if is_on(app) => launch.disable(),
        false => Ok(()),
    };
    done.map_err(|error| ErrorView {
        code: ErrorCode::FileFailed,
        message: error.to_string(),
        details: ErrorDetails::default(),
    })
}
