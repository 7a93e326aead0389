//! Shows and withdraws notifications through the desktop's backend.

use super::notification_content::NotificationContent;
use super::platform_backend::NotificationBackend;
use mayfly_core::view::AccountMessageId;
use tauri::{AppHandle, Manager as _};

/// Starts the backend; has to run before anything is shown.
pub(super) fn start_notification_backend(app: &AppHandle) {
    app.manage(NotificationBackend::start_backend(app));
}

/// Shows a notification, if the desktop has notifications.
pub(crate) fn show_notification(app: &AppHandle, content: NotificationContent) {
    app.state::<NotificationBackend>().show_notification(content);
}

/// Withdraws the notifications about a message.
pub(super) fn withdraw_message_notifications(app: &AppHandle, message: &AccountMessageId) {
    app.state::<NotificationBackend>().withdraw_message_notifications(message);
}

/// Withdraws all notifications.
pub(super) fn withdraw_all_notifications(app: &AppHandle) {
    app.state::<NotificationBackend>().withdraw_all_notifications();
}
