use crate::test_service::TestService;
use serde_json::json;
use tempmailg_sandbox::Mail;

const HTML: &str = "<p>Your code is <b>482913</b>.</p><script>x()</script>";

#[tokio::test]
async fn read_prints_head_and_text_and_marks_as_read() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let mail = Mail::new_html("Your code", HTML).attach("plan.txt", "seat 1");
    let id = service.sandbox.deliver_mail(&address, mail).unwrap();
    let output = service.run_ok(&["read", &id]).await;
    let received = output.lines().find(|line| line.starts_with("Received: ")).unwrap();
    let expected = format!(
        "Id: {id}\nFrom: Sandbox Sender <sender@sandbox.example>\nSubject: Your code\n{received}\nCode: 482913\n\
         Attachment: plan.txt (6 bytes)\n\nYour code is 482913."
    );
    assert_eq!(output, expected);
    assert_eq!(service.sandbox.is_seen(&id), Some(true));
}

#[tokio::test]
async fn read_prints_text_html_or_eml_alone() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let mail = Mail::new_html("Your code", HTML).attach("plan.txt", "seat 1");
    let id = service.sandbox.deliver_mail(&address, mail).unwrap();
    assert_eq!(service.run_ok(&["read", &id, "--text"]).await, "Your code is 482913.");
    assert_eq!(service.run_ok(&["read", &id, "--html"]).await, HTML);
    let eml = service.run_ok(&["read", &id, "--eml"]).await;
    for part in ["Subject: Your code", "482913", "filename=\"plan.txt\"", "Message-ID: <"] {
        assert!(eml.contains(part), "{part} is not in {eml}");
    }
}

#[tokio::test]
async fn read_with_json_has_the_content_too() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let mail = Mail::new_html("Your code", HTML).attach("plan.txt", "seat 1");
    let id = service.sandbox.deliver_mail(&address, mail).unwrap();
    let object = &service.run_json(&["read", &id]).await[0];
    assert_eq!(object["text"], "Your code is 482913.");
    assert_eq!(object["html"], HTML);
    assert_eq!(object["to"], address);
    assert_eq!(object["attachments"], json!([{ "name": "plan.txt", "size": 6 }]));
    let id = service.sandbox.deliver_mail(&address, Mail::new_text("Plain", "Only text.")).unwrap();
    let object = &service.run_json(&["read", &id]).await[0];
    assert_eq!((&object["html"], &object["text"]), (&json!(null), &json!("Only text.")));
}

#[tokio::test]
async fn read_of_html_that_is_not_there_is_not_found() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let id = service.sandbox.deliver_mail(&address, Mail::new_text("Plain", "Only text.")).unwrap();
    service.run(&["read", &id, "--html"]).await.assert_failed(6, "the message has no HTML");
    service.run(&["read", "no-such-message"]).await.assert_failed(6, "no longer has this");
}

#[tokio::test]
async fn read_prints_nothing_that_controls_a_terminal() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let mail = Mail::new_text("x", "a\u{1b}[2Jb\r\nc\td\u{9b}31m\u{202e}");
    let id = service.sandbox.deliver_mail(&address, mail).unwrap();
    assert_eq!(service.run_ok(&["read", &id, "--text"]).await, "a[2Jb\nc\td31m");
}
