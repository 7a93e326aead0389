//! Performs the action that the user chose in a notification.

use super::notification_content::{NotificationButton, NotificationTarget};
use crate::app_state::AppState;
use crate::automatic_code_copy::undo_automatic_copy;
use crate::{clipboard, main_window};
use tauri::{AppHandle, Manager as _};

/// An action that a notification offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotificationAction {
    /// A click on the notification.
    Open,
    /// The button that copies the code.
    CopyCode,
    /// The button that takes the code that was copied by itself off the clipboard.
    UndoCopy,
}

impl NotificationAction {
    /// The identifier of [`CopyCode`](Self::CopyCode) in the desktop's protocol.
    const COPY_CODE_ID: &str = "copy-code";

    /// The identifier of [`UndoCopy`](Self::UndoCopy) in the desktop's protocol.
    const UNDO_COPY_ID: &str = "undo-copy";

    /// Returns the identifier of a button's action.
    pub(super) fn id_of_button(button: &NotificationButton) -> &'static str {
        match button {
            NotificationButton::CopyCode(_) => Self::COPY_CODE_ID,
            NotificationButton::UndoCopy => Self::UNDO_COPY_ID,
        }
    }

    /// Returns the action with an identifier; any other than a button's is a click.
    pub(super) fn from_id(id: &str) -> Self {
        match id {
            Self::COPY_CODE_ID => Self::CopyCode,
            Self::UNDO_COPY_ID => Self::UndoCopy,
            _ => Self::Open,
        }
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
            (
                NotificationAction::CopyCode,
                Some(NotificationTarget { button: Some(NotificationButton::CopyCode(code)), .. }),
            ) => {
                if let Err(error) = clipboard::copy_code(&app, &code) {
                    tracing::warn!("the code was not copied: {}", error.message);
                }
            }
            (
                NotificationAction::UndoCopy,
                Some(NotificationTarget { message, button: Some(NotificationButton::UndoCopy) }),
            ) => undo_automatic_copy(&app, &message).await,
            (_, Some(target)) => {
                // If the message is gone, the window opens where it was.
                let _ = app.state::<AppState>().core.show_message_in_window(&target.message).await;
                main_window::open_main_window(&app);
            }
            (_, None) => main_window::open_main_window(&app),
        }
    });
}
