//! Decides which inbox is checked next, and when.
//!
//! Every inbox has a desired interval (see [`pace`](super::pace)); the [governor](super::governor) says what may be
//! spent. Where the desired checks cost more than that, the [throttle](super::quota_throttle) lengthens all intervals: those
//! of inboxes that expect mail only as far as needed, those of the others by what is left. The same events, moments and
//! random numbers always give the same decisions.

use super::backoff::backoff_delay;
use super::checks_blocked_reason::ChecksBlockedReason;
use super::demand_forecast::DemandForecast;
use super::desired_checks::DesiredChecks;
use super::governor::Governor;
use super::inbox_schedule::InboxSchedule;
use super::planner_inputs_and_outputs::{
    AccountCheckStatus, CheckOutcome, NextStep, PlannerContext, PlannerInbox, QuotaReport,
};
use super::poll_timing::PollTiming;
use super::quota_saving_status::QuotaStatusHysteresis;
use super::quota_throttle::{QuotaThrottle, expected_checks_until_reset};
use super::rng::Rng;
use super::scheduler_time::SchedulerTime;
use std::collections::BTreeMap;
use std::time::Duration;

/// The most checks in flight at the same time; each of another inbox.
pub const MAX_CHECKS_IN_FLIGHT: usize = 4;

/// Intervals vary at random by up to this part, so that the checks of several inboxes do not coincide.
const JITTER: f64 = 0.1;

/// Interest in an inbox this soon after mail arrived was interest in that mail.
const MAIL_READING_TIME: Duration = Duration::from_secs(60);

/// A service under maintenance may ask for a longer delay than the longest of ours, but at most this many times as
/// long.
const LARGEST_REQUESTED_DELAY: u32 = 12;

/// The order of checks that are due at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum CheckPriority {
    /// The inbox expects no mail.
    Idle,
    /// The inbox expects mail or is visible.
    ExpectingMail,
    /// The inbox is about to expire.
    FinalCheck,
}

/// When an inbox is due.
struct NextCheck {
    due_at: SchedulerTime,
    priority: CheckPriority,
    /// The time from the previous check to this one by the inbox's intervals alone.
    interval: Duration,
}

/// A throttle, and what it was computed for.
#[derive(Debug, Clone, Copy)]
struct MemoizedThrottle<Id> {
    throttle: QuotaThrottle,
    context: PlannerContext<Id>,
    computed_at: SchedulerTime,
}

/// Plans the checks of one account's inboxes.
///
/// It does nothing by itself: the caller reports events, asks for the [next step](Self::next_step) and performs it. No
/// moment passed in may be earlier than one passed before.
#[derive(Debug, Clone)]
pub struct Planner<Id> {
    timing: PollTiming,
    rng: Rng,
    governor: Governor,
    inboxes: BTreeMap<Id, InboxSchedule>,
    blocked: Option<ChecksBlockedReason>,
    last_answer_at: Option<SchedulerTime>,
    /// The latest check of any inbox without priority.
    last_idle_check_at: Option<SchedulerTime>,
    forecast: DemandForecast,
    quota_saving_status: QuotaStatusHysteresis,
    /// Valid for a moment, see [`throttle`](Self::throttle).
    cached_throttle: Option<MemoizedThrottle<Id>>,
}

impl<Id: Copy + Ord> Planner<Id> {
    /// A planner without inboxes.
    #[must_use]
    pub fn new(timing: PollTiming, rng: Rng) -> Self {
        Self {
            timing,
            rng,
            governor: Governor::default(),
            inboxes: BTreeMap::new(),
            blocked: None,
            last_answer_at: None,
            last_idle_check_at: None,
            forecast: DemandForecast::default(),
            quota_saving_status: QuotaStatusHysteresis::default(),
            cached_throttle: None,
        }
    }

    /// The intervals and timeouts of this planner.
    #[must_use]
    pub fn poll_timing(&self) -> &PollTiming {
        &self.timing
    }

