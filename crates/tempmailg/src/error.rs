//! Everything a call can end in other than an answer.

use std::fmt;
use std::io;
use std::time::Duration;

use jiff::Timestamp;

use crate::Quota;
use crate::text;

/// Why a call failed.
///
/// No variant holds the key, a token, a URL or a body. A `message` is the service's own sentence made
/// safe to show: plain text on one line, of bounded length, never HTML.
///
/// ```no_run
/// # async fn check(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
/// use tempmailg::Error;
///
/// match client.messages("demo123@example.com").await {
///     Ok(answer) => println!("{} messages", answer.value.messages.len()),
///     Err(Error::NotFound { .. }) => println!("the inbox has expired"),
///     Err(error) if error.is_retryable() => println!("later: {error}"),
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// 401: the service doesn't accept the key. Trying again is pointless.
    #[error("TempMailG did not accept the API key{}", said(.message))]
    KeyRefused {
        /// What the service said.
        message: Option<String>,
        /// The quota, when the answer told.
        quota: Option<Quota>,
    },

    /// 402 or 403: the plan doesn't include this, or it belongs to another account.
    #[error(
        "TempMailG does not allow this{}",
        if *.web_page { ": a web page came instead of an answer, a firewall or a check for browsers may be in between".to_owned() } else { said(.message) }
    )]
    NotAllowed {
        /// What the service said.
        message: Option<String>,
        /// HTML came where JSON was due: more likely a challenge page in between than the plan.
        web_page: bool,
        /// The quota, when the answer told.
        quota: Option<Quota>,
    },

    /// 404 or 410: an expired or deleted inbox, a deleted message, an unknown attachment.
    #[error("TempMailG no longer has this{}", said(.message))]
    NotFound {
        /// What the service said.
        message: Option<String>,
        /// The quota, when the answer told.
        quota: Option<Quota>,
    },

    /// 409, 422 and other 4xx, or a 2xx that says `"status": false`: a taken name, a domain that
    /// isn't allowed.
    #[error("TempMailG refused the request{}{}", said(.message), listed(.fields))]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What the service said.
        message: Option<String>,
        /// What the service said about single fields: the field's name, and its sentences.
        fields: Vec<(String, Vec<String>)>,
        /// The quota, when the answer told.
        quota: Option<Quota>,
    },

    /// 429: too many calls, or the quota is used up.
    #[error("TempMailG's limit of calls is reached{}", said(.message))]
    RateLimited {
        /// What the service said.
        message: Option<String>,
        /// How long to wait, by `Retry-After`; at most a year.
        retry_after: Option<Duration>,
        /// When the quota starts anew, by `X-RateLimit-Reset`.
        reset: Option<Timestamp>,
        /// The quota, when the answer told.
        quota: Option<Quota>,
    },

    /// 5xx: the service's own fault. Worth trying again, with growing pauses.
    #[error("TempMailG has a problem of its own (HTTP {status}){}", said(.message))]
    Service {
        /// The HTTP status.
        status: u16,
        /// What the service said.
        message: Option<String>,
        /// How long to wait, by `Retry-After`; at most a year.
        retry_after: Option<Duration>,
        /// The quota, when the answer told.
        quota: Option<Quota>,
    },

    /// Something answered, but not as this API does: HTML in a 2xx, a redirect, a missing address.
    /// Often the base URL is wrong, or a sign-in page of the local network is in between.
    #[error("the answer is not one of the TempMailG API (HTTP {status}): {reason}")]
    UnexpectedAnswer {
        /// The HTTP status.
        status: u16,
        /// What was wrong with it.
        reason: Unexpected,
        /// The quota, when the answer told.
        quota: Option<Quota>,
    },

    /// The answer is longer than this client was built to take.
    #[error("the answer is longer than the limit of {limit} bytes")]
    AnswerTooLarge {
        /// The limit, in bytes.
        limit: u64,
    },

    /// What was given can't be asked for; no request was made.
    #[error("{what} can't be used: {reason}")]
    InvalidInput {
        /// Which argument.
        what: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },

    /// No answer in time. Whether the service did what was asked is unknown.
    #[error("TempMailG did not answer in time")]
    Timeout,

    /// No trust in the other end: a certificate that is wrong, or no TLS at all.
    #[error("no secure connection to TempMailG: {0}")]
    Tls(Cause),

    /// The service couldn't be reached, or the connection broke off in the middle.
    #[error("no connection to TempMailG: {0}")]
    Network(Cause),

    /// The download's target couldn't be written.
    #[error("the download could not be written: {0}")]
    Write(#[source] io::Error),

    /// The client couldn't be built, e.g. the system's certificates are missing.
    #[error("the HTTP client could not be set up: {0}")]
    Setup(Cause),
}

