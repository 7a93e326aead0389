//! Where the key goes, and where it must never show.

#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use support::{INBOX, KEY, MESSAGE, Reply, Server, inbox_of};
use tempmailg::{BaseUrl, Client, Error, Unexpected};

/// Everything that a log line could hold of an error, its sources included.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text += &format!(" {inner} {inner:?}");
        source = inner.source();
    }
    text
}

#[tokio::test]
async fn no_error_shows_the_key_a_body_or_a_url() {
    let echo = format!(
        r#"{{"status":false,"message":"Key {KEY} (Bearer {KEY}) is bad","errors":{{"{KEY}":["{KEY}"]}},"data":"BODY"}}"#
    );
    let mut replies = Vec::new();
    for status in [200, 301, 400, 401, 402, 403, 404, 409, 410, 422, 429, 500, 503, 700] {
        replies.push(Reply::json(status, &echo));
        replies.push(Reply::new(status, &[("Content-Type", "text/plain")], format!("{KEY} is bad")));
    }
    replies.extend([
        Reply::json(200, r#"{"data":"BODY"}"#),
        Reply::json(200, "BODY"),
        Reply::head(200, &[("Content-Length", "99")]).send("BODY"),
        Reply::head(200, &[("Content-Length", "99")]).send("BODY").reset(),
        Reply::head(200, &[("Content-Length", "99")]).send("BODY").hang(),
        Reply::raw(format!("{KEY} BODY\r\n\r\n")),
        Reply::raw(format!("HTTP/1.1 200 OK\r\n{KEY} : BODY\r\n\r\n")),
    ]);
    for reply in replies {
        let server = Server::answering(reply.clone()).await;
        let error = server.impatient().messages("private@example.com").await.unwrap_err();
        let shown = shown(&error);
        for secret in [KEY, "BODY", "private", "http://"] {
            assert!(!shown.contains(secret), "{secret} after {reply:?}: {shown}");
        }
    }
    let gone = BaseUrl::parse("http://127.0.0.1:9/api").unwrap();
    let client = Client::builder(support::key()).base_url(gone).build().unwrap();
    let error = client.messages("private@example.com").await.unwrap_err();
    let shown = shown(&error);
    assert!(!shown.contains(KEY) && !shown.contains("private"), "{shown}");
}

#[tokio::test]
async fn debugging_output_shows_no_secret() {
    let inbox = INBOX.replace(r#""id":2301"#, r#""id":2301,"ip":"203.0.113.9""#);
    let server = Server::scripted([
        Reply::json(200, &inbox),
        Reply::json(200, &inbox_of(&[MESSAGE])),
        Reply::new(200, &[("Content-Type", "text/plain")], "Hello from the file."),
    ])
    .await;
    let builder = server.builder();
    let client = server.client();
    let inbox = client.create_inbox().await.unwrap();
    let list = client.messages("a@example.com").await.unwrap();
    let download = client.attachment("id", "a.txt").await.unwrap();
    let output = format!("{builder:#?} {client:#?} {inbox:#?} {list:#?} {download:#?} {:?}", support::key());
    let secrets =
        [KEY, "encrypted-email-token", "203.0.113.9", "Hello", "Welcome", "hello@example.org", "Example Sender"];
    for secret in secrets {
        assert!(!output.contains(secret), "{secret}: {output}");
    }
    assert!(output.contains("randombox@example.com"), "still of use: {output}");
}

#[tokio::test]
async fn a_redirect_takes_the_key_nowhere() {
    let elsewhere = Server::answering(Reply::json(200, INBOX)).await;
    for status in [301, 302, 303, 307, 308] {
        for location in [elsewhere.base_url().to_string(), "/api/other".to_owned()] {
            let reply = Reply::new(status, &[("Location", &location)], "");
            let server = Server::answering(reply).await;
            let client = server.client();
            let errors = [
                client.create_inbox().await.unwrap_err(),
                client.messages("a@example.com").await.unwrap_err(),
                client.delete_message("id").await.unwrap_err(),
                client.attachment("id", "a").await.unwrap_err(),
            ];
            for error in errors {
                let Error::UnexpectedAnswer { status: told, reason, .. } = error else {
                    panic!("{error:?}");
                };
                assert_eq!((told, reason), (status, Unexpected::Redirect));
            }
            assert_eq!(server.requests().len(), 4);
        }
    }
    assert!(elsewhere.requests().is_empty());
}

const ROLE: &str = "TEMPMAILG_TEST_BASE";

/// Runs one test of this file once more, in a process of its own with other environment variables.
fn rerun(test: &str, variables: &[(&str, &str)]) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test])
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_sees_no_key_neither_for_this_machine_nor_for_others() {
    if let Ok(base) = std::env::var(ROLE) {
        let base = BaseUrl::parse(&base).unwrap();
        let client = Client::builder(support::key()).base_url(base.clone()).build().unwrap();
        let result = client.create_inbox().await;
        assert_eq!(result.is_ok(), base.is_loopback(), "{result:?}");
        return;
    }
    let server = Server::answering(Reply::json(200, INBOX)).await;
    let proxy = Server::answering(Reply::json(502, "")).await;
    let by = format!("http://{}", proxy.address());
    let near = server.base_url().to_string();
    for base in [near.as_str(), "https://api.example.com/api"] {
        let variables = [
            (ROLE, base),
            ("http_proxy", &by),
            ("HTTP_PROXY", &by),
            ("https_proxy", &by),
            ("HTTPS_PROXY", &by),
            ("ALL_PROXY", &by),
            ("NO_PROXY", ""),
            ("no_proxy", ""),
        ];
        let test = "a_proxy_sees_no_key_neither_for_this_machine_nor_for_others";
        tokio::task::block_in_place(|| rerun(test, &variables));
    }
    assert_eq!(server.requests().len(), 1);
    let seen = proxy.requests();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!((seen[0].method.as_str(), seen[0].header("authorization")), ("CONNECT", None));
    assert!(!format!("{seen:?}").contains(KEY));
}
