//! Warnings before an inbox expires.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, InboxState};
use std::time::Duration;
use support::{API_KEY, TestCore, wait_for_change};
use tempmailg_sandbox::{Mail, Sandbox};

#[tokio::test]
async fn expiry_warning_is_emitted_only_for_inboxes_that_await_mail() {
    let mut test = TestCore::signed_out().await;
    // An inbox counts as expiring in its last two minutes: a few seconds from now.
    test.sandbox = Sandbox::builder()
        .api_key(API_KEY)
        .keep_new_inboxes_empty(true)
        .lifetime(Duration::from_secs(126))
        .start()
        .await
        .unwrap();
    let core = &test.core;
    core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    core.record_window_visibility(false);
    let answered = core.create_inbox().await.unwrap();
    test.deliver_and_fetch_mail(&answered, Mail::new_text("Awaited", "Words.")).await;
    let (_, mut events) = core.subscribe_with_snapshot().await.unwrap();
    let awaited = core.create_inbox().await.unwrap();

    let event = wait_for_change(&mut events, |change| matches!(change, Change::InboxExpiresSoon { .. })).await;
    let Change::InboxExpiresSoon { inbox, .. } = event.change else { unreachable!() };
    assert_eq!((inbox.id, inbox.state), (awaited.id, InboxState::Expiring));
    let states: Vec<_> = test.snapshot().await.inboxes.into_iter().map(|inbox| inbox.state).collect();
    assert_eq!(states, [InboxState::Expiring, InboxState::Expiring]);
    while let Ok(event) = events.try_recv() {
        assert!(
            !matches!(event.change, Change::InboxExpiresSoon { .. }),
            "one warning for each inbox: {:?}",
            event.change
        );
    }
}

#[tokio::test]
async fn expiry_warning_is_emitted_for_a_background_account() {
    let mut test = TestCore::signed_out().await;
    let other = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
    test.sandbox = Sandbox::builder()
        .api_key(API_KEY)
        .keep_new_inboxes_empty(true)
        .lifetime(Duration::from_secs(124))
        .start()
        .await
        .unwrap();
    let core = &test.core;
    core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    let account = test.snapshot().await.account.unwrap();
    let awaited = core.create_inbox().await.unwrap();
    assert!(core.account_names_if_several().await.unwrap().is_empty(), "a single account has no name");
    core.add_account(API_KEY, Some(other.base_url())).await.unwrap();
    core.rename_account(account.id, Some("Shop")).await.unwrap();

    let (_, mut events) = core.subscribe_with_snapshot().await.unwrap();
    let event = wait_for_change(&mut events, |change| matches!(change, Change::InboxExpiresSoon { .. })).await;
    let Change::InboxExpiresSoon { account_id, inbox } = event.change else { unreachable!() };
    assert_eq!((account_id, inbox.id), (account.id, awaited.id));
    assert_eq!(core.account_names_if_several().await.unwrap()[&account_id], "Shop");
    assert!(test.snapshot().await.inboxes.is_empty(), "the inbox is not part of the active account's snapshot");
}
