//! The phases of the main window's life and the transitions between them.

/// A phase of the main window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum WindowLifecyclePhase {
    /// No window exists.
    #[default]
    Absent,
    /// The window exists, hidden, and its page loads; the core defers checks.
    Loading,
    /// The window is shown and its page draws its first state; the core defers checks.
    Drawing,
    /// The window is shown, and its page has drawn its first state.
    Open,
    /// The window is hidden and its page's process has ended. Only on Linux, where a window that is destroyed leaks a
    /// file handle and some memory; on other systems a closed window is destroyed.
    Suspended,
}

/// An input of the state machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WindowPhaseInput {
    /// The user or another program opens the window.
    OpenRequested,
    /// The window could not be created.
    CreationFailed,
    /// The page has received its state, or took too long to request it.
    ShowDue,
    /// The page has had the time to draw its state.
    DrawingDone,
    /// The user closes the window while the app goes on running.
    SuspendRequested,
    /// The window was destroyed.
    Destroyed,
}

/// A side effect of a transition, to be performed in the given order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WindowPhaseEffect {
    /// Create the window, hidden.
    CreateWindow,
    /// Start loading the page of the existing window again.
    ReloadPage,
    /// Show the window if it is not, and give it the focus.
    RevealWindow,
    /// Hide the window and end its page's process.
    SuspendWindow,
    /// Check watched inboxes as often as a user who looks at them expects.
    MarkWindowVisible,
    /// Stop sending events to the page, and check less often.
    StopPageEventsAndMarkHidden,
    /// Keep checks that have not begun from competing with the page for the processor.
    DeferChecks,
    /// Let deferred checks begin.
    ReleaseChecks,
}

impl WindowLifecyclePhase {
    /// Returns the phase after an input, and the effects of the transition.
    pub(super) fn compute_next_phase_and_effects(
        self,
        input: WindowPhaseInput,
    ) -> (Self, &'static [WindowPhaseEffect]) {
        use WindowPhaseEffect as Effect;
        use WindowPhaseInput as Input;
        match (self, input) {
            (Self::Absent, Input::OpenRequested) => {
                (Self::Loading, &[Effect::DeferChecks, Effect::MarkWindowVisible, Effect::CreateWindow])
            }
            (Self::Suspended, Input::OpenRequested) => {
                (Self::Loading, &[Effect::DeferChecks, Effect::MarkWindowVisible, Effect::ReloadPage])
            }
            (Self::Loading, Input::ShowDue) => (Self::Drawing, &[Effect::RevealWindow]),
            (Self::Drawing | Self::Open, Input::OpenRequested) => (self, &[Effect::RevealWindow]),
            (Self::Drawing, Input::DrawingDone) => (Self::Open, &[Effect::ReleaseChecks]),
            (Self::Loading | Self::Drawing, Input::SuspendRequested) => {
                (Self::Suspended, &[Effect::SuspendWindow, Effect::StopPageEventsAndMarkHidden, Effect::ReleaseChecks])
            }
            (Self::Open, Input::SuspendRequested) => {
                (Self::Suspended, &[Effect::SuspendWindow, Effect::StopPageEventsAndMarkHidden])
            }
            (Self::Loading | Self::Drawing, Input::CreationFailed | Input::Destroyed) => {
                (Self::Absent, &[Effect::StopPageEventsAndMarkHidden, Effect::ReleaseChecks])
            }
            (Self::Open | Self::Suspended, Input::Destroyed) => (Self::Absent, &[Effect::StopPageEventsAndMarkHidden]),
            // A timer or an event of an earlier phase, or a request to open a window that will be shown anyway.
            (phase, _) => (phase, &[]),
        }
    }

    /// Whether the window is visible to the user, possibly minimised.
    pub(super) fn is_shown(self) -> bool {
        matches!(self, Self::Drawing | Self::Open)
    }
}

#[cfg(test)]
mod tests {
    use super::{WindowLifecyclePhase as Phase, WindowPhaseEffect as Effect, WindowPhaseInput as Input};

