//! What is announced, which code is offered, and the message asked for from outside the window.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use jiff::{SignedDuration, Timestamp};
use mayfly_core::view::{Change, ErrorCode};
use mayfly_core::{Arrival, Clock, Config, Core, MemorySecrets};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use support::{KEY, World, until_started, wait_for};
use tempmailg_sandbox::Mail;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

fn code_mail(code: &str) -> Mail {
    Mail::text(format!("Your code is {code}"), format!("Your verification code is {code}."))
        .from("Harbour", "a@b.example")
}

fn subjects(arrivals: &mut Receiver<Arrival>) -> Vec<String> {
    let mut subjects = Vec::new();
    while let Ok(arrival) = arrivals.try_recv() {
        subjects.extend(arrival.messages.into_iter().map(|message| message.subject));
    }
    subjects
}

#[tokio::test]
async fn mail_is_news_once_and_what_waited_before_the_start_is_not() {
    let mut world = World::connected().await;
    let mut arrivals = world.core.arrivals();
    let inbox = world.core.create_inbox().await.unwrap();
    world.receive(&inbox, Mail::text("First", "…")).await;
    let arrival = arrivals.try_recv().unwrap();
    assert_eq!((arrival.inbox.id, arrival.inbox.unread, arrival.messages.len()), (inbox.id, 1, 1));
    let message = arrival.messages[0].id.clone();
    world.core.read_message(&message).await.unwrap();
    world.core.list_messages(inbox.id, true).await.unwrap();
    assert_eq!(arrivals.try_recv().unwrap_err(), TryRecvError::Empty, "reading and checking again are no news");

    world.sandbox.deliver(&inbox.address, Mail::text("While away", "…")).unwrap();
    world.restart().await;
    let mut arrivals = world.core.arrivals();
    world.core.list_messages(inbox.id, true).await.unwrap();
    assert_eq!(world.core.list_messages(inbox.id, false).await.unwrap().len(), 2);
    world.receive(&inbox, Mail::text("After the start", "…")).await;
    assert_eq!(subjects(&mut arrivals), ["After the start"]);
}

#[tokio::test]
async fn a_muted_inbox_says_so_with_its_mail_and_stays_muted() {
    let mut world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    assert!(!inbox.muted);
    let (_, mut events) = world.core.subscribe().await.unwrap();
    world.core.set_inbox_muted(inbox.id, true).await.unwrap();
    wait_for(&mut events, |change| matches!(change, Change::Inbox { inbox } if inbox.muted)).await;
    let mut arrivals = world.core.arrivals();
    world.receive(&inbox, Mail::text("Hello", "…")).await;
    assert!(arrivals.try_recv().unwrap().inbox.muted);
    assert_eq!(world.core.set_inbox_muted(99, true).await.unwrap_err().code(), ErrorCode::UnknownInbox);
    world.restart().await;
    assert!(world.snapshot().await.inboxes[0].muted);
    let converted =
        world.core.change_inbox(inbox.id, "another", inbox.address.split('@').nth(1).unwrap()).await.unwrap();
    assert!(converted.muted, "by whatever name");
}

/// This computer's clock, set ahead by so many seconds.
struct Ahead(AtomicI64);

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_secs(self.0.load(Ordering::Relaxed))
    }
}

#[tokio::test]
async fn the_newest_code_is_offered_for_ten_minutes() {
    let world = World::new().await;
    let clock = Arc::new(Ahead(AtomicI64::new(0)));
    let core = Core::start(Config {
        data_folder: world.folder.path().join("data"),
        clock: Arc::<Ahead>::clone(&clock),
        secrets: Arc::new(MemorySecrets::default()),
        locales: mayfly_core::Locales::default(),
    });
    until_started(&core).await;
    assert_eq!(core.recent_code().await.unwrap(), None, "no account, no code");
    core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
    let inbox = core.create_inbox().await.unwrap();
    let mut ids = Vec::new();
    for mail in [code_mail("111111"), code_mail("222222").from("", "c@d.example"), Mail::text("No code", "Hello.")] {
        ids.push(world.sandbox.deliver(&inbox.address, mail).unwrap());
        core.list_messages(inbox.id, true).await.unwrap();
    }
    let code = core.recent_code().await.unwrap().unwrap();
    assert_eq!((code.code.as_str(), code.from.as_str()), ("222222", "c@d.example"), "without a name the address");
    assert!((590..=600).contains(&code.expires_in.as_secs()), "{code:?}");

    core.delete_message(&ids[1]).await.unwrap();
    let code = core.recent_code().await.unwrap().unwrap();
    assert_eq!((code.code.as_str(), code.from.as_str()), ("111111", "Harbour"), "a deleted one is not offered");
    clock.0.store(590, Ordering::Relaxed);
    assert!(core.recent_code().await.unwrap().is_some());
    clock.0.store(601, Ordering::Relaxed);
    assert_eq!(core.recent_code().await.unwrap(), None);
}

#[tokio::test]
async fn a_message_asked_for_from_outside_waits_for_a_window_until_one_is_read() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let message = world.receive(&inbox, Mail::text("Hello", "…")).await;
    world.core.create_inbox().await.unwrap();
    let (_, mut events) = world.core.subscribe().await.unwrap();
    world.core.open_message(&message.id).await.unwrap();
    let event = wait_for(&mut events, |change| matches!(change, Change::OpenMessage { .. })).await;
    assert_eq!(event.change, Change::OpenMessage { message: message.clone() });

    let snapshot = world.snapshot().await;
    assert_eq!((snapshot.open_message, snapshot.selected_inbox), (Some(message.clone()), Some(inbox.id)));
    world.core.read_message(&message.id).await.unwrap();
    assert_eq!(world.snapshot().await.open_message, None);

    assert_eq!(world.core.open_message("nothing").await.unwrap_err().code(), ErrorCode::UnknownMessage);
    world.core.open_message(&message.id).await.unwrap();
    world.core.sign_out().await.unwrap();
    assert_eq!(world.snapshot().await.open_message, None);
}
