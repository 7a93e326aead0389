//! Limits what checks may cost: at most what is left of the quota, spread to its reset, less a reserve for the user.
//!
//! Requests that are not spent are saved up to a limit. Somebody who creates an inbox now and then gets short intervals
//! for it although the quota's average would allow one check a minute. The length of the quota's period is unknown; the
//! service reports the reset only.

use super::event_rate_estimate::DecayingEventRateAverage;
use super::planner_inputs_and_outputs::QuotaReport;
use super::scheduler_time::SchedulerTime;
use std::time::Duration;

/// The average time between checks while the quota is unknown.
const UNKNOWN_QUOTA_INTERVAL: Duration = Duration::from_secs(30);
/// The most requests saved while the quota is unknown.
const UNKNOWN_QUOTA_MAX_SAVINGS: f64 = 500.0;

/// Requests not spent in this time are saved.
const SAVED_TIME: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// The largest part of the rest of the quota that can be saved for one burst while the reset is far away.
const LARGEST_BURST_FAR_FROM_RESET: f64 = 0.5;
/// The same just before the reset, when whatever is not spent is lost.
const LARGEST_BURST_NEAR_RESET: f64 = 0.9;

/// A quota without a reset is spread over this time until its counters are seen to start again.
const UNKNOWN_PERIOD: Duration = Duration::from_secs(24 * 60 * 60);
/// The shortest time to a reset used in calculations.
const SHORTEST_PERIOD: Duration = Duration::from_secs(10);
/// An increase of the remaining requests up to this comes from responses received out of order, not from a reset.
const LARGEST_REORDERING: f64 = 5.0;
/// The largest part of the rest that is kept for expected requests of the user, in addition to the reserve.
const LARGEST_USER_SHARE: f64 = 0.75;
/// The time between two attempts while a quota without a reset is exhausted.
const PROBE_INTERVAL: Duration = Duration::from_secs(60 * 60);

/// What checks may spend from now on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RequestBudget {
    /// Requests that can be spent at once.
    pub(super) saved_requests: f64,
    /// The most requests that are saved.
    pub(super) max_saved_requests: f64,
    /// The income until the reset.
    pub(super) requests_per_second: f64,
    /// The time until the reset, or for which the income holds.
    pub(super) until_reset: Duration,
}

/// Keeps account of the quota and of what checks spend.
#[derive(Debug, Clone)]
pub(super) struct Governor {
    quota: Option<QuotaState>,
    saved_requests: Option<f64>,
    updated_at: SchedulerTime,
    checks_in_flight: u32,
    /// The latest check made although the quota was exhausted.
    probed_at: Option<SchedulerTime>,
    user_requests: DecayingEventRateAverage,
}

#[derive(Debug, Clone, Copy)]
struct QuotaState {
    limit: f64,
    remaining: f64,
    resets_at: Option<SchedulerTime>,
    /// The length of a period without a reported reset, once observed.
    observed_period: Option<Duration>,
    period_started_at: SchedulerTime,
}

impl QuotaState {
    /// Requests reserved for the user: a twentieth of the limit, between 5 and 1,000, but never most of it.
    fn user_reserve(&self) -> f64 {
        (self.limit / 20.0).clamp(5.0, 1_000.0).min(self.limit / 2.0)
    }

    fn spendable_requests(&self) -> f64 {
        (self.remaining - self.user_reserve()).max(0.0)
    }

    fn until_reset(&self, now: SchedulerTime) -> Duration {
        match (self.resets_at, self.observed_period) {
            (Some(reset), _) => reset.duration_since(now),
            (None, Some(period)) => self.period_started_at.saturating_add(period).duration_since(now),
            (None, None) => UNKNOWN_PERIOD,
        }
        .max(SHORTEST_PERIOD)
    }
}

impl Default for Governor {
    fn default() -> Self {
        Self {
            quota: None,
            saved_requests: None,
            updated_at: SchedulerTime::ZERO,
            checks_in_flight: 0,
            probed_at: None,
            user_requests: DecayingEventRateAverage::from_assumed_rate(0.0),
        }
    }
}

impl Governor {
    /// Records what a response says about the quota. Returns whether the limit has changed.
    pub(super) fn record_quota(&mut self, report: QuotaReport, now: SchedulerTime) -> bool {
        // A limit of zero is no quota.
        if report.limit == 0 {
            return false;
        }
        let previous_limit = self.quota.map(|quota| quota.limit);
        // The service may not have counted the checks in flight yet.
        let remaining = (report.remaining.min(report.limit) as f64 - f64::from(self.checks_in_flight)).max(0.0);
        let resets_at = report.resets_in.filter(|span| !span.is_zero()).map(|span| now.saturating_add(span));
        let (mut observed_period, mut period_started_at) = (None, now);
        if let Some(previous) = self.quota {
            (observed_period, period_started_at) = (previous.observed_period, previous.period_started_at);
            if remaining > previous.remaining + LARGEST_REORDERING {
                if resets_at.is_none() {
                    observed_period = Some(now.duration_since(period_started_at).max(SHORTEST_PERIOD));
                }
                period_started_at = now;
            }
        }
        let limit = report.limit as f64;
        self.quota = Some(QuotaState { limit, remaining, resets_at, observed_period, period_started_at });
        self.accrue_request_budget(now);
        previous_limit != Some(limit)
    }

