//! Fills Mayfly's own store, under its own key, with more than anyone would click together.

use crate::support::service::KEY;
use crate::support::{Desktop, Window};
use mayfly_core::{Config, Core, Locales, MemorySecrets, SecretStore as _, SystemClock};
use std::sync::Arc;
use tempmailg_sandbox::Sandbox;

/// Connects Mayfly in its window, closes it, and opens its account here, with checking paused. Ends with
/// [`Core::shut_down`], after which Mayfly has what was put in.
pub async fn core(desktop: &Desktop, service: &Sandbox) -> Core {
    let window = Window::open(desktop).await;
    window.connect(KEY, service.base_url()).await;
    window.get("create-inbox").await;
    window.quit().await;
    desktop.app_gone().await;
    let secrets = Arc::new(MemorySecrets::default());
    for name in ["store-key", "api-key:1"] {
        secrets.set(name, desktop.secret(name).expect("Mayfly kept its keys").into()).await.unwrap();
    }
    let core = Core::start(Config {
        data_folder: desktop.path("data/app.mayfly.Mayfly"),
        clock: Arc::new(SystemClock),
        secrets,
        locales: Locales::default(),
    });
    core.started().await;
    core.set_paused(true);
    core
}
