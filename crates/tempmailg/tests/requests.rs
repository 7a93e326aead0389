//! What goes over the wire: the eight calls, and texts that try to become something else in a path.

#![allow(clippy::unwrap_used)]

mod support;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use support::{DOMAINS, INBOX, INBOX_DELETED, KEY, MESSAGE, MESSAGE_DELETED, Reply, Server, inbox_of, read_one};
use tempmailg::{BaseUrl, Error};

#[tokio::test]
async fn each_call_is_the_request_that_the_documentation_shows() {
    let server = Server::scripted([
        Reply::json(200, DOMAINS),
        Reply::json(200, INBOX),
        Reply::json(200, INBOX),
        Reply::json(200, INBOX_DELETED),
        Reply::json(200, &inbox_of(&[MESSAGE])),
        Reply::json(200, &read_one(MESSAGE)),
        Reply::json(200, MESSAGE_DELETED),
        Reply::new(200, &[("Content-Type", "text/plain")], "contents"),
    ])
    .await;
    let client = server.client();
    client.domains("free").await.unwrap();
    client.create_inbox().await.unwrap();
    let changed = client.change_inbox("current@example.com", "demo123", "example.com");
    changed.await.unwrap();
    client.delete_inbox("demo123@example.com").await.unwrap();
    client.messages("demo+1@example.com").await.unwrap();
    client.message("ap94AWDg123").await.unwrap();
    client.delete_message("ap94AWDg123").await.unwrap();
    client.attachment("ap94AWDg123", "file.txt").await.unwrap();

    let requests = server.requests();
    let lines: Vec<_> = requests.iter().map(|request| format!("{} {}", request.method, request.target)).collect();
    let wanted = [
        "GET /api/domains?type=free",
        "POST /api/emails",
        "POST /api/emails/current@example.com/demo123/example.com",
        "DELETE /api/emails/demo123@example.com",
        "GET /api/messages?email=demo%2B1%40example.com",
        "GET /api/messages/ap94AWDg123",
        "DELETE /api/messages/ap94AWDg123",
        "GET /api/messages/ap94AWDg123/attachments/file.txt",
    ];
    assert_eq!(lines, wanted);

    let authorization = format!("Bearer {KEY}");
    for request in requests {
        assert_eq!(request.header("authorization"), Some(authorization.as_str()));
        assert_eq!(request.header("accept"), Some("application/json"));
        assert_eq!(request.header("accept-encoding"), Some("identity"));
        assert!(request.header("user-agent").unwrap().starts_with("tempmailg/"));
        let length = (request.method == "POST").then_some("0");
        assert_eq!(request.header("content-length"), length, "{}", request.method);
        for absent in ["cookie", "referer", "origin", "transfer-encoding"] {
            assert_eq!(request.header(absent), None);
        }
        assert!(request.body.is_empty());
    }
}

#[tokio::test]
async fn a_base_url_may_have_any_path_or_none() {
    let server = Server::answering(Reply::json(200, INBOX)).await;
    for (path, target) in
        [("", "/emails"), ("/", "/emails"), ("/api///", "/api/emails"), ("/dedicated/v2/", "/dedicated/v2/emails")]
    {
        let base = BaseUrl::parse(&format!("http://{}{path}", server.address())).unwrap();
        let client = server.builder().base_url(base).build().unwrap();
        client.create_inbox().await.unwrap();
        assert_eq!(server.last().target, target);
    }
}

#[tokio::test]
async fn localhost_is_this_machine_and_cookies_are_not_kept() {
    let reply = Reply::new(200, &[("Set-Cookie", "session=1; Path=/")], INBOX);
    let server = Server::answering(reply).await;
    let base = format!("http://localhost:{}/api", server.address().port());
    let client = server.builder().base_url(BaseUrl::parse(&base).unwrap()).build().unwrap();
    for _ in 0..2 {
        client.create_inbox().await.unwrap();
        assert_eq!(server.last().header("cookie"), None);
    }
}

