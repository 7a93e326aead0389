//! The keychains of macOS and Windows, which can't be searched.

use super::keychain_common::{API_KEY_PREFIX, CALL_TIMEOUT, KeychainError, SERVICE_NAME};
use keyring_core::Error as KeyringError;
use secrecy::SecretString;

/// The account of most users: the first one that was signed in.
const FIRST_ACCOUNT: &str = "1";

/// The system's keychain.
pub(crate) struct Keychain;

impl Keychain {
    /// Reads the API key of an account; `None` if there is no such entry.
    pub(crate) async fn read_api_key(account: &str) -> Result<Option<SecretString>, KeychainError> {
        let name = format!("{API_KEY_PREFIX}{account}");
        let reading = tokio::task::spawn_blocking(move || {
            let entry = keyring::Entry::new(SERVICE_NAME, &name)?;
            entry.inner.get_password()
        });
        match tokio::time::timeout(CALL_TIMEOUT, reading).await {
            Ok(Ok(Ok(secret))) => Ok(Some(SecretString::from(secret))),
            Ok(Ok(Err(KeyringError::NoEntry))) => Ok(None),
            Ok(Ok(Err(KeyringError::NoStorageAccess(_)))) | Err(_) => Err(KeychainError::Locked),
            // Not the error's other payloads: some variants contain the secret's bytes.
            Ok(Ok(Err(_)) | Err(_)) => Err(KeychainError::Unavailable("its library failed".to_owned())),
        }
    }

    /// Lists the accounts that have an entry: at most the first one.
    pub(crate) async fn list_accounts() -> Result<Vec<String>, KeychainError> {
        let first = Self::read_api_key(FIRST_ACCOUNT).await?;
        Ok(first.map(|_| FIRST_ACCOUNT.to_owned()).into_iter().collect())
    }
}
