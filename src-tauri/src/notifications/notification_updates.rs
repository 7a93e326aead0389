//! Follows the core's events: withdraws notifications of messages that were read or deleted and of accounts that were
//! closed, and warns of addresses that expire soon.

use super::load_account_names::load_account_names;
use super::notification_content::NotificationContent;
use super::notification_display::{show_notification, withdraw_all_notifications, withdraw_message_notifications};
use crate::app_state::AppState;
use crate::main_window;
use mayfly_core::Core;
use mayfly_core::view::{AccountId, AccountMessageId, AccountStorageKind, Change, InboxView, MessageId};
use tauri::{AppHandle, Manager as _};
use tokio::sync::broadcast::error::RecvError;

/// Starts following the core's events.
pub(super) fn start_notification_updates(app: &AppHandle) {
    tauri::async_runtime::spawn(update_notifications_on_events(app.clone()));
}

async fn update_notifications_on_events(app: AppHandle) {
    let core = app.state::<AppState>().core.clone();
    let mut known_accounts = Vec::new();
    loop {
        let mut events = core.subscribe_events();
        if let Some(accounts) = list_signed_in_accounts(&core).await {
            if known_accounts.iter().any(|account| !accounts.contains(account)) {
                withdraw_all_notifications(&app);
            }
            known_accounts = accounts;
        }
        loop {
            match events.recv().await {
                Ok(event) if event.change == Change::Reset => break,
                Ok(event) => update_notifications_after_change(&app, &core, event.change).await,
                Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return,
            }
        }
    }
}

async fn update_notifications_after_change(app: &AppHandle, core: &Core, change: Change) {
    match change {
        Change::Messages { messages, .. } => {
            for message in messages.into_iter().filter(|message| !message.unread) {
                withdraw_notifications_of_message_id(app, core, message.id);
            }
        }
        Change::MessageRemoved { id, .. } => withdraw_notifications_of_message_id(app, core, id),
        Change::InboxExpiresSoon { account_id, inbox } => {
            notify_of_expiring_address(app, core, account_id, &inbox).await
        }
        _ => {}
    }
}

/// Withdraws the notifications about a message of the active account: events about messages are the active account's.
fn withdraw_notifications_of_message_id(app: &AppHandle, core: &Core, message: MessageId) {
    if let Some(account) = core.active_account_id() {
        withdraw_message_notifications(app, &AccountMessageId { account, message });
    }
}

/// Shows a notification about an address that expires soon, unless the window has the focus and warns itself.
async fn notify_of_expiring_address(app: &AppHandle, core: &Core, account_id: AccountId, inbox: &InboxView) {
    if core.settings().notifications && !inbox.muted && !main_window::is_main_window_focused(app) {
        let account_names = load_account_names(core).await;
        let texts = app.state::<AppState>().current_texts();
        let content = NotificationContent::notification_for_expiring_address(
            &inbox.address,
            account_names.get(&account_id),
            texts,
        );
        show_notification(app, content);
    }
}

/// Returns the accounts that are signed in and where each is stored; `None` if the store can't be read.
async fn list_signed_in_accounts(core: &Core) -> Option<Vec<(AccountId, AccountStorageKind)>> {
    let accounts = core.list_accounts().await.ok()?.into_iter().filter(|account| account.signed_in);
    Some(accounts.map(|account| (account.id, account.storage)).collect())
}
