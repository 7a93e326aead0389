//! The log of received API requests.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::Serialize;

/// Number of requests that the log keeps, so that a long-running demo does not grow.
const MAX_RECORDS: usize = 10_000;

/// A received API request, whatever the response was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequestRecord {
    /// The HTTP method.
    pub method: String,
    /// The path as it was sent: percent-encoded, with `/api`.
    pub path: String,
    /// The query without the question mark.
    pub query: Option<String>,
    /// Whether the request carried the API key of one of the sandbox's accounts.
    pub authorised: bool,
    /// Whether the request carried an `Authorization` header at all.
    pub credentials: bool,
    /// When the request was received, by the sandbox's clock.
    pub at: Timestamp,
}

/// The most recent requests, oldest first.
#[derive(Default)]
pub(crate) struct RequestLog(VecDeque<RequestRecord>);

impl RequestLog {
    /// Appends a record. Removes the oldest one when the log is full.
    pub(crate) fn push(&mut self, record: RequestRecord) {
        if self.0.len() == MAX_RECORDS {
            self.0.pop_front();
        }
        self.0.push_back(record);
    }

    pub(crate) fn to_vec(&self) -> Vec<RequestRecord> {
        self.0.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}
