//! A keychain that fails for as long as a test wants.

use futures_util::future::BoxFuture;
use mayfly_core::{InMemorySecretStore, SecretError, SecretStore};
use secrecy::SecretString;
use std::sync::{Mutex, PoisonError};

#[derive(Default)]
pub struct FlakySecrets {
    pub memory: InMemorySecretStore,
    failure: Mutex<Option<SecretError>>,
}

impl FlakySecrets {
    /// Has every call fail with this error from now on, or succeed again with `None`.
    pub fn set_failure(&self, failure: Option<SecretError>) {
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = failure;
    }

    fn fail_if_set(&self) -> Result<(), SecretError> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone().map_or(Ok(()), Err)
    }
}

impl SecretStore for FlakySecrets {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        Box::pin(async move {
            self.fail_if_set()?;
            self.memory.get(name).await
        })
    }

    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.fail_if_set()?;
            self.memory.set(name, value).await
        })
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.fail_if_set()?;
            self.memory.delete(name).await
        })
    }
}
