//! The control API under `/_sandbox/`.

use serde_json::json;
use tempmailg_sandbox::Sandbox;

use crate::test_http_client::{start_empty_sandbox, start_sandbox};

fn sandbox_builder_with_control_api() -> tempmailg_sandbox::SandboxBuilder {
    Sandbox::builder().keep_new_inboxes_empty(true).with_control_endpoints(true)
}

#[tokio::test]
async fn control_api_delivers_mail() {
    let (_sandbox, client) = start_sandbox(sandbox_builder_with_control_api()).await;
    let email = client.create_inbox().await;
    let delivery = json!({
        "address": email, "subject": "Hi", "from": "Sender", "from_email": "s@sender.example",
        "html": true, "content": "<b>hi</b>",
        "attachments": [
            { "name": "a.bin", "base64": "AAEC/w==" },
            { "name": "b.txt", "text": "é", "size_override": 5 },
        ],
    });
    let reply = client.post_json("/_sandbox/deliver", &delivery).await;
    assert_eq!(reply.status, 201);
    let id = reply.json()["id"].as_str().unwrap().to_owned();

    let message = client.get(&format!("/_sandbox/messages/{id}")).await.json()["data"].take();
    assert_eq!(message["is_seen"], false);
    assert_eq!(message["from_email"], "s@sender.example");
    assert_eq!(message["attachments"][1]["size"], 5);
    let file = client.get(&format!("/api/messages/{id}/attachments/a.bin")).await;
    assert_eq!(file.body, [0_u8, 1, 2, 255].as_slice());

    client.get(&format!("/api/messages/{id}")).await;
    let message = client.get(&format!("/_sandbox/messages/{id}")).await.json();
    assert_eq!(message["data"]["is_seen"], true);
}

#[tokio::test]
async fn invalid_control_requests_are_rejected() {
    let (_sandbox, client) = start_sandbox(sandbox_builder_with_control_api()).await;
    let email = client.create_inbox().await;
    let with = |attachment| json!({ "address": email, "subject": "", "content": "", "attachments": [attachment] });
    let cases = [
        ("deliver", json!({ "address": "nobody@quickpost.example", "subject": "", "content": "" }), 404, "no inbox"),
        ("deliver", json!({ "address": email }), 422, "missing field"),
        ("deliver", json!({ "address": email, "subject": "", "content": "", "body": "" }), 422, "unknown field"),
        ("deliver", with(json!({ "name": "a", "base64": "*" })), 422, "base64"),
        ("deliver", with(json!({ "name": "a" })), 422, "either"),
        ("deliver", with(json!({ "name": "a", "text": "", "base64": "" })), 422, "either"),
        ("faults", json!({ "do": "nothing" }), 422, "unknown variant"),
        ("faults", json!({ "do": "hang", "tmes": 2 }), 422, "unknown field"),
        ("faults", json!({ "do": { "answer": { "status": 42 } } }), 422, "200 to 599"),
        ("expire", json!({ "address": "nobody@quickpost.example" }), 404, "no inbox"),
        ("advance", json!({ "seconds": -1 }), 422, "u32"),
        ("key", json!({ "key": "mk_unknown", "other": "mk_new" }), 404, "no account"),
    ];
    for (endpoint, body, status, message) in cases {
        let reply = client.post_json(&format!("/_sandbox/{endpoint}"), &body).await;
        let actual = reply.assert_error(status);
        assert!(actual.contains(message), "{body}: {actual}");
    }
    client.get("/_sandbox/messages/abc").await.assert_error(404);
    let plain = client.with_headers(&[("content-type", "text/plain")]);
    let reply = plain.send("POST", "/_sandbox/expire", "{}".into()).await.unwrap();
    reply.assert_error(415);
}

#[tokio::test]
async fn control_api_adds_and_clears_faults() {
    let (_sandbox, client) = start_sandbox(sandbox_builder_with_control_api()).await;
    let answer = json!({ "answer": { "status": 503, "headers": { "Retry-After": "9" }, "body": "x" } });
    let faults = [
        json!({ "method": "GET", "path": "/domains", "times": 1, "do": answer }),
        json!({ "do": "challenge" }),
        json!({ "do": { "delay": { "ms": 1 } } }),
        json!({ "do": "garbage" }),
        json!({ "do": { "overlong": { "bytes": 64 } } }),
        json!({ "do": { "drip": { "chunk": 100, "ms": 1 } } }),
        json!({ "do": { "truncate": {} } }),
        json!({ "do": "reset" }),
        json!({ "times": 0, "do": "hang" }),
    ];
    for fault in &faults {
        let reply = client.post_json("/_sandbox/faults", fault).await;
        assert_eq!(reply.status, 204, "{fault}: {:?}", reply.body);
    }
    let reply = client.get("/api/domains").await;
    assert_eq!((reply.status.as_u16(), reply.header("retry-after")), (503, "9"));
    assert_eq!(client.get("/api/domains").await.status, 503);
    assert_eq!(client.delete("/_sandbox/faults").await.status, 204);
    assert_eq!(client.get("/api/domains").await.status, 200);
}

#[tokio::test]
async fn control_api_lists_and_clears_requests() {
    let (_sandbox, client) = start_sandbox(sandbox_builder_with_control_api()).await;
    client.get("/api/domains?type=free").await;
    let log = client.get("/_sandbox/requests").await.json();
    let requests = log["requests"].as_array().unwrap();
    assert_eq!(requests.len(), 1, "control requests are not logged");
    assert_eq!(requests[0]["method"], "GET");
    assert_eq!(requests[0]["path"], "/api/domains");
    assert_eq!(requests[0]["query"], "type=free");
    assert_eq!(requests[0]["authorised"], true);
    assert!(requests[0]["at"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
    assert!(!log.to_string().contains("Bearer"));
    client.delete("/_sandbox/requests").await;
    assert_eq!(client.get("/_sandbox/requests").await.json()["requests"], json!([]));
}

#[tokio::test]
async fn control_api_expires_inboxes_and_advances_the_clock() {
    let (_sandbox, client) = start_sandbox(sandbox_builder_with_control_api()).await;
    let (one, other) = (client.create_inbox().await, client.create_inbox().await);
    let reply = client.post_json("/_sandbox/expire", &json!({ "address": one })).await;
    assert_eq!(reply.status, 204);
    client.get(&format!("/api/messages?email={one}")).await.assert_error(404);
    assert!(client.list_subjects(&other).await.is_empty());
    client.post_json("/_sandbox/advance", &json!({ "seconds": 600 })).await;
    client.get(&format!("/api/messages?email={other}")).await.assert_error(404);
    let reply = client.post_json("/_sandbox/lifetime", &json!({ "seconds": 15 })).await;
    assert_eq!(reply.status, 204);
    let created = client.post("/api/emails").await.json();
    assert_eq!(created["data"]["expires_in_seconds"], 15);
}

#[tokio::test]
async fn control_api_is_off_by_default() {
    let (_sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    client.post_json("/_sandbox/expire", &json!({ "address": email })).await.assert_error(404);
    client.get("/_sandbox/requests").await.assert_error(404);
    assert!(client.list_subjects(&email).await.is_empty());
}
