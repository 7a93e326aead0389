//! The time of day, as a port: real in the app, driven by tests.

use jiff::{SignedDuration, Timestamp};

/// Tells the time of day. Waiting is tokio's business, which tests can pause.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// `time` plus `by`, at most the last time there is.
#[must_use]
pub(crate) fn saturating_add(time: Timestamp, by: std::time::Duration) -> Timestamp {
    SignedDuration::try_from(by).ok().and_then(|by| time.checked_add(by).ok()).unwrap_or(Timestamp::MAX)
}

/// Milliseconds since the epoch, as the store keeps times.
#[must_use]
pub(crate) fn to_millis(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// The time of a stored value; nonsense becomes the epoch rather than an error.
#[must_use]
pub(crate) fn from_millis(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A time as windows read it: always of one length, so that its order as text is its order in time.
#[must_use]
pub(crate) fn to_rfc3339(time: Timestamp) -> String {
    // Whole milliseconds: all that a window can use, and what the store keeps.
    format!("{:.3}", from_millis(to_millis(time)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_text_are_in_order() {
        let texts: Vec<_> = [999, 1_000, 1_040, 1_400, 1_417, 2_000].map(|at| to_rfc3339(from_millis(at))).into();
        assert_eq!(texts[3], "1970-01-01T00:00:01.400Z");
        assert!(texts.is_sorted(), "{texts:?}");
    }
}
