//! What an answer's headers tell, and the forms in which the service writes times.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::Offset;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};

use crate::{Answer, Error, Quota, Unexpected};

/// Longer waits than this are garbage, and would overflow clocks further on.
const LONGEST_WAIT: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// What any answer tells before its body.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) quota: Option<Quota>,
    pub(crate) reset: Option<Timestamp>,
    pub(crate) server_time: Option<Timestamp>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) content_type: String,
}

impl Head {
    pub(crate) fn of(response: &Response) -> Head {
        let headers = response.headers();
        let reset = text(headers, "x-ratelimit-reset").and_then(timestamp);
        let server_time = text(headers, DATE.as_str()).and_then(http_date);
        Head {
            status: response.status(),
            quota: quota(headers, reset),
            reset,
            server_time,
            retry_after: text(headers, RETRY_AFTER.as_str())
                .and_then(|text| wait(text, server_time.unwrap_or_else(Timestamp::now))),
            content_type: text(headers, CONTENT_TYPE.as_str()).unwrap_or_default().to_ascii_lowercase(),
        }
    }

    pub(crate) fn answer<T>(&self, value: T) -> Answer<T> {
        Answer { value, quota: self.quota, server_time: self.server_time }
    }

    pub(crate) fn unexpected(&self, reason: Unexpected) -> Error {
        Error::UnexpectedAnswer { status: self.status.as_u16(), reason, quota: self.quota }
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// Two of the three counters are enough: the third follows.
fn quota(headers: &HeaderMap, reset: Option<Timestamp>) -> Option<Quota> {
    let count = |name: &str| -> Option<u64> { text(headers, name)?.parse().ok() };
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

/// `Retry-After`: seconds, or the date until when.
fn wait(text: &str, now: Timestamp) -> Option<Duration> {
    let wait = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        // A date that has passed means: now.
        Err(_) => Duration::try_from(http_date(text)?.duration_since(now)).unwrap_or_default(),
    };
    Some(wait.min(LONGEST_WAIT))
}

fn http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text).ok()
}

/// A time in any form the service uses: with an offset, without one (then UTC), or in Unix seconds.
pub(crate) fn timestamp(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time);
    }
    if let Ok(time) = text.parse::<DateTime>() {
        return Offset::UTC.to_timestamp(time).ok();
    }
    // Small numbers are seconds from now in some services, so they say nothing here.
    let seconds: i64 = text.parse().ok().filter(|seconds| *seconds >= 1_000_000_000)?;
    Timestamp::from_second(seconds).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_every_form_the_service_uses() {
        for (given, read) in [
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
            let wanted = read.map(|text| text.parse::<Timestamp>().unwrap());
            assert_eq!(timestamp(given), wanted, "{given:?}");
        }
    }

    #[test]
    fn a_wait_is_seconds_or_a_date_and_never_absurd() {
        let now = "2026-06-28T09:38:52Z".parse().unwrap();
        for (given, read) in [
            ("0", Some(Duration::ZERO)),
            ("120", Some(Duration::from_secs(120))),
            ("Sun, 28 Jun 2026 09:39:22 GMT", Some(Duration::from_secs(30))),
            ("Sun, 28 Jun 2026 09:00:00 GMT", Some(Duration::ZERO)),
            ("18446744073709551615", Some(LONGEST_WAIT)),
            ("-5", None),
            ("later", None),
            ("", None),
        ] {
            assert_eq!(wait(given, now), read, "{given:?}");
        }
    }
}
