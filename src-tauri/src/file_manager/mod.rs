//! Shows a saved file in its folder, in the desktop's file manager.

#[cfg(target_os = "linux")]
mod portal_file_manager;

use mayfly_core::view::{ErrorCode, ErrorTextValues, ErrorView};
use std::path::Path;
use tauri::AppHandle;
use tauri_plugin_opener::OpenerExt as _;

/// Shows a file in its folder, without opening it.
pub(crate) async fn show_in_folder(app: &AppHandle, path: &Path) -> Result<(), ErrorView> {
    let failed = |message: String| ErrorView {
        code: ErrorCode::RevealFailed,
        message,
        details: ErrorTextValues { path: Some(path.display().to_string()), ..ErrorTextValues::default() }.into(),
    };
    #[cfg(target_os = "linux")]
    if crate::installation::Installation::current() == crate::installation::Installation::Flatpak {
        let shown = portal_file_manager::show_in_folder_by_portal(path).await;
        return shown.map_err(|error| failed(error.to_string()));
    }
    app.opener().reveal_item_in_dir(path).map_err(|error| failed(error.to_string()))
}
