//! The planner over simulated months, in single cases, and with random events.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../benches/simulation/mod.rs"]
mod simulation;

use mayfly_schedule::{
    AccountCheckStatus, CheckFrequency, CheckOutcome, MAX_CHECKS_IN_FLIGHT, NextStep, Planner, PlannerContext,
    PlannerInbox, PollTiming, QuotaReport, Rng, SchedulerTime,
};
use proptest::prelude::*;
use simulation::clients::{run_fixed_interval, simulate_planner, simulate_planner_at_check_frequency};
use simulation::scenarios::{
    MailTiming, build_heavy_user_scenario, build_inbox_burst_scenario, build_light_user_scenario,
    build_many_inboxes_simulation, build_service_comparison_scenario, build_test_automation_scenario,
};
use simulation::{DAY, MONTH, SimulatedQuotaLimit, SimulatedUserMonth};
use std::time::Duration;

const SEED: u64 = 7;
const MONTHLY: SimulatedQuotaLimit = SimulatedQuotaLimit { limit: 50_000, period: MONTH };
const SMALL: SimulatedQuotaLimit = SimulatedQuotaLimit { limit: 1_000, period: MONTH };
const DAILY: SimulatedQuotaLimit = SimulatedQuotaLimit { limit: 2_000, period: DAY };

/// The requests that are reserved for the user, whatever happens.
fn user_reserve(limit: u64) -> u64 {
    (limit / 20).clamp(5, 1_000).min(limit / 2)
}

/// A month under a quota never exhausts it, checks every inbox, and finds mail sooner than a loop with a fixed interval
/// that sends as many requests.
fn assert_month_is_good(name: &str, scenario: &SimulatedUserMonth, quota: SimulatedQuotaLimit, longest_gap: f64) {
    let planner = simulate_planner(scenario, quota, SEED);
    let result = &planner.client;
    let user_failures = (result.exhausted_at, result.refused_user_requests);
    assert_eq!(user_failures, (None, 0), "{name}: the user's own requests always succeed");
    let fewest_remaining = planner.fewest_remaining_at_check;
    assert!(fewest_remaining > user_reserve(quota.limit), "{name}: {fewest_remaining} left");
    assert_eq!(planner.most_checks_of_one_inbox, 1, "{name}: one check of an inbox at a time");
    assert_eq!(planner.checks_of_expired_inboxes, 0, "{name}: expired inboxes are not checked");
    let gap = planner.longest_gap_of_visible_inbox;
    assert!(gap <= longest_gap, "{name}: the visible inbox was not checked for {gap} s");
    let events = 3 * result.checks + 3 * scenario.actions.len() as u64 + 100;
    let decisions = planner.decisions;
    assert!(decisions < 2 * events, "{name}: {decisions} decisions for {} checks", result.checks);

    let equal_interval =
        Duration::from_secs_f64(scenario.total_inbox_open_time() as f64 / 1000.0 / result.checks as f64);
    let unlimited = SimulatedQuotaLimit { limit: u64::MAX, ..quota };
    let loop_result = run_fixed_interval(scenario, unlimited, equal_interval, SEED);
    for part in [0.5, 0.95] {
        let (ours, theirs) = (result.delay_percentile(part), loop_result.delay_percentile(part));
        assert!(ours < theirs, "{name}: {part} of mail within {ours} s, every {equal_interval:?} within {theirs} s");
    }
}

#[test]
fn month_of_light_use_stays_within_quota() {
    let scenario = build_light_user_scenario(SEED, MailTiming::USUAL);
    assert_month_is_good("light, 50,000 a month", &scenario, MONTHLY, 60.0);
    assert_month_is_good("light, 1,000 a month", &scenario, SMALL, 3_600.0);
    assert_month_is_good("light, 2,000 a day", &scenario, DAILY, 60.0);
}

#[test]
fn month_of_heavy_use_stays_within_quota() {
    let scenario = build_heavy_user_scenario(SEED, MailTiming::USUAL);
    assert_month_is_good("heavy, 50,000 a month", &scenario, MONTHLY, 120.0);
    assert_month_is_good("heavy, 2,000 a day", &scenario, DAILY, 120.0);
}

#[test]
fn month_of_bursts_stays_within_quota() {
    let scenario = build_inbox_burst_scenario(SEED, MailTiming::USUAL);
    assert_month_is_good("bursts, 50,000 a month", &scenario, MONTHLY, 120.0);
    assert_month_is_good("bursts, 2,000 a day", &scenario, DAILY, 900.0);
}

