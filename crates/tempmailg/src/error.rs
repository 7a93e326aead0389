//! The error type of all calls.

use std::io;
use std::time::Duration;

use jiff::Timestamp;

use crate::cause_text::CauseText;
use crate::model::Quota;
use crate::proxy::{ProxyError, ProxyFailure};

/// Why a call failed.
///
/// Match on the variant for the cause, or use the predicates such as [`is_retryable`](Self::is_retryable).
/// No variant contains the API key, a token, a URL or a response body. A `message` is the service's own
/// message made safe to display: plain text on one line, of bounded length, never HTML.
///
/// ```no_run
/// # async fn count_listed_messages(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
/// match client.list_messages("demo123@example.com").await {
///     Ok(response) => println!("{} messages", response.value.messages.len()),
///     Err(error) if error.is_not_found() => println!("the inbox has expired"),
///     Err(error) if error.is_retryable() => println!("later: {error}"),
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// 401: the service does not accept the API key. A repeated call fails in the same way.
    #[error("TempMailG did not accept the API key{}", format_reason(.message, .origin))]
    KeyRefused {
        /// The service's message.
        message: Option<String>,
        /// Who wrote the response.
        origin: ErrorResponseOrigin,
        /// The quota, if the response reports it.
        quota: Option<Quota>,
    },

    /// 402 or 403: the plan does not include the operation, or the object belongs to another account.
    #[error("TempMailG does not allow this{}", format_reason(.message, .origin))]
    NotAllowed {
        /// The service's message.
        message: Option<String>,
        /// Who wrote the response. A web page is more likely a firewall's challenge than a limit of the plan.
        origin: ErrorResponseOrigin,
        /// The quota, if the response reports it.
        quota: Option<Quota>,
    },

    /// 404 or 410: the inbox has expired or was deleted, or there is no such message or attachment. Only if the
    /// `origin` is the service: a proxy, a firewall or a wrong base URL respond with these statuses too.
    #[error("TempMailG no longer has this{}", format_reason(.message, .origin))]
    NotFound {
        /// The service's message.
        message: Option<String>,
        /// Who wrote the response.
        origin: ErrorResponseOrigin,
        /// The quota, if the response reports it.
        quota: Option<Quota>,
    },

    /// 409, 422 or another 4xx, or a 2xx with `"status": false`: for example a taken user name or an
    /// unknown domain.
    #[error("TempMailG refused the request{}{}", format_service_message(.message), format_field_messages(.fields))]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The service's message.
        message: Option<String>,
        /// The service's messages about single fields: the field's name, and its messages.
        fields: Vec<(String, Vec<String>)>,
        /// The quota, if the response reports it.
        quota: Option<Quota>,
    },

    /// 429: too many calls in a short time, or the quota is used up.
    #[error("TempMailG's limit of calls is reached{}", format_service_message(.message))]
    RateLimited {
        /// The service's message.
        message: Option<String>,
        /// Time to wait, from `Retry-After`, or until `reset` by the response's `Date`; at most 366 days.
        retry_after: Option<Duration>,
        /// When the quota period ends, from `X-RateLimit-Reset`: by the service's clock.
        reset: Option<Timestamp>,
        /// The quota, if the response reports it.
        quota: Option<Quota>,
    },

    /// 5xx: the service failed. Retry with increasing delays.
    #[error("TempMailG has a problem of its own (HTTP {status}){}", format_service_message(.message))]
    Service {
        /// The HTTP status.
        status: u16,
        /// The service's message.
        message: Option<String>,
        /// Time to wait, from `Retry-After`; at most 366 days.
        retry_after: Option<Duration>,
        /// The quota, if the response reports it.
        quota: Option<Quota>,
    },

    /// The response does not follow the API: HTML in a 2xx, a redirect, an inbox without an address.
    /// Often the base URL is wrong, or a sign-in page of the local network intercepts the request.
    #[error("the answer is not one of the TempMailG API (HTTP {status}): {reason}")]
    UnexpectedResponse {
        /// The HTTP status.
        status: u16,
        /// What is wrong with the response.
        reason: UnexpectedResponseReason,
        /// The quota, if the response reports it.
        quota: Option<Quota>,
    },

    /// The response body is longer than the client's limit.
    #[error("the answer is longer than the limit of {limit} bytes")]
    ResponseTooLarge {
        /// The limit, in bytes.
        limit: u64,
    },

    /// An argument is not usable. No request was sent.
    #[error("{what} can't be used: {reason}")]
    InvalidInput {
        /// The name of the argument.
        what: &'static str,
        /// What is wrong with the argument.
        reason: &'static str,
    },

    /// No response within the timeout. The service may or may not have executed the call.
    #[error("TempMailG did not answer in time")]
    Timeout,

    /// The TLS handshake failed: the certificate is not trusted, or the server does not use TLS.
    #[error("no secure connection to TempMailG: {0}")]
    Tls(CauseText),

    /// The service could not be reached, or the connection was closed before the response was complete.
    #[error("no connection to TempMailG: {0}")]
    Network(CauseText),

    /// The service has IPv4 addresses only, and this network has IPv6 only.
    #[error("this network has IPv6 only, and TempMailG is reached by IPv4: {0}")]
    Ipv6Only(CauseText),

    /// The proxy that is set can't be used. Nothing was sent past it.
    #[error(transparent)]
    Proxy(#[from] ProxyError),

    /// Writing to the download's target failed.
    #[error("the download could not be written: {0}")]
    Write(#[source] io::Error),

    /// The HTTP client could not be built, for example because the system has no root certificates.
    #[error("the HTTP client could not be set up: {0}")]
    Setup(CauseText),
}

/// Who wrote an error response, as far as its content type and its body show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorResponseOrigin {
    /// The service: a JSON object of the API's form, `"status": false`, sent as JSON.
    Service,
    /// A web page, as proxies, firewalls and the sign-in pages of local networks send it.
    WebPage,
    /// Unknown: an empty or incomplete body, another content type, or JSON that is not the API's.
    Unknown,
}

