//! Creating, naming, converting, deleting, removing and restoring inboxes.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::SecretStore as _;
use mayfly_core::view::{Change, ErrorCode, InboxId, InboxState, InboxView, Language, SettingsPatch, Snapshot};
use secrecy::ExposeSecret as _;
use std::sync::{Arc, Barrier};
use std::time::Duration;
use support::{TestCore, wait_for_change};
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail};

#[tokio::test]
async fn new_inbox_is_first_selected_and_emitted() {
    let test = TestCore::signed_in().await;
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let first = test.core.create_inbox().await.unwrap();
    let second = test.core.create_inbox().await.unwrap();
    let event =
        wait_for_change(&mut events, |change| matches!(change, Change::Inbox { inbox } if inbox.id == second.id)).await;
    assert!(event.seq > 0);

    let snapshot = test.snapshot().await;
    let ids: Vec<_> = snapshot.inboxes.iter().map(|inbox| inbox.id).collect();
    assert_eq!(ids, [second.id, first.id]);
    assert_eq!(snapshot.selected_inbox, Some(second.id));
    assert_eq!(second.state, InboxState::Active);
    assert!(second.expires_at.is_some());
}

#[tokio::test]
async fn inbox_created_outside_the_window_is_selected_only_if_no_window_shows_another() {
    let test = TestCore::signed_in().await;
    let first = test.core.create_inbox_outside_window().await.unwrap();
    assert_eq!(test.snapshot().await.selected_inbox, Some(first.id), "the window shows none");
    test.core.create_inbox_outside_window().await.unwrap();
    assert_eq!(test.snapshot().await.selected_inbox, Some(first.id), "the window shows the first");
    test.core.record_window_visibility(false);
    let third = test.core.create_inbox_outside_window().await.unwrap();
    assert_eq!(test.snapshot().await.selected_inbox, Some(third.id), "no window is visible");
}

#[tokio::test]
async fn chosen_name_creates_one_inbox() {
    let test = TestCore::signed_in().await;
    let domains = test.core.list_domains().await.unwrap();
    let inbox = test.core.create_custom_inbox("My.Name", &domains[0].domain, None).await.unwrap();
    assert_eq!(inbox.address, format!("my.name@{}", domains[0].domain));
    assert_eq!(test.snapshot().await.inboxes.len(), 1);
}

#[tokio::test]
async fn suggested_name_with_a_label_makes_an_inbox() {
    let test = TestCore::signed_in().await;
    let domain = test.core.list_domains().await.unwrap()[0].domain.clone();
    let names: std::collections::HashSet<_> = (0..20).map(|_| test.core.suggest_username().unwrap()).collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names.iter().take(2) {
        let inbox = test.core.create_custom_inbox(name, &domain, Some(" Book\nshop ")).await.unwrap();
        assert_eq!(inbox.address, format!("{name}@{domain}"));
        assert_eq!(inbox.label.as_deref(), Some("Book shop"));
    }
    let vietnamese = SettingsPatch { language: Some(Language::Vi), ..SettingsPatch::default() };
    test.core.update_settings(vietnamese).await.unwrap();
    assert!(test.core.suggest_username().unwrap().split('-').count() >= 3);
}

#[tokio::test]
async fn refused_name_leaves_no_inbox_and_returns_the_reason() {
    let test = TestCore::signed_in().await;
    let domain = test.core.list_domains().await.unwrap()[0].domain.clone();
    test.core.create_custom_inbox("taken", &domain, None).await.unwrap();
    let error = test.core.create_custom_inbox("taken", &domain, None).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Refused);
    let view = test.core.to_error_view(&error);
    assert!(
        view.details.service_message.is_some_and(|text| !text.is_empty()),
        "the error contains the service's reason"
    );
    assert_eq!(test.snapshot().await.inboxes.len(), 1);
    let deletes = test.sandbox.list_requests().iter().filter(|request| request.method == "DELETE").count();
    assert_eq!(deletes, 1, "the random inbox is deleted on the service too");

    for (name, domain, code) in [
        ("no spaces", domain.as_str(), ErrorCode::InvalidUsername),
        ("slash/es", domain.as_str(), ErrorCode::InvalidUsername),
        ("fine", "not a domain", ErrorCode::InvalidDomain),
    ] {
        assert_eq!(test.core.create_custom_inbox(name, domain, None).await.unwrap_err().code(), code);
    }
}

