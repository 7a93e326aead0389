//! Autostart on Linux: by the XDG autostart folder, and by the desktop's portal in a Flatpak, which can't write there.

use super::portal_autostart::set_autostart_by_portal;
use super::xdg_autostart;
use crate::installation::Installation;
use mayfly_core::view::ErrorView;
use tauri::AppHandle;

/// Whether Mayfly starts at login; `None` where it can't be known: the portal doesn't say it.
pub(crate) fn find_autostart_state(app: &AppHandle) -> Option<bool> {
    match Installation::current() {
        Installation::System => Some(xdg_autostart::is_autostart_enabled(app)),
        Installation::Flatpak => None,
    }
}

/// Enables or disables starting at login; `reason` is what the desktop may show.
pub(crate) async fn set_autostart(app: &AppHandle, enabled: bool, reason: &str) -> Result<(), ErrorView> {
    match Installation::current() {
        Installation::System => xdg_autostart::set_autostart(app, enabled),
        Installation::Flatpak => Ok(set_autostart_by_portal(reason, enabled).await?),
    }
}
