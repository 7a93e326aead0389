//! The global shortcut that makes a new address while another program has the focus.
//!
//! Its state is part of the desktop's status, which windows show: a shortcut that the settings want may have no effect
//! here, and stays in the settings all the same.

mod key_grab;
mod shortcut_error;
mod shortcut_keys;

use crate::app_state::AppState;
use key_grab::{GrabbedKeys, grab_keys};
use mayfly_core::view::{ErrorView, ShortcutStatus};
use shortcut_error::ShortcutError;
use tauri::{AppHandle, Manager as _};

/// Prepares the shortcut; has to run before it is set.
pub(crate) fn start_global_shortcut(app: &AppHandle) {
    app.manage(GrabbedKeys::default());
}

/// Registers a shortcut in place of the current one; `None` removes it.
///
/// # Errors
/// When the system refuses the shortcut; the current one stays registered then.
pub(crate) async fn set_global_shortcut(app: &AppHandle, shortcut: Option<&str>) -> Result<(), ErrorView> {
    match register_shortcut(app, shortcut).await {
        Ok(()) => {
            let keys = shortcut.map(str::to_owned);
            set_status(app, if keys.is_some() { ShortcutStatus::Active { keys } } else { ShortcutStatus::Off });
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
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
    let state = app.state::<AppState>();
    let _guard = state.settings_lock.lock().await;
    restore_global_shortcut(app, state.core.settings().global_shortcut.as_deref()).await;
}

async fn register_shortcut(app: &AppHandle, shortcut: Option<&str>) -> Result<(), ShortcutError> {
    if shortcut.is_some() {
        ensure_keys_can_be_grabbed()?;
    }
    grab_keys(app, shortcut).await
}

/// Fails on Wayland, where a program receives no keys but those of its own windows; registering with X11 there would
/// succeed without effect.
fn ensure_keys_can_be_grabbed() -> Result<(), ShortcutError> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && (is_set("WAYLAND_DISPLAY") || !is_set("DISPLAY")) {
        return Err(ShortcutError::Unavailable("Wayland gives programs no keys but their own windows'".into()));
    }
    Ok(())
}

fn set_status(app: &AppHandle, shortcut: ShortcutStatus) {
    app.state::<AppState>().core.update_desktop_status(|status| status.shortcut = shortcut);
}
