use crate::test_service::TestService;

#[tokio::test]
async fn rename_prints_the_new_address() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let domain = address.split_once('@').unwrap().1;
    let renamed = service.run_ok(&["rename", &address, "demo123"]).await;
    assert_eq!(renamed, format!("demo123@{domain}"));
    service.run(&["list", &address]).await.assert_failed(6, "TempMailG no longer has this");
    assert_eq!(service.run_ok(&["list", &renamed]).await, "");
}

#[tokio::test]
async fn rename_of_an_unknown_address_or_to_a_refused_domain_changes_nothing() {
    let service = TestService::start().await;
    service.run(&["rename", "nobody@quickpost.example", "demo123"]).await.assert_failed(6, "no longer has this");
    let address = service.new_address().await;
    let outcome = service.run(&["rename", &address, "demo123", "--domain", "elsewhere.example"]).await;
    outcome.assert_failed(1, "TempMailG");
    assert_eq!(service.run_ok(&["list", &address]).await, "", "the address is still there");
}
