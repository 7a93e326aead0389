//! Whether, and how far, checks are reduced to save quota: what the user is shown about it.

use super::desired_checks::DesiredChecks;
use super::planner_inputs_and_outputs::AccountCheckStatus;
use super::quota_throttle::QuotaThrottle;
use super::scheduler_time::SchedulerTime;
use std::time::Duration;

/// Saving is reported from this factor on.
const REPORT_FROM_FACTOR: f64 = 1.5;
/// Once it is reported, it is reported down to this factor.
const REPORT_DOWN_TO_FACTOR: f64 = 1.2;

/// Reports saving with hysteresis, so that the report does not flicker.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct QuotaStatusHysteresis {
    reports_saving: bool,
}

impl QuotaStatusHysteresis {
    /// One of `Online`, `SavingQuota` and `QuotaScarce`. `affordable_at` is when the next check can be paid for.
    pub(super) fn compute_quota_saving_status(
        &mut self,
        desired: &DesiredChecks<'_, impl Copy + Ord>,
        throttle: &QuotaThrottle,
        resets_at: SchedulerTime,
        affordable_at: SchedulerTime,
    ) -> AccountCheckStatus {
        let mut first_in_order: Option<((bool, Duration, Duration), AccountCheckStatus)> = None;
        let mut longest_interval = Some(Duration::ZERO);
        let mut largest_factor: f64 = 1.0;
        for (id, schedule) in desired.inboxes {
            let desired_interval = desired.desired_interval(*id, schedule);
            let factors = throttle.throttle_factors_for_inbox(desired.is_visible(*id));
            let factor = if desired_interval.has_priority { factors.priority } else { factors.other };
            let interval = multiply_interval(desired_interval.interval, factor);
            largest_factor = largest_factor.max(factor);
            let next_check = desired.now.saturating_add(interval);
            // An interval that lasts longer than the inbox or the quota's period says nothing to the user.
            let status = if next_check < resets_at && schedule.expires_at.is_none_or(|end| next_check < end) {
                longest_interval = longest_interval.map(|longest| longest.max(interval));
                AccountCheckStatus::SavingQuota {
                    shortest_interval: round_interval_for_display(interval),
                    longest_interval: None,
                }
            } else {
                let expires_before_reset = schedule.expires_at.is_some_and(|end| end <= resets_at);
                longest_interval = longest_interval.filter(|_| expires_before_reset);
                let has_final_check = expires_before_reset
                    && schedule.final_check_at(desired_interval.interval).is_some()
                    && schedule.expires_at > Some(affordable_at);
                AccountCheckStatus::QuotaScarce { has_final_check }
            };
            let order = (!desired.is_visible(*id), desired_interval.interval, interval);
            if first_in_order.is_none_or(|(first, _)| order < first) {
                first_in_order = Some((order, status));
            }
        }
        let threshold = if self.reports_saving { REPORT_DOWN_TO_FACTOR } else { REPORT_FROM_FACTOR };
        self.reports_saving = largest_factor >= threshold;
        match first_in_order {
            Some((_, AccountCheckStatus::SavingQuota { shortest_interval, .. })) if self.reports_saving => {
                let longest_interval = longest_interval.map(round_interval_for_display);
                AccountCheckStatus::SavingQuota { shortest_interval, longest_interval }
            }
            Some((_, scarce)) if self.reports_saving => scarce,
            _ => AccountCheckStatus::Online,
        }
    }
}

fn multiply_interval(interval: Duration, factor: f64) -> Duration {
    Duration::from_secs_f64((interval.as_secs_f64() * factor).clamp(0.001, 1e9))
}

/// Rounds an interval to a number that people would say, so that it does not change with every check.
fn round_interval_for_display(interval: Duration) -> Duration {
    let seconds = interval.as_secs_f64();
    let step = match seconds {
        s if s < 60.0 => 5.0,
        s if s < 300.0 => 30.0,
        s if s < 3_600.0 => 300.0,
        _ => 3_600.0,
    };
    Duration::from_secs_f64((seconds / step).round().max(1.0) * step)
}
