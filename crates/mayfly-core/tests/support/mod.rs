//! A core with everything real around it but the keychain and the service, which the test plays.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, reason = "a test")]

use mayfly_core::view::{Change, Event, InboxView, MessageSummary, Phase, Snapshot};
use mayfly_core::{Config, Core, MemorySecrets, SystemClock};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tempmailg_sandbox::{Mail, Sandbox};
use tokio::sync::broadcast::Receiver;

pub mod keychain;
pub mod kill;

pub const KEY: &str = "mk_test_0123456789abcdef";

/// Longer than anything here takes; waiting this long is failing.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct World {
    pub folder: TempDir,
    pub secrets: Arc<MemorySecrets>,
    pub sandbox: Sandbox,
    pub core: Core,
}

impl World {
    /// A fresh core beside a service without mail of its own.
    pub async fn new() -> Self {
        let sandbox = Sandbox::builder().key(KEY).empty(true).start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let secrets = Arc::new(MemorySecrets::default());
        let core = start(folder.path(), &secrets).await;
        Self { folder, secrets, sandbox, core }
    }

    /// The same, signed in.
    pub async fn connected() -> Self {
        let world = Self::new().await;
        world.core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
        world
    }

    /// The app ends and starts again.
    pub async fn restart(&mut self) {
        self.core.shut_down().await;
        self.core = start(self.folder.path(), &self.secrets).await;
    }

    /// What the core is started with.
    pub fn config(&self) -> Config {
        config(self.folder.path(), &self.secrets)
    }

    pub async fn snapshot(&self) -> Snapshot {
        self.core.subscribe().await.unwrap().0
    }

    pub async fn phase(&self) -> Phase {
        self.snapshot().await.phase
    }

    /// Has a mail arrive and waits until it is here.
    pub async fn receive(&self, inbox: &InboxView, mail: Mail) -> MessageSummary {
        let id = self.sandbox.deliver(&inbox.address, mail).unwrap();
        let messages = self.core.list_messages(inbox.id, true).await.unwrap();
        messages.into_iter().find(|message| message.id == id).unwrap()
    }
}

/// Starts a core and waits until it has opened what there is.
pub async fn start(folder: &Path, secrets: &Arc<MemorySecrets>) -> Core {
    let core = Core::start(config(folder, secrets));
    until_started(&core).await;
    core
}

fn config(folder: &Path, secrets: &Arc<MemorySecrets>) -> Config {
    Config {
        data_folder: folder.join("data"),
        clock: Arc::new(SystemClock),
        secrets: Arc::<MemorySecrets>::clone(secrets),
        locales: mayfly_core::Locales::default(),
    }
}

pub async fn until_started(core: &Core) {
    let (snapshot, mut events) = core.subscribe().await.unwrap();
    if snapshot.phase == Phase::Starting {
        wait_for(&mut events, |change| matches!(change, Change::Reset)).await;
    }
}

/// The next event that fits.
pub async fn wait_for(events: &mut Receiver<Event>, fits: impl Fn(&Change) -> bool) -> Event {
    tokio::time::timeout(PATIENCE, async {
        loop {
            let event = events.recv().await.unwrap();
            if fits(&event.change) {
                return event;
            }
        }
    })
    .await
    .expect("the event comes")
}

/// Every file below `folder` that holds these bytes.
pub fn files_with(folder: &Path, bytes: &[u8]) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if std::fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes) {
            found.push(path);
        }
    }
    found
}
