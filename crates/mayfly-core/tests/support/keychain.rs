//! A keychain that a test can have fail, and work again.

use futures_util::future::BoxFuture;
use mayfly_core::{MemorySecrets, SecretError, SecretStore};
use secrecy::SecretString;
use std::sync::{Mutex, PoisonError};

#[derive(Default)]
pub struct Fickle {
    pub memory: MemorySecrets,
    trouble: Mutex<Option<SecretError>>,
}

impl Fickle {
    /// From now on every call ends like that, or goes well again.
    pub fn set_trouble(&self, trouble: Option<SecretError>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    fn check(&self) -> Result<(), SecretError> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone().map_or(Ok(()), Err)
    }
}

impl SecretStore for Fickle {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        Box::pin(async move {
            self.check()?;
            self.memory.get(name).await
        })
    }
    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.check()?;
            self.memory.set(name, value).await
        })
    }
    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.check()?;
            self.memory.delete(name).await
        })
    }
}
