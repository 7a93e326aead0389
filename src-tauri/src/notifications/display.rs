//! Shows and withdraws notifications through the desktop's backend.

use super::backend::NotificationBackend;
use super::content::NotificationContent;
use mayfly_core::view::MessageRef;
use tauri::{AppHandle, Manager as _};

/// Starts the backend; has to run before anything is shown.
pub(super) fn start_backend(app: &AppHandle) {
    app.manage(NotificationBackend::start(app));
}

/// Shows a notification, if the desktop has notifications.
pub(crate) fn show_notification(app: &AppHandle, content: NotificationContent) {
    app.state::<NotificationBackend>().show_notification(content);
}

/// Withdraws the notifications about a message.
pub(super) fn withdraw_notifications_of(app: &AppHandle, message: &MessageRef) {
    app.state::<NotificationBackend>().withdraw_notifications_of(message);
}

/// Withdraws all notifications.
pub(super) fn withdraw_all_notifications(app: &AppHandle) {
    app.state::<NotificationBackend>().withdraw_all_notifications();
}