#[tokio::test]
async fn refused_name_keeps_the_random_inbox_that_could_not_be_deleted() {
    let test = TestCore::signed_in().await;
    let domain = test.core.list_domains().await.unwrap()[0].domain.clone();
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(422)).method("POST").path("/emails/"));
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(500)).method("DELETE"));
    test.core.create_custom_inbox("name", &domain, None).await.unwrap_err();
    assert_eq!(test.snapshot().await.inboxes.len(), 1, "it still exists on the service, so it is shown");
}

#[tokio::test]
async fn chosen_address_is_kept_when_the_response_is_lost() {
    let test = TestCore::signed_in().await;
    let domain = test.core.list_domains().await.unwrap()[0].domain.clone();
    let lose_response = || {
        let lost = InjectedFault::new(FaultAction::Truncate { after: None }).method("POST").path("/emails/");
        test.sandbox.inject_fault(lost);
    };
    lose_response();
    let created = test.core.create_custom_inbox("first", &domain, None).await.unwrap();
    assert_eq!(created.address, format!("first@{domain}"));
    assert_eq!(test.snapshot().await.inboxes.len(), 1);
    lose_response();
    let converted = test.core.convert_inbox(created.id, "second", &domain).await.unwrap();
    assert_eq!(converted.address, format!("second@{domain}"));
    for inbox in test.snapshot().await.inboxes {
        let expected = if inbox.id == created.id { InboxState::Replaced } else { InboxState::Active };
        assert_eq!(inbox.state, expected, "{}", inbox.address);
    }
    test.deliver_and_fetch_mail(&converted, Mail::new_text("There", "Words.")).await;

    // An address that the account has already does not prove that this conversion was made.
    let other = test.core.create_inbox().await.unwrap();
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(500)).method("POST").path("/emails/"));
    assert_eq!(test.core.convert_inbox(other.id, "second", &domain).await.unwrap_err().code(), ErrorCode::ServiceFault);
    test.core.delete_inbox(other.id).await.unwrap();
    test.core.remove_inbox(other.id).await.unwrap();

    // If the conversion was not made, the error is returned.
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(500)).method("POST").path("/emails/"));
    assert_eq!(
        test.core.create_custom_inbox("third", &domain, None).await.unwrap_err().code(),
        ErrorCode::ServiceFault
    );
    assert_eq!(test.snapshot().await.inboxes.len(), 2);
}

#[tokio::test]
async fn check_of_the_random_address_does_not_end_the_chosen_one() {
    let test = TestCore::signed_in().await;
    let domain = test.core.list_domains().await.unwrap()[0].domain.clone();
    // Converted at once, but the response is slow: meanwhile the random address is checked, and no longer exists.
    test.sandbox
        .inject_fault(InjectedFault::new(FaultAction::Drip { chunk: 8, ms: 20 }).method("POST").path("/emails/"));
    let core = test.core.clone();
    let creation = tokio::spawn(async move { core.create_custom_inbox("chosen", &domain, None).await });
    let is_requested = || test.sandbox.list_requests().iter().any(|request| request.path.contains("/emails/"));
    while !is_requested() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let random = loop {
        if let Some(inbox) = test.snapshot().await.inboxes.first().cloned() {
            break inbox;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    let _ = test.core.list_messages(random.id, true).await;
    let created = creation.await.unwrap().unwrap();
    assert_eq!(created.id, random.id);
    let shown = test.snapshot().await.inboxes;
    assert_eq!(shown.iter().map(|inbox| inbox.state).collect::<Vec<_>>(), [InboxState::Active]);
    test.deliver_and_fetch_mail(&created, Mail::new_text("There", "Words.")).await;
}

#[tokio::test]
async fn conversion_keeps_the_old_inbox_and_its_mail_as_replaced() {
    let test = TestCore::signed_in().await;
    let domain = test.core.list_domains().await.unwrap()[0].domain.clone();
    let old = test.core.create_inbox().await.unwrap();
    test.deliver_and_fetch_mail(&old, Mail::new_text("Before", "Words.")).await;
    let new = test.core.convert_inbox(old.id, "converted", &domain).await.unwrap();

    let snapshot = test.snapshot().await;
    assert_eq!(snapshot.selected_inbox, Some(new.id));
    let old_view = snapshot.inboxes.iter().find(|inbox| inbox.id == old.id).unwrap();
    assert_eq!((old_view.state, old_view.replaced_by.as_deref()), (InboxState::Replaced, Some(new.address.as_str())));
    assert_eq!(test.core.list_messages(old.id, true).await.unwrap().len(), 1, "cached, and no longer requested");
}

#[tokio::test]
async fn deleting_ends_an_inbox_and_removing_takes_it_off_the_list() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    test.deliver_and_fetch_mail(&inbox, Mail::new_text("Kept", "Words.")).await;
    assert_eq!(test.core.remove_inbox(inbox.id).await.unwrap_err().code(), ErrorCode::UnknownInbox);
    test.core.delete_inbox(inbox.id).await.unwrap();
    let snapshot = test.snapshot().await;
    assert_eq!((snapshot.inboxes[0].state, snapshot.inboxes[0].total), (InboxState::Deleted, 1));

    test.core.remove_inbox(inbox.id).await.unwrap();
    let snapshot = test.snapshot().await;
    assert!(snapshot.inboxes.is_empty());
    assert_eq!(snapshot.selected_inbox, None);
}

#[tokio::test]
async fn removed_inbox_can_be_restored_until_the_next_start() {
    let mut test = TestCore::signed_in().await;
    let account = test.active_account_id().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_text("Kept", "Words.")).await;
    assert_eq!(
        test.core.restore_inbox(account, inbox.id).await.unwrap_err().code(),
        ErrorCode::UnknownInbox,
        "not removed"
    );
    test.core.delete_inbox(inbox.id).await.unwrap();
    let before = test.snapshot().await.inboxes;
    test.core.remove_inbox(inbox.id).await.unwrap();
    assert_eq!(test.core.list_messages(inbox.id, false).await.unwrap_err().code(), ErrorCode::UnknownInbox);
    assert_eq!(test.core.read_message(&message.id).await.unwrap_err().code(), ErrorCode::UnknownMessage);

    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    assert_eq!(test.core.restore_inbox(account, inbox.id).await.unwrap(), before[0]);
    wait_for_change(
        &mut events,
        |change| matches!(change, Change::Inbox { inbox: restored } if restored.id == inbox.id),
    )
    .await;
    assert_eq!(test.snapshot().await.inboxes, before);
    assert_eq!(test.core.list_messages(inbox.id, false).await.unwrap(), [message]);

    test.core.remove_inbox(inbox.id).await.unwrap();
    test.restart().await;
    assert_eq!(test.core.restore_inbox(account, inbox.id).await.unwrap_err().code(), ErrorCode::UnknownInbox);
    assert!(test.snapshot().await.inboxes.is_empty());
}

