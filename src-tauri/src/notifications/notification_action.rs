//! Performs the action that the user chose in a notification.

use super::notification_content::NotificationTarget;
use crate::app_state::AppState;
use crate::{clipboard, main_window};
use tauri::{AppHandle, Manager as _};

/// An action that a notification offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotificationAction {
    /// A click on the notification.
    Open,
    /// The button that copies the code.
    CopyCode,
}

impl NotificationAction {
    /// The identifier of [`CopyCode`](Self::CopyCode) in the desktop's protocol.
    pub(super) const COPY_CODE_ID: &str = "copy-code";

    /// Returns the action with an identifier; any other than the button's is a click.
    pub(super) fn from_id(id: &str) -> Self {
        if id == Self::COPY_CODE_ID { Self::CopyCode } else { Self::Open }
    }
}

/// Performs an action of a notification about `target`.
pub(super) fn perform_notification_action(
    app: &AppHandle,
    action: NotificationAction,
    target: Option<NotificationTarget>,
) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        match (action, target) {
            (NotificationAction::CopyCode, Some(NotificationTarget { code: Some(code), .. })) => {
                if let Err(error) = clipboard::copy_code(&app, &code) {
                    tracing::warn!("the code was not copied: {}", error.message);
                }
            }
            (_, Some(target)) => {
                // If the message is gone, the window opens where it was.
                let _ = app.state::<AppState>().core.show_message_in_window(&target.message).await;
                main_window::open_main_window(&app);
            }
            (_, None) => main_window::open_main_window(&app),
        }
    });
}