    /// Spends one request for a check that starts.
    pub(super) fn on_check_started(&mut self, now: SchedulerTime) {
        self.accrue_request_budget(now);
        self.checks_in_flight = self.checks_in_flight.saturating_add(1);
        if let Some(saved) = &mut self.saved_requests {
            *saved -= 1.0;
        }
        if let Some(quota) = &mut self.quota {
            if quota.spendable_requests() < 1.0 {
                self.probed_at = Some(now);
            }
            quota.remaining = (quota.remaining - 1.0).max(0.0);
        }
    }

    /// Records that a check has ended, whatever its outcome.
    pub(super) fn on_check_finished(&mut self) {
        self.checks_in_flight = self.checks_in_flight.saturating_sub(1);
    }

    /// Records a request of the user's own. More of them are to be expected, and they take precedence over checks.
    pub(super) fn record_user_request(&mut self, now: SchedulerTime) {
        self.user_requests.record_events_for_rate(1.0, now);
    }

    /// The moment from which the next check can be paid for while `reserve` stays saved; `now` if it can be at once.
    pub(super) fn next_affordable_at(&mut self, reserve: f64, now: SchedulerTime) -> SchedulerTime {
        let budget = self.compute_current_budget(now);
        if let Some(quota) = self.quota
            && quota.spendable_requests() < 1.0
        {
            let probe_interval = || PROBE_INTERVAL.min(quota.until_reset(now));
            return match quota.resets_at {
                Some(reset) => reset,
                None => self.probed_at.map_or(now, |probed| probed.saturating_add(probe_interval())).max(now),
            };
        }
        let needed = (1.0 + reserve).min(budget.max_saved_requests);
        if budget.saved_requests >= needed {
            return now;
        }
        // A millisecond is added against rounding.
        let wait = (needed - budget.saved_requests) / budget.requests_per_second.max(1e-9) + 0.001;
        now.saturating_add(Duration::from_secs_f64(wait.min(1e9)))
    }

    /// Whether checks have spent all that they may of the quota.
    pub(super) fn is_exhausted(&self) -> bool {
        self.quota.is_some_and(|quota| quota.spendable_requests() < 1.0)
    }

    /// Brings the savings up to date and returns what may be spent.
    pub(super) fn compute_current_budget(&mut self, now: SchedulerTime) -> RequestBudget {
        self.accrue_request_budget(now);
        let income = self.compute_max_budget(now);
        RequestBudget { saved_requests: self.saved_requests.unwrap_or(income.max_saved_requests), ..income }
    }

    /// The budget with savings as large as they can be.
    fn compute_max_budget(&mut self, now: SchedulerTime) -> RequestBudget {
        let unknown_quota_rate = 1.0 / UNKNOWN_QUOTA_INTERVAL.as_secs_f64();
        let full_budget = |max_saved_requests, requests_per_second, until_reset| RequestBudget {
            saved_requests: max_saved_requests,
            max_saved_requests,
            requests_per_second,
            until_reset,
        };
        let Some(quota) = self.quota else {
            return full_budget(UNKNOWN_QUOTA_MAX_SAVINGS, unknown_quota_rate, UNKNOWN_PERIOD);
        };
        let until_reset = quota.until_reset(now);
        let seconds = until_reset.as_secs_f64();
        let spendable = quota.spendable_requests();
        let user_requests = self.user_requests.expected_events_per_second(now) * seconds;
        let spendable = spendable - user_requests.min(spendable * LARGEST_USER_SHARE);
        let mut requests_per_second = spendable / seconds;
        if quota.resets_at.is_none() && quota.observed_period.is_none() {
            requests_per_second = requests_per_second.min(unknown_quota_rate);
        }
        let distance = (seconds / SAVED_TIME.as_secs_f64()).min(1.0);
        let largest_burst =
            LARGEST_BURST_NEAR_RESET + (LARGEST_BURST_FAR_FROM_RESET - LARGEST_BURST_NEAR_RESET) * distance;
        // At least one, or the savings would never pay for a whole request.
        let max_saved = (requests_per_second * SAVED_TIME.as_secs_f64()).min(spendable * largest_burst).max(1.0);
        full_budget(max_saved, requests_per_second, until_reset)
    }

    fn accrue_request_budget(&mut self, now: SchedulerTime) {
        if let Some(quota) = &mut self.quota
            && let Some(reset) = quota.resets_at
            && reset <= now
        {
            // A new period has begun; the next response reports its reset.
            *quota = QuotaState { remaining: quota.limit, resets_at: None, period_started_at: now, ..*quota };
        }
        let income = self.compute_max_budget(now);
        let max_saved = income.max_saved_requests;
        let earned = income.requests_per_second * now.duration_since(self.updated_at).as_secs_f64();
        let spendable = self.quota.map_or(f64::MAX, |quota| quota.spendable_requests());
        // Savings above a limit that has become lower are kept, but do not grow.
        let saved = self.saved_requests.map_or(max_saved, |saved| saved.max((saved + earned).min(max_saved)));
        self.saved_requests = Some(saved.min(spendable.max(1.0)));
        self.updated_at = self.updated_at.max(now);
    }
}
