use crate::test_service::TestService;
use tempmailg_sandbox::{FaultAction, InjectedFault};

#[tokio::test]
async fn quota_prints_what_is_left_at_the_cost_of_one_request() {
    let service = TestService::start_with(|builder| builder.quota(100)).await;
    let output = service.run_ok(&["quota"]).await;
    assert!(output.starts_with("99 of 100 requests left, resets at 2"), "{output}");
    let object = &service.run_json(&["quota"]).await[0];
    assert_eq!((&object["limit"], &object["used"], &object["remaining"]), (&100.into(), &2.into(), &98.into()));
    assert!(object["resets_at"].as_str().unwrap().ends_with('Z'));
    assert_eq!(service.list_request_paths().len(), 2);
}

#[tokio::test]
async fn quota_that_is_not_reported_is_a_failure() {
    let service = TestService::start().await;
    let body = r#"{"status":true,"data":{"domains":[]}}"#;
    service.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(200).with_body(body)));
    service.run(&["quota"]).await.assert_failed(1, "says nothing about a quota");
}
