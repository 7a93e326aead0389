//! The demo: the sandbox server inside this process, on a random loopback port with a random key.

use crate::shell::Shell;
use mayfly_core::view::{ErrorCode, ErrorDetails, ErrorView};
use tempmailg_sandbox::Sandbox;

/// Starts the demo's server and opens its account, with a first inbox in it.
pub(crate) async fn start(shell: &Shell) -> Result<(), ErrorView> {
    let mut running = shell.demo.lock().await;
    let sandbox = Sandbox::builder().start().await.map_err(|error| ErrorView {
        code: ErrorCode::Internal,
        message: format!("the demo's server did not start: {error}"),
        details: ErrorDetails::default(),
    })?;
    shell.core.start_demo(sandbox.base_url(), sandbox.key()).await.map_err(|error| shell.view(&error))?;
    *running = Some(sandbox);
    // A demo shows something: mail comes in while the visitor looks around.
    shell.core.create_inbox().await.map(drop).map_err(|error| shell.view(&error))
}

/// Stops the demo's server, if it runs.
pub(crate) async fn stop(shell: &Shell) {
    if let Some(sandbox) = shell.demo.lock().await.take() {
        sandbox.shutdown().await;
    }
}
