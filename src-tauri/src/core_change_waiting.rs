//! Waiting for events of the core.

use mayfly_core::view::{Change, Event};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// Waits for a relevant change, or for one that was missed because too many came; returns `false` when the core is gone.
pub(crate) async fn wait_for_change(events: &mut Receiver<Event>, is_relevant: impl Fn(&Change) -> bool) -> bool {
    loop {
        match events.recv().await {
            Ok(event) if is_relevant(&event.change) => return true,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return true,
            Err(RecvError::Closed) => return false,
        }
    }
}
