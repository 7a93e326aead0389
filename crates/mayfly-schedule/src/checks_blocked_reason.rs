//! Why no inbox of an account can be checked at present, and for how long.

use super::backoff::backoff_delay;
use super::planner_inputs_and_outputs::NextStep;
use super::poll_timing::PollTiming;
use super::rng::Rng;
use super::scheduler_time::SchedulerTime;
use std::time::Duration;

/// The shortest wait after a rate limit.
const SHORTEST_RATE_LIMIT_WAIT: Duration = Duration::from_secs(1);
/// The first delay after a rate limit without a given end, in shortest intervals.
const FIRST_RATE_LIMIT_DELAY: u32 = 12;
/// The longest delay after a rate limit without a given end, in first delays.
const LONGEST_RATE_LIMIT_DELAY: u32 = 30;

/// Why checks that are due are not made.
#[derive(Debug, Clone, Copy)]
pub(super) enum ChecksBlockedReason {
    /// The service cannot be reached.
    Offline { since: SchedulerTime, failure_count: u32, retry_at: SchedulerTime },
    /// The service asked to wait.
    RateLimited { until: SchedulerTime, failure_count: u32 },
    /// The service refused the API key.
    ApiKeyRefused,
}

impl ChecksBlockedReason {
    /// What a failed connection changes `current` to. The delay to the next attempt is at least `least_delay`.
    pub(super) fn after_connection_failure(
        current: Option<Self>,
        least_delay: Duration,
        timing: &PollTiming,
        rng: &mut Rng,
        now: SchedulerTime,
    ) -> Self {
        let (since, failure_count) = match current {
            // Another check in flight failed as well: this is the same failure.
            Some(offline @ Self::Offline { retry_at, .. }) if now < retry_at => return offline,
            Some(Self::Offline { since, failure_count, .. }) => (since, failure_count.saturating_add(1)),
            Some(Self::ApiKeyRefused) => return Self::ApiKeyRefused,
            _ => (now, 1),
        };
        let delay = backoff_delay(failure_count, timing.shortest_interval, timing.longest_retry_delay, rng);
        Self::Offline { since, failure_count, retry_at: now.saturating_add(delay.max(least_delay)) }
    }

    /// What a rate limit changes `current` to.
    pub(super) fn block_checks_after_rate_limit(
        current: Option<Self>,
        retry_after: Option<Duration>,
        timing: &PollTiming,
        rng: &mut Rng,
        now: SchedulerTime,
    ) -> Self {
        let failure_count = match current {
            Some(Self::RateLimited { failure_count, .. }) => failure_count.saturating_add(1),
            _ => 1,
        };
        let first_delay = timing.shortest_interval.saturating_mul(FIRST_RATE_LIMIT_DELAY);
        let delay = retry_after
            .unwrap_or_else(|| backoff_delay(failure_count, first_delay, first_delay * LONGEST_RATE_LIMIT_DELAY, rng));
        let least_delay = timing.shortest_interval.min(SHORTEST_RATE_LIMIT_WAIT);
        Self::RateLimited { until: now.saturating_add(delay.max(least_delay)), failure_count }
    }

    /// The step that this reason requires; `None` if a check may be made.
    pub(super) fn next_step_while_blocked<Id>(
        self,
        has_check_in_flight: bool,
        now: SchedulerTime,
    ) -> Option<NextStep<Id>> {
        match self {
            Self::ApiKeyRefused => Some(NextStep::WaitUntil(None)),
            Self::RateLimited { until, .. } if now < until => Some(NextStep::WaitUntil(Some(until))),
            Self::Offline { retry_at, .. } if now < retry_at => Some(NextStep::WaitUntil(Some(retry_at))),
            // One check is enough to find out whether the service is available again.
            Self::Offline { .. } | Self::RateLimited { .. } => has_check_in_flight.then_some(NextStep::WaitUntil(None)),
        }
    }

    /// Whether an answered check shows that this reason no longer holds.
    pub(super) fn is_resolved_by_answer(self, now: SchedulerTime) -> bool {
        match self {
            Self::Offline { .. } => true,
            // A check that was in flight when the service asked to wait proves nothing.
            Self::RateLimited { until, .. } => until <= now,
            Self::ApiKeyRefused => false,
        }
    }

    /// Allows an attempt at once if the service could not be reached. A rate limit stays.
    pub(super) fn with_retry_allowed_now(self, now: SchedulerTime) -> Self {
        match self {
            Self::Offline { since, failure_count, .. } => Self::Offline { since, failure_count, retry_at: now },
            other => other,
        }
    }
}
