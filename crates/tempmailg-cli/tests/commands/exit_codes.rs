use crate::test_service::{CliRunResult, TestService};
use serde_json::{Value, json};
use tempmailg_sandbox::{FaultAction, InjectedFault};

/// Every exit code, with what `--json` prints for it.
#[tokio::test]
async fn each_failure_has_its_exit_code_and_word() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let fault = |action: FaultAction| service.sandbox.inject_fault(InjectedFault::new(action));
    let server_error = FaultAction::answer(500);
    let limit = FaultAction::answer(429).with_header("Retry-After", "7");
    for (code, word, action, arguments) in [
        (1, "failure", Some(server_error), &["domains"][..]),
        (1, "failure", Some(FaultAction::Reset), &["list", &address]),
        (1, "failure", Some(FaultAction::Garbage), &["new"]),
        (1, "failure", Some(FaultAction::Challenge), &["quota"]),
        (1, "failure", Some(FaultAction::Overlong { bytes: 64 << 20, declared: true }), &["list", &address]),
        (2, "usage", None, &["list", "not-an-address"]),
        (2, "usage", None, &["wait", &address, "--from", "("]),
        (2, "usage", None, &["wait", &address, "--timeout", "soon"]),
        (2, "usage", None, &["wait", &address, "--code", "--link"]),
        (2, "usage", None, &["read", ".."]),
        (2, "usage", None, &["read", "x", "--eml"]),
        (2, "usage", None, &["frobnicate"]),
        (2, "usage", None, &["domains", "--base-url", "http://api.example.com"]),
        (2, "usage", None, &["domains", "--proxy", "ftp://proxy.example"]),
        (2, "usage", None, &["domains", "--proxy", "http://me:hunter2@proxy.example"]),
        (3, "timeout", None, &["wait", &address, "--timeout", "1s"]),
        (4, "key", Some(FaultAction::answer(401)), &["list", &address]),
        (4, "key", None, &["domains", "--key-file", "/nonexistent"]),
        (5, "limit", Some(limit), &["new"]),
        (6, "not_found", None, &["list", "nobody@quickpost.example"]),
        (6, "not_found", None, &["read", "no-such-message"]),
    ] {
        if let Some(action) = action {
            fault(action);
        }
        let outcome = service.run(&[arguments, &["--json"]].concat()).await;
        assert_eq!((outcome.code, outcome.stdout.as_str()), (code, ""), "{arguments:?}: {outcome:?}");
        let object: Value = serde_json::from_str(&outcome.stderr).unwrap_or_else(|_| panic!("{outcome:?}"));
        assert_eq!(object["error"], word, "{arguments:?}");
        let message = object["message"].as_str().unwrap();
        assert!(!message.is_empty() && !message.contains("hunter2"), "{object}");
        assert_eq!(object, json!({ "error": word, "message": message }));
    }
    assert_eq!(service.run(&["list", &address]).await.code, 0);
}

#[tokio::test]
async fn exhausted_quota_has_the_code_of_limits() {
    let service = TestService::start_with(|builder| builder.quota(1)).await;
    service.new_address().await;
    service.run(&["new"]).await.assert_failed(5, "limit of calls is reached");
}

#[tokio::test]
async fn service_that_cannot_be_reached_is_a_failure() {
    let service = TestService::start().await;
    let mut command = service.command(&["domains"]);
    CliRunResult::of(command.env("TEMPMAILG_API_BASE_URL", "http://127.0.0.1:9/api"))
        .await
        .assert_failed(1, "no connection to TempMailG");
    // Nothing is sent past a proxy that can't be used.
    let mut command = service.command(&["domains", "--base-url", "https://api.example.com"]);
    CliRunResult::of(command.env("https_proxy", "http://127.0.0.1:9"))
        .await
        .assert_failed(1, "the proxy http://127.0.0.1:9");
    let arguments = ["domains", "--base-url", "https://api.example.com", "--proxy", "socks5h://127.0.0.1:9"];
    service.run(&arguments).await.assert_failed(1, "the proxy socks5h://127.0.0.1:9");
}
