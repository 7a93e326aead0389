//! Derives the planner's time from the computer's two clocks, and detects jumps of the wall clock.

use super::scheduler_time::{SchedulerTime, saturating_millis};
use jiff::Timestamp;
use std::time::{Duration, Instant};

/// The computer's two clocks, read at the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockReading {
    /// The wall clock, which the user or a time service may set.
    pub wall: Timestamp,
    /// The monotonic clock, which stands still while the computer sleeps.
    pub monotonic: Instant,
}

/// A change of the wall clock that the monotonic clock does not explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockJump {
    /// The computer slept, or the clock was set ahead.
    Forward,
    /// The clock was set back.
    Backward,
}

/// Turns clock readings into [`SchedulerTime`].
#[derive(Debug, Clone)]
pub(super) struct SchedulerClock {
    time: SchedulerTime,
    last_reading: ClockReading,
    /// A smaller difference between the two clocks is drift.
    drift_tolerance: Duration,
}

impl SchedulerClock {
    pub(super) fn new(start: ClockReading, drift_tolerance: Duration) -> Self {
        Self { time: SchedulerTime::ZERO, last_reading: start, drift_tolerance }
    }

    /// Moves on to the moment of `reading`. Also returns how the wall clock jumped since the previous reading.
    pub(super) fn advance_clock_to_reading(&mut self, reading: ClockReading) -> (SchedulerTime, Option<ClockJump>) {
        let monotonic_change = reading.monotonic.saturating_duration_since(self.last_reading.monotonic);
        let wall_change = reading.wall.as_millisecond().saturating_sub(self.last_reading.wall.as_millisecond());
        let difference = wall_change.saturating_sub(saturating_millis(monotonic_change));
        let tolerance = saturating_millis(self.drift_tolerance);
        let (elapsed, jump) = if difference > tolerance {
            (Duration::from_millis(u64::try_from(wall_change).unwrap_or(0)), Some(ClockJump::Forward))
        } else if difference < -tolerance {
            (monotonic_change, Some(ClockJump::Backward))
        } else {
            (monotonic_change, None)
        };
        // The scale has whole milliseconds: a shorter time stays in the difference to the next reading.
        if elapsed >= Duration::from_millis(1) || jump.is_some() {
            self.time = self.time.saturating_add(elapsed);
            self.last_reading = reading;
        }
        (self.time, jump)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheduler_time_includes_sleep_and_never_goes_back() {
        let mut reading = ClockReading { wall: "2026-05-01T12:00:00Z".parse().unwrap(), monotonic: Instant::now() };
        let mut clock = SchedulerClock::new(reading, Duration::from_secs(10));
        for (monotonic_seconds, wall_seconds, jump, time) in [
            (5, 5, None, 5),
            // A second of drift.
            (5, 6, None, 10),
            // The computer slept for an hour.
            (1, 3_601, Some(ClockJump::Forward), 3_611),
            // The clock is set back by a day.
            (2, -86_400, Some(ClockJump::Backward), 3_613),
            (2, 2, None, 3_615),
        ] {
            reading.monotonic += Duration::from_secs(monotonic_seconds);
            reading.wall = reading.wall.checked_add(jiff::SignedDuration::from_secs(wall_seconds)).unwrap();
            assert_eq!(
                clock.advance_clock_to_reading(reading),
                (SchedulerTime::from_millis(time * 1000), jump),
                "{monotonic_seconds} s passed, the wall clock moved {wall_seconds} s"
            );
        }
    }
}
