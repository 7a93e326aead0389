//! Hears from the system that the machine woke or the network is back, so that checking goes on at once.
//!
//! The core notices both by itself, only later: the scheduler looks at the clock every few seconds, and tries
//! again after an outage with growing pauses. Where nothing tells, as on macOS and Windows, that has to do.

use tauri::AppHandle;

/// Begins to listen.
#[cfg(target_os = "linux")]
pub(crate) fn start(app: &AppHandle) {
    use crate::shell::Shell;
    use tauri::Manager as _;

    let core = app.state::<Shell>().core.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = linux::follow(|| core.retry_now()).await {
            tracing::info!("the system doesn't tell when it wakes: {error}");
        }
    });
}

/// Begins to listen.
#[cfg(not(target_os = "linux"))]
pub(crate) fn start(_: &AppHandle) {}

#[cfg(target_os = "linux")]
mod linux {
    use futures_util::StreamExt as _;
    use zbus::{MatchRule, MessageStream};

    /// What NetworkManager calls being connected to more than the local network.
    const CONNECTED: u32 = 70;

    /// A few signals at most wait to be read.
    const QUEUE: usize = 8;

    /// Calls `back` whenever the machine has woken or the network has come, until the system bus is lost.
    pub(super) async fn follow(back: impl Fn()) -> zbus::Result<()> {
        let connection = zbus::Connection::system().await?;
        let login = signals("org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep")?;
        let network = signals("org.freedesktop.NetworkManager", "org.freedesktop.NetworkManager", "StateChanged")?;
        let mut login = MessageStream::for_match_rule(login, &connection, Some(QUEUE)).await?;
        let mut network = MessageStream::for_match_rule(network, &connection, Some(QUEUE)).await?;
        loop {
            let is_back = tokio::select! {
                Some(signal) = login.next() => signal?.body().deserialize() == Ok(false),
                Some(signal) = network.next() => signal?.body().deserialize() == Ok(CONNECTED),
                else => return Ok(()),
            };
            if is_back {
                tracing::debug!("the system is back");
                back();
            }
        }
    }

    fn signals(
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
