//! The actions of the tray's menu.

use crate::address_copying::copy_inbox_address;
use crate::address_creation::create_address_or_open_window;
use crate::app_state::AppState;
use crate::notifications::{NotificationContent, show_notification};
use crate::{clipboard, main_window};
use mayfly_core::view::InboxView;
use tauri::{AppHandle, Manager as _};

/// What a menu item does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TrayAction {
    CreateAddress,
    CopyAddress(Box<InboxView>),
    CopyCode(String),
    OpenWindow,
    OpenPocket,
    TogglePause,
    QuitApp,
}

/// Performs an action on the main thread, as the actions of the page are.
pub(super) fn perform_tray_action(app: &AppHandle, action: TrayAction) {
    let handle = app.clone();
    if let Err(error) = app.run_on_main_thread(move || perform_tray_action_on_main_thread(&handle, action)) {
        tracing::warn!("an action of the tray was not performed: {error}");
    }
}

fn perform_tray_action_on_main_thread(app: &AppHandle, action: TrayAction) {
    match action {
        TrayAction::CreateAddress => {
            tauri::async_runtime::spawn(create_address_or_open_window(app.clone()));
        }
        TrayAction::CopyAddress(inbox) => {
            if let Err(error) = copy_inbox_address(app, &inbox) {
                tracing::warn!("the address was not copied: {}", error.message);
                notify_of_failed_copy(app, inbox.address);
            }
        }
        TrayAction::CopyCode(code) => {
            if let Err(error) = clipboard::copy_code(app, &code) {
                tracing::warn!("the code was not copied: {}", error.message);
                notify_of_failed_copy(app, code);
            }
        }
        TrayAction::OpenWindow => main_window::open_main_window(app),
        TrayAction::OpenPocket => {
            tauri::async_runtime::spawn(main_window::open_pocket_window(app.clone()));
        }
        TrayAction::TogglePause => {
            let core = &app.state::<AppState>().core;
            core.set_checking_paused(!core.is_checking_paused());
        }
        TrayAction::QuitApp => app.exit(0),
    }
}

/// Shows what was to be copied, so that it can be typed.
fn notify_of_failed_copy(app: &AppHandle, text: String) {
    let title = app.state::<AppState>().current_texts().copy_failed_title();
    show_notification(app, NotificationContent::not_about_message(title, text));
}
