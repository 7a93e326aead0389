//! Every way in which a call fails, and what the error says.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::{Duration, Instant};

use support::{INBOX, Reply, Server, inbox_of};
use tempmailg::{BaseUrl, Client, Error, Unexpected};

async fn failing(reply: Reply) -> Error {
    let server = Server::answering(reply).await;
    server.client().messages("a@example.com").await.unwrap_err()
}

async fn saying(status: u16, body: &str) -> Error {
    failing(Reply::json(status, body)).await
}

/// The variant's name, as in the manual.
fn kind(error: &Error) -> &'static str {
    match error {
        Error::KeyRefused { .. } => "KeyRefused",
        Error::NotAllowed { .. } => "NotAllowed",
        Error::NotFound { .. } => "NotFound",
        Error::Refused { .. } => "Refused",
        Error::RateLimited { .. } => "RateLimited",
        Error::Service { .. } => "Service",
        Error::UnexpectedAnswer { .. } => "UnexpectedAnswer",
        Error::AnswerTooLarge { .. } => "AnswerTooLarge",
        Error::InvalidInput { .. } => "InvalidInput",
        Error::Timeout => "Timeout",
        Error::Tls(_) => "Tls",
        Error::Network(_) => "Network",
        Error::Write(_) => "Write",
        Error::Setup(_) => "Setup",
        _ => "new",
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
    (302, "UnexpectedAnswer", false),
    (304, "UnexpectedAnswer", false),
    (799, "UnexpectedAnswer", false),
];

