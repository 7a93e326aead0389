//! Tells whether the desktop shows Mayfly's tray icon.
//!
//! On Linux an icon can be registered where nothing shows it (stock GNOME). Closing the window may leave Mayfly running
//! only where the tray can open the window again.

#[cfg(target_os = "linux")]
mod tray_host;
#[cfg(all(test, target_os = "linux"))]
mod tray_host_tests;

use tauri::{AppHandle, Manager as _};
use tokio::sync::watch;

/// Whether the tray icon is visible to the user; `false` until the icon has been made.
#[derive(Default)]
pub(crate) struct TrayAvailability(watch::Sender<bool>);

impl TrayAvailability {
    /// Starts following whether the desktop shows tray icons; called once Mayfly's icon has been made.
    #[cfg(target_os = "linux")]
    pub(crate) fn start_tracking_tray_host(&self) {
        let is_available = self.0.clone();
        tauri::async_runtime::spawn(async move {
            let tracked =
                async { tray_host::track_tray_host(&zbus::Connection::session().await?, &is_available).await };
            if let Err(error) = tracked.await {
                tracing::info!("the session bus does not report whether there is a tray: {error}");
            }
            // Whatever showed icons is not known to do so any more.
            is_available.send_replace(false);
        });
    }

    /// On other systems the desktop always shows tray icons.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn start_tracking_tray_host(&self) {
        self.0.send_replace(true);
    }
}

/// Whether the user can open Mayfly's window from the tray.
pub(crate) fn is_tray_available(app: &AppHandle) -> bool {
    *app.state::<TrayAvailability>().0.borrow()
}
