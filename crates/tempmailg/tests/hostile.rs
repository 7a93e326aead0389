//! Whatever comes back, a call ends in a value or an error, never in a panic.

#![allow(clippy::unwrap_used)]

mod support;

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use support::{KEY, Reply, Server};
use tempmailg::Client;
use tokio::runtime::Runtime;

/// Any JSON, with the names this API uses often enough to get past the first look.
fn any_json() -> impl Strategy<Value = Value> {
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

struct Peer {
    runtime: Runtime,
    client: Client,
    reply: Arc<Mutex<Reply>>,
    _server: Server,
}

impl Peer {
    fn new() -> Peer {
        let runtime = Runtime::new().unwrap();
        let reply = Arc::new(Mutex::new(Reply::json(200, "{}")));
        let current = Arc::clone(&reply);
        let answer = move |_: &_| current.lock().unwrap().clone();
        let server = runtime.block_on(Server::with(answer));
        let client = server.impatient();
        Peer { runtime, client, reply, _server: server }
    }

    /// Makes every call, and returns all that could be shown of the errors.
    fn every_call(&self, reply: Reply) -> String {
        *self.reply.lock().unwrap() = reply;
        let client = &self.client;
        let shown = |error: tempmailg::Error| format!("{error} {error:?}");
        self.runtime.block_on(async {
            let mut errors = Vec::new();
            errors.extend(client.domains("free").await.err().map(shown));
            errors.extend(client.create_inbox().await.err().map(shown));
            errors.extend(client.delete_inbox("a@example.com").await.err().map(shown));
            errors.extend(client.messages("a@example.com").await.err().map(shown));
            errors.extend(client.message("id").await.err().map(shown));
            match client.attachment("id", "a").await {
                Ok(mut answer) => {
                    let copied = answer.value.copy_to(&mut Vec::new(), |_, _| {}).await;
                    errors.extend(copied.err().map(shown));
                }
                Err(error) => errors.push(shown(error)),
            }
            errors.join("\n")
        })
    }
}

const STATUSES: [u16; 8] = [200, 201, 302, 401, 404, 422, 429, 503];

#[test]
fn any_json_with_any_status_is_survived() {
    let peer = Peer::new();
    let status = proptest::sample::select(STATUSES.to_vec());
    let mut runner = TestRunner::new(Config::with_cases(150));
    let outcome = runner.run(&(status, any_json()), |(status, body)| {
        let shown = peer.every_call(Reply::json(status, &body.to_string()));
        prop_assert!(!shown.contains(KEY));
        prop_assert!(shown.lines().all(|line| line.chars().all(|c| !c.is_control())));
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn any_bytes_as_a_body_are_survived() {
    let peer = Peer::new();
    let bytes = proptest::collection::vec(any::<u8>(), 0..200);
    let mut runner = TestRunner::new(Config::with_cases(60));
    let outcome = runner.run(&bytes, |bytes| {
        peer.every_call(Reply::new(200, &[], &bytes));
        peer.every_call(Reply::new(500, &[], &bytes));
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn any_header_values_are_survived() {
    let peer = Peer::new();
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
        let shown = peer.every_call(Reply::new(200, &headers, r#"{"data":{"email":"a@b.example"}}"#));
        prop_assert!(!shown.contains("Network"), "{}", shown);
        peer.every_call(Reply::new(429, &headers, "{}"));
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn any_bytes_instead_of_http_are_survived() {
    let peer = Peer::new();
    let bytes = proptest::collection::vec(any::<u8>(), 0..100);
    let mut runner = TestRunner::new(Config::with_cases(40));
    let outcome = runner.run(&bytes, |bytes| {
        peer.every_call(Reply::raw(&bytes));
        peer.every_call(Reply::raw([b"HTTP/1.1 200 OK\r\n", bytes.as_slice()].concat()));
        Ok(())
    });
    outcome.unwrap();
}
