//! A forecast of how many checks inboxes that do not exist yet will need.

use super::event_rate_estimate::DecayingEventRateAverage;
use super::scheduler_time::SchedulerTime;
use std::time::Duration;

/// A new inbox that expires within this time counts for the forecast of final checks.
const SHORT_LIFETIME: Duration = Duration::from_secs(24 * 3_600);

/// A constant desired rate is recorded for at most this many seconds: while the computer sleeps, nothing is desired.
const LONGEST_RECORDED_SECONDS: f64 = 3_600.0;

/// Expects the demand of the past days to continue.
#[derive(Debug, Clone, Copy)]
pub(super) struct DemandForecast {
    /// Desired checks of inboxes with priority.
    priority_checks: DecayingEventRateAverage,
    /// The present rate of these checks per second, and since when it holds.
    current_rate: (f64, SchedulerTime),
    /// Uses of addresses, each of which gets a first check.
    first_checks: DecayingEventRateAverage,
    /// New inboxes with a short lifetime, each of which gets a final check.
    final_checks: DecayingEventRateAverage,
}

impl Default for DemandForecast {
    /// Expects a handful of new inboxes a day.
    fn default() -> Self {
        Self {
            priority_checks: DecayingEventRateAverage::from_assumed_rate(600.0).with_gradual_averaging(),
            current_rate: (0.0, SchedulerTime::ZERO),
            first_checks: DecayingEventRateAverage::from_assumed_rate(6.0),
            final_checks: DecayingEventRateAverage::from_assumed_rate(6.0),
        }
    }
}

impl DemandForecast {
    /// Records how many checks per second the open inboxes with priority should get from now on.
    pub(super) fn record_priority_check_rate(&mut self, per_second: f64, now: SchedulerTime) {
        let (previous_rate, since) = self.current_rate;
        let elapsed = now.duration_since(since).as_secs_f64().min(LONGEST_RECORDED_SECONDS);
        self.priority_checks.record_events_for_rate(previous_rate * elapsed, now);
        self.current_rate = (per_second, now);
    }

    /// Counts an address that was created or copied.
    pub(super) fn record_address_use_for_forecast(&mut self, now: SchedulerTime) {
        self.first_checks.record_events_for_rate(1.0, now);
    }

    pub(super) fn count_expected_final_check(&mut self, expires_at: Option<SchedulerTime>, now: SchedulerTime) {
        if expires_at.is_some_and(|end| end < now.saturating_add(SHORT_LIFETIME)) {
            self.final_checks.record_events_for_rate(1.0, now);
        }
    }

    pub(super) fn expected_priority_checks_per_second(&mut self, now: SchedulerTime) -> f64 {
        self.priority_checks.expected_events_per_second(now)
    }

    pub(super) fn expected_first_checks_per_second(&mut self, now: SchedulerTime) -> f64 {
        self.first_checks.expected_events_per_second(now)
    }

    pub(super) fn expected_final_checks_per_second(&mut self, now: SchedulerTime) -> f64 {
        self.final_checks.expected_events_per_second(now)
    }
}
