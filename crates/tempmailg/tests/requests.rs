//! The requests of the eight calls, and the encoding of arguments in paths and queries.

#![allow(clippy::unwrap_used)]

mod support;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use support::{
    API_KEY, DOMAINS_JSON, INBOX_DELETED_JSON, INBOX_JSON, MESSAGE_DELETED_JSON, MESSAGE_JSON, ScriptedReply,
    ScriptedServer, message_list_json, message_response_body,
};
use tempmailg::{BaseUrl, Error};

#[tokio::test]
async fn each_call_sends_the_documented_request() {
    let server = ScriptedServer::with_replies_in_order([
        ScriptedReply::json(200, DOMAINS_JSON),
        ScriptedReply::json(200, INBOX_JSON),
        ScriptedReply::json(200, INBOX_JSON),
        ScriptedReply::json(200, INBOX_DELETED_JSON),
        ScriptedReply::json(200, &message_list_json(&[MESSAGE_JSON])),
        ScriptedReply::json(200, &message_response_body(MESSAGE_JSON)),
        ScriptedReply::json(200, MESSAGE_DELETED_JSON),
        ScriptedReply::new(200, &[("Content-Type", "text/plain")], "contents"),
    ])
    .await;
    let client = server.client();
    client.list_domains("free").await.unwrap();
    client.create_inbox().await.unwrap();
    let changed = client.convert_inbox("current@example.com", "demo123", "example.com");
    changed.await.unwrap();
    client.delete_inbox("demo123@example.com").await.unwrap();
    client.list_messages("demo+1@example.com").await.unwrap();
    client.read_message("ap94AWDg123").await.unwrap();
    client.delete_message("ap94AWDg123").await.unwrap();
    client.download_attachment("ap94AWDg123", "file.txt").await.unwrap();

    let requests = server.list_requests();
    let lines: Vec<_> = requests.iter().map(|request| format!("{} {}", request.method, request.target)).collect();
    let expected = [
        "GET /api/domains?type=free",
        "POST /api/emails",
        "POST /api/emails/current@example.com/demo123/example.com",
        "DELETE /api/emails/demo123@example.com",
        "GET /api/messages?email=demo%2B1%40example.com",
        "GET /api/messages/ap94AWDg123",
        "DELETE /api/messages/ap94AWDg123",
        "GET /api/messages/ap94AWDg123/attachments/file.txt",
    ];
    assert_eq!(lines, expected);

    let authorization = format!("Bearer {API_KEY}");
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
async fn base_url_may_have_any_path_or_none() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, INBOX_JSON)).await;
    for (path, target) in
        [("", "/emails"), ("/", "/emails"), ("/api///", "/api/emails"), ("/dedicated/v2/", "/dedicated/v2/emails")]
    {
        let base = BaseUrl::parse(&format!("http://{}{path}", server.address())).unwrap();
        let client = server.client_builder().base_url(base).build().unwrap();
        client.create_inbox().await.unwrap();
        assert_eq!(server.last_request().target, target);
    }
}

#[tokio::test]
async fn localhost_resolves_to_loopback_and_cookies_are_not_kept() {
    let reply = ScriptedReply::new(200, &[("Set-Cookie", "session=1; Path=/")], INBOX_JSON);
    let server = ScriptedServer::with_repeated_reply(reply).await;
    let base = format!("http://localhost:{}/api", server.address().port());
    let client = server.client_builder().base_url(BaseUrl::parse(&base).unwrap()).build().unwrap();
    for _ in 0..2 {
        client.create_inbox().await.unwrap();
        assert_eq!(server.last_request().header("cookie"), None);
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
async fn any_name_is_sent_as_one_path_segment() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, INBOX_JSON)).await;
    let client = server.client();
    for name in ODD_NAMES {
        client.download_attachment("id", name).await.unwrap();
        assert_eq!(server.last_request().segments(), ["api", "messages", "id", "attachments", name]);
        client.convert_inbox(name, name, name).await.unwrap();
        assert_eq!(server.last_request().segments(), ["api", "emails", name, name, name]);
        client.delete_message(name).await.unwrap();
        assert_eq!(server.last_request().segments(), ["api", "messages", name]);
        client.delete_inbox(name).await.unwrap();
        assert_eq!(server.last_request().segments(), ["api", "emails", name]);
    }
}

#[tokio::test]
async fn argument_that_would_change_the_request_is_rejected_before_sending() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, INBOX_JSON)).await;
    let client = server.client();
    let long = "x".repeat(4097);
    for invalid in ["", ".", "..", &long] {
        let results = [
            client.convert_inbox(invalid, "a", "b").await.err(),
            client.convert_inbox("a", invalid, "b").await.err(),
            client.convert_inbox("a", "b", invalid).await.err(),
            client.delete_inbox(invalid).await.err(),
            client.read_message(invalid).await.err(),
            client.delete_message(invalid).await.err(),
            client.download_attachment(invalid, "a").await.err(),
            client.download_attachment("a", invalid).await.err(),
        ];
        for result in results {
            assert!(matches!(result, Some(Error::InvalidInput { .. })), "{invalid:?}: {result:?}");
        }
    }
    for invalid in ["", &long] {
        let results = [client.list_domains(invalid).await.err(), client.list_messages(invalid).await.err()];
        for result in results {
            assert!(matches!(result, Some(Error::InvalidInput { .. })), "{invalid:?}: {result:?}");
        }
    }
    assert!(server.list_requests().is_empty());

    let longest = &long[1..];
    client.convert_inbox(longest, longest, longest).await.unwrap();
    let longest_encoded = "\u{1}".repeat(4096);
    let changed = client.convert_inbox(&longest_encoded, &longest_encoded, &longest_encoded);
    changed.await.unwrap();
}

#[test]
fn any_text_round_trips_through_the_request_or_is_rejected() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(ScriptedServer::with_repeated_reply(ScriptedReply::json(200, INBOX_JSON)));
    let client = server.client();
    let texts = prop_oneof![any::<String>(), "[./%\\\\?#@ ]{0,6}", "(%2[eEfF]|\\.|/|[a-c]){0,6}",];
    let mut runner = TestRunner::new(Config::with_cases(300));
    let outcome = runner.run(&(texts.clone(), texts), |(id, name)| {
        let result = runtime.block_on(client.download_attachment(&id, &name));
        match result {
            Ok(_) => {
                let segments = server.last_request().segments();
                let expected = ["api", "messages", &id, "attachments", &name];
                prop_assert_eq!(segments, expected);
            }
            Err(Error::InvalidInput { .. }) => {
                let is_rejected = |text: &str| matches!(text, "" | "." | "..");
                prop_assert!(is_rejected(&id) || is_rejected(&name), "{:?} {:?}", id, name);
            }
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        }
        if !id.is_empty() {
            let _ = runtime.block_on(client.list_messages(&id));
            let target = server.last_request().target;
            let query = target.split_once("?").unwrap().1.as_bytes();
            let pairs: Vec<_> = url::form_urlencoded::parse(query).into_owned().collect();
            prop_assert_eq!(pairs, [("email".to_owned(), id)]);
        }
        Ok(())
    });
    outcome.unwrap();
}
