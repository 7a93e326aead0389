//! The names of Mayfly's secrets in the keychain.

use crate::view::AccountId;

/// The database's key.
pub(super) const STORE_KEY_SECRET: &str = "store-key";

/// An account's API key.
pub(super) fn api_key_secret(account: AccountId) -> String {
    format!("api-key:{account}")
}
