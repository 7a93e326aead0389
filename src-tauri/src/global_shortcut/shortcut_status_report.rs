//! Reports the state of the global shortcut to the core, from which windows have it.

use crate::app_state::AppState;
use mayfly_core::view::ShortcutStatus;
use tauri::{AppHandle, Manager as _};

/// Makes this the shortcut's state.
pub(super) fn set_status(app: &AppHandle, shortcut: ShortcutStatus) {
    app.state::<AppState>().core.update_desktop_capabilities(|status| status.shortcut = shortcut);
}
