//! What holds for every call to the keychain: the name of the entries, and the time limit.

use std::time::Duration;

/// The service name of Mayfly's entries, which the user sees in the keychain.
pub(super) const SERVICE_NAME: &str = "app.mayfly.Mayfly";
/// The same in a Flatpak. It has a data folder of its own and shares the keychain, so it must not read, overwrite or erase
/// the entries that belong to the data folder outside.
#[cfg(target_os = "linux")]
pub(super) const FLATPAK_SERVICE_NAME: &str = "app.mayfly.Mayfly.Flatpak";

/// The time limit of a call, in which the user may have to unlock the keychain.
pub(super) const CALL_TIMEOUT: Duration = Duration::from_secs(25);
