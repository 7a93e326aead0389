//! The names of the accounts, for notifications.

use mayfly_core::Core;
use mayfly_core::view::AccountId;
use std::collections::BTreeMap;

/// Returns the names of the accounts by identifier; none when a single account makes them unnecessary.
pub(super) async fn load_account_names(core: &Core) -> BTreeMap<AccountId, String> {
    core.account_names_if_several().await.unwrap_or_else(|error| {
        tracing::warn!(%error, "the accounts' names could not be read");
        BTreeMap::new()
    })
}
