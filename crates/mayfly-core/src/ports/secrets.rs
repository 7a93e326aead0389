//! The secret store port: the system's keychain, or memory if the user chose "this session only".

use futures_util::future::BoxFuture;
use secrecy::SecretString;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// An error of the secret store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is no keychain, or it fails.
    #[error("the system keychain is not available: {0}")]
    Unavailable(String),
    /// The keychain is locked and was not unlocked in time.
    #[error("the system keychain is locked")]
    Locked,
    /// The keychain is locked, and the user closed the dialog that asked for its password.
    #[error("the system keychain is locked, and its password was not given")]
    PromptDismissed,
}

/// Stores a few short secrets by name. Implementations must end every call in bounded time.
pub trait SecretStore: Send + Sync + 'static {
    /// Returns the secret with this name, if there is one.
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>>;
    /// Returns every secret with this name, the one that `get` returns first. A keychain may hold several, written by
    /// several programs or restored from a backup; the caller tries which one fits.
    fn get_all_secrets<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<SecretString>, SecretError>> {
        Box::pin(async move { Ok(self.get(name).await?.into_iter().collect()) })
    }
    /// The name of the program that keeps the secrets, if it is known; the user is told which one was asked.
    fn keychain_provider_name(&self) -> BoxFuture<'_, Option<String>> {
        Box::pin(async { None })
    }
    /// Stores a secret; replaces one with the same name.
    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>>;
    /// Deletes a secret; succeeds if there is none.
    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>>;
    /// Deletes every secret of Mayfly that the store can list; by default none, for stores that can't list secrets.
    fn clear(&self) -> BoxFuture<'_, Result<(), SecretError>> {
        Box::pin(async { Ok(()) })
    }
    /// Succeeds if secrets, such as the one with this name, can be read without asking the user for a password. Never
    /// asks the user, so that it may be called at any time; by default tries to read, for stores that never ask.
    fn ensure_readable_without_prompt<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move { self.get_all_secrets(name).await.map(|_| ()) })
    }
    /// Begins to listen for changes. The future that it returns completes when the store may have become available or
    /// unlocked, or may hold other secrets, since then. By default never, for stores that don't report changes.
    fn listen_for_secret_store_change(&self) -> BoxFuture<'_, BoxFuture<'static, ()>> {
        let never: BoxFuture<'static, ()> = Box::pin(std::future::pending());
        Box::pin(std::future::ready(never))
    }
}

/// A secret store in memory; its secrets are lost when the app quits.
#[derive(Debug, Default)]
pub struct InMemorySecretStore(Mutex<HashMap<String, SecretString>>);

impl InMemorySecretStore {
    fn lock_secrets(&self) -> std::sync::MutexGuard<'_, HashMap<String, SecretString>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the names of all stored secrets.
    #[must_use]
    pub fn list_secret_names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.lock_secrets().keys().cloned().collect();
        names.sort();
        names
    }
}

impl SecretStore for InMemorySecretStore {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        Box::pin(async move { Ok(self.lock_secrets().get(name).cloned()) })
    }

    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.lock_secrets().insert(name.to_owned(), value);
            Ok(())
        })
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.lock_secrets().remove(name);
            Ok(())
        })
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), SecretError>> {
        Box::pin(async move {
            self.lock_secrets().clear();
            Ok(())
        })
    }
}
