//! Shutting down while a sign-in is pending.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use futures_util::future::BoxFuture;
use mayfly_core::view::Phase;
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, Localisation, SecretError, SecretStore, SystemClock};
use secrecy::SecretString;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use support::{API_KEY, start_core};
use tempmailg_sandbox::Sandbox;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// Far longer than closing the store takes.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

/// A keychain that stores secrets whose names begin with a prefix only once it is released, such as one that waits for
/// the user to unlock it.
struct HangingSecrets {
    memory: Arc<InMemorySecretStore>,
    prefix: &'static str,
    /// Notified when a call hangs.
    is_hanging: Notify,
    released: Notify,
}

impl HangingSecrets {
    fn new(memory: &Arc<InMemorySecretStore>, prefix: &'static str) -> Self {
        Self { memory: Arc::clone(memory), prefix, is_hanging: Notify::new(), released: Notify::new() }
    }
}

/// Starts a core whose sign-in waits for the keychain.
async fn start_hanging_sign_in(
    folder: &Path,
    secrets: &Arc<HangingSecrets>,
    sandbox: &Sandbox,
) -> (Core, JoinHandle<mayfly_core::Result<()>>) {
    let core = Core::builder(CoreEnvironment {
        data_folder: folder.join("data"),
        clock: Arc::new(SystemClock),
        secrets: Arc::<HangingSecrets>::clone(secrets),
        localisation: Localisation::default(),
    })
    .start();
    core.wait_until_accounts_open().await;
    let (signing_in, base_url) = (core.clone(), sandbox.base_url().to_owned());
    let sign_in = tokio::spawn(async move { signing_in.sign_in(API_KEY, Some(&base_url)).await });
    tokio::time::timeout(SHUTDOWN_TIMEOUT, secrets.is_hanging.notified()).await.expect("the sign-in has begun");
    (core, sign_in)
}

impl SecretStore for HangingSecrets {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        self.memory.get(name)
    }

    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            if name.starts_with(self.prefix) {
                self.is_hanging.notify_one();
                self.released.notified().await;
            }
            self.memory.set(name, value).await
        })
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        self.memory.delete(name)
    }
}

#[tokio::test]
async fn shutdown_does_not_wait_for_a_sign_in_that_waits_for_the_keychain() {
    let sandbox = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
    // Before the store is created, and while it is open.
    for prefix in ["store-key", "api-key:"] {
        let folder = tempfile::tempdir().unwrap();
        let memory = Arc::new(InMemorySecretStore::default());
        let secrets = Arc::new(HangingSecrets::new(&memory, prefix));
        let (core, sign_in) = start_hanging_sign_in(folder.path(), &secrets, &sandbox).await;

        tokio::time::timeout(SHUTDOWN_TIMEOUT, core.shut_down(None)).await.expect("shutdown does not wait");
        let outcome = tokio::time::timeout(SHUTDOWN_TIMEOUT, sign_in).await.expect("the sign-in is given up");
        outcome.unwrap().unwrap_err();

        // The old core still exists: only closing its store can have released the folder.
        let next = start_core(folder.path(), &memory).await;
        assert_eq!(next.subscribe_with_snapshot().await.unwrap().0.phase, Phase::Welcome, "{prefix}");
        next.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
        let inbox = next.create_inbox().await.unwrap();
        let snapshot = next.subscribe_with_snapshot().await.unwrap().0;
        assert_eq!(
            (snapshot.inboxes[0].id, snapshot.inboxes.len(), snapshot.notices),
            (inbox.id, 1, vec![]),
            "{prefix}"
        );
        drop(core);
    }
}

#[tokio::test]
async fn sign_in_that_the_keychain_answers_in_time_is_finished_by_shutdown() {
    let sandbox = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let memory = Arc::new(InMemorySecretStore::default());
    let secrets = Arc::new(HangingSecrets::new(&memory, "api-key:"));
    let (core, sign_in) = start_hanging_sign_in(folder.path(), &secrets, &sandbox).await;
    let shutting_down = core.clone();
    let shutdown = tokio::spawn(async move { shutting_down.shut_down(None).await });
    // The runtime has one thread: after this, the shutdown waits for the sign-in.
    tokio::task::yield_now().await;
    secrets.released.notify_one();

    sign_in.await.unwrap().unwrap();
    tokio::time::timeout(SHUTDOWN_TIMEOUT, shutdown).await.expect("shutdown ends").unwrap();
    let next = start_core(folder.path(), &memory).await;
    assert_eq!(next.subscribe_with_snapshot().await.unwrap().0.phase, Phase::Ready);
}
