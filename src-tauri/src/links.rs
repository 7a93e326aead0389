//! The way out of a message: a link becomes a question in the window, and only a yes opens it.

use crate::shell::Shell;
use mayfly_core::view::{ErrorCode, ErrorDetails, ErrorView};
use tauri::{AppHandle, Manager as _, Url};
use tauri_plugin_opener::OpenerExt as _;

/// A message asked for a new window: has the window ask the user.
pub(crate) fn asked_for(app: &AppHandle, url: &Url) {
    let (app, href) = (app.clone(), url.as_str().to_owned());
    tauri::async_runtime::spawn(async move {
        if let Err(error) = app.state::<Shell>().core.ask_about(&href).await {
            // The address stays out of the log: it often holds a token.
            tracing::warn!(code = ?error.code(), "a link could not be asked about");
        }
    });
}

/// Gives an address that the user said yes to to the system's browser or mail program.
pub(crate) fn open(app: &AppHandle, address: &str) -> Result<(), ErrorView> {
    app.opener().open_url(address, None::<&str>).map_err(|_| ErrorView {
        code: ErrorCode::OpenFailed,
        // Not the error's own text: it may repeat the address.
        message: "no program took the link".to_owned(),
        details: ErrorDetails::default(),
    })
}
