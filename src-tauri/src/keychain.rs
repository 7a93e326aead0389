//! The system's keychain as the core's secret store.
//!
//! A keychain may prompt the user and answer minutes later or never, so each call runs on a thread of its own with a
//! time limit. Every call opens the system's store anew, so that a retry does not reuse a store that failed.

use futures_util::future::BoxFuture;
use keyring_core::{Entry, Error as KeyringError};
use mayfly_core::{SecretError, SecretStore};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// The service name of Mayfly's entries, which the user sees in the keychain.
const SERVICE_NAME: &str = "app.mayfly.Mayfly";

/// The time limit of a call, in which the user may have to unlock the keychain.
const CALL_TIMEOUT: Duration = Duration::from_secs(25);

/// The system's keychain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keychain;

impl SecretStore for Keychain {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        let name = name.to_owned();
        Box::pin(run_with_timeout(move || match open_entry(&name).and_then(|entry| entry.get_password()) {
            Ok(secret) => Ok(Some(SecretString::from(secret))),
            Err(KeyringError::NoEntry) => Ok(None),
            Err(error) => Err(to_secret_error(&error)),
        }))
    }

    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        let name = name.to_owned();
        Box::pin(run_with_timeout(move || {
            open_entry(&name)
                .and_then(|entry| entry.set_password(value.expose_secret()))
                .map_err(|error| to_secret_error(&error))
        }))
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        let name = name.to_owned();
        Box::pin(run_with_timeout(move || match open_entry(&name).and_then(|entry| entry.delete_credential()) {
            Ok(()) | Err(KeyringError::NoEntry) => Ok(()),
            Err(error) => Err(to_secret_error(&error)),
        }))
    }

    #[cfg(target_os = "linux")]
    fn clear(&self) -> BoxFuture<'_, Result<(), SecretError>> {
        Box::pin(run_with_timeout(|| delete_all_entries().map_err(|error| to_secret_error(&error))))
    }
}

/// Deletes every entry of Mayfly's service name, whatever its own name.
#[cfg(target_os = "linux")]
fn delete_all_entries() -> keyring_core::Result<()> {
    use keyring_core::api::CredentialStoreApi as _;
    let own_entries = std::collections::HashMap::from([("service", SERVICE_NAME)]);
    for entry in zbus_secret_service_keyring_store::Store::new()?.search(&own_entries)? {
        match entry.delete_credential() {
            Ok(()) | Err(KeyringError::NoEntry) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn open_entry(name: &str) -> keyring_core::Result<Entry> {
    use keyring_core::api::CredentialStoreApi as _;
    zbus_secret_service_keyring_store::Store::new()?.build(SERVICE_NAME, name, None)
}

#[cfg(not(target_os = "linux"))]
fn open_entry(name: &str) -> keyring_core::Result<Entry> {
    keyring::Entry::new(SERVICE_NAME, name).map(|entry| entry.inner)
}

async fn run_with_timeout<T: Send + 'static>(
    call: impl FnOnce() -> Result<T, SecretError> + Send + 'static,
) -> Result<T, SecretError> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let thread = std::thread::Builder::new().name("mayfly-keychain".into()).spawn(move || {
        // After the timeout the receiver is gone, and a late result is dropped.
        let _ = sender.send(call());
    });
    if let Err(error) = thread {
        return Err(SecretError::Unavailable(error.to_string()));
    }
    match tokio::time::timeout(CALL_TIMEOUT, receiver).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(SecretError::Unavailable("the keychain's library failed".into())),
        Err(_) => Err(SecretError::Locked),
    }
}

fn to_secret_error(error: &KeyringError) -> SecretError {
    match error {
        KeyringError::NoStorageAccess(_) => SecretError::Locked,
        // Not the error's other payloads: some variants contain the secret's bytes.
        KeyringError::PlatformFailure(cause) => SecretError::Unavailable(cause.to_string()),
        KeyringError::NoDefaultStore => SecretError::Unavailable("there is none on this system".into()),
        _ => SecretError::Unavailable("it holds an entry that can't be read".into()),
    }
}