    /// Replaces the list of open inboxes. Inboxes that are not on the list are not checked again.
    pub fn replace_scheduled_inboxes(
        &mut self,
        open: &[PlannerInbox<Id>],
        context: PlannerContext<Id>,
        now: SchedulerTime,
    ) {
        let mut previous = std::mem::take(&mut self.inboxes);
        let previous_count = previous.len();
        for inbox in open {
            let jitter_factor = self.draw_jitter_factor();
            // A user who sees an inbox for the first time expects mail in it.
            let is_visible = context.selected_inbox_if_window_visible() == Some(inbox.id);
            let last_interest_at = if is_visible { now } else { self.last_interest_from_stored_data(inbox) };
            let last_checked_at = inbox.checked_at.unwrap_or(inbox.created_at);
            if !previous.contains_key(&inbox.id) {
                self.forecast.count_expected_final_check(inbox.expires_at, now);
                if last_checked_at <= inbox.created_at && now.duration_since(inbox.created_at) < MAIL_READING_TIME {
                    self.forecast.record_address_use_for_forecast(now);
                }
            }
            let schedule = previous.remove(&inbox.id).unwrap_or(InboxSchedule {
                last_interest_at,
                last_used_at: inbox.created_at,
                last_checked_at,
                expires_at: None,
                recheck_at: None,
                is_due_now: false,
                is_checking: false,
                failure_count: 0,
                last_failed_at: None,
                not_before: inbox.created_at,
                jitter_factor,
            });
            let (expires_at, recheck_at) = (inbox.expires_at, inbox.recheck_at);
            self.inboxes.insert(inbox.id, InboxSchedule { expires_at, recheck_at, ..schedule });
        }
        if !previous.is_empty() || self.inboxes.len() != previous_count {
            self.cached_throttle = None;
        }
    }

    /// The user did something with an inbox (created, copied, opened or refreshed it), so mail is expected.
    pub fn record_interest(&mut self, inbox: Id, now: SchedulerTime) {
        if let Some(schedule) = self.inboxes.get_mut(&inbox) {
            if !schedule.awaits_check_since_last_use(false) {
                self.forecast.record_address_use_for_forecast(now);
            }
            schedule.last_used_at = schedule.last_used_at.max(now);
        }
        self.record_view(inbox, now);
    }

    /// An inbox is to be checked at once, because its answer would show whether the service works.
    pub fn mark_inbox_due_now(&mut self, inbox: Id) {
        if let Some(schedule) = self.inboxes.get_mut(&inbox) {
            schedule.is_due_now = true;
        }
    }

    /// The user selected an inbox, or the window appeared or disappeared: `context` is the state after that. The inbox
    /// that is visible now counts as seen at this moment, so a repeated report that the window is visible must not be
    /// passed on.
    pub fn on_visible_inbox_changed(&mut self, context: PlannerContext<Id>, now: SchedulerTime) {
        self.cached_throttle = None;
        if let Some(inbox) = context.selected_inbox_if_window_visible() {
            self.record_view(inbox, now);
        }
    }

    /// Whether the user would miss something if the inbox expired now: it is visible, or mail is expected and none has
    /// arrived since the user last showed interest.
    #[must_use]
    pub fn is_mail_missed_on_expiry(
        &self,
        inbox: Id,
        last_mail_at: Option<SchedulerTime>,
        context: PlannerContext<Id>,
        now: SchedulerTime,
    ) -> bool {
        context.selected_inbox_if_window_visible() == Some(inbox)
            || self.inboxes.get(&inbox).is_some_and(|schedule| {
                let desired = DesiredChecks::new(&self.inboxes, &self.timing, context, now);
                let is_newer_interest =
                    |mail: SchedulerTime| mail.saturating_add(MAIL_READING_TIME) < schedule.last_interest_at;
                desired.desired_interval(inbox, schedule).has_priority && last_mail_at.is_none_or(is_newer_interest)
            })
    }

