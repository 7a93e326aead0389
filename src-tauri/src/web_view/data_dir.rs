//! The folder in which the web view stores its data while Mayfly runs.

use std::path::PathBuf;
use tauri::{AppHandle, Manager, WebviewWindowBuilder, Wry};

/// The web view's data folder on Linux; `None` on other systems and where there is no runtime folder, where windows are
/// private instead.
///
/// A private window would store nothing, but on Linux each one leaks a thread and a file handle when it is closed.
/// Windows that share a folder also share WebKit's context. The folder is in the session's runtime folder: in memory,
/// readable by the user alone, and deleted at the end of the session at the latest.
pub(crate) struct WebViewDataDir(Option<PathBuf>);

impl WebViewDataDir {
    /// Creates the folder.
    pub(crate) fn create_folder() -> Self {
        let created = find_runtime_folder().and_then(|folder| {
            let path = folder.join(format!("mayfly-{}", std::process::id()));
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

    /// Deletes the folder, because the app exits.
    pub(crate) fn delete_folder(&self) {
        if let Some(path) = &self.0
            && let Err(error) = std::fs::remove_dir_all(path)
        {
            tracing::debug!("the web view's data folder was not deleted: {error}");
        }
    }
}

fn find_runtime_folder() -> Option<PathBuf> {
    let folder = std::env::var_os("XDG_RUNTIME_DIR").filter(|path| !path.is_empty())?;
    cfg!(target_os = "linux").then(|| folder.into())
}

/// Makes a window store its data in the [`WebViewDataDir`], or nowhere: mail passes through it and must not reach a
/// disk.
pub(crate) fn use_data_dir<'a, M: Manager<Wry>>(
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
