//! The Secret Service of a Linux desktop.

use super::keychain_common::{API_KEY_PREFIX, CALL_TIMEOUT, KeychainError, SERVICE_NAME};
use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use secret_service::{EncryptionType, Error, Item, SecretService};
use std::collections::HashMap;

/// The system's keychain.
pub(crate) struct Keychain;

impl Keychain {
    /// Reads the API key of an account; `None` if there is no such entry.
    pub(crate) async fn read_api_key(account: &str) -> Result<Option<SecretString>, KeychainError> {
        let name = format!("{API_KEY_PREFIX}{account}");
        with_time_limit(async {
            let service = SecretService::connect(EncryptionType::Dh).await?;
            let attributes = HashMap::from([("service", SERVICE_NAME), ("username", name.as_str())]);
            let found = service.search_items(attributes).await?;
            let items = if found.unlocked.is_empty() {
                for item in &found.locked {
                    item.unlock().await?;
                }
                found.locked
            } else {
                found.unlocked
            };
            let Some(item) = find_newest_keychain_item(items).await else { return Ok(None) };
            let bytes = Zeroizing::new(item.get_secret().await?);
            Ok(std::str::from_utf8(&bytes).ok().map(SecretString::from))
        })
        .await
    }

    /// Lists the accounts that have an entry, as [`read_api_key`](Self::read_api_key) takes them.
    pub(crate) async fn list_accounts() -> Result<Vec<String>, KeychainError> {
        with_time_limit(async {
            let service = SecretService::connect(EncryptionType::Dh).await?;
            let found = service.search_items(HashMap::from([("service", SERVICE_NAME)])).await?;
            let mut accounts = Vec::new();
            for item in found.unlocked.iter().chain(&found.locked) {
                let attributes = item.get_attributes().await?;
                let name = attributes.get("username").and_then(|name| name.strip_prefix(API_KEY_PREFIX));
                accounts.extend(name.map(str::to_owned));
            }
            accounts.sort();
            accounts.dedup();
            Ok(accounts)
        })
        .await
    }
}

/// Several entries may have one name: Mayfly reads the one that was changed last.
async fn find_newest_keychain_item(items: Vec<Item<'_>>) -> Option<Item<'_>> {
    let mut newest: Option<(u64, Item<'_>)> = None;
    for item in items {
        let changed = item.get_modified().await.unwrap_or_default();
        if newest.as_ref().is_none_or(|(time, _)| changed > *time) {
            newest = Some((changed, item));
        }
    }
    newest.map(|(_, item)| item)
}

async fn with_time_limit<T>(call: impl Future<Output = Result<T, Error>>) -> Result<T, KeychainError> {
    match tokio::time::timeout(CALL_TIMEOUT, call).await {
        Ok(result) => result.map_err(|error| match error {
            Error::Locked | Error::Prompt => KeychainError::Locked,
            error => KeychainError::Unavailable(error.to_string()),
        }),
        Err(_) => Err(KeychainError::Locked),
    }
}