    const PHASES: [Phase; 5] = [Phase::Absent, Phase::Loading, Phase::Drawing, Phase::Open, Phase::Suspended];
    const INPUTS: [Input; 6] = [
        Input::OpenRequested,
        Input::CreationFailed,
        Input::ShowDue,
        Input::DrawingDone,
        Input::SuspendRequested,
        Input::Destroyed,
    ];

    #[test]
    fn every_transition_is_listed_and_all_others_change_nothing() {
        let table: &[(Phase, Input, Phase, &[Effect])] = &[
            (
                Phase::Absent,
                Input::OpenRequested,
                Phase::Loading,
                &[Effect::DeferChecks, Effect::MarkWindowVisible, Effect::CreateWindow],
            ),
            (
                Phase::Loading,
                Input::CreationFailed,
                Phase::Absent,
                &[Effect::StopPageEventsAndMarkHidden, Effect::ReleaseChecks],
            ),
            (Phase::Loading, Input::ShowDue, Phase::Drawing, &[Effect::RevealWindow]),
            (
                Phase::Loading,
                Input::SuspendRequested,
                Phase::Suspended,
                &[Effect::SuspendWindow, Effect::StopPageEventsAndMarkHidden, Effect::ReleaseChecks],
            ),
            (
                Phase::Loading,
                Input::Destroyed,
                Phase::Absent,
                &[Effect::StopPageEventsAndMarkHidden, Effect::ReleaseChecks],
            ),
            (Phase::Drawing, Input::OpenRequested, Phase::Drawing, &[Effect::RevealWindow]),
            (
                Phase::Drawing,
                Input::CreationFailed,
                Phase::Absent,
                &[Effect::StopPageEventsAndMarkHidden, Effect::ReleaseChecks],
            ),
            (Phase::Drawing, Input::DrawingDone, Phase::Open, &[Effect::ReleaseChecks]),
            (
                Phase::Drawing,
                Input::SuspendRequested,
                Phase::Suspended,
                &[Effect::SuspendWindow, Effect::StopPageEventsAndMarkHidden, Effect::ReleaseChecks],
            ),
            (
                Phase::Drawing,
                Input::Destroyed,
                Phase::Absent,
                &[Effect::StopPageEventsAndMarkHidden, Effect::ReleaseChecks],
            ),
            (Phase::Open, Input::OpenRequested, Phase::Open, &[Effect::RevealWindow]),
            (
                Phase::Open,
                Input::SuspendRequested,
                Phase::Suspended,
                &[Effect::SuspendWindow, Effect::StopPageEventsAndMarkHidden],
            ),
            (Phase::Open, Input::Destroyed, Phase::Absent, &[Effect::StopPageEventsAndMarkHidden]),
            (
                Phase::Suspended,
                Input::OpenRequested,
                Phase::Loading,
                &[Effect::DeferChecks, Effect::MarkWindowVisible, Effect::ReloadPage],
            ),
            (Phase::Suspended, Input::Destroyed, Phase::Absent, &[Effect::StopPageEventsAndMarkHidden]),
        ];
        for phase in PHASES {
            for input in INPUTS {
                let listed = table.iter().find(|(from, with, ..)| (*from, *with) == (phase, input));
                let expected = listed.map_or((phase, &[][..]), |(_, _, to, effects)| (*to, *effects));
                assert_eq!(phase.compute_next_phase_and_effects(input), expected, "{phase:?} with {input:?}");
            }
        }
    }

    #[test]
    fn checks_are_deferred_exactly_while_the_page_loads_and_draws() {
        let are_deferred = |phase| matches!(phase, Phase::Loading | Phase::Drawing);
        for phase in PHASES {
            for input in INPUTS {
                let (next, effects) = phase.compute_next_phase_and_effects(input);
                let defers = effects.contains(&Effect::DeferChecks);
                let releases = effects.contains(&Effect::ReleaseChecks);
                let expected = (!are_deferred(phase) && are_deferred(next), are_deferred(phase) && !are_deferred(next));
                assert_eq!((defers, releases), expected, "{phase:?} with {input:?}");
            }
        }
    }
}
