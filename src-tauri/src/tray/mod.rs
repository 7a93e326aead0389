//! The tray icon and its menu: a view of the core's state that works without a window.
//!
//! `tray_view` loads what is shown, `tray_menu` lists the menu's items with their actions, and one module for each kind
//! of desktop shows both.

#[cfg(target_os = "linux")]
mod status_notifier_item;
mod tray_actions;
mod tray_menu;
mod tray_refresh;
mod tray_view;
#[cfg(not(target_os = "linux"))]
mod windows_macos_tray;

#[cfg(target_os = "linux")]
use status_notifier_item as platform;
#[cfg(not(target_os = "linux"))]
use windows_macos_tray as platform;

use crate::app_state::AppState;
use crate::tray_availability::TrayAvailability;
use tauri::{AppHandle, Manager as _};
use tray_view::TrayView;

/// Adds the tray icon and keeps it up to date. Where that fails, the app runs without one.
pub(crate) fn start_tray(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let state = app.state::<AppState>();
        // Before the state is read, so that no later change is missed.
        let events = state.core.subscribe_events();
        let view = TrayView::load_tray_view(&state).await;
        match platform::SystemTray::create(&app, view.clone()).await {
            Ok(tray) => {
                app.state::<TrayAvailability>().start_tracking_tray_host();
                tokio::select! {
                    () = tray_refresh::refresh_tray_after_changes(&app, &tray, &view, events) => {}
                    () = tray.restore_lost_registration() => {}
                }
            }
            Err(error) => {
                tracing::warn!("there is no tray: {error}");
                app.state::<TrayAvailability>().set_tray_unavailable();
            }
        }
    });
}
