//! Listing domains, and creating, changing and deleting inboxes.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use secrecy::ExposeSecret;
use serde_json::json;
use support::{DOMAINS_JSON, INBOX_DELETED_JSON, INBOX_JSON, ScriptedReply, ScriptedServer};
use tempmailg::{Domain, Error, Inbox, Timestamp, UnexpectedResponseReason};

fn parse_time(text: &str) -> Option<Timestamp> {
    Some(text.parse().unwrap())
}

async fn create_inbox_with_response(body: &str) -> Result<Inbox, Error> {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, body)).await;
    Ok(server.client().create_inbox().await?.value)
}

#[tokio::test]
async fn domains_of_a_type_are_listed() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, DOMAINS_JSON)).await;
    let list = server.client().list_domains("free").await.unwrap().value;
    assert_eq!(list.requested_type, "free");
    assert_eq!(list.allowed_types, ["free"]);
    let example = Domain { domain: "example.com".to_owned(), kind: "Free".to_owned(), custom: false };
    assert_eq!(list.domains, [example]);
}

#[tokio::test]
async fn unknown_domain_types_are_kept_and_invalid_entries_dropped() {
    let body = json!({"status": true, "data": {
        "requested_type": null,
        "allowed_types": ["free", "Premium", "orbital", null, {}],
        "domains": [
            {"domain": "one.example", "type": "Orbital", "custom": true, "since": 2031},
            {"domain": "two.example", "type": null},
            {"domain": "three.example", "custom": 1},
            {"domain": null}, {"domain": ""}, {"type": "Free"}, "four.example", null, 5,
        ],
    }});
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, &body.to_string())).await;
    let list = server.client().list_domains("premium").await.unwrap().value;
    assert_eq!(list.requested_type, "");
    assert_eq!(list.allowed_types, ["free", "Premium", "orbital"]);
    let actual: Vec<_> = list.domains.iter().map(|it| (it.domain.as_str(), it.kind.as_str(), it.custom)).collect();
    let expected = [("one.example", "Orbital", true), ("two.example", "", false), ("three.example", "", true)];
    assert_eq!(actual, expected);
}

#[tokio::test]
async fn list_sent_as_a_numbered_object_is_decoded() {
    let body = r#"{"status":true,"data":{"allowed_types":{"1":"free"},
        "domains":{"1":{"domain":"one.example"},"4":{"domain":"two.example"}}}}"#;
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, body)).await;
    let list = server.client().list_domains("free").await.unwrap().value;
    assert_eq!((list.allowed_types.len(), list.domains.len()), (1, 2));
}

#[tokio::test]
async fn created_inbox_has_lifetime_and_token() {
    let inbox = create_inbox_with_response(INBOX_JSON).await.unwrap();
    assert_eq!(inbox.id, "2301");
    assert_eq!(inbox.address, "randombox@example.com");
    assert_eq!(inbox.domain.as_deref(), Some("example.com"));
    assert_eq!(inbox.expires_at, parse_time("2026-06-28T09:48:52Z"));
    assert_eq!(inbox.expires_in, Some(Duration::from_secs(600)));
    assert_eq!(inbox.created_at, parse_time("2026-06-28T09:38:52Z"));
    assert_eq!(inbox.token.unwrap().expose_secret(), "encrypted-email-token");
    assert!(inbox.extra.is_empty());
}

#[tokio::test]
async fn only_the_address_of_an_inbox_is_required() {
    for body in [
        json!({"data": {"email": "a@example.com"}}),
        json!({"status": true, "data": {"id": null, "email": "a@example.com", "domain": null,
            "expire_at": null, "expires_in_seconds": null, "created_at": null, "email_token": null}}),
        json!({"status": true, "data": {"id": {}, "email": "a@example.com", "domain": "",
            "expire_at": "soon", "expires_in_seconds": "long", "created_at": [], "email_token": ""}}),
    ] {
        let inbox = create_inbox_with_response(&body.to_string()).await.unwrap();
        assert_eq!((inbox.id.as_str(), inbox.address.as_str()), ("", "a@example.com"));
        assert!(inbox.domain.is_none() && inbox.token.is_none(), "{body}");
        let times = (inbox.expires_at, inbox.expires_in, inbox.created_at);
        assert_eq!(times, (None, None, None), "{body}");
    }
}

