//! What holds for every call to the keychain: the name of the entries, and the time limit.

use std::time::Duration;

/// The service name of Mayfly's entries, which the user sees in the keychain.
pub(super) const SERVICE_NAME: &str = "app.mayfly.Mayfly";

/// The time limit of a call, in which the user may have to unlock the keychain.
pub(super) const CALL_TIMEOUT: Duration = Duration::from_secs(25);
