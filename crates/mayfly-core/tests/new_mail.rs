//! Batches of new mail, the most recent code, and the message requested from outside the window.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{AccountMessageId, Change, ErrorCode, InboxId, MessageId};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, NewMailBatch};
use std::sync::Arc;
use support::adjustable_clock::AdjustableClock;
use support::{API_KEY, TestCore, wait_for_change};
use tempmailg_sandbox::Mail;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

fn code_mail(code: &str) -> Mail {
    Mail::new_text(format!("Your code is {code}"), format!("Your verification code is {code}."))
        .from("Harbour", "a@b.example")
}

/// The subjects of the batches that wait in the receiver.
fn take_subjects(new_mail: &mut Receiver<NewMailBatch>) -> Vec<String> {
    let mut subjects = Vec::new();
    while let Ok(batch) = new_mail.try_recv() {
        subjects.extend(batch.messages.into_iter().map(|message| message.subject));
    }
    subjects
}

#[tokio::test]
async fn new_mail_batch_is_emitted_once_and_not_for_mail_from_before_the_start() {
    let mut test = TestCore::signed_in().await;
    let mut new_mail = test.core.subscribe_new_mail();
    let inbox = test.core.create_inbox().await.unwrap();
    test.deliver_and_fetch_mail(&inbox, Mail::new_text("First", "…")).await;
    let batch = new_mail.try_recv().unwrap();
    assert_eq!((batch.inbox.id, batch.inbox.unread, batch.messages.len()), (inbox.id, 1, 1));
    let message = batch.messages[0].id.clone();
    test.core.read_message(&message).await.unwrap();
    test.core.list_messages(inbox.id, true).await.unwrap();
    assert_eq!(new_mail.try_recv().unwrap_err(), TryRecvError::Empty, "reading and checking again emit no batch");

    test.deliver_mail(&inbox, Mail::new_text("While away", "…"));
    test.restart().await;
    let mut new_mail = test.core.subscribe_new_mail();
    test.core.list_messages(inbox.id, true).await.unwrap();
    assert_eq!(test.core.list_messages(inbox.id, false).await.unwrap().len(), 2);
    test.deliver_and_fetch_mail(&inbox, Mail::new_text("After the start", "…")).await;
    assert_eq!(take_subjects(&mut new_mail), ["After the start"]);
}

#[tokio::test]
async fn muted_inbox_stays_muted_after_restart_and_conversion() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    assert!(!inbox.muted);
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    test.core.set_inboxes_muted(&[inbox.id], true).await.unwrap();
    wait_for_change(&mut events, |change| matches!(change, Change::Inbox { inbox } if inbox.muted)).await;
    let mut new_mail = test.core.subscribe_new_mail();
    test.deliver_and_fetch_mail(&inbox, Mail::new_text("Hello", "…")).await;
    assert!(new_mail.try_recv().unwrap().inbox.muted);
    assert_eq!(
        test.core.set_inboxes_muted(&[InboxId::new(99)], true).await.unwrap_err().code(),
        ErrorCode::UnknownInbox
    );
    test.restart().await;
    assert!(test.snapshot().await.inboxes[0].muted);
    let converted =
        test.core.convert_inbox(inbox.id, "another", inbox.address.split('@').nth(1).unwrap()).await.unwrap();
    assert!(converted.muted, "also under another address");
}

