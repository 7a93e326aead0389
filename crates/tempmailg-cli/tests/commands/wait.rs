use crate::test_service::{CliRunResult, TestService};
use serde_json::Value;
use std::process::Stdio;
use std::time::Duration;
use tempfile::tempdir;
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail};

fn code_mail(code: &str) -> Mail {
    Mail::new_text("Sign-in code", format!("Your code is {code}.")).from("Harbour", "no-reply@harbour.example")
}

fn build_confirmation_link_mail() -> Mail {
    let html = "<p>Welcome! Please confirm your address.</p>\
        <p><a href='https://shop.example/confirm?token=a1'>Confirm my address</a></p>\
        <p><a href='https://shop.example/help'>Help</a></p>";
    Mail::new_html("Confirm your address", html)
}

impl TestService {
    /// An address that another computer made: nothing is recorded about it here.
    async fn create_address_on_other_computer(&self) -> String {
        let elsewhere = tempdir().unwrap();
        let outcome = CliRunResult::of(self.command(&["new"]).env("HOME", elsewhere.path())).await;
        outcome.stdout.trim_end().to_owned()
    }

    /// Starts a command and returns its outcome later.
    fn start_command(&self, arguments: &[&str]) -> tokio::task::JoinHandle<CliRunResult> {
        let mut command = self.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        tokio::spawn(async move { CliRunResult::of(&mut command).await })
    }
}

#[tokio::test]
async fn wait_prints_the_code_or_the_link_alone() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    service.sandbox.deliver_mail(&address, build_confirmation_link_mail()).unwrap();
    service.sandbox.deliver_mail(&address, code_mail("482 913")).unwrap();
    assert_eq!(service.run_ok(&["wait", &address, "--code"]).await, "482913");
    assert_eq!(service.run_ok(&["wait", &address, "--link"]).await, "https://shop.example/confirm?token=a1");
    assert_eq!(service.count_checks(), 2, "mail that is there is found by the first request");
}

#[tokio::test]
async fn wait_prints_the_message_in_words_or_as_json() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let id = service.sandbox.deliver_mail(&address, code_mail("482913")).unwrap();
    let words = service.run_ok(&["wait", &address]).await;
    let lines: Vec<_> = words.lines().collect();
    assert_eq!(lines[0], format!("Id: {id}"));
    assert_eq!(lines[1..3], ["From: Harbour <no-reply@harbour.example>", "Subject: Sign-in code"]);
    assert_eq!(lines[4..], ["Code: 482913"]);
    for arguments in [&["wait", &address][..], &["wait", &address, "--code"]] {
        let object = &service.run_json(arguments).await[0];
        assert_eq!(
            (&object["id"], &object["code"], &object["link"]),
            (&id.as_str().into(), &"482913".into(), &Value::Null)
        );
    }
}

#[tokio::test]
async fn wait_finds_mail_by_the_first_request_after_it_came() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let waiting = service.start_command(&["wait", &address, "--code", "--timeout", "50s"]);
    service.wait_for_checks(1).await;
    service.sandbox.deliver_mail(&address, code_mail("482913")).unwrap();
    let outcome = waiting.await.unwrap();
    assert_eq!((outcome.code, outcome.stdout.as_str(), outcome.stderr.as_str()), (0, "482913\n", ""));
    assert_eq!(service.count_checks(), 2);
}

#[tokio::test]
async fn wait_takes_earlier_mail_only_if_asked_or_of_a_young_address() {
    let service = TestService::start().await;
    let address = service.create_address_on_other_computer().await;
    service.sandbox.deliver_mail(&address, code_mail("111111")).unwrap();
    service.sandbox.advance_clock(Duration::from_secs(30));
    let nothing = service.run(&["wait", &address, "--code", "--timeout", "1s"]).await;
    nothing.assert_failed(3, "no such mail came in 1 s");
    for since in ["1m", "2020-01-01T00:00:00Z"] {
        assert_eq!(service.run_ok(&["wait", &address, "--code", "--since", since]).await, "111111");
    }
    service.run(&["wait", &address, "--timeout", "1s", "--since", "10s"]).await.assert_failed(3, "no such mail");

    let address = service.new_address().await;
    service.sandbox.deliver_mail(&address, code_mail("222222")).unwrap();
    service.sandbox.advance_clock(Duration::from_secs(30));
    assert_eq!(service.run_ok(&["wait", &address, "--code", "--timeout", "40s"]).await, "222222");
    service.run(&["wait", &address, "--timeout", "1s"]).await.assert_failed(3, "no such mail");
}

#[tokio::test]
async fn wait_takes_the_newest_of_several_messages() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    for code in ["111111", "222222"] {
        service.sandbox.deliver_mail(&address, code_mail(code)).unwrap();
        service.sandbox.advance_clock(Duration::from_secs(2));
    }
    assert_eq!(service.run_ok(&["wait", &address, "--code"]).await, "222222");
}

#[tokio::test]
async fn wait_filters_by_sender_and_subject() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    service.sandbox.deliver_mail(&address, code_mail("482913")).unwrap();
    service.sandbox.deliver_mail(&address, Mail::new_text("Xác NHẬN", "x").from("Bảo", "bao@b.example")).unwrap();
    for filters in [&["--from", "harbour\\.example$"][..], &["--from", "^harb"], &["--subject", "sign-?in"]] {
        assert!(service.run_ok(&[&["wait", &address], filters].concat()).await.contains("482913"), "{filters:?}");
    }
    assert!(service.run_ok(&["wait", &address, "--subject", "xác nhận", "--from", "BẢO"]).await.contains("bao@b"));
    let arguments = ["wait", &address, "--from", "harbour", "--subject", "xác nhận", "--timeout", "1s"];
    service.run(&arguments).await.assert_failed(3, "no such mail");
}

