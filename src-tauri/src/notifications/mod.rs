//! Desktop notifications: new mail with its sender, subject and code, never its body; codes that were copied by
//! themselves; addresses that expire soon; a keychain that is waited for; and results of the tray's actions.
//!
//! A click opens the window at the message, and "Copy code" copies without a window. Nothing is shown while the window
//! has the focus and shows the inbox (but a code that was copied by itself), for an inbox that is muted, and on a
//! desktop without notifications.

mod keychain_wait;
mod load_account_names;
mod new_mail;
mod notification_action;
mod notification_content;
mod notification_display;
mod notification_updates;
#[cfg(target_os = "linux")]
#[path = "dbus_backend.rs"]
mod platform_backend;
#[cfg(not(target_os = "linux"))]
#[path = "plugin_backend.rs"]
mod platform_backend;

pub(crate) use notification_content::NotificationContent;
pub(crate) use notification_display::show_notification;
#[cfg(not(target_os = "linux"))]
pub(crate) use platform_backend::notification_plugin;

use tauri::AppHandle;

/// Starts showing notifications for new mail and expiring addresses.
pub(crate) fn start_notifications(app: &AppHandle) {
    notification_display::start_notification_backend(app);
    new_mail::start_announcing_new_mail(app);
    notification_updates::start_notification_updates(app);
    keychain_wait::start_keychain_wait_notifier(app);
}
