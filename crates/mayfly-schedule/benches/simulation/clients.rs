//! Clients: Mayfly's planner, and the usual loop that checks every inbox at a fixed interval.

use super::{
    LATENCY, MONTH, SimulatedInbox, SimulatedQuotaLimit, SimulatedRequestCounter, SimulatedUserAction,
    SimulatedUserMonth, SimulationResult,
};
use mayfly_schedule::{
    CheckFrequency, CheckOutcome, NextStep, Planner, PlannerContext, PlannerInbox, PollTiming, QuotaReport, Rng,
    SchedulerTime,
};

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::time::Duration;

/// The result of Mayfly's planner, and measurements of how it came about.
#[derive(Debug, Default)]
pub struct PlannerSimulationResult {
    pub client: SimulationResult,
    /// The most checks in flight for one inbox at a time.
    pub most_checks_of_one_inbox: u32,
    /// Checks of inboxes that had expired.
    pub checks_of_expired_inboxes: u64,
    /// The fewest requests that the service had left when a check started.
    pub fewest_remaining_at_check: u64,
    /// The longest time for which the visible inbox was not checked, in seconds.
    pub longest_gap_of_visible_inbox: f64,
    /// Decisions made; far more of them than of checks would be a busy loop.
    pub decisions: u64,
}

/// Records which mail a client has found, and what it spent.
struct SimulationRecorder<'a> {
    scenario: &'a SimulatedUserMonth,
    /// For each inbox, the first mail that has not been found yet.
    next_mail: Vec<usize>,
    result: SimulationResult,
}

impl<'a> SimulationRecorder<'a> {
    fn new(scenario: &'a SimulatedUserMonth, quota: SimulatedQuotaLimit) -> Self {
        let result = SimulationResult { fewest_remaining: quota.limit, ..SimulationResult::default() };
        // Mail from before the month has been found.
        let next_mail = scenario.inboxes.iter().map(|inbox| inbox.mail_times.partition_point(|at| *at < 0)).collect();
        Self { scenario, next_mail, result }
    }

    /// Records that a check at `now` finds all mail that has arrived. Returns whether there was any new mail.
    fn record_found_mail(&mut self, inbox_index: usize, now: i64) -> bool {
        let mail_times = &self.scenario.inboxes[inbox_index].mail_times;
        let from = self.next_mail[inbox_index];
        let to = mail_times.partition_point(|at| *at <= now).max(from);
        self.next_mail[inbox_index] = to;
        self.result.delays.extend(mail_times[from..to].iter().map(|at| (now - at) as f64 / 1000.0));
        to > from
    }

    /// Counts a request. Returns false if the quota is exhausted.
    fn count_request(&mut self, counter: &mut SimulatedRequestCounter, now: i64) -> bool {
        let is_counted = counter.count_request(now);
        if !is_counted {
            self.result.exhausted_at.get_or_insert(now);
        }
        self.result.fewest_remaining = self.result.fewest_remaining.min(counter.remaining_requests());
        is_counted
    }

    fn into_simulation_result(mut self, counter: &SimulatedRequestCounter) -> SimulationResult {
        for (inbox, next_mail) in self.scenario.inboxes.iter().zip(&self.next_mail) {
            self.result.delays.extend(inbox.mail_times[*next_mail..].iter().map(|_| f64::INFINITY));
        }
        self.result.remaining_at_end = counter.remaining_requests();
        self.result
    }
}

/// Runs Mayfly's planner with the default frequency.
pub fn simulate_planner(
    scenario: &SimulatedUserMonth,
    quota: SimulatedQuotaLimit,
    seed: u64,
) -> PlannerSimulationResult {
    simulate_planner_at_check_frequency(CheckFrequency::Expected, scenario, quota, seed)
}

