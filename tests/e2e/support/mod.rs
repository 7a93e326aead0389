//! Everything a test needs to treat Mayfly as a person would: a screen, a bus, a keychain, a service.

pub mod desktop;
pub mod notifications;
pub mod process;
pub mod service;
pub mod tour;
pub mod tray;
pub mod window;

pub use desktop::{Desktop, Keychain};
pub use service::Service;
pub use window::Window;

use std::future::Future;
use std::time::{Duration, Instant};

/// Longer than anything here takes on a slow machine; a test that waits this long has failed.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Asks again until there is an answer.
pub async fn until<T, F: Future<Output = Option<T>>>(what: &str, mut ask: impl FnMut() -> F) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(Instant::now() < end, "waited in vain for {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Asks again until it is so.
pub async fn until_true<F: Future<Output = bool>>(what: &str, mut ask: impl FnMut() -> F) {
    until(what, || {
        let answer = ask();
        async move { answer.await.then_some(()) }
    })
    .await;
}

/// Waits until a program has ended by itself, and well.
pub async fn until_ended(program: &mut std::process::Child) {
    let status = until("the end", || {
        let status = program.try_wait().unwrap();
        async move { status }
    })
    .await;
    assert!(status.success(), "it ended with {status}");
}
