//! Ends Mayfly as its *Quit* does when the system asks it to end by a signal: at a logout, a shutdown, Ctrl+C, or when
//! its terminal is closed. Without this, the store would not be closed, a copied code would stay on the clipboard and
//! the web view's folder would be left behind.

#[cfg(windows)]
#[path = "console_signals.rs"]
mod platform_signals;
#[cfg(unix)]
#[path = "unix_signals.rs"]
mod platform_signals;

pub(crate) use platform_signals::ExitSignals;

use crate::web_view::WebViewDataDir;
use std::time::Duration;
use tauri::{AppHandle, Manager as _};

/// How long the main thread may take to end. Longer than the clean-up waits for the clipboard, the keychain and the
/// store together, and shorter than the system waits before it kills.
const EXIT_TIMEOUT: Duration = Duration::from_secs(8);

/// Ends the app at the first signal. At a second one, or if the main thread does not respond in time, the process
/// ends without its help: the store survives that.
pub(crate) fn exit_on_signal(mut signals: ExitSignals, app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        signals.wait_for_signal().await;
        tracing::info!("the system asks Mayfly to end");
        app.exit(0);
        let _ = tokio::time::timeout(EXIT_TIMEOUT, signals.wait_for_signal()).await;
        tracing::warn!("Mayfly could not end in an orderly way");
        app.state::<WebViewDataDir>().delete_web_view_data();
        kill_own_process();
    });
}

/// Ends this process at once. Not by `exit`, which runs the clean-up of libraries whose threads are still working.
fn kill_own_process() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Signal, getpid, kill_process};
        let _ = kill_process(getpid(), Signal::KILL);
    }
    #[cfg(not(target_os = "linux"))]
    std::process::exit(1);
}
