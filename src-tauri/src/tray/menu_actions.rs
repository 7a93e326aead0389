//! Performs the actions of the tray's menu.

use super::menu_items::TrayAction;
use super::shown_tray::ShownTray;
use crate::address_copying::copy_inbox_address;
use crate::address_creation::create_address_or_open_window;
use crate::app_state::AppState;
use crate::notifications::{NotificationContent, show_notification};
use crate::{clipboard, main_window};
use tauri::menu::MenuEvent;
use tauri::{AppHandle, Manager as _};

/// Performs the action of the item that was chosen.
pub(super) fn handle_menu_event(app: &AppHandle, event: MenuEvent) {
    match TrayAction::from_item_id(event.id().as_ref()) {
        Some(TrayAction::CreateAddress) => {
            tauri::async_runtime::spawn(create_address_or_open_window(app.clone()));
        }
        Some(TrayAction::CopyAddress(slot)) => copy_shown_address(app, slot),
        Some(TrayAction::CopyCode) => copy_shown_code(app),
        Some(TrayAction::OpenWindow) => main_window::open_main_window(app),
        Some(TrayAction::OpenPocket) => {
            tauri::async_runtime::spawn(main_window::open_pocket_window(app.clone()));
        }
        Some(TrayAction::TogglePause) => {
            let core = &app.state::<AppState>().core;
            core.set_checking_paused(!core.is_checking_paused());
        }
        Some(TrayAction::QuitApp) => app.exit(0),
        None => {}
    }
}

fn copy_shown_address(app: &AppHandle, slot: usize) {
    let Some(inbox) = app.state::<ShownTray>().shown_inbox(slot) else { return };
    if let Err(error) = copy_inbox_address(app, &inbox) {
        tracing::warn!("the address was not copied: {}", error.message);
        notify_of_failed_copy(app, inbox.address);
    }
}

fn copy_shown_code(app: &AppHandle) {
    let Some(code) = app.state::<ShownTray>().shown_code() else { return };
    if let Err(error) = clipboard::copy_code(app, &code.code) {
        tracing::warn!("the code was not copied: {}", error.message);
        notify_of_failed_copy(app, code.code);
    }
}

/// Shows what was to be copied, so that it can be typed.
fn notify_of_failed_copy(app: &AppHandle, text: String) {
    let title = app.state::<AppState>().current_texts().copy_failed_title();
    show_notification(app, NotificationContent::without_message(title, text));
}
