//! Response headers: status, quota, `Retry-After`, the service's clock, and the time formats of the service.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::Offset;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};

use crate::error::{Error, UnexpectedResponseReason};
use crate::model::{ApiResponse, Quota};

/// Limit for `Retry-After`. Longer waits are not plausible and could overflow later time arithmetic.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// The status and headers of a response.
#[derive(Debug, Clone)]
pub(crate) struct ResponseHead {
    pub(crate) status: StatusCode,
    pub(crate) quota: Option<Quota>,
    /// When the quota period ends, which may be known without the counters.
    pub(crate) quota_reset: Option<Timestamp>,
    pub(crate) server_time: Option<Timestamp>,
    pub(crate) retry_after: Option<Duration>,
    /// In lower case; empty when there is none.
    pub(crate) content_type: String,
}

impl ResponseHead {
    pub(crate) fn from_response(response: &Response) -> ResponseHead {
        let headers = response.headers();
        let quota_reset = get_http_header_text(headers, "x-ratelimit-reset").and_then(parse_timestamp);
        let server_time = get_http_header_text(headers, DATE.as_str()).and_then(parse_http_date);
        ResponseHead {
            status: response.status(),
            quota: parse_quota(headers, quota_reset),
            quota_reset,
            server_time,
            retry_after: get_http_header_text(headers, RETRY_AFTER.as_str())
                .and_then(|text| parse_retry_after(text, server_time.unwrap_or_else(Timestamp::now))),
            content_type: get_http_header_text(headers, CONTENT_TYPE.as_str()).unwrap_or_default().to_ascii_lowercase(),
        }
    }

    /// How long to wait after 429: as `Retry-After` says, or until the quota's period ends by the service's own clock. This
    /// computer's clock may be wrong.
    pub(crate) fn rate_limit_wait(&self) -> Option<Duration> {
        let until_reset = || Duration::try_from(self.quota_reset?.duration_since(self.server_time?)).ok();
        self.retry_after.or_else(until_reset).map(|wait| wait.min(MAX_RETRY_AFTER))
    }

    pub(crate) fn into_api_response<T>(self, value: T) -> ApiResponse<T> {
        ApiResponse { value, quota: self.quota, server_time: self.server_time }
    }

    pub(crate) fn unexpected_response(&self, reason: UnexpectedResponseReason) -> Error {
        Error::UnexpectedResponse { status: self.status.as_u16(), reason, quota: self.quota }
    }
}

fn get_http_header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// Reads the quota counters. Two of the three are enough to compute the third.
fn parse_quota(headers: &HeaderMap, reset: Option<Timestamp>) -> Option<Quota> {
    let count = |name: &str| -> Option<u64> { get_http_header_text(headers, name)?.parse().ok() };
    let limit = count("x-ratelimit-limit");
    let used = count("x-ratelimit-used");
    let remaining = count("x-ratelimit-remaining");
    let (limit, used, remaining) = match (limit, used, remaining) {
        (Some(limit), Some(used), Some(remaining)) => (limit, used, remaining),
        (Some(limit), Some(used), None) => (limit, used, limit.saturating_sub(used)),
        (Some(limit), None, Some(remaining)) => (limit, limit.saturating_sub(remaining), remaining),
        (None, Some(used), Some(remaining)) => (used.saturating_add(remaining), used, remaining),
        _ => return None,
    };
    Some(Quota { limit, used, remaining, reset })
}

/// Parses `Retry-After`, which is a number of seconds or a date.
fn parse_retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let wait = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        // A date in the past means no wait.
        Err(_) => Duration::try_from(parse_http_date(text)?.duration_since(now)).unwrap_or_default(),
    };
    Some(wait.min(MAX_RETRY_AFTER))
}

fn parse_http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text).ok()
}

/// Parses a time in any format of the service: with an offset, without one (UTC), or in Unix seconds.
pub(crate) fn parse_timestamp(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time);
    }
    if let Ok(time) = text.parse::<DateTime>() {
        return Offset::UTC.to_timestamp(time).ok();
    }
    // A small number may be a number of seconds from now, so it is not a point in time.
    let seconds: i64 = text.parse().ok().filter(|seconds| *seconds >= 1_000_000_000)?;
    Timestamp::from_second(seconds).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_parsed_in_every_format_of_the_service() {
        for (given, parsed) in [
            ("2026-06-28 09:38:52", Some("2026-06-28T09:38:52Z")),
            ("2026-06-28T09:38:52", Some("2026-06-28T09:38:52Z")),
            ("2026-06-28T09:48:52+00:00", Some("2026-06-28T09:48:52Z")),
            ("2026-05-01T00:00:00+05:00", Some("2026-04-30T19:00:00Z")),
            ("2026-06-28 09:38:52+07:00", Some("2026-06-28T02:38:52Z")),
            ("2025-01-01T00:00:00.000000Z", Some("2025-01-01T00:00:00Z")),
            ("2025-01-01T00:00:00.123456Z", Some("2025-01-01T00:00:00.123456Z")),
            (" 2025-01-01T00:00:00Z ", Some("2025-01-01T00:00:00Z")),
            ("1767225600", Some("2026-01-01T00:00:00Z")),
            ("3600", None),
            ("", None),
            ("soon", None),
            ("2026-13-45 99:99:99", None),
            ("0000-00-00 00:00:00", None),
            ("99999999999999999999", None),
        ] {
            let expected = parsed.map(|text| text.parse::<Timestamp>().unwrap());
            assert_eq!(parse_timestamp(given), expected, "{given:?}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_has_an_upper_limit() {
        let now = "2026-06-28T09:38:52Z".parse().unwrap();
        for (given, expected) in [
            ("0", Some(Duration::ZERO)),
            ("120", Some(Duration::from_secs(120))),
            ("Sun, 28 Jun 2026 09:39:22 GMT", Some(Duration::from_secs(30))),
            ("Sun, 28 Jun 2026 09:00:00 GMT", Some(Duration::ZERO)),
            ("18446744073709551615", Some(MAX_RETRY_AFTER)),
            ("-5", None),
            ("later", None),
            ("", None),
        ] {
            assert_eq!(parse_retry_after(given, now), expected, "{given:?}");
        }
    }
}
