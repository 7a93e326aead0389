//! The size of the main window, which is kept over restarts.
//!
//! It is stored in the encrypted store: a file beside it would reveal the use of Mayfly on a computer where nothing
//! else is stored. The store is opened only after the window has been created, but usually before it is shown.

use crate::app_state::AppState;
use crate::window_labels::MAIN_WINDOW;
use mayfly_core::Core;
use mayfly_core::view::{WindowShape, WindowSize};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tauri::{AppHandle, LogicalSize, Manager, PhysicalPosition, WebviewWindow, WebviewWindowBuilder, Wry};

/// The size of a window that was never resized.
const DEFAULT_SIZE: WindowSize = WindowSize { width: 1120, height: 720, maximised: false };

/// The smallest width and height that the page fits in.
pub(super) const MIN_SIZE: (u32, u32) = (560, 420);

/// For how long a requested size is requested again if the window has another one.
const REQUEST_TIME: Duration = Duration::from_secs(1);

/// How often it is. A window manager may want another size.
const MAX_REPEATED_REQUESTS: u8 = 3;

/// A width and height beyond any screen.
const MAX_SIDE: u32 = 32_768;

/// What the frame and the title bar of a window may take of the screen, in width and height.
const MAX_DECORATIONS: (u32, u32) = (8, 48);

/// What is known of the window's size in this run; managed by Tauri.
#[derive(Default)]
pub(crate) struct WindowSizeState(Mutex<TrackedWindowSizes>);

#[derive(Default)]
struct TrackedWindowSizes {
    /// The stored size has been applied; the user may have changed it since.
    is_stored_size_applied: bool,
    /// The size when the window was last closed.
    on_close: Option<WindowSize>,
    /// The size before the window was maximised.
    unmaximised: Option<WindowSize>,
    /// The full window, while the window is the pocket window.
    behind_pocket: Option<SavedFullWindow>,
    /// The size of the shape that the window just got.
    requested: Option<AppRequestedWindowSize>,
}

/// A size that a window was given together with another smallest size. GTK loses it if it learns only afterwards of the
/// size that the window had got before.
#[derive(Debug, Clone, Copy)]
struct AppRequestedWindowSize {
    size: LogicalSize<u32>,
    /// Later changes are the user's.
    until: Instant,
    repetitions_left: u8,
}

/// What the full window was like before it became the pocket window.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SavedFullWindow {
    /// `None` if it was closed.
    pub(super) size: Option<WindowSize>,
    /// `None` if it was closed.
    pub(super) position: Option<PhysicalPosition<i32>>,
    pub(super) is_always_on_top: bool,
}

impl WindowSizeState {
    fn lock_last_size(&self) -> MutexGuard<'_, TrackedWindowSizes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives a window that is created the stored size, if it is known by then.
pub(super) fn apply_stored_size_to_new_window<'a, M: Manager<Wry>>(
    app: &AppHandle,
    builder: WebviewWindowBuilder<'a, Wry, M>,
) -> WebviewWindowBuilder<'a, Wry, M> {
    let state = app.state::<AppState>();
    let stored = state.core.window_size();
    app.state::<WindowSizeState>().lock_last_size().is_stored_size_applied = stored.is_some();
    let size = clamp_window_size(stored.unwrap_or(DEFAULT_SIZE), largest_screen_size(app));
    builder
        .min_inner_size(f64::from(MIN_SIZE.0), f64::from(MIN_SIZE.1))
        .inner_size(f64::from(size.width), f64::from(size.height))
        .maximized(size.maximised && state.core.window_shape() == WindowShape::Full)
}

/// Resizes a window that was created before the stored size was known; once.
pub(crate) fn apply_stored_window_size(app: &AppHandle) {
    if app.state::<AppState>().core.window_shape() == WindowShape::Pocket {
        return;
    }
    let (Some(size), Some(window)) = (app.state::<AppState>().core.window_size(), app.get_webview_window(MAIN_WINDOW))
    else {
        return;
    };
    if std::mem::replace(&mut app.state::<WindowSizeState>().lock_last_size().is_stored_size_applied, true) {
        return;
    }
    let size = clamp_window_size(size, largest_screen_size(app));
    let resized = set_window_size(&window, size).and_then(|()| if size.maximised { window.maximize() } else { Ok(()) });
    if let Err(error) = resized {
        tracing::warn!("the window could not be resized: {error}");
    }
}

