//! Opens a link that the user confirmed in the system's program for it: the browser, mail, calls, text messages, the
//! calendar.

use mayfly_core::view::{ErrorCode, ErrorTextValues, ErrorView};
use tauri::AppHandle;

/// Opens a confirmed link in the system's program for its scheme.
pub(crate) async fn open_confirmed_link(app: &AppHandle, url: &str) -> Result<(), ErrorView> {
    if open_url_in_system(app, url).await {
        return Ok(());
    }
    // Not the system's error: it may repeat the URL.
    Err(ErrorView {
        code: ErrorCode::OpenFailed,
        message: "no program took the link".to_owned(),
        details: ErrorTextValues::default().into(),
    })
}

#[cfg(not(target_os = "linux"))]
async fn open_url_in_system(app: &AppHandle, url: &str) -> bool {
    use tauri_plugin_opener::OpenerExt as _;
    app.opener().open_url(url, None::<&str>).is_ok()
}

/// Tries the desktop's launchers in turn, with the environment that Mayfly was started with: the variables it sets for
/// its own web view must not reach a browser.
#[cfg(target_os = "linux")]
async fn open_url_in_system(_: &AppHandle, url: &str) -> bool {
    use std::os::unix::process::CommandExt as _;
    use std::process::Stdio;
    use std::time::{Duration, Instant};

    /// A launcher that can't open the link fails within this time; one that can may run as long as its program.
    const FAILURE_TIMEOUT: Duration = Duration::from_secs(1);

    let mut launchers = open::commands(url);
    for launcher in &mut launchers {
        crate::web_view::remove_memory_saving_variables(launcher);
        // A group of its own, so that stopping Mayfly from a terminal does not stop the browser.
        launcher.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    }
    let (sender, receiver) = tokio::sync::oneshot::channel();
    // A thread of its own, because it may take long; waiting for the status also reaps the process.
    std::thread::spawn(move || {
        let started_at = Instant::now();
        let launched = launchers.into_iter().any(|mut launcher| {
            launcher.status().is_ok_and(|status| status.success()) || started_at.elapsed() > FAILURE_TIMEOUT
        });
        let _ = sender.send(launched);
    });
    match tokio::time::timeout(FAILURE_TIMEOUT, receiver).await {
        Ok(launched) => launched.unwrap_or(false),
        // The launcher is still running, so it has not failed.
        Err(_) => true,
    }
}
