//! Sends requests and reads responses: authorization, timeouts, size limits, and one tracing span per request.

use std::hash::RandomState;
use std::time::Duration;

use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, HeaderValue, TRANSFER_ENCODING,
};
use reqwest::{Method, Response, StatusCode};
use tokio::time::{Instant, timeout_at};
use tracing::{Instrument, Span, field};

use crate::api_key::ApiKey;
use crate::base_url::BaseUrl;
use crate::cause_text::CauseText;
use crate::error::{Error, UnexpectedResponseReason};
use crate::error_response::{
    MAX_ERROR_BODY_BYTES, convert_request_error, convert_transport_error, decode_error_status,
    find_refusal_in_response, is_web_page_response,
};
use crate::http_clients::HttpClientCache;
use crate::lenient_json::{self, UnparsedJsonObject};
use crate::model::ApiResponse;
use crate::request::ApiRequest;
use crate::response_head::ResponseHead;

/// How many bytes are reserved for a body before it arrives.
const MAX_BYTES_RESERVED: u64 = 4 << 20;

/// The HTTP clients and the settings that all calls of a [`Client`](crate::Client) share.
pub(crate) struct Transport {
    pub(crate) http_clients: HttpClientCache,
    pub(crate) base_url: BaseUrl,
    pub(crate) api_key: ApiKey,
    /// `Bearer` and the API key, marked as sensitive.
    pub(crate) authorization: HeaderValue,
    pub(crate) timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) max_attachment_bytes: u64,
    /// Random, so that nobody can prepare two responses with one fingerprint.
    pub(crate) fingerprint_keys: RandomState,
}