const ODD_NAMES: [&str; 24] = [
    "plain.txt",
    "two words.txt",
    "a/b",
    "/etc/passwd",
    "../../emails",
    "..\\up",
    "...",
    ". ",
    " .",
    "%2e%2e",
    "%2F",
    "100%",
    "a?b=c",
    "a#b",
    "a;b",
    "a&b",
    "a+b",
    "a:b@c",
    "\n\r\t\0",
    "é.txt",
    "e\u{301}",
    "日本語.pdf",
    "\u{202e}gpj.exe",
    "😀",
];

#[tokio::test]
async fn any_name_arrives_as_one_segment_that_means_itself() {
    let server = Server::answering(Reply::json(200, INBOX)).await;
    let client = server.client();
    for name in ODD_NAMES {
        client.attachment("id", name).await.unwrap();
        assert_eq!(server.last().segments(), ["api", "messages", "id", "attachments", name]);
        client.change_inbox(name, name, name).await.unwrap();
        assert_eq!(server.last().segments(), ["api", "emails", name, name, name]);
        client.delete_message(name).await.unwrap();
        assert_eq!(server.last().segments(), ["api", "messages", name]);
        client.delete_inbox(name).await.unwrap();
        assert_eq!(server.last().segments(), ["api", "emails", name]);
    }
}

#[tokio::test]
async fn what_would_make_it_another_request_is_refused_before_it_is_sent() {
    let server = Server::answering(Reply::json(200, INBOX)).await;
    let client = server.client();
    let long = "x".repeat(4097);
    for bad in ["", ".", "..", &long] {
        let results = [
            client.change_inbox(bad, "a", "b").await.err(),
            client.change_inbox("a", bad, "b").await.err(),
            client.change_inbox("a", "b", bad).await.err(),
            client.delete_inbox(bad).await.err(),
            client.message(bad).await.err(),
            client.delete_message(bad).await.err(),
            client.attachment(bad, "a").await.err(),
            client.attachment("a", bad).await.err(),
        ];
        for result in results {
            assert!(matches!(result, Some(Error::InvalidInput { .. })), "{bad:?}: {result:?}");
        }
    }
    for bad in ["", &long] {
        let results = [client.domains(bad).await.err(), client.messages(bad).await.err()];
        for result in results {
            assert!(matches!(result, Some(Error::InvalidInput { .. })), "{bad:?}: {result:?}");
        }
    }
    assert!(server.requests().is_empty());

    let longest = &long[1..];
    client.change_inbox(longest, longest, longest).await.unwrap();
    let longest_encoded = "\u{1}".repeat(4096);
    let changed = client.change_inbox(&longest_encoded, &longest_encoded, &longest_encoded);
    changed.await.unwrap();
}

#[test]
fn every_text_arrives_decoded_to_itself_or_is_refused() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::answering(Reply::json(200, INBOX)));
    let client = server.client();
    let texts = prop_oneof![any::<String>(), "[./%\\\\?#@ ]{0,6}", "(%2[eEfF]|\\.|/|[a-c]){0,6}",];
    let mut runner = TestRunner::new(Config::with_cases(300));
    let outcome = runner.run(&(texts.clone(), texts), |(id, name)| {
        let result = runtime.block_on(client.attachment(&id, &name));
        match result {
            Ok(_) => {
                let segments = server.last().segments();
                let wanted = ["api", "messages", &id, "attachments", &name];
                prop_assert_eq!(segments, wanted);
            }
            Err(Error::InvalidInput { .. }) => {
                let refused = |text: &str| matches!(text, "" | "." | "..");
                prop_assert!(refused(&id) || refused(&name), "{:?} {:?}", id, name);
            }
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        }
        if !id.is_empty() {
            let _ = runtime.block_on(client.messages(&id));
            let target = server.last().target;
            let query = target.split_once("?").unwrap().1.as_bytes();
            let pairs: Vec<_> = url::form_urlencoded::parse(query).into_owned().collect();
            prop_assert_eq!(pairs, [("email".to_owned(), id)]);
        }
        Ok(())
    });
    outcome.unwrap();
}
