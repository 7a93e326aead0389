use crate::test_service::{CliRunResult, TestService};
use std::os::unix::fs::PermissionsExt as _;
use tempmailg_sandbox::{FaultAction, InjectedFault};

#[tokio::test]
async fn new_prints_the_address_alone() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    assert!(
        address.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.')),
        "{address}"
    );
    assert_eq!(service.list_request_paths(), ["POST /api/emails"]);
    // Nobody else can list the addresses that were made.
    let folder = service.home.path().join(".local/state/tempmailg/addresses");
    assert_eq!(std::fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn new_with_a_name_and_a_domain_makes_that_address() {
    let service = TestService::start().await;
    let domain = service.run_ok(&["domains"]).await.lines().last().unwrap().to_owned();
    let address = service.run_ok(&["new", "--name", "build-42", "--domain", &domain]).await;
    assert_eq!(address, format!("build-42@{domain}"));
    let other = service.run_ok(&["new", "--domain", &domain]).await;
    assert!(other.ends_with(&format!("@{domain}")), "{other}");
    let named = service.run_ok(&["new", "--name", "only-a-name"]).await;
    assert!(named.starts_with("only-a-name@"), "{named}");
}

#[tokio::test]
async fn new_with_a_refused_name_leaves_no_address() {
    let service = TestService::start().await;
    service.run(&["new", "--name", "postmaster"]).await.assert_failed(1, "TempMailG refused the request");
    let requests = service.list_request_paths();
    let [create, change, delete] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!(create, "POST /api/emails");
    let address = change.strip_prefix("POST /api/emails/").unwrap().split('/').next().unwrap();
    assert_eq!(*delete, format!("DELETE /api/emails/{address}"));
}

#[tokio::test]
async fn new_reports_an_address_that_it_could_not_delete() {
    let service = TestService::start().await;
    service.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(500)).method("DELETE"));
    let outcome = service.run(&["new", "--name", "postmaster"]).await;
    outcome.assert_failed(1, "is left");
}

#[tokio::test]
async fn new_works_where_nothing_can_be_written() {
    let service = TestService::start().await;
    let outcome = CliRunResult::of(service.command(&["new"]).env("HOME", "/proc/nowhere")).await;
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}
