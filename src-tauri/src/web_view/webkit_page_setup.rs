//! Sets up WebKitGTK for the main window's page.

use tauri::WebviewWindow;

/// Draws the page with the processor and in the desktop's font, shows text while an input method composes it, forwards
/// shortcut keys and restricts the context menu.
///
/// The page is drawn as fast without the graphics card, whose drivers take more memory than the whole page.
#[cfg(target_os = "linux")]
pub(crate) fn configure_page(window: &WebviewWindow) -> tauri::Result<()> {
    use super::{context_menu, desktop_font, key_forwarding};
    use webkit2gtk::{HardwareAccelerationPolicy, InputMethodContextExt as _, SettingsExt as _, WebViewExt as _};

    let page = window.clone();
    window.with_webview(move |view| {
        let view = view.inner();
        key_forwarding::forward_shortcut_keys(&view, page);
        // wry switches it off, and the word that is being typed would stay invisible until it is finished.
        if let Some(input_method) = view.input_method_context() {
            input_method.set_enable_preedit(true);
        }
        if let Some(settings) = view.settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            // WebKit's own default is the system's sans-serif font, which need not be the desktop's.
            if let Some(family) = desktop_font::find_desktop_font() {
                settings.set_sans_serif_font_family(&family);
            }
        }
        context_menu::restrict_context_menu(&view);
    })
}

/// On other systems the web view is left as it is.
#[cfg(not(target_os = "linux"))]
pub(crate) fn configure_page(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Calls `on_crash` on the main thread when the page's process ends by itself.
#[cfg(target_os = "linux")]
pub(crate) fn listen_for_page_crash(window: &WebviewWindow, on_crash: impl Fn() + Send + 'static) -> tauri::Result<()> {
    use webkit2gtk::{WebProcessTerminationReason, WebViewExt as _};

    window.with_webview(move |view| {
        view.inner().connect_web_process_terminated(move |_, reason| {
            if reason != WebProcessTerminationReason::TerminatedByApi {
                tracing::warn!("the page's process ended: {reason:?}");
                on_crash();
            }
        });
    })
}

/// On other systems a page's process that ends is not noticed.
#[cfg(not(target_os = "linux"))]
pub(crate) fn listen_for_page_crash(_: &WebviewWindow, _: impl Fn() + Send + 'static) -> tauri::Result<()> {
    Ok(())
}
