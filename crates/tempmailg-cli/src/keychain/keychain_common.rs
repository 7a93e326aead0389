//! What holds for every system: the names of the entries, the time limit, the errors.

use std::time::Duration;

/// The service name of Mayfly's entries.
pub(super) const SERVICE_NAME: &str = "app.mayfly.Mayfly";

/// The beginning of the names of entries that hold the API key of an account. The account's number follows, behind a word
/// where Mayfly has several databases.
pub(super) const API_KEY_PREFIX: &str = "api-key:";

/// The time limit of a call, in which the user may have to unlock the keychain.
pub(super) const CALL_TIMEOUT: Duration = Duration::from_secs(25);

/// Why the keychain can't be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeychainError {
    /// It is locked, and nobody unlocked it in time.
    #[error("is locked")]
    Locked,
    /// It can't be reached or read. The text has no secrets.
    #[error("can't be read: {0}")]
    Unavailable(String),
}
