//! Copying by Mayfly's own window, where nothing else can.
//!
//! A Wayland compositor takes what a window with the focus copies. Such a copy ends with the window, can't be marked as a secret,
//! and isn't read back here: GTK would wait for it on the main thread.

use crate::window_labels::MAIN_WINDOW;
use gtk::gdk::SELECTION_CLIPBOARD;
use gtk::prelude::GtkWindowExt as _;
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};

/// The longest wait for the main thread.
const MAIN_THREAD_TIMEOUT: Duration = Duration::from_secs(2);

/// What the window copied last, if that was the last copy; managed by Tauri.
#[derive(Default)]
pub(super) struct LastWindowCopy(Mutex<Option<SecretString>>);

/// Has the window copy a text; returns `false` if it doesn't have the focus.
pub(super) fn copy_by_window(app: &AppHandle, text: &str) -> bool {
    let owned_text = text.to_owned();
    let is_copied = run_on_main_thread(app, move |app| {
        let window = app.get_webview_window(MAIN_WINDOW).and_then(|window| window.gtk_window().ok());
        let has_focus = window.is_some_and(|window| window.is_active());
        if has_focus {
            gtk::Clipboard::get(&SELECTION_CLIPBOARD).set_text(&owned_text);
        }
        has_focus
    });
    if is_copied {
        *lock_last_copy(app) = Some(text.into());
    }
    is_copied
}

/// Records that something else than the window copied.
pub(super) fn forget_window_copy(app: &AppHandle) {
    *lock_last_copy(app) = None;
}

/// Clears the clipboard if the window copied this code last; GTK does nothing if another program copied since.
pub(super) fn clear_window_copy(app: &AppHandle, code: &SecretString) -> bool {
    let is_code = |copy: &mut SecretString| copy.expose_secret() == code.expose_secret();
    if lock_last_copy(app).take_if(is_code).is_none() {
        return false;
    }
    run_on_main_thread(app, |_| {
        gtk::Clipboard::get(&SELECTION_CLIPBOARD).clear();
        true
    })
}

fn lock_last_copy(app: &AppHandle) -> MutexGuard<'_, Option<SecretString>> {
    app.state::<LastWindowCopy>().inner().0.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns what `action` returns on the main thread, or `false` if that has no time for it.
fn run_on_main_thread(app: &AppHandle, action: impl FnOnce(&AppHandle) -> bool + Send + 'static) -> bool {
    let (sender, receiver) = sync_channel(1);
    let handle = app.clone();
    let scheduled = app.run_on_main_thread(move || {
        let _ = sender.send(action(&handle));
    });
    scheduled.is_ok() && receiver.recv_timeout(MAIN_THREAD_TIMEOUT).unwrap_or(false)
}
