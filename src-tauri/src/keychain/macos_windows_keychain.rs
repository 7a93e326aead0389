//! The keychains of macOS and Windows. Their calls block, so each runs on a thread of its own.

use super::keychain_constants::{CALL_TIMEOUT, SERVICE_NAME};
use futures_util::future::BoxFuture;
use keyring_core::{Entry, Error as KeyringError};
use mayfly_core::{SecretError, SecretStore};
use secrecy::{ExposeSecret, SecretString};

/// The system's keychain.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Keychain {}

impl SecretStore for Keychain {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        let name = name.to_owned();
        Box::pin(run_on_thread_with_timeout(move || {
            match open_keychain_entry(&name).and_then(|entry| entry.get_password()) {
                Ok(secret) => Ok(Some(SecretString::from(secret))),
                Err(KeyringError::NoEntry) => Ok(None),
                Err(error) => Err(to_secret_error(&error)),
            }
        }))
    }

    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        let name = name.to_owned();
        Box::pin(run_on_thread_with_timeout(move || {
            open_keychain_entry(&name)
                .and_then(|entry| entry.set_password(value.expose_secret()))
                .map_err(|error| to_secret_error(&error))
        }))
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        let name = name.to_owned();
        Box::pin(run_on_thread_with_timeout(move || {
            match open_keychain_entry(&name).and_then(|entry| entry.delete_credential()) {
                Ok(()) | Err(KeyringError::NoEntry) => Ok(()),
                Err(error) => Err(to_secret_error(&error)),
            }
        }))
    }

    /// Any call may ask the user here, so only what the user does reads the keychain again.
    fn ensure_readable_without_prompt<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async { Err(SecretError::PromptDismissed) })
    }
}

fn open_keychain_entry(name: &str) -> keyring_core::Result<Entry> {
    keyring::Entry::new(SERVICE_NAME, name).map(|entry| entry.inner)
}

async fn run_on_thread_with_timeout<T: Send + 'static>(
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
