//! Tells whether the desktop shows Mayfly's tray icon.
//!
//! On Linux an icon can be registered where nothing shows it (stock GNOME). Closing the window may leave Mayfly running
//! only where the tray can open the window again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tauri::{AppHandle, Manager as _};

/// Whether the tray icon is visible to the user; `false` until the icon has been made.
#[derive(Default)]
pub(crate) struct TrayAvailability(Arc<AtomicBool>);

impl TrayAvailability {
    /// Starts following whether the desktop shows tray icons; called once Mayfly's icon has been made.
    #[cfg(target_os = "linux")]
    pub(crate) fn start_tracking_tray_host(&self) {
        let is_available = Arc::clone(&self.0);
        tauri::async_runtime::spawn(async move {
            if let Err(error) = track_tray_host(&is_available).await {
                tracing::info!("the session bus does not report whether there is a tray: {error}");
            }
        });
    }

    /// On other systems the desktop always shows tray icons.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn start_tracking_tray_host(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Whether the user can open Mayfly's window from the tray.
pub(crate) fn is_tray_available(app: &AppHandle) -> bool {
    app.state::<TrayAvailability>().0.load(Ordering::Relaxed)
}

/// Follows the owner of the D-Bus name of the program that shows tray icons, until the session bus is lost.
#[cfg(target_os = "linux")]
async fn track_tray_host(is_available: &AtomicBool) -> zbus::Result<()> {
    use futures_util::StreamExt as _;
    use zbus::fdo::DBusProxy;
    use zbus::names::BusName;

    const TRAY_HOST_NAME: &str = "org.kde.StatusNotifierWatcher";
    let connection = zbus::Connection::session().await?;
    let bus = DBusProxy::new(&connection).await?;
    let mut owner_changes = bus.receive_name_owner_changed_with_args(&[(0, TRAY_HOST_NAME)]).await?;
    is_available.store(bus.name_has_owner(BusName::try_from(TRAY_HOST_NAME)?).await?, Ordering::Relaxed);
    while let Some(change) = owner_changes.next().await {
        is_available.store(change.args()?.new_owner().is_some(), Ordering::Relaxed);
    }
    Ok(())
}
