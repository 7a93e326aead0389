//! The values of options: addresses, patterns, durations and times.

use jiff::{SignedDuration, Timestamp};
use regex::{Regex, RegexBuilder};
use std::time::Duration;

/// The longest time that may be given, so that later arithmetic can't overflow.
const LONGEST_DURATION: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// The longest pattern, in bytes. A compiled one is limited by the library.
const MAX_PATTERN_BYTES: usize = 1_000;

/// From when on mail counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SinceTime {
    /// From this moment on.
    At(Timestamp),
    /// From so long before now.
    Ago(Duration),
}

/// Parses an e-mail address: something on both sides of one `@`.
pub(crate) fn validate_email_address(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("an address has no spaces in it".to_owned());
    }
    match text.split_once('@') {
        Some((name, domain)) if !name.is_empty() && !domain.is_empty() && !domain.contains('@') => Ok(text.to_owned()),
        _ => Err("it is not an e-mail address".to_owned()),
    }
}

/// Parses a name or an identifier, which must not be empty.
pub(crate) fn parse_name_or_id(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("it is empty".to_owned()),
        text if text.chars().any(|c| c.is_control()) => Err("it has a control character in it".to_owned()),
        text => Ok(text.to_owned()),
    }
}

/// Parses a pattern: a regular expression that is searched for, without regard to case.
pub(crate) fn parse_regex(text: &str) -> Result<Regex, String> {
    if text.len() > MAX_PATTERN_BYTES {
        return Err(format!("it is longer than {MAX_PATTERN_BYTES} bytes"));
    }
    RegexBuilder::new(text).case_insensitive(true).build().map_err(|error| {
        // The library draws the place over several lines; the last one says what is wrong.
        let text = error.to_string();
        let reason = text.lines().last().unwrap_or_default().trim().trim_start_matches("error: ").to_owned();
        format!("it is not a regular expression: {reason}")
    })
}

/// Parses a duration such as `120s`, `2m` or `1h 30m`; a number alone is seconds.
pub(crate) fn parse_duration(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let parsed = match text.parse::<u64>() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => text.parse::<SignedDuration>().ok().and_then(|duration| Duration::try_from(duration).ok()),
    };
    match parsed {
        Some(duration) if duration > LONGEST_DURATION => Err("it is longer than a year".to_owned()),
        Some(duration) => Ok(duration),
        None => Err("it is not a duration such as 90s, 2m or 1h".to_owned()),
    }
}

/// Parses how long to wait, which is not nothing.
pub(crate) fn parse_timeout(text: &str) -> Result<Duration, String> {
    parse_duration(text).and_then(|timeout| match timeout.is_zero() {
        true => Err("it must be longer than nothing".to_owned()),
        false => Ok(timeout),
    })
}

/// Parses a moment such as `2026-06-28T09:38:52Z`, or how long ago it was.
pub(crate) fn parse_since(text: &str) -> Result<SinceTime, String> {
    let text = text.trim();
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(SinceTime::At(time));
    }
    parse_duration(text)
        .map(SinceTime::Ago)
        .map_err(|_| "it is neither a time such as 2026-06-28T09:38:52Z nor a duration such as 10m".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_has_a_name_and_a_domain() {
        for (given, expected) in
            [("a@b.example", Some("a@b.example")), (" a@b ", Some("a@b")), ("a", None), ("@b", None)]
        {
            assert_eq!(validate_email_address(given).ok().as_deref(), expected, "{given:?}");
        }
        for given in ["", "a@", "a@b@c", "a b@c", "a@b\n@c", "a\u{1b}@b"] {
            assert!(validate_email_address(given).is_err(), "{given:?}");
        }
    }

    #[test]
    fn duration_is_a_number_with_a_unit_or_seconds() {
        for (given, seconds) in [("120s", 120), ("2m", 120), ("1h 30m", 5_400), ("90", 90), ("1500ms", 1), ("0s", 0)] {
            assert_eq!(parse_duration(given).map(|d| d.as_secs()), Ok(seconds), "{given:?}");
        }
        for given in ["", "soon", "-5s", "1 month", "99999999999s", "1e9"] {
            assert!(parse_duration(given).is_err(), "{given:?}");
        }
        assert!(parse_timeout("0s").is_err());
    }

    #[test]
    fn since_is_a_time_or_how_long_ago() {
        let time = "2026-06-28T09:38:52Z".parse().unwrap();
        assert_eq!(parse_since("2026-06-28T09:38:52Z"), Ok(SinceTime::At(time)));
        assert_eq!(parse_since("2026-06-28T16:38:52+07:00"), Ok(SinceTime::At(time)));
        assert_eq!(parse_since("10m"), Ok(SinceTime::Ago(Duration::from_secs(600))));
        for given in ["", "yesterday", "2026-06-28", "-10m"] {
            assert!(parse_since(given).is_err(), "{given:?}");
        }
    }

    #[test]
    fn pattern_is_searched_for_without_regard_to_case() {
        assert!(parse_regex("xác nhận").unwrap().is_match("Mã XÁC NHẬN của bạn"));
        for given in ["(", "[", "a{99999999}", &"a".repeat(1_001), "\\x{110000}", "(?P<a>b)(?P<a>c)"] {
            let error = parse_regex(given).unwrap_err();
            assert!(!error.contains('\n'), "{given:.20}: {error:?}");
        }
    }
}
