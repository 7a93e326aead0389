//! Runs the portal's shortcut while the app runs.

use super::portal_shortcut::{PortalTimeouts, ShortcutListener, WantedPortalShortcut, run_portal_shortcut};
use super::shortcut_error::ShortcutError;
use super::shortcut_status_report::set_status;
use crate::address_creation::create_address_or_open_window;
use crate::app_state::AppState;
use mayfly_core::view::{ShortcutKeysOwner, ShortcutStatus};
use tauri::{AppHandle, Manager as _};

/// Starts keeping the shortcut registered as the settings want it.
pub(super) fn start_portal_task(app: &AppHandle) {
    let shortcut = WantedPortalShortcut::default();
    let mut wanted = shortcut.subscribe();
    app.manage(shortcut);
    app.state::<AppState>()
        .core
        .update_desktop_capabilities(|status| status.shortcut_keys = ShortcutKeysOwner::Desktop);
    let listener = AppShortcutListener(app.clone());
    tauri::async_runtime::spawn(async move {
        loop {
            let run = async {
                let connection = zbus::Connection::session().await?;
                run_portal_shortcut(&connection, wanted.clone(), &listener, PortalTimeouts::default()).await
            };
            let Err(error) = run.await else { return };
            // There is no session bus, or it is lost. Nothing tells of a new one.
            loop {
                let is_wanted = wanted.borrow_and_update().is_shortcut_wanted();
                let reason = ShortcutError::Unavailable(error.to_string());
                listener.report_shortcut_status(match is_wanted {
                    true => ShortcutStatus::Failed { error: reason.into() },
                    false => ShortcutStatus::Off,
                });
                if wanted.changed().await.is_err() {
                    return;
                }
                if wanted.borrow().is_shortcut_wanted() {
                    break;
                }
            }
        }
    });
}

struct AppShortcutListener(AppHandle);

impl ShortcutListener for AppShortcutListener {
    fn describe_shortcut_effect(&self) -> String {
        self.0.state::<AppState>().current_texts().shortcut_description()
    }

    fn report_shortcut_status(&self, status: ShortcutStatus) {
        set_status(&self.0, status);
    }

    fn on_shortcut_pressed(&self) {
        tauri::async_runtime::spawn(create_address_or_open_window(self.0.clone()));
    }
}
