//! The main window: made when it is first wanted, without a page while it is closed.

use crate::{links, mail_scheme, shell::Shell, tray, web_view, window_size};
use mayfly_core::view::{Settings, Theme};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use tauri::webview::{Color, NewWindowResponse};
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent, Wry};

/// The main window's label: what capabilities and the message scheme know it by.
pub(crate) const LABEL: &str = "main";

/// A window whose page is not there by then is shown anyway.
const PATIENCE: Duration = Duration::from_secs(3);

/// An answer takes less to get to the page.
const ANSWERED: Duration = Duration::from_millis(5);

/// A page takes less to draw its state, while nothing else should need the processor.
const DRAWN: Duration = Duration::from_millis(400);

/// How often the window was closed, whether it is, and whether it has yet to be shown.
///
/// On Linux a closed window is kept, hidden and without its page's process: a web view that is destroyed leaves a file
/// handle and some memory behind, each time. Elsewhere it is destroyed.
#[derive(Default)]
pub(crate) struct Closings {
    count: AtomicU32,
    closed: AtomicBool,
    /// It was made or given its page back, and waits for being shown: once, not with every answer to the page.
    unshown: AtomicBool,
}

/// Opens the window, or brings it to the front.
pub(crate) fn open(app: &AppHandle) {
    let app = app.clone();
    // Never inside the caller: making a window in an event handler deadlocks on Windows.
    tauri::async_runtime::spawn(async move {
        match app.get_webview_window(LABEL) {
            Some(window) if app.state::<Closings>().closed.swap(false, Ordering::SeqCst) => load_again(&window),
            Some(window) => reveal(&window),
            None => make(&app),
        }
    });
}

/// Makes the window; while the app is set up, or outside the event loop.
pub(crate) fn make(app: &AppHandle) {
    let core = &app.state::<Shell>().core;
    core.hold_checks();
    app.state::<Closings>().unshown.store(true, Ordering::SeqCst);
    match build(app) {
        Ok(window) => show_after(window, PATIENCE, true),
        Err(error) => {
            tracing::error!("the window could not be opened: {error}");
            core.release_checks();
        }
    }
}

/// Gives a window that was closed its page back.
fn load_again(window: &WebviewWindow) {
    window.state::<Shell>().core.set_watching(true);
    window.state::<Closings>().unshown.store(true, Ordering::SeqCst);
    if let Err(error) = window.reload() {
        tracing::error!("the window's page could not be loaded: {error}");
    }
    show_after(window.clone(), PATIENCE, true);
}

/// Hides the window and ends its page's process.
fn close(window: &WebviewWindow) {
    let closings = window.state::<Closings>();
    closings.count.fetch_add(1, Ordering::SeqCst);
    closings.closed.store(true, Ordering::SeqCst);
    closings.unshown.store(false, Ordering::SeqCst);
    let gone = window.hide().and_then(|()| web_view::end_page(window));
    if let Err(error) = gone {
        tracing::warn!("the window could not be closed: {error}");
    }
    nobody_watches(window.app_handle());
}

fn nobody_watches(app: &AppHandle) {
    let shell = app.state::<Shell>();
    shell.unsubscribe();
    shell.core.set_watching(false);
}

/// The settings that windows are made with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looks {
    theme: Theme,
    zoom: f64,
}

impl Looks {
    pub(crate) fn of(settings: &Settings) -> Self {
        // A page that is too small or too large to be used could not be set right again.
        Self { theme: settings.theme, zoom: f64::from(settings.zoom.clamp(50, 300)) / 100.0 }
    }

    /// Makes the program look so, with its window, if there is one, and the system's dialogs.
    pub(crate) fn apply(self, app: &AppHandle) {
        app.set_theme(match self.theme {
            Theme::System => None,
            Theme::Light => Some(tauri::Theme::Light),
            Theme::Dark => Some(tauri::Theme::Dark),
        });
        if let Some(window) = app.get_webview_window(LABEL)
            && let Err(error) = self.apply_to(&window)
        {
            tracing::warn!("the window looks as before: {error}");
        }
    }

    fn apply_to(self, window: &WebviewWindow) -> tauri::Result<()> {
        let dark = match self.theme {
            Theme::System => window.theme().is_ok_and(|theme| theme == tauri::Theme::Dark),
            Theme::Light => false,
            Theme::Dark => true,
        };
        // What shows before the page does.
        let background = if dark { Color(0x0f, 0x1b, 0x1f, 0xff) } else { Color(0xf7, 0xfa, 0xf9, 0xff) };
        window.set_background_color(Some(background))?;
        window.set_zoom(self.zoom)
    }
}

/// Whether Mayfly goes on when the window is closed: the user wants it so, and the tray brings the window back.
pub(crate) fn can_be_missed(app: &AppHandle) -> bool {
    app.state::<Shell>().core.settings().close_to_tray && tray::is_reachable(app)
}

