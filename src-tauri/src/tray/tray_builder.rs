//! Builds the tray icon with its menu.

use super::menu_actions::handle_menu_event;
use super::menu_items::{IS_TEMPLATE_ICON, READ_ICON, TrayMenuItems};
use super::shown_tray::ShownTray;
use crate::app_state::AppState;
use crate::main_window;
use crate::texts::APP_NAME;
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager as _};

/// Whether a left click opens the menu, as every icon in the menu bar of macOS does; elsewhere it opens the window.
const OPENS_MENU_BY_LEFT_CLICK: bool = cfg!(target_os = "macos");

/// Builds the icon and its menu; on the main thread.
pub(super) fn build_tray(app: &AppHandle) -> tauri::Result<ShownTray> {
    let texts = app.state::<AppState>().current_texts();
    let items = TrayMenuItems::new(app, texts)?;
    let icon = TrayIconBuilder::with_id("mayfly")
        .icon(READ_ICON)
        .icon_as_template(IS_TEMPLATE_ICON)
        .tooltip(APP_NAME)
        .menu(items.menu())
        .show_menu_on_left_click(OPENS_MENU_BY_LEFT_CLICK)
        .on_menu_event(handle_menu_event)
        .on_tray_icon_event(|tray, event| {
            if !OPENS_MENU_BY_LEFT_CLICK
                && let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } =
                    event
            {
                main_window::open_main_window(tray.app_handle());
            }
        })
        .build(app)?;
    Ok(ShownTray::new(icon, items, texts))
}
