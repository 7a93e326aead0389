//! Notifications: new mail with sender, subject and code, never the body; and what the tray has done.
//!
//! A click opens the window at the message, "Copy code" copies without a window. Mail that comes together is announced
//! together. Where several accounts are signed in, each is named. There is silence while the window has the focus and shows
//! the inbox, for an inbox that is muted, and where no desktop takes notifications.

mod announcement;
#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod desktop;
#[cfg(not(target_os = "linux"))]
#[path = "plugin.rs"]
mod desktop;

use crate::shell::{RETRY, Shell};
use crate::{clipboard, window};
use mayfly_core::view::{Change, InboxView};
use mayfly_core::{Arrival, Core};
use std::collections::BTreeMap;
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};

pub(crate) use announcement::Announcement;
use announcement::Subject;

#[cfg(not(target_os = "linux"))]
pub(crate) use desktop::plugin;

/// Mail that comes within this time is announced together.
const COALESCE: Duration = Duration::from_millis(700);

/// Begins announcing.
pub(crate) fn start(app: &AppHandle) {
    app.manage(desktop::Desktop::start(app));
    let core = &app.state::<Shell>().core;
    tauri::async_runtime::spawn(announce(app.clone(), core.arrivals()));
    tauri::async_runtime::spawn(follow(app.clone()));
}

/// Shows one notification, where the desktop takes any.
pub(crate) fn show(app: &AppHandle, announcement: Announcement) {
    app.state::<desktop::Desktop>().show(announcement);
}

async fn announce(app: AppHandle, mut arrivals: Receiver<Arrival>) {
    let core = app.state::<Shell>().core.clone();
    loop {
        let first = match arrivals.recv().await {
            Ok(arrival) if is_wanted(&app, &core, &arrival) => arrival,
            Ok(_) | Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        };
        let mut together = vec![first];
        let end = Instant::now() + COALESCE;
        loop {
            tokio::select! {
                arrival = arrivals.recv() => match arrival {
                    Ok(arrival) if is_wanted(&app, &core, &arrival) => together.push(arrival),
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                },
                () = sleep_until(end) => break,
            }
        }
        let names = names(&core).await;
        if let Some(announcement) = Announcement::of(&together, &names, app.state::<Shell>().words()) {
            show(&app, announcement);
        }
    }
}

fn is_wanted(app: &AppHandle, core: &Core, arrival: &Arrival) -> bool {
    let seen = || core.selected_inbox() == Some(arrival.inbox.id) && window::has_focus(app);
    core.settings().notifications && !arrival.inbox.muted && !seen()
}

/// Warns of an address that ends while it is waited for; a window that has the focus does so itself.
async fn warn(app: &AppHandle, account: u32, inbox: &InboxView) {
    let shell = app.state::<Shell>();
    if shell.core.settings().notifications && !inbox.muted && !window::has_focus(app) {
        let names = names(&shell.core).await;
        show(app, Announcement::ending(&inbox.address, names.get(&account), shell.words()));
    }
}

/// What accounts are called, where it matters.
async fn names(core: &Core) -> BTreeMap<u32, String> {
    core.names().await.unwrap_or_else(|error| {
        tracing::warn!(%error, "the accounts' names could not be read");
        BTreeMap::new()
    })
}

/// Follows what becomes of what was announced: notifications of messages that were read or deleted meanwhile are
/// taken off the screen, all of them when an account is closed.
async fn follow(app: AppHandle) {
    let core = app.state::<Shell>().core.clone();
    let desktop = app.state::<desktop::Desktop>();
    let mut signed_in = Vec::new();
    loop {
        let Ok((snapshot, mut events)) = core.subscribe().await else {
            tokio::time::sleep(RETRY).await;
            continue;
        };
        let accounts = snapshot.accounts.iter().filter(|account| account.signed_in);
        let now: Vec<_> = accounts.map(|account| (account.id, account.kind)).collect();
        if signed_in.iter().any(|account| !now.contains(account)) {
            desktop.close_all();
        }
        signed_in = now;
        loop {
            match events.recv().await {
                Ok(event) => match event.change {
                    Change::Messages { messages, .. } => {
                        messages
                            .iter()
                            .filter(|message| !message.unread)
                            .for_each(|message| desktop.close(&message.id));
                    }
                    Change::MessageRemoved { id, .. } => desktop.close(&id),
                    Change::EndsSoon { account, inbox } => warn(&app, account, &inbox).await,
                    Change::Reset => break,
                    _ => {}
                },
                Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return,
            }
        }
    }
}

/// What the user did with a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reaction {
    /// Clicked on it.
    Open,
    /// Chose "Copy code".
    CopyCode,
}

impl Reaction {
    /// The identifier of the action that copies the code.
    const COPY_CODE: &str = "copy-code";

    fn of(action: &str) -> Self {
        if action == Self::COPY_CODE { Self::CopyCode } else { Self::Open }
    }
}

/// Does what the user chose.
fn react(app: &AppHandle, reaction: Reaction, subject: Option<Subject>) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let core = &app.state::<Shell>().core;
        match (reaction, subject) {
            (Reaction::CopyCode, Some(Subject { code: Some(code), .. })) => {
                if let Err(error) = clipboard::write_code(&app, &code) {
                    tracing::warn!("the code was not copied: {}", error.message);
                }
            }
            (_, Some(subject)) => {
                // The message may be gone; the window says what there is.
                let _ = core.open_message(&subject.message).await;
                window::open(&app);
            }
            (_, None) => window::open(&app),
        }
    });
}
