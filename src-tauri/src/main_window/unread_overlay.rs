//! The mark of unread mail on the window's button in the taskbar of Windows.

use crate::window_labels::MAIN_WINDOW;
use std::sync::atomic::{AtomicBool, Ordering};
use tauri::image::Image;
use tauri::{AppHandle, Manager as _, WebviewWindow};

const UNREAD_OVERLAY: Image<'_> = tauri::include_image!("icons/overlay-unread.png");

/// Whether there is unread mail, for windows that are created later; managed by Tauri.
#[derive(Default)]
pub(crate) struct UnreadOverlayState(AtomicBool);

/// Shows or removes the mark.
pub(crate) fn set_unread_overlay(app: &AppHandle, has_unread: bool) {
    let previous = app.state::<UnreadOverlayState>().0.swap(has_unread, Ordering::Relaxed);
    if previous != has_unread
        && let Some(window) = app.get_webview_window(MAIN_WINDOW)
    {
        apply_unread_overlay(&window);
    }
}

/// Gives a window the mark if there is unread mail.
pub(super) fn apply_unread_overlay(window: &WebviewWindow) {
    let icon = window.state::<UnreadOverlayState>().0.load(Ordering::Relaxed).then_some(UNREAD_OVERLAY);
    if let Err(error) = window.set_overlay_icon(icon) {
        tracing::warn!("the taskbar does not show that there is unread mail: {error}");
    }
}
