//! The computer's clock with an offset that a test sets.

use jiff::{SignedDuration, Timestamp};
use mayfly_core::Clock;
use std::sync::atomic::{AtomicI64, Ordering};

/// The system's clock plus a number of seconds, 0 at first.
#[derive(Debug, Default)]
pub struct AdjustableClock {
    offset_seconds: AtomicI64,
}

impl AdjustableClock {
    /// Moves the clock ahead by so many seconds, or back by a negative number.
    pub fn adjust_by(&self, seconds: i64) {
        self.offset_seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Sets the clock so many seconds ahead of the system's.
    pub fn set_clock_offset(&self, seconds: i64) {
        self.offset_seconds.store(seconds, Ordering::SeqCst);
    }
}

impl Clock for AdjustableClock {
    fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_secs(self.offset_seconds.load(Ordering::SeqCst))
    }
}