#[tokio::test]
async fn several_inboxes_are_muted_deleted_and_removed_at_once() {
    let test = TestCore::signed_in().await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(test.core.create_inbox().await.unwrap().id);
    }
    let [first, second, third, kept] = ids[..] else { panic!("{ids:?}") };
    let muted = |snapshot: &Snapshot| snapshot.inboxes.iter().filter(|inbox| inbox.muted).count();
    let unknown = test.core.set_inboxes_muted(&[first, InboxId::new(99)], true).await.unwrap_err();
    assert_eq!((unknown.code(), muted(&test.snapshot().await)), (ErrorCode::UnknownInbox, 0), "all or none");
    test.core.set_inboxes_muted(&[first, second], true).await.unwrap();
    assert_eq!(muted(&test.snapshot().await), 2);
    let addresses = test.core.inbox_addresses_for_copying(&[second, first]).await.unwrap();
    assert_eq!(addresses.len(), 2);

    assert!(test.core.remove_inboxes(&[first, second]).await.unwrap().is_empty(), "they receive mail");
    let report = test.core.delete_inboxes(&[first, second, first]).await.unwrap();
    assert_eq!((report.deleted, report.failed), (vec![first, second], vec![]));
    let report = test.core.delete_inboxes(&[first, third]).await.unwrap();
    assert_eq!(report.deleted, [third], "one that has ended is left out");

    let mut removed = test.core.remove_inboxes(&[first, third, kept]).await.unwrap();
    removed.sort_unstable();
    assert_eq!(removed, [first, third]);
    let left: Vec<_> = test.snapshot().await.inboxes.iter().map(|inbox| inbox.id).collect();
    assert_eq!(left, [kept, second]);
    let account = test.active_account_id().await;
    assert_eq!(test.core.restore_inboxes(account, &removed).await.unwrap().len(), 2);
}

#[tokio::test]
async fn deletion_of_several_inboxes_stops_where_it_would_only_fail_again() {
    let test = TestCore::signed_in().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(test.core.create_inbox().await.unwrap().id);
    }
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(429)).method("DELETE"));
    let report = test.core.delete_inboxes(&ids).await.unwrap();
    assert_eq!((report.deleted.len(), report.failed.len(), report.not_attempted.len()), (0, 1, 2));
    assert_eq!(report.stop_reason.unwrap().code, ErrorCode::RateLimited);
    assert!(test.snapshot().await.inboxes.iter().all(|inbox| inbox.state == InboxState::Active));
}

