//! Which codes are copied by themselves, and the shape of the window.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, InboxView, MessageSummary, SettingsPatch, WindowShape};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, NewMailBatch};
use std::sync::Arc;
use support::adjustable_clock::AdjustableClock;
use support::{API_KEY, TestCore, wait_for_change};
use tempmailg_sandbox::Mail;
use tokio::sync::broadcast::Receiver;

fn code_mail(code: &str) -> Mail {
    Mail::new_text("Sign in", format!("Your verification code is {code}.")).from("Harbour", "a@b.example")
}

async fn set_copy_codes(core: &Core, copy_codes: bool) {
    core.update_settings(SettingsPatch { copy_codes: Some(copy_codes), ..SettingsPatch::default() }).await.unwrap();
}

/// Delivers mail, has it fetched, and returns the codes that are to be copied.
async fn deliver_mail_and_choose_codes(
    test: &TestCore,
    core: &Core,
    new_mail: &mut Receiver<NewMailBatch>,
    inbox: &InboxView,
    mails: Vec<Mail>,
) -> Vec<String> {
    for mail in mails {
        test.deliver_mail(inbox, mail);
    }
    core.list_messages(inbox.id, true).await.unwrap();
    choose_codes_to_copy(core, new_mail)
}

fn choose_codes_to_copy(core: &Core, new_mail: &mut Receiver<NewMailBatch>) -> Vec<String> {
    let mut codes = Vec::new();
    while let Ok(batch) = new_mail.try_recv() {
        codes.extend(core.choose_code_to_copy(&batch).map(|chosen| chosen.code));
    }
    codes
}

#[tokio::test]
async fn only_new_code_to_the_address_copied_last_is_copied_and_only_if_switched_on() {
    let test = TestCore::signed_in().await;
    let core = &test.core;
    let mut new_mail = core.subscribe_new_mail();
    let (first, second) = (core.create_inbox().await.unwrap(), core.create_inbox().await.unwrap());
    for inbox in [&first, &second] {
        core.list_messages(inbox.id, true).await.unwrap();
    }
    let mut receive =
        async |inbox: &InboxView, mails| deliver_mail_and_choose_codes(&test, core, &mut new_mail, inbox, mails).await;
    core.record_copied_address(&second.address);
    assert!(receive(&second, vec![code_mail("111111")]).await.is_empty(), "the setting is off by default");

    set_copy_codes(core, true).await;
    core.list_messages(second.id, true).await.unwrap();
    assert_eq!(receive(&second, vec![code_mail("222222")]).await, ["222222"]);
    assert!(receive(&second, vec![]).await.is_empty(), "a message is considered once");
    assert!(receive(&first, vec![code_mail("333333")]).await.is_empty(), "another address was copied last");
    assert!(receive(&second, vec![Mail::new_text("No code", "Hello.")]).await.is_empty());

    core.record_copied_address(&first.address);
    assert!(receive(&second, vec![code_mail("444444")]).await.is_empty());
    let several = receive(&first, vec![code_mail("555555"), Mail::new_text("No code", "Hello.")]).await;
    assert_eq!(several, ["555555"]);

    core.set_inboxes_muted(&[first.id], true).await.unwrap();
    assert!(receive(&first, vec![code_mail("666666")]).await.is_empty(), "the address is muted");
    core.set_inboxes_muted(&[first.id], false).await.unwrap();
    assert_eq!(receive(&first, vec![code_mail("777777")]).await, ["777777"]);
    set_copy_codes(core, false).await;
    assert!(receive(&first, vec![code_mail("888888")]).await.is_empty(), "switched off again");
}

#[tokio::test]
async fn code_that_waited_before_the_first_check_since_the_start_is_not_copied() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    set_copy_codes(&test.core, true).await;
    test.core.record_copied_address(&inbox.address);
    test.core.list_messages(inbox.id, true).await.unwrap();
    test.deliver_mail(&inbox, code_mail("111111"));
    test.restart().await;
    assert_eq!(test.core.last_copied_address(), None, "it is not stored");
    let mut new_mail = test.core.subscribe_new_mail();
    test.core.record_copied_address(&inbox.address);
    assert!(deliver_mail_and_choose_codes(&test, &test.core, &mut new_mail, &inbox, vec![]).await.is_empty());
    let later =
        deliver_mail_and_choose_codes(&test, &test.core, &mut new_mail, &inbox, vec![code_mail("222222")]).await;
    assert_eq!(later, ["222222"]);
}

#[tokio::test]
async fn newest_code_of_a_batch_is_copied_unless_it_has_probably_expired() {
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
    core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    set_copy_codes(&core, true).await;
    let inbox = core.create_inbox().await.unwrap();
    core.record_copied_address(&inbox.address);
    let mut new_mail = core.subscribe_new_mail();
    let id = test.deliver_mail(&inbox, code_mail("111111"));
    core.list_messages(inbox.id, true).await.unwrap();
    let mut batch = new_mail.try_recv().unwrap();
    let chosen = core.choose_code_to_copy(&batch).unwrap();
    assert_eq!((chosen.code.as_str(), &chosen.message.message), ("111111", &id));

    let newer = MessageSummary {
        id: "newer".into(),
        code: Some("222222".into()),
        received_at: jiff::Timestamp::now().to_string(),
        ..batch.messages[0].clone()
    };
    let undated = MessageSummary { received_at: "yesterday".into(), ..newer.clone() };
    batch.messages = vec![newer, batch.messages[0].clone(), undated];
    assert_eq!(core.choose_code_to_copy(&batch).unwrap().code, "222222");

    clock.set_clock_offset(595);
    assert!(core.choose_code_to_copy(&batch).is_some());
    clock.set_clock_offset(605);
    assert_eq!(core.choose_code_to_copy(&batch), None, "it came more than ten minutes ago");
    clock.set_clock_offset(-3600);
    assert!(core.choose_code_to_copy(&batch).is_some(), "after a clock was set back, mail seems to come in the future");
}

#[tokio::test]
async fn copied_address_and_window_shape_are_emitted_and_part_of_the_snapshot() {
    let test = TestCore::signed_in().await;
    let (snapshot, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    assert_eq!((snapshot.copied_address, snapshot.window_shape), (None, WindowShape::Full));
    let inbox = test.core.create_inbox().await.unwrap();
    test.core.record_copied_address(&inbox.address);
    let event = wait_for_change(&mut events, |change| matches!(change, Change::AddressCopied { .. })).await;
    assert_eq!(event.change, Change::AddressCopied { address: inbox.address.clone() });

    assert_eq!(test.core.set_window_shape(WindowShape::Full), WindowShape::Full);
    assert_eq!(test.core.set_window_shape(WindowShape::Pocket), WindowShape::Full);
    let event = wait_for_change(&mut events, |change| matches!(change, Change::WindowShape { .. })).await;
    assert_eq!(event.change, Change::WindowShape { shape: WindowShape::Pocket }, "the same shape is not emitted");
    let snapshot = test.snapshot().await;
    assert_eq!((snapshot.copied_address, snapshot.window_shape), (Some(inbox.address), WindowShape::Pocket));

    test.core.wipe_data().await.unwrap();
    assert_eq!(test.core.last_copied_address(), None);
}
