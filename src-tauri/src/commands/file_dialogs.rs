//! The dialogs that ask the user for a file.

use crate::app_state::AppState;
use crate::environment_variables;
use mayfly_core::FileDestination;
use std::path::PathBuf;
use tauri::{AppHandle, Manager as _};
use tauri_plugin_dialog::{DialogExt as _, FilePath};

/// Asks the user where to save a file, unless the environment sets a folder; `None` if they cancel.
pub(super) async fn choose_destination_file(app: &AppHandle, file_name: String) -> Option<FileDestination> {
    if let Some(folder) = environment_variables::read_download_folder_override() {
        return Some(FileDestination::Folder(folder));
    }
    let title = app.state::<AppState>().current_texts().save_dialog_title();
    let mut dialog = app.dialog().file().set_title(title).set_file_name(file_name);
    if let Ok(folder) = app.path().download_dir() {
        dialog = dialog.set_directory(folder);
    }
    wait_for_file_choice(|on_choice| dialog.save_file(on_choice)).await.map(FileDestination::File)
}

/// Asks the user for the folder to save several files in, unless the environment sets one; `None` if they cancel.
pub(super) async fn choose_destination_folder(app: &AppHandle) -> Option<PathBuf> {
    if let Some(folder) = environment_variables::read_download_folder_override() {
        return Some(folder);
    }
    let mut dialog = app.dialog().file().set_title(app.state::<AppState>().current_texts().folder_dialog_title());
    if let Ok(folder) = app.path().download_dir() {
        dialog = dialog.set_directory(folder);
    }
    wait_for_file_choice(|on_choice| dialog.pick_folder(on_choice)).await
}

/// Asks the user for a file to read, unless the environment sets the folder of `file_name`; `None` if they cancel.
pub(super) async fn choose_file_to_read(app: &AppHandle, file_name: &str) -> Option<PathBuf> {
    if let Some(folder) = environment_variables::read_download_folder_override() {
        return Some(folder.join(file_name));
    }
    let dialog = app.dialog().file().set_title(app.state::<AppState>().current_texts().open_dialog_title());
    wait_for_file_choice(|on_choice| dialog.pick_file(on_choice)).await
}

/// Shows a dialog and waits for the user's choice; `None` if they cancel.
async fn wait_for_file_choice(show_dialog: impl FnOnce(Box<dyn FnOnce(Option<FilePath>) + Send>)) -> Option<PathBuf> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    show_dialog(Box::new(move |path| {
        let _ = sender.send(path);
    }));
    receiver.await.ok().flatten()?.into_path().ok()
}
