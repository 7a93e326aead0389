//! Starting Mayfly at login, without a window.

#[cfg(target_os = "macos")]
#[path = "plugin_autostart.rs"]
mod platform_autostart;
#[cfg(windows)]
#[path = "registry_autostart.rs"]
mod platform_autostart;
#[cfg(target_os = "linux")]
#[path = "xdg_autostart.rs"]
mod platform_autostart;

#[cfg(target_os = "macos")]
pub(crate) use platform_autostart::autostart_plugin;
pub(crate) use platform_autostart::{is_autostart_enabled, set_autostart};
