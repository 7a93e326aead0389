//! The web view as Mayfly uses it: what it stores, what it may load, and settings of WebKitGTK for which Tauri has no
//! API.

#[cfg(target_os = "linux")]
mod context_menu;
mod data_dir;
#[cfg(target_os = "linux")]
mod desktop_font;
#[cfg(target_os = "linux")]
mod key_forwarding;
#[cfg(target_os = "linux")]
mod memory_saving_variables;
mod navigation_policy;
mod page_setup;
mod process_termination;

pub(crate) use data_dir::{WebViewDataDir, use_data_dir};
#[cfg(target_os = "linux")]
pub(crate) use memory_saving_variables::{remove_memory_saving_variables, set_memory_saving_variables};
pub(crate) use navigation_policy::{is_url_allowed, unreachable_proxy_url};
pub(crate) use page_setup::configure_page;
pub(crate) use process_termination::{kill_web_view_processes, terminate_page_processes};
