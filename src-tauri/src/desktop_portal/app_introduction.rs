//! Where the portal is, and how it learns whose requests it gets.

use crate::installation::Installation;
use std::collections::HashMap;
use std::time::Duration;
use zbus::Connection;
use zbus::zvariant::Value;

/// The portal's name on the session bus, and its object.
pub(crate) const PORTAL: &str = "org.freedesktop.portal.Desktop";
pub(crate) const PORTAL_PATH: &str = "/org/freedesktop/portal/desktop";

/// How long the portal may take for an answer that needs no user.
pub(crate) const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// Tells the portal which desktop file Mayfly has, before anything else on this connection. The portal knows it of a program
/// that a launcher started, and of others by this call alone; one without the call needs none.
pub(crate) async fn register_app_with_portal(connection: &Connection, timeout: Duration) {
    let options = HashMap::<&str, Value<'_>>::new();
    let interface = "org.freedesktop.host.portal.Registry";
    let body = (Installation::current().desktop_file_name(), options);
    let call = connection.call_method(Some(PORTAL), PORTAL_PATH, Some(interface), "Register", &body);
    match tokio::time::timeout(timeout, call).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::debug!("the portal was not told of the desktop file: {error}"),
        Err(_) => tracing::debug!("the portal was not told of the desktop file in time"),
    }
}
