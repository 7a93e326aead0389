//! How soon `wait` finds mail, and with how many requests, beside what the scheduler plans for an address on the screen.
//! `cargo bench -p tempmailg-cli` prints a table. The scheduler's intervals are shortened to a quarter, and the
//! rounds run at the same time.

#![allow(clippy::unwrap_used, missing_docs, reason = "no part of the library")]

use mayfly_schedule::{
    CheckFrequency, CheckOutcome, NextStep, Planner, PlannerContext, PlannerInbox, PollTiming, Rng, SchedulerTime,
};
use std::collections::HashSet;
use std::time::{Duration, Instant};
use tempmailg::{ApiKey, BaseUrl, Client};
use tempmailg_cli::{MessageFilter, RequiredContent, WaitOptions, wait_for_message};
use tempmailg_sandbox::{Mail, Sandbox};

const SCALE: u32 = 4;
const ROUNDS: u32 = 100;
/// The plan is the mean of so many simulations of each round.
const SIMULATIONS: u32 = 50;
/// The rounds of a line are spread over this time, so that they hit every place in an interval.
const SPREAD: Duration = Duration::from_secs(16);

/// How long an answer takes in the simulation.
const LATENCY: Duration = Duration::from_millis(20);

/// After so many seconds of a real wait the mail arrives.
const ARRIVALS: [u64; 4] = [3, 40, 90, 150];

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    println!("mail after | delay planned | delay measured | ratio | requests planned | requests measured");
    for seconds in ARRIVALS {
        let (mut planned, mut planned_requests) = (0.0, 0);
        let (mut measured, mut requests) = (0.0, 0);
        let mut waits = tokio::task::JoinSet::new();
        for round in 0..ROUNDS {
            let arrival = Duration::from_secs(seconds) + SPREAD * round / ROUNDS;
            for seed in 0..SIMULATIONS {
                let (delay, count) = simulate_watched_address(arrival, u64::from(round * SIMULATIONS + seed));
                (planned, planned_requests) = (planned + delay.as_secs_f64(), planned_requests + count);
            }
            waits.spawn_on(measure_wait(arrival), runtime.handle());
        }
        for (delay, count) in runtime.block_on(waits.join_all()) {
            (measured, requests) = (measured + delay.as_secs_f64(), requests + count);
        }
        let rounds = f64::from(ROUNDS);
        let simulations = rounds * f64::from(SIMULATIONS);
        println!(
            "{seconds:>2} to {:>3} s | {:>11.2} s | {:>12.2} s | {:>5.2} | {:>16.1} | {:>17.1}",
            seconds + SPREAD.as_secs(),
            planned / simulations,
            measured / rounds,
            measured / rounds / (planned / simulations),
            planned_requests as f64 / simulations,
            requests as f64 / rounds,
        );
    }
}

/// The delay and the number of checks of an address that is opened and watched.
fn simulate_watched_address(arrival: Duration, seed: u64) -> (Duration, usize) {
    let context =
        PlannerContext { window_visible: true, paused: false, frequency: CheckFrequency::Expected, selected: Some(0) };
    let mut planner = Planner::new(PollTiming::default(), Rng::from_seed(seed));
    let inbox = PlannerInbox {
        id: 0,
        created_at: SchedulerTime::ZERO,
        checked_at: None,
        last_mail_at: None,
        expires_at: None,
        recheck_at: None,
    };
    planner.replace_scheduled_inboxes(&[inbox], context, SchedulerTime::ZERO);
    planner.mark_inbox_due_now(0);
    let arrives_at = SchedulerTime::ZERO.saturating_add(arrival);
    let (mut now, mut count) = (SchedulerTime::ZERO, 0);
    loop {
        match planner.next_step(context, now) {
            NextStep::Check(_) => {
                count += 1;
                planner.on_check_started(0, context, now);
                let has_arrived = now >= arrives_at;
                now = now.saturating_add(LATENCY);
                planner.on_check_finished(0, CheckOutcome::Answered { has_new_mail: false }, now);
                if has_arrived {
                    return (now.duration_since(arrives_at), count);
                }
            }
            NextStep::WaitUntil(at) => now = at.unwrap(),
        }
    }
}

/// The delay and the number of requests of a wait, as if its intervals were not shortened.
async fn measure_wait(arrival: Duration) -> (Duration, usize) {
    // Large enough to limit nothing, although so many more requests are sent in a time.
    let sandbox = Sandbox::builder().quota(50_000_000).keep_new_inboxes_empty(true).start().await.unwrap();
    let api_key = ApiKey::parse(sandbox.api_key()).unwrap();
    let client = Client::builder(api_key).base_url(BaseUrl::parse(sandbox.base_url()).unwrap()).build().unwrap();
    let address = client.create_inbox().await.unwrap().value.address;
    let timing =
        PollTiming { shortest_interval: PollTiming::default().shortest_interval / SCALE, ..PollTiming::default() };
    let options = WaitOptions {
        address: address.clone(),
        filter: MessageFilter::filter_for_required_content(RequiredContent::Code),
        timeout: Duration::from_secs(60),
        since: None,
        recent: None,
        passed_over: HashSet::new(),
        timing,
    };
    let arriving = async {
        tokio::time::sleep(arrival / SCALE).await;
        sandbox.deliver_mail(&address, Mail::new_text("Sign in", "Your code is 482913.")).unwrap();
        Instant::now()
    };
    let waiting = async {
        wait_for_message(&client, &options, |error| panic!("{error}")).await.unwrap();
        Instant::now()
    };
    let (arrived_at, found_at) = tokio::join!(arriving, waiting);
    let requests = sandbox.list_requests().iter().filter(|request| request.path == "/api/messages").count();
    (found_at.duration_since(arrived_at) * SCALE, requests)
}