#[test]
fn months_after_public_descriptions_of_use_stay_within_quota() {
    let comparison = build_service_comparison_scenario(SEED, MailTiming::USUAL);
    assert_month_is_good("comparison, 50,000 a month", &comparison, MONTHLY, 120.0);
    let automation = build_test_automation_scenario(SEED, MailTiming::USUAL);
    assert_month_is_good("test automation, 50,000 a month", &automation, MONTHLY, 120.0);
}

/// The quota pays for two and a half checks of each inbox.
#[test]
fn tight_quota_finds_mail_of_bursts_sooner_than_a_fixed_interval() {
    let timings = [
        MailTiming::USUAL,
        MailTiming { median_delay: 10_000.0, ..MailTiming::USUAL },
        MailTiming { median_delay: 60_000.0, ..MailTiming::USUAL },
        MailTiming { late_share: 1.0 / 3.0, ..MailTiming::USUAL },
    ];
    for timing in timings {
        let (mut missed, mut messages) = (0, 0);
        for seed in 20..25 {
            let scenario = build_inbox_burst_scenario(seed, timing);
            let planner = simulate_planner(&scenario, SMALL, seed);
            let result = &planner.client;
            let name = format!("seed {seed}, {timing:?}");
            assert_eq!((result.exhausted_at, result.refused_user_requests), (None, 0), "{name}");
            assert!(planner.fewest_remaining_at_check > user_reserve(SMALL.limit), "{name}");
            let equal_interval =
                Duration::from_secs_f64(scenario.total_inbox_open_time() as f64 / 1000.0 / result.checks as f64);
            let unlimited = SimulatedQuotaLimit { limit: u64::MAX, ..SMALL };
            let loop_result = run_fixed_interval(&scenario, unlimited, equal_interval, seed);
            let (ours, theirs) = (result.delay_percentile(0.5), loop_result.delay_percentile(0.5));
            assert!(
                ours < theirs / 3.0,
                "{name}: half of mail within {ours} s, every {equal_interval:?} within {theirs} s"
            );
            missed += result.count_missed_mail();
            messages += result.delays.len();
        }
        assert!(missed * 100 <= messages, "{timing:?}: {missed} of {messages} missed");
    }
}

#[test]
fn month_with_two_hundred_inboxes_stays_within_quota() {
    assert_month_is_good(
        "many inboxes, 50,000 a month",
        &build_many_inboxes_simulation(SEED, MailTiming::USUAL),
        MONTHLY,
        120.0,
    );
}

#[test]
fn sparing_frequency_halves_the_checks_and_on_request_makes_none() {
    let scenario = build_light_user_scenario(SEED, MailTiming::USUAL);
    // So large that nothing has to be saved.
    let large_quota = SimulatedQuotaLimit { limit: 10_000_000, ..MONTHLY };
    let [expected, sparing, on_request] =
        [CheckFrequency::Expected, CheckFrequency::Sparing, CheckFrequency::OnRequest].map(|frequency| {
            simulate_planner_at_check_frequency(frequency, &scenario, large_quota, SEED).client.checks
        });
    let share = sparing as f64 / expected as f64;
    assert!((0.45..0.55).contains(&share), "{sparing} of {expected}");
    assert_eq!(on_request, 0);
    // The limits on spending hold for the sparing frequency as well.
    for (name, scenario, quota) in [
        ("light, 1,000 a month", &scenario, SMALL),
        ("heavy, 2,000 a day", &build_heavy_user_scenario(SEED, MailTiming::USUAL), DAILY),
    ] {
        let planner = simulate_planner_at_check_frequency(CheckFrequency::Sparing, scenario, quota, SEED);
        let user_failures = (planner.client.exhausted_at, planner.client.refused_user_requests);
        assert_eq!((user_failures, planner.checks_of_expired_inboxes), ((None, 0), 0), "{name}");
        let fewest_remaining = planner.fewest_remaining_at_check;
        assert!(fewest_remaining > user_reserve(quota.limit), "{name}: {fewest_remaining} left");
    }
}

const ANSWERED: CheckOutcome = CheckOutcome::Answered { has_new_mail: false };

