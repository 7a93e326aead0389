//! Commands about the account.

use super::{Answer, OrView as _};
use crate::{autostart, demo, shell::Shell};
use tauri::{AppHandle, State};

/// Checks the key with the service (`GET /domains`) and, if it is accepted, keeps it and opens the account.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connect(shell: State<'_, Shell>, key: String, base_url: Option<String>) -> Answer<()> {
    let key = secrecy::zeroize::Zeroizing::new(key);
    shell.core.connect(&key, base_url.as_deref()).await.or_view(&shell)
}

/// Does the same for an account beside those that are signed in, and opens it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_account(shell: State<'_, Shell>, key: String, base_url: Option<String>) -> Answer<()> {
    let key = secrecy::zeroize::Zeroizing::new(key);
    shell.core.add_account(&key, base_url.as_deref()).await.or_view(&shell)
}

/// Checks another key with the service and, if it is accepted, has it take the place of the open account's.
#[tauri::command]
#[specta::specta]
pub(crate) async fn replace_key(shell: State<'_, Shell>, key: String, base_url: Option<String>) -> Answer<()> {
    let key = secrecy::zeroize::Zeroizing::new(key);
    shell.core.replace_key(&key, base_url.as_deref()).await.or_view(&shell)
}

/// Opens another account that is signed in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_account(shell: State<'_, Shell>, account_id: u32) -> Answer<()> {
    shell.core.open_account(account_id).await.or_view(&shell)
}

/// Gives an account the user's own name for it; with none it is called after its service.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_account(shell: State<'_, Shell>, account_id: u32, name: Option<String>) -> Answer<()> {
    shell.core.rename_account(account_id, name.as_deref()).await.or_view(&shell)
}

/// Removes an account with its key, its inboxes and their mail from this computer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_account(shell: State<'_, Shell>, account_id: u32) -> Answer<()> {
    shell.core.remove_account(account_id).await.or_view(&shell)
}

/// Tries the keychain and the store again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retry_keychain(shell: State<'_, Shell>) -> Answer<()> {
    shell.core.retry_keychain().await;
    Ok(())
}

/// Goes on without a keychain, keeping everything in memory.
#[tauri::command]
#[specta::specta]
pub(crate) async fn use_session_only(shell: State<'_, Shell>) -> Answer<()> {
    shell.core.use_session_only().await;
    Ok(())
}

/// Opens the built-in demo.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_demo(shell: State<'_, Shell>) -> Answer<()> {
    demo::start(&shell).await
}

/// Closes the open account and forgets its key; leaves the demo.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_out(shell: State<'_, Shell>) -> Answer<()> {
    shell.core.sign_out().await.or_view(&shell)?;
    demo::stop(&shell).await;
    Ok(())
}

/// Deletes everything Mayfly keeps on this computer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn wipe_data(app: AppHandle, shell: State<'_, Shell>) -> Answer<()> {
    // First, so that nobody takes up a setting from it any more.
    let forgotten = autostart::set(&app, false);
    shell.core.wipe_data().await.or_view(&shell)?;
    demo::stop(&shell).await;
    forgotten
}
