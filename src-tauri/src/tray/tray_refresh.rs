//! Keeps the tray up to date with the core's state.

use super::platform::SystemTray;
use super::tray_view::TrayView;
use crate::app_state::AppState;
use crate::core_change_waiting::wait_for_change;
use mayfly_core::view::{Change, Event};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tokio::sync::broadcast::Receiver;

/// Changes within this time share one update.
const COALESCE_WINDOW: Duration = Duration::from_millis(150);

/// Updates the tray, which shows `first_view`, after every change in `events` and later, until the core ends.
pub(super) async fn refresh_tray_after_changes(
    app: &AppHandle,
    tray: &SystemTray,
    first_view: &TrayView,
    mut events: Receiver<Event>,
) {
    let state = app.state::<AppState>();
    let mut code_lifetime = first_view.code.as_ref().map(|code| code.expires_in);
    loop {
        tokio::select! {
            is_open = wait_for_change(&mut events, affects_tray) => if !is_open { return },
            () = tokio::time::sleep(code_lifetime.unwrap_or_default()), if code_lifetime.is_some() => {}
        }
        tokio::time::sleep(COALESCE_WINDOW).await;
        // A new receiver each time skips the events that this update covers.
        events = state.core.subscribe_events();
        let view = TrayView::load_tray_view(&state).await;
        code_lifetime = view.code.as_ref().map(|code| code.expires_in);
        tray.show_tray_view(view).await;
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
