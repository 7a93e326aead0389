//! Forwards the core's events to the page of the main window.

use mayfly_core::Core;
use mayfly_core::view::{Change, Event, Snapshot};
use std::sync::{Mutex, PoisonError};
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// Forwards events to at most one page: a new subscription replaces the one before.
#[derive(Default)]
pub(crate) struct UiEventForwarder {
    task: Mutex<Option<JoinHandle<()>>>,
}

impl UiEventForwarder {
    /// Returns the current state and sends every later event to `channel`.
    ///
    /// # Errors
    /// When the core can't read its store.
    pub(crate) async fn subscribe_page_to_events(
        &self,
        core: &Core,
        channel: Channel<Event>,
    ) -> Result<Snapshot, mayfly_core::Error> {
        tracing::debug!("the window asks for the state");
        let (snapshot, events) = core.subscribe_with_snapshot().await?;
        tracing::debug!(phase = ?snapshot.phase, "the window has the state");
        let task = tauri::async_runtime::spawn(forward_events_to_page(events, snapshot.seq, channel));
        self.replace_forwarding_task(Some(task));
        Ok(snapshot)
    }

    /// Stops sending events, because the page is gone.
    pub(crate) fn stop_forwarding_events(&self) {
        self.replace_forwarding_task(None);
    }

    fn replace_forwarding_task(&self, task: Option<JoinHandle<()>>) {
        let previous = std::mem::replace(&mut *self.task.lock().unwrap_or_else(PoisonError::into_inner), task);
        if let Some(previous) = previous {
            previous.abort();
        }
    }
}

/// Sends the events after `snapshot_seq` until the page has to take a new snapshot.
async fn forward_events_to_page(mut events: Receiver<Event>, snapshot_seq: u32, channel: Channel<Event>) {
    loop {
        let event = match events.recv().await {
            Ok(event) if event.seq <= snapshot_seq => continue,
            Ok(event) => event,
            // Events were dropped because the page was too slow: it has to start again from a snapshot.
            Err(RecvError::Lagged(_)) => Event { seq: u32::MAX, change: Change::Reset },
            Err(RecvError::Closed) => return,
        };
        let is_last = event.change == Change::Reset;
        if channel.send(event).is_err() || is_last {
            return;
        }
    }
}
