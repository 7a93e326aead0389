//! The examples, run against a scripted server.

#![allow(clippy::unwrap_used)]

mod support;

#[allow(dead_code, unreachable_pub)]
#[path = "../examples/new_inbox.rs"]
mod new_inbox;
#[allow(dead_code, unreachable_pub)]
#[path = "../examples/save_attachments.rs"]
mod save_attachments;
#[allow(dead_code, unreachable_pub)]
#[path = "../examples/wait_for_code.rs"]
mod wait_for_code;

use std::time::Duration;

use support::{
    DOMAINS_JSON, INBOX_DELETED_JSON, INBOX_JSON, MESSAGE_DELETED_JSON, MESSAGE_JSON, ScriptedReply, ScriptedServer,
    message_list_json, message_response_body,
};

#[tokio::test]
async fn new_inbox_prints_the_address_with_the_chosen_name() {
    let changed = INBOX_JSON.replace("randombox", "demo123");
    let quota = [("X-RateLimit-Limit", "10"), ("X-RateLimit-Remaining", "7")];
    let replies = [
        ScriptedReply::json(200, INBOX_JSON),
        ScriptedReply::json(200, DOMAINS_JSON),
        ScriptedReply::new(200, &quota, &changed),
    ];
    let server = ScriptedServer::with_replies_in_order(replies).await;
    let mut out = Vec::new();
    new_inbox::create_and_print_inbox(&server.client(), Some("demo123"), &mut out).await.unwrap();
    let printed = String::from_utf8(out).unwrap();
    assert_eq!(printed, "demo123@example.com\nexpires in 600 s\n7 of 10 calls left\n");
}

#[tokio::test]
async fn wait_for_code_polls_until_a_code_arrives_and_deletes_the_inbox() {
    let with_code = MESSAGE_JSON.replace("Welcome to", "482913 is your code for");
    let server = ScriptedServer::with_replies_in_order([
        ScriptedReply::json(200, INBOX_JSON),
        ScriptedReply::json(200, &message_list_json(&[])),
        ScriptedReply::new(429, &[("Retry-After", "0")], ""),
        ScriptedReply::json(200, &message_list_json(&[MESSAGE_JSON, &with_code])),
        ScriptedReply::json(200, MESSAGE_DELETED_JSON),
        ScriptedReply::json(200, INBOX_DELETED_JSON),
    ])
    .await;
    let mut out = Vec::new();
    let poll_interval = Duration::from_millis(1);
    wait_for_code::wait_for_code(&server.client(), poll_interval, &mut out).await.unwrap();
    let printed = String::from_utf8(out).unwrap();
    assert_eq!(printed, "waiting for a code to randombox@example.com\n482913\n");
    assert_eq!(server.last_request().target, "/api/emails/randombox@example.com");
    assert_eq!(server.list_requests().len(), 6);
}

#[tokio::test]
async fn wait_for_code_fails_when_the_inbox_expires() {
    // Only the service's own JSON says that an inbox is gone.
    let gone = ScriptedReply::json(404, r#"{"status":false,"message":"Not found."}"#);
    let server = ScriptedServer::with_replies_in_order([ScriptedReply::json(200, INBOX_JSON), gone]).await;
    let (client, mut out) = (server.client(), Vec::new());
    let waiting = wait_for_code::wait_for_code(&client, Duration::ZERO, &mut out);
    assert!(waiting.await.unwrap_err().to_string().contains("expired"));
}

#[tokio::test]
async fn save_attachments_ignores_the_names_in_the_message() {
    let message = MESSAGE_JSON.replace("file.txt\",\"ext", "../../file.txt\",\"ext");
    let replies =
        [ScriptedReply::json(200, &message_response_body(&message)), ScriptedReply::new(200, &[], "contents")];
    let server = ScriptedServer::with_replies_in_order(replies).await;
    let folder = tempfile::tempdir().unwrap();
    let (client, mut out) = (server.client(), Vec::new());
    let saving = save_attachments::save_attachments(&client, "ap94AWDg123", folder.path(), &mut out);
    saving.await.unwrap();
    assert_eq!(std::fs::read(folder.path().join("1.part")).unwrap(), b"contents");
    let printed = String::from_utf8(out).unwrap();
    assert!(printed.ends_with("1.part: \"../../file.txt\", 8 bytes\n"), "{printed}");
}
