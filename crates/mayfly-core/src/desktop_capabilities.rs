//! What the desktop offers, as the front end finds it and windows show it.

use crate::core_handle::Core;
use crate::view::{Change, DesktopStatus};
use std::sync::PoisonError;

impl Core {
    /// What the desktop offers at the moment.
    #[must_use]
    pub fn desktop_status(&self) -> DesktopStatus {
        self.0.desktop_status.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes what the desktop offers, and emits it if it is another than before.
    pub fn update_desktop_capabilities(&self, change: impl FnOnce(&mut DesktopStatus)) {
        let mut current = self.0.desktop_status.lock().unwrap_or_else(PoisonError::into_inner);
        let mut status = current.clone();
        change(&mut status);
        if *current != status {
            *current = status.clone();
            // Emitted while the status is locked: of two at a time the later one is emitted last.
            self.0.events.emit(Change::DesktopStatus { status });
        }
    }
}
