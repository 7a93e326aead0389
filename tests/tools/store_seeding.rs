//! Opens the store of an installed Mayfly in a core of the test's own, to fill it with more than the window could.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, TestDesktop};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, Localisation, SecretStore as _, SystemClock};
use rusqlite::Connection;
use std::sync::Arc;
use std::time::Duration;
use tempmailg_sandbox::Sandbox;

/// Mayfly's data folder in the home of a [`Desktop`].
pub const DATA_FOLDER: &str = "data/app.mayfly.Mayfly";

/// Starts a service without mail whose quota and lifetimes do not end during a measurement.
pub async fn start_unlimited_service() -> Sandbox {
    let month = Duration::from_secs(30 * 86_400);
    Sandbox::builder()
        .api_key(API_KEY)
        .keep_new_inboxes_empty(true)
        .quota(1_000_000_000)
        .lifetime(month)
        .start()
        .await
        .unwrap()
}

/// Connects Mayfly in its window, closes it, and opens its account in this process, with checking paused. The caller
/// ends it with [`Core::shut_down`]; Mayfly shows what was stored when it is started next.
pub async fn connect_app_and_open_core(desktop: &TestDesktop, service: &Sandbox) -> Core {
    let window = AppWindow::open(desktop).await;
    window.submit_sign_in_form(API_KEY, service.base_url()).await;
    window.find_by_testid("create-inbox").await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    open_core_on_installed_data(desktop).await
}

/// Opens the account of an installed Mayfly that has ended, as [`connect_app_and_open_core`] does.
pub async fn open_core_on_installed_data(desktop: &TestDesktop) -> Core {
    let secrets = Arc::new(InMemorySecretStore::default());
    for name in ["store-key", "api-key:1"] {
        secrets.set(name, desktop.read_secret(name).expect("Mayfly stored its keys").into()).await.unwrap();
    }
    let core = Core::builder(CoreEnvironment {
        data_folder: desktop.path_in_home(DATA_FOLDER),
        clock: Arc::new(SystemClock),
        secrets,
        localisation: Localisation::default(),
    })
    .start();
    core.wait_until_accounts_open().await;
    core.set_checking_paused(true);
    core
}

/// Marks what the store derives from its messages as that of an earlier version, so that the next start builds it anew.
pub fn mark_derived_data_outdated(desktop: &TestDesktop) {
    let key = desktop.read_secret("store-key").expect("Mayfly stored its key");
    #[allow(clippy::disallowed_methods, reason = "the cores of this process have started SQLCipher")]
    let database = Connection::open(desktop.path_in_home(DATA_FOLDER).join("mayfly.db")).unwrap();
    database.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; UPDATE derived SET version = 0")).unwrap();
}
