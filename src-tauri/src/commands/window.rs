//! Commands about the window and the app as a whole.

use super::{Answer, OrView as _};
use crate::shell::Shell;
use crate::{options, tray, window};
use mayfly_core::view::{About, Event, Phase, Snapshot};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};

/// The state as it is, and from now on every event after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn subscribe(app: AppHandle, shell: State<'_, Shell>, events: Channel<Event>) -> Answer<Snapshot> {
    let answer = shell.subscribe(events).await;
    let has_state = !matches!(&answer, Ok(snapshot) if snapshot.phase == Phase::Starting);
    window::page_is_answered(&app, has_state);
    answer
}

/// The base URL that the welcome page starts with.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preset_base_url(shell: State<'_, Shell>) -> Answer<Option<String>> {
    match options::preset_base_url() {
        Some(preset) => Ok(Some(preset)),
        None => shell.core.last_base_url().await.or_view(&shell),
    }
}

/// Whether the desktop shows a tray: without one, closing the window ends Mayfly.
#[tauri::command]
#[specta::specta]
pub(crate) async fn has_tray(app: AppHandle) -> bool {
    tray::is_reachable(&app)
}

/// Ends the app.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quit(app: AppHandle) {
    app.exit(0);
}

/// Takes a notice off the screen.
#[tauri::command]
#[specta::specta]
pub(crate) fn dismiss_notice(shell: State<'_, Shell>, notice_id: u32) {
    shell.core.dismiss_notice(notice_id);
}

/// Which Mayfly this is, and where it keeps its data.
#[tauri::command]
#[specta::specta]
pub(crate) fn about(shell: State<'_, Shell>) -> About {
    shell.core.about(env!("CARGO_PKG_VERSION"))
}
