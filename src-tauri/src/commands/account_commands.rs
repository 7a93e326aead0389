//! Commands about accounts.

use crate::app_state::AppState;
use crate::autostart::{find_autostart_state, set_autostart};
use crate::command_result::{CommandResult, IntoCommandResult as _};
use crate::demo_server;
use mayfly_core::view::AccountId;
use secrecy::zeroize::Zeroizing;
use tauri::{AppHandle, State};

/// Checks an API key with the service (`GET /domains`) and, if it is accepted, stores it and opens the account.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connect(
    state: State<'_, AppState>,
    api_key: String,
    base_url: Option<String>,
) -> CommandResult<()> {
    let api_key = Zeroizing::new(api_key);
    state.core.sign_in(&api_key, base_url.as_deref()).await.into_command_result(&state)
}

/// Does the same as `connect` for another account beside those that are signed in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_account(
    state: State<'_, AppState>,
    api_key: String,
    base_url: Option<String>,
) -> CommandResult<()> {
    let api_key = Zeroizing::new(api_key);
    state.core.add_account(&api_key, base_url.as_deref()).await.into_command_result(&state)
}

/// Checks an API key with the service and, if it is accepted, replaces the open account's by it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn replace_api_key(
    state: State<'_, AppState>,
    api_key: String,
    base_url: Option<String>,
) -> CommandResult<()> {
    let api_key = Zeroizing::new(api_key);
    state.core.replace_api_key(&api_key, base_url.as_deref()).await.into_command_result(&state)
}

/// Opens another account that is signed in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn switch_to_account(state: State<'_, AppState>, account_id: AccountId) -> CommandResult<()> {
    state.core.switch_to_account(account_id).await.into_command_result(&state)
}

/// Sets the user's name for an account; `None` restores the name of its service.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_account(
    state: State<'_, AppState>,
    account_id: AccountId,
    name: Option<String>,
) -> CommandResult<()> {
    state.core.rename_account(account_id, name.as_deref()).await.into_command_result(&state)
}

/// Removes an account with its API key, its inboxes and their mail from this computer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_account(state: State<'_, AppState>, account_id: AccountId) -> CommandResult<()> {
    state.core.remove_account(account_id).await.into_command_result(&state)
}

/// Tries to open the keychain and the store again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retry_keychain(state: State<'_, AppState>) -> CommandResult<()> {
    state.core.retry_keychain().await;
    Ok(())
}

/// Continues without a keychain, with everything in memory.
#[tauri::command]
#[specta::specta]
pub(crate) async fn continue_without_keychain(state: State<'_, AppState>) -> CommandResult<()> {
    state.core.continue_without_keychain().await;
    Ok(())
}

/// Opens the built-in demo.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_demo(state: State<'_, AppState>) -> CommandResult<()> {
    demo_server::start_demo_server_and_account(&state).await
}

/// Closes the open account and deletes its API key; also leaves the demo.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_out(state: State<'_, AppState>) -> CommandResult<()> {
    state.core.sign_out().await.into_command_result(&state)?;
    demo_server::stop_demo_server(&state).await;
    Ok(())
}

/// Deletes everything that Mayfly stores on this computer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn wipe_data(app: AppHandle, state: State<'_, AppState>) -> CommandResult<()> {
    // Before the core resets its settings, which would be compared with the autostart entry.
    let starts_at_login = find_autostart_state(&app).unwrap_or_else(|| state.core.settings().start_at_login);
    let autostart_removed = match starts_at_login {
        true => set_autostart(&app, false, &state.current_texts().background_reason()).await,
        // In a Flatpak, the desktop could ask the user about something that was never wanted.
        false => Ok(()),
    };
    state.core.wipe_data().await.into_command_result(&state)?;
    demo_server::stop_demo_server(&state).await;
    autostart_removed
}
