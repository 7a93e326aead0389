//! What holds for the schedules of all accounts, set by the shell.

use crate::scheduler_types::PollTiming;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Poll timing, whether the window is visible, and whether checking is paused: the one place where these are.
#[derive(Debug)]
pub(crate) struct PollingConditions {
    timing: PollTiming,
    state: Mutex<VisibilityAndPause>,
}

#[derive(Debug, Clone, Copy)]
struct VisibilityAndPause {
    window_visible: bool,
    paused: bool,
}

impl PollingConditions {
    pub(crate) fn new(timing: PollTiming) -> Self {
        Self { timing, state: Mutex::new(VisibilityAndPause { window_visible: true, paused: false }) }
    }

    /// The intervals and timeouts of all schedules.
    pub(crate) fn poll_timing(&self) -> &PollTiming {
        &self.timing
    }

    pub(crate) fn is_window_visible(&self) -> bool {
        self.lock_state().window_visible
    }

    /// Sets whether the window is visible; returns whether that is a change.
    pub(crate) fn record_window_visibility(&self, visible: bool) -> bool {
        std::mem::replace(&mut self.lock_state().window_visible, visible) != visible
    }

    pub(crate) fn is_paused(&self) -> bool {
        self.lock_state().paused
    }

    pub(crate) fn set_paused(&self, paused: bool) {
        self.lock_state().paused = paused;
    }

    fn lock_state(&self) -> MutexGuard<'_, VisibilityAndPause> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
