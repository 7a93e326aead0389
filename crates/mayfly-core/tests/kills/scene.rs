//! A core whose folder and keychain survive it, beside a service that goes on.

use crate::secrets::FileSecrets;
use crate::support::{KEY, until_started};
use mayfly_core::view::{Phase, Snapshot};
use mayfly_core::{Config, Core, Locales, Pace, SystemClock};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tempmailg_sandbox::Sandbox;

/// The variable that tells a victim where the service is.
pub const SERVICE: &str = "MAYFLY_VICTIM_SERVICE";

/// Starts a core in a folder, at a pace at which much happens in a short life.
pub fn start(folder: &Path) -> Core {
    let pace = Pace {
        quickest: Duration::from_millis(10),
        longest_retry: Duration::from_millis(100),
        patience: Duration::from_secs(10),
        heartbeat: Duration::from_millis(50),
        ..Pace::default()
    };
    Core::start_at(
        pace,
        Config {
            data_folder: folder.join("data"),
            clock: Arc::new(SystemClock),
            secrets: Arc::new(FileSecrets::new(&folder.join("secrets"))),
            locales: Locales::default(),
        },
    )
}

/// The same, once it has opened what there is.
pub async fn started(folder: &Path) -> Core {
    let core = start(folder);
    until_started(&core).await;
    core
}

pub struct Scene {
    pub folder: TempDir,
    pub sandbox: Sandbox,
}

impl Scene {
    pub async fn new() -> Self {
        let quota = 1_000_000_000;
        let sandbox = Sandbox::builder().key(KEY).empty(true).quota(quota).start().await.unwrap();
        Self { folder: tempfile::tempdir().unwrap(), sandbox }
    }

    /// With an account, whose core has ended.
    pub async fn connected() -> Self {
        let scene = Self::new().await;
        let core = scene.core().await;
        scene.connect(&core).await;
        core.shut_down().await;
        scene
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn environment(&self) -> Vec<(&'static str, String)> {
        vec![(SERVICE, self.sandbox.base_url().to_owned())]
    }

    pub async fn core(&self) -> Core {
        started(self.path()).await
    }

    pub async fn connect(&self, core: &Core) {
        core.connect(KEY, Some(self.sandbox.base_url())).await.unwrap();
    }

    /// Starts again after a kill: the account is open, and nothing is to be complained of.
    pub async fn reopened(&self) -> (Core, Snapshot) {
        let core = self.core().await;
        let snapshot = core.subscribe().await.unwrap().0;
        assert_eq!(snapshot.phase, Phase::Ready);
        assert_eq!(snapshot.notices, []);
        (core, snapshot)
    }

    /// Looks at the database itself, with no core in the way: no page of it is damaged.
    pub fn check_database(&self) {
        let key = FileSecrets::new(&self.path().join("secrets")).read("store-key").unwrap();
        let database = rusqlite::Connection::open(self.path().join("data/mayfly.db")).unwrap();
        database.execute_batch(&format!("PRAGMA key = \"x'{key}'\"")).unwrap();
        let sound: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
        let forged: usize = database
            .prepare("PRAGMA cipher_integrity_check")
            .unwrap()
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap()
            .count();
        assert_eq!(forged, 0);
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
