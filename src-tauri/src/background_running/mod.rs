//! Running without a window where the desktop has no tray, if the user wants it.
//!
//! Nothing on the screen shows Mayfly then. So a notification says once how to come back, and the desktop's portal, where there
//! is one, is asked for its consent and told what Mayfly does; desktops show that in a list of background apps.

mod close_notification;
#[cfg(target_os = "linux")]
mod report_background_status;

use crate::app_state::AppState;
use crate::tray_availability::subscribe_to_tray_availability;
pub(crate) use close_notification::notify_after_close;
use tauri::{AppHandle, Manager as _};

/// Starts following whether there is a tray and whether the user wants Mayfly to run without one.
pub(crate) fn start_background_status_reporting(app: &AppHandle) {
    app.manage(close_notification::CloseNotificationShown::default());
    tauri::async_runtime::spawn(report_tray_to_windows(app.clone()));
    #[cfg(target_os = "linux")]
    tauri::async_runtime::spawn(report_background_status::report_background_status_to_desktop(app.clone()));
}

async fn report_tray_to_windows(app: AppHandle) {
    let mut tray = subscribe_to_tray_availability(&app);
    loop {
        let is_shown = *tray.borrow_and_update();
        if let Some(has_tray) = is_shown {
            app.state::<AppState>().core.update_desktop_capabilities(|status| status.has_tray = has_tray);
        }
        if tray.changed().await.is_err() {
            return;
        }
    }
}
