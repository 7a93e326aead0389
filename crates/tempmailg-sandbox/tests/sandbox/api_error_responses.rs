//! Error responses of the API.

use std::time::Duration;

use serde_json::json;
use tempmailg_sandbox::{Mail, Sandbox};

use crate::test_http_client::{TestHttpClient, start_empty_sandbox, start_sandbox};

/// Every endpoint, with addresses and identifiers that do not exist.
const ENDPOINTS: [(&str, &str); 8] = [
    ("GET", "/api/domains?type=free"),
    ("POST", "/api/emails"),
    ("POST", "/api/emails/a@quickpost.example/demo123/dayfly.example"),
    ("DELETE", "/api/emails/a@quickpost.example"),
    ("GET", "/api/messages?email=a@quickpost.example"),
    ("GET", "/api/messages/abc"),
    ("DELETE", "/api/messages/abc"),
    ("GET", "/api/messages/abc/attachments/file.txt"),
];

#[tokio::test]
async fn every_endpoint_requires_the_api_key() {
    let (_sandbox, client) = start_sandbox(Sandbox::builder().api_key("right").keep_new_inboxes_empty(true)).await;
    let accept = ("accept", "application/json");
    for (method, path) in ENDPOINTS {
        for authorization in ["", "Bearer", "Bearer wrong", "Bearer right2", "Basic right", "right"] {
            let client = client.with_headers(&[("authorization", authorization), accept]);
            let reply = client.send(method, path, "".into()).await.unwrap();
            assert_eq!(reply.assert_error(401), "Unauthenticated.", "{path} {authorization}");
            assert_eq!(reply.header("x-ratelimit-limit"), "", "no quota without an account");
        }
        let reply = client.with_headers(&[accept]).send(method, path, "".into()).await.unwrap();
        reply.assert_error(401);
    }
}

#[tokio::test]
async fn every_endpoint_requires_accept_json() {
    let (_sandbox, client) = start_sandbox(Sandbox::builder().api_key("right").keep_new_inboxes_empty(true)).await;
    let key = ("authorization", "Bearer right");
    for (method, path) in ENDPOINTS {
        for accept in ["*/*", "text/html", "application/jsonp", ""] {
            let client = client.with_headers(&[key, ("accept", accept)]);
            client.send(method, path, "".into()).await.unwrap().assert_error(406);
        }
        client.with_headers(&[key]).send(method, path, "".into()).await.unwrap().assert_error(406);
    }
    for accept in ["application/json", "text/html, Application/JSON;q=0.9", "application/json, */*"] {
        let reply = client.with_headers(&[key, ("accept", accept)]).get("/api/domains").await;
        assert_eq!(reply.status, 200, "{accept}");
    }
}