/// What made an answer unexpected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unexpected {
    /// A redirect. It is never followed, since the key would go along.
    #[error("it redirects elsewhere, which is never followed so that the key stays; check the base URL")]
    Redirect,
    /// HTML where JSON is due.
    #[error("it is a web page; check the base URL")]
    WebPage,
    /// Nothing where JSON is due.
    #[error("it is empty")]
    Empty,
    /// Not JSON.
    #[error("it is not JSON")]
    NotJson,
    /// JSON without what the call is for; the text names what is missing.
    #[error("it lacks {0}")]
    Lacks(&'static str),
    /// A content encoding that wasn't asked for, or a part of the whole.
    #[error("it is encoded or cut in a way that was not asked for")]
    Encoded,
    /// A status that this API has no use for.
    #[error("it has a status without meaning here")]
    Status,
}

/// A technical reason in one line, safe to show and to log.
#[derive(Clone, PartialEq, Eq)]
pub struct Cause(String);

impl Cause {
    pub(crate) fn new(text: &str) -> Cause {
        Cause(text::one_line(text).unwrap_or_else(|| "unknown cause".to_owned()))
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Error {
    /// The account's quota, when a failed answer told.
    pub fn quota(&self) -> Option<&Quota> {
        match self {
            Error::KeyRefused { quota, .. }
            | Error::NotAllowed { quota, .. }
            | Error::NotFound { quota, .. }
            | Error::Refused { quota, .. }
            | Error::RateLimited { quota, .. }
            | Error::Service { quota, .. }
            | Error::UnexpectedAnswer { quota, .. } => quota.as_ref(),
            _ => None,
        }
    }

    /// What the service said, safe to show.
    pub fn service_message(&self) -> Option<&str> {
        match self {
            Error::KeyRefused { message, .. }
            | Error::NotAllowed { message, .. }
            | Error::NotFound { message, .. }
            | Error::Refused { message, .. }
            | Error::RateLimited { message, .. }
            | Error::Service { message, .. } => message.as_deref(),
            _ => None,
        }
    }

    /// No answer in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Error::Timeout)
    }

    /// The service couldn't be reached, or the connection broke off.
    pub fn is_offline(&self) -> bool {
        matches!(self, Error::Network(_))
    }

    /// The same call may work later: no connection, no answer in time, a rate limit, a fault of the
    /// service. After a [`Timeout`](Error::Timeout) or [`Network`](Error::Network) error the service
    /// may have done what was asked, so repeating [`create_inbox`](crate::Client::create_inbox) can
    /// create a second inbox.
    pub fn is_retryable(&self) -> bool {
        match self {
            Error::Timeout | Error::Network(_) | Error::RateLimited { .. } | Error::Service { .. } => true,
            // Request Timeout and Too Early ask for a repetition by definition.
            Error::Refused { status, .. } => matches!(status, 408 | 425),
            _ => false,
        }
    }

    /// How long the service asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Error::RateLimited { retry_after, .. } | Error::Service { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

fn said(message: &Option<String>) -> String {
    message.as_ref().map(|message| format!(": {message}")).unwrap_or_default()
}

fn listed(fields: &[(String, Vec<String>)]) -> String {
    let parts: Vec<String> = fields
        .iter()
        .map(|(name, sentences)| match name.as_str() {
            "" => sentences.join(" "),
            name => format!("{name}: {}", sentences.join(" ")),
        })
        .collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}
