//! A core with a real store, real sockets and a local service; only the keychain is replaced by memory.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test")]

use mayfly_core::view::{AccountId, Change, Event, InboxView, MessageId, MessageSummary, Phase, Snapshot};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, SystemClock};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tempmailg_sandbox::{Mail, Sandbox};
use tokio::sync::broadcast::Receiver;

pub mod adjustable_clock;
pub mod flaky_secrets;
pub mod killed_process;

/// The API key that the local service accepts.
pub const API_KEY: &str = "mk_test_0123456789abcdef";

/// Longer than any awaited event takes; an event that takes longer fails the test.
const EVENT_TIMEOUT: Duration = Duration::from_secs(20);

/// A core with its data folder, its secrets and the service that it uses.
pub struct TestCore {
    pub folder: TempDir,
    pub secrets: Arc<InMemorySecretStore>,
    pub sandbox: Sandbox,
    pub core: Core,
}

impl TestCore {
    /// A new core on the welcome page, and a service without any mail.
    pub async fn signed_out() -> Self {
        let sandbox = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let secrets = Arc::new(InMemorySecretStore::default());
        let core = start_core(folder.path(), &secrets).await;
        Self { folder, secrets, sandbox, core }
    }

    /// A new core that is signed in.
    pub async fn signed_in() -> Self {
        let test = Self::signed_out().await;
        test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
        test
    }

    /// Shuts the core down and starts another one on the same folder.
    pub async fn restart(&mut self) {
        self.core.shut_down(None).await;
        self.core = start_core(self.folder.path(), &self.secrets).await;
    }

    /// The configuration that the core is started with.
    pub fn core_environment(&self) -> CoreEnvironment {
        build_core_environment(self.folder.path(), &self.secrets)
    }

    pub async fn snapshot(&self) -> Snapshot {
        self.core.subscribe_with_snapshot().await.unwrap().0
    }

    pub async fn phase(&self) -> Phase {
        self.snapshot().await.phase
    }

    /// The identifier of the active account.
    pub async fn active_account_id(&self) -> AccountId {
        self.snapshot().await.account.unwrap().id
    }

    /// Has a mail delivered to an inbox at the service; the core has not fetched it yet.
    pub fn deliver_mail(&self, inbox: &InboxView, mail: Mail) -> MessageId {
        self.sandbox.deliver_mail(&inbox.address, mail).unwrap().into()
    }

    /// Has a mail delivered and fetches it.
    pub async fn deliver_and_fetch_mail(&self, inbox: &InboxView, mail: Mail) -> MessageSummary {
        let id = self.deliver_mail(inbox, mail);
        let messages = self.core.list_messages(inbox.id, true).await.unwrap();
        messages.into_iter().find(|message| message.id == id).unwrap()
    }
}

/// Starts a core and waits until it has opened the accounts that are signed in.
pub async fn start_core(folder: &Path, secrets: &Arc<InMemorySecretStore>) -> Core {
    let core = Core::builder(build_core_environment(folder, secrets)).start();
    core.wait_until_accounts_open().await;
    core
}

fn build_core_environment(folder: &Path, secrets: &Arc<InMemorySecretStore>) -> CoreEnvironment {
    CoreEnvironment {
        data_folder: folder.join("data"),
        clock: Arc::new(SystemClock),
        secrets: Arc::<InMemorySecretStore>::clone(secrets),
        localisation: mayfly_core::Localisation::default(),
    }
}

/// Waits for the next event whose change matches.
pub async fn wait_for_change(events: &mut Receiver<Event>, matches: impl Fn(&Change) -> bool) -> Event {
    tokio::time::timeout(EVENT_TIMEOUT, async {
        loop {
            let event = events.recv().await.unwrap();
            if matches(&event.change) {
                return event;
            }
        }
    })
    .await
    .expect("the event is emitted")
}

/// Every file below `folder` that contains these bytes.
pub fn find_files_containing(folder: &Path, bytes: &[u8]) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(find_files_containing(&path, bytes));
        } else if std::fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes) {
            found.push(path);
        }
    }
    found
}
