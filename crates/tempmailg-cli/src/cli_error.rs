//! Why a command failed, and its exit code.

use jiff::Timestamp;
use tempmailg::{Error as ApiError, ErrorResponseOrigin};

/// The kind of a failure: its exit code, and the word in the JSON object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CliErrorKind {
    /// Anything that has no kind of its own.
    Failure,
    /// The command line is wrong.
    Usage,
    /// Nothing came in time.
    NothingInTime,
    /// There is no API key, it can't be read, or the service refuses it.
    NoUsableKey,
    /// The quota is used up, or there were too many requests.
    LimitReached,
    /// There is no such address, message or attachment, or it is another account's.
    NotFound,
}

/// A failed command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// What went wrong, in one sentence without secrets.
    #[error("{message}")]
    Failed {
        /// The kind of the failure.
        kind: CliErrorKind,
        /// The sentence.
        message: String,
    },
    /// Nobody reads the output any more, as with `| head -1`.
    #[error("nobody reads the output")]
    OutputClosed,
}

impl CliErrorKind {
    /// The exit code.
    pub(crate) fn exit_code(self) -> u8 {
        match self {
            Self::Failure => 1,
            Self::Usage => 2,
            Self::NothingInTime => 3,
            Self::NoUsableKey => 4,
            Self::LimitReached => 5,
            Self::NotFound => 6,
        }
    }

    /// The value of `error` in the JSON object.
    pub(crate) fn error_word(self) -> &'static str {
        match self {
            Self::Failure => "failure",
            Self::Usage => "usage",
            Self::NothingInTime => "timeout",
            Self::NoUsableKey => "key",
            Self::LimitReached => "limit",
            Self::NotFound => "not_found",
        }
    }
}

impl CliError {
    pub(crate) fn new(kind: CliErrorKind, message: impl Into<String>) -> Self {
        Self::Failed { kind, message: message.into() }
    }

    pub(crate) fn failure(message: impl Into<String>) -> Self {
        Self::new(CliErrorKind::Failure, message)
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(CliErrorKind::Usage, message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(CliErrorKind::NotFound, message)
    }

    /// Adds what else must be known.
    pub(crate) fn with_additional_text(self, words: &str) -> Self {
        match self {
            Self::Failed { kind, message } => Self::Failed { kind, message: format!("{message}; {words}") },
            Self::OutputClosed => self,
        }
    }

    /// The error of a call about an address or a message of the account. Where the service does not allow it, that is
    /// another account's.
    pub(crate) fn from_address_or_message_error(error: &ApiError) -> Self {
        match error {
            ApiError::NotAllowed { origin: ErrorResponseOrigin::Service, .. } => {
                Self::not_found(format!("{error} (it belongs to another account)"))
            }
            error => Self::from(error),
        }
    }
}

impl From<&ApiError> for CliError {
    fn from(error: &ApiError) -> Self {
        let kind = match error {
            error if error.is_api_key_refused() => CliErrorKind::NoUsableKey,
            error if error.is_rate_limited() => CliErrorKind::LimitReached,
            error if error.is_not_found() => CliErrorKind::NotFound,
            ApiError::InvalidInput { .. } => CliErrorKind::Usage,
            _ => CliErrorKind::Failure,
        };
        let mut message = error.to_string();
        if let Some(wait) = error.retry_after() {
            message.push_str(&format!("; it asks to wait {} s", round_up_to_seconds(wait)));
        } else if let ApiError::RateLimited { reset: Some(reset), .. } = error {
            message.push_str(&format!("; it resets at {}", format_utc_timestamp(*reset)));
        }
        Self::new(kind, message)
    }
}

impl From<ApiError> for CliError {
    fn from(error: ApiError) -> Self {
        Self::from(&error)
    }
}

/// Formats a moment as all output has it: in UTC, to the second.
pub(crate) fn format_utc_timestamp(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The seconds to wait for a limit to end, rounded up: a request after fewer would be too early.
pub(crate) fn round_up_to_seconds(wait: std::time::Duration) -> u128 {
    wait.as_millis().div_ceil(1_000)
}