    /// Records what a response says about the quota.
    pub fn record_quota(&mut self, report: QuotaReport, now: SchedulerTime) {
        let has_new_limit = self.governor.record_quota(report, now);
        if has_new_limit {
            self.cached_throttle = None;
        }
    }

    /// The service answered a request of the user's own: checking is no longer blocked.
    pub fn on_user_request_answered(&mut self, now: SchedulerTime) {
        self.governor.record_user_request(now);
        self.blocked = None;
        self.last_answer_at = Some(now);
    }

    /// The service refused the API key, in whatever request. Checking is blocked until a request of the user's own is
    /// answered.
    pub fn on_api_key_refused(&mut self) {
        self.blocked = Some(ChecksBlockedReason::ApiKeyRefused);
    }

    /// The computer woke, the network is back, or the user wants to try again: failed checks are repeated at once, and
    /// inboxes with priority are due at once. A wait that the service asked for continues.
    pub fn retry_failed_checks(&mut self, context: PlannerContext<Id>, now: SchedulerTime) {
        self.blocked = self.blocked.map(|reason| reason.with_retry_allowed_now(now));
        for schedule in self.inboxes.values_mut() {
            schedule.not_before = schedule.not_before.min(now);
        }
        if let Some(inbox) = context.selected_inbox_if_window_visible() {
            self.record_view(inbox, now);
        }
        let desired = DesiredChecks::new(&self.inboxes, &self.timing, context, now);
        let with_priority: Vec<_> =
            self.inboxes.keys().copied().filter(|id| desired.has_priority(*id) == Some(true)).collect();
        for id in with_priority {
            if let Some(schedule) = self.inboxes.get_mut(&id) {
                schedule.is_due_now = true;
            }
        }
    }

    /// What to do now. After [`NextStep::Check`] the caller starts the check, calls
    /// [`on_check_started`](Self::on_check_started) and asks again.
    pub fn next_step(&mut self, context: PlannerContext<Id>, now: SchedulerTime) -> NextStep<Id> {
        self.stop_scheduling_expired_inboxes(now);
        let in_flight = self.inboxes.values().filter(|schedule| schedule.is_checking).count();
        let is_inactive = context.paused || context.is_checked_only_on_request() || self.inboxes.is_empty();
        if is_inactive || in_flight >= MAX_CHECKS_IN_FLIGHT {
            return NextStep::WaitUntil(None);
        }
        if let Some(step) = self.blocked.and_then(|reason| reason.next_step_while_blocked(in_flight > 0, now)) {
            return step;
        }
        let is_probing = matches!(self.blocked, Some(ChecksBlockedReason::Offline { .. }));
        let throttle = self.current_throttle(context, now);
        let desired = DesiredChecks::new(&self.inboxes, &self.timing, context, now);
        let mut next_due_at: Option<SchedulerTime> = None;
        let mut best: Option<(CheckPriority, f64, Id)> = None;
        for (id, schedule) in self.inboxes.iter().filter(|(_, schedule)| !schedule.is_checking) {
            let check = self.next_check(*id, schedule, &desired, &throttle);
            let due_at = if is_probing { now } else { check.due_at };
            if due_at > now {
                next_due_at = Some(next_due_at.map_or(due_at, |earliest| earliest.min(due_at)));
                continue;
            }
            let elapsed = now.duration_since(schedule.last_checked_at).as_secs_f64();
            let lateness = elapsed / check.interval.as_secs_f64().max(1e-3);
            // Of the inboxes that failed, the one with the fewest failures is the best probe.
            let urgency = lateness / f64::from(1 + schedule.failure_count);
            if best.is_none_or(|(priority, most_urgent, _)| (check.priority, urgency) > (priority, most_urgent)) {
                best = Some((check.priority, urgency, *id));
            }
        }
        let Some((priority, _, inbox)) = best else { return NextStep::WaitUntil(next_due_at) };
        let reserve = if priority == CheckPriority::FinalCheck { 0.0 } else { throttle.final_check_reserve };
        let affordable_at = self.governor.next_affordable_at(reserve, now);
        if affordable_at <= now {
            return NextStep::Check(inbox);
        }
        // A final check may spend what this one has to leave.
        let next_final_check = self.next_final_check_after(&desired, now);
        NextStep::WaitUntil(Some(next_final_check.map_or(affordable_at, |at| at.min(affordable_at))))
    }

