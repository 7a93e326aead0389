//! Receiving, reading and deleting messages.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, ErrorCode};
use support::{World, wait_for};
use tempmailg_sandbox::{Action, Fault, Mail};

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
async fn a_deleted_message_does_not_come_back() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let message = world.receive(&inbox, Mail::text("Away", "Words.")).await;
    // The service has lost it already: here it goes all the same.
    world.sandbox.inject(Fault::new(Action::answer(404)).method("DELETE"));
    world.core.delete_message(&message.id).await.unwrap();
    assert!(world.core.list_messages(inbox.id, true).await.unwrap().is_empty(), "the service still lists it");
    assert_eq!(world.core.read_message(&message.id).await.unwrap_err().code(), ErrorCode::UnknownMessage);
}

#[tokio::test]
async fn a_message_that_cannot_be_deleted_stays() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let message = world.receive(&inbox, Mail::text("Stays", "Words.")).await;
    world.sandbox.inject(Fault::new(Action::answer(500)).method("DELETE"));
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
    world.sandbox.inject(Fault::new(Action::answer(200).with_body(body)).path("/messages").always());
    world.core.list_messages(inbox.id, true).await.unwrap();
    let messages = world.core.list_messages(inbox.id, false).await.unwrap();
    let mut subjects: Vec<_> = messages.iter().map(|message| message.subject.as_str()).collect();
    subjects.sort_unstable();
    assert_eq!(subjects, ["", "Fine"]);
    let fine = world.core.read_message("ok").await.unwrap();
    assert_eq!(fine.summary.received_at, "2026-06-28T09:38:52Z");
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
