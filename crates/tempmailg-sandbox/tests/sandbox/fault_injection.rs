//! Each fault, as a client sees it.

use std::time::Duration;

use hyper::body::Bytes;
use tempmailg_sandbox::{FaultAction, InjectedFault, InvalidFaultError, Mail, Sandbox};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use crate::test_http_client::start_empty_sandbox;

#[tokio::test]
async fn fault_applies_to_matching_requests_the_given_number_of_times() {
    let (sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    let list = format!("/api/messages?email={email}");
    sandbox.inject_fault(
        InjectedFault::new(FaultAction::answer(500)).method("get").path("/messages").apply_to_next_requests(2),
    );
    assert_eq!(client.get("/api/domains").await.status, 200);
    assert_eq!(client.delete("/api/messages/abc").await.status, 404);
    assert_eq!(client.get(&list).await.status, 500);
    assert_eq!(client.get("/api/messages/abc").await.status, 500);
    assert_eq!(client.get(&list).await.status, 200);

    sandbox.inject_fault(InjectedFault::new(FaultAction::answer(502)).path("/api/domains").apply_to_every_request());
    for _ in 0..5 {
        assert_eq!(client.get("/api/domains").await.status, 502);
    }
    sandbox.clear_faults();
    assert_eq!(client.get("/api/domains").await.status, 200);
}

#[tokio::test]
async fn faults_apply_in_the_order_of_injection() {
    let (sandbox, client) = start_empty_sandbox().await;
    for status in [500, 401, 503] {
        sandbox.inject_fault(InjectedFault::new(FaultAction::answer(status)));
    }
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(client.get("/api/domains").await.status.as_u16());
    }
    assert_eq!(seen, [500, 401, 503, 200]);
}

