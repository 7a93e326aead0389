//! Sets up WebKitGTK for the main window's page.

use tauri::WebviewWindow;

/// Draws the page with the processor and in the desktop's font, reloads it when its process dies, forwards shortcut
/// keys and restricts the context menu.
///
/// The page is drawn as fast without the graphics card, whose drivers take more memory than the whole page.
#[cfg(target_os = "linux")]
pub(crate) fn configure_page(window: &WebviewWindow) -> tauri::Result<()> {
    use super::{context_menu, desktop_font, key_forwarding};
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};

    let page = window.clone();
    window.with_webview(move |view| {
        let view = view.inner();
        key_forwarding::forward_shortcut_keys(&view, page);
        if let Some(settings) = view.settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            // WebKit's own default is the system's sans-serif font, which need not be the desktop's.
            if let Some(family) = desktop_font::find_desktop_font() {
                settings.set_sans_serif_font_family(&family);
            }
        }
        reload_after_crash(&view);
        context_menu::restrict_context_menu(&view);
    })
}

/// On other systems the web view is left as it is.
#[cfg(not(target_os = "linux"))]
pub(crate) fn configure_page(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Reloads the page when its process ends by itself, unless it did so shortly before.
#[cfg(target_os = "linux")]
fn reload_after_crash(view: &webkit2gtk::WebView) {
    use std::cell::Cell;
    use std::time::{Duration, Instant};
    use webkit2gtk::{WebProcessTerminationReason, WebViewExt as _};

    /// A page that crashes again within this time would crash forever.
    const MIN_RELOAD_INTERVAL: Duration = Duration::from_secs(10);

    let last_reload = Cell::new(None::<Instant>);
    view.connect_web_process_terminated(move |view, reason| {
        if reason == WebProcessTerminationReason::TerminatedByApi {
            return;
        }
        tracing::warn!("the page's process ended: {reason:?}");
        if last_reload.get().is_none_or(|last| last.elapsed() > MIN_RELOAD_INTERVAL) {
            last_reload.set(Some(Instant::now()));
            view.reload();
        }
    });
}
