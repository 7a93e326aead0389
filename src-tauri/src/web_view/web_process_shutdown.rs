//! Ends the web view's processes: while its window is hidden, when its page does not answer, and when the app exits.

#[cfg(target_os = "linux")]
use super::webkit_processes::signal_matching_child_processes;
use tauri::WebviewWindow;

/// Ends the page's process and, if no other window needs it, WebKit's network process. WebKit starts both again when
/// the page is reloaded.
#[cfg(target_os = "linux")]
pub(crate) fn terminate_page_processes(window: &WebviewWindow) -> tauri::Result<()> {
    use tauri::Manager as _;
    use webkit2gtk::WebViewExt as _;
    let is_only_window = window.app_handle().webview_windows().len() == 1;
    window.with_webview(move |view| {
        view.inner().terminate_web_process();
        if is_only_window {
            terminate_network_process();
        }
    })
}

/// On other systems the page's process ends with its window.
#[cfg(not(target_os = "linux"))]
pub(crate) fn terminate_page_processes(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Ends the page's process, busy or not. Reloading the page starts another one.
#[cfg(target_os = "linux")]
pub(crate) fn terminate_page_process(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt as _;
    window.with_webview(|view| view.inner().terminate_web_process())
}

/// On other systems a page is not ended.
#[cfg(not(target_os = "linux"))]
pub(crate) fn terminate_page_process(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Ends WebKit's network process, which has a quarter of the memory that Mayfly would use in the tray. WebKit has no
/// API for that, but recovers from it as from a crash. Does nothing on systems that don't list a process's children.
#[cfg(target_os = "linux")]
fn terminate_network_process() {
    // The kernel truncates a process name to fifteen characters.
    signal_matching_child_processes(rustix::process::Signal::TERM, |name| name == "WebKitNetworkPr");
}

/// Ends all of WebKit's processes, because the app exits: they must not write to the web view's folder while that is
/// deleted.
#[cfg(target_os = "linux")]
pub(crate) fn kill_web_view_processes_on_exit() {
    signal_matching_child_processes(rustix::process::Signal::KILL, |name| name.starts_with("WebKit"));
}

/// On other systems they end with their windows.
#[cfg(not(target_os = "linux"))]
pub(crate) fn kill_web_view_processes_on_exit() {}