/// Why a response is an [`Error::UnexpectedResponse`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnexpectedResponseReason {
    /// The response is a redirect. Redirects are not followed, because the API key would be sent along.
    #[error("it redirects elsewhere, which is never followed so that the key stays; check the base URL")]
    Redirect,
    /// The body is HTML instead of JSON.
    #[error("it is a web page; check the base URL")]
    WebPage,
    /// The body is empty.
    #[error("it is empty")]
    Empty,
    /// The body is not JSON.
    #[error("it is not JSON")]
    NotJson,
    /// The JSON lacks the value that the call returns. The text names it.
    #[error("it lacks {0}")]
    Missing(&'static str),
    /// The body has a content encoding that was not requested, or is only a part of the content.
    #[error("it is encoded or cut in a way that was not asked for")]
    EncodedOrPartial,
    /// The status has no meaning in this API.
    #[error("it has a status without meaning here")]
    UnknownStatus,
}

impl Error {
    /// Returns the account's quota, if the failed response reported it.
    pub fn quota(&self) -> Option<&Quota> {
        match self {
            Error::KeyRefused { quota, .. }
            | Error::NotAllowed { quota, .. }
            | Error::NotFound { quota, .. }
            | Error::Refused { quota, .. }
            | Error::RateLimited { quota, .. }
            | Error::Service { quota, .. }
            | Error::UnexpectedResponse { quota, .. } => quota.as_ref(),
            _ => None,
        }
    }

    /// Returns the service's own message. It is safe to display: one line without markup.
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

    /// Whether the API key was not accepted (401). Ask the user for another key. A web page with this status is not
    /// the service's answer and says nothing about the key.
    pub fn is_api_key_refused(&self) -> bool {
        matches!(self, Error::KeyRefused { origin: ErrorResponseOrigin::Service | ErrorResponseOrigin::Unknown, .. })
    }

    /// Whether the service itself says that the inbox, message or attachment does not exist (404 or 410).
    pub fn is_not_found(&self) -> bool {
        matches!(self, Error::NotFound { origin: ErrorResponseOrigin::Service, .. })
    }

    /// Whether a web page came with an error status of the API: something between here and the service responded.
    pub fn is_web_page_response(&self) -> bool {
        matches!(
            self,
            Error::KeyRefused { origin: ErrorResponseOrigin::WebPage, .. }
                | Error::NotAllowed { origin: ErrorResponseOrigin::WebPage, .. }
                | Error::NotFound { origin: ErrorResponseOrigin::WebPage, .. }
                | Error::UnexpectedResponse { reason: UnexpectedResponseReason::WebPage, .. }
        )
    }

    /// Whether the certificate is from an authority that this computer does not know: a company's own, or that of a
    /// program that reads along.
    pub fn is_unknown_authority(&self) -> bool {
        matches!(self, Error::Tls(cause) if cause.as_str().contains("UnknownIssuer"))
    }

    /// Whether a rate limit or the quota is exhausted (429). See [`retry_after`](Self::retry_after).
    pub fn is_rate_limited(&self) -> bool {
        matches!(self, Error::RateLimited { .. })
    }

    /// Whether no response arrived within the timeout.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Error::Timeout)
    }

    /// Whether the service could not be reached or the connection was closed early.
    pub fn is_connection_failure(&self) -> bool {
        matches!(self, Error::Network(_) | Error::Ipv6Only(_))
    }

    /// Whether the same call may succeed later: no connection, a timeout, a rate limit, or a failure of
    /// the service or the proxy.
    ///
    /// After a [`Timeout`](Error::Timeout) or [`Network`](Error::Network) error the service may have
    /// executed the call, so repeating [`create_inbox`](crate::Client::create_inbox) can create a second
    /// inbox.
    pub fn is_retryable(&self) -> bool {
        match self {
            Error::Timeout
            | Error::Network(_)
            | Error::Ipv6Only(_)
            | Error::RateLimited { .. }
            | Error::Service { .. } => true,
            // Request Timeout and Too Early are defined as a request to repeat.
            Error::Refused { status, .. } => matches!(status, 408 | 425),
            Error::Proxy(error) => {
                !matches!(error.failure(), ProxyFailure::InvalidUrl(_) | ProxyFailure::CredentialsRefused(_))
            }
            _ => false,
        }
    }

    /// Returns the time to wait before a retry, from the `Retry-After` header; at most 366 days.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Error::RateLimited { retry_after, .. } | Error::Service { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

/// Formats the service's message as the end of an error text.
fn format_service_message(message: &Option<String>) -> String {
    message.as_ref().map(|message| format!(": {message}")).unwrap_or_default()
}

/// Formats the service's message, or that a web page came instead of one, as the end of an error text.
fn format_reason(message: &Option<String>, origin: &ErrorResponseOrigin) -> String {
    match origin {
        ErrorResponseOrigin::WebPage => {
            ": a web page came instead of an answer, a firewall or a check for browsers may be in \
                                 between"
                .to_owned()
        }
        ErrorResponseOrigin::Service | ErrorResponseOrigin::Unknown => format_service_message(message),
    }
}

/// Formats the messages about single fields as the end of an error text.
fn format_field_messages(fields: &[(String, Vec<String>)]) -> String {
    let parts: Vec<String> = fields
        .iter()
        .map(|(name, messages)| match name.as_str() {
            "" => messages.join(" "),
            name => format!("{name}: {}", messages.join(" ")),
        })
        .collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}
