//! How far check intervals are lengthened so that the quota lasts until it resets.

use super::demand_forecast::DemandForecast;
use super::desired_checks::DesiredChecks;
use super::governor::RequestBudget;
use super::poll_timing::ThrottleFactors;
use super::scheduler_time::SchedulerTime;
use std::time::Duration;

/// The spans over which the cost of inboxes with priority must be affordable.
const SPANS: [Duration; 5] = [
    Duration::from_secs(60),
    Duration::from_secs(600),
    Duration::from_secs(3_600),
    Duration::from_secs(6 * 3_600),
    DAY,
];
const DAY: Duration = Duration::from_secs(24 * 3_600);

/// The part of the savings that the present inboxes with priority share; the rest is for future ones.
const PRESENT_SHARE_OF_SAVINGS: f64 = 0.15;
/// Inboxes without priority spend only savings above this part of the most that can be saved.
const SAVINGS_HELD_BACK: f64 = 0.5;
/// Inboxes without priority get at least this part of the budget's income, so that each is checked at some time.
const LEAST_SHARE_OF_INCOME: f64 = 0.1;
/// With savings above this part of the most that can be saved, checks of inboxes without priority are not spaced out.
const PLENTIFUL_SAVINGS: f64 = 0.75;
/// Checks after the first ones get at least this part of what can be paid for.
const LEAST_SHARE_OF_LATER_CHECKS: f64 = 0.05;
/// The largest factor: intervals become so long that the inbox is practically never checked.
const LARGEST_FACTOR: f64 = 1e6;

/// How check intervals are lengthened.
#[derive(Debug, Clone, Copy)]
pub(super) struct QuotaThrottle {
    /// Multiply the desired intervals.
    pub(super) factors: ThrottleFactors,
    /// Multiplies the desired intervals of the visible inbox: somebody waits for its mail now, so it may spend savings.
    visible: f64,
    /// The least time between two checks of any inboxes without priority.
    pub(super) other_spacing: Duration,
    /// Savings that only final checks may spend: what the coming ones cost beyond the income until then.
    pub(super) final_check_reserve: f64,
}

/// The checks that inboxes with priority should get within a span.
///
/// However short the quota is, the first check after a sign of interest comes at the time when it finds most mail soonest:
/// intervals are not lengthened evenly then, but later checks are omitted.
#[derive(Debug, Clone, Copy, Default)]
struct PriorityDemand {
    /// All desired checks.
    desired: f64,
    /// The first checks among them.
    first: f64,
    /// The desired checks that first checks at the latest time replace.
    replaced_by_first: f64,
}

impl PriorityDemand {
    fn add(&mut self, other: Self) {
        self.desired += other.desired;
        self.first += other.first;
        self.replaced_by_first += other.replaced_by_first;
    }

    /// The least factor that makes these checks cost at most `affordable` requests if it lengthens all intervals: half a
    /// check more for each first one, which does not wait for a full interval.
    fn uniform_interval_factor(self, affordable: f64) -> f64 {
        (self.desired / requests_left_for_later_checks(affordable, 0.5 * self.first)).max(1.0)
    }

    /// The same if first checks do not come later than at the latest time, so that the factor lengthens the intervals
    /// after them.
    fn later_checks_interval_factor(self, affordable: f64) -> f64 {
        ((self.desired - self.replaced_by_first) / requests_left_for_later_checks(affordable, self.first)).max(1.0)
    }
}

/// What is left of the affordable requests after some are spent on first checks.
fn requests_left_for_later_checks(affordable: f64, spent: f64) -> f64 {
    (affordable - spent).max(LEAST_SHARE_OF_LATER_CHECKS * affordable).max(f64::MIN_POSITIVE)
}

