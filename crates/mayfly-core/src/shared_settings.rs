//! The settings and the window's size as they are now, for whoever reads them.

use crate::view::{Settings, SettingsPatch, WindowSize};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The one place in memory where settings are; the store has them too, where there is one.
#[derive(Debug, Default)]
pub(crate) struct SharedSettings(Mutex<SettingsState>);

#[derive(Debug, Default)]
struct SettingsState {
    settings: Settings,
    /// What was changed while no store was open, to be written to the one that opens.
    unsaved: SettingsPatch,
    window_size: Option<WindowSize>,
}

impl SharedSettings {
    /// The settings as they are now.
    pub(crate) fn get(&self) -> Settings {
        self.lock_settings().settings.clone()
    }

    /// Replaces the settings and returns those before.
    pub(crate) fn replace(&self, settings: Settings) -> Settings {
        std::mem::replace(&mut self.lock_settings().settings, settings)
    }

    /// Back to the defaults; nothing is left to be saved.
    pub(crate) fn reset(&self) {
        let mut state = self.lock_settings();
        state.settings = Settings::default();
        state.unsaved = SettingsPatch::default();
    }

    /// Remembers a change that could not be saved, because no store is open.
    pub(crate) fn add_unsaved(&self, patch: SettingsPatch) {
        let mut state = self.lock_settings();
        state.unsaved = std::mem::take(&mut state.unsaved).merge(patch);
    }

    /// What is still to be saved.
    pub(crate) fn unsaved(&self) -> SettingsPatch {
        self.lock_settings().unsaved.clone()
    }

    /// What was unsaved is in the store now.
    pub(crate) fn clear_unsaved(&self) {
        self.lock_settings().unsaved = SettingsPatch::default();
    }

    /// The window's size when it was last seen, if that is known.
    pub(crate) fn window_size(&self) -> Option<WindowSize> {
        self.lock_settings().window_size
    }

    /// Takes the window's size as it is now.
    pub(crate) fn set_window_size(&self, size: WindowSize) {
        self.lock_settings().window_size = Some(size);
    }

    /// Takes the size that was stored, unless a newer one is known.
    pub(crate) fn set_stored_window_size(&self, size: Option<WindowSize>) {
        let mut state = self.lock_settings();
        state.window_size = state.window_size.or(size);
    }

    fn lock_settings(&self) -> MutexGuard<'_, SettingsState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
