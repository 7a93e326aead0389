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

/// Whether the tray icon is visible to the user; `None` until that is known.
#[derive(Default)]
pub(crate) struct TrayAvailability(watch::Sender<Option<bool>>);

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
            is_available.send_replace(Some(false));
        });
    }

    /// Records that no icon could be made.
    pub(crate) fn set_tray_unavailable(&self) {
        self.0.send_replace(Some(false));
    }

    /// On other systems the desktop always shows tray icons.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn start_tracking_tray_host(&self) {
        self.0.send_replace(Some(true));
    }
}

/// Whether it is known that the desktop shows no tray icon.
pub(crate) fn is_tray_missing(app: &AppHandle) -> bool {
    app.state::<TrayAvailability>().0.borrow().is_some_and(|is_shown| !is_shown)
}

/// Follows whether the tray icon is visible.
pub(crate) fn subscribe_to_tray_availability(app: &AppHandle) -> watch::Receiver<Option<bool>> {
    app.state::<TrayAvailability>().0.subscribe()
}

/// Whether the user can open Mayfly's window from the tray.
pub(crate) fn is_tray_available(app: &AppHandle) -> bool {
    app.state::<TrayAvailability>().0.borrow().unwrap_or(false)
}
