use crate::test_service::TestService;

#[tokio::test]
async fn domains_lists_those_of_every_type_once() {
    let service = TestService::start_with(|builder| builder.set_allowed_domain_types(&["free", "premium"])).await;
    let output = service.run_ok(&["domains"]).await;
    let mut names: Vec<_> = output.lines().collect();
    let objects = service.run_json(&["domains"]).await;
    assert_eq!(objects.iter().map(|domain| domain["domain"].as_str().unwrap()).collect::<Vec<_>>(), names);
    for kind in ["free", "premium"] {
        assert!(objects.iter().any(|domain| domain["type"] == kind), "{objects:?}");
    }
    assert!(objects.iter().all(|domain| domain["custom"].is_boolean()));
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}
