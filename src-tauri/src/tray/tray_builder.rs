//! Builds the tray icon with its menu.

use super::menu_actions::handle_menu_event;
use super::menu_items::{READ_ICON, TrayMenuItems};
use super::shown_tray::ShownTray;
use crate::app_state::AppState;
use crate::main_window;
use crate::texts::APP_NAME;
#[cfg(target_os = "linux")]
use std::path::PathBuf;
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager as _, Wry};

const TRAY_ID: &str = "mayfly";

/// Starts building the icon. The library passes it to the tray's host as a file, which the host has to find.
#[cfg(target_os = "linux")]
fn new_icon_builder() -> TrayIconBuilder<Wry> {
    use crate::installation::Installation;
    let builder = TrayIconBuilder::with_id(TRAY_ID);
    let runtime_folder = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    match Installation::current().folder_shared_with_desktop(runtime_folder.as_deref()) {
        Some(folder) => builder.temp_dir_path(folder),
        None => builder,
    }
}

#[cfg(not(target_os = "linux"))]
fn new_icon_builder() -> TrayIconBuilder<Wry> {
    TrayIconBuilder::with_id(TRAY_ID)
}

/// Builds the icon and its menu; on the main thread.
pub(super) fn build_tray(app: &AppHandle) -> tauri::Result<ShownTray> {
    let texts = app.state::<AppState>().current_texts();
    let items = TrayMenuItems::new(app, texts)?;
    let icon = new_icon_builder()
        .icon(READ_ICON)
        .tooltip(APP_NAME)
        .menu(items.menu())
        .show_menu_on_left_click(false)
        .on_menu_event(handle_menu_event)
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
                main_window::open_main_window(tray.app_handle());
            }
        })
        .build(app)?;
    Ok(ShownTray::new(icon, items, texts))
}
