//! Turns error responses and transport failures into [`Error`], with every text made safe to display.

use std::error::Error as StdError;
use std::io;

use serde_json::value::RawValue;

use crate::api_key::ApiKey;
use crate::cause_text::CauseText;
use crate::error::{Error, ErrorResponseOrigin, UnexpectedResponseReason};
use crate::ipv6_only_detection::is_network_ipv6_only;
use crate::lenient_json::{self, UnparsedJsonObject};
use crate::proxy::{ProxyError, ProxyFailure};
use crate::proxy_url::ProxyUrl;
use crate::response_head::ResponseHead;
use crate::safe_text;

/// Longest error body that is read, in bytes. Error messages are a few sentences.
pub(crate) const MAX_ERROR_BODY_BYTES: usize = 64 * 1024;

/// Most fields, and most messages per field, that [`Error::Refused`] holds.
const MAX_FIELD_ERRORS: usize = 16;

/// Decodes the response of a status other than 2xx.
pub(crate) fn decode_error_status(head: &ResponseHead, body: &str, api_key: &ApiKey) -> Error {
    let json = lenient_json::parse_raw_json(body).ok().and_then(UnparsedJsonObject::from_raw);
    let origin = classify_error_response_source(head, json.as_ref(), body);
    let message = match &json {
        Some(object) => service_message(object, api_key),
        None if head.content_type.is_empty() || head.content_type.starts_with("text/plain") => {
            safe_text::to_redacted_line_unless_markup(body, api_key.expose())
        }
        None => None,
    };
    let quota = head.quota;
    let status = head.status.as_u16();
    match status {
        401 => Error::KeyRefused { message, origin, quota },
        402 | 403 => Error::NotAllowed { message, origin, quota },
        404 | 410 => Error::NotFound { message, origin, quota },
        429 => Error::RateLimited { message, retry_after: head.rate_limit_wait(), reset: head.quota_reset, quota },
        400..=499 => Error::Refused {
            status,
            message,
            fields: json.map(|object| field_messages(&object, api_key)).unwrap_or_default(),
            quota,
        },
        500..=599 => Error::Service { status, message, retry_after: head.retry_after, quota },
        _ => head.unexpected_response(UnexpectedResponseReason::UnknownStatus),
    }
}

/// Returns the error in a 2xx response with `"status": false`.
pub(crate) fn find_refusal_in_response(
    head: &ResponseHead,
    body: &UnparsedJsonObject<'_>,
    api_key: &ApiKey,
) -> Option<Error> {
    (body.parse_lenient_bool_field("status") == Some(false)).then(|| Error::Refused {
        status: head.status.as_u16(),
        message: service_message(body, api_key),
        fields: field_messages(body, api_key),
        quota: head.quota,
    })
}

/// Tells a response of the service from one of something on the way to it.
fn classify_error_response_source(
    head: &ResponseHead,
    json: Option<&UnparsedJsonObject<'_>>,
    body: &str,
) -> ErrorResponseOrigin {
    match json {
        Some(object)
            if head.content_type.contains("json") && object.parse_lenient_bool_field("status") == Some(false) =>
        {
            ErrorResponseOrigin::Service
        }
        Some(_) => ErrorResponseOrigin::Unknown,
        None if is_web_page_response(head, body) => ErrorResponseOrigin::WebPage,
        None => ErrorResponseOrigin::Unknown,
    }
}

pub(crate) fn is_web_page_response(head: &ResponseHead, body: &str) -> bool {
    head.content_type.contains("html") || body.starts_with('<')
}

fn service_message(body: &UnparsedJsonObject<'_>, api_key: &ApiKey) -> Option<String> {
    let message = body
        .get_string_field("message")
        .or_else(|| body.get_string_field("error"))
        .or_else(|| body.get_field_as_object("error")?.get_string_field("message"))?;
    safe_text::to_redacted_line_unless_markup(&message, api_key.expose())
}

