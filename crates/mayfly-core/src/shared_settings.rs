//! The current settings and window size, in memory.

use crate::view::{CheckFrequency, ProxySettings, Settings, SettingsPatch, WindowSize};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The settings and window size in memory, which all services share; the store holds a copy if one is open.
#[derive(Debug, Default)]
pub(crate) struct SharedSettings(Mutex<SharedSettingsState>);

#[derive(Debug, Default)]
struct SharedSettingsState {
    settings: Settings,
    /// Changes made while no store was open; they are written to the next store that opens.
    unsaved: SettingsPatch,
    window_size: Option<WindowSize>,
}

impl SharedSettings {
    /// The settings as they are now.
    pub(crate) fn current_settings(&self) -> Settings {
        self.lock_settings().settings.clone()
    }

    /// How often mail is checked. Every decision of a schedule asks for it, so nothing else is copied.
    pub(crate) fn check_frequency(&self) -> CheckFrequency {
        self.lock_settings().settings.checking
    }

    /// The proxy that is set. Every request asks for it.
    pub(crate) fn proxy_settings(&self) -> ProxySettings {
        self.lock_settings().settings.proxy.clone()
    }

    /// Replaces the settings and returns those before.
    pub(crate) fn replace_settings(&self, settings: Settings) -> Settings {
        std::mem::replace(&mut self.lock_settings().settings, settings)
    }

    /// Restores the defaults and discards unsaved changes.
    pub(crate) fn reset(&self) {
        let mut state = self.lock_settings();
        state.settings = Settings::default();
        state.unsaved = SettingsPatch::default();
    }

    /// Remembers a change that could not be saved, because no store is open.
    pub(crate) fn remember_unsaved_changes(&self, patch: SettingsPatch) {
        let mut state = self.lock_settings();
        state.unsaved = std::mem::take(&mut state.unsaved).merge_later_patch(patch);
    }

    /// The changes that are not saved yet.
    pub(crate) fn unsaved_changes(&self) -> SettingsPatch {
        self.lock_settings().unsaved.clone()
    }

    /// Discards the unsaved changes, after they were written to the store.
    pub(crate) fn clear_unsaved_changes(&self) {
        self.lock_settings().unsaved = SettingsPatch::default();
    }

    /// The window's size when it was last seen, if that is known.
    pub(crate) fn window_size(&self) -> Option<WindowSize> {
        self.lock_settings().window_size
    }

    /// Sets the current size of the window.
    pub(crate) fn store_window_size(&self, size: WindowSize) {
        self.lock_settings().window_size = Some(size);
    }

    /// Sets the window's size to the stored one, unless a current size is set already.
    pub(crate) fn set_window_size_if_unset(&self, size: Option<WindowSize>) {
        let mut state = self.lock_settings();
        state.window_size = state.window_size.or(size);
    }

    fn lock_settings(&self) -> MutexGuard<'_, SharedSettingsState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
