//! The shape of the main window: the full window, or the pocket window, a small one on top of the others.
//!
//! Both are the same window with the same page, so the pocket window costs no second web process
//! ([decision 0022](../../../docs/decisions/0022-pocket-window.md)).

use super::appearance::Appearance;
use super::window_size::{
    MIN_SIZE, SavedFullWindow, choose_full_window_size, largest_screen_size, record_full_window,
    resize_window_for_shape, take_saved_full_window_state,
};
use crate::app_state::AppState;
use crate::window_labels::MAIN_WINDOW;
use mayfly_core::view::WindowShape;
use tauri::{AppHandle, LogicalSize, Manager as _, WebviewWindow};

/// The width and height of the pocket window's content at 100 per cent zoom.
const POCKET_SIZE: (u32, u32) = (340, 220);

/// Gives the window a shape; a window that is closed has it when it opens.
pub(crate) fn set_window_shape(app: &AppHandle, shape: WindowShape) {
    apply_shape_then_run(app, shape, |_| {});
}

/// Gives the window a shape and then runs `next`, on the main thread.
pub(super) fn apply_shape_then_run(
    app: &AppHandle,
    shape: WindowShape,
    next: impl FnOnce(&AppHandle) + Send + 'static,
) {
    let handle = app.clone();
    let scheduled = app.run_on_main_thread(move || {
        apply_window_shape(&handle, shape);
        next(&handle);
    });
    if let Err(error) = scheduled {
        tracing::warn!("the window's shape could not be changed: {error}");
    }
}

/// Gives the window a shape, if it has another one; on the main thread.
pub(super) fn apply_window_shape(app: &AppHandle, shape: WindowShape) {
    let core = &app.state::<AppState>().core;
    if core.window_shape() == shape {
        return;
    }
    let window = app.get_webview_window(MAIN_WINDOW);
    let changed = match shape {
        WindowShape::Pocket => {
            let full = record_full_window(app);
            window.map_or(Ok(()), |window| shrink_to_pocket(app, &window, full))
        }
        WindowShape::Full => {
            let full = take_saved_full_window_state(app);
            window.map_or(Ok(()), |window| restore_full_window(app, &window, full))
        }
    };
    core.set_window_shape(shape);
    if let Err(error) = changed {
        tracing::warn!("the window's shape could not be changed: {error}");
    }
}

/// Fits the pocket window to another zoom.
pub(crate) fn fit_pocket_window_to_zoom(app: &AppHandle) {
    let handle = app.clone();
    let scheduled = app.run_on_main_thread(move || {
        if handle.state::<AppState>().core.window_shape() == WindowShape::Pocket
            && let Some(window) = handle.get_webview_window(MAIN_WINDOW)
            && let Err(error) = set_pocket_size(&handle, &window)
        {
            tracing::warn!("the window could not be resized: {error}");
        }
    });
    if let Err(error) = scheduled {
        tracing::warn!("the window could not be resized: {error}");
    }
}

/// Makes a window that was created for it the pocket window.
pub(super) fn shrink_new_window_to_pocket(app: &AppHandle, window: &WebviewWindow) -> tauri::Result<()> {
    if app.state::<AppState>().core.window_shape() == WindowShape::Pocket {
        set_pocket_size(app, window)?;
        window.set_always_on_top(true)?;
    }
    Ok(())
}

fn shrink_to_pocket(app: &AppHandle, window: &WebviewWindow, full: SavedFullWindow) -> tauri::Result<()> {
    if window.is_fullscreen()? {
        window.set_fullscreen(false)?;
    }
    if full.size.is_some_and(|size| size.maximised) {
        window.unmaximize()?;
    }
    set_pocket_size(app, window)?;
    window.set_always_on_top(true)
}

fn set_pocket_size(app: &AppHandle, window: &WebviewWindow) -> tauri::Result<()> {
    let zoom = Appearance::from_settings(&app.state::<AppState>().core.settings()).zoom_factor();
    let screen = largest_screen_size(app);
    let size = LogicalSize::new(f64::from(POCKET_SIZE.0) * zoom, f64::from(POCKET_SIZE.1) * zoom).cast::<u32>();
    let size = LogicalSize::new(size.width.min(screen.width), size.height.min(screen.height));
    resize_window_for_shape(app, window, size, size)
}

fn restore_full_window(app: &AppHandle, window: &WebviewWindow, full: SavedFullWindow) -> tauri::Result<()> {
    window.set_always_on_top(full.is_always_on_top)?;
    let size = choose_full_window_size(app, full.size);
    let min_size = LogicalSize::new(MIN_SIZE.0, MIN_SIZE.1);
    resize_window_for_shape(app, window, LogicalSize::new(size.width, size.height), min_size)?;
    if window.is_visible()? {
        match full.position {
            Some(position) => window.set_position(position)?,
            // It was opened as the pocket window, perhaps where the full one has no room.
            None => window.center()?,
        }
    }
    if size.maximised { window.maximize() } else { Ok(()) }
}
