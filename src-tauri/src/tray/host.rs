//! Whether anything shows tray icons on this desktop.
//!
//! On Linux an icon can be registered where nothing shows it (stock GNOME). Closing the window may only
//! leave Mayfly running where the user can get it back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Knows whether a tray is there.
pub(super) struct Host(Arc<AtomicBool>);

impl Host {
    pub(super) fn is_there(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Elsewhere the system always has a tray.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn watch() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    /// Follows the D-Bus name that whoever shows tray icons owns.
    #[cfg(target_os = "linux")]
    pub(super) fn watch() -> Self {
        let there = Arc::new(AtomicBool::new(false));
        let known = Arc::clone(&there);
        tauri::async_runtime::spawn(async move {
            if let Err(error) = follow(&known).await {
                tracing::info!("whether there is a tray can't be known: {error}");
            }
        });
        Self(there)
    }
}

#[cfg(target_os = "linux")]
async fn follow(there: &AtomicBool) -> zbus::Result<()> {
    use futures_util::StreamExt as _;
    use zbus::fdo::DBusProxy;
    use zbus::names::BusName;

    const WATCHER: &str = "org.kde.StatusNotifierWatcher";
    let connection = zbus::Connection::session().await?;
    let bus = DBusProxy::new(&connection).await?;
    let mut changes = bus.receive_name_owner_changed_with_args(&[(0, WATCHER)]).await?;
    there.store(bus.name_has_owner(BusName::try_from(WATCHER)?).await?, Ordering::Relaxed);
    while let Some(change) = changes.next().await {
        there.store(change.args()?.new_owner().is_some(), Ordering::Relaxed);
    }
    Ok(())
}
