//! What the end-to-end tests and the measuring tools share: a desktop, a service, and control of Mayfly's window.

pub mod app_window;
pub mod process_stats;
pub mod sandbox_process;
pub mod screen_tour;
pub mod stub_notification_server;
pub mod stub_portal;
pub mod stub_session_manager;
pub mod test_desktop;
pub mod tray_host;

pub use app_window::AppWindow;
pub use sandbox_process::SandboxProcess;
pub use test_desktop::{Keychain, TestDesktop};

use std::future::Future;
use std::time::{Duration, Instant};

/// How long a condition is awaited before the test fails: longer than anything takes on a slow machine.
pub const WAIT_TIMEOUT: Duration = Duration::from_secs(60);

/// Polls `read_css_value_numbers` until it returns a value. Panics with `what` after [`WAIT_TIMEOUT`].
pub async fn wait_for_some<T, F: Future<Output = Option<T>>>(
    what: &str,
    mut read_css_value_numbers: impl FnMut() -> F,
) -> T {
    let end = Instant::now() + WAIT_TIMEOUT;
    loop {
        if let Some(value) = read_css_value_numbers().await {
            return value;
        }
        assert!(Instant::now() < end, "timed out waiting for {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Polls `is_true` until it returns true. Panics with `what` after [`WAIT_TIMEOUT`].
pub async fn wait_until_true<F: Future<Output = bool>>(what: &str, mut is_true: impl FnMut() -> F) {
    wait_for_some(what, || {
        let result = is_true();
        async move { result.await.then_some(()) }
    })
    .await;
}

/// Waits until a program has exited by itself, with success.
pub async fn wait_for_exit(program: &mut std::process::Child) {
    let status = wait_for_some("the program to exit", || {
        let status = program.try_wait().unwrap();
        async move { status }
    })
    .await;
    assert!(status.success(), "the program exited with {status}");
}
