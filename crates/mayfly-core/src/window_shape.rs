//! The shape of the main window, which the front end applies and the page follows.

use crate::core_handle::Core;
use crate::view::{Change, WindowShape};
use std::sync::PoisonError;

impl Core {
    /// The shape that the window has, or will have when it opens.
    #[must_use]
    pub fn window_shape(&self) -> WindowShape {
        *self.0.window_shape.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets the shape of the window and emits it if it is another one; returns the one before.
    pub fn set_window_shape(&self, shape: WindowShape) -> WindowShape {
        let mut current = self.0.window_shape.lock().unwrap_or_else(PoisonError::into_inner);
        let previous = std::mem::replace(&mut *current, shape);
        if previous != shape {
            // Emitted while the shape is locked: of two at a time the later one is emitted last.
            self.0.events.emit(Change::WindowShape { shape });
        }
        previous
    }
}
