//! Adding addresses that were made elsewhere with the same API key.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{ErrorCode, InboxState};
use support::{API_KEY, TestCore};
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail};

/// Creates an address with an API key as another program does.
async fn create_address_elsewhere(test: &TestCore, api_key: &str) -> String {
    let client = tempmailg::Client::builder(tempmailg::ApiKey::parse(api_key).unwrap())
        .base_url(tempmailg::BaseUrl::parse(test.sandbox.base_url()).unwrap())
        .build()
        .unwrap();
    client.create_inbox().await.unwrap().value.address
}

#[tokio::test]
async fn address_made_elsewhere_is_added_with_its_mail() {
    let mut test = TestCore::signed_in().await;
    let address = create_address_elsewhere(&test, API_KEY).await;
    test.sandbox.deliver_mail(&address, Mail::new_text("Waiting", "Your verification code is 482913.")).unwrap();
    let report = test.core.adopt_inboxes(&format!(" {} \n", address.to_uppercase())).await.unwrap();
    assert!(report.failed.is_empty() && report.not_attempted.is_empty() && report.stop_reason.is_none());
    let [inbox] = &report.adopted[..] else { panic!("{report:?}") };
    assert_eq!((inbox.address.as_str(), inbox.state, inbox.total), (address.as_str(), InboxState::Active, 1));
    assert_eq!(inbox.expires_at, None, "the service does not say when it ends");
    assert_eq!(test.snapshot().await.selected_inbox, Some(inbox.id));
    let id = inbox.id;

    test.restart().await;
    let listed = test.core.list_messages(id, false).await.unwrap();
    assert_eq!(listed[0].code.as_deref(), Some("482913"));
    test.sandbox.deliver_mail(&address, Mail::new_text("Later", "Words.")).unwrap();
    assert_eq!(test.core.list_messages(id, true).await.unwrap().len(), 2, "it is checked like any other");
    test.core.delete_inbox(id).await.unwrap();
}

#[tokio::test]
async fn refused_addresses_are_reported_and_the_others_added() {
    let test = TestCore::signed_in().await;
    let own = test.core.create_inbox().await.unwrap();
    let elsewhere = create_address_elsewhere(&test, API_KEY).await;
    let text = format!("not an address\nnobody@example.com, {elsewhere}; {}", own.address);
    let report = test.core.adopt_inboxes(&text).await.unwrap();
    let adopted: Vec<_> = report.adopted.iter().map(|inbox| inbox.address.clone()).collect();
    assert_eq!(adopted, [elsewhere]);
    assert_eq!(report.already_present, [own.address]);
    let failed: Vec<_> = report.failed.iter().map(|failed| (failed.address.as_str(), failed.error.code)).collect();
    let invalid = ErrorCode::InvalidAddress;
    let expected =
        [("not", invalid), ("an", invalid), ("address", invalid), ("nobody@example.com", ErrorCode::NotFound)];
    assert_eq!(failed, expected);
    assert_eq!(test.snapshot().await.inboxes.len(), 2);
}

#[tokio::test]
async fn refusal_for_another_owner_names_the_reason() {
    let test = TestCore::signed_in().await;
    let answer = FaultAction::answer(403).with_body(r#"{"status":false,"message":"Not your address."}"#);
    test.sandbox.inject_fault(InjectedFault::new(answer).method("GET").path("/messages"));
    let report = test.core.adopt_inboxes("somebody@example.com").await.unwrap();
    let [failed] = &report.failed[..] else { panic!("{report:?}") };
    assert_eq!(failed.error.code, ErrorCode::NotAllowed);
    assert_eq!(failed.error.details.service_message.as_deref(), Some("Not your address."));
    assert!(test.snapshot().await.inboxes.is_empty());
}

#[tokio::test]
async fn rest_is_not_attempted_once_nobody_answers() {
    let test = TestCore::signed_in().await;
    let (first, second) =
        (create_address_elsewhere(&test, API_KEY).await, create_address_elsewhere(&test, API_KEY).await);
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(429)).method("GET").path("/messages"));
    let report = test.core.adopt_inboxes(&format!("{first}\n{second}")).await.unwrap();
    assert!(report.adopted.is_empty());
    assert_eq!((report.failed[0].address.as_str(), report.not_attempted), (first.as_str(), vec![second]));
    assert_eq!(report.stop_reason.unwrap().code, ErrorCode::RateLimited);
}

#[tokio::test]
async fn too_many_lines_cost_no_request() {
    let test = TestCore::signed_in().await;
    let before = test.sandbox.list_requests().len();
    let lines: String = (0..1_000).map(|number| format!("a{number}@example.com\n")).collect();
    for (text, code) in [(lines.as_str(), ErrorCode::TooManyAddresses), (" \n", ErrorCode::InvalidAddress)] {
        assert_eq!(test.core.adopt_inboxes(text).await.unwrap_err().code(), code);
    }
    assert_eq!(test.sandbox.list_requests().len(), before);
}
