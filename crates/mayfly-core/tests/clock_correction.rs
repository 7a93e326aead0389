//! The times that windows are shown on a computer whose clock is wrong: by that clock, so that they agree with it.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use jiff::{SignedDuration, Timestamp};
use mayfly_core::{Clock as _, Core, CoreEnvironment, InMemorySecretStore};
use std::sync::Arc;
use support::API_KEY;
use support::adjustable_clock::AdjustableClock;
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail, Sandbox};

/// The service tells its time in whole seconds; the rest is for a busy machine.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(10);

fn assert_is_about(what: &str, shown: Option<&str>, expected: Timestamp) {
    let shown: Timestamp = shown.unwrap_or_else(|| panic!("no {what} is shown")).parse().unwrap();
    assert!(shown.duration_since(expected).abs() < TOLERANCE, "{what}: {shown} instead of {expected}");
}

#[tokio::test]
async fn shown_times_are_by_this_computers_clock() {
    let sandbox = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
    let mut true_reset = None;
    for offset in [0, 3 * 3_600 + 17, -26 * 3_600] {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AdjustableClock::default());
        clock.set_clock_offset(offset);
        let core = Core::builder(CoreEnvironment {
            data_folder: folder.path().join("data"),
            clock: Arc::<AdjustableClock>::clone(&clock),
            secrets: Arc::new(InMemorySecretStore::default()),
            localisation: mayfly_core::Localisation::default(),
        })
        .start();
        core.wait_until_accounts_open().await;
        core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();

        // By the answer that validated the API key; no other one has come yet.
        let quota = core.subscribe_with_snapshot().await.unwrap().0.quota.unwrap();
        let resets_at: Timestamp = quota.resets_at.as_deref().unwrap().parse().unwrap();
        let reset = *true_reset.get_or_insert(resets_at);
        assert_is_about("reset of the quota", quota.resets_at.as_deref(), reset + SignedDuration::from_secs(offset));

        let inbox = core.create_inbox().await.unwrap();
        assert_is_about("creation", Some(&inbox.created_at), clock.now());
        assert_is_about("expiry", inbox.expires_at.as_deref(), clock.now() + SignedDuration::from_secs(600));
        sandbox.deliver_mail(&inbox.address, Mail::new_text("Hello", "Words.")).unwrap();
        let messages = core.list_messages(inbox.id, true).await.unwrap();
        assert_is_about("arrival of the mail", Some(&messages[0].received_at), clock.now());

        let reset = Timestamp::now() + SignedDuration::from_secs(1_800);
        let action = FaultAction::answer(429).with_header("X-RateLimit-Reset", &reset.to_string());
        sandbox.inject_fault(InjectedFault::new(action).path("/emails"));
        let error = core.create_inbox().await.unwrap_err();
        let retry_at = core.to_error_view(&error).details.retry_at;
        assert_is_about("next attempt", retry_at.as_deref(), clock.now() + SignedDuration::from_secs(1_800));

        // No session exists yet that could have compared the clocks.
        core.sign_out().await.unwrap();
        let action = FaultAction::answer(429).with_header("X-RateLimit-Reset", &reset.to_string());
        sandbox.inject_fault(InjectedFault::new(action).path("/domains"));
        let error = core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap_err();
        let retry_at = core.to_error_view(&error).details.retry_at;
        assert_is_about("next sign-in", retry_at.as_deref(), clock.now() + SignedDuration::from_secs(1_800));
        core.shut_down(None).await;
    }
}
