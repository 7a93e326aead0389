//! Receiving, reading and deleting messages.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, ErrorCode};
use support::{World, wait_for};
use tempmailg_sandbox::{Fault, FaultAction, Mail};

#[tokio::test]
async fn new_mail_comes_by_itself() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let (_, mut events) = world.core.subscribe().await.unwrap();
    let mail = Mail::html("Hello", "<p>First <b>words</b>.</p>").from("A Sender", "sender@example.org");
    let id = world.sandbox.deliver(&inbox.address, mail).unwrap();
    let event = wait_for(&mut events, |change| matches!(change, Change::Messages { .. })).await;
    let Change::Messages { inbox_id, messages } = event.change else { unreachable!() };
    assert_eq!((inbox_id, messages.len()), (inbox.id, 1));
    let message = &messages[0];
    assert_eq!(message.id, id);
    assert_eq!((message.from_name.as_str(), message.from_address.as_str()), ("A Sender", "sender@example.org"));
    assert_eq!(message.snippet, "First words.");
    assert!(message.unread);
    let told = wait_for(&mut events, |change| matches!(change, Change::Inbox { inbox } if inbox.unread == 1)).await;
    assert_eq!(told.seq, event.seq + 1);
}

#[tokio::test]
async fn reading_marks_a_message_here_at_once_and_then_on_the_service() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let message = world.receive(&inbox, Mail::html("Hello", "<p>Words.</p>")).await;
    let view = world.core.read_message(&message.id).await.unwrap();
    assert!(!view.summary.unread);
    assert_eq!(world.snapshot().await.inboxes[0].unread, 0);
    while world.sandbox.is_seen(&message.id) != Some(true) {
        tokio::task::yield_now().await;
    }
    assert!(world.core.message_document(&message.id).await.unwrap().contains("Words."));
}

#[tokio::test]
async fn mail_of_an_inbox_that_is_over_is_read_without_a_request() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let message = world.receive(&inbox, Mail::text("Kept", "Words.")).await;
    world.core.delete_inbox(inbox.id).await.unwrap();
    let asks = || world.sandbox.requests().iter().filter(|request| request.path.contains(&message.id)).count();
    for _ in 0..2 {
        world.core.read_message(&message.id).await.unwrap();
        // What is asked at all is asked at once.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(asks(), 0);
}

#[tokio::test]
async fn what_stands_in_lists_is_short_and_turns_nothing_round() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let mail = Mail::text("x".repeat(100_000), "Words.").from("\u{202e}moc.lapyap@troppus", "x@evil.example");
    let message = world.receive(&inbox, mail).await;
    assert_eq!(message.subject.chars().count(), 1_001);
    assert_eq!(message.from_name, "moc.lapyap@troppus");
}

#[tokio::test]
async fn a_deleted_message_does_not_come_back() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let message = world.receive(&inbox, Mail::text("Away", "Words.")).await;
    // The service has lost it already: here it goes all the same.
    world.sandbox.inject(Fault::new(FaultAction::answer(404)).method("DELETE"));
    world.core.delete_message(&message.id).await.unwrap();
    assert!(world.core.list_messages(inbox.id, true).await.unwrap().is_empty(), "the service still lists it");
    assert_eq!(world.core.read_message(&message.id).await.unwrap_err().code(), ErrorCode::UnknownMessage);
}

#[tokio::test]
async fn a_message_that_cannot_be_deleted_stays() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let message = world.receive(&inbox, Mail::text("Stays", "Words.")).await;
    world.sandbox.inject(Fault::new(FaultAction::answer(500)).method("DELETE"));
    assert_eq!(world.core.delete_message(&message.id).await.unwrap_err().code(), ErrorCode::ServiceFault);
    assert_eq!(world.core.list_messages(inbox.id, true).await.unwrap().len(), 1);
}

#[tokio::test]
async fn one_bad_message_does_not_hide_the_others() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let body = r#"{"status":true,"messages":[{"subject":"no id"},17,null,
        {"id":5,"subject":null,"from":null,"content":null,"receivedAt":"yesterday","attachments":null,"new":1},
        {"id":"ok","subject":"Fine","from":"A","from_email":"a@example.com","html":false,"content":"Words.",
         "receivedAt":"2026-06-28 09:38:52","attachments":[{"name":"a.txt","size":"?"},{"size":3},{"name":"b.txt"}]}]}"#;
    // Always: the scheduler asks as well.
    world.sandbox.inject(Fault::new(FaultAction::answer(200).with_body(body)).path("/messages").always());
    world.core.list_messages(inbox.id, true).await.unwrap();
    let messages = world.core.list_messages(inbox.id, false).await.unwrap();
    let mut subjects: Vec<_> = messages.iter().map(|message| message.subject.as_str()).collect();
    subjects.sort_unstable();
    assert_eq!(subjects, ["", "Fine"]);
    let fine = world.core.read_message("ok").await.unwrap();
    assert_eq!(fine.summary.received_at, "2026-06-28T09:38:52.000Z");
    let names: Vec<_> = fine.attachments.iter().map(|file| file.name.as_str()).collect();
    assert!(names.contains(&"a.txt") && names.contains(&"b.txt"), "{names:?}");
}

