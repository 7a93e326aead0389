//! The result type of commands, and the conversion of the core's errors into it.

use crate::app_state::AppState;
use mayfly_core::view::ErrorView;

/// The result of a command; an error reaches the page as `{ code, message, details }`.
pub(crate) type CommandResult<T> = Result<T, ErrorView>;

/// Converts a result of the core into one that a command returns.
pub(crate) trait IntoCommandResult<T> {
    /// Replaces the core's error by its view.
    fn into_command_result(self, state: &AppState) -> CommandResult<T>;
}

impl<T> IntoCommandResult<T> for mayfly_core::Result<T> {
    fn into_command_result(self, state: &AppState) -> CommandResult<T> {
        self.map_err(|error| state.error_view(&error))
    }
}
