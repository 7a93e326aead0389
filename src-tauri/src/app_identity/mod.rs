//! The name by which the system knows Mayfly: the identifier of `tauri.conf.json`.

mod app_id;
#[cfg(windows)]
mod windows_identity;

#[cfg(target_os = "linux")]
pub(crate) use app_id::APP_ID;
#[cfg(windows)]
pub(crate) use windows_identity::register_app_identity;