/// The window is visible, no inbox is selected, and checking is not restricted.
const CONTEXT: PlannerContext<u32> =
    PlannerContext { window_visible: true, paused: false, frequency: CheckFrequency::Expected, selected: None };

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn new_planner() -> Planner<u32> {
    Planner::new(PollTiming::default(), Rng::from_seed(1))
}

/// A planner with one inbox that was just created and is not selected.
fn planner_with_new_inbox() -> Planner<u32> {
    let mut planner = new_planner();
    planner.replace_scheduled_inboxes(&[scheduled_inbox(1, 0)], CONTEXT, SchedulerTime::ZERO);
    planner
}

fn scheduled_inbox(id: u32, created_at: i64) -> PlannerInbox<u32> {
    let created_at = SchedulerTime::from_millis(created_at);
    PlannerInbox { id, created_at, checked_at: None, last_mail_at: None, expires_at: None, recheck_at: None }
}

/// A context in which this inbox is visible, after the planner was informed of it.
fn select_inbox(planner: &mut Planner<u32>, id: u32, now: SchedulerTime) -> PlannerContext<u32> {
    let context = PlannerContext { selected: Some(id), ..CONTEXT };
    planner.on_visible_inbox_changed(context, now);
    context
}

/// Waits until the planner asks for a check and finishes it with this outcome. Returns the time of the check.
fn finish_next_check(planner: &mut Planner<u32>, mut now: SchedulerTime, outcome: CheckOutcome) -> SchedulerTime {
    loop {
        match planner.next_step(CONTEXT, now) {
            NextStep::Check(inbox) => {
                planner.on_check_started(inbox, CONTEXT, now);
                planner.on_check_finished(inbox, outcome, now);
                return now;
            }
            NextStep::WaitUntil(until) => now = until.expect("a check is due at some time"),
        }
    }
}

#[test]
fn status_follows_events() {
    let mut planner = planner_with_new_inbox();
    assert_eq!(planner.status(CONTEXT, SchedulerTime::ZERO), AccountCheckStatus::Idle);
    let now = finish_next_check(&mut planner, SchedulerTime::ZERO, ANSWERED);
    assert_eq!(planner.status(CONTEXT, now), AccountCheckStatus::Online);

    let unreachable = CheckOutcome::Unreachable { retry_after: None };
    let first_failure = finish_next_check(&mut planner, now, unreachable);
    assert!(matches!(
        planner.status(CONTEXT, first_failure),
        AccountCheckStatus::Offline { since, retry_at } if since == first_failure && retry_at > first_failure
    ));
    let second_failure = finish_next_check(&mut planner, first_failure, unreachable);
    assert!(
        matches!(planner.status(CONTEXT, second_failure), AccountCheckStatus::Offline { since, .. } if since == first_failure),
        "further failures do not change when the outage began"
    );
    planner.retry_failed_checks(CONTEXT, second_failure);
    assert_eq!(
        planner.next_step(CONTEXT, second_failure),
        NextStep::Check(1),
        "retried at once when the computer wakes"
    );
    let mut now = finish_next_check(&mut planner, second_failure, ANSWERED);
    assert_eq!(planner.status(CONTEXT, now), AccountCheckStatus::Online);

    for (requested, applied) in [(seconds(900), 900), (Duration::MAX, 3_600)] {
        let failure = finish_next_check(&mut planner, now, CheckOutcome::Unreachable { retry_after: Some(requested) });
        let retry_at = failure.saturating_add(seconds(applied));
        let offline = AccountCheckStatus::Offline { since: failure, retry_at };
        assert_eq!(planner.status(CONTEXT, failure), offline, "asked to wait {requested:?}");
        assert_eq!(planner.next_step(CONTEXT, failure), NextStep::WaitUntil(Some(retry_at)));
        now = finish_next_check(&mut planner, failure, ANSWERED);
        assert_eq!(planner.status(CONTEXT, now), AccountCheckStatus::Online);
    }

    let rate_limited = CheckOutcome::RateLimited { retry_after: Some(seconds(90)) };
    let now = finish_next_check(&mut planner, now, rate_limited);
    let until = now.saturating_add(seconds(90));
    assert_eq!(planner.status(CONTEXT, now), AccountCheckStatus::RateLimited { until });
    planner.retry_failed_checks(CONTEXT, now);
    assert_eq!(
        planner.next_step(CONTEXT, now),
        NextStep::WaitUntil(Some(until)),
        "waking does not shorten a wait that the service asked for"
    );
    let now = finish_next_check(&mut planner, now, ANSWERED);

    let wait = NextStep::WaitUntil(None);
    let paused = PlannerContext { paused: true, ..CONTEXT };
    assert_eq!((planner.status(paused, now), planner.next_step(paused, now)), (AccountCheckStatus::Paused, wait));
    let on_request = PlannerContext { frequency: CheckFrequency::OnRequest, ..CONTEXT };
    for context in [PlannerContext { paused: true, ..on_request }, on_request] {
        assert_eq!(
            (planner.status(context, now), planner.next_step(context, now)),
            (AccountCheckStatus::OnRequest, wait)
        );
    }
    assert_eq!(planner.expected_checks_until_reset(on_request, now), 0);
    planner.on_user_request_answered(now);
    planner.retry_failed_checks(on_request, now);
    assert_eq!(planner.next_step(on_request, now), wait, "neither the user's own requests nor waking change that");
    assert_eq!(planner.status(CONTEXT, now), AccountCheckStatus::Online);
    let now = finish_next_check(&mut planner, now, CheckOutcome::ApiKeyRefused);
    assert_eq!(
        (planner.status(CONTEXT, now), planner.next_step(CONTEXT, now)),
        (AccountCheckStatus::ApiKeyRefused, wait)
    );
    planner.on_user_request_answered(now);
    let now = finish_next_check(&mut planner, now, CheckOutcome::InboxGone);
    assert_eq!((planner.status(CONTEXT, now), planner.next_step(CONTEXT, now)), (AccountCheckStatus::Idle, wait));
}