    /// The check that [`next_step`](Self::next_step) asked for starts.
    pub fn on_check_started(&mut self, inbox: Id, context: PlannerContext<Id>, now: SchedulerTime) {
        self.governor.on_check_started(now);
        let jitter_factor = self.draw_jitter_factor();
        let desired = DesiredChecks::new(&self.inboxes, &self.timing, context, now);
        if desired.has_priority(inbox) == Some(false) {
            self.last_idle_check_at = Some(now);
            self.cached_throttle = None;
        }
        if let Some(schedule) = self.inboxes.get_mut(&inbox) {
            schedule.is_checking = true;
            schedule.is_due_now = false;
            schedule.jitter_factor = jitter_factor;
        }
    }

    /// A check that [started](Self::on_check_started) has ended. Calls [`record_outcome`](Self::record_outcome).
    pub fn on_check_finished(&mut self, inbox: Id, outcome: CheckOutcome, now: SchedulerTime) {
        self.governor.on_check_finished();
        if let Some(schedule) = self.inboxes.get_mut(&inbox) {
            schedule.is_checking = false;
        }
        self.record_outcome(inbox, outcome, now);
        if matches!(outcome, CheckOutcome::Answered { .. }) {
            self.blocked = self.blocked.filter(|reason| !reason.is_resolved_by_answer(now));
        }
    }

    /// Records the outcome of a check, whether this planner or the user asked for it.
    pub fn record_outcome(&mut self, inbox: Id, outcome: CheckOutcome, now: SchedulerTime) {
        match outcome {
            CheckOutcome::Answered { has_new_mail } => {
                self.last_answer_at = Some(now);
                if let Some(schedule) = self.inboxes.get_mut(&inbox) {
                    schedule.last_checked_at = now;
                    schedule.failure_count = 0;
                    schedule.last_failed_at = None;
                    if has_new_mail {
                        let idle = self.timing.idle_time_after_mail(now.duration_since(schedule.last_interest_at));
                        schedule.last_interest_at = schedule.last_interest_at.max(now.saturating_sub(idle));
                    }
                }
            }
            CheckOutcome::InboxGone => {
                self.inboxes.remove(&inbox);
            }
            // Its next check comes with the next list of inboxes.
            CheckOutcome::ReportedGone => self.last_answer_at = Some(now),
            CheckOutcome::ApiKeyRefused => self.on_api_key_refused(),
            CheckOutcome::RateLimited { retry_after } => {
                let (blocked, timing, rng) = (self.blocked, &self.timing, &mut self.rng);
                self.blocked =
                    Some(ChecksBlockedReason::block_checks_after_rate_limit(blocked, retry_after, timing, rng, now));
            }
            CheckOutcome::RequestRefused => {
                self.delay_failed_inbox(inbox, Duration::ZERO, now);
            }
            CheckOutcome::Unreachable { retry_after } => {
                // A response that asks for a year is not the service's.
                let longest_delay = self.timing.longest_retry_delay.saturating_mul(LARGEST_REQUESTED_DELAY);
                let least_delay = retry_after.unwrap_or_default().min(longest_delay);
                let previous_failure = self.delay_failed_inbox(inbox, least_delay, now);
                // If another check was answered since this inbox last failed, the service is not the cause.
                let is_answering = |failed: SchedulerTime| self.last_answer_at.is_some_and(|answer| answer > failed);
                if !previous_failure.is_some_and(is_answering) {
                    let (blocked, timing, rng) = (self.blocked, &self.timing, &mut self.rng);
                    let reason = ChecksBlockedReason::after_connection_failure(blocked, least_delay, timing, rng, now);
                    self.blocked = Some(reason);
                }
            }
            CheckOutcome::Cancelled => {}
        }
    }

