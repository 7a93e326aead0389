//! Scripted misbehaviour.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How much of a long body is handed over at a time, so that little of it waits in memory.
const PIECE: usize = 64 * 1024;

/// How long the last bytes before a cut have to reach the client.
const FLUSH_TIME: Duration = Duration::from_millis(20);

/// What to do wrong, to which requests, and how often.
///
/// A new fault matches every API request, once; narrow it with [`method`](Self::method) and
/// [`path`](Self::path). Faults are tried in the order they were injected and come before the key is
/// checked; a request that a fault answers changes nothing and costs no quota.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Only requests with this method; `None` is any.
    #[serde(default)]
    pub method: Option<String>,
    /// Only requests whose path begins with this. The `/api` in front may be left out.
    #[serde(default)]
    pub path: String,
    /// How many requests it strikes; 0 is every one until the faults are cleared.
    #[serde(default = "once")]
    pub times: u32,
    /// What happens to them.
    #[serde(rename = "do")]
    pub action: Action,
}

/// What a [`Fault`] does to a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// Answers with this status, these headers and this body instead of the real answer. A body is JSON
    /// unless a `Content-Type` says otherwise.
    Answer {
        /// From 200 to 599.
        status: u16,
        /// Headers by name.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// The body; empty by default.
        #[serde(default)]
        body: String,
    },
    /// 503 with an HTML page that asks for a browser, as a shield in front of a website sends it.
    Challenge,
    /// The real answer, later.
    Delay {
        /// How much later, in milliseconds.
        ms: u64,
    },
    /// No answer at all; the connection stays open.
    Hang,
    /// The connection is reset (TCP RST) before any answer.
    Reset,
    /// The real answer with its true `Content-Length`, cut off in its body by a closed connection.
    Truncate {
        /// How many bytes of the body still come; half of them by default.
        #[serde(default)]
        after: Option<usize>,
    },
    /// 200 with a body that claims to be JSON and isn't.
    Garbage,
    /// 200 with a JSON body of this size.
    Overlong {
        /// The size in bytes.
        bytes: u64,
        /// Whether `Content-Length` tells it; otherwise the body comes in chunks.
        #[serde(default)]
        declared: bool,
    },
    /// The real answer, its body a little at a time.
    Drip {
        /// Bytes at a time.
        chunk: usize,
        /// Milliseconds before each piece.
        ms: u64,
    },
}

/// Why a [`Fault`] makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FaultError {
    /// The status can't end a request.
    #[error("a fault can answer with a status from 200 to 599, not {0}")]
    Status(u16),
    /// A header's name or value can't be sent.
    #[error("the header {0:?} can't be sent")]
    Header(String),
    /// The method isn't one.
    #[error("{0:?} is no HTTP method")]
    Method(String),
    /// A drip of nothing would never end.
    #[error("a drip needs pieces of at least one byte")]
    EmptyDrip,
}

fn once() -> u32 {
    1
}

impl Fault {
    /// Does this to the next API request.
    pub fn new(action: Action) -> Self {
        Self { method: None, path: String::new(), times: once(), action }
    }

    /// Only requests with this method.
    pub fn method(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Only requests whose path begins with this, such as `/messages`.
    pub fn path(mut self, prefix: &str) -> Self {
        self.path = prefix.to_owned();
        self
    }

    /// This many requests.
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Every request, until the faults are cleared.
    pub fn always(self) -> Self {
        self.times(0)
    }

    /// Whether the sandbox can do what the fault asks.
    ///
    /// # Errors
    ///
    /// The first thing that it can't.
    pub fn check(&self) -> Result<(), FaultError> {
        if let Some(method) = &self.method {
            Method::from_bytes(method.as_bytes()).map_err(|_| FaultError::Method(method.clone()))?;
        }
        match &self.action {
            Action::Answer { status, .. } if !(200..=599).contains(status) => Err(FaultError::Status(*status)),
            Action::Answer { headers, .. } => {
                headers.iter().try_for_each(|(name, value)| parse_header(name, value).map(drop))
            }
            Action::Drip { chunk: 0, .. } => Err(FaultError::EmptyDrip),
            _ => Ok(()),
        }
    }

    fn matches(&self, method: &Method, path: &str) -> bool {
        let method_fits = self.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method.as_str()));
        let relative = path.strip_prefix("/api").unwrap_or(path);
        method_fits && (path.starts_with(&self.path) || relative.starts_with(&self.path))
    }
}

impl Action {
    /// An empty answer with this status; see [`with_header`](Self::with_header) and
    /// [`with_body`](Self::with_body).
    pub fn answer(status: u16) -> Self {
        Self::Answer { status, headers: BTreeMap::new(), body: String::new() }
    }

