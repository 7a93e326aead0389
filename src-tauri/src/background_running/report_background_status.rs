//! Keeps the desktop informed while Mayfly may run without a window and without a tray.

use crate::app_state::AppState;
use crate::core_change_waiting::wait_for_change;
use crate::desktop_portal::{ANSWER_TIMEOUT, BackgroundPortal};
use crate::installation::Installation;
use crate::tray_availability::{is_tray_missing, subscribe_to_tray_availability};
use mayfly_core::view::{Change, ErrorView};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};

/// Changes within this time share one message to the desktop.
const COALESCE_WINDOW: Duration = Duration::from_secs(1);

/// Asks for the desktop's consent and tells it how many addresses are watched, whenever the settings want Mayfly to run
/// without a tray and there is none.
pub(super) async fn report_background_status_to_desktop(app: AppHandle) {
    let core = app.state::<AppState>().core.clone();
    let mut tray = subscribe_to_tray_availability(&app);
    let mut background: Option<BackgroundStatusReport> = None;
    loop {
        // A new receiver each time skips the events that this message covers.
        let mut events = core.subscribe_events();
        tray.mark_unchanged();
        if !(core.settings().run_in_background && is_tray_missing(&app)) {
            background = None;
            set_background_running_error(&app, None);
        } else if let Some(background) = background.as_mut() {
            background.update_background_portal_status(&app).await;
        } else {
            let mut started = BackgroundStatusReport::connect().await;
            set_background_running_error(&app, started.ask_for_consent(&app).await);
            started.update_background_portal_status(&app).await;
            background = Some(started);
        }
        tokio::select! {
            is_open = wait_for_change(&mut events, affects_background_status) => if !is_open { return },
            changed = tray.changed() => if changed.is_err() { return },
        }
        tokio::time::sleep(COALESCE_WINDOW).await;
    }
}

/// One period in which Mayfly may run without window and tray.
struct BackgroundStatusReport {
    portal: Option<BackgroundPortal>,
    /// What the desktop was told last.
    told: Option<String>,
}

impl BackgroundStatusReport {
    async fn connect() -> Self {
        let portal = match zbus::Connection::session().await {
            Ok(connection) => BackgroundPortal::connect(&connection, ANSWER_TIMEOUT).await,
            Err(error) => {
                tracing::debug!("there is no session bus for the portal: {error}");
                None
            }
        };
        Self { portal, told: None }
    }

    async fn ask_for_consent(&mut self, app: &AppHandle) -> Option<ErrorView> {
        let state = app.state::<AppState>();
        let reason = state.current_texts().background_reason();
        // In a Flatpak the portal has the autostart entry too, and a request that leaves it out deletes it.
        let starts_at_login = Installation::current() == Installation::Flatpak && state.core.settings().start_at_login;
        let error = self.portal.as_ref()?.request_consent(&reason, starts_at_login).await.err()?;
        tracing::warn!("{error}");
        Some(error.into())
    }

    async fn update_background_portal_status(&mut self, app: &AppHandle) {
        let Some(portal) = &self.portal else { return };
        let state = app.state::<AppState>();
        let Ok(inboxes) = state.core.list_newest_open_inboxes(usize::MAX).await else { return };
        let message = state.current_texts().background_status_text(inboxes.len());
        if self.told.as_ref() != Some(&message) {
            portal.set_status(&message).await;
            self.told = Some(message);
        }
    }
}

fn set_background_running_error(app: &AppHandle, error: Option<ErrorView>) {
    app.state::<AppState>().core.update_desktop_capabilities(|status| status.background_error = error);
}

fn affects_background_status(change: &Change) -> bool {
    matches!(change, Change::Reset | Change::Inbox { .. } | Change::InboxRemoved { .. } | Change::Settings { .. })
}
