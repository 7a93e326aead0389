use crate::test_service::{CliRunResult, TestService};
use tempmailg_sandbox::Mail;
use tokio::process::Command;

/// A shell command with the service in its environment, and the program as `$0`.
fn shell(service: &TestService, script: &str) -> Command {
    let mut command = Command::new("bash");
    command.args(["-o", "pipefail", "-c", script, env!("CARGO_BIN_EXE_tempmailg")]);
    command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", service.home.path()).kill_on_drop(true);
    command.env("TEMPMAILG_API_KEY", "test-key").env("TEMPMAILG_API_BASE_URL", service.sandbox.base_url());
    command
}

#[tokio::test]
async fn reader_that_ends_early_is_no_failure() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    for number in 0..2_000 {
        let subject = format!("{number} {}", "x".repeat(200));
        service.sandbox.deliver_mail(&address, Mail::new_text(subject, "x")).unwrap();
    }
    let outcome = CliRunResult::of(&mut shell(&service, &format!("\"$0\" list {address} | head -1"))).await;
    assert_eq!((outcome.code, outcome.stdout.lines().count(), outcome.stderr.as_str()), (0, 1, ""));
    let outcome = CliRunResult::of(&mut shell(&service, "\"$0\" --help | true")).await;
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}

#[tokio::test]
async fn output_that_cannot_be_written_is_a_failure() {
    let service = TestService::start().await;
    let outcome = CliRunResult::of(&mut shell(&service, "\"$0\" domains >/dev/full")).await;
    outcome.assert_failed(1, "the output can't be written");
}

#[tokio::test]
async fn hints_are_shown_on_a_terminal_alone() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    service.sandbox.deliver_mail(&address, Mail::new_text("x", "Your code is 482913.")).unwrap();
    let script = format!("script -qec \"'$0' wait {address} --code\" /dev/null");
    let outcome = CliRunResult::of(&mut shell(&service, &script)).await;
    assert_eq!(outcome.stdout, format!("waiting for mail to {address}, 120 s at most\r\n482913\r\n"));
    let quiet = service.run(&["wait", &address, "--code"]).await;
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("482913\n", ""));
}

#[tokio::test]
async fn raw_forms_are_made_safe_on_a_terminal() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let id = service.sandbox.deliver_mail(&address, Mail::new_html("x", "<p>\u{1b}[2Jred\u{9b}31m</p>")).unwrap();
    assert_eq!(service.run_ok(&["read", &id, "--html"]).await, "<p>\u{1b}[2Jred\u{9b}31m</p>");
    for format in ["--html", "--eml"] {
        let script = format!("script -qec \"'$0' read {id} {format}\" /dev/null");
        let output = CliRunResult::of(&mut shell(&service, &script)).await.stdout;
        assert!(!output.contains(['\u{1b}', '\u{9b}']) && output.contains("red"), "{format}: {output:?}");
    }
}
