//! Follows whether a program shows tray icons, by the StatusNotifierItem specification.
//!
//! Two programs play a part: the watcher, which collects the icons, and the host, which draws them. They are often one,
//! but a watcher may run without a host (Plasma's is part of a daemon, while the panel is the host). So the watcher is
//! asked whether it has a host.

use crate::dbus_signals::subscribe_to_signals;
use futures_util::stream::select;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use std::time::Duration;
use tokio::sync::watch;
use zbus::fdo::DBusProxy;
use zbus::names::BusName;
use zbus::proxy::{Builder, CacheProperties};
use zbus::{Connection, Proxy};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const WATCHER_PATH: &str = "/StatusNotifierWatcher";
const HOST_PROPERTY: &str = "IsStatusNotifierHostRegistered";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// A watcher that has not answered by then is treated as one without a host, until it sends a signal.
pub(super) const ANSWER_TIMEOUT: Duration = Duration::from_secs(3);

/// Keeps `has_host` up to date until the session bus is lost.
///
/// # Errors
/// When the bus fails; a watcher that fails has no host.
pub(super) async fn track_tray_host(
    connection: &Connection,
    has_host: &watch::Sender<Option<bool>>,
) -> zbus::Result<()> {
    let bus = DBusProxy::new(connection).await?;
    // Before the first question, so that no change is missed.
    let owner_changes = bus.receive_name_owner_changed_with_args(&[(0, WATCHER)]).await?.map(|_| Ok(()));
    let watcher_signals = subscribe_to_signals(connection, WATCHER, WATCHER, None).await?.map_ok(drop);
    let property_changes = subscribe_to_signals(connection, WATCHER, PROPERTIES, Some("PropertiesChanged")).await?;
    let mut changes = select(owner_changes, select(watcher_signals, property_changes.map_ok(drop)));
    loop {
        let is_shown = is_tray_shown(connection, &bus);
        tokio::select! {
            is_shown = is_shown => {
                let is_shown = is_shown?;
                // Wakes those who wait for a change only if there is one.
                has_host.send_if_modified(|current| current.replace(is_shown) != Some(is_shown));
                if !wait_for_change(&mut changes).await? {
                    return Ok(());
                }
            }
            // Asked anew: the answer on its way may be that of before.
            is_connected = wait_for_change(&mut changes) => if !is_connected? { return Ok(()) },
        }
    }
}

/// Waits for a signal, which may also be about icons alone; returns `false` when the connection is lost.
async fn wait_for_change(changes: &mut (impl Stream<Item = zbus::Result<()>> + Unpin)) -> zbus::Result<bool> {
    Ok(changes.next().await.transpose()?.is_some())
}

async fn is_tray_shown(connection: &Connection, bus: &DBusProxy<'_>) -> zbus::Result<bool> {
    // Asking a watcher that is not there would start it.
    Ok(bus.name_has_owner(BusName::try_from(WATCHER)?).await? && is_tray_host_registered(connection).await)
}

/// Whether the watcher says that a host draws the icons. One that says nothing (it lacks the property, or does not
/// answer) has none: the window must not be closed to a tray that may not be there.
async fn is_tray_host_registered(connection: &Connection) -> bool {
    let answer = async {
        let watcher: Proxy<'_> = Builder::new(connection)
            .destination(WATCHER)?
            .path(WATCHER_PATH)?
            .interface(WATCHER)?
            // Several watchers change the property without a signal about it.
            .cache_properties(CacheProperties::No)
            .build()
            .await?;
        watcher.get_property::<bool>(HOST_PROPERTY).await
    };
    match tokio::time::timeout(ANSWER_TIMEOUT, answer).await {
        Ok(Ok(has_host)) => has_host,
        Ok(Err(error)) => {
            tracing::info!("the tray's watcher does not say whether icons are shown: {error}");
            false
        }
        Err(_) => {
            tracing::info!("the tray's watcher does not answer");
            false
        }
    }
}
