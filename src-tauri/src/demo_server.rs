//! The demo's server: the sandbox inside this process, on a random loopback port with a random API key.

use crate::app_state::AppState;
use mayfly_core::view::{ErrorCode, ErrorTextValues, ErrorView};
use tempmailg_sandbox::Sandbox;

/// Starts the demo's server, opens its account and makes a first inbox in it.
pub(crate) async fn start_demo_server_and_account(state: &AppState) -> Result<(), ErrorView> {
    let mut server = state.demo_server.lock().await;
    let sandbox = Sandbox::builder().start().await.map_err(|error| ErrorView {
        code: ErrorCode::Internal,
        message: format!("the demo's server did not start: {error}"),
        details: ErrorTextValues::default().into(),
    })?;
    state
        .core
        .open_demo_account(sandbox.base_url(), sandbox.api_key())
        .await
        .map_err(|error| state.error_view(&error))?;
    *server = Some(sandbox);
    // Sample mail arrives in this inbox while the visitor looks around.
    state.core.create_inbox().await.map(drop).map_err(|error| state.error_view(&error))
}

/// Stops the demo's server, if it runs.
pub(crate) async fn stop_demo_server(state: &AppState) {
    if let Some(sandbox) = state.demo_server.lock().await.take() {
        sandbox.shutdown().await;
    }
}
