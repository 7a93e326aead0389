//! Follows the core's events: withdraws notifications of messages that were read or deleted and of accounts that were
//! closed, and warns of addresses that expire soon.

use super::account_names::load_account_names;
use super::content::NotificationContent;
use super::display::{show_notification, withdraw_all_notifications, withdraw_notifications_of};
use crate::app_state::AppState;
use crate::core_events::subscribe_core_events;
use crate::main_window;
use mayfly_core::Core;
use mayfly_core::view::{AccountKind, Change, InboxView};
use tauri::{AppHandle, Manager as _};
use tokio::sync::broadcast::error::RecvError;

/// Starts following the core's events.
pub(super) fn start_event_listener(app: &AppHandle) {
    tauri::async_runtime::spawn(follow_events(app.clone()));
}

async fn follow_events(app: AppHandle) {
    let core = app.state::<AppState>().core.clone();
    let mut known_accounts = Vec::new();
    loop {
        let mut events = subscribe_core_events(&core).await;
        if let Some(accounts) = list_signed_in_accounts(&core).await {
            if known_accounts.iter().any(|account| !accounts.contains(account)) {
                withdraw_all_notifications(&app);
            }
            known_accounts = accounts;
        }
        loop {
            match events.recv().await {
                Ok(event) if event.change == Change::Reset => break,
                Ok(event) => handle_change(&app, &core, event.change).await,
                Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return,
            }
        }
    }
}

async fn handle_change(app: &AppHandle, core: &Core, change: Change) {
    match change {
        Change::Messages { messages, .. } => {
            for message in messages.iter().filter(|message| !message.unread) {
                withdraw_notifications_of(app, &message.id);
            }
        }
        Change::MessageRemoved { id, .. } => withdraw_notifications_of(app, &id),
        Change::EndsSoon { account, inbox } => warn_of_expiry(app, core, account, &inbox).await,
        _ => {}
    }
}

/// Shows a notification about an address that expires soon, unless the window has the focus and warns itself.
async fn warn_of_expiry(app: &AppHandle, core: &Core, account_id: u32, inbox: &InboxView) {
    if core.settings().notifications && !inbox.muted && !main_window::has_focus(app) {
        let account_names = load_account_names(core).await;
        let texts = app.state::<AppState>().texts();
        let content = NotificationContent::for_expiring_address(&inbox.address, account_names.get(&account_id), texts);
        show_notification(app, content);
    }
}

/// Returns the accounts that are signed in and where each is stored; `None` if the store can't be read.
async fn list_signed_in_accounts(core: &Core) -> Option<Vec<(u32, AccountKind)>> {
    let (snapshot, _) = core.subscribe().await.ok()?;
    let signed_in = snapshot.accounts.into_iter().filter(|account| account.signed_in);
    Some(signed_in.map(|account| (account.id, account.kind)).collect())
}
