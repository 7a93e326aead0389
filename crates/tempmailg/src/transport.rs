//! One request, one answer: timeouts, limits, and the way from HTTP to [`Error`].

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, HeaderValue, TRANSFER_ENCODING,
};
use reqwest::{Method, Response, StatusCode};
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::error::{Cause, Error, Unexpected};
use crate::headers::Head;
use crate::json::{self, Object};
use crate::{Answer, ApiKey, BaseUrl, text};

/// A refusal is a sentence; more than this is something else.
pub(crate) const MAX_REFUSAL_BYTES: usize = 64 * 1024;

const MAX_FIELDS: usize = 16;

/// What every call shares.
pub(crate) struct Transport {
    pub(crate) http: reqwest::Client,
    pub(crate) base: BaseUrl,
    pub(crate) key: ApiKey,
    /// Marked as sensitive.
    pub(crate) authorization: HeaderValue,
    pub(crate) timeout: Duration,
    pub(crate) max_answer_bytes: usize,
    pub(crate) max_attachment_bytes: u64,
}

impl Transport {
    /// Makes a call whose answer is JSON, or nothing where `decode` takes that too.
    pub(crate) async fn fetch<T>(
        &self,
        method: Method,
        url: Url,
        decode: impl FnOnce(Result<Object<'_>, Unexpected>) -> Result<T, Unexpected>,
    ) -> Result<Answer<T>, Error> {
        let deadline = self.deadline();
        let (head, response) = self.send(method, url, deadline).await?;
        // Without a length or chunks the end of the connection is the end of the body, cut or not.
        let open_ended = response.content_length().is_none() && !response.headers().contains_key(TRANSFER_ENCODING);
        let body = timeout_at(deadline, read(response, self.max_answer_bytes)).await.map_err(|_| Error::Timeout)??;
        let fields = match json::check(&body) {
            Ok(json) => Object::of(json).ok_or(Unexpected::Lacks("any fields")),
            Err(_) if body.is_empty() => Err(Unexpected::Empty),
            Err(error) if error.is_eof() && open_ended => {
                return Err(Error::Network(Cause::new("the answer breaks off")));
            }
            Err(_) if is_web_page(&head, &body) => return Err(head.unexpected(Unexpected::WebPage)),
            Err(_) => return Err(head.unexpected(Unexpected::NotJson)),
        };
        if let Some(refusal) = fields.as_ref().ok().and_then(|it| self.refusal(&head, it)) {
            return Err(refusal);
        }
        let value = decode(fields).map_err(|reason| head.unexpected(reason))?;
        Ok(head.answer(value))
    }

    /// Makes a call, and returns its answer when that is a 2xx whose body comes as it is.
    pub(crate) async fn send(&self, method: Method, url: Url, deadline: Instant) -> Result<(Head, Response), Error> {
        let mut request = self
            .http
            .request(method.clone(), url)
            .header(AUTHORIZATION, self.authorization.clone())
            .header(ACCEPT, "application/json")
            .header(ACCEPT_ENCODING, "identity");
        if method == Method::POST {
            // Some servers answer 411 to a POST that doesn't say it has no body.
            request = request.header(CONTENT_LENGTH, "0");
        }
        let response =
            timeout_at(deadline, request.send()).await.map_err(|_| Error::Timeout)?.map_err(transport_error)?;
        let head = Head::of(&response);
        if head.status.is_redirection() {
            return Err(head.unexpected(Unexpected::Redirect));
        }
        if !head.status.is_success() {
            // The status alone says enough when the rest doesn't arrive.
            let body = timeout_at(deadline, read(response, MAX_REFUSAL_BYTES)).await;
            let body = body.ok().and_then(Result::ok).unwrap_or_default();
            return Err(self.failure(&head, &body));
        }
        let encoded = response
            .headers()
            .get_all(CONTENT_ENCODING)
            .iter()
            .any(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"));
        if encoded || head.status == StatusCode::PARTIAL_CONTENT {
            return Err(head.unexpected(Unexpected::Encoded));
        }
        Ok((head, response))
    }

    pub(crate) fn deadline(&self) -> Instant {
        let now = Instant::now();
        // A timeout too long for the clock is none; a year stands for it.
        now.checked_add(self.timeout).unwrap_or_else(|| now + Duration::from_secs(366 * 24 * 60 * 60))
    }

    /// The refusal in a 2xx that says `"status": false`.
    pub(crate) fn refusal(&self, head: &Head, body: &Object<'_>) -> Option<Error> {
        (body.flag("status") == Some(false)).then(|| Error::Refused {
            status: head.status.as_u16(),
            message: self.message(body),
            fields: self.fields(body),
            quota: head.quota,
        })
    }

    fn failure(&self, head: &Head, body: &str) -> Error {
        let json = json::check(body).ok().and_then(Object::of);
        let web_page = json.is_none() && is_web_page(head, body);
        let message = match &json {
            Some(object) => self.message(object),
            None if head.content_type.is_empty() || head.content_type.starts_with("text/plain") => {
                text::plain(body, self.key.expose())
            }
            None => None,
        };
        let quota = head.quota;
        let status = head.status.as_u16();
        match status {
            401 => Error::KeyRefused { message, quota },
            402 | 403 => Error::NotAllowed { message, web_page, quota },
            404 | 410 => Error::NotFound { message, quota },
            429 => Error::RateLimited { message, retry_after: head.retry_after, reset: head.reset, quota },
            400..=499 => Error::Refused {
                status,
                message,
                fields: json.map(|object| self.fields(&object)).unwrap_or_default(),
                quota,
            },
            500..=599 => Error::Service { status, message, retry_after: head.retry_after, quota },
            _ => head.unexpected(Unexpected::Status),
        }
    }

    fn message(&self, body: &Object<'_>) -> Option<String> {
        let said =
            body.text("message").or_else(|| body.text("error")).or_else(|| body.object("error")?.text("message"))?;
        text::plain(&said, self.key.expose())
    }

    fn fields(&self, body: &Object<'_>) -> Vec<(String, Vec<String>)> {
        let Some(errors) = body.get("errors") else {
            return Vec::new();
        };
        let plain = |text: &str| text::plain(text, self.key.expose());
        let sentences = |raw: &serde_json::value::RawValue| -> Vec<String> {
            let texts = match json::text(raw) {
                Some(one) => vec![one],
                None => json::list(raw).unwrap_or_default().into_iter().filter_map(json::text).collect(),
            };
            let texts = texts.iter().filter_map(|text| plain(text));
            texts.take(MAX_FIELDS).collect()
        };
        let fields: Vec<(String, Vec<String>)> = match Object::of(errors) {
            Some(object) => object.fields().filter_map(|(name, raw)| Some((plain(name)?, sentences(raw)))).collect(),
            None => vec![(String::new(), sentences(errors))],
        };
        let told = fields.into_iter().filter(|(_, told)| !told.is_empty());
        told.take(MAX_FIELDS).collect()
    }
}

/// A URL below the base, made of segments that are each exactly one.
pub(crate) struct Path(String);

/// Everything but letters, digits and the marks that no path gives a meaning to. `@` stays readable,
/// as in the service's own examples.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

/// Far beyond any name, and three of them, encoded, still fit a request.
const MAX_SEGMENT_BYTES: usize = 4096;

impl Path {
    pub(crate) fn new(base: &BaseUrl, fixed: &str) -> Path {
        Path(format!("{}/{fixed}", base.as_str()))
    }

    pub(crate) fn fixed(mut self, name: &str) -> Path {
        self.0.push('/');
        self.0.push_str(name);
        self
    }

    /// Adds a text from outside. `what` names it in the error.
    pub(crate) fn segment(mut self, what: &'static str, text: &str) -> Result<Path, Error> {
        let refuse = |reason| Err(Error::InvalidInput { what, reason });
        if text.is_empty() {
            // The call would become a different one: a message's deletion without its id.
            return refuse("it is empty");
        }
        if matches!(text, "." | "..") {
            // URLs drop these segments in whatever way they are written, and the call would move up.
            return refuse("a single or double dot has another meaning in a web address");
        }
        if text.len() > MAX_SEGMENT_BYTES {
            return refuse("it is too long");
        }
        self.0.push('/');
        self.0.extend(utf8_percent_encode(text, SEGMENT));
        Ok(self)
    }

    pub(crate) fn url(self) -> Result<Url, Error> {
        match Url::parse(&self.0) {
            // Anything the parser changed is not what was asked for.
            Ok(url) if url.as_str() == self.0 => Ok(url),
            _ => Err(Error::InvalidInput { what: "the request", reason: "its address is not a valid one" }),
        }
    }

    pub(crate) fn with_query(self, what: &'static str, name: &str, value: &str) -> Result<Url, Error> {
        let reason = match value.len() {
            0 => Some("it is empty"),
            length if length > MAX_SEGMENT_BYTES => Some("it is too long"),
            _ => None,
        };
        if let Some(reason) = reason {
            return Err(Error::InvalidInput { what, reason });
        }
        let mut url = self.url()?;
        url.query_pairs_mut().append_pair(name, value);
        Ok(url)
    }
}

/// Reads a body of at most `limit` bytes.
async fn read(mut response: Response, limit: usize) -> Result<String, Error> {
    let too_large = || Error::AnswerTooLarge { limit: limit as u64 };
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(transport_error)? {
        if chunk.len() > limit - body.len() {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    let text = match String::from_utf8(body) {
        Ok(text) => text,
        // One badly encoded subject must not hide the rest.
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    };
    Ok(text.trim_start_matches('\u{feff}').trim().to_owned())
}

fn is_web_page(head: &Head, body: &str) -> bool {
    head.content_type.contains("html") || body.starts_with('<')
}

/// Sorts a failure below HTTP, without its URL.
pub(crate) fn transport_error(error: reqwest::Error) -> Error {
    let error = error.without_url();
    if error.is_timeout() {
        return Error::Timeout;
    }
    let mut texts = Vec::new();
    let mut next: Option<&(dyn StdError + 'static)> = Some(&error);
    while let Some(current) = next {
        if let Some(tls) = tls_error(current) {
            return Error::Tls(Cause::new(&tls.to_string()));
        }
        texts.push(current.to_string());
        next = current.source();
    }
    texts.dedup();
    // The outermost say only that a request was made; the innermost say what happened.
    let inner = texts.split_off(texts.len().saturating_sub(2));
    Error::Network(Cause::new(&inner.join(": ")))
}

/// An I/O error shows what it wraps as its own text and skips it as a source, so look inside too.
fn tls_error<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    if let Some(tls) = error.downcast_ref() {
        return Some(tls);
    }
    tls_error(error.downcast_ref::<io::Error>()?.get_ref()?)
}