/// Records what the full window is like before it becomes the pocket window, and returns it. On the main thread.
pub(super) fn record_full_window(app: &AppHandle) -> SavedFullWindow {
    let size = full_window_size_if_visible(app);
    let window = app.get_webview_window(MAIN_WINDOW).filter(|_| size.is_some());
    let full = SavedFullWindow {
        size,
        position: window.as_ref().and_then(|window| window.outer_position().ok()),
        is_always_on_top: window.is_some_and(|window| window.is_always_on_top().unwrap_or(false)),
    };
    app.state::<WindowSizeState>().lock_last_size().behind_pocket = Some(full);
    full
}

/// Returns what the full window was like before it became the pocket window, which it no longer is.
pub(super) fn take_saved_full_window_state(app: &AppHandle) -> SavedFullWindow {
    let state = app.state::<WindowSizeState>();
    let mut sizes = state.lock_last_size();
    let full = sizes.behind_pocket.take().unwrap_or_default();
    // Sizes of the pocket window may have been recorded on the way.
    if let Some(size) = full.size {
        sizes.unmaximised = Some(WindowSize { maximised: false, ..size });
    }
    full
}

/// Returns the size that the full window gets again: its own, or that of the window that was closed last.
pub(super) fn choose_full_window_size(app: &AppHandle, size: Option<WindowSize>) -> WindowSize {
    let size = size.or_else(|| app.state::<WindowSizeState>().lock_last_size().on_close);
    let size = size.or_else(|| app.state::<AppState>().core.window_size());
    clamp_window_size(size.unwrap_or(DEFAULT_SIZE), largest_screen_size(app))
}

/// Sets the size of a window that gets another shape, and its smallest size.
pub(super) fn resize_window_for_shape(
    app: &AppHandle,
    window: &WebviewWindow,
    size: LogicalSize<u32>,
    min_size: LogicalSize<u32>,
) -> tauri::Result<()> {
    let until = Instant::now() + REQUEST_TIME;
    let requested = AppRequestedWindowSize { size, until, repetitions_left: MAX_REPEATED_REQUESTS };
    app.state::<WindowSizeState>().lock_last_size().requested = Some(requested);
    window.set_min_size(Some(min_size))?;
    window.set_size(size)
}

/// Requests the size of the shape again that the window just got, if it was lost.
pub(super) fn repeat_lost_size_request(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN_WINDOW) else { return };
    let Ok(size) = window_content_size(&window) else { return };
    if window.is_maximized().unwrap_or(true) {
        return;
    }
    let lost = app.state::<WindowSizeState>().lock_last_size().take_size_to_request_again(size, Instant::now());
    if let Some(lost) = lost
        && let Err(error) = window.set_size(lost)
    {
        tracing::warn!("the window could not be resized: {error}");
    }
}

impl TrackedWindowSizes {
    /// Returns the requested size if the window has another one, as often as it may be requested again.
    fn take_size_to_request_again(&mut self, size: LogicalSize<u32>, now: Instant) -> Option<LogicalSize<u32>> {
        let requested = self.requested.as_mut()?;
        if now > requested.until || requested.size == size {
            return None;
        }
        requested.repetitions_left = requested.repetitions_left.checked_sub(1)?;
        Some(requested.size)
    }
}

/// Sets the size that a window has while it is not maximised.
fn set_window_size(window: &WebviewWindow, size: WindowSize) -> tauri::Result<()> {
    window.set_size(LogicalSize::new(size.width, size.height))
}

/// Records the size of a window that was resized, unless it is maximised or the pocket window.
pub(super) fn record_unmaximised_size(app: &AppHandle) {
    if app.state::<WindowSizeState>().lock_last_size().behind_pocket.is_some() {
        return;
    }
    if let Some(size) = full_window_size_if_visible(app).filter(|size| !size.maximised) {
        app.state::<WindowSizeState>().lock_last_size().unmaximised = Some(size);
    }
}

/// Records and stores the size of a window that is being closed.
pub(super) fn save_size_on_close(app: &AppHandle) {
    let Some(size) = full_window_size_if_visible(app) else { return };
    app.state::<WindowSizeState>().lock_last_size().on_close = Some(size);
    let core = app.state::<AppState>().core.clone();
    tauri::async_runtime::spawn(async move { save_window_size(&core, size).await });
}

/// Returns the size that the app has to store on exit: of the visible window, or of the one that was last closed.
pub(crate) fn choose_window_size_to_store(app: &AppHandle) -> Option<WindowSize> {
    full_window_size_if_visible(app).or_else(|| app.state::<WindowSizeState>().lock_last_size().on_close)
}

/// Stores a size for the next start.
async fn save_window_size(core: &Core, size: WindowSize) {
    if let Err(error) = core.store_window_size(size).await {
        tracing::warn!("the window's size was not stored: {error}");
    }
}

