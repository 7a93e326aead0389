//! Keeps the tray up to date with the core's state.

use super::platform::SystemTray;
use super::tray_view::TrayView;
use crate::app_state::AppState;
use crate::core_events::wait_for_change;
use mayfly_core::view::Change;
use std::time::Duration;
use tauri::{AppHandle, Manager as _};

/// Changes within this time share one update.
const COALESCE_WINDOW: Duration = Duration::from_millis(150);

/// Updates the tray after every change that it shows, until the core ends.
pub(super) async fn refresh_tray_after_changes(app: &AppHandle, tray: &SystemTray) {
    let state = app.state::<AppState>();
    loop {
        // A new receiver each time skips the events that this update covers.
        let mut events = state.core.subscribe_events();
        let view = TrayView::load_from_core(&state).await;
        let code_lifetime = view.code.as_ref().map(|code| code.expires_in);
        #[cfg(windows)]
        crate::main_window::set_unread_overlay(app, view.unread_count > 0);
        tray.show_view(view).await;
        tokio::select! {
            is_open = wait_for_change(&mut events, affects_tray) => if !is_open { return },
            () = tokio::time::sleep(code_lifetime.unwrap_or_default()), if code_lifetime.is_some() => {}
        }
        tokio::time::sleep(COALESCE_WINDOW).await;
    }
}

fn affects_tray(change: &Change) -> bool {
    matches!(
        change,
        Change::Reset
            | Change::Account { .. }
            | Change::Inbox { .. }
            | Change::InboxRemoved { .. }
            | Change::Sync { .. }
            | Change::Settings { .. }
    )
}
