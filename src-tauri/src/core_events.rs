//! Subscribes to the core's events for listeners that need no snapshot.

use mayfly_core::Core;
use mayfly_core::view::Event;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;

/// The pause before another attempt after the core could not read its store.
const RETRY_DELAY: Duration = Duration::from_secs(5);

/// Returns a receiver of every event from now on.
pub(crate) async fn subscribe_core_events(core: &Core) -> Receiver<Event> {
    loop {
        match core.subscribe().await {
            Ok((_, events)) => return events,
            Err(error) => tracing::debug!("the core's events are not available yet: {error}"),
        }
        tokio::time::sleep(RETRY_DELAY).await;
    }
}