/// Whether the user is looking at the window.
pub(crate) fn has_focus(app: &AppHandle) -> bool {
    app.get_webview_window(LABEL).is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// The page has asked for the state, and is being answered: shows the window when it has got it.
///
/// Not before: showing takes the main thread, through which the answer goes, and a page that is seen without its state is
/// drawn twice. While it loads, WebKitGTK would even wait up to half a second for a picture in the window's size, in the
/// very thread that its script comes from.
pub(crate) fn page_is_answered(app: &AppHandle, has_state: bool) {
    if let Some(window) = app.get_webview_window(LABEL) {
        show_after(window, ANSWERED, has_state);
    }
}

/// Shows a window after a while, unless it is shown or has been closed by then. If there is something to draw, what waits
/// for that goes on thereafter.
fn show_after(window: WebviewWindow, wait: Duration, draws: bool) {
    let before = window.state::<Closings>().count.load(Ordering::SeqCst);
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(wait).await;
        let closings = window.state::<Closings>();
        if closings.count.load(Ordering::SeqCst) == before && closings.unshown.swap(false, Ordering::SeqCst) {
            tracing::debug!("the window is shown");
            reveal(&window);
        }
        if draws {
            tokio::time::sleep(DRAWN).await;
            window.state::<Shell>().core.release_checks();
        }
    });
}

/// Shows a window and gives it the focus.
pub(crate) fn reveal(window: &WebviewWindow) {
    let shown = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!("the window could not be shown: {error}");
    }
}

/// Where the web view's network ends: a port of this computer at which nothing listens.
///
/// The web view needs no network, mail and pictures come from Rust. Policies say so too, but a policy
/// doesn't stop everything: WebKit connects to a link's host as soon as the mouse button goes down on it.
const NOWHERE: &str = "http://127.0.0.1:9";

/// The same as an address.
pub(crate) fn nowhere() -> tauri::Result<Url> {
    Url::parse(NOWHERE).map_err(tauri::Error::InvalidUrl)
}

fn build(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let asking = app.clone();
    let builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()));
    let builder = window_size::give(app, builder)
        .title("Mayfly")
        // In its own colour when it is shown: no white flash.
        .visible(false)
        .proxy_url(nowhere()?)
        .on_navigation(is_own)
        // The one way out of a message; nothing opens by itself.
        .on_new_window(move |url, _| {
            links::asked_for(&asking, &url);
            NewWindowResponse::Deny
        });
    let window = keep_nothing(app, builder).build()?;
    web_view::adapt(&window)?;
    mail_scheme::serve(&window)?;
    let core = &app.state::<Shell>().core;
    Looks::of(&core.settings()).apply_to(&window)?;
    core.set_watching(true);
    Ok(window)
}

/// Where the web view keeps what it can't do without; empty on other systems than Linux.
///
/// A private window would keep nothing, but on Linux each one leaves a thread and a file handle behind when it is
/// closed. Windows that share one folder share what is behind them too. It is in the session's runtime folder: in
/// memory, for the user alone, gone with the session at the latest.
pub(crate) struct Scratch(Option<PathBuf>);

impl Scratch {
    pub(crate) fn new() -> Self {
        let made = runtime_folder().and_then(|folder| {
            let path = folder.join(format!("mayfly-{}", std::process::id()));
            // What a process of the same number was killed with.
            let _ = std::fs::remove_dir_all(&path);
            std::fs::create_dir(&path).is_ok().then_some(path)
        });
        Self(made)
    }

    /// Whether all windows have one.
    pub(crate) fn is_shared(&self) -> bool {
        self.0.is_some()
    }

    /// Takes it away: the app ends.
    pub(crate) fn clear(&self) {
        if let Some(path) = &self.0
            && let Err(error) = std::fs::remove_dir_all(path)
        {
            tracing::debug!("the web view's folder stays until the session ends: {error}");
        }
    }
}

fn runtime_folder() -> Option<PathBuf> {
    let folder = std::env::var_os("XDG_RUNTIME_DIR").filter(|path| !path.is_empty())?;
    cfg!(target_os = "linux").then(|| folder.into())
}

/// Has nothing of a web view written to disk: mail passes through it.
pub(crate) fn keep_nothing<'a, M: Manager<Wry>>(
    app: &AppHandle,
    builder: WebviewWindowBuilder<'a, Wry, M>,
) -> WebviewWindowBuilder<'a, Wry, M> {
    match &app.state::<Scratch>().0 {
        Some(folder) => builder.data_directory(folder.clone()),
        // Only WebDriver, which tests use, can't see a private window.
        None => builder.incognito(!is_automated()),
    }
}

/// Tests drive the window.
fn is_automated() -> bool {
    std::env::var("TAURI_WEBVIEW_AUTOMATION").as_deref() == Ok("true")
}

/// Only the app's own page and the message frame's documents are ever loaded.
pub(crate) fn is_own(url: &Url) -> bool {
    matches!(
        (url.scheme(), url.host_str()),
        ("tauri" | "mail", Some("localhost")) | ("http" | "https", Some("tauri.localhost" | "mail.localhost"))
    )
}

/// Follows what happens to windows.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    if window.label() != LABEL {
        return;
    }
    let app = window.app_handle();
    match event {
        WindowEvent::CloseRequested { api, .. } => {
            window_size::keep(app);
            if cfg!(target_os = "linux")
                && can_be_missed(app)
                && let Some(window) = app.get_webview_window(LABEL)
            {
                api.prevent_close();
                close(&window);
            }
        }
        WindowEvent::Resized(_) => window_size::see(app),
        WindowEvent::Destroyed => nobody_watches(app),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_loads_nothing_but_the_app_and_the_message_frame() {
        for (url, own) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("mail://localhost/abc", true),
            ("http://mail.localhost/abc", true),
            ("https://example.com/", false),
            ("mail://example.com/abc", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("data:text/html,hello", false),
            ("about:blank", false),
        ] {
            assert_eq!(is_own(&url.parse().unwrap()), own, "{url}");
        }
    }
}
