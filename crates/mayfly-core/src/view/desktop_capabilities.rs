//! What the desktop offers, and which of the settings that need it are in effect.

use super::error_view::ErrorView;
use serde::Serialize;
use specta::Type;

/// What the desktop offers, and which of the settings that need it are in effect. It is not stored: another desktop has
/// another one.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct DesktopStatus {
    /// Whether the desktop shows Mayfly's tray icon; `true` until that is known.
    pub has_tray: bool,
    /// Why Mayfly can't go on without a window where there is no tray, although the settings want it; `None` if it can.
    pub background_error: Option<ErrorView>,
    /// The state of the global shortcut.
    pub shortcut: ShortcutStatus,
    /// Who chooses the keys of the global shortcut.
    pub shortcut_keys: ShortcutKeysOwner,
}

/// The state of the global shortcut.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ShortcutStatus {
    /// The settings want none.
    Off,
    /// The desktop has not answered yet; it may be asking the user.
    Pending,
    /// The desktop reports when the keys are pressed.
    Active {
        /// The keys as the desktop describes them; `None` if it has given the shortcut none yet.
        keys: Option<String>,
    },
    /// The settings want one, but it has no effect.
    Failed {
        /// The reason.
        error: ErrorView,
    },
}

/// Who chooses the keys of the global shortcut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ShortcutKeysOwner {
    /// The user in Mayfly's settings.
    Settings,
    /// The desktop, which asks the user itself.
    Desktop,
}

impl Default for DesktopStatus {
    fn default() -> Self {
        Self {
            has_tray: true,
            background_error: None,
            shortcut: ShortcutStatus::Off,
            shortcut_keys: ShortcutKeysOwner::Settings,
        }
    }
}
