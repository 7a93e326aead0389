//! The global shortcut by the desktop's portal, for Wayland, where a program can't take keys for itself.
//!
//! The desktop asks the user which keys it may give, remembers them, and reports when they are pressed. The portal may be
//! absent, may lack global shortcuts, may refuse, may never answer and may end and come back; each is a state that the
//! settings show.

use super::shortcut_error::ShortcutError;
use crate::desktop_portal::{ANSWER_TIMEOUT, PORTAL, register_app_with_portal};
use ashpd::desktop::global_shortcuts::{BindShortcutsOptions, GlobalShortcuts, NewShortcut, Shortcut};
use ashpd::desktop::{CreateSessionOptions, ResponseError, Session};
use ashpd::{Error, PortalError};
use futures_util::{FutureExt as _, StreamExt as _};
use mayfly_core::view::ShortcutStatus;
use std::panic::AssertUnwindSafe;
use std::time::Duration;
use tokio::sync::watch;
use zbus::Connection;
use zbus::fdo::{DBusProxy, NameOwnerChangedStream};

/// The identifier by which the desktop remembers the shortcut's keys.
pub(super) const SHORTCUT_ID: &str = "new-address";

/// How long the portal may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct PortalTimeouts {
    /// For an answer of its own.
    pub(super) answer: Duration,
    /// For an answer of the user's.
    pub(super) user: Duration,
}

impl Default for PortalTimeouts {
    fn default() -> Self {
        Self { answer: ANSWER_TIMEOUT, user: Duration::from_secs(180) }
    }
}

/// What the settings want of the desktop.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct WantedShortcut {
    /// The keys to propose; `None` if no shortcut is wanted.
    keys: Option<String>,
    /// Counts the requests of the user to try again.
    retries: u32,
}

impl WantedShortcut {
    pub(super) fn is_shortcut_wanted(&self) -> bool {
        self.keys.is_some()
    }
}

/// Passes on what the settings want; managed by Tauri.
#[derive(Default)]
pub(super) struct WantedPortalShortcut(watch::Sender<WantedShortcut>);

impl WantedPortalShortcut {
    /// Asks the desktop for a shortcut, or gives it back. The answer is part of the desktop's status.
    pub(super) fn set_wanted_keys(&self, keys: Option<&str>) {
        self.0.send_if_modified(|wanted| {
            let is_other = wanted.keys.as_deref() != keys;
            wanted.keys = keys.map(str::to_owned);
            is_other
        });
    }

