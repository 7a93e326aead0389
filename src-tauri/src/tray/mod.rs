//! The tray icon and its menu: a view of the core's state that works without a window.

mod menu_actions;
mod menu_items;
mod shown_tray;
mod tray_builder;
mod tray_refresh;
mod tray_view;

use crate::tray_availability::TrayAvailability;
use tauri::{AppHandle, Manager as _};

/// Adds the tray icon. Where that fails, the app runs without one.
pub(crate) fn start_tray(app: &AppHandle) {
    // A missing tray library panics inside its binding.
    let built = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| tray_builder::build_tray(app)));
    match built {
        Ok(Ok(menu)) => {
            app.manage(menu);
            app.state::<TrayAvailability>().start_tracking_tray_host();
            tray_refresh::start_tray_refresh(app);
        }
        Ok(Err(error)) => {
            tracing::warn!("there is no tray: {error}");
            app.state::<TrayAvailability>().set_unavailable();
        }
        Err(_) => {
            tracing::warn!("there is no tray: its library is missing");
            app.state::<TrayAvailability>().set_unavailable();
        }
    }
}
