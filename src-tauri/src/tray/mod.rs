//! The tray icon and its menu: a view of the core's state that works without a window.
//!
//! `tray_view` loads what is shown, `tray_menu` lists the menu's items with their actions, and one module for each kind
//! of desktop shows both.

#[cfg(not(target_os = "linux"))]
mod native_tray;
#[cfg(target_os = "linux")]
mod status_notifier_item;
mod tray_actions;
mod tray_menu;
mod tray_refresh;
mod tray_view;

#[cfg(not(target_os = "linux"))]
use native_tray as platform;
#[cfg(target_os = "linux")]
use status_notifier_item as platform;

use crate::app_state::AppState;
use crate::tray_availability::TrayAvailability;
use tauri::{AppHandle, Manager as _};

/// Adds the tray icon and keeps it up to date. Where that fails, the app runs without one.
pub(crate) fn start_tray(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let view = tray_view::TrayView::load_from_core(&app.state::<AppState>()).await;
        match platform::SystemTray::create(&app, view).await {
            Ok(tray) => {
                app.state::<TrayAvailability>().start_tracking_tray_host();
                tokio::select! {
                    () = tray_refresh::refresh_tray_after_changes(&app, &tray) => {}
                    () = tray.restore_lost_registration() => {}
                }
            }
            Err(error) => {
                tracing::warn!("there is no tray: {error}");
                app.state::<TrayAvailability>().set_unavailable();
            }
        }
    });
}