#[tokio::test]
async fn inbox_that_the_service_no_longer_has_can_be_deleted() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    for action in [
        FaultAction::answer(404).with_header("content-type", "text/html").with_body("<html>Not found</html>"),
        FaultAction::answer(404),
        FaultAction::answer(404).with_body(r#"{"message":"no Route matched"}"#),
    ] {
        test.sandbox.inject_fault(InjectedFault::new(action.clone()).method("DELETE"));
        assert!(test.core.delete_inbox(inbox.id).await.is_err(), "{action:?} is not the service's answer");
        assert_eq!(test.snapshot().await.inboxes[0].state, InboxState::Active);
    }
    assert!(test.sandbox.expire_inbox(&inbox.address));
    test.core.delete_inbox(inbox.id).await.unwrap();
    assert_eq!(test.snapshot().await.inboxes[0].state, InboxState::Deleted);
}

#[tokio::test]
async fn failed_creation_leaves_no_inbox() {
    let test = TestCore::signed_in().await;
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
        test.sandbox.inject_fault(InjectedFault::new(action.clone()).method("POST").path("/emails"));
        assert_eq!(test.core.create_inbox().await.unwrap_err().code(), code, "{action:?}");
    }
    assert!(test.snapshot().await.inboxes.is_empty());
}

/// A check may emit the random inbox while its conversion is pending.
#[tokio::test]
async fn refused_name_removes_an_inbox_that_was_already_emitted() {
    let test = TestCore::signed_in().await;
    let domain = test.core.list_domains().await.unwrap()[0].domain.clone();
    test.core.create_custom_inbox("taken", &domain, None).await.unwrap();
    let (mut window, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::Delay { ms: 500 }).method("POST").path("/emails/"));
    let requests = test.sandbox.list_requests().len();
    let core = test.core.clone();
    let creation = tokio::spawn(async move { core.create_custom_inbox("taken", &domain, None).await });
    let is_converting =
        || test.sandbox.list_requests()[requests..].iter().any(|request| request.path.contains("/emails/"));
    while !is_converting() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let random = test.snapshot().await.inboxes.into_iter().find(|inbox| !inbox.address.starts_with("taken@")).unwrap();
    test.core.list_messages(random.id, true).await.unwrap();
    assert!(!creation.is_finished(), "the check came before the refusal");
    assert_eq!(creation.await.unwrap().unwrap_err().code(), ErrorCode::Refused);

    let mut was_emitted = false;
    while let Ok(event) = events.try_recv() {
        match event.change {
            Change::Inbox { inbox } => {
                was_emitted |= inbox.id == random.id;
                window.inboxes.retain(|shown| shown.id != inbox.id);
                window.inboxes.push(inbox);
            }
            Change::InboxRemoved { id } => window.inboxes.retain(|shown| shown.id != id),
            _ => {}
        }
    }
    assert!(was_emitted, "the check emitted the random inbox");
    let addresses = |inboxes: &[InboxView]| inboxes.iter().map(|inbox| inbox.address.clone()).collect::<Vec<_>>();
    assert_eq!(addresses(&window.inboxes), addresses(&test.snapshot().await.inboxes));
    assert!(window.inboxes.iter().all(|inbox| inbox.id != random.id), "{:?}", window.inboxes);
}

