//! What the tray's items do.

use super::Tray;
use super::menu::Action;
use crate::notifications::Announcement;
use crate::shell::Shell;
use crate::{clipboard, notifications, window};
use mayfly_core::Error;
use tauri::menu::MenuEvent;
use tauri::{AppHandle, Manager as _};

pub(super) fn on_menu(app: &AppHandle, event: MenuEvent) {
    match Action::of(event.id().as_ref()) {
        Some(Action::New) => {
            tauri::async_runtime::spawn(new_address(app.clone()));
        }
        Some(Action::Copy(slot)) => copy_address(app, slot),
        Some(Action::Code) => copy_code(app),
        Some(Action::Open) => window::open(app),
        Some(Action::Pause) => {
            let core = &app.state::<Shell>().core;
            core.set_paused(!core.is_paused());
        }
        Some(Action::Quit) => app.exit(0),
        None => {}
    }
}

/// Makes an inbox, copies its address and says so; where that needs the user, opens the window.
pub(crate) async fn new_address(app: AppHandle) {
    let core = &app.state::<Shell>().core;
    // Right after a start the keychain may still be opening.
    core.started().await;
    match core.create_inbox().await {
        Ok(inbox) => {
            let copied = clipboard::write(&app, &inbox.address);
            if let Err(error) = &copied {
                tracing::warn!("the new address was not copied: {}", error.message);
            }
            let words = app.state::<Shell>().words();
            let body = words.address_made(&inbox.address, copied.is_ok());
            notifications::show(&app, Announcement::plain(words.new_address(), body));
        }
        Err(error) => {
            tracing::warn!(code = ?error.code(), "no new address: {error}");
            // Without an account the window's first page says enough.
            if !matches!(error, Error::NotSignedIn) {
                core.tell(core.view_error(&error));
            }
            window::open(&app);
        }
    }
}

fn copy_address(app: &AppHandle, slot: usize) {
    let Some(inbox) = app.state::<Tray>().menu.address(slot) else { return };
    if let Err(error) = clipboard::write(app, &inbox.address) {
        tracing::warn!("the address was not copied: {}", error.message);
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // Mail is expected now. An inbox that has just gone expects none.
        let _ = app.state::<Shell>().core.attend(inbox.id).await;
    });
}

fn copy_code(app: &AppHandle) {
    let Some(code) = app.state::<Tray>().menu.code() else { return };
    if let Err(error) = clipboard::write_code(app, &code.code) {
        tracing::warn!("the code was not copied: {}", error.message);
    }
}
