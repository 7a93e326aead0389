//! The state of the shell that Tauri manages: the core and what runs beside it.

use crate::texts::Texts;
use crate::ui_events::UiEventForwarder;
use mayfly_core::view::ErrorView;
use mayfly_core::{Core, Error};
use tempmailg_sandbox::Sandbox;
use tokio::sync::Mutex;

/// The shell's state; one per process, managed by Tauri.
pub(crate) struct AppState {
    pub(crate) core: Core,
    /// The demo's server; `None` while the demo is not open.
    pub(crate) demo_server: Mutex<Option<Sandbox>>,
    /// Held during a change of the settings, so that changes never overlap.
    pub(crate) settings_lock: Mutex<()>,
    pub(crate) ui_events: UiEventForwarder,
}

impl AppState {
    pub(crate) fn new(core: Core) -> Self {
        Self {
            core,
            demo_server: Mutex::default(),
            settings_lock: Mutex::default(),
            ui_events: UiEventForwarder::default(),
        }
    }

    /// The texts in the user's current language.
    pub(crate) fn current_texts(&self) -> &'static Texts {
        Texts::for_locale(&self.core.locale())
    }

    /// Converts an error of the core into the form that the page shows.
    pub(crate) fn error_view(&self, error: &Error) -> ErrorView {
        self.core.to_error_view(error)
    }
}
