//! The planner and the clock correction of one account, behind a lock that is held for a decision, never while waiting.

use crate::scheduler_types::{
    ClockCorrection, ClockJump, ClockReading, Planner, PollTiming, QuotaReport, Rng, SchedulerTime,
};
use jiff::{SignedDuration, Timestamp};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tempmailg::Quota;
use tokio::time::Instant;

/// The planner and the clock correction of one account.
pub(super) struct PlannerWithClockCorrection(Mutex<PlannerAndClockState>);

struct PlannerAndClockState {
    planner: Planner,
    clock: ClockCorrection,
}

impl PlannerWithClockCorrection {
    pub(super) fn new(timing: &PollTiming, wall: Timestamp) -> Self {
        Self(Mutex::new(PlannerAndClockState {
            planner: Planner::new(timing.clone(), jitter_generator()),
            clock: ClockCorrection::new(read_clocks(wall), timing.clock_check_interval),
        }))
    }

    /// Makes a decision with the planner, at the moment of `wall`.
    pub(super) fn with_planner<T>(&self, wall: Timestamp, work: impl FnOnce(&mut Planner, SchedulerTime) -> T) -> T {
        let mut state = self.lock_planner_and_clock();
        let now = state.clock.advance_clock_to_reading(read_clocks(wall));
        work(&mut state.planner, now)
    }

    /// A jump of this computer's clock, returned once.
    pub(super) fn take_jump(&self, wall: Timestamp) -> Option<ClockJump> {
        self.lock_planner_and_clock().clock.take_jump(read_clocks(wall))
    }

    /// Whether a jump waits for [`take_jump`](Self::take_jump).
    pub(super) fn has_detected_jump(&self, wall: Timestamp) -> bool {
        self.lock_planner_and_clock().clock.has_detected_jump(read_clocks(wall))
    }

    /// By how much the ends of inboxes that were stored before the last jump have to be moved; returned once.
    pub(super) fn take_expiry_shift(&self) -> Option<SignedDuration> {
        self.lock_planner_and_clock().clock.take_expiry_shift()
    }

    /// Compares the clocks by the time that the service sent with an answer.
    pub(super) fn record_server_time(&self, server_time: Option<Timestamp>, wall: Timestamp) {
        if let Some(server_time) = server_time {
            self.lock_planner_and_clock().clock.record_server_time(server_time, read_clocks(wall));
        }
    }

    /// Reports to the planner what an answer said of the quota.
    pub(super) fn record_quota(&self, quota: &Quota, wall: Timestamp) {
        let mut state = self.lock_planner_and_clock();
        let now = state.clock.advance_clock_to_reading(read_clocks(wall));
        let service = state.clock.local_to_server(wall);
        let resets_in = quota.reset.and_then(|reset| Duration::try_from(reset.duration_since(service)).ok());
        let report = QuotaReport { limit: quota.limit, remaining: quota.remaining, resets_in };
        state.planner.record_quota(report, now);
    }

    /// Whether this computer's clock is as it was: it hasn't jumped, or an answer has said since what the jump was.
    pub(super) fn has_no_pending_clock_correction(&self, wall: Timestamp) -> bool {
        self.lock_planner_and_clock().clock.has_no_pending_clock_correction(read_clocks(wall))
    }

    /// A moment of the service's clock by this computer's.
    pub(super) fn service_to_local_clock(&self, service: Timestamp) -> Timestamp {
        self.lock_planner_and_clock().clock.server_to_local(service)
    }

    /// The service's clock less this computer's, without small differences.
    pub(super) fn steady_server_offset(&self) -> SignedDuration {
        self.lock_planner_and_clock().clock.steady_server_offset()
    }

    /// A moment of this computer's clock by the service's.
    pub(super) fn local_to_service_time(&self, wall: Timestamp) -> Timestamp {
        self.lock_planner_and_clock().clock.local_to_server(wall)
    }

    fn lock_planner_and_clock(&self) -> MutexGuard<'_, PlannerAndClockState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Both local clocks now. The monotonic one is tokio's, which tests can pause.
fn read_clocks(wall: Timestamp) -> ClockReading {
    ClockReading { wall, monotonic: Instant::now().into_std() }
}

/// A generator of jitter with a seed of the system's; without one a fixed seed does as well.
pub(crate) fn jitter_generator() -> Rng {
    let mut bytes = [0; 8];
    let _ = getrandom::fill(&mut bytes);
    Rng::from_seed(u64::from_le_bytes(bytes))
}
