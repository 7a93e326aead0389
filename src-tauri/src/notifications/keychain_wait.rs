//! Notifies once of a keychain that has to be unlocked before Mayfly can check for mail, unless the window says it.

use super::notification_content::NotificationContent;
use super::notification_display::{show_notification, withdraw_all_notifications};
use crate::app_state::AppState;
use crate::core_change_waiting::wait_for_change;
use crate::main_window;
use mayfly_core::view::Change;
use tauri::{AppHandle, Manager as _};

/// Starts following whether the core waits for the keychain.
pub(super) fn start_keychain_wait_notifier(app: &AppHandle) {
    tauri::async_runtime::spawn(notify_of_keychain_waits(app.clone()));
}

async fn notify_of_keychain_waits(app: AppHandle) {
    let core = app.state::<AppState>().core.clone();
    let mut was_waiting = false;
    let mut is_notified = false;
    loop {
        let mut events = core.subscribe_events();
        let is_waiting = core.is_waiting_for_keychain();
        if is_waiting && !was_waiting && main_window::is_main_window_closed(&app) {
            let texts = app.state::<AppState>().current_texts();
            let content =
                NotificationContent::not_about_message(texts.keychain_wait_title(), texts.keychain_wait_body());
            show_notification(&app, content);
            is_notified = true;
        } else if !is_waiting && is_notified {
            // There are no others: nothing was checked.
            withdraw_all_notifications(&app);
            is_notified = false;
        }
        was_waiting = is_waiting;
        if !wait_for_change(&mut events, |change| *change == Change::Reset).await {
            return;
        }
    }
}