    /// Asks the desktop anew.
    pub(super) fn retry(&self) {
        self.0.send_modify(|wanted| wanted.retries = wanted.retries.wrapping_add(1));
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<WantedShortcut> {
        self.0.subscribe()
    }
}

/// What the front end does about the shortcut.
pub(super) trait ShortcutListener {
    /// Returns what the desktop shows as the shortcut's effect, in the user's language.
    fn describe_shortcut_effect(&self) -> String;
    fn report_shortcut_status(&self, status: ShortcutStatus);
    fn on_shortcut_pressed(&self);
}

/// Keeps the shortcut registered as the settings want it, until nobody can want one any more or the bus is lost.
///
/// # Errors
/// When the session bus fails; the portal's failures are reported as a status.
pub(super) async fn run_portal_shortcut(
    connection: &Connection,
    mut wanted: watch::Receiver<WantedShortcut>,
    listener: &impl ShortcutListener,
    timeouts: PortalTimeouts,
) -> zbus::Result<()> {
    let bus = DBusProxy::new(connection).await?;
    let mut owners = bus.receive_name_owner_changed_with_args(&[(0, PORTAL)]).await?;
    let mut is_app_known = false;
    loop {
        let Some(keys) = wanted.borrow_and_update().keys.clone() else {
            listener.report_shortcut_status(ShortcutStatus::Off);
            if wanted.changed().await.is_err() {
                return Ok(());
            }
            continue;
        };
        listener.report_shortcut_status(ShortcutStatus::Pending);
        if !is_app_known {
            register_app_with_portal(connection, timeouts.answer).await;
            is_app_known = true;
        }
        let end = register_and_serve_shortcut(connection, &keys, &mut wanted, &mut owners, listener, timeouts).await;
        if let ShortcutEndReason::Failed(error) = end {
            tracing::warn!("the global shortcut has no effect: {error}");
            // What happened while a portal that is there said no is no reason to ask it again.
            if !matches!(error, ShortcutError::Unavailable(_)) {
                while owners.next().now_or_never().flatten().is_some() {}
            }
            listener.report_shortcut_status(ShortcutStatus::Failed { error: error.into() });
            if !wait_for_portal_or_request(&mut wanted, &mut owners).await? {
                return Ok(());
            }
        }
    }
}

/// Why a registered shortcut is no longer served.
enum ShortcutEndReason {
    /// The settings want something else.
    WantedChanged,
    Failed(ShortcutError),
}

impl From<ShortcutError> for ShortcutEndReason {
    fn from(error: ShortcutError) -> Self {
        Self::Failed(error)
    }
}

async fn register_and_serve_shortcut(
    connection: &Connection,
    keys: &str,
    wanted: &mut watch::Receiver<WantedShortcut>,
    owners: &mut NameOwnerChangedStream,
    listener: &impl ShortcutListener,
    timeouts: PortalTimeouts,
) -> ShortcutEndReason {
    let opened = tokio::time::timeout(timeouts.answer, open_shortcut_session(connection)).await;
    let (portal, session) = match opened.unwrap_or(Err(ShortcutError::Unanswered)) {
        Ok(opened) => opened,
        Err(error) => return error.into(),
    };
    let served = run_shortcut_session(&portal, &session, keys, owners, listener, timeouts);
    let end = tokio::select! {
        error = served => ShortcutEndReason::Failed(error),
        changed = wanted.changed() => {
            // At the end of the program nobody is left to want anything; the portal closes the session with the connection.
            drop(changed);
            ShortcutEndReason::WantedChanged
        }
    };
    // Also ends a dialog that asks the user.
    match tokio::time::timeout(timeouts.answer, session.close()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!("the session of the shortcut was not closed: {error}"),
        Err(_) => tracing::debug!("the session of the shortcut was not closed in time"),
    }
    end
}

async fn open_shortcut_session(
    connection: &Connection,
) -> Result<(GlobalShortcuts, Session<GlobalShortcuts>), ShortcutError> {
    let opened = async {
        let portal = GlobalShortcuts::with_connection(connection.clone()).await?;
        let session = portal.create_session(CreateSessionOptions::default()).await?;
        Ok::<_, Error>((portal, session))
    };
    // The library panics when the portal answers with another session than the one that was asked for.
    match AssertUnwindSafe(opened).catch_unwind().await {
        Ok(opened) => opened.map_err(to_shortcut_error),
        Err(_) => Err(ShortcutError::Unavailable("the portal's answer is not the documented one".into())),
    }
}

/// Asks for the shortcut, then reports when it is pressed, until it is lost; returns why.
async fn run_shortcut_session(
    portal: &GlobalShortcuts,
    session: &Session<GlobalShortcuts>,
    keys: &str,
    owners: &mut NameOwnerChangedStream,
    listener: &impl ShortcutListener,
    timeouts: PortalTimeouts,
) -> ShortcutError {
    // Before the request, so that nothing is missed.
    let streams = async {
        let activated = portal.receive_activated().await?;
        let changed = portal.receive_shortcuts_changed().await?;
        Ok::<_, Error>((activated, changed, session.receive_closed().await?))
    };
    let (mut activated, mut changed, mut closed) = match streams.await {
        Ok(streams) => streams,
        Err(error) => return to_shortcut_error(error),
    };
    let binding = bind_shortcut(portal, session, keys, listener.describe_shortcut_effect());
    let bound = tokio::select! {
        bound = tokio::time::timeout(timeouts.user, binding) => bound.unwrap_or(Err(ShortcutError::Unanswered)),
        error = wait_for_portal_end(owners) => Err(error),
    };
    match bound {
        Ok(keys) => listener.report_shortcut_status(ShortcutStatus::Active { keys }),
        Err(error) => return error,
    }
    loop {
        tokio::select! {
            pressed = activated.next() => match pressed {
                Some(pressed) if pressed.shortcut_id() == SHORTCUT_ID => listener.on_shortcut_pressed(),
                Some(_) => {}
                None => return bus_lost_error(),
            },
            shortcuts = changed.next() => match shortcuts {
                Some(shortcuts) => {
                    if let Some(keys) = find_trigger_description(shortcuts.shortcuts()) {
                        listener.report_shortcut_status(ShortcutStatus::Active { keys });
                    }
                }
                None => return bus_lost_error(),
            },
            _ = closed.next() => return ShortcutError::Refused("the desktop closed the session".into()),
            error = wait_for_portal_end(owners) => return error,
        }
    }
}

/// Asks the desktop for the shortcut, and returns the keys as it describes them; `None` if it gave none yet.
async fn bind_shortcut(
    portal: &GlobalShortcuts,
    session: &Session<GlobalShortcuts>,
    keys: &str,
    description: String,
) -> Result<Option<String>, ShortcutError> {
    let shortcut = NewShortcut::new(SHORTCUT_ID, description).preferred_trigger(&*to_portal_trigger(keys));
    let request = portal.bind_shortcuts(session, &[shortcut], None, BindShortcutsOptions::default()).await;
    let bound = request.and_then(|request| request.response()).map_err(to_shortcut_error)?;
    find_trigger_description(bound.shortcuts())
        .ok_or_else(|| ShortcutError::Refused("the desktop gave another shortcut than the one asked for".into()))
}

/// Finds Mayfly's shortcut and returns its keys as the desktop describes them: `Some(None)` if it has none.
fn find_trigger_description(shortcuts: &[Shortcut]) -> Option<Option<String>> {
    let shortcut = shortcuts.iter().find(|shortcut| shortcut.id() == SHORTCUT_ID)?;
    let keys = shortcut.trigger_description().trim();
    Some((!keys.is_empty()).then(|| keys.to_owned()))
}

/// Waits until the portal has ended; its sessions end with it.
async fn wait_for_portal_end(owners: &mut NameOwnerChangedStream) -> ShortcutError {
    while let Some(change) = owners.next().await {
        // The first owner may be the portal that was started for the request.
        if change.args().is_ok_and(|change| change.old_owner().is_some()) {
            return ShortcutError::Unavailable("the portal has ended".into());
        }
    }
    bus_lost_error()
}

/// Waits for a portal that was not there before, or for a request of the user; returns `false` at the end of the program.
/// Fails when the bus is lost.
async fn wait_for_portal_or_request(
    wanted: &mut watch::Receiver<WantedShortcut>,
    owners: &mut NameOwnerChangedStream,
) -> zbus::Result<bool> {
    loop {
        tokio::select! {
            changed = wanted.changed() => return Ok(changed.is_ok()),
            change = owners.next() => match change {
                Some(change) if change.args().is_ok_and(|change| change.new_owner().is_some()) => return Ok(true),
                Some(_) => {}
                None => return Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset).into()),
            },
        }
    }
}

