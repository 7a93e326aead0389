//! The global shortcut that makes a new address while another program has the focus.
//!
//! Its state is part of the desktop's status, which windows show: a shortcut that the settings want may have no effect
//! here, and stays in the settings all the same.

mod key_grab;
#[cfg(target_os = "linux")]
mod portal_shortcut;
#[cfg(all(test, target_os = "linux"))]
mod portal_shortcut_tests;
#[cfg(target_os = "linux")]
mod portal_task;
mod shortcut_error;
mod shortcut_keys;
mod shortcut_status_report;

use crate::app_state::AppState;
use key_grab::{GrabbedKeys, register_shortcut_keys};
use mayfly_core::view::{ErrorView, ShortcutStatus};
#[cfg(target_os = "linux")]
use portal_shortcut::WantedPortalShortcut;
#[cfg(target_os = "linux")]
use shortcut_keys::parse_shortcut_keys;
use shortcut_status_report::set_status;
use tauri::{AppHandle, Manager as _};

/// Prepares the shortcut; has to run before it is set.
pub(crate) fn prepare_global_shortcut(app: &AppHandle) {
    app.manage(GrabbedKeys::default());
    #[cfg(target_os = "linux")]
    if is_wayland_session() {
        portal_task::start_portal_task(app);
    }
}

/// Registers a shortcut in place of the current one; `None` removes it. Where the desktop asks the user, its answer
/// comes later, as a status.
///
/// # Errors
/// When the system refuses the shortcut; the current one stays registered then.
pub(crate) async fn set_global_shortcut(app: &AppHandle, shortcut: Option<&str>) -> Result<(), ErrorView> {
    #[cfg(target_os = "linux")]
    if is_wayland_session() {
        shortcut.map(parse_shortcut_keys).transpose()?;
        app.state::<WantedPortalShortcut>().set_wanted_keys(shortcut);
        return Ok(());
    }
    register_shortcut_keys(app, shortcut).await?;
    let keys = shortcut.map(str::to_owned);
    set_status(app, if keys.is_some() { ShortcutStatus::Active { keys } } else { ShortcutStatus::Off });
    Ok(())
}

/// Registers the shortcut that is stored in the settings. If that fails, the status has the reason; the shortcut is
/// tried again at the next start, or when the user asks for it.
pub(crate) async fn restore_global_shortcut(app: &AppHandle, shortcut: Option<&str>) {
    if let Err(error) = set_global_shortcut(app, shortcut).await {
        tracing::warn!("the global shortcut could not be registered: {}", error.message);
        set_status(app, ShortcutStatus::Failed { error });
    }
}

/// Tries again to register the shortcut of the settings.
pub(crate) async fn retry_global_shortcut(app: &AppHandle) {
    #[cfg(target_os = "linux")]
    if is_wayland_session() {
        app.state::<WantedPortalShortcut>().retry();
        return;
    }
    let state = app.state::<AppState>();
    let _guard = state.settings_lock.lock().await;
    restore_global_shortcut(app, state.core.settings().global_shortcut.as_deref()).await;
}

/// Whether the desktop is one of Wayland's, where a program receives no keys but those of its own windows. Registering
/// keys with XWayland would succeed without effect.
#[cfg(target_os = "linux")]
fn is_wayland_session() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("WAYLAND_DISPLAY") || !is_set("DISPLAY")
}
