//! Receiving, reading, marking and deleting messages.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, ErrorCode, InboxId, MessageBodyDisplayLevel, MessageId};
use support::{TestCore, wait_for_change};
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail};

/// The service's own answer for a message that it does not have.
fn not_found_answer() -> FaultAction {
    FaultAction::answer(404).with_body(r#"{"status":false,"message":"Message not found."}"#)
}

#[tokio::test]
async fn new_mail_is_found_without_a_user_request() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let mail = Mail::new_html("Hello", "<p>First <b>words</b>.</p>").from("A Sender", "sender@example.org");
    let id = test.deliver_mail(&inbox, mail);
    let event = wait_for_change(&mut events, |change| matches!(change, Change::Messages { .. })).await;
    let Change::Messages { inbox_id, messages } = event.change else { unreachable!() };
    assert_eq!((inbox_id, messages.len()), (inbox.id, 1));
    let message = &messages[0];
    assert_eq!(message.id, id);
    assert_eq!((message.from_name.as_str(), message.from_address.as_str()), ("A Sender", "sender@example.org"));
    assert_eq!(message.snippet, "First words.");
    assert!(message.unread);
    let counted =
        wait_for_change(&mut events, |change| matches!(change, Change::Inbox { inbox } if inbox.unread == 1)).await;
    assert_eq!(counted.seq, event.seq + 1);
}

#[tokio::test]
async fn reading_marks_a_message_as_seen_locally_and_then_on_the_service() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_html("Hello", "<p>Words.</p>")).await;
    let view = test.core.read_message(&message.id).await.unwrap();
    assert!(!view.summary.unread);
    assert_eq!(test.snapshot().await.inboxes[0].unread, 0);
    while test.sandbox.is_seen(message.id.as_str()) != Some(true) {
        tokio::task::yield_now().await;
    }
    assert!(test.core.render_message_document(&message.id).await.unwrap().contains("Words."));
}

#[tokio::test]
async fn reading_mail_of_an_ended_inbox_sends_no_request() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_text("Kept", "Words.")).await;
    test.core.delete_inbox(inbox.id).await.unwrap();
    let request_count =
        || test.sandbox.list_requests().iter().filter(|request| request.path.contains(message.id.as_str())).count();
    for _ in 0..2 {
        test.core.read_message(&message.id).await.unwrap();
        // A request would be sent at once.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(request_count(), 0);
}

#[tokio::test]
async fn list_texts_are_shortened_and_free_of_direction_overrides() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let mail = Mail::new_text("x".repeat(100_000), "Words.").from("\u{202e}moc.lapyap@troppus", "x@evil.example");
    let message = test.deliver_and_fetch_mail(&inbox, mail).await;
    assert_eq!(message.subject.chars().count(), 1_001);
    assert_eq!(message.from_name, "moc.lapyap@troppus");
}

#[tokio::test]
async fn deleted_message_does_not_come_back_while_the_service_still_lists_it() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_text("Deleted", "Words.")).await;
    // The service no longer has it: it is deleted here all the same.
    test.sandbox.inject_fault(InjectedFault::new(not_found_answer()).method("DELETE"));
    test.core.delete_message(&message.id).await.unwrap();
    assert!(test.core.list_messages(inbox.id, true).await.unwrap().is_empty(), "the service still lists it");
    assert_eq!(test.core.read_message(&message.id).await.unwrap_err().code(), ErrorCode::UnknownMessage);
}

#[tokio::test]
async fn message_that_the_service_fails_to_delete_stays() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_text("Stays", "Words.")).await;
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(500)).method("DELETE"));
    assert_eq!(test.core.delete_message(&message.id).await.unwrap_err().code(), ErrorCode::ServiceFault);
    assert_eq!(test.core.list_messages(inbox.id, true).await.unwrap().len(), 1);
}

