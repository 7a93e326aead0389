//! The system's keychain as the core's secret store.
//!
//! A keychain may ask the user something and answer minutes later or never, so each call runs on a thread
//! of its own and is given up after a while. A store that failed once is not kept: every call opens it anew,
//! so "try again" means just that.

use futures_util::future::BoxFuture;
use keyring_core::{Entry, Error as KeyringError};
use mayfly_core::{SecretError, SecretStore};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// The name under which the user finds Mayfly's entries in the keychain.
const SERVICE: &str = "app.mayfly.Mayfly";

/// How long the user has to unlock the keychain, should it ask.
const PATIENCE: Duration = Duration::from_secs(25);

/// The system's keychain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keychain;

impl SecretStore for Keychain {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        let name = name.to_owned();
        Box::pin(in_time(move || match entry(&name).and_then(|entry| entry.get_password()) {
            Ok(secret) => Ok(Some(SecretString::from(secret))),
            Err(KeyringError::NoEntry) => Ok(None),
            Err(error) => Err(explain(&error)),
        }))
    }

    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        let name = name.to_owned();
        Box::pin(in_time(move || {
            entry(&name).and_then(|entry| entry.set_password(value.expose_secret())).map_err(|error| explain(&error))
        }))
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        let name = name.to_owned();
        Box::pin(in_time(move || match entry(&name).and_then(|entry| entry.delete_credential()) {
            Ok(()) | Err(KeyringError::NoEntry) => Ok(()),
            Err(error) => Err(explain(&error)),
        }))
    }

    #[cfg(target_os = "linux")]
    fn clear(&self) -> BoxFuture<'_, Result<(), SecretError>> {
        Box::pin(in_time(|| delete_all().map_err(|error| explain(&error))))
    }
}

/// Deletes every entry that Mayfly ever made, those included whose names nobody knows any more.
#[cfg(target_os = "linux")]
fn delete_all() -> keyring_core::Result<()> {
    use keyring_core::api::CredentialStoreApi as _;
    let ours = std::collections::HashMap::from([("service", SERVICE)]);
    for entry in zbus_secret_service_keyring_store::Store::new()?.search(&ours)? {
        match entry.delete_credential() {
            Ok(()) | Err(KeyringError::NoEntry) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn entry(name: &str) -> keyring_core::Result<Entry> {
    use keyring_core::api::CredentialStoreApi as _;
    zbus_secret_service_keyring_store::Store::new()?.build(SERVICE, name, None)
}

#[cfg(not(target_os = "linux"))]
fn entry(name: &str) -> keyring_core::Result<Entry> {
    keyring::Entry::new(SERVICE, name).map(|entry| entry.inner)
}

async fn in_time<T: Send + 'static>(
    call: impl FnOnce() -> Result<T, SecretError> + Send + 'static,
) -> Result<T, SecretError> {
    let (done, answer) = tokio::sync::oneshot::channel();
    let thread = std::thread::Builder::new().name("mayfly-keychain".into()).spawn(move || {
        // Nobody listens any more once the time is up; the late answer is dropped.
        let _ = done.send(call());
    });
    if let Err(error) = thread {
        return Err(SecretError::Unavailable(error.to_string()));
    }
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(SecretError::Unavailable("the keychain's library failed".into())),
        Err(_) => Err(SecretError::Locked),
    }
}

fn explain(error: &KeyringError) -> SecretError {
    match error {
        KeyringError::NoStorageAccess(_) => SecretError::Locked,
        // Never the error's payload: some variants carry the secret's bytes.
        KeyringError::PlatformFailure(cause) => SecretError::Unavailable(cause.to_string()),
        KeyringError::NoDefaultStore => SecretError::Unavailable("there is none on this system".into()),
        _ => SecretError::Unavailable("it holds an entry that can't be read".into()),
    }
}