#[tokio::test]
async fn a_window_that_applies_the_events_is_exact() {
    let world = World::connected().await;
    let (mut window, mut events) = world.core.subscribe().await.unwrap();
    let domain = world.core.list_domains().await.unwrap()[0].domain.clone();
    let inbox = world.core.create_inbox().await.unwrap();
    let message = world.receive(&inbox, Mail::text("One", "Words.")).await;
    world.receive(&inbox, Mail::text("Two", "Words.")).await;
    world.core.read_message(&message.id).await.unwrap();
    world.core.change_inbox(inbox.id, "other", &domain).await.unwrap();
    world.core.remove_inbox(inbox.id).await.unwrap();

    let truth = world.snapshot().await;
    while let Ok(event) = events.try_recv() {
        assert_eq!(event.seq, window.seq + 1, "no number is left out");
        window.seq = event.seq;
        match event.change {
            Change::Inbox { inbox } => {
                window.inboxes.retain(|known| known.id != inbox.id);
                window.inboxes.push(inbox);
                window.inboxes.sort_by_key(|inbox| std::cmp::Reverse(inbox.id));
            }
            Change::InboxRemoved { id } => window.inboxes.retain(|known| known.id != id),
            Change::Quota { quota } => window.quota = Some(quota),
            Change::Sync { sync } => window.sync = sync,
            _ => {}
        }
        if window.seq == truth.seq {
            break;
        }
    }
    assert_eq!(window.inboxes, truth.inboxes);
}

#[tokio::test]
async fn messages_are_marked_unread_and_read_here_alone() {
    let mut world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let other = world.core.create_inbox().await.unwrap();
    let first = world.receive(&inbox, Mail::text("First", "Words.")).await.id;
    let second = world.receive(&other, Mail::text("Second", "Words.")).await.id;
    let both = [first.clone(), second.clone(), "unknown".into()];
    let (_, mut events) = world.core.subscribe().await.unwrap();
    world.core.set_messages_unread(&both, false).await.unwrap();
    for id in [inbox.id, other.id] {
        let told = wait_for(&mut events, |change| matches!(change, Change::Messages { .. })).await;
        let Change::Messages { inbox_id, messages } = told.change else { unreachable!() };
        assert_eq!((inbox_id, messages.len(), messages[0].unread), (id, 1, false));
        wait_for(
            &mut events,
            |change| matches!(change, Change::Inbox { inbox } if inbox.id == id && inbox.unread == 0),
        )
        .await;
    }
    assert_eq!(world.sandbox.is_seen(&first), Some(false), "no request for it");

    world.core.read_message(&first).await.unwrap();
    while world.sandbox.is_seen(&first) != Some(true) {
        tokio::task::yield_now().await;
    }
    world.core.set_messages_unread(&both[..1], true).await.unwrap();
    world.core.list_messages(inbox.id, true).await.unwrap();
    world.restart().await;
    let unread: Vec<_> = world.snapshot().await.inboxes.into_iter().map(|inbox| (inbox.id, inbox.unread)).collect();
    assert_eq!(unread, [(other.id, 0), (inbox.id, 1)], "neither checking nor a start changes that");
}

/// An inbox with messages of these subjects; their identifiers.
async fn inbox_with(world: &World, count: usize) -> (u32, Vec<String>) {
    let inbox = world.core.create_inbox().await.unwrap();
    let mut ids = Vec::new();
    for number in 0..count {
        ids.push(world.receive(&inbox, Mail::text(format!("Number {number}"), "Words.")).await.id);
    }
    (inbox.id, ids)
}

async fn left(world: &World, inbox: u32) -> usize {
    world.core.list_messages(inbox, false).await.unwrap().len()
}

#[tokio::test]
async fn several_messages_are_deleted_and_what_is_refused_stays() {
    let world = World::connected().await;
    let (inbox, ids) = inbox_with(&world, 4).await;
    let refused = format!("/messages/{}", ids[1]);
    world.sandbox.inject(Fault::new(FaultAction::answer(403)).method("DELETE").path(&refused));
    let gone = format!("/messages/{}", ids[2]);
    world.sandbox.inject(Fault::new(FaultAction::answer(404)).method("DELETE").path(&gone));
    let (_, mut events) = world.core.subscribe().await.unwrap();
    let asked = [&ids[0], &ids[1], &"unknown".to_owned(), &ids[2], &ids[0], &ids[3]].map(Clone::clone);
    let answer = world.core.delete_messages(&asked).await.unwrap();
    assert_eq!(answer.deleted, [ids[0].clone(), ids[2].clone(), ids[3].clone()]);
    let failed: Vec<_> = answer.failed.iter().map(|failed| (failed.id.as_str(), failed.error.code)).collect();
    assert_eq!(failed, [(ids[1].as_str(), ErrorCode::NotAllowed), ("unknown", ErrorCode::UnknownMessage)]);
    assert!(answer.untried.is_empty() && answer.stopped.is_none());
    for deleted in &answer.deleted {
        wait_for(&mut events, |change| matches!(change, Change::MessageRemoved { id, .. } if id == deleted)).await;
    }
    assert_eq!(left(&world, inbox).await, 1);
}

#[tokio::test]
async fn deleting_several_stops_where_the_next_would_fail_too() {
    for (action, code) in [
        (FaultAction::answer(401), ErrorCode::KeyRefused),
        (FaultAction::answer(429), ErrorCode::RateLimited),
        (FaultAction::Reset, ErrorCode::Offline),
    ] {
        let world = World::connected().await;
        let (inbox, ids) = inbox_with(&world, 4).await;
        let path = format!("/messages/{}", ids[1]);
        world.sandbox.inject(Fault::new(action).method("DELETE").path(&path).always());
        let answer = world.core.delete_messages(&ids).await.unwrap();
        assert_eq!(answer.deleted, ids[..1]);
        assert_eq!((answer.failed.len(), answer.failed[0].error.code), (1, code));
        assert_eq!((answer.untried.as_slice(), answer.stopped.unwrap().code), (&ids[2..], code));
        assert_eq!(left(&world, inbox).await, 3);
        let asked = world.sandbox.requests().iter().filter(|request| request.method == "DELETE").count();
        assert!(asked <= 3, "the rest is not asked for: {asked}");
    }
}
