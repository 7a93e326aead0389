//! Starting Mayfly at login, without a window.

#[cfg(target_os = "macos")]
#[path = "plugin_autostart.rs"]
mod platform_autostart;
#[cfg(windows)]
#[path = "registry_autostart.rs"]
mod platform_autostart;
#[cfg(target_os = "linux")]
#[path = "linux_autostart.rs"]
mod platform_autostart;
#[cfg(target_os = "linux")]
mod portal_autostart;
#[cfg(target_os = "linux")]
mod xdg_autostart;

#[cfg(target_os = "macos")]
pub(crate) use platform_autostart::autostart_plugin;
pub(crate) use platform_autostart::{find_autostart_state, set_autostart};
