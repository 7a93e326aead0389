//! The names of the accounts, for notifications.

use mayfly_core::Core;
use std::collections::BTreeMap;

/// Returns the names of the accounts by identifier; none when a single account makes them unnecessary.
pub(super) async fn load_account_names(core: &Core) -> BTreeMap<u32, String> {
    core.names().await.unwrap_or_else(|error| {
        tracing::warn!(%error, "the accounts' names could not be read");
        BTreeMap::new()
    })
}