#[tokio::test]
async fn the_status_decides_whatever_the_body_is() {
    for (status, wanted, retryable) in STATUSES {
        let bodies = [
            Reply::json(status, r#"{"status":false,"message":"No."}"#),
            Reply::html(status),
            Reply::json(status, ""),
            Reply::json(status, "{broken"),
            Reply::json(status, "[1,2]"),
            Reply::new(status, &[], b"\xff\xfe\x00binary"),
        ];
        for reply in bodies {
            let error = failing(reply.clone()).await;
            assert_eq!(kind(&error), wanted, "{status} {reply:?}");
            assert_eq!(error.is_retryable(), retryable, "{status}");
            assert!(!error.is_offline() && !error.is_timeout());
        }
    }
}

#[tokio::test]
async fn a_web_page_is_never_quoted() {
    for status in [401, 403, 404, 422, 429, 500, 503, 200, 302] {
        let error = failing(Reply::html(status)).await;
        assert_eq!(error.service_message(), None);
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains('<') && !shown.contains("Just a moment"), "{shown}");
    }
    let challenge = failing(Reply::html(403)).await;
    assert!(matches!(challenge, Error::NotAllowed { web_page: true, .. }));
    let plan = saying(403, r#"{"message":"Your plan has no custom names."}"#).await;
    assert!(matches!(plan, Error::NotAllowed { web_page: false, .. }));
}

#[tokio::test]
async fn the_services_sentence_is_shown_as_plain_text_of_bounded_length() {
    let long = format!(r#"{{"message":"{}"}}"#, "long ".repeat(2000));
    let cut = format!("{}…", "long ".repeat(60));
    for (body, said) in [
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
        assert_eq!(saying(409, body).await.service_message(), said);
    }
}

#[tokio::test]
async fn a_plain_text_body_is_the_sentence() {
    let plain = [("Content-Type", "text/plain; charset=utf-8")];
    for (reply, said) in [
        (Reply::new(500, &plain, "Down for\nmaintenance."), Some("Down for maintenance.")),
        (Reply::new(500, &[], "upstream timed out"), Some("upstream timed out")),
        (Reply::new(500, &plain, "<h1>Oops</h1>"), None),
        (Reply::new(500, &[("Content-Type", "image/png")], "PNG"), None),
        (Reply::new(500, &plain, "x".repeat(100_000)), None),
    ] {
        assert_eq!(failing(reply).await.service_message(), said);
    }
}

#[tokio::test]
async fn what_is_wrong_with_single_fields_is_kept() {
    for (errors, fields) in [
        (r#"{"username":["Too short.","Taken."]}"#, vec![("username", vec!["Too short.", "Taken."])]),
        (r#"{"domain":"Not allowed."}"#, vec![("domain", vec!["Not allowed."])]),
        (r#"["First.","Second."]"#, vec![("", vec!["First.", "Second."])]),
        (r#""Alone.""#, vec![("", vec!["Alone."])]),
        (r#"{"a":["<b>x</b>","ok"],"<i>":["x"],"b":[],"c":null}"#, vec![("a", vec!["ok"])]),
        ("null", vec![]),
        ("5", vec![("", vec!["5"])]),
    ] {
        let error = saying(422, &format!(r#"{{"message":"Invalid.","errors":{errors}}}"#)).await;
        let Error::Refused { status: 422, fields: read, .. } = error else {
            panic!("{error:?}");
        };
        let read: Vec<(&str, Vec<&str>)> =
            read.iter().map(|(name, told)| (name.as_str(), told.iter().map(String::as_str).collect())).collect();
        assert_eq!(read, fields, "{errors}");
    }
}

#[tokio::test]
async fn a_2xx_that_says_false_is_a_refusal() {
    for status in ["false", "0", r#""false""#] {
        let body = format!(r#"{{"status":{status},"message":"Not yours.","errors":{{"a":["b"]}}}}"#);
        let server = Server::answering(Reply::json(200, &body)).await;
        let client = server.client();
        let errors = [
            client.domains("free").await.unwrap_err(),
            client.create_inbox().await.unwrap_err(),
            client.change_inbox("a@b.example", "c", "d").await.unwrap_err(),
            client.delete_inbox("a@b.example").await.unwrap_err(),
            client.messages("a@b.example").await.unwrap_err(),
            client.message("id").await.unwrap_err(),
            client.delete_message("id").await.unwrap_err(),
            client.attachment("id", "file.txt").await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.service_message(), Some("Not yours."), "{error:?}");
            assert!(matches!(error, Error::Refused { status: 200, ref fields, .. } if fields.len() == 1));
        }
    }
}

#[tokio::test]
async fn a_2xx_that_is_no_answer_of_this_api_says_what_is_wrong() {
    let gzip = [("Content-Encoding", "gzip")];
    for (reply, wanted) in [
        (Reply::html(200), Unexpected::WebPage),
        (Reply::new(200, &[], "<html>"), Unexpected::WebPage),
        (Reply::json(200, ""), Unexpected::Empty),
        (Reply::head(204, &[]), Unexpected::Empty),
        (Reply::json(200, "{broken"), Unexpected::NotJson),
        (Reply::json(200, "{} {}"), Unexpected::NotJson),
        (Reply::json(200, r#"{"content":"<p>mail</p>",}"#), Unexpected::NotJson),
        (Reply::json(200, "7"), Unexpected::Lacks("any fields")),
        (Reply::json(200, r#"{"hello":"world"}"#), Unexpected::Lacks("the messages")),
        (Reply::new(200, &gzip, b"\x1f\x8b"), Unexpected::Encoded),
        (Reply::new(206, &[], inbox_of(&[])), Unexpected::Encoded),
    ] {
        match failing(reply).await {
            Error::UnexpectedAnswer { reason, .. } => assert_eq!(reason, wanted),
            other => panic!("{other:?}"),
        }
    }
    let identity = Reply::new(200, &[("Content-Encoding", "Identity")], inbox_of(&[]));
    let server = Server::answering(identity).await;
    server.client().messages("a@example.com").await.unwrap();
}

#[tokio::test]
async fn a_web_page_does_not_count_as_a_deletion() {
    let server = Server::answering(Reply::html(200)).await;
    let error = server.client().delete_inbox("a@example.com").await.unwrap_err();
    let page = Unexpected::WebPage;
    assert!(matches!(error, Error::UnexpectedAnswer { reason, .. } if reason == page));
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_given_up() {
    let chunked = [("Transfer-Encoding", "chunked")];
    let body = inbox_of(&[]);
    for reply in [
        Reply::json(200, &" ".repeat(1001)),
        Reply::head(200, &[("Content-Length", "99999999999")]).hang(),
        Reply::head(200, &chunked).flood("5\r\nabcde\r\n"),
        Reply::head(200, &[]).flood("abcde"),
    ] {
        let server = Server::answering(reply).await;
        let client = server.builder().max_answer_bytes(1000).build().unwrap();
        let error = client.messages("a@example.com").await.unwrap_err();
        assert!(matches!(error, Error::AnswerTooLarge { limit: 1000 }), "{error:?}");
        assert!(!error.is_retryable());
    }
    let exactly = body.len();
    let server = Server::answering(Reply::json(200, &body)).await;
    let client = server.builder().max_answer_bytes(exactly).build().unwrap();
    client.messages("a@example.com").await.unwrap();
}

#[tokio::test]
async fn an_error_with_an_endless_body_is_still_that_error() {
    let endless = Reply::head(401, &[]).flood("no ");
    assert!(matches!(failing(endless).await, Error::KeyRefused { message: None, .. }));
    for stuck in [
        Reply::head(401, &[("Content-Length", "500")]).send("{").hang(),
        Reply::head(401, &[("Content-Length", "500")]).send("{").reset(),
    ] {
        let server = Server::answering(stuck).await;
        let error = server.impatient().messages("a@example.com").await.unwrap_err();
        assert!(matches!(error, Error::KeyRefused { message: None, .. }), "{error:?}");
    }
}

#[tokio::test]
async fn silence_ends_in_a_timeout_wherever_it_begins() {
    let drip = std::iter::repeat_n((), 40)
        .fold(Reply::head(200, &[]), |reply, ()| reply.send(" ").wait(Duration::from_millis(25)));
    for reply in [
        Reply::silence(),
        Reply::raw("HTTP/1.1 200 OK\r\nContent-").hang(),
        Reply::head(200, &[("Content-Length", "500")]).hang(),
        Reply::head(200, &[("Content-Length", "500")]).send("{").hang(),
        // A drip that never pauses for long must not keep a call alive for ever.
        drip,
    ] {
        let server = Server::answering(reply).await;
        let begin = Instant::now();
        let error = server.impatient().messages("a@example.com").await.unwrap_err();
        assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
        assert!(begin.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn a_connection_that_breaks_off_is_a_network_error_worth_repeating() {
    let chunked = [("Transfer-Encoding", "chunked")];
    let body = inbox_of(&[]);
    let half = &body[..body.len() / 2];
    for reply in [
        Reply::raw(""),
        Reply::raw("").reset(),
        Reply::raw("HTTP/1.1 200 OK\r\nContent-Ty"),
        Reply::head(200, &[("Content-Length", "500")]).send(half),
        Reply::head(200, &[("Content-Length", "500")]).send(half).reset(),
        Reply::head(200, &chunked).send("5\r\nabc"),
        Reply::head(200, &chunked).send("5\r\n[1,2,\r\n"),
        Reply::head(200, &chunked).send("zz\r\n"),
        // No length, no chunks: only the JSON itself tells that the rest is missing.
        Reply::head(200, &[]).send(half),
        Reply::raw("SSH-2.0-something\r\n"),
        Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: none\r\n\r\n"),
    ] {
        let error = failing(reply.clone()).await;
        assert_eq!(kind(&error), "Network", "{reply:?}: {error:?}");
        assert!(error.is_offline() && error.is_retryable());
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_is_a_network_error() {
    let server = Server::answering(Reply::json(200, INBOX)).await;
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
    assert!(error.is_offline() && error.is_retryable(), "{error:?}");

    let nowhere = BaseUrl::parse("https://no-such-host.invalid/api").unwrap();
    let client = Client::builder(support::key()).base_url(nowhere).build().unwrap();
    let error = client.create_inbox().await.unwrap_err();
    assert!(error.is_offline() && error.is_retryable(), "{error:?}");
}

#[tokio::test]
async fn a_client_survives_its_failures() {
    let server = Server::scripted([
        Reply::json(200, INBOX),
        Reply::raw("").reset(),
        Reply::json(500, ""),
        Reply::json(200, INBOX),
    ])
    .await;
    let client = server.client();
    let mut ends = Vec::new();
    for _ in 0..4 {
        ends.push(client.create_inbox().await.map_or_else(|error| kind(&error), |_| "ok"));
    }
    assert_eq!(ends, ["ok", "Network", "Service", "ok"]);
}

#[tokio::test]
async fn errors_say_what_happened_and_what_to_do() {
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
        assert_eq!(saying(status, body).await.to_string(), sentence);
    }
    assert_eq!(
        failing(Reply::html(403)).await.to_string(),
        "TempMailG does not allow this: a web page came instead of an answer, a firewall or a check for browsers may be in between"
    );
    assert_eq!(
        failing(Reply::html(200)).await.to_string(),
        "the answer is not one of the TempMailG API (HTTP 200): it is a web page; check the base URL"
    );
}
