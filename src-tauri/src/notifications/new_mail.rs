//! Shows notifications for new mail; mail that arrives at nearly the same time shares one notification.

use super::account_names::load_account_names;
use super::notification_content::NotificationContent;
use super::notification_display::show_notification;
use crate::app_state::AppState;
use crate::main_window;
use mayfly_core::{Core, NewMailBatch};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};

/// Mail that arrives within this time after the first shares its notification.
const COALESCE_WINDOW: Duration = Duration::from_millis(700);

/// Starts showing notifications for new mail.
pub(super) fn start_announcing_new_mail(app: &AppHandle) {
    let batches = app.state::<AppState>().core.subscribe_new_mail();
    tauri::async_runtime::spawn(announce_new_mail(app.clone(), batches));
}

async fn announce_new_mail(app: AppHandle, mut batches: Receiver<NewMailBatch>) {
    let core = app.state::<AppState>().core.clone();
    loop {
        let first = match batches.recv().await {
            Ok(batch) if is_notification_wanted(&app, &core, &batch) => batch,
            Ok(_) | Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        };
        let mut coalesced = vec![first];
        let deadline = Instant::now() + COALESCE_WINDOW;
        loop {
            tokio::select! {
                batch = batches.recv() => match batch {
                    Ok(batch) if is_notification_wanted(&app, &core, &batch) => coalesced.push(batch),
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                },
                () = sleep_until(deadline) => break,
            }
        }
        let account_names = load_account_names(&core).await;
        let sound = core.settings().notification_sound;
        let texts = app.state::<AppState>().current_texts();
        if let Some(content) = NotificationContent::for_new_mail(&coalesced, &account_names, sound, texts) {
            show_notification(&app, content);
        }
    }
}

fn is_notification_wanted(app: &AppHandle, core: &Core, batch: &NewMailBatch) -> bool {
    let is_shown = || core.selected_inbox() == Some(batch.inbox.id) && main_window::is_main_window_focused(app);
    core.settings().notifications && !batch.inbox.muted && !is_shown()
}
