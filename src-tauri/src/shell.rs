//! What the shell itself keeps: the core, the demo's server, and the window's subscription.

use crate::words::Words;
use mayfly_core::view::{Change, ErrorView, Event, Snapshot};
use mayfly_core::{Core, Error};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tempmailg_sandbox::Sandbox;
use tokio::sync::broadcast::error::RecvError;

/// Before the core is asked for its state again after it could not give it.
pub(crate) const RETRY: Duration = Duration::from_secs(5);

/// The shell's state, managed by Tauri.
pub(crate) struct Shell {
    pub(crate) core: Core,
    /// The demo's server; running while the demo is open.
    pub(crate) demo: tokio::sync::Mutex<Option<Sandbox>>,
    /// One change of the settings at a time.
    pub(crate) changing_settings: tokio::sync::Mutex<()>,
    forwarding: Mutex<Option<JoinHandle<()>>>,
}

impl Shell {
    pub(crate) fn new(core: Core) -> Self {
        Self {
            core,
            demo: tokio::sync::Mutex::default(),
            changing_settings: tokio::sync::Mutex::default(),
            forwarding: Mutex::default(),
        }
    }

    /// What to say it with, in the user's language as it is now.
    pub(crate) fn words(&self) -> &'static Words {
        Words::of(&self.core.locale())
    }

    /// Sends every event to the window from now on, and answers with the state to start from.
    pub(crate) async fn subscribe(&self, channel: Channel<Event>) -> Result<Snapshot, ErrorView> {
        tracing::debug!("the window asks for the state");
        let (snapshot, mut events) = self.core.subscribe().await.map_err(|error| self.view(&error))?;
        tracing::debug!(phase = ?snapshot.phase, "the window has the state");
        let start = snapshot.seq;
        let task = tauri::async_runtime::spawn(async move {
            loop {
                let event = match events.recv().await {
                    Ok(event) if event.seq <= start => continue,
                    Ok(event) => event,
                    // The window was too slow: it has to start again, from a snapshot.
                    Err(RecvError::Lagged(_)) => Event { seq: u32::MAX, change: Change::Reset },
                    Err(RecvError::Closed) => return,
                };
                let ends_here = event.change == Change::Reset;
                if channel.send(event).is_err() || ends_here {
                    return;
                }
            }
        });
        self.replace_forwarding(Some(task));
        Ok(snapshot)
    }

    /// Stops sending events: the window is gone.
    pub(crate) fn unsubscribe(&self) {
        self.replace_forwarding(None);
    }

    /// An error as windows see it.
    pub(crate) fn view(&self, error: &Error) -> ErrorView {
        self.core.view_error(error)
    }

    fn replace_forwarding(&self, task: Option<JoinHandle<()>>) {
        let before = std::mem::replace(&mut *self.forwarding.lock().unwrap_or_else(PoisonError::into_inner), task);
        if let Some(before) = before {
            before.abort();
        }
    }
}
