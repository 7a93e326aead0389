//! The clock port: the system's clock in the app, a controlled one in tests.

use jiff::{SignedDuration, Timestamp};

/// Provides the current time of day. Waiting uses tokio's timers, which tests can pause.
pub trait Clock: Send + Sync + 'static {
    /// Returns the current time.
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

/// Returns `time` plus `by`, or [`Timestamp::MAX`] if that is out of range.
#[must_use]
pub(crate) fn saturating_add(time: Timestamp, by: std::time::Duration) -> Timestamp {
    SignedDuration::try_from(by).ok().and_then(|by| time.checked_add(by).ok()).unwrap_or(Timestamp::MAX)
}

/// Converts a time to milliseconds since the epoch, the form in which the store holds times.
#[must_use]
pub(crate) fn to_millis(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// Converts milliseconds since the epoch to a time; a value out of range gives the epoch.
#[must_use]
pub(crate) fn from_millis(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Formats a time for windows, with a fixed number of digits, so that text order is time order.
#[must_use]
pub(crate) fn to_rfc3339(time: Timestamp) -> String {
    // Milliseconds are the precision of the store.
    format!("{:.3}", from_millis(to_millis(time)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatted_times_sort_by_time() {
        let texts: Vec<_> = [999, 1_000, 1_040, 1_400, 1_417, 2_000].map(|at| to_rfc3339(from_millis(at))).into();
        assert_eq!(texts[3], "1970-01-01T00:00:01.400Z");
        assert!(texts.is_sorted(), "{texts:?}");
    }
}
