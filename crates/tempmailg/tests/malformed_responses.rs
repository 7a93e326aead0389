//! Property tests: whatever the server sends, a call returns a value or an error and never panics.

#![allow(clippy::unwrap_used)]

mod support;

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use support::{API_KEY, ScriptedReply, ScriptedServer};
use tempmailg::Client;
use tokio::runtime::Runtime;

/// Generates JSON that often uses the field names of the API, so that decoding gets past the first field.
fn arbitrary_json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        4 => proptest::sample::select(vec![
            "status", "data", "message", "errors", "messages", "mailbox", "domains", "domain",
            "allowed_types", "id", "email", "expire_at", "expires_in_seconds", "email_token",
            "is_seen", "subject", "receivedAt", "html", "content", "attachments", "name", "size",
        ])
        .prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("a@example.com")),
        Just(json!("2026-06-28 09:38:52")),
        "-?[0-9]{1,6}-[0-9]{1,3}-[0-9]{1,3}[T ][0-9:.]{0,12}(Z|[+-][0-9:]{1,5})?".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(name.clone(), inner, 0..8)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A client and its server. The server sends the current `reply` to every request.
struct ClientAndServer {
    runtime: Runtime,
    client: Client,
    reply: Arc<Mutex<ScriptedReply>>,
    _server: ScriptedServer,
}

impl ClientAndServer {
    fn new() -> ClientAndServer {
        let runtime = Runtime::new().unwrap();
        let reply = Arc::new(Mutex::new(ScriptedReply::json(200, "{}")));
        let current = Arc::clone(&reply);
        let responder = move |_: &_| current.lock().unwrap().clone();
        let server = runtime.block_on(ScriptedServer::with_responder(responder));
        let client = server.client_with_short_timeout();
        ClientAndServer { runtime, client, reply, _server: server }
    }

    /// Makes every call, and returns the display and debug texts of all errors.
    fn make_every_call(&self, reply: ScriptedReply) -> String {
        *self.reply.lock().unwrap() = reply;
        let client = &self.client;
        let format_error_in_every_way = |error: tempmailg::Error| format!("{error} {error:?}");
        self.runtime.block_on(async {
            let mut errors = Vec::new();
            errors.extend(client.list_domains("free").await.err().map(format_error_in_every_way));
            errors.extend(client.create_inbox().await.err().map(format_error_in_every_way));
            errors.extend(client.delete_inbox("a@example.com").await.err().map(format_error_in_every_way));
            errors.extend(client.list_messages("a@example.com").await.err().map(format_error_in_every_way));
            errors.extend(client.read_message("id").await.err().map(format_error_in_every_way));
            match client.download_attachment("id", "a").await {
                Ok(mut response) => {
                    let copied = response.value.copy_to(&mut Vec::new(), |_, _| {}).await;
                    errors.extend(copied.err().map(format_error_in_every_way));
                }
                Err(error) => errors.push(format_error_in_every_way(error)),
            }
            errors.join("\n")
        })
    }
}

const STATUSES: [u16; 8] = [200, 201, 302, 401, 404, 422, 429, 503];

#[test]
fn any_json_with_any_status_is_handled() {
    let pair = ClientAndServer::new();
    let status = proptest::sample::select(STATUSES.to_vec());
    let mut runner = TestRunner::new(Config::with_cases(150));
    let outcome = runner.run(&(status, arbitrary_json()), |(status, body)| {
        let error_texts = pair.make_every_call(ScriptedReply::json(status, &body.to_string()));
        prop_assert!(!error_texts.contains(API_KEY));
        prop_assert!(error_texts.lines().all(|line| line.chars().all(|c| !c.is_control())));
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn any_bytes_as_a_body_are_handled() {
    let pair = ClientAndServer::new();
    let bytes = proptest::collection::vec(any::<u8>(), 0..200);
    let mut runner = TestRunner::new(Config::with_cases(60));
    let outcome = runner.run(&bytes, |bytes| {
        pair.make_every_call(ScriptedReply::new(200, &[], &bytes));
        pair.make_every_call(ScriptedReply::new(500, &[], &bytes));
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn any_header_values_are_handled() {
    let pair = ClientAndServer::new();
    let value = prop_oneof![
        "[ -~\u{80}-\u{ff}]{0,30}",
        "-?[0-9]{1,25}",
        "[0-9]{1,5}-[0-9]{1,2}-[0-9]{1,2}T[0-9:]{0,10}[Z+-][0-9:]{0,6}",
        "(Sun|Mon), [0-9]{1,2} (Jan|Feb) [0-9]{1,5} [0-9:]{5,8} (GMT|[+-][0-9]{4})",
    ];
    let mut runner = TestRunner::new(Config::with_cases(100));
    let outcome = runner.run(&proptest::collection::vec(value, 8), |values| {
        let names = [
            "X-RateLimit-Limit",
            "X-RateLimit-Used",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset",
            "Retry-After",
            "Date",
            "Content-Type",
            "Content-Disposition",
        ];
        let headers: Vec<_> = names.into_iter().zip(values.iter().map(String::as_str)).collect();
        let error_texts =
            pair.make_every_call(ScriptedReply::new(200, &headers, r#"{"data":{"email":"a@b.example"}}"#));
        prop_assert!(!error_texts.contains("Network"), "{}", error_texts);
        pair.make_every_call(ScriptedReply::new(429, &headers, "{}"));
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn any_bytes_instead_of_http_are_handled() {
    let pair = ClientAndServer::new();
    let bytes = proptest::collection::vec(any::<u8>(), 0..100);
    let mut runner = TestRunner::new(Config::with_cases(40));
    let outcome = runner.run(&bytes, |bytes| {
        pair.make_every_call(ScriptedReply::raw(&bytes));
        pair.make_every_call(ScriptedReply::raw([b"HTTP/1.1 200 OK\r\n", bytes.as_slice()].concat()));
        Ok(())
    });
    outcome.unwrap();
}
