//! The folder in which the web view stores its data while Mayfly runs.

use std::path::{Path, PathBuf};
use std::time::Duration;
use tauri::{AppHandle, Manager, WebviewWindowBuilder, Wry};

/// Precedes the number of the process in its folder's name.
const FOLDER_PREFIX: &str = "mayfly-";

/// How often it is tried to delete the folder at the exit, and the pause in between: a second in all.
const DELETE_ATTEMPTS: u32 = 40;
const DELETE_PAUSE: Duration = Duration::from_millis(25);

/// The web view's data folder on Linux; `None` on other systems and where there is no runtime folder, where windows are
/// private instead.
///
/// A private window would store nothing, but on Linux each one leaks a thread and a file handle when it is closed.
/// Windows that share a folder also share WebKit's context. The folder is in the session's runtime folder: in memory,
/// readable by the user alone, and deleted at the end of the session at the latest.
#[derive(Clone)]
pub(crate) struct WebViewDataDir(Option<PathBuf>);

impl WebViewDataDir {
    /// Creates the folder, and deletes those of processes that were killed or lost their display.
    pub(crate) fn create_web_view_data_folder() -> Self {
        let created = find_runtime_folder().and_then(|folder| {
            delete_data_dirs_of_ended_processes(&folder, |process| Path::new("/proc").join(process).exists());
            let path = folder.join(format!("{FOLDER_PREFIX}{}", std::process::id()));
            // An earlier process with the same number may have been killed.
            let _ = std::fs::remove_dir_all(&path);
            std::fs::create_dir(&path).is_ok().then_some(path)
        });
        Self(created)
    }

    /// Whether windows share a folder; otherwise they are private.
    pub(crate) fn is_shared_by_windows(&self) -> bool {
        self.0.is_some()
    }

    /// Deletes the folder, because the app exits. The processes of a window that was open a moment ago may still write
    /// to it, so that it is not empty when it is to be removed; it is tried again for a short time.
    pub(crate) fn delete_web_view_data(&self) {
        let Some(path) = &self.0 else { return };
        for _ in 0..DELETE_ATTEMPTS {
            match std::fs::remove_dir_all(path) {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => tracing::debug!("the web view's data folder was not deleted: {error}"),
            }
            if !path.exists() {
                return;
            }
            std::thread::sleep(DELETE_PAUSE);
        }
    }
}

fn find_runtime_folder() -> Option<PathBuf> {
    let folder = std::env::var_os("XDG_RUNTIME_DIR").filter(|path| !path.is_empty())?;
    cfg!(target_os = "linux").then(|| folder.into())
}

/// Deletes the folders of processes that no longer run.
fn delete_data_dirs_of_ended_processes(runtime_folder: &Path, is_running: impl Fn(&str) -> bool) {
    for entry in std::fs::read_dir(runtime_folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(FOLDER_PREFIX));
        let is_process = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(process) = process.filter(is_process)
            && !is_running(process)
            && let Err(error) = std::fs::remove_dir_all(entry.path())
        {
            tracing::debug!("the web view's data folder of an earlier process was not deleted: {error}");
        }
    }
}

/// Makes a window store its data in the [`WebViewDataDir`], or nowhere: mail passes through it and must not reach a
/// disk.
pub(crate) fn set_window_data_dir<'a, M: Manager<Wry>>(
    app: &AppHandle,
    builder: WebviewWindowBuilder<'a, Wry, M>,
) -> WebviewWindowBuilder<'a, Wry, M> {
    match &app.state::<WebViewDataDir>().0 {
        Some(folder) => builder.data_directory(folder.clone()),
        // WebDriver, which only tests use, can't control a private window.
        None => builder.incognito(!is_driven_by_webdriver()),
    }
}

/// Whether a test drives the window.
fn is_driven_by_webdriver() -> bool {
    std::env::var("TAURI_WEBVIEW_AUTOMATION").as_deref() == Ok("true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_of_processes_that_ended_are_deleted() {
        let runtime_folder = tempfile::tempdir().unwrap();
        for name in ["mayfly-17", "mayfly-18/cache", "mayfly-", "mayfly-x", "other-17", "dconf"] {
            std::fs::create_dir_all(runtime_folder.path().join(name)).unwrap();
        }
        std::fs::write(runtime_folder.path().join("mayfly-18/cache/file"), "x").unwrap();
        delete_data_dirs_of_ended_processes(runtime_folder.path(), |process| process == "17");
        let names = std::fs::read_dir(runtime_folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut left: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
        left.sort();
        assert_eq!(left, ["dconf", "mayfly-", "mayfly-17", "mayfly-x", "other-17"]);
    }
}
