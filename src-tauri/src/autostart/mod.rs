//! Starting Mayfly at login, without a window.

#[cfg(target_os = "linux")]
#[path = "xdg_autostart.rs"]
mod platform_autostart;
#[cfg(not(target_os = "linux"))]
#[path = "plugin_autostart.rs"]
mod platform_autostart;

#[cfg(not(target_os = "linux"))]
pub(crate) use platform_autostart::autostart_plugin;
pub(crate) use platform_autostart::{is_autostart_enabled, set_autostart};