/// Runs Mayfly's planner with the frequency that the user chose.
pub fn simulate_planner_at_check_frequency(
    frequency: CheckFrequency,
    scenario: &SimulatedUserMonth,
    quota: SimulatedQuotaLimit,
    seed: u64,
) -> PlannerSimulationResult {
    let mut planner = Planner::new(PollTiming::default(), Rng::from_seed(seed));
    let mut context = PlannerContext { window_visible: false, paused: false, frequency, selected: None };
    let mut counter = SimulatedRequestCounter::new(quota);
    let mut recorder = SimulationRecorder::new(scenario, quota);
    let mut planner_result =
        PlannerSimulationResult { fewest_remaining_at_check: quota.limit, ..PlannerSimulationResult::default() };
    let mut open: BTreeMap<usize, PlannerInbox<usize>> = BTreeMap::new();
    let mut checks_in_flight: BTreeMap<usize, u32> = BTreeMap::new();
    let mut responses: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
    let mut actions = scenario.actions.iter().peekable();
    // The visible inbox, and when it was last checked.
    let mut visible: Option<(usize, i64)> = None;
    for (index, inbox) in scenario.inboxes.iter().enumerate().filter(|(_, inbox)| inbox.created_at < 0) {
        open.insert(index, to_planner_inbox(index, inbox, 0));
    }
    planner.replace_scheduled_inboxes(&open.values().copied().collect::<Vec<_>>(), context, to_scheduler_time(0));
    // Signing in requested the domains, and the response reported the quota.
    counter.count_request(0);
    planner.record_quota(simulated_quota_report(&counter, 0), to_scheduler_time(0));

    let mut now = 0;
    while now < MONTH {
        let time = to_scheduler_time(now);
        while let Some(Reverse((at, index))) = responses.peek().copied()
            && at <= now
        {
            responses.pop();
            *checks_in_flight.entry(index).or_default() -= 1;
            if !scenario.inboxes[index].is_receiving_at(now) {
                planner.on_check_finished(index, CheckOutcome::InboxGone, time);
            } else if recorder.count_request(&mut counter, now) {
                let has_new_mail = recorder.record_found_mail(index, now);
                planner.record_quota(simulated_quota_report(&counter, now), time);
                planner.on_check_finished(index, CheckOutcome::Answered { has_new_mail }, time);
                if let Some((visible_index, last_check)) = &mut visible
                    && *visible_index == index
                {
                    let gap = (now - *last_check) as f64 / 1000.0;
                    planner_result.longest_gap_of_visible_inbox = planner_result.longest_gap_of_visible_inbox.max(gap);
                    *last_check = now;
                }
            } else {
                let retry_after = Some(counter.resets_in(now));
                planner.on_check_finished(index, CheckOutcome::RateLimited { retry_after }, time);
            }
        }
        while let Some((at, action)) = actions.peek()
            && *at <= now
        {
            if action.is_request() {
                let is_counted = recorder.count_request(&mut counter, now);
                recorder.result.refused_user_requests += u64::from(!is_counted);
                planner.on_user_request_answered(time);
                planner.record_quota(simulated_quota_report(&counter, now), time);
            }
            if let SimulatedUserAction::CreateInbox(index) | SimulatedUserAction::CreateInboxInBackground(index) =
                action
            {
                open.insert(*index, to_planner_inbox(*index, &scenario.inboxes[*index], *at));
            }
            match action {
                SimulatedUserAction::CreateInbox(index) | SimulatedUserAction::CopyAddress(index) => {
                    open.retain(|index, _| scenario.inboxes[*index].is_receiving_at(now));
                    planner.replace_scheduled_inboxes(&open.values().copied().collect::<Vec<_>>(), context, time);
                    if !context.window_visible {
                        context.window_visible = true;
                        planner.on_visible_inbox_changed(context, time);
                    }
                    context.selected = Some(*index);
                    planner.record_interest(*index, time);
                    planner.on_visible_inbox_changed(context, time);
                    visible = Some((*index, now));
                }
                SimulatedUserAction::CreateInboxInBackground(_) | SimulatedUserAction::DeleteInbox(_) => {
                    open.retain(|index, _| scenario.inboxes[*index].is_receiving_at(now));
                    planner.replace_scheduled_inboxes(&open.values().copied().collect::<Vec<_>>(), context, time);
                }
                SimulatedUserAction::CloseWindow => {
                    context.window_visible = false;
                    planner.on_visible_inbox_changed(context, time);
                    visible = None;
                }
                SimulatedUserAction::SendRequest => {}
            }
            actions.next();
        }
        let until = loop {
            planner_result.decisions += 1;
            match planner.next_step(context, time) {
                NextStep::Check(index) => {
                    planner.on_check_started(index, context, time);
                    recorder.result.checks += 1;
                    let uncounted = u64::try_from(responses.len()).unwrap();
                    planner_result.fewest_remaining_at_check = planner_result
                        .fewest_remaining_at_check
                        .min(counter.remaining_requests().saturating_sub(uncounted));
                    planner_result.checks_of_expired_inboxes +=
                        u64::from(!scenario.inboxes[index].is_receiving_at(now));
                    let in_flight = checks_in_flight.entry(index).or_default();
                    *in_flight += 1;
                    planner_result.most_checks_of_one_inbox = planner_result.most_checks_of_one_inbox.max(*in_flight);
                    responses.push(Reverse((now + LATENCY, index)));
                }
                NextStep::WaitUntil(until) => break until,
            }
        };
        let next = [
            until.map(|until| until.as_millis().max(now + 1)),
            responses.peek().map(|response| response.0.0),
            actions.peek().map(|(at, _)| *at),
        ];
        now = next.into_iter().flatten().min().unwrap_or(MONTH);
    }
    planner_result.client = recorder.into_simulation_result(&counter);
    planner_result
}

