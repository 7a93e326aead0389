//! Where a file goes, and where it comes from.

use crate::options;
use crate::shell::Shell;
use mayfly_core::Destination;
use std::path::PathBuf;
use tauri::{AppHandle, Manager as _};
use tauri_plugin_dialog::{DialogExt as _, FilePath};

/// The folder set by the environment or else what the user chooses; `None` if they don't.
pub(super) async fn choose(app: &AppHandle, name: String) -> Option<Destination> {
    if let Some(folder) = options::download_folder() {
        return Some(Destination::Folder(folder));
    }
    let mut dialog = app.dialog().file().set_title(app.state::<Shell>().words().save_dialog()).set_file_name(name);
    if let Ok(folder) = app.path().download_dir() {
        dialog = dialog.set_directory(folder);
    }
    chosen(|answer| dialog.save_file(answer)).await.map(Destination::File)
}

/// The file of that name in the folder set by the environment or else what the user chooses; `None` if they don't.
pub(super) async fn pick(app: &AppHandle, name: &str) -> Option<PathBuf> {
    if let Some(folder) = options::download_folder() {
        return Some(folder.join(name));
    }
    let dialog = app.dialog().file().set_title(app.state::<Shell>().words().open_dialog());
    chosen(|answer| dialog.pick_file(answer)).await
}

/// What the user chooses in the dialog that `show` shows; `None` if they choose nothing.
async fn chosen(show: impl FnOnce(Box<dyn FnOnce(Option<FilePath>) + Send>)) -> Option<PathBuf> {
    let (sender, answer) = tokio::sync::oneshot::channel();
    show(Box::new(move |path| {
        let _ = sender.send(path);
    }));
    answer.await.ok().flatten()?.into_path().ok()
}
