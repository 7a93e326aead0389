//! Work that takes the processor for long, away from the threads that serve the network.

use crate::error::{Error, Result};

/// Runs `work` on a thread of tokio's blocking pool.
pub(crate) async fn run_blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Internal("work on a blocking thread panicked"))
}