impl QuotaThrottle {
    /// The throttle with which the desired checks fit into the budget. Records the present demand in the forecast.
    pub(super) fn compute(
        desired: &DesiredChecks<'_, impl Copy + Ord>,
        budget: &RequestBudget,
        forecast: &mut DemandForecast,
    ) -> Self {
        let now = desired.now;
        let final_check_reserve = final_check_reserve(desired, budget);
        let decay = desired.decay();
        let mut demand_in_spans = [PriorityDemand::default(); SPANS.len()];
        let mut demand_until_reset = PriorityDemand::default();
        let day = DAY.min(budget.until_reset);
        let checks_of_day = desired.count_all_desired_checks(day);
        let (mut priority_rate, mut other_rate) = (0.0, 0.0);
        for (id, schedule) in desired.inboxes {
            let interval = desired.desired_interval(*id, schedule);
            if interval.has_priority {
                priority_rate += 1.0 / interval.interval.as_secs_f64();
                let awaits_check_since_last_use = schedule.awaits_check_since_last_use(desired.is_visible(*id));
                let demand_within = |span| {
                    let checks = desired.count_desired_checks(*id, schedule, span).priority;
                    if !awaits_check_since_last_use {
                        return PriorityDemand { desired: checks, ..PriorityDemand::default() };
                    }
                    let replaced_by_first = decay.checks_until_latest_first_check(schedule.idle_time(now)).min(checks);
                    PriorityDemand { desired: checks, first: 1.0, replaced_by_first }
                };
                for (demand, span) in demand_in_spans.iter_mut().zip(SPANS) {
                    demand.add(demand_within(span));
                }
                demand_until_reset.add(demand_within(budget.until_reset));
            } else {
                other_rate += 1.0 / interval.interval.as_secs_f64();
            }
        }
        forecast.record_priority_check_rate(priority_rate, now);
        let (mut uniform_interval_factor, mut later_checks_interval_factor) = (1.0_f64, 1.0_f64);
        for (span, demand) in SPANS.iter().zip(demand_in_spans) {
            let affordable = affordable_checks(budget, *span, PRESENT_SHARE_OF_SAVINGS);
            uniform_interval_factor = uniform_interval_factor.max(demand.uniform_interval_factor(affordable));
            later_checks_interval_factor =
                later_checks_interval_factor.max(demand.later_checks_interval_factor(affordable));
        }
        // The present checks must leave enough for those expected until the reset.
        let checks_until_reset = desired.count_all_desired_checks(budget.until_reset);
        let seconds_until_reset = budget.until_reset.as_secs_f64();
        let expected_checks = forecast.expected_priority_checks_per_second(now) * seconds_until_reset;
        let share_of_others = if checks_until_reset.other > 0.0 { LEAST_SHARE_OF_INCOME } else { 0.0 };
        let final_checks = final_check_reserve + forecast.expected_final_checks_per_second(now) * seconds_until_reset;
        let supply = (1.0 - share_of_others) * budget.requests_per_second * seconds_until_reset - final_checks;
        let expected_first_checks = forecast.expected_first_checks_per_second(now) * seconds_until_reset;
        demand_until_reset.add(PriorityDemand {
            desired: expected_checks,
            first: expected_first_checks,
            replaced_by_first: (expected_first_checks * decay.checks_until_latest_first_check(Duration::ZERO))
                .min(expected_checks),
        });
        // Savings may be spent before the rest, but not those that first checks to come need.
        uniform_interval_factor = uniform_interval_factor
            .max(demand_until_reset.uniform_interval_factor(supply + budget.saved_requests.max(0.0)));
        later_checks_interval_factor =
            later_checks_interval_factor.max(demand_until_reset.later_checks_interval_factor(supply));
        // Below this factor first checks come earlier than at the latest time.
        let is_first_at_latest = later_checks_interval_factor > decay.throttle_factor_at_latest_first_check();
        let priority = if is_first_at_latest {
            uniform_interval_factor.max(later_checks_interval_factor)
        } else {
            uniform_interval_factor
        };
        let priority = priority.min(LARGEST_FACTOR);
        let income_of_day = budget.requests_per_second * day.as_secs_f64();
        let held_back = SAVINGS_HELD_BACK * budget.max_saved_requests;
        let left_for_others = budget.saved_requests - held_back + income_of_day - checks_of_day.priority / priority;
        let other =
            checks_of_day.other / left_for_others.max(LEAST_SHARE_OF_INCOME * income_of_day).max(f64::MIN_POSITIVE);
        let other = other.max(priority).min(LARGEST_FACTOR);
        let is_plentiful = budget.saved_requests >= PLENTIFUL_SAVINGS * budget.max_saved_requests;
        let other_spacing = if is_plentiful || other_rate == 0.0 { 0.0 } else { 0.5 * other / other_rate };
        Self {
            factors: ThrottleFactors { priority, other },
            visible: uniform_interval_factor.min(LARGEST_FACTOR),
            other_spacing: Duration::from_secs_f64(other_spacing.min(1e9)),
            final_check_reserve,
        }
    }

    /// The factors for an inbox.
    pub(super) fn throttle_factors_for_inbox(&self, is_visible: bool) -> ThrottleFactors {
        if is_visible { ThrottleFactors { priority: self.visible, ..self.factors } } else { self.factors }
    }
}

/// How many checks until the reset are to be expected if nothing happens.
pub(super) fn expected_checks_until_reset(
    desired: &DesiredChecks<'_, impl Copy + Ord>,
    budget: &RequestBudget,
    throttle: &QuotaThrottle,
) -> u64 {
    let counts = desired.count_all_desired_checks(budget.until_reset);
    let most = budget.requests_per_second * budget.until_reset.as_secs_f64();
    (counts.priority / throttle.factors.priority + counts.other / throttle.factors.other).min(most).round() as u64
}

/// The savings needed so that every inbox that expires within a day gets its final check.
fn final_check_reserve(desired: &DesiredChecks<'_, impl Copy + Ord>, budget: &RequestBudget) -> f64 {
    let horizon = desired.now.saturating_add(DAY.min(budget.until_reset));
    let ends = desired.inboxes.values().filter_map(|schedule| schedule.expires_at);
    let mut ends: Vec<_> = ends.filter(|end| *end < horizon).collect();
    ends.sort_unstable();
    let shortfall = |(earlier_ends, end): (usize, &SchedulerTime)| {
        (earlier_ends + 1) as f64 - budget.requests_per_second * end.duration_since(desired.now).as_secs_f64()
    };
    ends.iter().enumerate().map(shortfall).fold(0.0, f64::max)
}

/// The number of checks that can be paid for within a span.
fn affordable_checks(budget: &RequestBudget, span: Duration, share_of_savings: f64) -> f64 {
    let income = budget.requests_per_second * span.min(budget.until_reset).as_secs_f64();
    (share_of_savings * budget.saved_requests.max(0.0) + income).max(f64::MIN_POSITIVE)
}