fn to_planner_inbox(index: usize, inbox: &SimulatedInbox, now: i64) -> PlannerInbox<usize> {
    PlannerInbox {
        id: index,
        created_at: to_scheduler_time(inbox.created_at),
        // The app was running until a moment ago.
        checked_at: (inbox.created_at < now).then(|| to_scheduler_time(now)),
        last_mail_at: inbox.mail_times.iter().rfind(|at| **at < 0).map(|at| to_scheduler_time(*at)),
        expires_at: Some(to_scheduler_time(inbox.expires_at)),
        recheck_at: None,
    }
}

fn to_scheduler_time(now: i64) -> SchedulerTime {
    SchedulerTime::from_millis(now)
}

fn simulated_quota_report(counter: &SimulatedRequestCounter, now: i64) -> QuotaReport {
    QuotaReport {
        limit: counter.quota.limit,
        remaining: counter.remaining_requests(),
        resets_in: Some(counter.resets_in(now)),
    }
}

/// Runs a loop that checks each open inbox once in `interval`, whatever happens.
pub fn run_fixed_interval(
    scenario: &SimulatedUserMonth,
    quota: SimulatedQuotaLimit,
    interval: Duration,
    seed: u64,
) -> SimulationResult {
    let interval = i64::try_from(interval.as_millis()).unwrap().max(1);
    let mut rng = Rng::from_seed(seed);
    let mut counter = SimulatedRequestCounter::new(quota);
    let mut recorder = SimulationRecorder::new(scenario, quota);
    // Checks of an inbox, and the user's own requests (`None`).
    let mut requests: BinaryHeap<Reverse<(i64, Option<usize>)>> = BinaryHeap::new();
    for (index, inbox) in scenario.inboxes.iter().enumerate() {
        let phase = rng.random_between(0.0, interval as f64) as i64;
        requests.push(Reverse((inbox.created_at.max(0) + phase, Some(index))));
    }
    for (at, action) in &scenario.actions {
        if action.is_request() {
            requests.push(Reverse((*at, None)));
        }
    }
    while let Some(Reverse((now, request))) = requests.pop() {
        if now >= MONTH {
            break;
        }
        let Some(index) = request else {
            let is_counted = recorder.count_request(&mut counter, now);
            recorder.result.refused_user_requests += u64::from(!is_counted);
            continue;
        };
        if !scenario.inboxes[index].is_receiving_at(now + LATENCY) {
            continue;
        }
        recorder.result.checks += 1;
        let pause = if recorder.count_request(&mut counter, now) {
            recorder.record_found_mail(index, now + LATENCY);
            interval
        } else {
            // This loop respects at least the reset in the response.
            i64::try_from(counter.resets_in(now).as_millis()).unwrap()
        };
        requests.push(Reverse((now + pause, Some(index))));
    }
    recorder.into_simulation_result(&counter)
}
