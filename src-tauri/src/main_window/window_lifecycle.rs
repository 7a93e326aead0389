//! Opens, shows and closes the main window by its state machine.

use super::current_window_phase::{CurrentWindowLifecyclePhase, PageLoadId};
use super::window_builder::build_main_window;
use super::window_lifecycle_phase::{WindowPhaseEffect, WindowPhaseInput};
use super::window_shape::{apply_shape_then_run, apply_window_shape};
use super::window_size::{record_unmaximised_size, repeat_lost_size_request, save_size_on_close};
use crate::app_state::AppState;
use crate::tray_availability::{is_tray_available, is_tray_missing};
use crate::web_view;
use crate::window_labels::MAIN_WINDOW;
use mayfly_core::view::WindowShape;
use std::time::Duration;
use tauri::{AppHandle, Manager, WebviewWindow, Window, WindowEvent};

/// A window whose page has not requested its state by then is shown anyway.
const PAGE_LOAD_TIMEOUT: Duration = Duration::from_secs(3);

/// The time in which a response reaches the page.
const RESPONSE_TIME: Duration = Duration::from_millis(5);

/// The time in which the page draws its first state.
const DRAWING_TIME: Duration = Duration::from_millis(400);

/// Creates the window while the app is set up, unless the app starts hidden.
pub(crate) fn start_main_window(app: &AppHandle, hidden: bool) {
    if hidden {
        app.state::<AppState>().core.record_window_visibility(false);
    } else {
        apply_window_input(app, WindowPhaseInput::OpenRequested);
    }
}

/// Opens the full window, or brings it to the front. A keychain that is waited for may now ask for its password.
pub(crate) fn open_main_window(app: &AppHandle) {
    open_window_in_shape(app, WindowShape::Full);
}

/// Opens the pocket window, or brings it to the front; without an account the full window, which says what to do.
pub(crate) async fn open_pocket_window(app: AppHandle) {
    let core = &app.state::<AppState>().core;
    // Right after a start the accounts may still be opening.
    core.wait_until_accounts_open().await;
    let has_account = core.active_account_id().is_some();
    open_window_in_shape(&app, if has_account { WindowShape::Pocket } else { WindowShape::Full });
}

fn open_window_in_shape(app: &AppHandle, shape: WindowShape) {
    app.state::<AppState>().core.retry_keychain_if_waiting();
    apply_shape_then_run(app, shape, |app| {
        let app = app.clone();
        // In a task of its own: creating a window inside an event handler deadlocks on Windows.
        tauri::async_runtime::spawn(async move { apply_window_input(&app, WindowPhaseInput::OpenRequested) });
    });
}

/// Shows the window once the page has received the response to its request for the state; `has_state` is `false` when
/// the response says that the app is still starting.
///
/// Not before: showing takes the main thread, through which the response is sent, and a page that is visible without
/// its state is drawn twice. While the page loads, WebKitGTK would also wait up to half a second for a frame in the
/// window's size, on the thread that delivers the page's script.
pub(crate) fn show_window_after_state_response(app: &AppHandle, has_state: bool) {
    let load = app.state::<CurrentWindowLifecyclePhase>().current_page_load_id();
    show_window_after_delay(app, RESPONSE_TIME, load, has_state);
}

/// Whether the app goes on running when the window is closed: the user wants it, and the tray can open the window
/// again; or the user wants it without a tray, and the desktop has not refused it.
pub(crate) fn keeps_running_without_window(app: &AppHandle) -> bool {
    let core = &app.state::<AppState>().core;
    let settings = core.settings();
    if is_tray_available(app) {
        settings.close_to_tray
    } else {
        settings.run_in_background && is_tray_missing(app) && core.desktop_status().background_error.is_none()
    }
}

/// Whether the window is closed and not about to be shown.
pub(crate) fn is_main_window_closed(app: &AppHandle) -> bool {
    app.state::<CurrentWindowLifecyclePhase>().is_closed()
}

