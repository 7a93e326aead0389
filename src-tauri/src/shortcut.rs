//! The keys that make a new address from anywhere.
//!
//! The plugin is not loaded before it is needed: on X11 it asks for keys twenty times a second.

use crate::tray;
use mayfly_core::view::{ErrorCode, ErrorDetails, ErrorView};
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Manager as _, Wry};
use tauri_plugin_global_shortcut::{Builder, GlobalShortcut, GlobalShortcutExt as _, ShortcutState};

/// The keys that are registered.
#[derive(Debug, Default)]
pub(crate) struct Keys(Mutex<Option<String>>);

/// Registers these keys in place of those before; `None` for none.
///
/// # Errors
/// When they can't be had; then those before are kept.
pub(crate) async fn set(app: &AppHandle, keys: Option<&str>) -> Result<(), ErrorView> {
    let (app, keys) = (app.clone(), keys.map(str::to_owned));
    // Registering waits for the main thread.
    tauri::async_runtime::spawn_blocking(move || replace(&app, keys))
        .await
        .map_err(|error| refused(error.to_string()))?
}

fn replace(app: &AppHandle, keys: Option<String>) -> Result<(), ErrorView> {
    let state = app.state::<Keys>();
    let mut registered = state.0.lock().unwrap_or_else(PoisonError::into_inner);
    if *registered == keys {
        return Ok(());
    }
    if let Some(keys) = &keys {
        can_listen()?;
        load(app)?;
        app.global_shortcut()
            .on_shortcut(keys.as_str(), |app, _, event| {
                if event.state == ShortcutState::Pressed {
                    tauri::async_runtime::spawn(tray::new_address(app.clone()));
                }
            })
            .map_err(|error| refused(error.to_string()))?;
    }
    if let Some(before) = std::mem::replace(&mut *registered, keys)
        && let Err(error) = app.global_shortcut().unregister(before.as_str())
    {
        tracing::warn!("a shortcut was not given back: {error}");
    }
    Ok(())
}

fn load(app: &AppHandle) -> Result<(), ErrorView> {
    if app.try_state::<GlobalShortcut<Wry>>().is_some() {
        return Ok(());
    }
    let (done, loaded) = std::sync::mpsc::channel();
    let handle = app.clone();
    // Some systems want the main thread for it.
    app.run_on_main_thread(move || {
        let _ = done.send(handle.plugin(Builder::new().build()));
    })
    .map_err(|error| refused(error.to_string()))?;
    match loaded.recv() {
        Ok(loaded) => loaded.map_err(|error| refused(error.to_string())),
        Err(error) => Err(refused(error.to_string())),
    }
}

/// Wayland gives programs no keys but their own windows'; asking X11 there would seem to work and never would.
fn can_listen() -> Result<(), ErrorView> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && (is_set("WAYLAND_DISPLAY") || !is_set("DISPLAY")) {
        return Err(refused("Wayland gives programs no keys but their own windows'".into()));
    }
    Ok(())
}

fn refused(message: String) -> ErrorView {
    ErrorView { code: ErrorCode::ShortcutUnavailable, message, details: ErrorDetails::default() }
}
