//! Compares this computer's clock with the service's, and handles jumps of this computer's clock.
//!
//! The ends of inboxes are stored by this computer's wall clock. When that clock jumps, only the service's clock tells
//! whether the computer slept (the stored ends still hold) or the clock was set (they have to be moved).

use super::scheduler_clock::{ClockJump, ClockReading, SchedulerClock};
use super::scheduler_time::SchedulerTime;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// SimulatedClocks that differ by less than this agree: the service sends its time in whole seconds.
const SERVER_TIME_TOLERANCE: SignedDuration = SignedDuration::from_secs(5);

/// The least drift between the wall clock and the monotonic clock that is tolerated from one reading to the next.
const MIN_DRIFT_TOLERANCE: Duration = Duration::from_secs(5);

/// The offset between the service's clock and this computer's wall clock, and how far a jump of the latter has been
/// handled.
///
/// It reads no clock itself: the caller passes a [`ClockReading`].
#[derive(Debug, Clone)]
pub struct ClockCorrection {
    clock: SchedulerClock,
    jump_state: ClockJumpHandling,
    /// The service's clock less this computer's, when they were last compared.
    server_offset: Option<SignedDuration>,
    /// The same as it was when it last changed by more than [`SERVER_TIME_TOLERANCE`].
    steady_offset: SignedDuration,
    /// By how much the stored ends of inboxes are off since the clock was set.
    expiry_shift: Option<SignedDuration>,
}

/// How far a jump of the wall clock has been handled.
#[derive(Debug, Clone, Copy, PartialEq)]
enum ClockJumpHandling {
    /// There is no jump to handle.
    Settled,
    /// [`ClockCorrection::take_jump`] has not returned the jump yet.
    Detected(ClockJump),
    /// The service's next time tells whether the computer slept or the clock was set.
    AwaitingServerTime,
}

impl ClockCorrection {
    /// Starts at `start`, which becomes [`SchedulerTime::ZERO`]. The wall clock has jumped when it differs from the
    /// monotonic clock by more than `check_interval` (and 5 s at least) between two readings.
    #[must_use]
    pub fn new(start: ClockReading, check_interval: Duration) -> Self {
        Self {
            clock: SchedulerClock::new(start, check_interval.max(MIN_DRIFT_TOLERANCE)),
            jump_state: ClockJumpHandling::Settled,
            server_offset: None,
            steady_offset: SignedDuration::ZERO,
            expiry_shift: None,
        }
    }

    /// Moves on to the moment of `reading`, detects a jump of the wall clock, and returns the planner's time.
    pub fn advance_clock_to_reading(&mut self, reading: ClockReading) -> SchedulerTime {
        let (now, jump) = self.clock.advance_clock_to_reading(reading);
        if let Some(jump) = jump {
            self.jump_state = ClockJumpHandling::Detected(jump);
        }
        now
    }

    /// The latest jump of the wall clock, if this has not returned it before. From now on the service's next time
    /// decides what the jump was.
    pub fn take_jump(&mut self, reading: ClockReading) -> Option<ClockJump> {
        self.advance_clock_to_reading(reading);
        let ClockJumpHandling::Detected(jump) = self.jump_state else { return None };
        self.jump_state = ClockJumpHandling::AwaitingServerTime;
        Some(jump)
    }

    /// Whether [`take_jump`](Self::take_jump) would return a jump.
    pub fn has_detected_jump(&mut self, reading: ClockReading) -> bool {
        self.advance_clock_to_reading(reading);
        matches!(self.jump_state, ClockJumpHandling::Detected(_))
    }

    /// By how much the ends of inboxes that were stored before the last jump have to be moved. Returns each shift once.
    pub fn take_expiry_shift(&mut self) -> Option<SignedDuration> {
        self.expiry_shift.take()
    }

    /// Compares the clocks: the service sent `server_time`, received at `reading`.
    pub fn record_server_time(&mut self, server_time: Timestamp, reading: ClockReading) {
        self.advance_clock_to_reading(reading);
        let offset = server_time.duration_since(reading.wall);
        match (self.jump_state, self.server_offset) {
            // The ends to be moved are those of the inboxes known at the jump: it has to be taken first.
            (ClockJumpHandling::Detected(_), _) => return,
            (ClockJumpHandling::AwaitingServerTime, Some(previous_offset)) => {
                let shift = previous_offset.saturating_sub(offset);
                if shift.abs() > SERVER_TIME_TOLERANCE {
                    self.expiry_shift = Some(self.expiry_shift.unwrap_or_default().saturating_add(shift));
                }
            }
            _ => {}
        }
        self.jump_state = ClockJumpHandling::Settled;
        self.server_offset = Some(offset);
        if offset.saturating_sub(self.steady_offset).abs() > SERVER_TIME_TOLERANCE {
            self.steady_offset = offset;
        }
    }

    /// Whether no jump and no shift of ends is left to be handled.
    pub fn has_no_pending_clock_correction(&mut self, reading: ClockReading) -> bool {
        self.advance_clock_to_reading(reading);
        self.jump_state == ClockJumpHandling::Settled && self.expiry_shift.is_none()
    }