#[tokio::test]
async fn inbox_without_an_address_is_an_unexpected_response() {
    for body in [
        r#"{"status":true}"#,
        r#"{"status":true,"data":null}"#,
        r#"{"status":true,"data":[]}"#,
        r#"{"status":true,"data":{"id":1}}"#,
        r#"{"status":true,"data":{"email":null}}"#,
        r#"{"status":true,"data":{"email":""}}"#,
        r#"{"status":true,"data":{"email":"no-at-sign"}}"#,
        r#"{"status":true,"data":{"email":"@example.com"}}"#,
        r#"{"status":true,"data":{"email":"a b@example.com"}}"#,
        r#"{"status":true,"data":{"email":"a\nb@example.com"}}"#,
    ] {
        let error = create_inbox_with_response(body).await.unwrap_err();
        let is_missing = matches!(
            error,
            Error::UnexpectedResponse { status: 200, reason: UnexpectedResponseReason::Missing(_), .. }
        );
        assert!(is_missing, "{body}: {error}");
    }
}

#[tokio::test]
async fn ids_and_numbers_may_be_json_numbers_or_strings() {
    for (id, decoded) in
        [("2301", "2301"), (r#""2301""#, "2301"), (r#""b-7""#, "b-7"), ("18446744073709551617", "18446744073709551617")]
    {
        let body = format!(r#"{{"data":{{"id":{id},"email":"a@example.com"}}}}"#);
        assert_eq!(create_inbox_with_response(&body).await.unwrap().id, decoded);
    }
    for (seconds, decoded) in [
        ("600", Some(600)),
        (r#""600""#, Some(600)),
        ("599.9", Some(599)),
        ("0", Some(0)),
        ("-30", Some(0)),
        ("1e300", None),
        ("1e999", None),
        ("true", None),
    ] {
        let body = format!(r#"{{"data":{{"expires_in_seconds":{seconds},"email":"a@example.com"}}}}"#);
        let inbox = create_inbox_with_response(&body).await.unwrap();
        assert_eq!(inbox.expires_in, decoded.map(Duration::from_secs), "{seconds}");
    }
}

#[tokio::test]
async fn expiry_times_are_decoded_in_every_format() {
    for (json, decoded) in [
        (r#""2025-01-01T00:00:00.000000Z""#, parse_time("2025-01-01T00:00:00Z")),
        (r#""2026-06-28T09:48:52+05:00""#, parse_time("2026-06-28T04:48:52Z")),
        (r#""2026-06-28 09:48:52""#, parse_time("2026-06-28T09:48:52Z")),
        ("1767225600", parse_time("2026-01-01T00:00:00Z")),
        (r#""never""#, None),
    ] {
        let body = format!(r#"{{"data":{{"expire_at":{json},"email":"a@example.com"}}}}"#);
        assert_eq!(create_inbox_with_response(&body).await.unwrap().expires_at, decoded, "{json}");
    }
}

#[tokio::test]
async fn unknown_fields_are_kept() {
    let body = json!({"data": {"email": "a@example.com", "fingerprint": "f00", "plan": {"n": [1]}}});
    let extra = create_inbox_with_response(&body.to_string()).await.unwrap().extra;
    assert_eq!(json!(extra), json!({"fingerprint": "f00", "plan": {"n": [1]}}));
}

#[tokio::test]
async fn change_inbox_returns_the_inbox_with_the_chosen_address() {
    let body = INBOX_JSON.replace("2301", "2302").replace("randombox", "demo123");
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, &body)).await;
    let client = server.client();
    let changed = client.convert_inbox("randombox@example.com", "demo123", "example.com");
    let inbox = changed.await.unwrap().value;
    assert_eq!((inbox.id.as_str(), inbox.address.as_str()), ("2302", "demo123@example.com"));
}

#[tokio::test]
async fn deletion_accepts_any_successful_body() {
    for reply in [
        ScriptedReply::json(200, INBOX_DELETED_JSON),
        ScriptedReply::json(200, "{}"),
        ScriptedReply::json(200, "null"),
        ScriptedReply::json(200, ""),
        ScriptedReply::head(204, &[]),
    ] {
        let server = ScriptedServer::with_repeated_reply(reply).await;
        server.client().delete_inbox("demo123@example.com").await.unwrap();
    }
}
