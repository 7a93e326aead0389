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
/// The largest factor: intervals become so long that the inbox is practically never checked.
const LARGEST_FACTOR: f64 = 1e6;

/// How check intervals are lengthened.
#[derive(Debug, Clone, Copy)]
pub(super) struct QuotaThrottle {
    /// Multiply the desired intervals.
    pub(super) factors: ThrottleFactors,
    /// The least time between two checks of any inboxes without priority.
    pub(super) other_spacing: Duration,
    /// Savings that only final checks may spend: what the coming ones cost beyond the income until then.
    pub(super) final_check_reserve: f64,
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
        let mut priority_costs = [0.0; SPANS.len()];
        let day = DAY.min(budget.until_reset);
        let checks_of_day = desired.count_all_desired_checks(day);
        let (mut priority_rate, mut other_rate) = (0.0, 0.0);
        for (id, schedule) in desired.inboxes {
            let interval = desired.desired_interval(*id, schedule);
            if interval.has_priority {
                priority_rate += 1.0 / interval.interval.as_secs_f64();
                for (cost, span) in priority_costs.iter_mut().zip(SPANS) {
                    *cost += desired.count_desired_checks(*id, schedule, span).priority;
                }
            } else {
                other_rate += 1.0 / interval.interval.as_secs_f64();
            }
        }
        forecast.record_priority_check_rate(priority_rate, now);
        let affordable_in_spans = SPANS
            .iter()
            .zip(priority_costs)
            .map(|(span, cost)| cost / affordable_checks(budget, *span, PRESENT_SHARE_OF_SAVINGS))
            .fold(1.0, f64::max);
        // The present checks must leave enough for those expected until the reset.
        let checks_until_reset = desired.count_all_desired_checks(budget.until_reset);
        let seconds_until_reset = budget.until_reset.as_secs_f64();
        let expected_checks = forecast.priority_checks_per_second(now) * seconds_until_reset;
        let share_of_others = if checks_until_reset.other > 0.0 { LEAST_SHARE_OF_INCOME } else { 0.0 };
        let final_checks = final_check_reserve + forecast.final_checks_per_second(now) * seconds_until_reset;
        let supply = budget.saved_requests.max(0.0)
            + (1.0 - share_of_others) * budget.requests_per_second * seconds_until_reset
            - final_checks;
        let affordable_until_reset =
            ((checks_until_reset.priority + expected_checks) / supply.max(f64::MIN_POSITIVE)).max(1.0);
        let priority = affordable_in_spans.max(affordable_until_reset).min(LARGEST_FACTOR);
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
            other_spacing: Duration::from_secs_f64(other_spacing.min(1e9)),
            final_check_reserve,
        }
    }

    pub(super) fn factor(&self, has_priority: bool) -> f64 {
        if has_priority { self.factors.priority } else { self.factors.other }
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
