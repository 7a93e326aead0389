//! What a window may ask for. Each command parses, calls one function of the core, and maps the error.

pub(crate) mod account;
mod destination;
pub(crate) mod exchange;
pub(crate) mod images;
pub(crate) mod inboxes;
pub(crate) mod links;
pub(crate) mod messages;
pub mod names;
pub(crate) mod reading;
pub(crate) mod settings;
pub(crate) mod window;

use crate::shell::Shell;
use mayfly_core::view::ErrorView;

/// What a command answers.
pub(crate) type Answer<T> = Result<T, ErrorView>;

/// Maps the core's errors to what a window understands.
pub(crate) trait OrView<T> {
    fn or_view(self, shell: &Shell) -> Answer<T>;
}

impl<T> OrView<T> for mayfly_core::Result<T> {
    fn or_view(self, shell: &Shell) -> Answer<T> {
        self.map_err(|error| shell.view(&error))
    }
}
