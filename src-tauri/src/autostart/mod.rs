//! Starting Mayfly at login, without a window.

#[cfg(target_os = "linux")]
#[path = "xdg_autostart.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
#[path = "plugin_autostart.rs"]
mod system;

#[cfg(not(target_os = "linux"))]
pub(crate) use system::autostart_plugin;
pub(crate) use system::{is_autostart_enabled, set_autostart};
