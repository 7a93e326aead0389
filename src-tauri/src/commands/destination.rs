//! Where a file goes, and where it comes from.

use crate::options;
use crate::shell::Shell;
use mayfly_core::Destination;
use std::path::PathBuf;
use tauri::{AppHandle, Manager as _};
use tauri_plugin_dialog::DialogExt as _;

/// The folder set by the environment or else what the user chooses; `None` if they don't.
pub(super) async fn choose(app: &AppHandle, name: String) -> Option<Destination> {
    if let Some(folder) = options::download_folder() {
        return Some(Destination::Folder(folder));
    }
    let mut dialog = app.dialog().file().set_title(app.state::<Shell>().words().save_dialog()).set_file_name(name);
    if let Ok(folder) = app.path().download_dir() {
        dialog = dialog.set_directory(folder);
    }
    let (chosen, answer) = tokio::sync::oneshot::channel();
    dialog.save_file(move |path| {
        let _ = chosen.send(path);
    });
    answer.await.ok().flatten()?.into_path().ok().map(Destination::File)
}

/// The file of that name in the folder set by the environment or else what the user chooses; `None` if they don't.
pub(super) async fn pick(app: &AppHandle, name: &str) -> Option<PathBuf> {
    if let Some(folder) = options::download_folder() {
        return Some(folder.join(name));
    }
    let (chosen, answer) = tokio::sync::oneshot::channel();
    let title = app.state::<Shell>().words().open_dialog();
    app.dialog().file().set_title(title).pick_file(move |path| {
        let _ = chosen.send(path);
    });
    answer.await.ok().flatten()?.into_path().ok()
}
