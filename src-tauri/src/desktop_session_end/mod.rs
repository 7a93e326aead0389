//! Ends Mayfly as its *Quit* does when the login session ends. On macOS Tauri's event loop does.

#[cfg(target_os = "linux")]
#[path = "dbus_session_end.rs"]
mod platform_session_end;
#[cfg(windows)]
#[path = "windows_session_end.rs"]
mod platform_session_end;

pub(crate) use platform_session_end::exit_at_session_end;
