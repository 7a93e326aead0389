//! The responses of faults: replacements of the real response, and distortions of it.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use futures_util::{StreamExt, stream};

use crate::fault_injection::{FaultAction, parse_http_header};

/// Size of the pieces of a long body, in bytes, so that little of it waits in memory.
const PIECE_BYTES: usize = 64 * 1024;

/// Time for the last bytes before a cut to reach the client.
const FLUSH_TIME: Duration = Duration::from_millis(20);

/// Returns the response that replaces the real one, for the actions that have one.
pub(crate) fn response_for_fault(action: &FaultAction) -> Option<Response> {
    match action {
        FaultAction::Answer { status, headers, body } => Some(build_response(*status, headers, body)),
        FaultAction::Challenge => {
            let page = include_str!("challenge.html");
            let headers = [(header::CONTENT_TYPE.as_str().to_owned(), "text/html; charset=UTF-8".to_owned())];
            Some(build_response(503, &BTreeMap::from(headers), page))
        }
        FaultAction::Garbage => Some(build_response(200, &BTreeMap::new(), r#"{"status":true,"data":[{"id":<<<"#)),
        FaultAction::Overlong { bytes, declared } => Some(build_overlong_response(*bytes, *declared)),
        _ => None,
    }
}

/// Applies an action that changes how the real response is sent. Other actions return it unchanged.
pub(crate) async fn distort_response(action: &FaultAction, response: Response) -> Response {
    match action {
        FaultAction::Truncate { after } => abort_response_body(response, *after).await,
        FaultAction::Drip { chunk, ms } => drip_body(response, *chunk, Duration::from_millis(*ms)).await,
        _ => response,
    }
}

fn build_response(status: u16, headers: &BTreeMap<String, String>, body: &str) -> Response {
    let mut response = Response::new(Body::from(body.to_owned()));
    // Faults are validated when they are injected, so neither the status nor a header is invalid here.
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if !body.is_empty() {
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
    }
    for (name, value) in headers.iter().filter_map(|(name, value)| parse_http_header(name, value).ok()) {
        response.headers_mut().insert(name, value);
    }
    response
}

/// Builds `{"status":true,"padding":"xxx…"}`. The body is generated while it is sent, not held in memory.
fn build_overlong_response(bytes: u64, declared: bool) -> Response {
    const OPENING: &str = r#"{"status":true,"padding":""#;
    const CLOSING: &str = r#""}"#;
    let padding_bytes = bytes.saturating_sub((OPENING.len() + CLOSING.len()) as u64);
    let full_piece = Bytes::from(vec![b'x'; PIECE_BYTES]);
    let padding = stream::unfold(padding_bytes, move |remaining| {
        let piece = full_piece.clone();
        async move {
            let size = remaining.min(PIECE_BYTES as u64);
            (size > 0).then(|| (piece.slice(..size as usize), remaining - size))
        }
    });
    let opening = stream::iter([Bytes::from_static(OPENING.as_bytes())]);
    let closing = stream::iter([Bytes::from_static(CLOSING.as_bytes())]);
    let body = Body::from_stream(opening.chain(padding).chain(closing).map(Ok::<_, Infallible>));
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if declared {
        let total = padding_bytes + (OPENING.len() + CLOSING.len()) as u64;
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(total));
    }
    response
}

/// Takes the body out of a response and sets `Content-Length` to its length.
async fn take_body(response: &mut Response) -> Bytes {
    let body = std::mem::take(response.body_mut());
    // The bodies of the endpoints are in memory, so reading them cannot fail.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let length = HeaderValue::from(bytes.len());
    response.headers_mut().insert(header::CONTENT_LENGTH, length);
    bytes
}

async fn abort_response_body(mut response: Response, after: Option<usize>) -> Response {
    let bytes = take_body(&mut response).await;
    let kept = bytes.slice(..after.unwrap_or(bytes.len() / 2).min(bytes.len()));
    let pieces = stream::unfold(Some(kept), |remaining| async move {
        let mut remaining = remaining?;
        if remaining.is_empty() {
            // An error in the body discards bytes that are still queued, so wait until they are sent.
            tokio::time::sleep(FLUSH_TIME).await;
            let cut = io::Error::from(io::ErrorKind::ConnectionAborted);
            return Some((Err(cut), None));
        }
        let piece = remaining.split_to(remaining.len().min(PIECE_BYTES));
        Some((Ok(piece), Some(remaining)))
    });
    *response.body_mut() = Body::from_stream(pieces);
    response
}

async fn drip_body(mut response: Response, chunk: usize, pause: Duration) -> Response {
    let bytes = take_body(&mut response).await;
    let pieces = stream::unfold(bytes, move |mut remaining| async move {
        if remaining.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let piece = remaining.split_to(chunk.clamp(1, remaining.len()));
        Some((Ok::<_, Infallible>(piece), remaining))
    });
    *response.body_mut() = Body::from_stream(pieces);
    response
}
