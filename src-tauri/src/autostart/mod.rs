//! Starting with the desktop, hidden.

#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
#[path = "plugin.rs"]
mod system;

#[cfg(not(target_os = "linux"))]
pub(crate) use system::plugin;
pub(crate) use system::{is_on, set};

/// How Mayfly is started at login.
const ARGUMENT: &str = "--hidden";