#[tokio::test]
async fn answer_fault_sends_its_headers_and_body() {
    let (sandbox, client) = start_empty_sandbox().await;
    let slow_down = FaultAction::answer(429)
        .with_header("Retry-After", "7")
        .with_body(r#"{"status":false,"message":"Slow down."}"#);
    sandbox.inject_fault(InjectedFault::new(slow_down));
    let reply = client.get("/api/domains").await;
    assert_eq!(reply.assert_error(429), "Slow down.");
    assert_eq!(reply.header("retry-after"), "7");

    sandbox.inject_fault(InjectedFault::new(FaultAction::answer(429)));
    let reply = client.get("/api/domains").await;
    assert_eq!((reply.status.as_u16(), reply.header("retry-after")), (429, ""));
    assert!(reply.body.is_empty());
    assert_eq!(
        client.get("/api/domains").await.header("x-ratelimit-used"),
        "1",
        "faults do not count against the quota"
    );

    let elsewhere = FaultAction::answer(302).with_header("Location", "http://127.0.0.1:9/api/domains");
    sandbox.inject_fault(InjectedFault::new(elsewhere));
    assert_eq!(client.get("/api/domains").await.header("location"), "http://127.0.0.1:9/api/domains");
}

#[tokio::test]
async fn challenge_fault_sends_html_instead_of_json() {
    let (sandbox, client) = start_empty_sandbox().await;
    sandbox.inject_fault(InjectedFault::new(FaultAction::Challenge));
    let reply = client.get("/api/domains").await;
    assert_eq!(reply.status, 503);
    assert_eq!(reply.header("content-type"), "text/html; charset=UTF-8");
    assert!(reply.body.starts_with(b"<!DOCTYPE html>"));
}

#[tokio::test]
async fn delay_fault_precedes_the_real_response() {
    let (sandbox, client) = start_empty_sandbox().await;
    sandbox.inject_fault(InjectedFault::new(FaultAction::Delay { ms: 80 }));
    let start = Instant::now();
    assert_eq!(client.get("/api/domains").await.status, 200);
    assert!(start.elapsed() >= Duration::from_millis(80));
}

#[tokio::test]
async fn hang_fault_blocks_only_its_own_request() {
    let (sandbox, client) = start_empty_sandbox().await;
    sandbox.inject_fault(InjectedFault::new(FaultAction::Hang).path("/emails"));
    let mut hanging = tokio::spawn({
        let client = client.clone();
        async move { client.send("POST", "/api/emails", Bytes::new()).await }
    });
    assert!(timeout(Duration::from_millis(100), &mut hanging).await.is_err());
    assert_eq!(client.get("/api/domains").await.status, 200);
    sandbox.shutdown().await;
    assert!(hanging.await.unwrap().is_err(), "shutdown closes the connection");
}

#[tokio::test]
async fn reset_fault_resets_the_connection() {
    let (sandbox, client) = start_empty_sandbox().await;
    sandbox.inject_fault(InjectedFault::new(FaultAction::Reset));
    let error = client.send("GET", "/api/domains", Bytes::new()).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    let io = source.downcast_ref::<std::io::Error>().unwrap();
    assert_eq!(io.kind(), std::io::ErrorKind::ConnectionReset);
    assert_eq!(client.get("/api/domains").await.status, 200);
}

#[tokio::test]
async fn truncate_fault_ends_the_body_before_its_declared_length() {
    let (sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    let file: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let id = sandbox.deliver_mail(&email, Mail::new_text("File", "…").attach("a", file.clone())).unwrap();
    let file_path = format!("/api/messages/{id}/attachments/a");
    let domains = client.get("/api/domains").await.body;
    for (path, whole, after, kept) in [
        ("/api/domains", &domains[..], None, domains.len() / 2),
        ("/api/domains", &domains[..], Some(10), 10),
        ("/api/domains", &domains[..], Some(0), 0),
        (&file_path, &file[..], Some(2_500_000), 2_500_000),
    ] {
        let fault = InjectedFault::new(FaultAction::Truncate { after }).apply_to_next_requests(2);
        sandbox.inject_fault(fault);
        assert!(client.send("GET", path, Bytes::new()).await.is_err(), "the client gets an error");

        let response = get_raw_response(&sandbox, path).await;
        let end_of_head = response.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
        let head = std::str::from_utf8(&response[..end_of_head]).unwrap();
        assert!(head.starts_with("HTTP/1.1 200"));
        assert!(head.contains(&format!("content-length: {}", whole.len())), "{head}");
        let body = &response[end_of_head + 4..];
        assert_eq!(body.len(), kept);
        assert!(body == &whole[..kept]);
    }
}

/// Sends a GET request and returns the raw bytes of the response.
async fn get_raw_response(sandbox: &Sandbox, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    let api_key = sandbox.api_key();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Bearer {api_key}\r\nAccept: application/json\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = Vec::new();
    stream.read_to_end(&mut response).await.unwrap();
    response
}

#[tokio::test]
async fn garbage_fault_has_content_type_json_and_an_invalid_body() {
    let (sandbox, client) = start_empty_sandbox().await;
    sandbox.inject_fault(InjectedFault::new(FaultAction::Garbage));
    let reply = client.get("/api/domains").await;
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/json"));
    assert!(serde_json::from_slice::<serde_json::Value>(&reply.body).is_err());
}

#[tokio::test]
async fn overlong_fault_sends_json_of_the_given_size() {
    let (sandbox, client) = start_empty_sandbox().await;
    for (bytes, declared) in [(5_000_000, true), (5_000_000, false), (100, true), (0, true)] {
        sandbox.inject_fault(InjectedFault::new(FaultAction::Overlong { bytes, declared }));
        let reply = client.get("/api/domains").await;
        // The smallest body is the JSON without padding.
        assert_eq!(reply.body.len() as u64, bytes.max(28));
        assert_eq!(reply.header("content-length").is_empty(), !declared);
        assert_eq!(reply.json()["status"], true);
    }
}

#[tokio::test]
async fn drip_fault_sends_the_complete_body_slowly() {
    let (sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    let content: Vec<u8> = (0..1000).map(|n| n as u8).collect();
    let id = sandbox.deliver_mail(&email, Mail::new_text("File", "…").attach("a", content.clone())).unwrap();
    sandbox.inject_fault(InjectedFault::new(FaultAction::Drip { chunk: 300, ms: 20 }));
    let start = Instant::now();
    let reply = client.get(&format!("/api/messages/{id}/attachments/a")).await;
    assert!(start.elapsed() >= Duration::from_millis(80), "four pieces");
    assert_eq!(reply.body, content);
    assert_eq!(reply.header("content-length"), "1000");
}

#[tokio::test]
async fn invalid_faults_are_rejected() {
    let cases = [
        (InjectedFault::new(FaultAction::answer(99)), InvalidFaultError::Status(99)),
        (InjectedFault::new(FaultAction::answer(101)), InvalidFaultError::Status(101)),
        (InjectedFault::new(FaultAction::answer(600)), InvalidFaultError::Status(600)),
        (InjectedFault::new(FaultAction::answer(200).with_header("a b", "c")), InvalidFaultError::Header("a b".into())),
        (InjectedFault::new(FaultAction::answer(200).with_header("a", "b\n")), InvalidFaultError::Header("a".into())),
        (InjectedFault::new(FaultAction::Hang).method("G T"), InvalidFaultError::Method("G T".into())),
        (InjectedFault::new(FaultAction::Drip { chunk: 0, ms: 1 }), InvalidFaultError::EmptyDrip),
    ];
    for (fault, error) in cases {
        assert_eq!(fault.validate(), Err(error));
    }
}

#[tokio::test]
#[should_panic(expected = "a status from 200 to 599, not 42")]
async fn injecting_an_invalid_fault_panics() {
    let (sandbox, _client) = start_empty_sandbox().await;
    sandbox.inject_fault(InjectedFault::new(FaultAction::answer(42)));
}
