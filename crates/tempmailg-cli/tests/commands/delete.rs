use crate::test_service::{CliRunResult, TestService};
use serde_json::json;
use tempmailg_sandbox::Mail;

#[tokio::test]
async fn delete_removes_one_message() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let [kept, deleted] = ["Kept", "Deleted"]
        .map(|subject| service.sandbox.deliver_mail(&address, Mail::new_text(subject, "x")).unwrap());
    assert_eq!(service.run_ok(&["delete", &deleted]).await, "");
    let left = service.run_json(&["list", &address]).await;
    assert_eq!(left.iter().map(|message| message["id"].clone()).collect::<Vec<_>>(), [json!(kept)]);
    service.run(&["delete", &deleted]).await.assert_failed(6, "no longer has this");
    assert_eq!(service.run_json(&["delete", &kept]).await, [json!({ "deleted": kept })]);
}

#[tokio::test]
async fn delete_of_another_accounts_message_is_not_found() {
    let service = TestService::start_with(|builder| builder.api_key("other-key")).await;
    let address = service.new_address().await;
    let id = service.sandbox.deliver_mail(&address, Mail::new_text("Hello", "x")).unwrap();
    for command in ["read", "delete", "save"] {
        let outcome = CliRunResult::of(service.command(&[command, &id]).env("TEMPMAILG_API_KEY", "other-key")).await;
        outcome.assert_failed(6, "belongs to another account");
    }
    assert_eq!(service.run_json(&["list", &address]).await.len(), 1);
}