/// Whether the window has the focus.
pub(crate) fn is_main_window_focused(app: &AppHandle) -> bool {
    app.get_webview_window(MAIN_WINDOW).is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// Handles an event of a window.
pub(crate) fn handle_window_event(window: &Window, event: &WindowEvent) {
    if window.label() != MAIN_WINDOW {
        return;
    }
    let app = window.app_handle();
    match event {
        WindowEvent::CloseRequested { api, .. } => {
            save_size_on_close(app);
            if cfg!(target_os = "linux") && keeps_running_without_window(app) {
                api.prevent_close();
                apply_window_input(app, WindowPhaseInput::SuspendRequested);
                // It opens again as the full window.
                apply_window_shape(app, WindowShape::Full);
            }
        }
        WindowEvent::Resized(_) => {
            repeat_lost_size_request(app);
            record_unmaximised_size(app);
        }
        WindowEvent::Destroyed => {
            apply_window_input(app, WindowPhaseInput::Destroyed);
            apply_window_shape(app, WindowShape::Full);
        }
        _ => {}
    }
}

fn apply_window_input(app: &AppHandle, input: WindowPhaseInput) {
    perform_window_effects(app, app.state::<CurrentWindowLifecyclePhase>().apply_window_input(input));
}

fn apply_window_timer_input(app: &AppHandle, input: WindowPhaseInput, load: PageLoadId) {
    perform_window_effects(app, app.state::<CurrentWindowLifecyclePhase>().apply_window_timer_input(input, load));
}

fn perform_window_effects(app: &AppHandle, effects: &[WindowPhaseEffect]) {
    let state = app.state::<AppState>();
    for effect in effects {
        match effect {
            WindowPhaseEffect::CreateWindow => create_main_window(app),
            WindowPhaseEffect::ReloadPage => reload_suspended_page(app),
            WindowPhaseEffect::RevealWindow => reveal_window(app),
            WindowPhaseEffect::SuspendWindow => suspend_window(app),
            WindowPhaseEffect::MarkWindowVisible => state.core.record_window_visibility(true),
            WindowPhaseEffect::StopPageEventsAndMarkHidden => {
                state.ui_events.stop_forwarding_events();
                state.core.clear_shown_message();
                state.core.record_window_visibility(false);
            }
            WindowPhaseEffect::DeferChecks => state.core.hold_checks_until_released(),
            WindowPhaseEffect::ReleaseChecks => state.core.start_deferred_checks(),
        }
    }
}

fn create_main_window(app: &AppHandle) {
    let load = app.state::<CurrentWindowLifecyclePhase>().current_page_load_id();
    match build_main_window(app) {
        Ok(_) => show_window_after_delay(app, PAGE_LOAD_TIMEOUT, load, true),
        Err(error) => {
            tracing::error!("the window could not be created: {error}");
            #[cfg(not(target_os = "linux"))]
            super::creation_failure::show_window_creation_failure(app, &error);
            apply_window_input(app, WindowPhaseInput::CreationFailed);
        }
    }
}

fn reload_suspended_page(app: &AppHandle) {
    let load = app.state::<CurrentWindowLifecyclePhase>().current_page_load_id();
    if let Some(window) = app.get_webview_window(MAIN_WINDOW)
        && let Err(error) = window.reload()
    {
        tracing::error!("the window's page could not be loaded: {error}");
    }
    show_window_after_delay(app, PAGE_LOAD_TIMEOUT, load, true);
}

/// Shows the window after a while, and if the page has something to draw, releases the checks when it has drawn it.
fn show_window_after_delay(app: &AppHandle, delay: Duration, load: PageLoadId, has_state: bool) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(delay).await;
        apply_window_timer_input(&app, WindowPhaseInput::ShowDue, load);
        if has_state {
            tokio::time::sleep(DRAWING_TIME).await;
            apply_window_timer_input(&app, WindowPhaseInput::DrawingDone, load);
        }
    });
}

/// Shows the window and gives it the focus. On the main thread, where windows are also closed: a window that was closed
/// in the meantime stays hidden.
fn reveal_window(app: &AppHandle) {
    let handle = app.clone();
    let scheduled = app.run_on_main_thread(move || {
        if handle.state::<CurrentWindowLifecyclePhase>().is_shown()
            && let Some(window) = handle.get_webview_window(MAIN_WINDOW)
            && let Err(error) = show_and_focus_window(&window)
        {
            tracing::warn!("the window could not be shown: {error}");
        }
    });
    if let Err(error) = scheduled {
        tracing::warn!("the window could not be shown: {error}");
    }
}

fn show_and_focus_window(window: &WebviewWindow) -> tauri::Result<()> {
    // A Wayland compositor neither restores a minimised window for its program nor lets one come to the front that is
    // there already; a window that is shown anew gets the focus.
    #[cfg(target_os = "linux")]
    if is_on_wayland(window)? && window.is_visible()? && !window.is_focused()? {
        window.hide()?;
    }
    window.show()?;
    // A hidden window has no button in the taskbar.
    #[cfg(windows)]
    super::unread_overlay::apply_unread_overlay(window);
    window.unminimize()?;
    window.set_focus()
}

#[cfg(target_os = "linux")]
fn is_on_wayland(window: &WebviewWindow) -> tauri::Result<bool> {
    use gtk::gdk::prelude::DisplayExtManual as _;
    use gtk::prelude::WidgetExt as _;
    Ok(window.gtk_window()?.display().backend().is_wayland())
}

fn suspend_window(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN_WINDOW) else { return };
    if let Err(error) = window.hide().and_then(|()| web_view::terminate_page_processes(&window)) {
        tracing::warn!("the window could not be closed: {error}");
    }
}