/// Returns the size of the full window, also while it is the pocket window; `None` if it is not visible.
fn full_window_size_if_visible(app: &AppHandle) -> Option<WindowSize> {
    if let Some(full) = app.state::<WindowSizeState>().lock_last_size().behind_pocket {
        return full.size;
    }
    let window = app.get_webview_window(MAIN_WINDOW)?;
    if !window.is_visible().ok()? || window.is_minimized().ok()? {
        return None;
    }
    if window.is_maximized().ok()? {
        // With the size that it will have when it is no longer maximised.
        let unmaximised = app.state::<WindowSizeState>().lock_last_size().unmaximised;
        let unmaximised = unmaximised.or_else(|| app.state::<AppState>().core.window_size());
        return Some(WindowSize { maximised: true, ..unmaximised.unwrap_or(DEFAULT_SIZE) });
    }
    let size = window_content_size(&window).ok()?;
    Some(WindowSize { width: size.width, height: size.height, maximised: false })
}

/// Returns the size without the decorations that GTK draws where the window manager does not, as on Wayland: stored as
/// part of the size, they would be added again with every start. On the main thread.
#[cfg(target_os = "linux")]
fn window_content_size(window: &WebviewWindow) -> tauri::Result<LogicalSize<u32>> {
    use gtk::prelude::GtkWindowExt as _;
    let (width, height) = window.gtk_window()?.size();
    Ok(LogicalSize::new(width.unsigned_abs(), height.unsigned_abs()))
}

#[cfg(not(target_os = "linux"))]
fn window_content_size(window: &WebviewWindow) -> tauri::Result<LogicalSize<u32>> {
    Ok(window.inner_size()?.to_logical(window.scale_factor()?))
}

/// Returns the width and height of the largest screen, without its panels; they may be those of different screens.
/// Without any, those beyond any screen.
pub(super) fn largest_screen_size(app: &AppHandle) -> LogicalSize<u32> {
    let monitors = app.available_monitors().unwrap_or_default();
    let sizes = monitors.iter().map(|monitor| monitor.work_area().size.to_logical::<u32>(monitor.scale_factor()));
    sizes
        .reduce(|a, b| LogicalSize::new(a.width.max(b.width), a.height.max(b.height)))
        .unwrap_or(LogicalSize::new(MAX_SIDE, MAX_SIDE))
}

/// Limits a size to what the page fits in and the screen has room for. Desktops of a high scale have small screens, and
/// not every one keeps a window within them.
fn clamp_window_size(size: WindowSize, screen: LogicalSize<u32>) -> WindowSize {
    let clamp_side = |side: u32, min: u32, available: u32, decorations: u32| {
        side.clamp(min, available.saturating_sub(decorations).clamp(min, MAX_SIDE))
    };
    WindowSize {
        width: clamp_side(size.width, MIN_SIZE.0, screen.width, MAX_DECORATIONS.0),
        height: clamp_side(size.height, MIN_SIZE.1, screen.height, MAX_DECORATIONS.1),
        ..size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_size_is_requested_again_some_times_and_only_at_first() {
        let (wanted, other) = (LogicalSize::new(1120, 720), LogicalSize::new(560, 420));
        let now = Instant::now();
        let mut sizes = TrackedWindowSizes::default();
        assert_eq!(sizes.take_size_to_request_again(other, now), None);
        let requested = AppRequestedWindowSize { size: wanted, until: now + REQUEST_TIME, repetitions_left: 2 };
        sizes.requested = Some(requested);
        assert_eq!(sizes.take_size_to_request_again(wanted, now), None);
        assert_eq!(sizes.take_size_to_request_again(other, now), Some(wanted));
        assert_eq!(sizes.take_size_to_request_again(other, now), Some(wanted));
        assert_eq!(sizes.take_size_to_request_again(other, now), None, "the window manager wants another size");
        sizes.requested = Some(requested);
        assert_eq!(sizes.take_size_to_request_again(other, now + 2 * REQUEST_TIME), None, "the user's");
    }

    #[test]
    fn stored_size_is_limited_to_a_usable_one() {
        let size = |width, height| WindowSize { width, height, maximised: true };
        for (stored, used) in [
            (size(800, 600), size(800, 600)),
            (size(0, 10), size(560, 420)),
            (size(u32::MAX, 600), size(MAX_SIDE - MAX_DECORATIONS.0, 600)),
        ] {
            assert_eq!(clamp_window_size(stored, LogicalSize::new(MAX_SIDE, MAX_SIDE)), used);
        }
        let small_screen = LogicalSize::new(960, 600);
        assert_eq!(clamp_window_size(size(1120, 720), small_screen), size(952, 552));
        assert_eq!(clamp_window_size(size(1120, 720), LogicalSize::new(400, 300)), size(560, 420));
    }
}
