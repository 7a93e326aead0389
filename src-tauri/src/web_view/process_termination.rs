//! Ends the web view's processes while its window is hidden.

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

/// Ends WebKit's network process, which has a quarter of the memory that Mayfly would use in the tray. WebKit has no
/// API for that, but recovers from it as from a crash. Does nothing on systems that don't list a process's children.
#[cfg(target_os = "linux")]
fn terminate_network_process() {
    use rustix::process::{Pid, Signal, kill_process};
    let is_network_process = |pid: &Pid| {
        let name = std::fs::read_to_string(format!("/proc/{}/comm", pid.as_raw_nonzero()));
        // The kernel truncates a process name to fifteen characters.
        name.is_ok_and(|name| name.trim_end() == "WebKitNetworkPr")
    };
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let child_lists = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    let children = child_lists.flat_map(|list| list.split(' ').filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>());
    for pid in children.filter_map(Pid::from_raw).filter(is_network_process) {
        if let Err(error) = kill_process(pid, Signal::TERM) {
            tracing::debug!("the network process could not be ended: {error}");
        }
    }
}
