//! The web view as Mayfly uses it: what it stores, what it may load, and settings of WebKitGTK for which Tauri has no
//! API.

#[cfg(target_os = "linux")]
mod context_menu;
#[cfg(target_os = "linux")]
mod desktop_font;
#[cfg(target_os = "linux")]
mod key_forwarding;
#[cfg(target_os = "linux")]
mod memory_saving_variables;
mod navigation_policy;
#[cfg(target_os = "linux")]
mod page_ping;
mod web_process_shutdown;
mod web_view_data_dir;
mod webkit_page_setup;
#[cfg(target_os = "linux")]
mod webkit_processes;

#[cfg(target_os = "linux")]
pub(crate) use memory_saving_variables::{remove_memory_saving_variables, set_memory_saving_variables};
pub(crate) use navigation_policy::{is_web_view_url_allowed, network_blocking_proxy_url};
#[cfg(target_os = "linux")]
pub(crate) use page_ping::PageResponsivenessPing;
pub(crate) use web_process_shutdown::{
    kill_web_view_processes_on_exit, terminate_page_process, terminate_page_processes,
};
pub(crate) use web_view_data_dir::{WebViewDataDir, set_window_data_dir};
pub(crate) use webkit_page_setup::{configure_page, listen_for_page_crash};
#[cfg(target_os = "linux")]
pub(crate) use webkit_processes::measure_page_process_activity;
