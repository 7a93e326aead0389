//! A data folder and a keychain that survive a killed core, and a service that keeps running.

use crate::file_secret_store::FileSecretStore;
use crate::support::API_KEY;
use mayfly_core::view::{Phase, Snapshot};
use mayfly_core::{Core, CoreEnvironment, Localisation, PollTiming, SystemClock};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tempmailg_sandbox::Sandbox;

/// The environment variable with the base URL of the service, for the child.
pub const SERVICE_URL: &str = "MAYFLY_TEST_SERVICE_URL";

/// Starts a core in a folder, with so short intervals that much happens in a short time. Waits until it has opened the
/// accounts that are signed in.
pub async fn start_core(folder: &Path) -> Core {
    let timing = PollTiming {
        shortest_interval: Duration::from_millis(10),
        longest_retry_delay: Duration::from_millis(100),
        check_timeout: Duration::from_secs(10),
        clock_check_interval: Duration::from_millis(50),
    };
    let core = Core::builder(CoreEnvironment {
        data_folder: folder.join("data"),
        clock: Arc::new(SystemClock),
        secrets: Arc::new(FileSecretStore::new(&folder.join("secrets"))),
        localisation: Localisation::default(),
    })
    .poll_timing(timing)
    .start();
    core.wait_until_accounts_open().await;
    core
}

pub struct KillFixture {
    pub folder: TempDir,
    pub sandbox: Sandbox,
}

impl KillFixture {
    pub async fn new() -> Self {
        let quota = 1_000_000_000;
        let sandbox =
            Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).quota(quota).start().await.unwrap();
        Self { folder: tempfile::tempdir().unwrap(), sandbox }
    }

    /// With an account that is signed in; its core is shut down.
    pub async fn signed_in() -> Self {
        let fixture = Self::new().await;
        let core = fixture.start_core().await;
        fixture.sign_in(&core).await;
        core.shut_down(None).await;
        fixture
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn environment(&self) -> Vec<(&'static str, String)> {
        vec![(SERVICE_URL, self.sandbox.base_url().to_owned())]
    }

    pub async fn start_core(&self) -> Core {
        start_core(self.path()).await
    }

    pub async fn sign_in(&self, core: &Core) {
        core.sign_in(API_KEY, Some(self.sandbox.base_url())).await.unwrap();
    }

    /// Starts a core after a kill; asserts that the account is signed in and that there is no notice.
    pub async fn restart_after_kill(&self) -> (Core, Snapshot) {
        let core = self.start_core().await;
        let snapshot = core.subscribe_with_snapshot().await.unwrap().0;
        assert_eq!(snapshot.phase, Phase::Ready);
        assert_eq!(snapshot.notices, []);
        (core, snapshot)
    }

    /// Asserts that no page of the database is damaged; no core must have it open.
    #[allow(clippy::disallowed_methods, reason = "a core of this process has started SQLCipher")]
    pub fn assert_database_is_intact(&self) {
        let store_key = FileSecretStore::new(&self.path().join("secrets")).read_secret("store-key").unwrap();
        let database = rusqlite::Connection::open(self.path().join("data/mayfly.db")).unwrap();
        database.execute_batch(&format!("PRAGMA key = \"x'{store_key}'\"")).unwrap();
        let result: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(result, "ok");
        let damaged_pages: usize = database
            .prepare("PRAGMA cipher_integrity_check")
            .unwrap()
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap()
            .count();
        assert_eq!(damaged_pages, 0);
        let (messages, indexed): (u32, u32) = database
            .query_row(
                "SELECT (SELECT count(*) FROM messages WHERE deleted = 0), (SELECT count(*) FROM search)",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        assert_eq!(messages, indexed, "every message is in the search index once");
    }
}
