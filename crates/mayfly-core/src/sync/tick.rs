//! The scheduler's own time: it never goes back, and it counts the time the machine slept.

use jiff::Timestamp;
use std::time::Duration;
use tokio::time::Instant;

/// A moment of the scheduler's time, in milliseconds since it started; negative before that.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tick(i64);

impl Tick {
    /// The start.
    pub const ZERO: Self = Self(0);

    /// The moment this many milliseconds after the start.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the start.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The moment `by` later, at most the last one there is.
    #[must_use]
    pub fn after(self, by: Duration) -> Self {
        Self(self.0.saturating_add(millis(by)))
    }

    /// The moment `by` earlier, at least the first one there is.
    #[must_use]
    pub fn before(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(millis(by)))
    }

    /// How long after `earlier` this is; zero if it isn't.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// The wall clock moved on its own: the machine slept, or somebody set the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Jump {
    /// Ahead: after sleep, or by being set.
    Ahead,
    /// Back: by being set.
    Back,
}

/// Makes [`Tick`]s of the two clocks there are: the wall clock, which may be set, and tokio's, which stands
/// still while the machine sleeps.
#[derive(Debug)]
pub(crate) struct Ticker {
    tick: Tick,
    wall: Timestamp,
    instant: Instant,
    /// A smaller difference between the clocks is drift.
    tolerance: Duration,
}

impl Ticker {
    pub(crate) fn new(wall: Timestamp, tolerance: Duration) -> Self {
        Self { tick: Tick::default(), wall, instant: Instant::now(), tolerance }
    }

    /// The moment it is, and how the wall clock jumped since it was last asked.
    pub(crate) fn advance(&mut self, wall: Timestamp, instant: Instant) -> (Tick, Option<Jump>) {
        let passed = instant.saturating_duration_since(self.instant);
        let shown = wall.as_millisecond().saturating_sub(self.wall.as_millisecond());
        let difference = shown.saturating_sub(millis(passed));
        let tolerance = millis(self.tolerance);
        let (passed, jump) = if difference > tolerance {
            (Duration::from_millis(u64::try_from(shown).unwrap_or(0)), Some(Jump::Ahead))
        } else if difference < -tolerance {
            (passed, Some(Jump::Back))
        } else {
            (passed, None)
        };
        // Below a millisecond nothing has passed yet: what is left over counts the next time.
        if passed >= Duration::from_millis(1) || jump.is_some() {
            self.tick = self.tick.after(passed);
            self.wall = wall;
            self.instant = instant;
        }
        (self.tick, jump)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn time_goes_on_through_sleep_and_never_back() {
        let start: Timestamp = "2026-05-01T12:00:00Z".parse().unwrap();
        let mut ticker = Ticker::new(start, Duration::from_secs(10));
        let mut wall = start;
        for (passed, shown, jump, tick) in [
            (5, 5, None, 5),
            // A second of drift.
            (5, 6, None, 10),
            // The lid was closed for an hour.
            (1, 3_601, Some(Jump::Ahead), 3_611),
            // The clock is set back by a day.
            (2, -86_400, Some(Jump::Back), 3_613),
            (2, 2, None, 3_615),
        ] {
            tokio::time::advance(Duration::from_secs(passed)).await;
            wall = wall.checked_add(jiff::SignedDuration::from_secs(shown)).unwrap();
            let told = ticker.advance(wall, Instant::now());
            assert_eq!(told, (Tick::from_millis(tick * 1000), jump), "{passed} s passed, the clock moved {shown} s");
        }
    }
}
