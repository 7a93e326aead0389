use crate::test_service::TestService;
use serde_json::json;

#[tokio::test]
async fn rm_deletes_the_address() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    assert_eq!(service.run_ok(&["rm", &address]).await, "");
    service.run(&["rm", &address]).await.assert_failed(6, "no longer has this");
    let address = service.new_address().await;
    assert_eq!(service.run_json(&["rm", &address]).await, [json!({ "deleted": address })]);
}

#[tokio::test]
async fn rm_of_another_accounts_address_is_not_found() {
    let service = TestService::start_with(|builder| builder.api_key("other-key")).await;
    let address = service.new_address().await;
    let mut command = service.command(&["rm", &address]);
    crate::test_service::CliRunResult::of(command.env("TEMPMAILG_API_KEY", "other-key"))
        .await
        .assert_failed(6, "belongs to another account");
    assert_eq!(service.run_ok(&["list", &address]).await, "");
}