    /// The state of checking, for display.
    pub fn status(&mut self, context: PlannerContext<Id>, now: SchedulerTime) -> AccountCheckStatus {
        self.stop_scheduling_expired_inboxes(now);
        if matches!(self.blocked, Some(ChecksBlockedReason::ApiKeyRefused)) {
            return AccountCheckStatus::ApiKeyRefused;
        }
        // Takes precedence over the pause, whose end would change nothing.
        if context.is_checked_only_on_request() {
            return AccountCheckStatus::OnRequest;
        }
        if context.paused {
            return AccountCheckStatus::Paused;
        }
        if self.inboxes.is_empty() {
            return AccountCheckStatus::Idle;
        }
        match self.blocked {
            Some(ChecksBlockedReason::Offline { since, retry_at, .. }) => {
                return AccountCheckStatus::Offline { since, retry_at };
            }
            Some(ChecksBlockedReason::RateLimited { until, .. }) if now < until => {
                return AccountCheckStatus::RateLimited { until };
            }
            _ => {}
        }
        if self.last_answer_at.is_none() {
            return AccountCheckStatus::Idle;
        }
        if self.governor.is_exhausted() {
            let until = self.governor.next_affordable_at(0.0, now);
            if until > now {
                return AccountCheckStatus::QuotaExhausted { until };
            }
        }
        let throttle = self.current_throttle(context, now);
        let resets_at = now.saturating_add(self.governor.compute_current_budget(now).until_reset);
        let affordable_at = self.governor.next_affordable_at(0.0, now);
        let desired = DesiredChecks::new(&self.inboxes, &self.timing, context, now);
        self.quota_saving_status.compute_quota_saving_status(&desired, &throttle, resets_at, affordable_at)
    }

    /// The number of checks to be expected until the quota resets if nothing happens.
    pub fn expected_checks_until_reset(&mut self, context: PlannerContext<Id>, now: SchedulerTime) -> u64 {
        if context.is_checked_only_on_request() {
            return 0;
        }
        let (throttle, budget) = (self.current_throttle(context, now), self.governor.compute_current_budget(now));
        let desired = DesiredChecks::new(&self.inboxes, &self.timing, context, now);
        expected_checks_until_reset(&desired, &budget, &throttle)
    }

    /// The last sign of interest in an inbox that its stored data shows.
    fn last_interest_from_stored_data(&self, inbox: &PlannerInbox<Id>) -> SchedulerTime {
        let after_mail = inbox.last_mail_at.map_or(inbox.created_at, |mail| {
            mail.saturating_sub(self.timing.idle_time_after_mail(mail.duration_since(inbox.created_at)))
        });
        after_mail.max(inbox.created_at)
    }

