//! How calls fail: status codes, invalid bodies, limits, timeouts, broken connections, and error texts.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use support::{INBOX_JSON, ScriptedReply, ScriptedServer, message_list_json};
use tempmailg::{BaseUrl, Client, Error, ErrorResponseOrigin, UnexpectedResponseReason};

async fn error_for_reply(reply: ScriptedReply) -> Error {
    let server = ScriptedServer::with_repeated_reply(reply).await;
    server.client().list_messages("a@example.com").await.unwrap_err()
}

async fn error_for_json_reply(status: u16, body: &str) -> Error {
    error_for_reply(ScriptedReply::json(status, body)).await
}

/// The name of the error's variant.
fn variant_name(error: &Error) -> &'static str {
    match error {
        Error::KeyRefused { .. } => "KeyRefused",
        Error::NotAllowed { .. } => "NotAllowed",
        Error::NotFound { .. } => "NotFound",
        Error::Refused { .. } => "Refused",
        Error::RateLimited { .. } => "RateLimited",
        Error::Service { .. } => "Service",
        Error::UnexpectedResponse { .. } => "UnexpectedResponse",
        Error::ResponseTooLarge { .. } => "ResponseTooLarge",
        Error::InvalidInput { .. } => "InvalidInput",
        Error::Timeout => "Timeout",
        Error::Tls(_) => "Tls",
        Error::Network(_) => "Network",
        Error::Write(_) => "Write",
        Error::Setup(_) => "Setup",
        _ => "unknown variant",
    }
}

const STATUSES: [(u16, &str, bool); 20] = [
    (400, "Refused", false),
    (401, "KeyRefused", false),
    (402, "NotAllowed", false),
    (403, "NotAllowed", false),
    (404, "NotFound", false),
    (405, "Refused", false),
    (408, "Refused", true),
    (409, "Refused", false),
    (410, "NotFound", false),
    (422, "Refused", false),
    (425, "Refused", true),
    (429, "RateLimited", true),
    (500, "Service", true),
    (502, "Service", true),
    (503, "Service", true),
    (504, "Service", true),
    (599, "Service", true),
    (302, "UnexpectedResponse", false),
    (304, "UnexpectedResponse", false),
    (799, "UnexpectedResponse", false),
];