fn bus_lost_error() -> ShortcutError {
    ShortcutError::Unavailable("the session bus is lost".into())
}

fn to_shortcut_error(error: Error) -> ShortcutError {
    let message = error.to_string();
    match error {
        Error::Response(ResponseError::Cancelled | ResponseError::Other)
        | Error::Portal(PortalError::NotAllowed(_) | PortalError::Cancelled(_)) => ShortcutError::Refused(message),
        _ => ShortcutError::Unavailable(message),
    }
}

/// Converts the keys of the settings into those of the XDG specification of shortcuts, such as `CTRL+ALT+m`.
fn to_portal_trigger(keys: &str) -> String {
    let names: Vec<_> = keys.split('+').map(str::trim).collect();
    let Some((key, modifiers)) = names.split_last() else { return String::new() };
    let modifiers = modifiers.iter().map(|modifier| match modifier.to_lowercase().as_str() {
        "super" | "meta" | "cmd" | "command" => "LOGO".to_owned(),
        "control" => "CTRL".to_owned(),
        modifier => modifier.to_uppercase(),
    });
    // Keysyms, as X11 names them.
    let key = match *key {
        "Space" => "space".to_owned(),
        "PageUp" => "Page_Up".to_owned(),
        "PageDown" => "Page_Down".to_owned(),
        key if key.chars().count() == 1 => key.to_lowercase(),
        key => key.to_owned(),
    };
    modifiers.chain([key]).collect::<Vec<_>>().join("+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_proposed_in_the_notation_of_the_portal() {
        for (keys, trigger) in [
            ("Ctrl+Alt+M", "CTRL+ALT+m"),
            ("Super+Shift+1", "LOGO+SHIFT+1"),
            ("F9", "F9"),
            ("control+Space", "CTRL+space"),
            ("Alt+PageUp", "ALT+Page_Up"),
        ] {
            assert_eq!(to_portal_trigger(keys), trigger);
        }
    }
}
