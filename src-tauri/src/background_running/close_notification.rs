//! Says once how to come back to a Mayfly without window and tray.

use crate::app_state::AppState;
use crate::main_window;
use crate::notifications::{NotificationContent, show_notification};
use crate::tray_availability::is_tray_missing;
use std::sync::atomic::{AtomicBool, Ordering};
use tauri::{AppHandle, Manager as _, Window, WindowEvent};

/// Whether the notification was shown since the start; managed by Tauri.
#[derive(Default)]
pub(super) struct CloseNotificationShown(AtomicBool);

/// Shows the notification when the window was closed while Mayfly goes on without a tray; after the window has handled the
/// event.
pub(crate) fn notify_after_close(window: &Window, event: &WindowEvent) {
    let app: &AppHandle = window.app_handle();
    if matches!(event, WindowEvent::CloseRequested { .. })
        && main_window::is_main_window_closed(app)
        && is_tray_missing(app)
        && main_window::keeps_running_without_window(app)
        && !app.state::<CloseNotificationShown>().0.swap(true, Ordering::Relaxed)
    {
        let texts = app.state::<AppState>().current_texts();
        let (title, body) = (texts.background_running_title(), texts.background_running_body());
        show_notification(app, NotificationContent::not_about_message(title, body));
    }
}