#[tokio::test]
async fn two_waits_on_one_address_find_the_same_mail() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let arguments = ["wait", &address, "--code", "--timeout", "50s"];
    let waits = [service.start_command(&arguments), service.start_command(&arguments)];
    service.wait_for_checks(2).await;
    service.sandbox.deliver_mail(&address, code_mail("482913")).unwrap();
    for wait in waits {
        assert_eq!(wait.await.unwrap().stdout, "482913\n");
    }
}

#[tokio::test]
async fn wait_goes_on_after_faults_of_the_service() {
    for action in
        [FaultAction::Reset, FaultAction::Garbage, FaultAction::Challenge, FaultAction::Truncate { after: None }]
    {
        let service = TestService::start().await;
        let address = service.new_address().await;
        service.sandbox.deliver_mail(&address, code_mail("482913")).unwrap();
        service.sandbox.inject_fault(InjectedFault::new(action.clone()).path("/messages"));
        let code = service.run_ok(&["wait", &address, "--code", "--timeout", "50s"]).await;
        assert_eq!((code.as_str(), service.count_checks()), ("482913", 2), "{action:?}");
    }
}

#[tokio::test]
async fn wait_keeps_retry_after() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    service.sandbox.deliver_mail(&address, code_mail("482913")).unwrap();
    let limit =
        |seconds| InjectedFault::new(FaultAction::answer(429).with_header("Retry-After", seconds)).path("/messages");
    service.sandbox.inject_fault(limit("2"));
    let before = service.sandbox.list_requests().len();
    assert_eq!(service.run_ok(&["wait", &address, "--code"]).await, "482913");
    let times: Vec<_> = service.sandbox.list_requests()[before..].iter().map(|request| request.at).collect();
    assert!(times[1].duration_since(times[0]).as_millis() >= 2_000, "{times:?}");

    // A wait that could send no further request ends at once.
    service.sandbox.inject_fault(limit("600"));
    service.run(&["wait", &address, "--timeout", "5m"]).await.assert_failed(5, "the next request in 600 s");
}

#[tokio::test]
async fn wait_stays_within_the_quota() {
    let service = TestService::start_with(|builder| builder.quota(7)).await;
    let address = service.new_address().await;
    // What is left is reserved for the user's own requests after one check.
    service.run_ok(&["list", &address]).await;
    service.run(&["wait", &address, "--timeout", "50s"]).await.assert_failed(5, "allows the next request in");
    let quota = &service.run_json(&["quota"]).await[0];
    assert!(quota["remaining"].as_u64().unwrap() >= 2, "{quota}");
}

#[tokio::test]
async fn wait_without_an_answer_until_the_end_is_a_failure() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    service.sandbox.inject_fault(InjectedFault::new(FaultAction::Hang).apply_to_every_request());
    service.run(&["wait", &address, "--timeout", "1s"]).await.assert_failed(1, "did not answer in time");
    service.sandbox.clear_faults();
    service.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(503)).apply_to_every_request());
    service.run(&["wait", &address, "--timeout", "1s"]).await.assert_failed(1, "HTTP 503");
}

#[tokio::test]
async fn wait_ends_where_waiting_cannot_help() {
    let service = TestService::start_with(|builder| builder.api_key("other-key")).await;
    let address = service.new_address().await;
    service.run(&["wait", "nobody@quickpost.example"]).await.assert_failed(6, "no longer has this");
    let outcome = CliRunResult::of(service.command(&["wait", &address]).env("TEMPMAILG_API_KEY", "other-key")).await;
    outcome.assert_failed(6, "belongs to another account");
    let outcome = CliRunResult::of(service.command(&["wait", &address]).env("TEMPMAILG_API_KEY", "no-such-key")).await;
    outcome.assert_failed(4, "did not accept the API key");
    let page = FaultAction::answer(200).with_header("Content-Type", "text/html").with_body("<html>Sign in</html>");
    service.sandbox.inject_fault(InjectedFault::new(page));
    service.run(&["wait", &address]).await.assert_failed(1, "it is a web page");
}

#[tokio::test]
async fn wait_ends_when_the_address_ends() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let waiting = service.start_command(&["wait", &address, "--timeout", "50s"]);
    service.wait_for_checks(1).await;
    assert!(service.sandbox.expire_inbox(&address));
    waiting.await.unwrap().assert_failed(6, "no longer has this");
}

#[tokio::test]
async fn wait_prints_nothing_that_controls_a_terminal() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let mail =
        Mail::new_text("\u{1b}]0;owned\u{7}\r\nLink: https://evil.example", "x").from("\u{1b}[8m", "a\u{9b}@b.example");
    service.sandbox.deliver_mail(&address, mail).unwrap();
    let words = service.run_ok(&["wait", &address]).await;
    assert!(!words.chars().any(|c| c.is_control() && c != '\n'), "{words:?}");
    assert_eq!(words.lines().filter(|line| line.starts_with("Link:")).count(), 0, "{words:?}");
}
