//! The examples do what they say.

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

use support::{DOMAINS, INBOX, INBOX_DELETED, MESSAGE, MESSAGE_DELETED, Reply, Server, inbox_of, read_one};

#[tokio::test]
async fn new_inbox_prints_the_address_with_the_chosen_name() {
    let changed = INBOX.replace("randombox", "demo123");
    let quota = [("X-RateLimit-Limit", "10"), ("X-RateLimit-Remaining", "7")];
    let replies = [Reply::json(200, INBOX), Reply::json(200, DOMAINS), Reply::new(200, &quota, &changed)];
    let server = Server::scripted(replies).await;
    let mut out = Vec::new();
    new_inbox::run(&server.client(), Some("demo123"), &mut out).await.unwrap();
    let printed = String::from_utf8(out).unwrap();
    assert_eq!(printed, "demo123@example.com\nexpires in 600 s\n7 of 10 calls left\n");
}

#[tokio::test]
async fn wait_for_code_asks_until_a_code_comes_and_cleans_up() {
    let with_code = MESSAGE.replace("Welcome to", "482913 is your code for");
    let server = Server::scripted([
        Reply::json(200, INBOX),
        Reply::json(200, &inbox_of(&[])),
        Reply::new(429, &[("Retry-After", "0")], ""),
        Reply::json(200, &inbox_of(&[MESSAGE, &with_code])),
        Reply::json(200, MESSAGE_DELETED),
        Reply::json(200, INBOX_DELETED),
    ])
    .await;
    let mut out = Vec::new();
    let pause = Duration::from_millis(1);
    wait_for_code::run(&server.client(), pause, &mut out).await.unwrap();
    let printed = String::from_utf8(out).unwrap();
    assert_eq!(printed, "waiting for a code to randombox@example.com\n482913\n");
    assert_eq!(server.last().target, "/api/emails/randombox@example.com");
    assert_eq!(server.requests().len(), 6);
}

#[tokio::test]
async fn wait_for_code_ends_with_the_inbox() {
    let server = Server::scripted([Reply::json(200, INBOX), Reply::json(404, "{}")]).await;
    let (client, mut out) = (server.client(), Vec::new());
    let waiting = wait_for_code::run(&client, Duration::ZERO, &mut out);
    assert!(waiting.await.unwrap_err().to_string().contains("expired"));
}

#[tokio::test]
async fn save_attachments_uses_names_of_its_own() {
    let message = MESSAGE.replace("file.txt\",\"ext", "../../file.txt\",\"ext");
    let replies = [Reply::json(200, &read_one(&message)), Reply::new(200, &[], "contents")];
    let server = Server::scripted(replies).await;
    let folder = tempfile::tempdir().unwrap();
    let (client, mut out) = (server.client(), Vec::new());
    let saving = save_attachments::run(&client, "ap94AWDg123", folder.path(), &mut out);
    saving.await.unwrap();
    assert_eq!(std::fs::read(folder.path().join("1.part")).unwrap(), b"contents");
    let printed = String::from_utf8(out).unwrap();
    assert!(printed.ends_with("1.part: \"../../file.txt\", 8 bytes\n"), "{printed}");
}