#[tokio::test]
async fn malformed_message_does_not_hide_the_others() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let body = r#"{"status":true,"messages":[{"subject":"no id"},17,null,
        {"id":5,"subject":null,"from":null,"content":null,"receivedAt":"yesterday","attachments":null,"new":1},
        {"id":"ok","subject":"Fine","from":"A","from_email":"a@example.com","html":false,"content":"Words.",
         "receivedAt":"2026-06-28 09:38:52","attachments":[{"name":"a.txt","size":"?"},{"size":3},{"name":"b.txt"}]}]}"#;
    // Every time: the scheduler requests it as well.
    test.sandbox.inject_fault(
        InjectedFault::new(FaultAction::answer(200).with_body(body)).path("/messages").apply_to_every_request(),
    );
    test.core.list_messages(inbox.id, true).await.unwrap();
    let messages = test.core.list_messages(inbox.id, false).await.unwrap();
    let mut subjects: Vec<_> = messages.iter().map(|message| message.subject.as_str()).collect();
    subjects.sort_unstable();
    assert_eq!(subjects, ["", "Fine"]);
    let fine = test.core.read_message(&"ok".into()).await.unwrap();
    assert_eq!(fine.summary.received_at, "2026-06-28T09:38:52.000Z");
    let names: Vec<_> = fine.attachments.iter().map(|file| file.name.as_str()).collect();
    assert!(names.contains(&"a.txt") && names.contains(&"b.txt"), "{names:?}");
}

#[tokio::test]
async fn applying_all_events_to_a_snapshot_yields_the_current_snapshot() {
    let test = TestCore::signed_in().await;
    let (mut window, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let domain = test.core.list_domains().await.unwrap()[0].domain.clone();
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_text("One", "Words.")).await;
    test.deliver_and_fetch_mail(&inbox, Mail::new_text("Two", "Words.")).await;
    test.core.read_message(&message.id).await.unwrap();
    test.core.convert_inbox(inbox.id, "other", &domain).await.unwrap();
    test.core.remove_inbox(inbox.id).await.unwrap();

    let expected = test.snapshot().await;
    while let Ok(event) = events.try_recv() {
        assert_eq!(event.seq, window.seq + 1, "no number is skipped");
        window.seq = event.seq;
        match event.change {
            Change::Inbox { inbox } => {
                window.inboxes.retain(|shown| shown.id != inbox.id);
                window.inboxes.push(inbox);
                window.inboxes.sort_by(|a, b| (&b.created_at, b.id).cmp(&(&a.created_at, a.id)));
            }
            Change::InboxRemoved { id } => window.inboxes.retain(|shown| shown.id != id),
            Change::Quota { quota } => window.quota = Some(quota),
            Change::Sync { sync } => window.sync = sync,
            _ => {}
        }
        if window.seq == expected.seq {
            break;
        }
    }
    assert_eq!(window.inboxes, expected.inboxes);
}

#[tokio::test]
async fn unread_marks_are_local_and_survive_checks_and_a_restart() {
    let mut test = TestCore::signed_in().await;
    let account = test.active_account_id().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let other = test.core.create_inbox().await.unwrap();
    let first = test.deliver_and_fetch_mail(&inbox, Mail::new_text("First", "Words.")).await.id;
    let second = test.deliver_and_fetch_mail(&other, Mail::new_text("Second", "Words.")).await.id;
    let both = [first.clone(), second.clone(), "unknown".into()];
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    test.core.set_messages_unread(account, &both, false).await.unwrap();
    for id in [inbox.id, other.id] {
        let event = wait_for_change(&mut events, |change| matches!(change, Change::Messages { .. })).await;
        let Change::Messages { inbox_id, messages } = event.change else { unreachable!() };
        assert_eq!((inbox_id, messages.len(), messages[0].unread), (id, 1, false));
        wait_for_change(
            &mut events,
            |change| matches!(change, Change::Inbox { inbox } if inbox.id == id && inbox.unread == 0),
        )
        .await;
    }
    assert_eq!(test.sandbox.is_seen(first.as_str()), Some(false), "no request is sent");

    test.core.read_message(&first).await.unwrap();
    while test.sandbox.is_seen(first.as_str()) != Some(true) {
        tokio::task::yield_now().await;
    }
    test.core.set_messages_unread(account, &both[..1], true).await.unwrap();
    test.core.list_messages(inbox.id, true).await.unwrap();
    test.restart().await;
    let unread: Vec<_> = test.snapshot().await.inboxes.into_iter().map(|inbox| (inbox.id, inbox.unread)).collect();
    assert_eq!(unread, [(other.id, 0), (inbox.id, 1)], "neither a check nor a restart changes that");
}

