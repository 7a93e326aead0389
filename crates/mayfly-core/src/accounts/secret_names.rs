//! The names of Mayfly's secrets in the keychain.

use crate::store::Store;
use crate::view::AccountId;

/// The key of the first database.
pub(super) const STORE_KEY_SECRET: &str = "store-key";

/// The key of a database that lies beside the first one, by the short form of its fingerprint.
pub(super) fn store_key_secret_name(short_fingerprint: &str) -> String {
    format!("{STORE_KEY_SECRET}:{short_fingerprint}")
}

/// The API key of an account of this store.
pub(super) fn api_key_secret_name(store: &Store, account: AccountId) -> String {
    scoped_api_key_secret_name(store.secret_scope(), account)
}

/// The API key of an account of the store with this [scope](Store::secret_scope).
pub(super) fn scoped_api_key_secret_name(scope: Option<&str>, account: AccountId) -> String {
    match scope {
        None => format!("api-key:{account}"),
        Some(scope) => format!("api-key:{scope}:{account}"),
    }
}
