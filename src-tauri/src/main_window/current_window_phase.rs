//! The current phase of the main window; the only place where it is stored and changed.

use super::window_lifecycle_phase::{WindowLifecyclePhase, WindowPhaseEffect, WindowPhaseInput};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Identifies one load of the page, so that a timer of an earlier load changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PageLoadId(u64);

/// The main window's state; managed by Tauri.
#[derive(Default)]
pub(crate) struct CurrentWindowLifecyclePhase(Mutex<PhaseAndPageLoad>);

#[derive(Default)]
struct PhaseAndPageLoad {
    phase: WindowLifecyclePhase,
    load: PageLoadId,
}

impl CurrentWindowLifecyclePhase {
    /// Applies an input and returns the effects that the caller has to perform, in this order.
    pub(super) fn apply_window_input(&self, input: WindowPhaseInput) -> &'static [WindowPhaseEffect] {
        self.lock_current_window_phase().apply_window_input(input)
    }

    /// Applies an input of a timer, unless the page has been loaded again since the timer started.
    pub(super) fn apply_window_timer_input(
        &self,
        input: WindowPhaseInput,
        load: PageLoadId,
    ) -> &'static [WindowPhaseEffect] {
        let mut current = self.lock_current_window_phase();
        if current.load == load { current.apply_window_input(input) } else { &[] }
    }

    /// Returns the current load of the page.
    pub(super) fn current_page_load_id(&self) -> PageLoadId {
        self.lock_current_window_phase().load
    }

    /// Whether the window is visible to the user, possibly minimised.
    pub(super) fn is_shown(&self) -> bool {
        self.lock_current_window_phase().phase.is_shown()
    }

    /// Whether the window is closed and not about to be shown.
    pub(super) fn is_closed(&self) -> bool {
        matches!(self.lock_current_window_phase().phase, WindowLifecyclePhase::Absent | WindowLifecyclePhase::Suspended)
    }

    fn lock_current_window_phase(&self) -> MutexGuard<'_, PhaseAndPageLoad> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PhaseAndPageLoad {
    fn apply_window_input(&mut self, input: WindowPhaseInput) -> &'static [WindowPhaseEffect] {
        let (next, effects) = self.phase.compute_next_phase_and_effects(input);
        if next == WindowLifecyclePhase::Loading && self.phase != WindowLifecyclePhase::Loading {
            self.load.0 += 1;
        }
        if next != self.phase {
            tracing::debug!("the main window is now {next:?}");
        }
        self.phase = next;
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timer_of_an_earlier_load_changes_nothing() {
        let state = CurrentWindowLifecyclePhase::default();
        assert!(state.apply_window_input(WindowPhaseInput::OpenRequested).contains(&WindowPhaseEffect::CreateWindow));
        let first_load = state.current_page_load_id();
        state.apply_window_input(WindowPhaseInput::SuspendRequested);
        assert!(state.apply_window_timer_input(WindowPhaseInput::ShowDue, first_load).is_empty());
        assert!(state.apply_window_input(WindowPhaseInput::OpenRequested).contains(&WindowPhaseEffect::ReloadPage));
        assert!(state.apply_window_timer_input(WindowPhaseInput::ShowDue, first_load).is_empty());
        assert!(!state.is_shown());
        let second_load = state.current_page_load_id();
        assert_eq!(
            state.apply_window_timer_input(WindowPhaseInput::ShowDue, second_load),
            [WindowPhaseEffect::RevealWindow]
        );
        assert!(state.is_shown());
    }

    #[test]
    fn window_is_revealed_once_per_load() {
        let state = CurrentWindowLifecyclePhase::default();
        state.apply_window_input(WindowPhaseInput::OpenRequested);
        let load = state.current_page_load_id();
        assert_eq!(state.apply_window_timer_input(WindowPhaseInput::ShowDue, load), [WindowPhaseEffect::RevealWindow]);
        assert!(
            state.apply_window_timer_input(WindowPhaseInput::ShowDue, load).is_empty(),
            "a second response to the page"
        );
        assert_eq!(
            state.apply_window_timer_input(WindowPhaseInput::DrawingDone, load),
            [WindowPhaseEffect::ReleaseChecks]
        );
        assert!(state.apply_window_timer_input(WindowPhaseInput::ShowDue, load).is_empty(), "the timeout of the load");
    }
}