#[tokio::test]
async fn mail_of_a_muted_sender_is_listed_and_not_announced() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let from = |address: &str, subject: &str| Mail { from_email: address.into(), ..Mail::new_text(subject, "Words.") };
    let first = test.deliver_and_fetch_mail(&inbox, from("Deals@Harbour.example", "First")).await;
    let mut new_mail = test.core.subscribe_new_mail();
    let muted = test.core.mute_sender_of_message(&first.id).await.unwrap();
    assert_eq!(muted.as_deref(), Some("deals@harbour.example"));
    assert_eq!(
        test.core.mute_sender_of_message(&"unknown".into()).await.unwrap_err().code(),
        ErrorCode::UnknownMessage
    );

    test.restart().await;
    let mut after_restart = test.core.subscribe_new_mail();
    test.core.list_messages(inbox.id, true).await.unwrap();
    test.deliver_mail(&inbox, from("deals@harbour.example", "Muted"));
    test.deliver_mail(&inbox, from("someone@harbour.example", "Other"));
    assert_eq!(test.core.list_messages(inbox.id, true).await.unwrap().len(), 3, "all are listed");
    assert_eq!(take_subjects(&mut after_restart), ["Other"]);
    assert_eq!(new_mail.try_recv().unwrap_err(), TryRecvError::Closed);

    assert_eq!(test.core.list_muted_senders().await.unwrap(), ["deals@harbour.example"]);
    test.core.set_sender_muted(" DEALS@harbour.example", false).await.unwrap();
    assert!(test.core.list_muted_senders().await.unwrap().is_empty());
    test.deliver_mail(&inbox, from("deals@harbour.example", "Heard again"));
    test.core.list_messages(inbox.id, true).await.unwrap();
    assert_eq!(take_subjects(&mut after_restart), ["Heard again"]);
}

#[tokio::test]
async fn newest_code_is_offered_for_ten_minutes() {
    let test = TestCore::signed_out().await;
    let clock = Arc::new(AdjustableClock::default());
    let core = Core::builder(CoreEnvironment {
        data_folder: test.folder.path().join("data"),
        clock: Arc::<AdjustableClock>::clone(&clock),
        secrets: Arc::new(InMemorySecretStore::default()),
        localisation: mayfly_core::Localisation::default(),
    })
    .start();
    core.wait_until_accounts_open().await;
    assert_eq!(core.recent_code().await.unwrap(), None, "without an account there is no code");
    core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    let inbox = core.create_inbox().await.unwrap();
    let mut ids: Vec<MessageId> = Vec::new();
    for mail in [code_mail("111111"), code_mail("222222").from("", "c@d.example"), Mail::new_text("No code", "Hello.")]
    {
        ids.push(test.deliver_mail(&inbox, mail));
        core.list_messages(inbox.id, true).await.unwrap();
    }
    let code = core.recent_code().await.unwrap().unwrap();
    assert_eq!((code.code.as_str(), code.from.as_str()), ("222222", "c@d.example"), "without a name the address");
    assert!((590..=600).contains(&code.expires_in.as_secs()), "{code:?}");

    core.delete_message(&ids[1]).await.unwrap();
    let code = core.recent_code().await.unwrap().unwrap();
    assert_eq!((code.code.as_str(), code.from.as_str()), ("111111", "Harbour"), "a deleted one is not offered");
    clock.set_clock_offset(590);
    assert!(core.recent_code().await.unwrap().is_some());
    clock.set_clock_offset(601);
    assert_eq!(core.recent_code().await.unwrap(), None);
}

#[tokio::test]
async fn requested_message_stays_in_the_snapshot_until_a_message_is_read() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_text("Hello", "…")).await;
    test.core.create_inbox().await.unwrap();
    let reference = AccountMessageId { account: test.active_account_id().await, message: message.id.clone() };
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    test.core.show_message_in_window(&reference).await.unwrap();
    let event = wait_for_change(&mut events, |change| matches!(change, Change::OpenMessage { .. })).await;
    assert_eq!(event.change, Change::OpenMessage { message: message.clone() });

    let snapshot = test.snapshot().await;
    assert_eq!((snapshot.open_message, snapshot.selected_inbox), (Some(message.clone()), Some(inbox.id)));
    test.core.read_message(&message.id).await.unwrap();
    assert_eq!(test.snapshot().await.open_message, None);

    let unknown = AccountMessageId { message: "unknown".into(), ..reference.clone() };
    assert_eq!(test.core.show_message_in_window(&unknown).await.unwrap_err().code(), ErrorCode::UnknownMessage);
    test.core.show_message_in_window(&reference).await.unwrap();
    test.core.sign_out().await.unwrap();
    assert_eq!(test.snapshot().await.open_message, None);
}
