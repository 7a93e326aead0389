//! Who is warned before an inbox ends.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, InboxState};
use std::time::Duration;
use support::{KEY, World, wait_for};
use tempmailg_sandbox::{Mail, Sandbox};

#[tokio::test]
async fn an_end_is_warned_of_where_mail_is_still_waited_for() {
    let mut world = World::new().await;
    // Two minutes before its end an inbox is about to expire: a few seconds from now.
    world.sandbox = Sandbox::builder().key(KEY).empty(true).lifetime(Duration::from_secs(126)).start().await.unwrap();
    let core = &world.core;
    core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
    core.set_watching(false);
    let served = core.create_inbox().await.unwrap();
    world.receive(&served, Mail::text("What was waited for", "Words.")).await;
    let (_, mut events) = core.subscribe().await.unwrap();
    let waited_for = core.create_inbox().await.unwrap();

    let event = wait_for(&mut events, |change| matches!(change, Change::EndsSoon { .. })).await;
    let Change::EndsSoon { inbox, .. } = event.change else { unreachable!() };
    assert_eq!((inbox.id, inbox.state), (waited_for.id, InboxState::Expiring));
    let states: Vec<_> = world.snapshot().await.inboxes.into_iter().map(|inbox| inbox.state).collect();
    assert_eq!(states, [InboxState::Expiring, InboxState::Expiring]);
    while let Ok(event) = events.try_recv() {
        assert!(!matches!(event.change, Change::EndsSoon { .. }), "one warning for one inbox: {:?}", event.change);
    }
}

#[tokio::test]
async fn an_end_is_warned_of_while_another_account_is_open() {
    let mut world = World::new().await;
    let other = Sandbox::builder().key(KEY).empty(true).start().await.unwrap();
    world.sandbox = Sandbox::builder().key(KEY).empty(true).lifetime(Duration::from_secs(124)).start().await.unwrap();
    let core = &world.core;
    core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
    let account = world.snapshot().await.account.unwrap();
    let waited_for = core.create_inbox().await.unwrap();
    assert!(core.names().await.unwrap().is_empty(), "one account needs no name");
    core.add_account(KEY, Some(other.base_url())).await.unwrap();
    core.rename_account(account.id, Some("Shop")).await.unwrap();

    let (_, mut events) = core.subscribe().await.unwrap();
    let event = wait_for(&mut events, |change| matches!(change, Change::EndsSoon { .. })).await;
    let Change::EndsSoon { account: whose, inbox } = event.change else { unreachable!() };
    assert_eq!((whose, inbox.id), (account.id, waited_for.id));
    assert_eq!(core.names().await.unwrap()[&whose], "Shop");
    assert!(world.snapshot().await.inboxes.is_empty(), "nothing else is told of it");
}