#[test]
fn failing_inbox_among_answered_ones_is_no_outage() {
    let mut planner = new_planner();
    let mut now = SchedulerTime::ZERO;
    planner.replace_scheduled_inboxes(&[scheduled_inbox(1, 0), scheduled_inbox(2, 0)], CONTEXT, now);
    let mut outages = 0;
    for _ in 0..200 {
        match planner.next_step(CONTEXT, now) {
            NextStep::Check(inbox) => {
                planner.on_check_started(inbox, CONTEXT, now);
                let is_failing = inbox == 1;
                let outcome = if is_failing { CheckOutcome::Unreachable { retry_after: None } } else { ANSWERED };
                planner.on_check_finished(inbox, outcome, now);
                outages += u32::from(matches!(planner.status(CONTEXT, now), AccountCheckStatus::Offline { .. }));
            }
            NextStep::WaitUntil(until) => now = until.unwrap(),
        }
    }
    assert!(outages <= 1, "{outages} outages, although the other inbox is always answered");
}

#[test]
fn mail_is_awaited_while_the_inbox_is_visible_or_expects_mail() {
    let minutes = |count: i64| SchedulerTime::from_millis(count * 60_000);
    let inbox = 1;
    for (selected, window_visible, last_mail_at, now, is_awaited, why) in [
        (None, true, None, 8, true, "just created, and no mail has arrived"),
        (None, true, Some(2), 8, false, "the expected mail has arrived"),
        (Some(1), true, Some(2), 8, true, "it is visible"),
        (Some(1), false, Some(2), 8, false, "the window is hidden"),
        (None, true, None, 24 * 60, false, "nobody has shown interest for a day"),
        (Some(2), true, None, 8, true, "another inbox is visible"),
    ] {
        let mut planner = planner_with_new_inbox();
        let context = PlannerContext { window_visible, selected, ..CONTEXT };
        planner.on_visible_inbox_changed(context, minutes(0));
        let last_mail_at = last_mail_at.map(minutes);
        assert_eq!(planner.is_mail_missed_on_expiry(inbox, last_mail_at, context, minutes(now)), is_awaited, "{why}");
    }
    let mut planner = planner_with_new_inbox();
    planner.record_interest(inbox, minutes(5));
    let is_awaited = planner.is_mail_missed_on_expiry(inbox, Some(minutes(2)), CONTEXT, minutes(8));
    assert!(is_awaited, "its address was copied once more");
    assert!(!planner.is_mail_missed_on_expiry(7, None, CONTEXT, minutes(8)), "an unknown inbox");
}

