//! Makes a new address without a window: for the tray and the global shortcut.

use crate::app_state::AppState;
use crate::notifications::{NotificationContent, show_notification};
use crate::{clipboard, main_window};
use mayfly_core::Error;
use tauri::{AppHandle, Manager as _};

/// Creates an inbox, copies its address and shows a notification; opens the window when creating it fails.
pub(crate) async fn create_and_copy_address(app: AppHandle) {
    let state = app.state::<AppState>();
    // Right after a start the keychain may still be opening.
    state.core.wait_until_started().await;
    match state.core.create_inbox().await {
        Ok(inbox) => {
            let copied = clipboard::copy_text(&app, &inbox.address);
            if let Err(error) = &copied {
                tracing::warn!("the new address was not copied: {}", error.message);
            }
            let texts = state.current_texts();
            let body = texts.address_created_body(&inbox.address, copied.is_ok());
            show_notification(&app, NotificationContent::without_message(texts.new_address_label(), body));
        }
        Err(error) => {
            tracing::warn!(code = ?error.code(), "the inbox was not created: {error}");
            // Without an account the welcome page needs no notice beside it.
            if !matches!(error, Error::NotSignedIn) {
                state.core.add_notice(state.error_view(&error));
            }
            main_window::open_main_window(&app);
        }
    }
}
