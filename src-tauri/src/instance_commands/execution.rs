//! Executes the commands in the running Mayfly.

use crate::address_copying::copy_inbox_address;
use crate::address_creation::create_and_copy_address;
use crate::app_command_line::InstanceCommand;
use crate::app_state::AppState;
use crate::{clipboard, main_window};
use mayfly_core::Error;
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use thiserror::Error as ThisError;

/// How long a command waits for Mayfly to open its stored accounts.
const START_TIMEOUT: Duration = Duration::from_secs(20);

/// Why a command was not carried out. Each is a sentence for a terminal.
#[derive(Debug, ThisError)]
pub(super) enum InstanceCommandError {
    /// The stored accounts are not open yet.
    #[error("Mayfly is still starting; try again in a moment")]
    StillStarting,
    /// The keychain has to be unlocked first.
    #[error("Mayfly waits for the keychain: unlock it, then try again")]
    KeychainLocked,
    /// The window asks what to do about stored mail that can't be opened.
    #[error("the stored mail can't be opened: `mayfly open` shows why and what can be done")]
    StoreNotOpen,
    /// There is no account.
    #[error("no account is signed in: `mayfly open` shows the page for it")]
    NotSignedIn,
    /// No code came lately.
    #[error("no code came in the last ten minutes")]
    NoRecentCode,
    /// There is no address to copy.
    #[error("there is no address that receives mail; `mayfly new` makes one")]
    NoOpenAddress,
    /// What was to be copied is known, but not on the clipboard.
    #[error("{text} was not copied: {reason}")]
    NotCopied {
        /// The address or code.
        text: String,
        /// The clipboard's error.
        reason: String,
    },
    /// The core's error.
    #[error(transparent)]
    Core(Error),
}

impl From<Error> for InstanceCommandError {
    fn from(error: Error) -> Self {
        if matches!(error, Error::NotSignedIn) { Self::NotSignedIn } else { Self::Core(error) }
    }
}

/// Executes a command and returns what it made or copied, for standard output.
pub(super) async fn execute_instance_command(
    app: &AppHandle,
    command: InstanceCommand,
) -> Result<String, InstanceCommandError> {
    if command != InstanceCommand::OpenWindow {
        wait_until_accounts_are_open(app).await?;
    }
    let core = &app.state::<AppState>().core;
    let (text, copied) = match command {
        InstanceCommand::OpenWindow => {
            main_window::open_main_window(app);
            return Ok("the window is open".into());
        }
        InstanceCommand::CreateAddress => create_and_copy_address(app).await?,
        InstanceCommand::CopyCode => {
            let code = core.recent_code().await?.ok_or(InstanceCommandError::NoRecentCode)?.code;
            let copied = clipboard::copy_code(app, &code);
            (code, copied)
        }
        InstanceCommand::CopyAddress => {
            let inboxes = core.list_newest_open_inboxes(1).await?;
            let inbox = inboxes.into_iter().next().ok_or(InstanceCommandError::NoOpenAddress)?;
            let copied = copy_inbox_address(app, &inbox);
            (inbox.address, copied)
        }
    };
    match copied {
        Ok(()) => Ok(text),
        Err(error) => Err(InstanceCommandError::NotCopied { text, reason: error.message }),
    }
}

/// Executes a command where nothing can be returned to its caller: the window shows what failed.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn execute_command_and_show_errors(app: AppHandle, command: InstanceCommand) {
    if let Err(error) = execute_instance_command(&app, command).await {
        tracing::warn!("a command from the command line failed: {error}");
        if let InstanceCommandError::Core(error) = &error {
            let state = app.state::<AppState>();
            state.core.add_notice(state.error_view(error));
        }
        main_window::open_main_window(&app);
    }
}

/// Waits until the accounts are open; a keychain that is waited for may now ask for its password.
async fn wait_until_accounts_are_open(app: &AppHandle) -> Result<(), InstanceCommandError> {
    let core = &app.state::<AppState>().core;
    tokio::time::timeout(START_TIMEOUT, core.wait_until_accounts_open())
        .await
        .map_err(|_| InstanceCommandError::StillStarting)?;
    if core.is_waiting_for_keychain() {
        core.retry_keychain_if_waiting();
        return Err(InstanceCommandError::KeychainLocked);
    }
    if core.is_store_blocked() {
        return Err(InstanceCommandError::StoreNotOpen);
    }
    core.active_account_id().map(drop).ok_or(InstanceCommandError::NotSignedIn)
}