    fn next_check(
        &self,
        inbox: Id,
        schedule: &InboxSchedule,
        desired: &DesiredChecks<'_, Id>,
        throttle: &QuotaThrottle,
    ) -> NextCheck {
        if let Some(recheck_at) = schedule.recheck_at {
            let due_at = recheck_at.max(schedule.not_before);
            let interval = due_at.duration_since(schedule.last_checked_at);
            return NextCheck { due_at, priority: CheckPriority::ExpectingMail, interval };
        }
        let desired_interval = desired.desired_interval(inbox, schedule);
        let idle_at_last_check = schedule.last_checked_at.duration_since(schedule.last_interest_at);
        let is_visible = desired.is_visible(inbox);
        let factors = throttle.throttle_factors_for_inbox(is_visible).multiplied_by(schedule.jitter_factor);
        let interval = if schedule.awaits_check_since_last_use(is_visible) {
            desired.decay().time_from_interest_to_check(factors, schedule.jitter_factor)
        } else {
            desired.decay().time_to_next_check(idle_at_last_check, is_visible, factors, 1.0)
        };
        let mut due_at = if schedule.is_due_now {
            desired.now
        } else {
            schedule.last_checked_at.saturating_add(interval).max(schedule.not_before)
        };
        if !desired_interval.has_priority
            && let Some(last_check) = self.last_idle_check_at
        {
            due_at = due_at.max(last_check.saturating_add(throttle.other_spacing));
        }
        // Mail that no check has found when an inbox expires is lost. A check that is overdue when the final one is due
        // could not be paid for: the final one takes its place.
        let is_final_next = |final_check: &SchedulerTime| due_at > *final_check || *final_check <= desired.now;
        if let Some(final_check) = schedule.final_check_at(desired_interval.interval).filter(is_final_next) {
            let due_at = final_check.max(schedule.not_before);
            return NextCheck { due_at, priority: CheckPriority::FinalCheck, interval };
        }
        let has_priority = desired_interval.has_priority;
        let priority = if has_priority { CheckPriority::ExpectingMail } else { CheckPriority::Idle };
        NextCheck { due_at, priority, interval }
    }

    /// The next moment after `now` at which a final check is due.
    fn next_final_check_after(&self, desired: &DesiredChecks<'_, Id>, now: SchedulerTime) -> Option<SchedulerTime> {
        let idle_inboxes = self.inboxes.iter().filter(|(_, schedule)| !schedule.is_checking);
        let final_checks = idle_inboxes.filter_map(|(id, schedule)| {
            let at = schedule.final_check_at(desired.desired_interval(*id, schedule).interval)?;
            Some(at.max(schedule.not_before))
        });
        final_checks.filter(|at| *at > now).min()
    }

    /// The user sees an inbox.
    fn record_view(&mut self, inbox: Id, now: SchedulerTime) {
        if let Some(schedule) = self.inboxes.get_mut(&inbox) {
            schedule.last_interest_at = schedule.last_interest_at.max(now);
            self.cached_throttle = None;
        }
    }

    /// Delays the next check of an inbox after a failure, by at least `least_delay`. Returns its previous failure.
    fn delay_failed_inbox(&mut self, inbox: Id, least_delay: Duration, now: SchedulerTime) -> Option<SchedulerTime> {
        let schedule = self.inboxes.get_mut(&inbox)?;
        schedule.failure_count = schedule.failure_count.saturating_add(1);
        let (first, longest) = (self.timing.shortest_interval, self.timing.longest_retry_delay);
        let delay = backoff_delay(schedule.failure_count, first, longest, &mut self.rng);
        schedule.not_before = now.saturating_add(delay.max(least_delay));
        schedule.last_failed_at.replace(now)
    }

    /// The throttle for this context. It is computed anew for another context, after events that change it noticeably,
    /// and otherwise at least once in a fifth of the shortest interval.
    fn current_throttle(&mut self, context: PlannerContext<Id>, now: SchedulerTime) -> QuotaThrottle {
        // A pause changes no interval.
        let context = PlannerContext { paused: false, ..context };
        let max_age = self.timing.shortest_interval / 5;
        if let Some(cached) = &self.cached_throttle
            && cached.context == context
            && now < cached.computed_at.saturating_add(max_age)
        {
            return cached.throttle;
        }
        let budget = self.governor.compute_current_budget(now);
        let desired = DesiredChecks::new(&self.inboxes, &self.timing, context, now);
        let throttle = QuotaThrottle::compute(&desired, &budget, &mut self.forecast);
        self.cached_throttle = Some(MemoizedThrottle { throttle, context, computed_at: now });
        throttle
    }

    fn stop_scheduling_expired_inboxes(&mut self, now: SchedulerTime) {
        self.inboxes.retain(|_, schedule| !schedule.has_expired(now));
    }

    fn draw_jitter_factor(&mut self) -> f64 {
        self.rng.random_between(1.0 - JITTER, 1.0 + JITTER)
    }
}
