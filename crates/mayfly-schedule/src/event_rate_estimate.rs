//! An estimate of how often an event happens, from its past days.

use super::scheduler_time::SchedulerTime;

const DAY_SECONDS: f64 = 86_400.0;

/// A decaying average of how often an event happens.
#[derive(Debug, Clone, Copy)]
pub(super) struct DecayingEventRateAverage {
    /// Recent events, not yet part of the average.
    pending_events: f64,
    /// Events that are part of the average, weighted by age.
    settled_events: f64,
    /// The seconds that the average covers, weighted by age in the same way.
    observed_seconds: f64,
    /// The events assumed for one day before the first observation.
    assumed_events: f64,
    /// After so many seconds half of the pending events have become part of the average; `None` if they do at once.
    settling_half_life: Option<f64>,
    updated_at: SchedulerTime,
}

impl DecayingEventRateAverage {
    /// After so many seconds an event counts half.
    const HALF_LIFE: f64 = 7.0 * DAY_SECONDS;
    /// The settling half-life in seconds of an estimate that settles.
    const SETTLING_HALF_LIFE: f64 = DAY_SECONDS / 2.0;

    /// An estimate that starts with `events_per_day`, observed for one day.
    pub(super) const fn from_assumed_rate(events_per_day: f64) -> Self {
        Self {
            pending_events: 0.0,
            settled_events: 0.0,
            observed_seconds: 0.0,
            assumed_events: events_per_day,
            settling_half_life: None,
            updated_at: SchedulerTime::ZERO,
        }
    }

    /// The same estimate, but recent events become part of the average only in the course of a day: a busy hour says
    /// little about the days to come.
    pub(super) const fn with_gradual_averaging(self) -> Self {
        Self { settling_half_life: Some(Self::SETTLING_HALF_LIFE), ..self }
    }

    pub(super) fn record_events_for_rate(&mut self, count: f64, now: SchedulerTime) {
        self.advance_clock_to_reading(now);
        self.pending_events += count;
    }

    /// The number of events to be expected each second.
    pub(super) fn expected_events_per_second(&mut self, now: SchedulerTime) -> f64 {
        self.advance_clock_to_reading(now);
        (self.settled_events + self.assumed_events) / (self.observed_seconds + DAY_SECONDS)
    }

    fn advance_clock_to_reading(&mut self, now: SchedulerTime) {
        let elapsed = now.duration_since(self.updated_at).as_secs_f64();
        let remaining_weight = 0.5_f64.powf(elapsed / Self::HALF_LIFE);
        let still_pending = self.settling_half_life.map_or(0.0, |half_life| 0.5_f64.powf(elapsed / half_life));
        self.settled_events = self.settled_events * remaining_weight + self.pending_events * (1.0 - still_pending);
        self.pending_events *= still_pending;
        self.observed_seconds = self.observed_seconds * remaining_weight + elapsed;
        self.updated_at = self.updated_at.max(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn recent_events_count_at_once_unless_the_estimate_settles() {
        let day = Duration::from_secs(86_400);
        let busy_hour = SchedulerTime::ZERO.saturating_add(day);
        let per_day =
            |mut estimate: DecayingEventRateAverage, now| estimate.expected_events_per_second(now) * DAY_SECONDS;
        let mut estimate = DecayingEventRateAverage::from_assumed_rate(6.0);
        let mut settling = DecayingEventRateAverage::from_assumed_rate(6.0).with_gradual_averaging();
        for estimate in [&mut estimate, &mut settling] {
            // One day without events, after one that is assumed.
            assert!((per_day(*estimate, busy_hour) - 3.0).abs() < 0.2);
            estimate.record_events_for_rate(20.0, busy_hour);
        }
        let hour_later = busy_hour.saturating_add(Duration::from_secs(3_600));
        assert!((per_day(estimate, hour_later) - 13.0).abs() < 0.5, "{}", per_day(estimate, hour_later));
        assert!((per_day(settling, hour_later) - 3.5).abs() < 0.5, "{}", per_day(settling, hour_later));
        let week_later = busy_hour.saturating_add(7 * day);
        assert!((per_day(estimate, week_later) - per_day(settling, week_later)).abs() < 0.5);
    }
}
