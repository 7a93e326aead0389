//! The global shortcut where a program may take keys for itself: X11, Windows and macOS.
//!
//! The plugin is loaded when a shortcut is first registered: on X11 it polls the keyboard twenty times a second.

use super::shortcut_error::ShortcutError;
use super::shortcut_keys::parse_shortcut_keys;
use crate::address_creation::create_address_or_open_window;
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Manager as _, Wry};
use tauri_plugin_global_shortcut::{Builder, GlobalShortcut, GlobalShortcutExt as _, Shortcut, ShortcutState};

/// The keys that are registered with the system, if any; managed by Tauri.
#[derive(Debug, Default)]
pub(super) struct GrabbedKeys(Mutex<Option<Shortcut>>);

/// Registers keys in place of the current ones; `None` removes them.
///
/// # Errors
/// When the system refuses the keys; the current ones stay registered then.
pub(super) async fn register_shortcut_keys(app: &AppHandle, keys: Option<&str>) -> Result<(), ShortcutError> {
    let keys = keys.map(parse_shortcut_keys).transpose()?;
    let app = app.clone();
    // Registering waits for the main thread.
    tauri::async_runtime::spawn_blocking(move || replace_grabbed_keys(&app, keys))
        .await
        .map_err(|error| ShortcutError::Taken(error.to_string()))?
}

fn replace_grabbed_keys(app: &AppHandle, keys: Option<Shortcut>) -> Result<(), ShortcutError> {
    let state = app.state::<GrabbedKeys>();
    let mut grabbed = state.0.lock().unwrap_or_else(PoisonError::into_inner);
    if *grabbed == keys {
        return Ok(());
    }
    if let Some(keys) = keys {
        load_shortcut_plugin(app)?;
        app.global_shortcut()
            .on_shortcut(keys, |app, _, event| {
                if event.state == ShortcutState::Pressed {
                    tauri::async_runtime::spawn(create_address_or_open_window(app.clone()));
                }
            })
            .map_err(|error| ShortcutError::Taken(error.to_string()))?;
    }
    if let Some(previous) = std::mem::replace(&mut *grabbed, keys) {
        if let Err(error) = app.global_shortcut().unregister(previous) {
            tracing::warn!("the previous shortcut is still registered: {error}");
        }
        #[cfg(target_os = "linux")]
        flush_key_ungrabs(app);
    }
    Ok(())
}

/// Has the X server learn that keys were given back: the library leaves the request in its buffer until it needs an
/// answer, and until then the keys work nowhere. Registering asks for the keyboard's layout first. The keys for it are
/// ones that nobody has, for they stay taken in the same way.
#[cfg(target_os = "linux")]
fn flush_key_ungrabs(app: &AppHandle) {
    use tauri_plugin_global_shortcut::{Code, Modifiers};
    let all_modifiers = Modifiers::CONTROL | Modifiers::ALT | Modifiers::SHIFT | Modifiers::SUPER;
    let unused_keys = Shortcut::new(Some(all_modifiers), Code::F24);
    // A keyboard layout without F24 refuses it, after the answer.
    if app.global_shortcut().register(unused_keys).is_ok() {
        let _ = app.global_shortcut().unregister(unused_keys);
    }
}

fn load_shortcut_plugin(app: &AppHandle) -> Result<(), ShortcutError> {
    if app.try_state::<GlobalShortcut<Wry>>().is_some() {
        return Ok(());
    }
    let (sender, receiver) = std::sync::mpsc::channel();
    let handle = app.clone();
    // Some systems require the main thread for it.
    app.run_on_main_thread(move || {
        let _ = sender.send(handle.plugin(Builder::new().build()));
    })
    .map_err(|error| ShortcutError::Unavailable(error.to_string()))?;
    match receiver.recv() {
        Ok(loaded) => loaded.map_err(|error| ShortcutError::Unavailable(error.to_string())),
        Err(error) => Err(ShortcutError::Unavailable(error.to_string())),
    }
}
