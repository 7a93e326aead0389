//! How large the main window is, over restarts.
//!
//! It is kept in the encrypted store: a file beside it would tell that Mayfly was used by who keeps nothing here. The
//! store is open only after the window has been made, but mostly before it is shown.

use crate::shell::Shell;
use crate::window::LABEL;
use mayfly_core::{Core, view::WindowSize};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tauri::{AppHandle, LogicalSize, Manager, WebviewWindow, WebviewWindowBuilder, Wry};

/// Of a window that nobody has made larger or smaller.
const FIRST: WindowSize = WindowSize { width: 1120, height: 720, maximised: false };

/// In less the page doesn't fit.
const LEAST: (u32, u32) = (560, 420);

/// Larger than any screen.
const MOST: u32 = 32_768;

/// What is known of the window by now.
#[derive(Default)]
pub(crate) struct Seen(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// It has the size that was kept; the user may have changed it since.
    adopted: bool,
    /// The size that it was closed with.
    last: Option<WindowSize>,
    /// The size that it had when it did not fill the screen.
    unmaximised: Option<WindowSize>,
}

impl Seen {
    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives a window that is made the size that is known.
pub(crate) fn give<'a, M: Manager<Wry>>(
    app: &AppHandle,
    builder: WebviewWindowBuilder<'a, Wry, M>,
) -> WebviewWindowBuilder<'a, Wry, M> {
    let kept = app.state::<Shell>().core.window_size();
    app.state::<Seen>().lock().adopted = kept.is_some();
    let size = fitting(kept.unwrap_or(FIRST));
    builder
        .min_inner_size(f64::from(LEAST.0), f64::from(LEAST.1))
        .inner_size(f64::from(size.width), f64::from(size.height))
        .maximized(size.maximised)
}

/// Gives a window that was made before it was known the size that was kept; once.
pub(crate) fn adopt(app: &AppHandle) {
    let (Some(size), Some(window)) = (app.state::<Shell>().core.window_size(), app.get_webview_window(LABEL)) else {
        return;
    };
    if std::mem::replace(&mut app.state::<Seen>().lock().adopted, true) {
        return;
    }
    let size = fitting(size);
    let set = window
        .set_size(LogicalSize::new(size.width, size.height))
        .and_then(|()| if size.maximised { window.maximize() } else { Ok(()) });
    if let Err(error) = set {
        tracing::warn!("the window could not be given its size: {error}");
    }
}

/// Takes note of the size of a window that was made larger or smaller.
pub(crate) fn see(app: &AppHandle) {
    if let Some(size) = measure(app).filter(|size| !size.maximised) {
        app.state::<Seen>().lock().unmaximised = Some(size);
    }
}

/// Keeps the size of a window that is being closed.
pub(crate) fn keep(app: &AppHandle) {
    let Some(size) = measure(app) else { return };
    app.state::<Seen>().lock().last = Some(size);
    let core = app.state::<Shell>().core.clone();
    tauri::async_runtime::spawn(async move { tell(&core, size).await });
}

/// The size to be kept by a program that ends: of its window, or of the one it had.
pub(crate) fn at_the_end(app: &AppHandle) -> Option<WindowSize> {
    measure(app).or_else(|| app.state::<Seen>().lock().last)
}

pub(crate) async fn tell(core: &Core, size: WindowSize) {
    if let Err(error) = core.set_window_size(size).await {
        tracing::warn!("the window's size was not kept: {error}");
    }
}

/// The size of a window that can be seen.
fn measure(app: &AppHandle) -> Option<WindowSize> {
    let window = app.get_webview_window(LABEL)?;
    if !window.is_visible().ok()? || window.is_minimized().ok()? {
        return None;
    }
    if window.is_maximized().ok()? {
        // Made smaller it is as it was.
        let before = app.state::<Seen>().lock().unmaximised.or_else(|| app.state::<Shell>().core.window_size());
        return Some(WindowSize { maximised: true, ..before.unwrap_or(FIRST) });
    }
    let size = inner_size(&window).ok()?;
    Some(WindowSize { width: size.width, height: size.height, maximised: false })
}

/// Without what GTK draws around it where the window manager doesn't, as on Wayland: given back as the size, that would be
/// added again with every start. On the main thread.
#[cfg(target_os = "linux")]
fn inner_size(window: &WebviewWindow) -> tauri::Result<LogicalSize<u32>> {
    use gtk::prelude::GtkWindowExt as _;
    let (width, height) = window.gtk_window()?.size();
    Ok(LogicalSize::new(width.unsigned_abs(), height.unsigned_abs()))
}

#[cfg(not(target_os = "linux"))]
fn inner_size(window: &WebviewWindow) -> tauri::Result<LogicalSize<u32>> {
    Ok(window.inner_size()?.to_logical(window.scale_factor()?))
}

fn fitting(size: WindowSize) -> WindowSize {
    WindowSize { width: size.width.clamp(LEAST.0, MOST), height: size.height.clamp(LEAST.1, MOST), ..size }
}
