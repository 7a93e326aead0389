//! Making, naming, converting, deleting and removing inboxes.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, ErrorCode, InboxState};
use std::time::Duration;
use support::{World, wait_for};
use tempmailg_sandbox::{Fault, FaultAction, Mail};

#[tokio::test]
async fn a_new_inbox_is_first_in_the_list_selected_and_told_of() {
    let world = World::connected().await;
    let (_, mut events) = world.core.subscribe().await.unwrap();
    let first = world.core.create_inbox().await.unwrap();
    let second = world.core.create_inbox().await.unwrap();
    let told = wait_for(&mut events, |change| matches!(change, Change::Inbox { inbox } if inbox.id == second.id)).await;
    assert!(told.seq > 0);

    let snapshot = world.snapshot().await;
    let ids: Vec<_> = snapshot.inboxes.iter().map(|inbox| inbox.id).collect();
    assert_eq!(ids, [second.id, first.id]);
    assert_eq!(snapshot.selected_inbox, Some(second.id));
    assert_eq!(second.state, InboxState::Active);
    assert!(second.expires_at.is_some());
}

#[tokio::test]
async fn a_chosen_name_makes_one_inbox() {
    let world = World::connected().await;
    let domains = world.core.list_domains().await.unwrap();
    let inbox = world.core.create_custom_inbox("My.Name", &domains[0].domain).await.unwrap();
    assert_eq!(inbox.address, format!("my.name@{}", domains[0].domain));
    assert_eq!(world.snapshot().await.inboxes.len(), 1);
}

#[tokio::test]
async fn a_refused_name_leaves_no_inbox_behind_and_tells_why() {
    let world = World::connected().await;
    let domain = world.core.list_domains().await.unwrap()[0].domain.clone();
    world.core.create_custom_inbox("taken", &domain).await.unwrap();
    let error = world.core.create_custom_inbox("taken", &domain).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Refused);
    let view = world.core.view_error(&error);
    assert!(view.details.service_message.is_some_and(|text| !text.is_empty()), "the service's own reason is shown");
    assert_eq!(world.snapshot().await.inboxes.len(), 1);
    let deletes = world.sandbox.requests().iter().filter(|request| request.method == "DELETE").count();
    assert_eq!(deletes, 1, "the random inbox made on the way is deleted on the service too");

    for (name, domain, code) in [
        ("no spaces", domain.as_str(), ErrorCode::InvalidUsername),
        ("slash/es", domain.as_str(), ErrorCode::InvalidUsername),
        ("fine", "not a domain", ErrorCode::InvalidDomain),
    ] {
        assert_eq!(world.core.create_custom_inbox(name, domain).await.unwrap_err().code(), code);
    }
}

#[tokio::test]
async fn a_refused_name_keeps_the_inbox_that_could_not_be_deleted() {
    let world = World::connected().await;
    let domain = world.core.list_domains().await.unwrap()[0].domain.clone();
    world.sandbox.inject(Fault::new(FaultAction::answer(422)).method("POST").path("/emails/"));
    world.sandbox.inject(Fault::new(FaultAction::answer(500)).method("DELETE"));
    world.core.create_custom_inbox("name", &domain).await.unwrap_err();
    assert_eq!(world.snapshot().await.inboxes.len(), 1, "it lives at the service, so the user sees it");
}

#[tokio::test]
async fn a_chosen_address_is_not_lost_with_the_answer_that_tells_of_it() {
    let world = World::connected().await;
    let domain = world.core.list_domains().await.unwrap()[0].domain.clone();
    let lose_answer = || {
        let lost = Fault::new(FaultAction::Truncate { after: None }).method("POST").path("/emails/");
        world.sandbox.inject(lost);
    };
    lose_answer();
    let made = world.core.create_custom_inbox("first", &domain).await.unwrap();
    assert_eq!(made.address, format!("first@{domain}"));
    assert_eq!(world.snapshot().await.inboxes.len(), 1);
    lose_answer();
    let converted = world.core.change_inbox(made.id, "second", &domain).await.unwrap();
    assert_eq!(converted.address, format!("second@{domain}"));
    for inbox in world.snapshot().await.inboxes {
        let expected = if inbox.id == made.id { InboxState::Replaced } else { InboxState::Active };
        assert_eq!(inbox.state, expected, "{}", inbox.address);
    }
    world.receive(&converted, Mail::text("There", "Words.")).await;

    // Nor does an address one has already prove anything.
    let other = world.core.create_inbox().await.unwrap();
    world.sandbox.inject(Fault::new(FaultAction::answer(500)).method("POST").path("/emails/"));
    assert_eq!(world.core.change_inbox(other.id, "second", &domain).await.unwrap_err().code(), ErrorCode::ServiceFault);
    world.core.delete_inbox(other.id).await.unwrap();
    world.core.remove_inbox(other.id).await.unwrap();

    // Where it wasn't converted, that is what is told.
    world.sandbox.inject(Fault::new(FaultAction::answer(500)).method("POST").path("/emails/"));
    assert_eq!(world.core.create_custom_inbox("third", &domain).await.unwrap_err().code(), ErrorCode::ServiceFault);
    assert_eq!(world.snapshot().await.inboxes.len(), 2);
}

