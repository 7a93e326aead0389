//! Autostart by the portal `org.freedesktop.portal.Background`, which writes the entry outside the sandbox.

use crate::desktop_portal::{BackgroundPortal, BackgroundRefused};
use std::time::Duration;

/// How long the portal may take: it may ask the user.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(180);

/// Enables or disables starting at login; `reason` is what the desktop may show.
///
/// # Errors
/// When the desktop or the user says no, and when there is no portal.
pub(super) async fn set_autostart_by_portal(reason: &str, enabled: bool) -> Result<(), BackgroundRefused> {
    let connection = zbus::Connection::session().await;
    let connection = connection.map_err(|error| BackgroundRefused::from_cause(&error))?;
    let portal = BackgroundPortal::connect(&connection, ANSWER_TIMEOUT).await;
    let portal = portal.ok_or_else(|| BackgroundRefused::from_cause(&"there is no portal"))?;
    portal.set_autostart(reason, enabled).await
}
