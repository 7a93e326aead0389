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
    use futures_util::StreamExt as _;
    use zbus::{MatchRule, MessageStream};

    /// NetworkManager's state for a connection beyond the local network.
    const NETWORK_CONNECTED: u32 = 70;

    /// How many signals may wait to be read.
    const SIGNAL_QUEUE: usize = 8;

    /// Calls `on_resume` whenever the machine has woken or the network is connected, until the system bus is lost.
    pub(super) async fn handle_resume_signals(on_resume: impl Fn()) -> zbus::Result<()> {
        let connection = zbus::Connection::system().await?;
        let sleep =
            build_signal_match_rule("org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep")?;
        let network = build_signal_match_rule(
            "org.freedesktop.NetworkManager",
            "org.freedesktop.NetworkManager",
            "StateChanged",
        )?;
        let mut sleep = MessageStream::for_match_rule(sleep, &connection, Some(SIGNAL_QUEUE)).await?;
        let mut network = MessageStream::for_match_rule(network, &connection, Some(SIGNAL_QUEUE)).await?;
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

    fn build_signal_match_rule(
        sender: &'static str,
        interface: &'static str,
        member: &'static str,
    ) -> zbus::Result<MatchRule<'static>> {
        Ok(MatchRule::builder()
            .msg_type(zbus::message::Type::Signal)
            .sender(sender)?
            .interface(interface)?
            .member(member)?
            .build())
    }
}