/// The selected inbox of the first account as it is in the database, which the core may have open.
fn read_stored_selection(database: &rusqlite::Connection) -> Option<InboxId> {
    let selected: Option<u32> =
        database.query_row("SELECT selected_inbox FROM accounts", [], |row| row.get(0)).unwrap();
    selected.map(InboxId::new)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[allow(clippy::disallowed_methods, reason = "a core of this process has started SQLCipher")]
async fn inbox_selected_last_is_the_one_that_is_stored() {
    const SELECTIONS_AT_ONCE: usize = 4;
    let mut test = TestCore::signed_in().await;
    let mut inboxes = Vec::new();
    for _ in 0..SELECTIONS_AT_ONCE {
        inboxes.push(test.core.create_inbox().await.unwrap().id);
    }
    let store_key = test.secrets.get("store-key").await.unwrap().unwrap();
    let database = rusqlite::Connection::open(test.folder.path().join("data/mayfly.db")).unwrap();
    database.execute_batch(&format!("PRAGMA key = \"x'{}'\"", store_key.expose_secret())).unwrap();
    // Which selection of several threads is the last one is open, but memory and store must agree on it.
    for round in 0..300 {
        let barrier = Arc::new(Barrier::new(SELECTIONS_AT_ONCE));
        let select = |inbox: &InboxId| {
            let (core, barrier, inbox) = (test.core.clone(), Arc::clone(&barrier), *inbox);
            tokio::task::spawn_blocking(move || {
                barrier.wait();
                tokio::runtime::Handle::current().block_on(core.select_inbox(Some(inbox)))
            })
        };
        let selections: Vec<_> = inboxes.iter().map(select).collect();
        for selection in selections {
            selection.await.unwrap().unwrap();
        }
        assert_eq!(read_stored_selection(&database), test.core.selected_inbox(), "round {round}");
    }
    drop(database);

    let (first, second) =
        tokio::join!(test.core.select_inbox(Some(inboxes[0])), test.core.select_inbox(Some(inboxes[1])));
    first.and(second).unwrap();
    test.restart().await;
    assert_eq!(test.core.selected_inbox(), Some(inboxes[1]));
}

#[tokio::test]
async fn ended_inboxes_are_removed_and_restored_together() {
    let test = TestCore::signed_in().await;
    let live = test.core.create_inbox().await.unwrap();
    let (first, second) = (test.core.create_inbox().await.unwrap(), test.core.create_inbox().await.unwrap());
    let kept = test.deliver_and_fetch_mail(&first, Mail::new_text("Kept", "Words.")).await;
    for inbox in [&first, &second] {
        test.core.delete_inbox(inbox.id).await.unwrap();
    }
    let list = async || test.snapshot().await.inboxes.iter().map(|inbox| inbox.id).collect::<Vec<_>>();
    assert_eq!(test.core.remove_ended_inboxes().await.unwrap(), [second.id, first.id]);
    assert_eq!((list().await, test.snapshot().await.selected_inbox), (vec![live.id], None));
    assert!(test.core.remove_ended_inboxes().await.unwrap().is_empty());
    let account = test.active_account_id().await;
    test.core.restore_inboxes(account, &[first.id, second.id, InboxId::new(99)]).await.unwrap();
    assert_eq!(list().await, [second.id, first.id, live.id]);
    assert_eq!(test.core.list_messages(first.id, false).await.unwrap()[0].id, kept.id);
}

#[tokio::test]
async fn pin_survives_restart() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    assert!(!inbox.pinned);
    test.core.set_inbox_pinned(inbox.id, true).await.unwrap();
    test.restart().await;
    assert!(test.snapshot().await.inboxes[0].pinned);
    test.core.set_inbox_pinned(inbox.id, false).await.unwrap();
    assert!(!test.snapshot().await.inboxes[0].pinned);
    assert_eq!(test.core.set_inbox_pinned(InboxId::new(99), true).await.unwrap_err().code(), ErrorCode::UnknownInbox);
}

#[tokio::test]
async fn ended_address_is_made_anew_with_its_mail() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    test.core.set_inbox_label(inbox.id, Some("Bookshop")).await.unwrap();
    let old = test.deliver_and_fetch_mail(&inbox, Mail::new_text("Old", "Words.")).await;
    assert_eq!(test.core.recreate_inbox(inbox.id).await.unwrap_err().code(), ErrorCode::UnknownInbox, "it is open");
    test.core.delete_inbox(inbox.id).await.unwrap();
    let again = test.core.recreate_inbox(inbox.id).await.unwrap();
    assert_eq!((again.id, &again.address, again.state), (inbox.id, &inbox.address, InboxState::Active));
    assert_eq!(again.label.as_deref(), Some("Bookshop"));
    assert!(again.expires_at.is_some() && again.created_at > inbox.created_at);
    let snapshot = test.snapshot().await;
    assert_eq!((snapshot.inboxes.len(), snapshot.selected_inbox), (1, Some(inbox.id)));
    test.deliver_and_fetch_mail(&again, Mail::new_text("New", "Words.")).await;
    let listed = test.core.list_messages(inbox.id, false).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().any(|message| message.id == old.id), "its old mail stays");
}

#[tokio::test]
async fn address_that_is_taken_stays_ended() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    test.core.delete_inbox(inbox.id).await.unwrap();
    let (name, domain) = inbox.address.split_once('@').unwrap();
    let other = test.core.create_custom_inbox(name, domain, None).await.unwrap();
    assert_eq!(test.core.recreate_inbox(inbox.id).await.unwrap_err().code(), ErrorCode::Refused);
    let snapshot = test.snapshot().await;
    let states: Vec<_> = snapshot.inboxes.iter().map(|inbox| (inbox.id, inbox.state)).collect();
    assert_eq!(states, [(other.id, InboxState::Active), (inbox.id, InboxState::Deleted)]);
}
