//! Shows notifications for new mail; mail that arrives at nearly the same time shares one notification. A code that is
//! copied by itself has one of its own.

use super::load_account_names::load_account_names;
use super::notification_content::NotificationContent;
use super::notification_display::show_notification;
use crate::app_state::AppState;
use crate::automatic_code_copy::copy_code_of_new_mail;
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
            Ok(batch) => match copy_code_and_return_other_mail(&app, &core, batch).await {
                Some(rest) => rest,
                None => continue,
            },
            Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        };
        let mut coalesced = vec![first];
        let deadline = Instant::now() + COALESCE_WINDOW;
        loop {
            tokio::select! {
                batch = batches.recv() => match batch {
                    Ok(batch) => coalesced.extend(copy_code_and_return_other_mail(&app, &core, batch).await),
                    Err(RecvError::Lagged(_)) => {}
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

/// Copies the code of a batch that has to be copied and announces it; returns what else is to be announced.
async fn copy_code_and_return_other_mail(
    app: &AppHandle,
    core: &Core,
    mut batch: NewMailBatch,
) -> Option<NewMailBatch> {
    if let Some(copied) = copy_code_of_new_mail(app, &batch).await {
        let account_names = load_account_names(core).await;
        let texts = app.state::<AppState>().current_texts();
        let account_name = account_names.get(&batch.account);
        if let Some(content) = NotificationContent::notification_for_copied_code(
            &copied,
            &batch,
            account_name,
            core.settings().notification_sound,
            texts,
        ) {
            // Also where new mail is not announced: what the clipboard held is gone.
            show_notification(app, content);
        }
        batch.messages.retain(|message| message.id != copied.message.message);
    }
    (!batch.messages.is_empty() && is_notification_wanted(app, core, &batch)).then_some(batch)
}

fn is_notification_wanted(app: &AppHandle, core: &Core, batch: &NewMailBatch) -> bool {
    let is_shown = || core.selected_inbox() == Some(batch.inbox.id) && main_window::is_main_window_focused(app);
    core.settings().notifications && !batch.inbox.muted && !is_shown()
}