/// Creates an inbox with so many messages; returns the identifiers.
async fn create_inbox_with_messages(test: &TestCore, count: usize) -> (InboxId, Vec<MessageId>) {
    let inbox = test.core.create_inbox().await.unwrap();
    let mut ids = Vec::new();
    for number in 0..count {
        ids.push(test.deliver_and_fetch_mail(&inbox, Mail::new_text(format!("Number {number}"), "Words.")).await.id);
    }
    (inbox.id, ids)
}

async fn count_listed_messages(test: &TestCore, inbox: InboxId) -> usize {
    test.core.list_messages(inbox, false).await.unwrap().len()
}

#[tokio::test]
async fn deleting_several_messages_reports_each_refused_one() {
    let test = TestCore::signed_in().await;
    let (inbox, ids) = create_inbox_with_messages(&test, 4).await;
    let refused = format!("/messages/{}", ids[1]);
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(403)).method("DELETE").path(&refused));
    let missing = format!("/messages/{}", ids[2]);
    test.sandbox.inject_fault(InjectedFault::new(not_found_answer()).method("DELETE").path(&missing));
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let requested = [&ids[0], &ids[1], &"unknown".into(), &ids[2], &ids[0], &ids[3]].map(Clone::clone);
    let report = test.core.delete_messages(&requested).await.unwrap();
    assert_eq!(report.deleted, [ids[0].clone(), ids[2].clone(), ids[3].clone()]);
    let failed: Vec<_> = report.failed.iter().map(|failed| (failed.id.as_str(), failed.error.code)).collect();
    assert_eq!(failed, [(ids[1].as_str(), ErrorCode::NotAllowed), ("unknown", ErrorCode::UnknownMessage)]);
    assert!(report.not_attempted.is_empty() && report.stop_reason.is_none());
    for deleted in &report.deleted {
        wait_for_change(&mut events, |change| matches!(change, Change::MessageRemoved { id, .. } if id == deleted))
            .await;
    }
    assert_eq!(count_listed_messages(&test, inbox).await, 1);
}

#[tokio::test]
async fn deleting_several_messages_stops_when_the_next_would_fail_too() {
    for (action, code) in [
        (FaultAction::answer(401), ErrorCode::KeyRefused),
        (FaultAction::answer(429), ErrorCode::RateLimited),
        (FaultAction::Reset, ErrorCode::Offline),
    ] {
        let test = TestCore::signed_in().await;
        let (inbox, ids) = create_inbox_with_messages(&test, 4).await;
        let path = format!("/messages/{}", ids[1]);
        test.sandbox.inject_fault(InjectedFault::new(action).method("DELETE").path(&path).apply_to_every_request());
        let report = test.core.delete_messages(&ids).await.unwrap();
        assert_eq!(report.deleted, ids[..1]);
        assert_eq!((report.failed.len(), report.failed[0].error.code), (1, code));
        assert_eq!((report.not_attempted.as_slice(), report.stop_reason.unwrap().code), (&ids[2..], code));
        assert_eq!(count_listed_messages(&test, inbox).await, 3);
        let request_count = test.sandbox.list_requests().iter().filter(|request| request.method == "DELETE").count();
        assert!(request_count <= 3, "the rest is not attempted: {request_count} requests");
    }
}

