//! Opens the store of an installed Mayfly in a core of the test's own, to fill it with more than the window could.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Desktop};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, Localisation, SecretStore as _, SystemClock};
use std::sync::Arc;
use tempmailg_sandbox::Sandbox;

/// Connects Mayfly in its window, closes it, and opens its account in this process, with checking paused. The caller
/// ends it with [`Core::shut_down`]; Mayfly shows what was stored when it is started next.
pub async fn open_app_core(desktop: &Desktop, service: &Sandbox) -> Core {
    let window = AppWindow::open(desktop).await;
    window.connect_account(API_KEY, service.base_url()).await;
    window.find_by_testid("create-inbox").await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    let secrets = Arc::new(InMemorySecretStore::default());
    for name in ["store-key", "api-key:1"] {
        secrets.set(name, desktop.read_secret(name).expect("Mayfly stored its keys").into()).await.unwrap();
    }
    let core = Core::builder(CoreEnvironment {
        data_folder: desktop.path_in_home("data/app.mayfly.Mayfly"),
        clock: Arc::new(SystemClock),
        secrets,
        localisation: Localisation::default(),
    })
    .start();
    core.wait_until_started().await;
    core.set_checking_paused(true);
    core
}
