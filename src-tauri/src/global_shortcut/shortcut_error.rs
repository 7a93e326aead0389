//! Why the global shortcut has no effect.

use mayfly_core::view::{ErrorCode, ErrorTextValues, ErrorView};
use thiserror::Error;

/// Why the global shortcut could not be registered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum ShortcutError {
    /// The desktop gives programs no global shortcuts.
    #[error("there are no global shortcuts here: {0}")]
    Unavailable(String),
    /// The keys can't be had, mostly because another program has them.
    #[error("the keys could not be registered: {0}")]
    Taken(String),
    /// The text names no keys that a global shortcut can have.
    #[error("these are no keys for a global shortcut: {0}")]
    Invalid(String),
    /// The user or the desktop said no.
    #[cfg(target_os = "linux")]
    #[error("the desktop refused the shortcut: {0}")]
    Refused(String),
    /// The desktop does not answer.
    #[cfg(target_os = "linux")]
    #[error("the desktop did not answer in time")]
    Unanswered,
}

impl ShortcutError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Unavailable(_) => ErrorCode::ShortcutUnavailable,
            Self::Taken(_) => ErrorCode::ShortcutTaken,
            Self::Invalid(_) => ErrorCode::ShortcutInvalid,
            #[cfg(target_os = "linux")]
            Self::Refused(_) => ErrorCode::ShortcutRefused,
            #[cfg(target_os = "linux")]
            Self::Unanswered => ErrorCode::ShortcutUnanswered,
        }
    }
}

impl From<ShortcutError> for ErrorView {
    fn from(error: ShortcutError) -> Self {
        Self { code: error.code(), message: error.to_string(), details: ErrorTextValues::default().into() }
    }
}
