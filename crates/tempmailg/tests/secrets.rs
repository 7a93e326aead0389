//! The API key and private data: where the key is sent, and where neither may appear.

#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use support::{API_KEY, INBOX_JSON, MESSAGE_JSON, ScriptedReply, ScriptedServer, message_list_json};
use tempmailg::{BaseUrl, Client, Error, UnexpectedResponseReason};

/// Formats an error in every way that a log line could, its sources included.
fn format_error_in_every_way(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text += &format!(" {inner} {inner:?}");
        source = inner.source();
    }
    text
}

#[tokio::test]
async fn errors_contain_no_api_key_body_or_url() {
    let echo = format!(
        r#"{{"status":false,"message":"Key {API_KEY} (Bearer {API_KEY}) is bad","errors":{{"{API_KEY}":["{API_KEY}"]}},"data":"BODY"}}"#
    );
    let mut replies = Vec::new();
    for status in [200, 301, 400, 401, 402, 403, 404, 409, 410, 422, 429, 500, 503, 700] {
        replies.push(ScriptedReply::json(status, &echo));
        replies.push(ScriptedReply::new(status, &[("Content-Type", "text/plain")], format!("{API_KEY} is bad")));
    }
    replies.extend([
        ScriptedReply::json(200, r#"{"data":"BODY"}"#),
        ScriptedReply::json(200, "BODY"),
        ScriptedReply::head(200, &[("Content-Length", "99")]).send("BODY"),
        ScriptedReply::head(200, &[("Content-Length", "99")]).send("BODY").reset(),
        ScriptedReply::head(200, &[("Content-Length", "99")]).send("BODY").hang(),
        ScriptedReply::raw(format!("{API_KEY} BODY\r\n\r\n")),
        ScriptedReply::raw(format!("HTTP/1.1 200 OK\r\n{API_KEY} : BODY\r\n\r\n")),
    ]);
    for reply in replies {
        let server = ScriptedServer::with_repeated_reply(reply.clone()).await;
        let error = server.client_with_short_timeout().list_messages("private@example.com").await.unwrap_err();
        let formatted = format_error_in_every_way(&error);
        for secret in [API_KEY, "BODY", "private", "http://"] {
            assert!(!formatted.contains(secret), "{secret} after {reply:?}: {formatted}");
        }
    }
    let unreachable = BaseUrl::parse("http://127.0.0.1:9/api").unwrap();
    let client = Client::builder(support::api_key()).base_url(unreachable).build().unwrap();
    let error = client.list_messages("private@example.com").await.unwrap_err();
    let formatted = format_error_in_every_way(&error);
    assert!(!formatted.contains(API_KEY) && !formatted.contains("private"), "{formatted}");
}

#[tokio::test]
async fn debug_output_contains_no_secret() {
    let inbox = INBOX_JSON.replace(r#""id":2301"#, r#""id":2301,"ip":"203.0.113.9""#);
    let server = ScriptedServer::with_replies_in_order([
        ScriptedReply::json(200, &inbox),
        ScriptedReply::json(200, &message_list_json(&[MESSAGE_JSON])),
        ScriptedReply::new(200, &[("Content-Type", "text/plain")], "Hello from the file."),
    ])
    .await;
    let builder = server.client_builder();
    let client = server.client();
    let inbox = client.create_inbox().await.unwrap();
    let list = client.list_messages("a@example.com").await.unwrap();
    let download = client.download_attachment("id", "a.txt").await.unwrap();
    let output = format!("{builder:#?} {client:#?} {inbox:#?} {list:#?} {download:#?} {:?}", support::api_key());
    let secrets =
        [API_KEY, "encrypted-email-token", "203.0.113.9", "Hello", "Welcome", "hello@example.org", "Example Sender"];
    for secret in secrets {
        assert!(!output.contains(secret), "{secret}: {output}");
    }
    assert!(output.contains("randombox@example.com"), "the address is not a secret here: {output}");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, INBOX_JSON)).await;
    for status in [301, 302, 303, 307, 308] {
        for location in [elsewhere.base_url().to_string(), "/api/other".to_owned()] {
            let reply = ScriptedReply::new(status, &[("Location", &location)], "");
            let server = ScriptedServer::with_repeated_reply(reply).await;
            let client = server.client();
            let errors = [
                client.create_inbox().await.unwrap_err(),
                client.list_messages("a@example.com").await.unwrap_err(),
                client.delete_message("id").await.unwrap_err(),
                client.download_attachment("id", "a").await.unwrap_err(),
            ];
            for error in errors {
                let Error::UnexpectedResponse { status: actual, reason, .. } = error else {
                    panic!("{error:?}");
                };
                assert_eq!((actual, reason), (status, UnexpectedResponseReason::Redirect));
            }
            assert_eq!(server.list_requests().len(), 4);
        }
    }
    assert!(elsewhere.list_requests().is_empty());
}

const CHILD_BASE_URL: &str = "TEMPMAILG_TEST_BASE";

/// Runs one test of this file in a child process with additional environment variables.
fn run_test_in_child(test: &str, variables: &[(&str, &str)]) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test])
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn proxy_receives_no_api_key_for_loopback_or_remote_hosts() {
    if let Ok(base) = std::env::var(CHILD_BASE_URL) {
        let base = BaseUrl::parse(&base).unwrap();
        let client = Client::builder(support::api_key()).base_url(base.clone()).build().unwrap();
        let result = client.create_inbox().await;
        assert_eq!(result.is_ok(), base.is_loopback(), "{result:?}");
        return;
    }
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, INBOX_JSON)).await;
    let proxy = ScriptedServer::with_repeated_reply(ScriptedReply::json(502, "")).await;
    let proxy_url = format!("http://{}", proxy.address());
    let loopback = server.base_url().to_string();
    for base in [loopback.as_str(), "https://api.example.com/api"] {
        let variables = [
            (CHILD_BASE_URL, base),
            ("http_proxy", &proxy_url),
            ("HTTP_PROXY", &proxy_url),
            ("https_proxy", &proxy_url),
            ("HTTPS_PROXY", &proxy_url),
            ("ALL_PROXY", &proxy_url),
            ("NO_PROXY", ""),
            ("no_proxy", ""),
        ];
        let test = "proxy_receives_no_api_key_for_loopback_or_remote_hosts";
        tokio::task::block_in_place(|| run_test_in_child(test, &variables));
    }
    assert_eq!(server.list_requests().len(), 1);
    let proxied = proxy.list_requests();
    assert_eq!(proxied.len(), 1, "{proxied:?}");
    assert_eq!((proxied[0].method.as_str(), proxied[0].header("authorization")), ("CONNECT", None));
    assert!(!format!("{proxied:?}").contains(API_KEY));
}
