//! The system's keychain as the core's secret store.
//!
//! A keychain may ask the user for a password and answer minutes later or never, so each call has a time limit, after
//! which it counts as locked. Every call connects anew, so that a retry does not reuse a connection that failed.

#[cfg(target_os = "linux")]
mod keychain_change_signals;
mod keychain_constants;
#[cfg(all(test, target_os = "linux"))]
mod keychain_tests;
#[cfg(target_os = "linux")]
mod linux_keychain;
#[cfg(not(target_os = "linux"))]
mod macos_windows_keychain;
#[cfg(target_os = "linux")]
mod secret_items;
#[cfg(target_os = "linux")]
mod secret_service_access;
#[cfg(all(test, target_os = "linux"))]
mod stub_secret_service;
#[cfg(target_os = "linux")]
mod unlock_prompt;

#[cfg(target_os = "linux")]
pub(crate) use linux_keychain::Keychain;
#[cfg(not(target_os = "linux"))]
pub(crate) use macos_windows_keychain::Keychain;