#[test]
fn short_quota_is_spent_on_the_visible_inbox_and_reported() {
    let mut planner = new_planner();
    let mut now = SchedulerTime::ZERO;
    let inboxes: Vec<_> = (1..=50).map(|id| scheduled_inbox(id, -40 * DAY)).collect();
    planner.replace_scheduled_inboxes(&inboxes, CONTEXT, now);
    planner.record_quota(QuotaReport { limit: 1_000, remaining: 500, resets_in: Some(seconds(20 * 86_400)) }, now);
    let context = select_inbox(&mut planner, 7, now);
    let (mut visible_checks, mut other_checks) = (0, 0);
    while now < SchedulerTime::ZERO.saturating_add(seconds(3_600)) {
        match planner.next_step(context, now) {
            NextStep::Check(inbox) => {
                planner.on_check_started(inbox, context, now);
                planner.on_check_finished(inbox, ANSWERED, now);
                if Some(inbox) == context.selected { visible_checks += 1 } else { other_checks += 1 }
            }
            NextStep::WaitUntil(until) => now = until.unwrap(),
        }
    }
    // Each of the others is checked once at first.
    assert!((5..30).contains(&visible_checks) && other_checks <= 49, "{visible_checks} and {other_checks}");
    let status = planner.status(context, now);
    let AccountCheckStatus::SavingQuota { shortest_interval, longest_interval } = status else { panic!("{status:?}") };
    assert!(longest_interval.is_none_or(|longest| shortest_interval < longest), "{status:?}");
    assert!(shortest_interval > seconds(60), "{status:?}");
}

/// Before the first response the quota is unknown, and the planner is cautious.
#[test]
fn first_quota_report_takes_effect_at_once() {
    let mut planner = new_planner();
    let now = SchedulerTime::ZERO;
    let inboxes: Vec<_> = (1..=50).map(|id| scheduled_inbox(id, 0)).collect();
    planner.replace_scheduled_inboxes(&inboxes, CONTEXT, now);
    let context = select_inbox(&mut planner, 1, now);
    let NextStep::WaitUntil(Some(due_at)) = planner.next_step(context, now) else { panic!("new inboxes can wait") };
    let NextStep::Check(inbox) = planner.next_step(context, due_at) else { panic!("no check was due") };
    planner.on_check_started(inbox, context, due_at);
    let answered_at = due_at.saturating_add(seconds(1) / 5);
    let report = QuotaReport { limit: 1_000_000, remaining: 999_999, resets_in: Some(seconds(86_400)) };
    planner.record_quota(report, answered_at);
    planner.on_check_finished(inbox, ANSWERED, answered_at);
    assert_eq!(planner.status(context, answered_at), AccountCheckStatus::Online);
}

#[test]
fn no_interval_is_reported_that_ends_after_the_inbox_or_the_quota() {
    let now = SchedulerTime::ZERO;
    for (lifetime, has_final_check, has_first_check, why) in [
        (Some(60), true, false, "one request is left, and it is kept for the final check"),
        (Some(90 * 86_400), false, true, "the quota resets long before the inbox expires"),
        (None, false, true, "the inbox never expires"),
        (Some(3), false, false, "the inbox has just been checked"),
    ] {
        let mut planner = new_planner();
        let expires_at = lifetime.map(|lifetime| now.saturating_add(seconds(lifetime)));
        let inbox = PlannerInbox { expires_at, checked_at: Some(now), ..scheduled_inbox(1, 0) };
        planner.replace_scheduled_inboxes(&[inbox], CONTEXT, now);
        let context = select_inbox(&mut planner, 1, now);
        planner.record_quota(QuotaReport { limit: 20, remaining: 6, resets_in: Some(seconds(20 * 86_400)) }, now);
        planner.on_user_request_answered(now);
        assert_eq!(planner.status(context, now), AccountCheckStatus::QuotaScarce { has_final_check }, "{why}");

        // The checks that follow are as reported.
        let until = now.saturating_add(seconds(86_400));
        let (mut then, mut checks) = (now, 0);
        loop {
            match planner.next_step(context, then) {
                NextStep::Check(inbox) => {
                    checks += 1;
                    planner.on_check_started(inbox, context, then);
                    planner.on_check_finished(inbox, ANSWERED, then);
                }
                NextStep::WaitUntil(Some(next)) if next < until => then = next,
                NextStep::WaitUntil(_) => break,
            }
        }
        assert_eq!(checks, u32::from(has_final_check) + u32::from(has_first_check), "{why}");
    }
}

