//! The way out of a message: a link becomes a question in the window, and only a yes opens it.

use crate::shell::Shell;
use mayfly_core::view::{ErrorCode, ErrorDetails, ErrorView};
use tauri::{AppHandle, Manager as _, Url};

/// A message asked for a new window: has the window ask the user.
pub(crate) fn asked_for(app: &AppHandle, url: &Url) {
    let (app, href) = (app.clone(), url.as_str().to_owned());
    tauri::async_runtime::spawn(async move {
        if let Err(error) = app.state::<Shell>().core.ask_about(&href).await {
            // The address stays out of the log: it often holds a token.
            tracing::warn!(code = ?error.code(), "a link could not be asked about");
        }
    });
}

/// Gives an address that the user said yes to to the system's browser or mail program.
pub(crate) async fn open(app: &AppHandle, address: &str) -> Result<(), ErrorView> {
    if launch(app, address).await {
        return Ok(());
    }
    // Not the error's own text: it may repeat the address.
    Err(ErrorView {
        code: ErrorCode::OpenFailed,
        message: "no program took the link".to_owned(),
        details: ErrorDetails::default(),
    })
}

#[cfg(not(target_os = "linux"))]
async fn launch(app: &AppHandle, address: &str) -> bool {
    use tauri_plugin_opener::OpenerExt as _;
    app.opener().open_url(address, None::<&str>).is_ok()
}

/// Tries the desktop's launchers in turn, with the environment that Mayfly was given: what it sets for itself is not
/// for a browser.
#[cfg(target_os = "linux")]
async fn launch(_: &AppHandle, address: &str) -> bool {
    use std::os::unix::process::CommandExt as _;
    use std::process::Stdio;
    use std::time::{Duration, Instant};

    /// A launcher that can't do it says so at once; one that can may stay for as long as its program runs.
    const REFUSAL: Duration = Duration::from_secs(1);

    let mut launchers = open::commands(address);
    for launcher in &mut launchers {
        crate::web_view::restore_environment(launcher);
        // What stops Mayfly from a terminal is not for the browser.
        launcher.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    }
    let (tell, told) = tokio::sync::oneshot::channel();
    // A thread of its own, for it may take long; it also sees to it that what has ended is gone.
    std::thread::spawn(move || {
        let begun = Instant::now();
        let taken = launchers
            .into_iter()
            .any(|mut launcher| launcher.status().is_ok_and(|status| status.success()) || begun.elapsed() > REFUSAL);
        let _ = tell.send(taken);
    });
    match tokio::time::timeout(REFUSAL, told).await {
        Ok(taken) => taken.unwrap_or(false),
        // Still at work.
        Err(_) => true,
    }
}
