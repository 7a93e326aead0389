//! Faults: which requests fail, how often, and how.

use std::collections::BTreeMap;

use axum::http::{HeaderName, HeaderValue, Method};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A fault: which API requests it applies to, how many of them, and what happens to them.
///
/// A new fault applies to the next API request. [`method`](Self::method) and [`path`](Self::path) restrict
/// it. Faults are matched in the order of injection, before the API key is checked. A request that gets a
/// fault's response instead of the real one changes nothing and does not count against the quota.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InjectedFault {
    /// The method of the requests, in any case. `None` matches every method.
    #[serde(default)]
    pub method: Option<String>,
    /// The beginning of the requests' path, with or without `/api`. The empty text matches every path.
    #[serde(default)]
    pub path: String,
    /// The number of requests that the fault applies to. 0 means every request until the faults are cleared.
    #[serde(default = "default_fault_request_count")]
    pub times: u32,
    /// What happens to the requests.
    #[serde(rename = "do")]
    pub action: FaultAction,
}

/// What a [`InjectedFault`] does to a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FaultAction {
    /// Responds with this status, these headers and this body instead of the real response. The
    /// `Content-Type` of a body is JSON unless `headers` sets another.
    Answer {
        /// The HTTP status, from 200 to 599.
        status: u16,
        /// The headers by name.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// The body. Empty by default.
        #[serde(default)]
        body: String,
    },
    /// Responds with 503 and the HTML page of a firewall that checks for a browser.
    Challenge,
    /// Sends the real response after a delay.
    Delay {
        /// The delay in milliseconds.
        ms: u64,
    },
    /// Sends no response and keeps the connection open.
    Hang,
    /// Resets the connection (TCP RST) without a response.
    Reset,
    /// Sends the real `Content-Length` but closes the connection within the body.
    Truncate {
        /// The number of bytes of the body that are sent. Half of the body by default.
        #[serde(default)]
        after: Option<usize>,
    },
    /// Responds with 200, the content type JSON, and a body that is not JSON.
    Garbage,
    /// Responds with 200 and a JSON body of this size.
    Overlong {
        /// The size of the body in bytes.
        bytes: u64,
        /// Whether `Content-Length` declares the size. Otherwise the body is chunked.
        #[serde(default)]
        declared: bool,
    },
    /// Sends the body of the real response in small pieces.
    Drip {
        /// The size of a piece in bytes.
        chunk: usize,
        /// The pause before each piece, in milliseconds.
        ms: u64,
    },
}

/// Why a [`InjectedFault`] cannot be injected.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InvalidFaultError {
    /// The status is not from 200 to 599.
    #[error("a fault can answer with a status from 200 to 599, not {0}")]
    Status(u16),
    /// The name or value of a header is invalid.
    #[error("the header {0:?} can't be sent")]
    Header(String),
    /// The method is not an HTTP method.
    #[error("{0:?} is no HTTP method")]
    Method(String),
    /// The pieces of a [`FaultAction::Drip`] are empty, so that the response would never end.
    #[error("a drip needs pieces of at least one byte")]
    EmptyDrip,
}

fn default_fault_request_count() -> u32 {
    1
}

impl InjectedFault {
    /// A fault that applies `action` to the next API request.
    pub fn new(action: FaultAction) -> Self {
        Self { method: None, path: String::new(), times: default_fault_request_count(), action }
    }

    /// Restricts the fault to requests with this method.
    pub fn method(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Restricts the fault to requests whose path begins with `prefix`, such as `/messages`.
    pub fn path(mut self, prefix: &str) -> Self {
        self.path = prefix.to_owned();
        self
    }

    /// Applies the fault to this many requests. 0 means every request until the faults are cleared.
    pub fn apply_to_next_requests(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Applies the fault to every request until the faults are cleared.
    pub fn apply_to_every_request(self) -> Self {
        self.apply_to_next_requests(0)
    }

    /// Checks that the sandbox can apply the fault.
    ///
    /// # Errors
    ///
    /// An [`InvalidFaultError`] for the first invalid value.
    pub fn validate(&self) -> Result<(), InvalidFaultError> {
        if let Some(method) = &self.method {
            Method::from_bytes(method.as_bytes()).map_err(|_| InvalidFaultError::Method(method.clone()))?;
        }
        match &self.action {
            FaultAction::Answer { status, .. } if !(200..=599).contains(status) => {
                Err(InvalidFaultError::Status(*status))
            }
            FaultAction::Answer { headers, .. } => {
                headers.iter().try_for_each(|(name, value)| parse_http_header(name, value).map(drop))
            }
            FaultAction::Drip { chunk: 0, .. } => Err(InvalidFaultError::EmptyDrip),
            _ => Ok(()),
        }
    }

    fn matches_request(&self, method: &Method, path: &str) -> bool {
        let method_matches = self.method.as_ref().is_none_or(|expected| expected.eq_ignore_ascii_case(method.as_str()));
        let relative = path.strip_prefix("/api").unwrap_or(path);
        method_matches && (path.starts_with(&self.path) || relative.starts_with(&self.path))
    }
}

impl FaultAction {
    /// A [`FaultAction::Answer`] with this status, no headers and no body. Add them with
    /// [`with_header`](Self::with_header) and [`with_body`](Self::with_body).
    pub fn answer(status: u16) -> Self {
        Self::Answer { status, headers: BTreeMap::new(), body: String::new() }
    }

    /// Adds a header to a [`FaultAction::Answer`]. Other actions are returned unchanged.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.insert(name.to_owned(), value.to_owned());
        }
        self
    }

    /// Sets the body of a [`FaultAction::Answer`]. Other actions are returned unchanged.
    pub fn with_body(mut self, text: &str) -> Self {
        if let Self::Answer { body, .. } = &mut self {
            text.clone_into(body);
        }
        self
    }
}

/// Returns the action of the first fault that matches the request. Removes the fault after its last request.
pub(crate) fn take_matching_fault(faults: &mut Vec<InjectedFault>, method: &Method, path: &str) -> Option<FaultAction> {
    let index = faults.iter().position(|fault| fault.matches_request(method, path))?;
    match faults[index].times {
        0 => Some(faults[index].action.clone()),
        1 => Some(faults.remove(index).action),
        _ => {
            faults[index].times -= 1;
            Some(faults[index].action.clone())
        }
    }
}

pub(crate) fn parse_http_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), InvalidFaultError> {
    let header_error = || InvalidFaultError::Header(name.to_owned());
    Ok((
        HeaderName::from_bytes(name.as_bytes()).map_err(|_| header_error())?,
        HeaderValue::from_str(value).map_err(|_| header_error())?,
    ))
}