#[test]
fn inbox_is_checked_just_before_it_expires() {
    let mut planner = new_planner();
    let expires_at = SchedulerTime::ZERO.saturating_add(seconds(86_400));
    let inbox = PlannerInbox { expires_at: Some(expires_at), ..scheduled_inbox(1, 0) };
    planner.replace_scheduled_inboxes(&[inbox], CONTEXT, SchedulerTime::ZERO);
    let (mut now, mut last_check) = (SchedulerTime::ZERO, SchedulerTime::ZERO);
    loop {
        match planner.next_step(CONTEXT, now) {
            NextStep::Check(inbox) => {
                last_check = now;
                planner.on_check_started(inbox, CONTEXT, now);
                planner.on_check_finished(inbox, ANSWERED, now);
            }
            NextStep::WaitUntil(Some(until)) => now = until,
            NextStep::WaitUntil(None) => break,
        }
    }
    let lead = expires_at.duration_since(last_check);
    assert!(lead <= seconds(5), "the final check was {lead:?} before the end");
}

/// Reports a quota that pays for few checks until it resets.
fn report_nearly_exhausted_quota(planner: &mut Planner<u32>, remaining: u64, now: SchedulerTime) {
    planner.record_quota(QuotaReport { limit: 1_000, remaining, resets_in: Some(seconds(20 * 86_400)) }, now);
}

/// Performs all checks until this moment. Returns the inbox and the time of each.
fn finish_checks_until(
    planner: &mut Planner<u32>,
    context: PlannerContext<u32>,
    mut now: SchedulerTime,
    until: SchedulerTime,
) -> Vec<(u32, SchedulerTime)> {
    let mut checks = Vec::new();
    loop {
        match planner.next_step(context, now) {
            NextStep::Check(inbox) => {
                checks.push((inbox, now));
                planner.on_check_started(inbox, context, now);
                planner.on_check_finished(inbox, ANSWERED, now);
            }
            NextStep::WaitUntil(Some(next)) if next < until => now = next,
            NextStep::WaitUntil(_) => return checks,
        }
    }
}

#[test]
fn first_check_comes_within_two_minutes_although_the_quota_is_short() {
    for (remaining, inbox_count) in [(900, 25), (400, 25), (200, 20), (120, 10)] {
        let mut planner = new_planner();
        let now = SchedulerTime::ZERO;
        report_nearly_exhausted_quota(&mut planner, remaining, now);
        let inboxes: Vec<_> = (1..=inbox_count).map(|id| scheduled_inbox(id, 0)).collect();
        planner.replace_scheduled_inboxes(&inboxes, CONTEXT, now);
        let until = now.saturating_add(seconds(120));
        let checks = finish_checks_until(&mut planner, CONTEXT, now, until);
        for id in 1..=inbox_count {
            let is_checked = checks.iter().any(|(inbox, _)| *inbox == id);
            assert!(is_checked, "{remaining} requests left: inbox {id} of {inbox_count} is not checked in {checks:?}");
        }
        // What is saved for others is not spent on second checks.
        let most = if remaining > 400 { 3 * inbox_count } else { 2 * inbox_count };
        assert!(checks.len() <= most as usize, "{remaining} requests left: {} checks", checks.len());
    }
}

#[test]
fn inbox_that_is_only_passed_by_gets_no_first_check_again() {
    let mut planner = new_planner();
    let now = SchedulerTime::ZERO;
    report_nearly_exhausted_quota(&mut planner, 200, now);
    let inboxes: Vec<_> = (1..=25).map(|id| scheduled_inbox(id, 0)).collect();
    planner.replace_scheduled_inboxes(&inboxes, CONTEXT, now);
    let viewed_at = now.saturating_add(seconds(120));
    let first_checks = finish_checks_until(&mut planner, CONTEXT, now, viewed_at);
    let inbox = first_checks[0].0;
    select_inbox(&mut planner, inbox, viewed_at);
    planner.on_visible_inbox_changed(CONTEXT, viewed_at);
    let until = viewed_at.saturating_add(seconds(300));
    let mut passed_by = planner.clone();
    let checks = finish_checks_until(&mut passed_by, CONTEXT, viewed_at, until);
    assert!(checks.iter().all(|(checked, _)| *checked != inbox), "{checks:?}");
    // Its address is copied instead.
    planner.record_interest(inbox, viewed_at);
    let checks = finish_checks_until(&mut planner, CONTEXT, viewed_at, until);
    assert!(checks.iter().any(|(checked, _)| *checked == inbox), "{checks:?}");
}

