//! The global shortcut that makes a new address while another program has the focus.
//!
//! The plugin is loaded when a shortcut is first registered: on X11 it polls the keyboard twenty times a second.

use crate::address_creation::create_address_or_open_window;
use mayfly_core::view::{ErrorCode, ErrorTextValues, ErrorView};
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Manager as _, Wry};
use tauri_plugin_global_shortcut::{Builder, GlobalShortcut, GlobalShortcutExt as _, ShortcutState};

/// The shortcut that is registered with the system, if any.
#[derive(Debug, Default)]
pub(crate) struct RegisteredShortcut(Mutex<Option<String>>);

/// Registers a shortcut in place of the current one; `None` removes it.
///
/// # Errors
/// When the system refuses the shortcut; the current one stays registered then.
pub(crate) async fn set_global_shortcut(app: &AppHandle, shortcut: Option<&str>) -> Result<(), ErrorView> {
    let (app, shortcut) = (app.clone(), shortcut.map(str::to_owned));
    // Registering waits for the main thread.
    tauri::async_runtime::spawn_blocking(move || replace_shortcut(&app, shortcut))
        .await
        .map_err(|error| shortcut_error(error.to_string()))?
}

fn replace_shortcut(app: &AppHandle, shortcut: Option<String>) -> Result<(), ErrorView> {
    let state = app.state::<RegisteredShortcut>();
    let mut registered = state.0.lock().unwrap_or_else(PoisonError::into_inner);
    if *registered == shortcut {
        return Ok(());
    }
    if let Some(shortcut) = &shortcut {
        ensure_shortcuts_are_supported()?;
        load_shortcut_plugin(app)?;
        app.global_shortcut()
            .on_shortcut(shortcut.as_str(), |app, _, event| {
                if event.state == ShortcutState::Pressed {
                    tauri::async_runtime::spawn(create_address_or_open_window(app.clone()));
                }
            })
            .map_err(|error| shortcut_error(error.to_string()))?;
    }
    if let Some(previous) = std::mem::replace(&mut *registered, shortcut)
        && let Err(error) = app.global_shortcut().unregister(previous.as_str())
    {
        tracing::warn!("the previous shortcut is still registered: {error}");
    }
    Ok(())
}

fn load_shortcut_plugin(app: &AppHandle) -> Result<(), ErrorView> {
    if app.try_state::<GlobalShortcut<Wry>>().is_some() {
        return Ok(());
    }
    let (sender, receiver) = std::sync::mpsc::channel();
    let handle = app.clone();
    // Some systems require the main thread for it.
    app.run_on_main_thread(move || {
        let _ = sender.send(handle.plugin(Builder::new().build()));
    })
    .map_err(|error| shortcut_error(error.to_string()))?;
    match receiver.recv() {
        Ok(loaded) => loaded.map_err(|error| shortcut_error(error.to_string())),
        Err(error) => Err(shortcut_error(error.to_string())),
    }
}

/// Fails on Wayland, where a program receives no keys but those of its own windows; registering with X11 there would
/// succeed without effect.
fn ensure_shortcuts_are_supported() -> Result<(), ErrorView> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && (is_set("WAYLAND_DISPLAY") || !is_set("DISPLAY")) {
        return Err(shortcut_error("Wayland gives programs no keys but their own windows'".into()));
    }
    Ok(())
}

fn shortcut_error(message: String) -> ErrorView {
    ErrorView { code: ErrorCode::ShortcutUnavailable, message, details: ErrorTextValues::default().into() }
}
