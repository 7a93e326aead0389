//! Resumes checking at once when the machine wakes or the network comes back.
//!
//! The core detects both by itself, but later: the scheduler compares the clock every few seconds, and retries after an
//! outage with growing pauses. On macOS and Windows, where Mayfly does not listen, that has to do.

use tauri::AppHandle;

/// Starts listening for the system's signals.
#[cfg(target_os = "linux")]
pub(crate) fn start_resume_listener(app: &AppHandle) {
    use crate::app_state::AppState;
    use tauri::Manager as _;

    let core = app.state::<AppState>().core.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = dbus::handle_resume_signals(|| core.retry_checks_now()).await {
            tracing::info!("the system bus does not report when the machine wakes: {error}");
        }
    });
}

/// Does nothing on other systems.
#[cfg(not(target_os = "linux"))]
pub(crate) fn start_resume_listener(_: &AppHandle) {}

#[cfg(target_os = "linux")]
mod dbus {
    use crate::dbus_signals::subscribe_to_signals;
    use futures_util::StreamExt as _;

    /// NetworkManager's state for a connection beyond the local network.
    const NETWORK_CONNECTED: u32 = 70;

    /// Calls `on_resume` whenever the machine has woken or the network is connected, until the system bus is lost.
    pub(super) async fn handle_resume_signals(on_resume: impl Fn()) -> zbus::Result<()> {
        let connection = zbus::Connection::system().await?;
        let login = "org.freedesktop.login1";
        let mut sleep =
            subscribe_to_signals(&connection, login, "org.freedesktop.login1.Manager", Some("PrepareForSleep")).await?;
        let network = "org.freedesktop.NetworkManager";
        let mut network = subscribe_to_signals(&connection, network, network, Some("StateChanged")).await?;
        loop {
            let has_resumed = tokio::select! {
                Some(signal) = sleep.next() => signal?.body().deserialize() == Ok(false),
                Some(signal) = network.next() => signal?.body().deserialize() == Ok(NETWORK_CONNECTED),
                else => return Ok(()),
            };
            if has_resumed {
                tracing::debug!("the machine woke or the network is back");
                on_resume();
            }
        }
    }
}