/// Requests that are saved for final checks must not keep an overdue check from becoming the final one.
#[test]
fn overdue_inboxes_get_their_final_checks() {
    // Three requests can be spent at once, or about fifty.
    for (remaining, inbox_count) in [(60, 2), (200, 40)] {
        let mut planner = new_planner();
        let now = SchedulerTime::ZERO;
        let expires_at = now.saturating_add(seconds(3_600));
        report_nearly_exhausted_quota(&mut planner, remaining, now);
        let inboxes: Vec<_> = (1..=inbox_count)
            .map(|id| PlannerInbox { expires_at: Some(expires_at), ..scheduled_inbox(id, 0) })
            .collect();
        planner.replace_scheduled_inboxes(&inboxes, CONTEXT, now);
        let checks = finish_checks_until(&mut planner, CONTEXT, now, expires_at);
        for id in 1..=inbox_count {
            let last_check = checks.iter().rfind(|(inbox, _)| *inbox == id).map(|(_, at)| *at);
            let lead = last_check.map(|at| expires_at.duration_since(at));
            assert!(lead.is_some_and(|lead| lead <= seconds(5)), "inbox {id}: last checked {lead:?} before its end");
        }
    }
}

/// What was computed for one context must not be used for another.
#[test]
fn decisions_follow_the_context_that_is_passed_in() {
    let now = SchedulerTime::ZERO;
    // So short a quota that intervals are lengthened, by factors that depend on the context.
    let planner_with_short_quota = || {
        let mut planner = new_planner();
        let checked_inbox = |id| PlannerInbox { checked_at: Some(now), ..scheduled_inbox(id, -40 * DAY) };
        planner.replace_scheduled_inboxes(&(1..=200).map(checked_inbox).collect::<Vec<_>>(), CONTEXT, now);
        let report = QuotaReport { limit: 10_000, remaining: 3_000, resets_in: Some(seconds(20 * 86_400)) };
        planner.record_quota(report, now);
        planner
    };
    let selected = PlannerContext { selected: Some(1), ..CONTEXT };
    let contexts = [
        CONTEXT,
        PlannerContext { frequency: CheckFrequency::Sparing, ..CONTEXT },
        selected,
        PlannerContext { window_visible: false, ..selected },
    ];
    let mut planner = planner_with_short_quota();
    for context in contexts {
        let step = planner_with_short_quota().next_step(context, now);
        assert_eq!(planner.next_step(context, now), step, "{context:?}");
    }
}

/// Anything that can happen to a planner.
#[derive(Debug, Clone)]
enum PlannerEvent {
    QuotaReported { limit: u64, remaining: u64, resets_in: Option<u64> },
    InboxesReplaced(Vec<(u32, i64, Option<i64>, Option<i64>)>),
    InterestShown(u32),
    InboxSelected(Option<u32>),
    VisibilityChanged(bool),
    TimePassed(i64),
    ComputerWoke,
    UserRequestAnswered,
    CheckFinished(CheckOutcome),
    FrequencyChosen(CheckFrequency),
}

fn any_moment() -> impl Strategy<Value = i64> {
    prop_oneof![-100_000_000_000_i64..100_000_000_000, -10_000_i64..100_000, Just(i64::MIN), Just(i64::MAX)]
}

