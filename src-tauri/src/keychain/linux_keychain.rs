//! The Secret Service of a Linux desktop: gnome-keyring, KWallet, KeePassXC and others.

use super::keychain_change_signals::wait_for_keychain_change;
use super::secret_items::SecretServiceSession;
use super::secret_service_access::SecretServiceAccess;
use super::unlock_prompt::Unlocker;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use mayfly_core::{SecretError, SecretStore};
use secrecy::SecretString;
use std::sync::Arc;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// The system's keychain. Its calls have to be made within a tokio runtime.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keychain {
    access: SecretServiceAccess,
    unlocker: Arc<Unlocker>,
}

impl Keychain {
    /// A keychain on the bus at this address, with a time limit of its own and without encryption.
    #[cfg(test)]
    pub(super) fn for_test_bus(bus_address: &str, call_timeout: std::time::Duration) -> Self {
        let bus_address = Some(bus_address.to_owned());
        let installation = crate::installation::Installation::System;
        let access = SecretServiceAccess { bus_address, is_encrypted: false, call_timeout, installation };
        Self { access, unlocker: Arc::default() }
    }

    /// The same keychain, with encryption.
    #[cfg(test)]
    pub(super) fn encrypted(mut self) -> Self {
        self.access.is_encrypted = true;
        self
    }

    /// The same keychain, used by a Mayfly that was installed like this.
    #[cfg(test)]
    pub(super) fn with_installation(mut self, installation: crate::installation::Installation) -> Self {
        self.access.installation = installation;
        self
    }

    /// Runs a call that may ask the user. It goes on after the time limit: its end would take the dialog away that the
    /// user may be about to answer.
    async fn run_call_past_timeout<T: Send + 'static>(
        &self,
        call: impl Future<Output = Result<T, SecretError>> + Send + 'static,
    ) -> Result<T, SecretError> {
        match tokio::time::timeout(self.access.call_timeout, tokio::spawn(call)).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(SecretError::Unavailable("its library failed".into())),
            Err(_) => Err(SecretError::Locked),
        }
    }

    async fn open_secret_items(&self) -> Result<SecretServiceSession<'_>, SecretError> {
        SecretServiceSession::open(&self.access, &self.unlocker).await
    }
}

impl SecretStore for Keychain {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        Box::pin(async move { Ok(self.get_all_secrets(name).await?.into_iter().next()) })
    }

    fn get_all_secrets<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<SecretString>, SecretError>> {
        let (keychain, name) = (self.clone(), name.to_owned());
        Box::pin(self.run_call_past_timeout(async move {
            keychain.open_secret_items().await?.read_secrets_with_name(&name).await
        }))
    }

    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        let (keychain, name) = (self.clone(), name.to_owned());
        Box::pin(self.run_call_past_timeout(async move {
            keychain.open_secret_items().await?.write_secret(&name, &value).await
        }))
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        let (keychain, name) = (self.clone(), name.to_owned());
        Box::pin(
            self.run_call_past_timeout(async move { keychain.open_secret_items().await?.delete_secret(&name).await }),
        )
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), SecretError>> {
        let keychain = self.clone();
        Box::pin(
            self.run_call_past_timeout(async move { keychain.open_secret_items().await?.delete_all_items().await }),
        )
    }

    fn ensure_readable_without_prompt<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        // Not detached: there is no dialog, and a service that never answers would be left one more call each time.
        let checking = async move { self.open_secret_items().await?.ensure_readable_without_prompt(name).await };
        let limited = tokio::time::timeout(self.access.call_timeout, checking);
        Box::pin(async move { limited.await.unwrap_or(Err(SecretError::Locked)) })
    }

    fn keychain_provider_name(&self) -> BoxFuture<'_, Option<String>> {
        let limited = tokio::time::timeout(self.access.call_timeout, self.access.keychain_provider_name());
        Box::pin(async move { limited.await.ok().flatten() })
    }

    fn listen_for_secret_store_change(&self) -> BoxFuture<'_, BoxFuture<'static, ()>> {
        let access = self.access.clone();
        let mut unlocked = self.unlocker.subscribe_to_unlocks();
        let (listening, starts_to_listen) = oneshot::channel();
        // In a task, so that it reads the signals whether or not the change is waited for; dropping the set ends it.
        let mut tasks = JoinSet::new();
        tasks.spawn(async move { wait_for_keychain_change(&access, listening).await });
        let change: BoxFuture<'static, ()> = Box::pin(async move {
            tokio::select! {
                _ = tasks.join_next() => {}
                Ok(()) = unlocked.changed() => {}
            }
        });
        // A bus that does not answer reports no changes.
        let limited = tokio::time::timeout(self.access.call_timeout, starts_to_listen);
        Box::pin(limited.map(|_| change))
    }
}