#[tokio::test]
async fn a_check_of_the_first_address_does_not_end_the_chosen_one() {
    let world = World::connected().await;
    let domain = world.core.list_domains().await.unwrap()[0].domain.clone();
    // Converted at once, told of late: meanwhile the first address is checked, and is gone.
    world.sandbox.inject(Fault::new(FaultAction::Drip { chunk: 8, ms: 20 }).method("POST").path("/emails/"));
    let core = world.core.clone();
    let made = tokio::spawn(async move { core.create_custom_inbox("chosen", &domain).await });
    let asks = || world.sandbox.requests().iter().any(|request| request.path.contains("/emails/"));
    while !asks() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let first = loop {
        if let Some(inbox) = world.snapshot().await.inboxes.first().cloned() {
            break inbox;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    let _ = world.core.list_messages(first.id, true).await;
    let made = made.await.unwrap().unwrap();
    assert_eq!(made.id, first.id);
    let shown = world.snapshot().await.inboxes;
    assert_eq!(shown.iter().map(|inbox| inbox.state).collect::<Vec<_>>(), [InboxState::Active]);
    world.receive(&made, Mail::text("There", "Words.")).await;
}

#[tokio::test]
async fn converting_keeps_the_old_address_and_its_mail_as_replaced() {
    let world = World::connected().await;
    let domain = world.core.list_domains().await.unwrap()[0].domain.clone();
    let old = world.core.create_inbox().await.unwrap();
    world.receive(&old, Mail::text("Before", "Words.")).await;
    let new = world.core.change_inbox(old.id, "converted", &domain).await.unwrap();

    let snapshot = world.snapshot().await;
    assert_eq!(snapshot.selected_inbox, Some(new.id));
    let kept = snapshot.inboxes.iter().find(|inbox| inbox.id == old.id).unwrap();
    assert_eq!((kept.state, kept.replaced_by.as_deref()), (InboxState::Replaced, Some(new.address.as_str())));
    assert_eq!(world.core.list_messages(old.id, true).await.unwrap().len(), 1, "cached, and no longer asked for");
}

#[tokio::test]
async fn deleting_ends_an_inbox_and_removing_forgets_it() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    world.receive(&inbox, Mail::text("Kept", "Words.")).await;
    assert_eq!(world.core.remove_inbox(inbox.id).await.unwrap_err().code(), ErrorCode::UnknownInbox);
    world.core.delete_inbox(inbox.id).await.unwrap();
    let snapshot = world.snapshot().await;
    assert_eq!((snapshot.inboxes[0].state, snapshot.inboxes[0].total), (InboxState::Deleted, 1));

    world.core.remove_inbox(inbox.id).await.unwrap();
    let snapshot = world.snapshot().await;
    assert!(snapshot.inboxes.is_empty());
    assert_eq!(snapshot.selected_inbox, None);
}

#[tokio::test]
async fn a_removed_inbox_can_be_brought_back_until_the_next_start() {
    let mut world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let message = world.receive(&inbox, Mail::text("Kept", "Words.")).await;
    assert_eq!(world.core.restore_inbox(inbox.id).await.unwrap_err().code(), ErrorCode::UnknownInbox, "not removed");
    world.core.delete_inbox(inbox.id).await.unwrap();
    let before = world.snapshot().await.inboxes;
    world.core.remove_inbox(inbox.id).await.unwrap();
    assert_eq!(world.core.list_messages(inbox.id, false).await.unwrap_err().code(), ErrorCode::UnknownInbox);
    assert_eq!(world.core.read_message(&message.id).await.unwrap_err().code(), ErrorCode::UnknownMessage);

    let (_, mut events) = world.core.subscribe().await.unwrap();
    assert_eq!(world.core.restore_inbox(inbox.id).await.unwrap(), before[0]);
    wait_for(&mut events, |change| matches!(change, Change::Inbox { inbox: back } if back.id == inbox.id)).await;
    assert_eq!(world.snapshot().await.inboxes, before);
    assert_eq!(world.core.list_messages(inbox.id, false).await.unwrap(), [message]);

    world.core.remove_inbox(inbox.id).await.unwrap();
    world.restart().await;
    assert_eq!(world.core.restore_inbox(inbox.id).await.unwrap_err().code(), ErrorCode::UnknownInbox);
    assert!(world.snapshot().await.inboxes.is_empty());
}

#[tokio::test]
async fn an_inbox_the_service_no_longer_has_is_expired_and_can_be_deleted() {
    let world = World::connected().await;
    let gone = world.core.create_inbox().await.unwrap();
    let other = world.core.create_inbox().await.unwrap();
    assert!(world.sandbox.expire(&gone.address) && world.sandbox.expire(&other.address));
    // The scheduler may have met the 404 first; then there is nothing to ask for.
    let _ = world.core.list_messages(gone.id, true).await;
    let snapshot = world.snapshot().await;
    let state = |id| snapshot.inboxes.iter().find(|inbox| inbox.id == id).unwrap().state;
    assert_eq!(state(gone.id), InboxState::Expired);
    world.core.delete_inbox(other.id).await.unwrap();
}

#[tokio::test]
async fn a_failure_of_the_service_makes_no_inbox() {
    let world = World::connected().await;
    for (action, code) in [
        (FaultAction::answer(500), ErrorCode::ServiceFault),
        (FaultAction::Challenge, ErrorCode::ServiceFault),
        (FaultAction::Garbage, ErrorCode::UnexpectedAnswer),
        (FaultAction::answer(403), ErrorCode::NotAllowed),
        (FaultAction::answer(429), ErrorCode::RateLimited),
        (FaultAction::answer(200).with_body(r#"{"status":false,"message":"Plan ended."}"#), ErrorCode::Refused),
        (FaultAction::answer(200).with_body(r#"{"status":true,"data":{"id":1}}"#), ErrorCode::UnexpectedAnswer),
        (FaultAction::Reset, ErrorCode::Offline),
    ] {
        world.sandbox.inject(Fault::new(action.clone()).method("POST").path("/emails"));
        assert_eq!(world.core.create_inbox().await.unwrap_err().code(), code, "{action:?}");
    }
    assert!(world.snapshot().await.inboxes.is_empty());
}
