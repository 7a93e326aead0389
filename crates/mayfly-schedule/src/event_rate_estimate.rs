//! An estimate of how often an event happens, from its past days.

use super::scheduler_time::SchedulerTime;

const DAY_SECONDS: f64 = 86_400.0;

/// A decaying average of how often an event happens.
#[derive(Debug, Clone, Copy)]
pub(super) struct EventRateEstimate {
    /// Recent events, not yet part of the average: a busy hour says little about the days to come.
    pending_events: f64,
    /// Events that are part of the average, weighted by age.
    settled_events: f64,
    /// The seconds that the average covers, weighted by age in the same way.
    observed_seconds: f64,
    /// The events assumed for one day before the first observation.
    assumed_events: f64,
    updated_at: SchedulerTime,
}

impl EventRateEstimate {
    /// After so many seconds an event counts half.
    const HALF_LIFE: f64 = 7.0 * DAY_SECONDS;
    /// After so many seconds half of the pending events have become part of the average.
    const SETTLING_HALF_LIFE: f64 = DAY_SECONDS / 2.0;

    /// An estimate that starts with `events_per_day`, observed for one day.
    pub(super) const fn from_assumed_rate(events_per_day: f64) -> Self {
        Self {
            pending_events: 0.0,
            settled_events: 0.0,
            observed_seconds: 0.0,
            assumed_events: events_per_day,
            updated_at: SchedulerTime::ZERO,
        }
    }

    pub(super) fn add_event_count(&mut self, count: f64, now: SchedulerTime) {
        self.advance_to(now);
        self.pending_events += count;
    }

    /// The number of events to be expected each second.
    pub(super) fn expected_events_per_second(&mut self, now: SchedulerTime) -> f64 {
        self.advance_to(now);
        (self.settled_events + self.assumed_events) / (self.observed_seconds + DAY_SECONDS)
    }

    fn advance_to(&mut self, now: SchedulerTime) {
        let elapsed = now.duration_since(self.updated_at).as_secs_f64();
        let remaining_weight = 0.5_f64.powf(elapsed / Self::HALF_LIFE);
        let still_pending = 0.5_f64.powf(elapsed / Self::SETTLING_HALF_LIFE);
        self.settled_events = self.settled_events * remaining_weight + self.pending_events * (1.0 - still_pending);
        self.pending_events *= still_pending;
        self.observed_seconds = self.observed_seconds * remaining_weight + elapsed;
        self.updated_at = self.updated_at.max(now);
    }
}