    /// Adds a header to an [`Action::Answer`]; other actions stay as they are.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.insert(name.to_owned(), value.to_owned());
        }
        self
    }

    /// Sets the body of an [`Action::Answer`]; other actions stay as they are.
    pub fn with_body(mut self, text: &str) -> Self {
        if let Self::Answer { body, .. } = &mut self {
            text.clone_into(body);
        }
        self
    }

    /// The answer that takes the real one's place, for the actions that have one.
    pub(crate) fn replacement(&self) -> Option<Response> {
        match self {
            Self::Answer { status, headers, body } => Some(answer(*status, headers, body)),
            Self::Challenge => {
                let page = include_str!("challenge.html");
                let headers = [(header::CONTENT_TYPE.as_str().to_owned(), "text/html; charset=UTF-8".to_owned())];
                Some(answer(503, &BTreeMap::from(headers), page))
            }
            Self::Garbage => Some(answer(200, &BTreeMap::new(), r#"{"status":true,"data":[{"id":<<<"#)),
            Self::Overlong { bytes, declared } => Some(overlong(*bytes, *declared)),
            _ => None,
        }
    }

    /// What becomes of the real answer.
    pub(crate) async fn distort(&self, response: Response) -> Response {
        match self {
            Self::Truncate { after } => truncate(response, *after).await,
            Self::Drip { chunk, ms } => drip(response, *chunk, Duration::from_millis(*ms)).await,
            _ => response,
        }
    }
}

/// Takes the first fault that strikes this request and counts it down.
pub(crate) fn take(faults: &mut Vec<Fault>, method: &Method, path: &str) -> Option<Action> {
    let index = faults.iter().position(|fault| fault.matches(method, path))?;
    match faults[index].times {
        0 => Some(faults[index].action.clone()),
        1 => Some(faults.remove(index).action),
        _ => {
            faults[index].times -= 1;
            Some(faults[index].action.clone())
        }
    }
}

fn parse_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), FaultError> {
    let refused = || FaultError::Header(name.to_owned());
    Ok((
        HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?,
        HeaderValue::from_str(value).map_err(|_| refused())?,
    ))
}

fn answer(status: u16, headers: &BTreeMap<String, String>, body: &str) -> Response {
    let mut response = Response::new(Body::from(body.to_owned()));
    // A fault is checked when it is injected, so the fallbacks here are never taken.
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if !body.is_empty() {
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
    }
    for (name, value) in headers.iter().filter_map(|(name, value)| parse_header(name, value).ok()) {
        response.headers_mut().insert(name, value);
    }
    response
}

/// `{"status":true,"padding":"xxx…"}`, made as it is sent so that gigabytes cost no memory.
fn overlong(bytes: u64, declared: bool) -> Response {
    const OPENING: &str = r#"{"status":true,"padding":""#;
    const CLOSING: &str = r#""}"#;
    let padding = bytes.saturating_sub((OPENING.len() + CLOSING.len()) as u64);
    let piece = Bytes::from(vec![b'x'; PIECE]);
    let middle = stream::unfold(padding, move |left| {
        let piece = piece.clone();
        async move {
            let size = left.min(PIECE as u64);
            (size > 0).then(|| (piece.slice(..size as usize), left - size))
        }
    });
    let opening = stream::iter([Bytes::from_static(OPENING.as_bytes())]);
    let closing = stream::iter([Bytes::from_static(CLOSING.as_bytes())]);
    let body = Body::from_stream(opening.chain(middle).chain(closing).map(Ok::<_, Infallible>));
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if declared {
        let total = padding + (OPENING.len() + CLOSING.len()) as u64;
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(total));
    }
    response
}

/// Takes the body out of an answer and declares its length.
async fn whole_body(response: &mut Response) -> Bytes {
    let body = std::mem::take(response.body_mut());
    // Bodies made here are in memory already and can't fail.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let length = HeaderValue::from(bytes.len());
    response.headers_mut().insert(header::CONTENT_LENGTH, length);
    bytes
}

async fn truncate(mut response: Response, after: Option<usize>) -> Response {
    let bytes = whole_body(&mut response).await;
    let kept = bytes.slice(..after.unwrap_or(bytes.len() / 2).min(bytes.len()));
    let pieces = stream::unfold(Some(kept), |left| async move {
        let mut left = left?;
        if left.is_empty() {
            // Cutting the body drops what is still waiting to be sent: give it time to leave.
            tokio::time::sleep(FLUSH_TIME).await;
            let cut = io::Error::from(io::ErrorKind::ConnectionAborted);
            return Some((Err(cut), None));
        }
        let piece = left.split_to(left.len().min(PIECE));
        Some((Ok(piece), Some(left)))
    });
    *response.body_mut() = Body::from_stream(pieces);
    response
}

async fn drip(mut response: Response, chunk: usize, pause: Duration) -> Response {
    let bytes = whole_body(&mut response).await;
    let pieces = stream::unfold(bytes, move |mut left| async move {
        if left.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let piece = left.split_to(chunk.clamp(1, left.len()));
        Some((Ok::<_, Infallible>(piece), left))
    });
    *response.body_mut() = Body::from_stream(pieces);
    response
}
