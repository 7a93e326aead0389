use crate::test_service::TestService;
use serde_json::json;
use std::time::Duration;
use tempmailg_sandbox::Mail;

#[tokio::test]
async fn list_prints_one_line_for_each_message_the_newest_first() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    assert_eq!(service.run_ok(&["list", &address]).await, "");
    let mail = Mail::new_text("Your code", "Your code is 482 913.").from("Harbour", "no-reply@harbour.example");
    let older = service.sandbox.deliver_mail(&address, mail).unwrap();
    service.sandbox.advance_clock(Duration::from_secs(5));
    let newer = service.sandbox.deliver_mail(&address, Mail::new_text("Hello", "Hi.").from("", "a@b.example")).unwrap();
    let output = service.run_ok(&["list", &address]).await;
    let lines: Vec<Vec<&str>> = output.lines().map(|line| line.split("  ").collect()).collect();
    let [first, second] = lines.as_slice() else { panic!("{output}") };
    assert_eq!((first[0], &first[2..]), (newer.as_str(), ["a@b.example", "Hello"].as_slice()));
    let expected = ["Harbour <no-reply@harbour.example>", "Your code", "[482913]"];
    assert_eq!((second[0], &second[2..]), (older.as_str(), expected.as_slice()));
    assert_eq!(service.sandbox.is_seen(&older), Some(false), "listing marks nothing as read");
}

#[tokio::test]
async fn list_prints_one_json_object_for_each_message() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let html = "<p>Confirm your address:</p><p><a href='https://shop.example/confirm?t=a1'>Confirm my address</a></p>";
    let id = service.sandbox.deliver_mail(&address, Mail::new_html("Welcome", html)).unwrap();
    let objects = service.run_json(&["list", &address]).await;
    let received_at = objects[0]["received_at"].as_str().unwrap();
    assert!(received_at.ends_with('Z') && received_at.contains('T'), "{received_at}");
    let expected = json!({
        "id": id,
        "from": "Sandbox Sender",
        "from_address": "sender@sandbox.example",
        "subject": "Welcome",
        "received_at": received_at,
        "seen": false,
        "code": null,
        "link": "https://shop.example/confirm?t=a1",
    });
    assert_eq!(objects, [expected]);
}

#[tokio::test]
async fn list_keeps_a_strangers_subject_in_its_line() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let subject = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\r\nforged  line\u{202e}";
    let mail = Mail::new_text(subject, "x").from("\u{1b}[8mhidden", "x\u{1b}c@evil.example");
    service.sandbox.deliver_mail(&address, mail).unwrap();
    for arguments in [&["list", &address][..], &["list", &address, "--json"]] {
        let output = service.run_ok(arguments).await;
        assert_eq!(output.lines().count(), 1, "{output:?}");
        assert!(!output.chars().any(|c| c.is_control() || c == '\u{202e}'), "{output:?}");
    }
    let object = &service.run_json(&["list", &address]).await[0];
    assert_eq!(object["subject"], subject, "JSON has it as it is, escaped");
}
