//! How many requests a wait sends, with the scheduler's intervals shortened.

#![allow(clippy::unwrap_used, reason = "a test")]

use mayfly_schedule::PollTiming;
use std::collections::HashSet;
use std::time::Duration;
use tempmailg::{ApiKey, BaseUrl, Client};
use tempmailg_cli::{MessageFilter, WaitError, WaitOptions, wait_for_message};
use tempmailg_sandbox::{FaultAction, InjectedFault, Sandbox};

/// A unit, which is a second of a real wait, is 1 ms.
const TIMING: PollTiming = PollTiming {
    shortest_interval: Duration::from_millis(5),
    longest_retry_delay: Duration::from_millis(300),
    check_timeout: Duration::from_secs(20),
    clock_check_interval: Duration::from_secs(10),
};

/// The quota is so large that it limits nothing, although a thousand times as many requests are sent.
const QUOTA: u64 = 50_000_000;

async fn start() -> (Sandbox, Client, WaitOptions) {
    let sandbox = Sandbox::builder().quota(QUOTA).keep_new_inboxes_empty(true).start().await.unwrap();
    let api_key = ApiKey::parse(sandbox.api_key()).unwrap();
    let base_url = BaseUrl::parse(sandbox.base_url()).unwrap();
    let client = Client::builder(api_key).base_url(base_url).build().unwrap();
    let address = client.create_inbox().await.unwrap().value.address;
    let filter = MessageFilter::default();
    let timeout = Duration::from_millis(700);
    let options = WaitOptions {
        address,
        filter,
        timeout,
        since: None,
        recent: None,
        passed_over: HashSet::new(),
        timing: TIMING,
    };
    (sandbox, client, options)
}

fn count_checks(sandbox: &Sandbox) -> usize {
    sandbox.list_requests().iter().filter(|request| request.path == "/api/messages").count()
}

/// An address that is watched is checked every 5 units in the first 60, every 8 up to 180, every 12 up to 600, every 15 then;
/// a tenth sooner at most.
#[tokio::test]
async fn wait_sends_no_more_requests_than_the_scheduler_for_a_watched_address() {
    let (sandbox, client, options) = start().await;
    let found = wait_for_message(&client, &options, |error| panic!("{error}")).await;
    assert!(matches!(found, Err(WaitError::NothingInTime(_))), "{found:?}");
    let most = (60.0 / 5.0 + 120.0 / 8.0 + 420.0 / 12.0 + 100.0 / 15.0) / 0.9 + 1.0;
    let count = count_checks(&sandbox);
    assert!(count > 3 && count as f64 <= most, "{count} requests, {most} at most");
}

#[tokio::test]
async fn requests_to_a_failing_service_become_rare() {
    let (sandbox, client, options) = start().await;
    sandbox.inject_fault(InjectedFault::new(FaultAction::answer(503)).apply_to_every_request());
    let mut failures = 0;
    let found = wait_for_message(&client, &options, |_| failures += 1).await;
    assert!(matches!(found, Err(WaitError::Api(_))), "{found:?}");
    // Half of 5, 10, 20 … 320 units at least are between two attempts.
    let count = count_checks(&sandbox);
    assert!(count <= 12 && failures + 1 >= count, "{count} requests, {failures} reports");
}
