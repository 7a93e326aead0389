//! Quota, waiting times and the service's clock, from the headers of every response.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use support::{INBOX_JSON, ScriptedReply, ScriptedServer};
use tempmailg::{ApiResponse, Error, Inbox, Quota, Timestamp};

const QUOTA_HEADERS: [(&str, &str); 4] = [
    ("X-RateLimit-Limit", "50000"),
    ("X-RateLimit-Used", "124"),
    ("X-RateLimit-Remaining", "49876"),
    ("X-RateLimit-Reset", "2026-05-01T00:00:00+05:00"),
];

fn parse_time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn documented_quota() -> Quota {
    Quota { limit: 50_000, used: 124, remaining: 49_876, reset: Some(parse_time("2026-04-30T19:00:00Z")) }
}

async fn create_inbox_with_reply(
    status: u16,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<ApiResponse<Inbox>, Error> {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::new(status, headers, body)).await;
    server.client().create_inbox().await
}

#[tokio::test]
async fn response_reports_the_quota() {
    assert_eq!(create_inbox_with_reply(200, &QUOTA_HEADERS, INBOX_JSON).await.unwrap().quota, Some(documented_quota()));
    assert_eq!(create_inbox_with_reply(200, &[], INBOX_JSON).await.unwrap().quota, None);
}

#[tokio::test]
async fn error_reports_the_quota() {
    for status in [302, 400, 401, 403, 404, 409, 422, 429, 500, 503] {
        let error = create_inbox_with_reply(status, &QUOTA_HEADERS, "{}").await.unwrap_err();
        assert_eq!(error.quota(), Some(&documented_quota()), "{status}");
    }
    for body in [r#"{"status":false}"#, "<html>", "", "{}"] {
        let error = create_inbox_with_reply(200, &QUOTA_HEADERS, body).await.unwrap_err();
        assert_eq!(error.quota(), Some(&documented_quota()), "{body}");
    }
}

#[tokio::test]
async fn download_reports_the_quota() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::new(200, &QUOTA_HEADERS, "contents")).await;
    let response = server.client().download_attachment("id", "a.txt").await.unwrap();
    assert_eq!(response.quota, Some(documented_quota()));
}

#[tokio::test]
async fn third_counter_is_computed_from_two() {
    for missing in &QUOTA_HEADERS[..3] {
        let headers: Vec<_> = QUOTA_HEADERS.into_iter().filter(|header| header != missing).collect();
        let quota = create_inbox_with_reply(200, &headers, INBOX_JSON).await.unwrap().quota;
        assert_eq!(quota, Some(documented_quota()), "without {}", missing.0);
    }
}

#[tokio::test]
async fn invalid_header_values_are_ignored() {
    for invalid in ["", " ", "many", "-1", "1.5", "18446744073709551616", "\u{e9}", "1, 2"] {
        let headers = [
            ("X-RateLimit-Limit", invalid),
            ("X-RateLimit-Used", invalid),
            ("X-RateLimit-Remaining", "5"),
            ("X-RateLimit-Reset", invalid),
            ("Date", invalid),
            ("Retry-After", invalid),
        ];
        let response = create_inbox_with_reply(200, &headers, INBOX_JSON).await.unwrap();
        assert_eq!((response.quota, response.server_time), (None, None), "{invalid:?}");
        match create_inbox_with_reply(429, &headers, "{}").await.unwrap_err() {
            Error::RateLimited { retry_after: None, reset: None, .. } => {}
            other => panic!("{invalid:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn invalid_reset_time_leaves_the_counters() {
    let headers = [QUOTA_HEADERS[0], QUOTA_HEADERS[1], QUOTA_HEADERS[2], ("X-RateLimit-Reset", "soon")];
    let quota = create_inbox_with_reply(200, &headers, INBOX_JSON).await.unwrap().quota.unwrap();
    assert_eq!((quota.remaining, quota.reset), (49_876, None));
}

#[tokio::test]
async fn response_reports_the_clock_of_the_service() {
    let date = [("Date", "Sun, 28 Jun 2026 09:38:52 GMT")];
    let response = create_inbox_with_reply(200, &date, INBOX_JSON).await.unwrap();
    assert_eq!(response.server_time, Some(parse_time("2026-06-28T09:38:52Z")));
}

#[tokio::test]
async fn without_retry_after_the_quota_s_reset_is_awaited_by_the_clock_of_the_service() {
    let date = |text| [("Date", text), QUOTA_HEADERS[3]];
    for (headers, wait) in [
        (&date("Thu, 30 Apr 2026 18:00:00 GMT")[..], Some(Duration::from_secs(3_600))),
        (&date("Thu, 30 Apr 2026 20:00:00 GMT")[..], None),
        (&[QUOTA_HEADERS[3]][..], None),
    ] {
        let error = create_inbox_with_reply(429, headers, "{}").await.unwrap_err();
        assert_eq!(error.retry_after(), wait, "{headers:?}");
    }
}

#[tokio::test]
async fn retry_after_is_seconds_or_a_date_by_the_clock_of_the_service() {
    let date = ("Date", "Sun, 28 Jun 2026 09:38:52 GMT");
    for (retry_after, wait) in [
        ("90", Duration::from_secs(90)),
        ("0", Duration::ZERO),
        ("Sun, 28 Jun 2026 09:40:22 GMT", Duration::from_secs(90)),
        ("Sun, 28 Jun 2026 09:00:00 GMT", Duration::ZERO),
    ] {
        let headers = [date, ("Retry-After", retry_after), QUOTA_HEADERS[3]];
        for status in [429, 503] {
            let error = create_inbox_with_reply(status, &headers, "{}").await.unwrap_err();
            assert_eq!(error.retry_after(), Some(wait), "{status} {retry_after}");
            if let Error::RateLimited { reset, .. } = error {
                assert_eq!(reset, documented_quota().reset, "known even without the counters");
            }
        }
    }
}