#[tokio::test]
async fn status_determines_the_variant_whatever_the_body() {
    for (status, expected, retryable) in STATUSES {
        let bodies = [
            ScriptedReply::json(status, r#"{"status":false,"message":"No."}"#),
            ScriptedReply::html(status),
            ScriptedReply::json(status, ""),
            ScriptedReply::json(status, "{broken"),
            ScriptedReply::json(status, "[1,2]"),
            ScriptedReply::new(status, &[], b"\xff\xfe\x00binary"),
        ];
        for reply in bodies {
            let error = error_for_reply(reply.clone()).await;
            assert_eq!(variant_name(&error), expected, "{status} {reply:?}");
            assert_eq!(error.is_retryable(), retryable, "{status}");
            assert!(!error.is_connection_failure() && !error.is_timeout());
        }
    }
}

/// The origin of an error whose variant has one.
fn error_origin(error: &Error) -> Option<ErrorResponseOrigin> {
    match error {
        Error::KeyRefused { origin, .. } | Error::NotAllowed { origin, .. } | Error::NotFound { origin, .. } => {
            Some(*origin)
        }
        _ => None,
    }
}

#[tokio::test]
async fn error_of_the_service_is_told_from_one_of_something_on_the_way() {
    const OWN: &str = r#"{"status":false,"message":"Email not found."}"#;
    let with_type = |status, content_type, body: &str| {
        ScriptedReply::new(status, &[("Content-Type", content_type)], body.as_bytes())
    };
    for status in [401, 402, 403, 404, 410] {
        for (reply, origin) in [
            (ScriptedReply::json(status, OWN), ErrorResponseOrigin::Service),
            (with_type(status, "Application/JSON; charset=utf-8", OWN), ErrorResponseOrigin::Service),
            (with_type(status, "application/problem+json", OWN), ErrorResponseOrigin::Service),
            (with_type(status, "text/plain", OWN), ErrorResponseOrigin::Unknown),
            (ScriptedReply::new(status, &[], OWN.as_bytes()), ErrorResponseOrigin::Unknown),
            (ScriptedReply::json(status, r#"{"message":"no Route matched"}"#), ErrorResponseOrigin::Unknown),
            (ScriptedReply::json(status, r#"{"status":true,"messages":[]}"#), ErrorResponseOrigin::Unknown),
            (ScriptedReply::json(status, r#"{"status":404,"error":"Not Found"}"#), ErrorResponseOrigin::Unknown),
            (ScriptedReply::json(status, &OWN[..20]), ErrorResponseOrigin::Unknown),
            (ScriptedReply::json(status, "[]"), ErrorResponseOrigin::Unknown),
            (ScriptedReply::json(status, ""), ErrorResponseOrigin::Unknown),
            (with_type(status, "text/html", ""), ErrorResponseOrigin::WebPage),
            (with_type(status, "text/plain", "<html>"), ErrorResponseOrigin::WebPage),
            (ScriptedReply::html(status), ErrorResponseOrigin::WebPage),
        ] {
            let error = error_for_reply(reply.clone()).await;
            assert_eq!(error_origin(&error), Some(origin), "{reply:?}");
            assert_eq!(error.is_web_page_response(), origin == ErrorResponseOrigin::WebPage);
            let is_gone = matches!(status, 404 | 410);
            assert_eq!(error.is_not_found(), is_gone && origin == ErrorResponseOrigin::Service, "{reply:?}");
            assert_eq!(
                error.is_api_key_refused(),
                status == 401 && origin != ErrorResponseOrigin::WebPage,
                "{reply:?}"
            );
        }
    }
}

#[tokio::test]
async fn html_is_never_quoted_in_an_error() {
    for status in [401, 403, 404, 422, 429, 500, 503, 200, 302] {
        let error = error_for_reply(ScriptedReply::html(status)).await;
        assert_eq!(error.service_message(), None);
        let formatted = format!("{error} {error:?}");
        assert!(!formatted.contains('<') && !formatted.contains("Just a moment"), "{formatted}");
    }
    let challenge = error_for_reply(ScriptedReply::html(403)).await;
    assert!(matches!(challenge, Error::NotAllowed { origin: ErrorResponseOrigin::WebPage, .. }));
    let plan = error_for_json_reply(403, r#"{"status":false,"message":"Your plan has no custom names."}"#).await;
    assert!(matches!(plan, Error::NotAllowed { origin: ErrorResponseOrigin::Service, .. }));
}

#[tokio::test]
async fn service_message_is_plain_text_of_bounded_length() {
    let long = format!(r#"{{"message":"{}"}}"#, "long ".repeat(2000));
    let cut = format!("{}…", "long ".repeat(60));
    for (body, message) in [
        (r#"{"status":false,"message":"The name is taken."}"#, Some("The name is taken.")),
        (r#"{"error":"Unauthenticated."}"#, Some("Unauthenticated.")),
        (r#"{"error":{"message":"Nested."}}"#, Some("Nested.")),
        (r#"{"message":"two\r\nlines\u0000\u001b[0m \u202eflipped"}"#, Some("two lines [0m flipped")),
        (r#"{"message":"<script>alert(1)</script>"}"#, None),
        (r#"{"message":null}"#, None),
        (r#"{"message":["a"]}"#, None),
        (r#"{"message":"  "}"#, None),
        (r#"{}"#, None),
        (&long, Some(cut.as_str())),
    ] {
        assert_eq!(error_for_json_reply(409, body).await.service_message(), message);
    }
}

#[tokio::test]
async fn plain_text_body_is_the_service_message() {
    let plain = [("Content-Type", "text/plain; charset=utf-8")];
    for (reply, message) in [
        (ScriptedReply::new(500, &plain, "Down for\nmaintenance."), Some("Down for maintenance.")),
        (ScriptedReply::new(500, &[], "upstream timed out"), Some("upstream timed out")),
        (ScriptedReply::new(500, &plain, "<h1>Oops</h1>"), None),
        (ScriptedReply::new(500, &[("Content-Type", "image/png")], "PNG"), None),
        (ScriptedReply::new(500, &plain, "x".repeat(100_000)), None),
    ] {
        assert_eq!(error_for_reply(reply).await.service_message(), message);
    }
}

#[tokio::test]
async fn field_messages_are_kept() {
    for (errors, fields) in [
        (r#"{"username":["Too short.","Taken."]}"#, vec![("username", vec!["Too short.", "Taken."])]),
        (r#"{"domain":"Not allowed."}"#, vec![("domain", vec!["Not allowed."])]),
        (r#"["First.","Second."]"#, vec![("", vec!["First.", "Second."])]),
        (r#""Alone.""#, vec![("", vec!["Alone."])]),
        (r#"{"a":["<b>x</b>","ok"],"<i>":["x"],"b":[],"c":null}"#, vec![("a", vec!["ok"])]),
        ("null", vec![]),
        ("5", vec![("", vec!["5"])]),
    ] {
        let error = error_for_json_reply(422, &format!(r#"{{"message":"Invalid.","errors":{errors}}}"#)).await;
        let Error::Refused { status: 422, fields: actual, .. } = error else {
            panic!("{error:?}");
        };
        let actual: Vec<(&str, Vec<&str>)> = actual
            .iter()
            .map(|(name, messages)| (name.as_str(), messages.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(actual, fields, "{errors}");
    }
}

#[tokio::test]
async fn status_false_in_a_2xx_is_a_refusal() {
    for status in ["false", "0", r#""false""#] {
        let body = format!(r#"{{"status":{status},"message":"Not yours.","errors":{{"a":["b"]}}}}"#);
        let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, &body)).await;
        let client = server.client();
        let errors = [
            client.list_domains("free").await.unwrap_err(),
            client.create_inbox().await.unwrap_err(),
            client.convert_inbox("a@b.example", "c", "d").await.unwrap_err(),
            client.delete_inbox("a@b.example").await.unwrap_err(),
            client.list_messages("a@b.example").await.unwrap_err(),
            client.read_message("id").await.unwrap_err(),
            client.delete_message("id").await.unwrap_err(),
            client.download_attachment("id", "file.txt").await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.service_message(), Some("Not yours."), "{error:?}");
            assert!(matches!(error, Error::Refused { status: 200, ref fields, .. } if fields.len() == 1));
        }
    }
}

#[tokio::test]
async fn unexpected_2xx_names_the_reason() {
    let gzip = [("Content-Encoding", "gzip")];
    for (reply, expected) in [
        (ScriptedReply::html(200), UnexpectedResponseReason::WebPage),
        (ScriptedReply::new(200, &[], "<html>"), UnexpectedResponseReason::WebPage),
        (ScriptedReply::json(200, ""), UnexpectedResponseReason::Empty),
        (ScriptedReply::head(204, &[]), UnexpectedResponseReason::Empty),
        (ScriptedReply::json(200, "{broken"), UnexpectedResponseReason::NotJson),
        (ScriptedReply::json(200, "{} {}"), UnexpectedResponseReason::NotJson),
        (ScriptedReply::json(200, r#"{"content":"<p>mail</p>",}"#), UnexpectedResponseReason::NotJson),
        (ScriptedReply::json(200, "7"), UnexpectedResponseReason::Missing("any fields")),
        (ScriptedReply::json(200, r#"{"hello":"world"}"#), UnexpectedResponseReason::Missing("the messages")),
        (ScriptedReply::new(200, &gzip, b"\x1f\x8b"), UnexpectedResponseReason::EncodedOrPartial),
        (ScriptedReply::new(206, &[], message_list_json(&[])), UnexpectedResponseReason::EncodedOrPartial),
    ] {
        match error_for_reply(reply).await {
            Error::UnexpectedResponse { reason, .. } => assert_eq!(reason, expected),
            other => panic!("{other:?}"),
        }
    }
    let identity = ScriptedReply::new(200, &[("Content-Encoding", "Identity")], message_list_json(&[]));
    let server = ScriptedServer::with_repeated_reply(identity).await;
    server.client().list_messages("a@example.com").await.unwrap();
}

#[tokio::test]
async fn web_page_is_not_a_successful_deletion() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::html(200)).await;
    let error = server.client().delete_inbox("a@example.com").await.unwrap_err();
    let page = UnexpectedResponseReason::WebPage;
    assert!(matches!(error, Error::UnexpectedResponse { reason, .. } if reason == page));
}

#[tokio::test]
async fn response_over_the_size_limit_is_an_error() {
    let chunked = [("Transfer-Encoding", "chunked")];
    let body = message_list_json(&[]);
    for reply in [
        ScriptedReply::json(200, &" ".repeat(1001)),
        ScriptedReply::head(200, &[("Content-Length", "99999999999")]).hang(),
        ScriptedReply::head(200, &chunked).flood("5\r\nabcde\r\n"),
        ScriptedReply::head(200, &[]).flood("abcde"),
    ] {
        let server = ScriptedServer::with_repeated_reply(reply).await;
        let client = server.client_builder().max_response_bytes(1000).build().unwrap();
        let error = client.list_messages("a@example.com").await.unwrap_err();
        assert!(matches!(error, Error::ResponseTooLarge { limit: 1000 }), "{error:?}");
        assert!(!error.is_retryable());
    }
    let exactly = body.len();
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, &body)).await;
    let client = server.client_builder().max_response_bytes(exactly).build().unwrap();
    client.list_messages("a@example.com").await.unwrap();
}

#[tokio::test]
async fn error_status_with_an_incomplete_body_keeps_its_variant() {
    let endless = ScriptedReply::head(401, &[]).flood("no ");
    assert!(matches!(error_for_reply(endless).await, Error::KeyRefused { message: None, .. }));
    for (incomplete, is_reset) in [
        (ScriptedReply::head(401, &[("Content-Length", "500")]).send("{").hang(), false),
        (ScriptedReply::head(401, &[("Content-Length", "500")]).send("{").reset(), true),
    ] {
        let server = ScriptedServer::with_repeated_reply(incomplete).await;
        // Long enough for the status to arrive on any machine.
        let client = server.client_with_timeout(Duration::from_secs(5));
        let error = client.list_messages("a@example.com").await.unwrap_err();
        // Windows discards what has arrived before a reset, the status included.
        let is_discarded = cfg!(windows) && is_reset && matches!(error, Error::Network(_));
        assert!(is_discarded || matches!(error, Error::KeyRefused { message: None, .. }), "{error:?}");
    }
}

#[tokio::test]
async fn stalled_response_times_out_at_every_stage() {
    let slow_pieces = std::iter::repeat_n((), 40)
        .fold(ScriptedReply::head(200, &[]), |reply, ()| reply.send(" ").wait(Duration::from_millis(25)));
    for reply in [
        ScriptedReply::silence(),
        ScriptedReply::raw("HTTP/1.1 200 OK\r\nContent-").hang(),
        ScriptedReply::head(200, &[("Content-Length", "500")]).hang(),
        ScriptedReply::head(200, &[("Content-Length", "500")]).send("{").hang(),
        // Small pieces in short intervals must not extend a call beyond its timeout.
        slow_pieces,
    ] {
        let server = ScriptedServer::with_repeated_reply(reply).await;
        let error = server.client_with_short_timeout().list_messages("a@example.com").await.unwrap_err();
        assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
    }
}

#[tokio::test]
async fn interrupted_connection_is_a_retryable_network_error() {
    let chunked = [("Transfer-Encoding", "chunked")];
    let body = message_list_json(&[]);
    let first_half = &body[..body.len() / 2];
    for reply in [
        ScriptedReply::raw(""),
        ScriptedReply::raw("").reset(),
        ScriptedReply::raw("HTTP/1.1 200 OK\r\nContent-Ty"),
        ScriptedReply::head(200, &[("Content-Length", "500")]).send(first_half),
        ScriptedReply::head(200, &[("Content-Length", "500")]).send(first_half).reset(),
        ScriptedReply::head(200, &chunked).send("5\r\nabc"),
        ScriptedReply::head(200, &chunked).send("5\r\n[1,2,\r\n"),
        ScriptedReply::head(200, &chunked).send("zz\r\n"),
        // Without length and chunks, only the JSON itself shows that the rest is missing.
        ScriptedReply::head(200, &[]).send(first_half),
        ScriptedReply::raw("SSH-2.0-something\r\n"),
        ScriptedReply::raw("HTTP/1.1 200 OK\r\nContent-Length: none\r\n\r\n"),
    ] {
        let error = error_for_reply(reply.clone()).await;
        assert_eq!(variant_name(&error), "Network", "{reply:?}: {error:?}");
        assert!(error.is_connection_failure() && error.is_retryable());
    }
}

#[tokio::test]
async fn unreachable_service_is_a_network_error() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, INBOX_JSON)).await;
    let client = server.client();
    client.create_inbox().await.unwrap();
    drop(server);
    let error = loop {
        // The listener closes once its task has ended.
        match client.create_inbox().await {
            Ok(_) => tokio::task::yield_now().await,
            Err(error) => break error,
        }
    };
    assert!(error.is_connection_failure() && error.is_retryable(), "{error:?}");

    let unknown_host = BaseUrl::parse("https://no-such-host.invalid/api").unwrap();
    let client = Client::builder(support::api_key()).base_url(unknown_host).build().unwrap();
    let error = client.create_inbox().await.unwrap_err();
    assert!(error.is_connection_failure() && error.is_retryable(), "{error:?}");
}

#[tokio::test]
async fn client_works_after_failed_calls() {
    let server = ScriptedServer::with_replies_in_order([
        ScriptedReply::json(200, INBOX_JSON),
        ScriptedReply::raw("").reset(),
        ScriptedReply::json(500, ""),
        ScriptedReply::json(200, INBOX_JSON),
    ])
    .await;
    let client = server.client();
    let mut outcomes = Vec::new();
    for _ in 0..4 {
        outcomes.push(client.create_inbox().await.map_or_else(|error| variant_name(&error), |_| "ok"));
    }
    assert_eq!(outcomes, ["ok", "Network", "Service", "ok"]);
}

#[tokio::test]
async fn error_texts_name_cause_and_remedy() {
    let cases = [
        (401, r#"{"message":"Unauthenticated."}"#, "TempMailG did not accept the API key: Unauthenticated."),
        (401, "", "TempMailG did not accept the API key"),
        (403, r#"{"message":"Premium only."}"#, "TempMailG does not allow this: Premium only."),
        (404, "{}", "TempMailG no longer has this"),
        (
            422,
            r#"{"message":"Invalid.","errors":{"domain":["Unknown."],"username":["Too short.","Taken."]}}"#,
            "TempMailG refused the request: Invalid. (domain: Unknown.; username: Too short. Taken.)",
        ),
        (429, "{}", "TempMailG's limit of calls is reached"),
        (503, "{}", "TempMailG has a problem of its own (HTTP 503)"),
        (
            302,
            "",
            "the answer is not one of the TempMailG API (HTTP 302): it redirects elsewhere, which is never followed so that the key stays; check the base URL",
        ),
        (200, "no", "the answer is not one of the TempMailG API (HTTP 200): it is not JSON"),
        (200, "{}", "the answer is not one of the TempMailG API (HTTP 200): it lacks the messages"),
    ];
    for (status, body, sentence) in cases {
        assert_eq!(error_for_json_reply(status, body).await.to_string(), sentence);
    }
    assert_eq!(
        error_for_reply(ScriptedReply::html(403)).await.to_string(),
        "TempMailG does not allow this: a web page came instead of an answer, a firewall or a check for browsers may be in between"
    );
    assert_eq!(
        error_for_reply(ScriptedReply::html(200)).await.to_string(),
        "the answer is not one of the TempMailG API (HTTP 200): it is a web page; check the base URL"
    );
}