#[tokio::test]
async fn unknown_objects_and_endpoints_are_not_found() {
    let (sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    let id = sandbox.deliver_mail(&email, Mail::new_text("Hello", "…").attach("a.txt", "a")).unwrap();
    let attachment = format!("/api/messages/{id}/attachments");
    let cases = [
        ("GET", "/api/messages?email=nobody@quickpost.example".into(), "Email not found or expired."),
        ("DELETE", "/api/emails/nobody@quickpost.example".into(), "Email not found or expired."),
        ("POST", "/api/emails/nobody@quickpost.example/abc/dayfly.example".into(), "Email not found or expired."),
        ("GET", "/api/messages/abc".into(), "Message not found."),
        ("DELETE", "/api/messages/abc".into(), "Message not found."),
        ("GET", "/api/messages/abc/attachments/a.txt".into(), "Message not found."),
        ("GET", format!("{attachment}/b.txt"), "Attachment not found."),
        ("GET", format!("{attachment}/a.txt%2F"), "Attachment not found."),
        ("GET", format!("{attachment}/x/a.txt"), "No such endpoint."),
        ("GET", format!("{attachment}/%FF"), "No such endpoint."),
        ("GET", "/api/accounts".into(), "No such endpoint."),
        ("GET", "/api/".into(), "No such endpoint."),
        ("GET", "/".into(), "No such endpoint."),
        ("POST", "/_sandbox/expire".into(), "No such endpoint."),
    ];
    for (method, path, message) in cases {
        let reply = client.send(method, &path, "".into()).await.unwrap();
        assert_eq!(reply.assert_error(404), message, "{path}");
    }
}

#[tokio::test]
async fn unsupported_methods_are_not_allowed() {
    let (_sandbox, client) = start_empty_sandbox().await;
    for (method, path, allowed) in [
        ("POST", "/api/domains", "GET,HEAD"),
        ("GET", "/api/emails", "POST"),
        ("PUT", "/api/messages/abc", "GET,HEAD,DELETE"),
        ("PATCH", "/api/emails/a@quickpost.example", "DELETE"),
    ] {
        let reply = client.send(method, path, "".into()).await.unwrap();
        reply.assert_error(405);
        assert_eq!(reply.header("allow"), allowed, "{path}");
    }
}

#[tokio::test]
async fn inbox_ends_when_its_lifetime_is_over() {
    let (sandbox, client) =
        start_sandbox(Sandbox::builder().keep_new_inboxes_empty(true).lifetime(Duration::from_secs(60))).await;
    let email = client.create_inbox().await;
    let id = sandbox.deliver_mail(&email, Mail::new_text("Hello", "…").attach("a", "a")).unwrap();
    sandbox.advance_clock(Duration::from_secs(50));
    assert_eq!(client.list_subjects(&email).await, ["Hello"]);
    sandbox.advance_clock(Duration::from_secs(10));
    for (method, path) in [
        ("GET", format!("/api/messages?email={email}")),
        ("DELETE", format!("/api/emails/{email}")),
        ("POST", format!("/api/emails/{email}/demo123/dayfly.example")),
        ("GET", format!("/api/messages/{id}")),
        ("DELETE", format!("/api/messages/{id}")),
        ("GET", format!("/api/messages/{id}/attachments/a")),
    ] {
        client.send(method, &path, "".into()).await.unwrap().assert_error(404);
    }
    assert_eq!(sandbox.deliver_mail(&email, Mail::new_text("Too late", "…")), None);
}

#[tokio::test]
async fn accounts_cannot_access_each_other() {
    let (sandbox, one) =
        start_sandbox(Sandbox::builder().api_key("one").api_key("two").keep_new_inboxes_empty(true)).await;
    let two = TestHttpClient::new(sandbox.address(), "two");
    let email = one.create_inbox().await;
    let id = sandbox.deliver_mail(&email, Mail::new_text("Private", "…").attach("a", "a")).unwrap();
    for (method, path) in [
        ("GET", format!("/api/messages?email={email}")),
        ("DELETE", format!("/api/emails/{email}")),
        ("POST", format!("/api/emails/{email}/demo123/dayfly.example")),
        ("GET", format!("/api/messages/{id}")),
        ("DELETE", format!("/api/messages/{id}")),
        ("GET", format!("/api/messages/{id}/attachments/a")),
    ] {
        let reply = two.send(method, &path, "".into()).await.unwrap();
        assert_eq!(reply.assert_error(403), "This belongs to another account.", "{path}");
    }
    assert_eq!(sandbox.is_seen(&id), Some(false));
    assert_eq!(one.list_subjects(&email).await, ["Private"]);
    assert_eq!(two.get("/api/domains").await.header("x-ratelimit-used"), "1", "each account has its own quota");
}

#[tokio::test]
async fn taken_address_is_a_conflict() {
    let (sandbox, one) =
        start_sandbox(Sandbox::builder().api_key("one").api_key("two").keep_new_inboxes_empty(true)).await;
    let two = TestHttpClient::new(sandbox.address(), "two");
    let (mine, theirs) = (one.create_inbox().await, two.create_inbox().await);
    let path = |email: &str| format!("/api/emails/{email}/demo123/dayfly.example");
    assert_eq!(one.post(&path(&mine)).await.status, 200);
    let reply = two.post(&path(&theirs)).await;
    assert_eq!(reply.assert_error(409), "The address demo123@dayfly.example is already taken.");
    assert!(two.list_subjects(&theirs).await.is_empty(), "the old inbox is still there");
    one.post(&path("demo123@dayfly.example")).await.assert_error(409);

    one.delete("/api/emails/demo123@dayfly.example").await;
    assert_eq!(two.post(&path(&theirs)).await.status, 200, "a deleted address is free again");
}

#[tokio::test]
async fn invalid_usernames_and_domains_are_reported_by_field() {
    let (_sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    let too_long = "a".repeat(33);
    for (username, domain, field, message) in [
        ("ab", "dayfly.example", "username", "between 3 and 32"),
        (&*too_long, "dayfly.example", "username", "between 3 and 32"),
        ("two%20words", "dayfly.example", "username", "only contain"),
        ("a%2Fb%2Fc", "dayfly.example", "username", "only contain"),
        ("em%C3%A1il", "dayfly.example", "username", "only contain"),
        (".hidden", "dayfly.example", "username", "begin and end"),
        ("trailing-", "dayfly.example", "username", "begin and end"),
        ("two..dots", "dayfly.example", "username", "begin and end"),
        ("Postmaster", "dayfly.example", "username", "reserved"),
        ("demo123", "elsewhere.example", "domain", "domain is invalid"),
    ] {
        let reply = client.post(&format!("/api/emails/{email}/{username}/{domain}")).await;
        let actual = reply.assert_error(422);
        assert!(actual.contains(message), "{username}: {actual}");
        assert_eq!(reply.json()["errors"], json!({ field: [actual] }));
    }
    assert!(client.list_subjects(&email).await.is_empty(), "the inbox is unharmed");
}

#[tokio::test]
async fn premium_domain_requires_the_plan() {
    let path = |email: &str| format!("/api/emails/{email}/demo123/mail.own-brand.example");
    let (_sandbox, client) = start_empty_sandbox().await;
    let reply = client.post(&path(&client.create_inbox().await)).await;
    assert!(reply.assert_error(403).contains("mail.own-brand.example"));

    let (_sandbox, client) =
        start_sandbox(Sandbox::builder().keep_new_inboxes_empty(true).set_allowed_domain_types(&["free", "premium"]))
            .await;
    let domains = client.get("/api/domains?type=premium").await.json();
    assert_eq!(domains["data"]["allowed_types"], json!(["free", "premium"]));
    assert_eq!(client.post(&path(&client.create_inbox().await)).await.status, 200);
}

#[tokio::test]
async fn missing_and_invalid_parameters_are_reported_by_field() {
    let (_sandbox, client) = start_empty_sandbox().await;
    for (path, field) in [
        ("/api/messages", "email"),
        ("/api/messages?email=", "email"),
        ("/api/domains?type=gold", "type"),
        ("/api/domains?type=free&type=premium", "type"),
    ] {
        let reply = client.get(path).await;
        reply.assert_error(422);
        assert!(reply.json()["errors"][field].is_array(), "{path}");
    }
}