impl Transport {
    /// Sends a request and decodes its JSON body. `decode` also gets the reason when there is no JSON object.
    pub(crate) async fn fetch_json<T>(
        &self,
        request: ApiRequest,
        decode: impl FnOnce(Result<UnparsedJsonObject<'_>, UnexpectedResponseReason>) -> Result<T, UnexpectedResponseReason>,
    ) -> Result<ApiResponse<T>, Error> {
        let response = self.fetch_body(request).await?;
        let value = self.decode_body(&response, decode)?;
        Ok(response.head.into_api_response(value))
    }

    /// Sends a request and reads the body of the response.
    pub(crate) async fn fetch_body(&self, request: ApiRequest) -> Result<TextResponse, Error> {
        let trace = RequestTrace::start_request_trace(&request);
        let span = trace.span.clone();
        async move {
            let deadline = self.request_deadline();
            let (head, response) = self.send_request(request, deadline, &trace).await?;
            // Without a length or chunks, the end of the connection is the end of the body, complete or not.
            let is_open_ended =
                response.content_length().is_none() && !response.headers().contains_key(TRANSFER_ENCODING);
            let body = timeout_at(deadline, read_body(response, self.max_response_bytes))
                .await
                .map_err(|_| Error::Timeout)??;
            Ok(TextResponse { head, body, is_open_ended })
        }
        .instrument(span)
        .await
    }

    /// Decodes a JSON body. `decode` also gets the reason when there is no JSON object.
    pub(crate) fn decode_body<T>(
        &self,
        response: &TextResponse,
        decode: impl FnOnce(Result<UnparsedJsonObject<'_>, UnexpectedResponseReason>) -> Result<T, UnexpectedResponseReason>,
    ) -> Result<T, Error> {
        let TextResponse { head, body, is_open_ended } = response;
        let object = match lenient_json::parse_raw_json(body) {
            Ok(json) => UnparsedJsonObject::from_raw(json).ok_or(UnexpectedResponseReason::Missing("any fields")),
            Err(_) if body.is_empty() => Err(UnexpectedResponseReason::Empty),
            Err(error) if error.is_eof() && *is_open_ended => {
                return Err(Error::Network(CauseText::new("the answer breaks off")));
            }
            Err(_) if is_web_page_response(head, body) => {
                return Err(head.unexpected_response(UnexpectedResponseReason::WebPage));
            }
            Err(_) => return Err(head.unexpected_response(UnexpectedResponseReason::NotJson)),
        };
        if let Some(refusal) =
            object.as_ref().ok().and_then(|object| find_refusal_in_response(head, object, &self.api_key))
        {
            return Err(refusal);
        }
        decode(object).map_err(|reason| head.unexpected_response(reason))
    }

    /// Sends a request and returns the response before its body is read.
    pub(crate) async fn fetch_stream(&self, request: ApiRequest) -> Result<(ResponseHead, Response), Error> {
        let trace = RequestTrace::start_request_trace(&request);
        let span = trace.span.clone();
        async move { self.send_request(request, self.request_deadline(), &trace).await }.instrument(span).await
    }

    /// Sends a request. Returns its response if that is a 2xx with a complete body in no content encoding.
    async fn send_request(
        &self,
        request: ApiRequest,
        deadline: Instant,
        trace: &RequestTrace,
    ) -> Result<(ResponseHead, Response), Error> {
        let is_post = request.method == Method::POST;
        let client = timeout_at(deadline, self.http_clients.select_client()).await.map_err(|_| Error::Timeout)??;
        let mut http_request = client
            .http
            .request(request.method, request.url)
            .header(AUTHORIZATION, self.authorization.clone())
            .header(ACCEPT, "application/json")
            .header(ACCEPT_ENCODING, "identity");
        if is_post {
            // Some servers respond with 411 to a POST without a declared length.
            http_request = http_request.header(CONTENT_LENGTH, "0");
        }
        let response = timeout_at(deadline, http_request.send())
            .await
            .map_err(|_| Error::Timeout)?
            .map_err(|error| convert_request_error(error, client.proxy.as_ref()))?;
        let head = ResponseHead::from_response(&response);
        trace.record_http_status(head.status);
        if head.status.is_redirection() {
            return Err(head.unexpected_response(UnexpectedResponseReason::Redirect));
        }
        if !head.status.is_success() {
            // The status determines the error even if the body does not arrive.
            let body = timeout_at(deadline, read_body(response, MAX_ERROR_BODY_BYTES)).await;
            let body = body.ok().and_then(Result::ok).unwrap_or_default();
            return Err(decode_error_status(&head, &body, &self.api_key));
        }
        let is_encoded = response
            .headers()
            .get_all(CONTENT_ENCODING)
            .iter()
            .any(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"));
        if is_encoded || head.status == StatusCode::PARTIAL_CONTENT {
            return Err(head.unexpected_response(UnexpectedResponseReason::EncodedOrPartial));
        }
        Ok((head, response))
    }

    fn request_deadline(&self) -> Instant {
        let now = Instant::now();
        // A timeout that overflows the clock is replaced by a year.
        now.checked_add(self.timeout).unwrap_or_else(|| now + Duration::from_secs(366 * 24 * 60 * 60))
    }
}

/// A response with its whole body, which is not examined yet.
pub(crate) struct TextResponse {
    pub(crate) head: ResponseHead,
    pub(crate) body: String,
    /// Whether only the end of the connection marks the end of the body.
    is_open_ended: bool,
}

/// The tracing span of one request. It never holds the URL, the API key, a header or a body.
struct RequestTrace {
    span: Span,
    started: Instant,
}

impl RequestTrace {
    fn start_request_trace(request: &ApiRequest) -> RequestTrace {
        let span = tracing::debug_span!(
            "request",
            method = %request.method,
            endpoint = request.endpoint,
            status = field::Empty,
            elapsed_ms = field::Empty,
        );
        RequestTrace { span, started: Instant::now() }
    }

    fn record_http_status(&self, status: StatusCode) {
        self.span.record("status", status.as_u16());
    }
}

/// Records the elapsed time on every way out, a dropped future included.
impl Drop for RequestTrace {
    fn drop(&mut self) {
        let elapsed = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.span.record("elapsed_ms", elapsed);
        tracing::debug!(parent: &self.span, "request finished");
    }
}

/// Reads a body of at most `limit` bytes as text.
async fn read_body(mut response: Response, limit: usize) -> Result<String, Error> {
    let too_large = || Error::ResponseTooLarge { limit: limit as u64 };
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    // Space for the declared length at once, up to a size that may be declared without being sent.
    let declared_length = response.content_length().map_or(0, |length| length.min(MAX_BYTES_RESERVED));
    let mut body = Vec::with_capacity(usize::try_from(declared_length).unwrap_or(0));
    while let Some(chunk) = response.chunk().await.map_err(convert_transport_error)? {
        if chunk.len() > limit - body.len() {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    let text = match String::from_utf8(body) {
        Ok(text) => text,
        // Invalid bytes in one field must not make the rest unreadable.
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    };
    let trimmed = text.trim_start_matches('\u{feff}').trim();
    // A body may be large: it is copied only if there was something to trim.
    Ok(if trimmed.len() == text.len() { text } else { trimmed.to_owned() })
}