/// Returns the message that a new page opens.
async fn message_that_new_page_opens(test: &TestCore) -> Option<MessageId> {
    test.snapshot().await.open_message.map(|message| message.id)
}

#[tokio::test]
async fn message_that_stops_the_page_is_limited_to_its_text_and_then_to_nothing_until_the_user_lifts_it() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_html("Slow", "<p>First <b>words</b>.</p>")).await.id;
    let is_formatted = |document: &str| document.contains("<b>words</b>");
    for round in 0..2 {
        assert!(is_formatted(&test.core.render_message_document(&message).await.unwrap()), "round {round}");
        assert_eq!(test.core.read_message(&message).await.unwrap().display, MessageBodyDisplayLevel::Full);

        test.core.limit_shown_message_display().await.unwrap();
        assert_eq!(message_that_new_page_opens(&test).await, Some(message.clone()));
        test.restart().await;
        let view = test.core.read_message(&message).await.unwrap();
        assert_eq!((view.display, view.is_html), (MessageBodyDisplayLevel::PlainText, true));
        let document = test.core.render_message_document(&message).await.unwrap();
        assert!(document.contains("First words.") && !is_formatted(&document), "{document}");
        assert!(!is_formatted(&test.core.message_print_document(&message, false).await.unwrap()));

        test.core.limit_shown_message_display().await.unwrap();
        test.restart().await;
        assert_eq!(test.core.read_message(&message).await.unwrap().display, MessageBodyDisplayLevel::Nothing);
        assert_eq!(test.core.render_message_document(&message).await.unwrap(), "");
        assert_eq!(test.core.message_text_document(&message).await.unwrap(), "");
        assert!(test.core.message_source(&message).await.unwrap().text.contains("words"), "the source can be read");

        assert_eq!(test.core.show_message_in_full(&message).await.unwrap().display, MessageBodyDisplayLevel::Full);
    }
}

#[tokio::test]
async fn plain_text_that_stops_the_page_is_not_shown() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_text("Slow", "Words.")).await.id;
    test.core.render_message_document(&message).await.unwrap();
    test.core.limit_shown_message_display().await.unwrap();
    assert_eq!(test.core.read_message(&message).await.unwrap().display, MessageBodyDisplayLevel::Nothing);
}

#[tokio::test]
async fn only_the_message_on_the_screen_is_limited() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let read = test.deliver_and_fetch_mail(&inbox, Mail::new_html("Read before", "<p>Words.</p>")).await.id;
    let other = test.deliver_and_fetch_mail(&inbox, Mail::new_html("On the screen", "<p>Words.</p>")).await.id;
    let shown = test.core.subscribe_shown_message();
    test.core.render_message_document(&read).await.unwrap();
    test.core.render_message_document(&other).await.unwrap();
    assert_eq!(shown.borrow().as_ref().map(|shown| shown.message.clone()), Some(other.clone()));
    test.core.limit_shown_message_display().await.unwrap();
    assert!(shown.borrow().is_none());

    test.core.read_message(&read).await.unwrap();
    test.core.render_message_document(&read).await.unwrap();
    test.core.clear_shown_message();
    test.core.limit_shown_message_display().await.unwrap();
    assert_eq!(message_that_new_page_opens(&test).await, None, "no message was on the screen");
    for (message, display) in [(&read, MessageBodyDisplayLevel::Full), (&other, MessageBodyDisplayLevel::PlainText)] {
        assert_eq!(test.core.read_message(message).await.unwrap().display, display);
    }
}

#[tokio::test]
async fn message_whose_limit_is_not_stored_is_not_opened_again() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_html("Deleted meanwhile", "<p>Words.</p>")).await.id;
    test.core.render_message_document(&message).await.unwrap();
    test.core.delete_message(&message).await.unwrap();
    assert_eq!(test.core.limit_shown_message_display().await.unwrap_err().code(), ErrorCode::UnknownMessage);
    assert_eq!(message_that_new_page_opens(&test).await, None);
}
