//! The secret store, as a port: the system's keychain in the app, memory where the user chose so.

use futures_util::future::BoxFuture;
use secrecy::SecretString;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Why a secret could not be read or kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is no keychain, or it doesn't work.
    #[error("the system keychain is not available: {0}")]
    Unavailable(String),
    /// The keychain is locked, and nobody unlocked it in time.
    #[error("the system keychain is locked")]
    Locked,
}

/// Keeps a few short secrets by name. Implementations must end every call in bounded time.
pub trait SecretStore: Send + Sync + 'static {
    /// The secret of that name, if there is one.
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>>;
    /// Keeps a secret, in place of one of the same name.
    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>>;
    /// Forgets a secret; it is fine if there was none.
    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>>;
    /// Forgets every secret of Mayfly's that can be found without its name; where none can, none.
    fn clear(&self) -> BoxFuture<'_, Result<(), SecretError>> {
        Box::pin(async { Ok(()) })
    }
}

/// Secrets in memory: gone when the app quits.
#[derive(Debug, Default)]
pub struct MemorySecrets(Mutex<HashMap<String, SecretString>>);

impl MemorySecrets {
    fn lock_secrets(&self) -> std::sync::MutexGuard<'_, HashMap<String, SecretString>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The names of the secrets kept.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.lock_secrets().keys().cloned().collect();
        names.sort();
        names
    }
}

impl SecretStore for MemorySecrets {
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
