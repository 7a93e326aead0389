//! Commands about the app as a whole.

use crate::app_state::AppState;
use crate::command_result::{CommandResult, IntoCommandResult as _};
use crate::{environment_variables, main_window};
use mayfly_core::view::{AppInfo, Event, Phase, Snapshot, WindowShape};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};

/// Returns the current state, and sends every later event to `events`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn subscribe(
    app: AppHandle,
    state: State<'_, AppState>,
    events: Channel<Event>,
) -> CommandResult<Snapshot> {
    let result = state.ui_events.subscribe_page_to_events(&state.core, events).await.into_command_result(&state);
    let has_state = !matches!(&result, Ok(snapshot) if snapshot.phase == Phase::Starting);
    main_window::show_window_after_state_response(&app, has_state);
    result
}

/// Returns the base URL that the welcome page starts with.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preset_base_url(state: State<'_, AppState>) -> CommandResult<Option<String>> {
    match environment_variables::read_preset_base_url() {
        Some(preset) => Ok(Some(preset)),
        None => state.core.last_base_url().await.into_command_result(&state),
    }
}

/// Exits the app.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quit(app: AppHandle) {
    app.exit(0);
}

/// Makes the window the pocket window, or the full window again.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_window_shape(app: AppHandle, shape: WindowShape) {
    main_window::set_window_shape(&app, shape);
}

/// Removes a notice.
#[tauri::command]
#[specta::specta]
pub(crate) fn dismiss_notice(state: State<'_, AppState>, notice_id: u32) {
    state.core.dismiss_notice(notice_id);
}

/// Returns the app's version and the folder of its data.
#[tauri::command]
#[specta::specta]
pub(crate) fn app_info(state: State<'_, AppState>) -> AppInfo {
    state.core.app_info(env!("CARGO_PKG_VERSION"))
}
