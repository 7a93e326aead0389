//! Makes a new address without a window: for the tray, the global shortcut and the command line.

use crate::address_copying::copy_address;
use crate::app_state::AppState;
use crate::main_window;
use crate::notifications::{NotificationContent, show_notification};
use mayfly_core::Error;
use mayfly_core::view::ErrorView;
use tauri::{AppHandle, Manager as _};

/// Creates an inbox, copies its address and shows a notification; returns the address, and whether it was copied.
///
/// # Errors
/// When the inbox is not created.
pub(crate) async fn create_and_copy_address(app: &AppHandle) -> Result<(String, Result<(), ErrorView>), Error> {
    let state = app.state::<AppState>();
    let inbox = state.core.create_inbox_outside_window().await?;
    let copied = copy_address(app, &inbox.address);
    if let Err(error) = &copied {
        tracing::warn!("the new address was not copied: {}", error.message);
    }
    let texts = state.current_texts();
    let body = texts.address_created_body(&inbox.address, copied.is_ok());
    show_notification(app, NotificationContent::not_about_message(texts.new_address_label(), body));
    Ok((inbox.address, copied))
}

/// Creates an inbox as [`create_and_copy_address`] does; opens the window when that fails.
pub(crate) async fn create_address_or_open_window(app: AppHandle) {
    let state = app.state::<AppState>();
    // Right after a start the keychain may still be opening.
    state.core.wait_until_accounts_open().await;
    if let Err(error) = create_and_copy_address(&app).await {
        tracing::warn!(code = ?error.code(), "the inbox was not created: {error}");
        // Without an account the welcome page needs no notice beside it.
        if !matches!(error, Error::NotSignedIn) {
            state.core.add_notice(state.error_view(&error));
        }
        main_window::open_main_window(&app);
    }
}
