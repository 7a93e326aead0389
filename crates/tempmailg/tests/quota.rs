//! Quota, waiting times and the service's clock, from the headers of every answer.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use support::{INBOX, Reply, Server};
use tempmailg::{Answer, Error, Inbox, Quota, Timestamp};

const QUOTA: [(&str, &str); 4] = [
    ("X-RateLimit-Limit", "50000"),
    ("X-RateLimit-Used", "124"),
    ("X-RateLimit-Remaining", "49876"),
    ("X-RateLimit-Reset", "2026-05-01T00:00:00+05:00"),
];

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn documented() -> Quota {
    Quota { limit: 50_000, used: 124, remaining: 49_876, reset: Some(at("2026-04-30T19:00:00Z")) }
}

async fn call(status: u16, headers: &[(&str, &str)], body: &str) -> Result<Answer<Inbox>, Error> {
    let server = Server::answering(Reply::new(status, headers, body)).await;
    server.client().create_inbox().await
}

#[tokio::test]
async fn every_answer_tells_the_quota() {
    assert_eq!(call(200, &QUOTA, INBOX).await.unwrap().quota, Some(documented()));
    assert_eq!(call(200, &[], INBOX).await.unwrap().quota, None);
}

#[tokio::test]
async fn failed_answers_tell_it_too() {
    for status in [302, 400, 401, 403, 404, 409, 422, 429, 500, 503] {
        let error = call(status, &QUOTA, "{}").await.unwrap_err();
        assert_eq!(error.quota(), Some(&documented()), "{status}");
    }
    for body in [r#"{"status":false}"#, "<html>", "", "{}"] {
        let error = call(200, &QUOTA, body).await.unwrap_err();
        assert_eq!(error.quota(), Some(&documented()), "{body}");
    }
}

#[tokio::test]
async fn a_download_tells_it_as_well() {
    let server = Server::answering(Reply::new(200, &QUOTA, "contents")).await;
    let answer = server.client().attachment("id", "a.txt").await.unwrap();
    assert_eq!(answer.quota, Some(documented()));
}

#[tokio::test]
async fn the_third_counter_follows_from_two() {
    for missing in &QUOTA[..3] {
        let headers: Vec<_> = QUOTA.into_iter().filter(|header| header != missing).collect();
        let quota = call(200, &headers, INBOX).await.unwrap().quota;
        assert_eq!(quota, Some(documented()), "without {}", missing.0);
    }
}

#[tokio::test]
async fn garbage_in_the_headers_is_ignored() {
    for garbage in ["", " ", "many", "-1", "1.5", "18446744073709551616", "\u{e9}", "1, 2"] {
        let headers = [
            ("X-RateLimit-Limit", garbage),
            ("X-RateLimit-Used", garbage),
            ("X-RateLimit-Remaining", "5"),
            ("X-RateLimit-Reset", garbage),
            ("Date", garbage),
            ("Retry-After", garbage),
        ];
        let answer = call(200, &headers, INBOX).await.unwrap();
        assert_eq!((answer.quota, answer.server_time), (None, None), "{garbage:?}");
        match call(429, &headers, "{}").await.unwrap_err() {
            Error::RateLimited { retry_after: None, reset: None, .. } => {}
            other => panic!("{garbage:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_bad_reset_does_not_cost_the_counters() {
    let headers = [QUOTA[0], QUOTA[1], QUOTA[2], ("X-RateLimit-Reset", "soon")];
    let quota = call(200, &headers, INBOX).await.unwrap().quota.unwrap();
    assert_eq!((quota.remaining, quota.reset), (49_876, None));
}

#[tokio::test]
async fn the_services_clock_comes_with_every_answer() {
    let date = [("Date", "Sun, 28 Jun 2026 09:38:52 GMT")];
    let answer = call(200, &date, INBOX).await.unwrap();
    assert_eq!(answer.server_time, Some(at("2026-06-28T09:38:52Z")));
}

#[tokio::test]
async fn waiting_times_come_as_seconds_or_as_a_date_by_the_services_clock() {
    let date = ("Date", "Sun, 28 Jun 2026 09:38:52 GMT");
    for (written, wait) in [
        ("90", Duration::from_secs(90)),
        ("0", Duration::ZERO),
        ("Sun, 28 Jun 2026 09:40:22 GMT", Duration::from_secs(90)),
        ("Sun, 28 Jun 2026 09:00:00 GMT", Duration::ZERO),
    ] {
        let headers = [date, ("Retry-After", written), QUOTA[3]];
        for status in [429, 503] {
            let error = call(status, &headers, "{}").await.unwrap_err();
            assert_eq!(error.retry_after(), Some(wait), "{status} {written}");
            if let Error::RateLimited { reset, .. } = error {
                assert_eq!(reset, documented().reset, "known even without the counters");
            }
        }
    }
}
