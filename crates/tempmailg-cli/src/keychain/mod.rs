//! The API keys of Mayfly's accounts in the system's keychain. They are only read.

mod keychain_common;
#[cfg(target_os = "linux")]
mod linux_keychain;
#[cfg(not(target_os = "linux"))]
mod macos_windows_keychain;

pub(crate) use keychain_common::KeychainError;
#[cfg(target_os = "linux")]
pub(crate) use linux_keychain::Keychain;
#[cfg(not(target_os = "linux"))]
pub(crate) use macos_windows_keychain::Keychain;