fn planner_event_strategy() -> impl Strategy<Value = PlannerEvent> {
    let span = prop_oneof![0_u64..100, 0_u64..5_000_000, Just(u64::MAX / 2_000)];
    let retry_after = proptest::option::of(span.clone().prop_map(Duration::from_secs));
    let outcome = prop_oneof![
        any::<bool>().prop_map(|has_new_mail| CheckOutcome::Answered { has_new_mail }),
        Just(CheckOutcome::InboxGone),
        retry_after.clone().prop_map(|retry_after| CheckOutcome::RateLimited { retry_after }),
        retry_after.prop_map(|retry_after| CheckOutcome::Unreachable { retry_after }),
        Just(CheckOutcome::RequestRefused),
        Just(CheckOutcome::Cancelled),
    ];
    let inbox = (0_u32..8, any_moment(), proptest::option::of(any_moment()), proptest::option::of(any_moment()));
    prop_oneof![
        (
            prop_oneof![0_u64..200, 0_u64..100_000, any::<u64>()],
            prop_oneof![0_u64..200, any::<u64>()],
            proptest::option::of(span)
        )
            .prop_map(|(limit, remaining, resets_in)| PlannerEvent::QuotaReported {
                limit,
                remaining,
                resets_in
            }),
        proptest::collection::vec(inbox, 0..8).prop_map(PlannerEvent::InboxesReplaced),
        (0_u32..8).prop_map(PlannerEvent::InterestShown),
        proptest::option::of(0_u32..8).prop_map(PlannerEvent::InboxSelected),
        any::<bool>().prop_map(PlannerEvent::VisibilityChanged),
        prop_oneof![1_i64..10_000, 1_i64..4_000_000_000].prop_map(PlannerEvent::TimePassed),
        Just(PlannerEvent::ComputerWoke),
        Just(PlannerEvent::UserRequestAnswered),
        outcome.prop_map(PlannerEvent::CheckFinished),
        prop_oneof![Just(CheckFrequency::Expected), Just(CheckFrequency::Sparing), Just(CheckFrequency::OnRequest)]
            .prop_map(PlannerEvent::FrequencyChosen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn random_events_never_exceed_the_budget_or_stop_the_planner(
        events in proptest::collection::vec(planner_event_strategy(), 1..60),
        seed: u64,
    ) {
        let mut planner = Planner::new(PollTiming::default(), Rng::from_seed(seed));
        let mut context = CONTEXT;
        let mut now = SchedulerTime::ZERO;
        let mut in_flight: Vec<u32> = Vec::new();
        // The requests that may still be spent, and until when that is certain.
        let mut allowance: Option<(u64, SchedulerTime)> = None;
        for event in events {
            match event {
                PlannerEvent::QuotaReported { limit, remaining, resets_in } => {
                    let report = QuotaReport { limit, remaining, resets_in: resets_in.map(Duration::from_secs) };
                    planner.record_quota(report, now);
                    if limit > 0 {
                        allowance = resets_in.filter(|span| *span > 0).map(|span| {
                            let spendable = remaining.min(limit).saturating_sub(user_reserve(limit));
                            (spendable, now.saturating_add(seconds(span)))
                        });
                    }
                }
                PlannerEvent::InboxesReplaced(list) => {
                    let time = SchedulerTime::from_millis;
                    let open: Vec<_> = list
                        .into_iter()
                        .map(|(id, created_at, checked_at, expires_at)| PlannerInbox {
                            id,
                            created_at: time(created_at),
                            checked_at: checked_at.map(time),
                            last_mail_at: checked_at.map(time),
                            expires_at: expires_at.map(time),
                            recheck_at: None,
                        })
                        .collect();
                    planner.replace_scheduled_inboxes(&open, context, now);
                }
                PlannerEvent::InterestShown(id) => planner.record_interest(id, now),
                PlannerEvent::InboxSelected(id) => {
                    context.selected = id;
                    planner.on_visible_inbox_changed(context, now);
                }
                PlannerEvent::VisibilityChanged(window_visible) => {
                    context.window_visible = window_visible;
                    planner.on_visible_inbox_changed(context, now);
                }
                PlannerEvent::TimePassed(millis) => {
                    now = now.saturating_add(Duration::from_millis(u64::try_from(millis).unwrap()));
                }
                PlannerEvent::ComputerWoke => planner.retry_failed_checks(context, now),
                PlannerEvent::UserRequestAnswered => planner.on_user_request_answered(now),
                PlannerEvent::FrequencyChosen(frequency) => context.frequency = frequency,
                PlannerEvent::CheckFinished(outcome) => if let Some(inbox) = in_flight.pop() {
                    planner.on_check_finished(inbox, outcome, now);
                },
            }
            let mut started = 0;
            loop {
                match planner.next_step(context, now) {
                    NextStep::Check(inbox) => {
                        started += 1;
                        prop_assert!(started <= MAX_CHECKS_IN_FLIGHT, "a busy loop");
                        planner.on_check_started(inbox, context, now);
                        in_flight.push(inbox);
                        if let Some((left, until)) = &mut allowance && now < *until {
                            prop_assert!(*left > 0, "over budget");
                            *left -= 1;
                        }
                    }
                    NextStep::WaitUntil(until) => {
                        prop_assert!(until.is_none_or(|until| until > now), "{until:?} is not after {now:?}");
                        break;
                    }
                }
            }
            planner.status(context, now);
            planner.expected_checks_until_reset(context, now);
        }
    }
}