    /// Converts a moment of the service's clock to this computer's. Unchanged before the first server time.
    #[must_use]
    pub fn server_to_local(&self, server_time: Timestamp) -> Timestamp {
        server_time.checked_sub(self.server_offset.unwrap_or_default()).unwrap_or(server_time)
    }

    /// The service's clock less this computer's: 0 as long as they agree, and without the small differences between one
    /// answer and the next, so that moments that are corrected by it keep their order.
    #[must_use]
    pub fn steady_server_offset(&self) -> SignedDuration {
        self.steady_offset
    }

    /// Converts a moment of this computer's wall clock to the service's. Unchanged before the first server time.
    #[must_use]
    pub fn local_to_server(&self, wall: Timestamp) -> Timestamp {
        wall.checked_add(self.server_offset.unwrap_or_default()).unwrap_or(wall)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    const HOUR: i64 = 3_600;

    /// A correction and the two clocks it is given; the service's clock runs 100 s ahead of the wall clock at first.
    struct SimulatedClocks {
        correction: ClockCorrection,
        reading: ClockReading,
        server: Timestamp,
    }

    impl SimulatedClocks {
        fn new() -> Self {
            let reading = ClockReading { wall: "2026-05-01T12:00:00Z".parse().unwrap(), monotonic: Instant::now() };
            let server = "2026-05-01T12:01:40Z".parse().unwrap();
            let correction = ClockCorrection::new(reading, Duration::from_secs(10));
            let mut clocks = Self { correction, reading, server };
            clocks.record_server_time();
            clocks
        }

        fn record_server_time(&mut self) {
            self.correction.record_server_time(self.server, self.reading);
        }

        fn take_jump(&mut self) -> Option<ClockJump> {
            self.correction.take_jump(self.reading)
        }

        fn has_no_pending_clock_correction(&mut self) -> bool {
            self.correction.has_no_pending_clock_correction(self.reading)
        }

        fn sleep(&mut self, seconds: i64) {
            self.set_wall_clock(seconds);
            self.server = self.server.checked_add(SignedDuration::from_secs(seconds)).unwrap();
        }

        fn set_wall_clock(&mut self, seconds: i64) {
            self.reading.wall = self.reading.wall.checked_add(SignedDuration::from_secs(seconds)).unwrap();
        }
    }

    #[test]
    fn server_offset_converts_both_ways() {
        let clocks = SimulatedClocks::new();
        assert_eq!(clocks.correction.server_to_local(clocks.server), clocks.reading.wall);
        assert_eq!(clocks.correction.local_to_server(clocks.reading.wall), clocks.server);
    }

    #[test]
    fn steady_offset_ignores_small_differences() {
        let mut clocks = SimulatedClocks::new();
        let mut offsets = Vec::new();
        for seconds in [0, 1, -2, 5, 6, 1, -112] {
            clocks.server = clocks.server.checked_add(SignedDuration::from_secs(seconds)).unwrap();
            clocks.record_server_time();
            offsets.push(clocks.correction.steady_server_offset().as_secs());
        }
        assert_eq!(offsets, [100, 100, 100, 100, 110, 110, -1]);
        assert_eq!(ClockCorrection::new(clocks.reading, Duration::ZERO).steady_server_offset(), SignedDuration::ZERO);
    }

    #[test]
    fn sleep_moves_no_ends() {
        let mut clocks = SimulatedClocks::new();
        clocks.sleep(HOUR);
        assert_eq!((clocks.take_jump(), clocks.take_jump()), (Some(ClockJump::Forward), None));
        assert!(!clocks.has_no_pending_clock_correction());
        clocks.record_server_time();
        assert_eq!(clocks.correction.take_expiry_shift(), None);
        assert!(clocks.has_no_pending_clock_correction());
        assert_eq!(
            clocks.correction.advance_clock_to_reading(clocks.reading),
            SchedulerTime::from_millis(HOUR * 1_000)
        );
    }

    #[test]
    fn setting_the_clock_moves_ends_by_the_same_amount_once() {
        for (seconds, jump) in [(HOUR, ClockJump::Forward), (-HOUR, ClockJump::Backward)] {
            let mut clocks = SimulatedClocks::new();
            clocks.set_wall_clock(seconds);
            assert_eq!(clocks.take_jump(), Some(jump));
            clocks.record_server_time();
            assert!(!clocks.has_no_pending_clock_correction(), "the ends have not been moved yet");
            assert_eq!(clocks.correction.take_expiry_shift(), Some(SignedDuration::from_secs(seconds)));
            assert_eq!(clocks.correction.take_expiry_shift(), None);
            assert!(clocks.has_no_pending_clock_correction());
            assert_eq!(clocks.correction.server_to_local(clocks.server), clocks.reading.wall);
        }
    }

    #[test]
    fn server_time_is_ignored_until_the_jump_is_taken() {
        let mut clocks = SimulatedClocks::new();
        clocks.set_wall_clock(HOUR);
        clocks.record_server_time();
        assert!(clocks.correction.has_detected_jump(clocks.reading));
        assert_eq!(clocks.correction.take_expiry_shift(), None);
        assert_eq!(clocks.take_jump(), Some(ClockJump::Forward));
        clocks.record_server_time();
        assert_eq!(clocks.correction.take_expiry_shift(), Some(SignedDuration::from_secs(HOUR)));
    }
}