/// Reads `errors`, which maps fields to one message or a list of messages, or is a message or list itself.
fn field_messages(body: &UnparsedJsonObject<'_>, api_key: &ApiKey) -> Vec<(String, Vec<String>)> {
    let Some(errors) = body.get("errors") else {
        return Vec::new();
    };
    let to_safe_line = |text: &str| safe_text::to_redacted_line_unless_markup(text, api_key.expose());
    let safe_messages = |raw: &RawValue| -> Vec<String> {
        let texts = match lenient_json::parse_string_or_number(raw) {
            Some(text) => vec![text],
            None => {
                let items = lenient_json::parse_array_or_object_values(raw).unwrap_or_default();
                items.into_iter().filter_map(lenient_json::parse_string_or_number).collect()
            }
        };
        texts.iter().filter_map(|text| to_safe_line(text)).take(MAX_FIELD_ERRORS).collect()
    };
    let fields: Vec<(String, Vec<String>)> = match UnparsedJsonObject::from_raw(errors) {
        Some(object) => {
            object.iter().filter_map(|(name, raw)| Some((to_safe_line(name)?, safe_messages(raw)))).collect()
        }
        None => vec![(String::new(), safe_messages(errors))],
    };
    fields.into_iter().filter(|(_, messages)| !messages.is_empty()).take(MAX_FIELD_ERRORS).collect()
}

/// Converts a failure before the response: of the proxy, if there is one and it is to blame, else of the connection.
pub(crate) fn convert_request_error(error: reqwest::Error, proxy: Option<&ProxyUrl>) -> Error {
    let Some(proxy) = proxy.filter(|_| error.is_connect()) else { return convert_transport_error(error) };
    let error = error.without_url();
    let (mut texts, mut is_of_proxy, mut is_tls) = (Vec::new(), false, false);
    let mut next: Option<&(dyn StdError + 'static)> = Some(&error);
    while let Some(current) = next {
        let text = current.to_string();
        // The texts of reqwest's connectors, whose types are private. They come before the cause.
        is_of_proxy |= text.starts_with("tunnel error") || text.contains("socks proxy");
        is_tls |= find_tls_error(current).is_some();
        texts.push(text);
        next = current.source();
    }
    // Beyond the proxy, TLS is the service's.
    if is_tls && !is_of_proxy {
        return convert_transport_error(error);
    }
    texts.dedup();
    let all_texts = texts.join(": ");
    let has = |parts: &[&str]| parts.iter().any(|part| all_texts.contains(part));
    let asks_for_credentials =
        ["authorization required", "credentials not accepted", "user/pass authentication", "implements authentication"];
    let breaks_off = ["underlying connection", "io error", "unexpected end of file", "failed parsing"];
    let cause = CauseText::new(&texts.split_off(texts.len().saturating_sub(2)).join(": "));
    let failure = if has(&asks_for_credentials) {
        ProxyFailure::CredentialsRefused(cause)
    } else if is_of_proxy && !has(&breaks_off) {
        ProxyFailure::ConnectionRefused(cause)
    } else {
        ProxyFailure::Unreachable(cause)
    };
    Error::Proxy(ProxyError::new(proxy, failure))
}

/// Converts a failure below HTTP. The URL is removed, because it contains addresses and identifiers.
pub(crate) fn convert_transport_error(error: reqwest::Error) -> Error {
    let error = error.without_url();
    if error.is_timeout() {
        return Error::Timeout;
    }
    let (mut texts, mut is_unreachable) = (Vec::new(), false);
    let mut next: Option<&(dyn StdError + 'static)> = Some(&error);
    while let Some(current) = next {
        if let Some(tls) = find_tls_error(current) {
            return Error::Tls(CauseText::new(&tls.to_string()));
        }
        let io_error = current.downcast_ref::<io::Error>();
        is_unreachable |= io_error.is_some_and(|error| error.kind() == io::ErrorKind::NetworkUnreachable);
        texts.push(current.to_string());
        next = current.source();
    }
    texts.dedup();
    // The outer errors only say that a request failed. The two innermost say why.
    let innermost = texts.split_off(texts.len().saturating_sub(2));
    let cause = CauseText::new(&innermost.join(": "));
    if is_unreachable && is_network_ipv6_only() { Error::Ipv6Only(cause) } else { Error::Network(cause) }
}

/// Looks for a TLS error, also inside an I/O error, which skips its inner error in `source`.
fn find_tls_error<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    if let Some(tls) = error.downcast_ref() {
        return Some(tls);
    }
    find_tls_error(error.downcast_ref::<io::Error>()?.get_ref()?)
}
