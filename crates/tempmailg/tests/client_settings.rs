//! Settings of a client: API key, base URL, user agent and timeout.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use proptest::prelude::*;
use support::{INBOX_JSON, ScriptedReply, ScriptedServer};
use tempmailg::{ApiKey, ApiKeyError, BaseUrl, BaseUrlError, Client, Error};

#[test]
fn pasted_api_key_is_trimmed() {
    for text in ["k", "abc-123", " abc-123", "abc-123\r\n", "\n\t abc-123 \u{a0}\n", "a|b:c/d+e=="] {
        assert_eq!(ApiKey::parse(text).unwrap().expose(), text.trim());
    }
    assert_eq!(ApiKey::parse(&"k".repeat(4096)).unwrap().expose().len(), 4096);
}

#[test]
fn invalid_api_key_is_rejected_with_the_reason() {
    let long = "k".repeat(4097);
    for (text, reason) in [
        ("", ApiKeyError::Empty),
        (" \r\n\t", ApiKeyError::Empty),
        ("two words", ApiKeyError::Whitespace),
        ("Bearer abc", ApiKeyError::Whitespace),
        ("a\tb", ApiKeyError::Whitespace),
        ("a\u{a0}b", ApiKeyError::Whitespace),
        ("a\nb", ApiKeyError::LineBreak),
        ("a\r\nX-Header: b", ApiKeyError::LineBreak),
        ("a\u{2028}b", ApiKeyError::LineBreak),
        ("a\0b", ApiKeyError::Control),
        ("a\u{7f}b", ApiKeyError::Control),
        ("ké", ApiKeyError::NotAscii),
        ("k\u{200b}", ApiKeyError::NotAscii),
        (&long, ApiKeyError::TooLong),
    ] {
        let error = ApiKey::parse(text).unwrap_err();
        assert_eq!(error, reason, "{text:?}");
        assert!(text.len() < 3 || !error.to_string().contains(text));
    }
}

#[test]
fn pasted_base_url_is_normalised() {
    assert_eq!(BaseUrl::default(), BaseUrl::parse("https://v1.tempmailg.com/api").unwrap());
    for (text, expected, is_loopback) in [
        (" https://v1.tempmailg.com/api/\n", "https://v1.tempmailg.com/api", false),
        ("HTTPS://V1.TempMailG.com:443/api", "https://v1.tempmailg.com/api", false),
        ("https://api.example.com", "https://api.example.com", false),
        ("https://api.example.com:8443/v2//", "https://api.example.com:8443/v2", false),
        ("https://bücher.example/api", "https://xn--bcher-kva.example/api", false),
        ("http://localhost:8080/api", "http://localhost:8080/api", true),
        ("http://127.0.0.1:1", "http://127.0.0.1:1", true),
        ("http://127.9.8.7/api", "http://127.9.8.7/api", true),
        ("http://127.1/api", "http://127.0.0.1/api", true),
        ("http://[::1]:8080/api", "http://[::1]:8080/api", true),
        ("https://localhost/api", "https://localhost/api", true),
    ] {
        let base = BaseUrl::parse(text).unwrap();
        assert_eq!((base.as_str(), base.is_loopback()), (expected, is_loopback));
        assert_eq!(base.to_string(), expected);
        assert_eq!(expected.parse::<BaseUrl>().unwrap(), base);
    }
}

#[test]
fn base_url_that_could_leak_the_api_key_is_rejected() {
    for (text, reason) in [
        ("", BaseUrlError::NoScheme),
        ("v1.tempmailg.com/api", BaseUrlError::NoScheme),
        ("localhost:8080/api", BaseUrlError::NoScheme),
        ("//example.com/api", BaseUrlError::NoScheme),
        ("mailto:a@example.com", BaseUrlError::NoScheme),
        ("://example.com", BaseUrlError::NoScheme),
        ("ftp://example.com", BaseUrlError::OtherScheme),
        ("file:///etc/passwd", BaseUrlError::OtherScheme),
        ("ws://127.0.0.1/api", BaseUrlError::OtherScheme),
        ("http://v1.tempmailg.com/api", BaseUrlError::Insecure),
        ("http://localhost.example.com/api", BaseUrlError::Insecure),
        ("http://127.0.0.1.example.com/api", BaseUrlError::Insecure),
        ("http://192.168.0.1/api", BaseUrlError::Insecure),
        ("http://0.0.0.0/api", BaseUrlError::Insecure),
        ("http://[::ffff:127.0.0.1]/api", BaseUrlError::Insecure),
        ("http://[fe80::1]/api", BaseUrlError::Insecure),
        ("https://user@example.com/api", BaseUrlError::UserInfo),
        ("https://user:hunter2@example.com/api", BaseUrlError::UserInfo),
        ("http://localhost@example.com/api", BaseUrlError::UserInfo),
        ("https://example.com/api?key=1", BaseUrlError::Query),
        ("https://example.com/api?", BaseUrlError::Query),
        ("https://example.com/api#part", BaseUrlError::Fragment),
        ("https://", BaseUrlError::Invalid),
        ("https://exam\nple.com/api", BaseUrlError::Invalid),
        ("https://exam ple.com/api", BaseUrlError::Invalid),
        ("https://example.com:99999/api", BaseUrlError::Invalid),
        ("https://[::1/api", BaseUrlError::Invalid),
    ] {
        let error = BaseUrl::parse(text).unwrap_err();
        assert_eq!(error, reason, "{text:?}");
        assert!(!error.to_string().contains("hunter2"));
    }
}

proptest! {
    #[test]
    fn any_accepted_api_key_builds_a_client(text in any::<String>()) {
        if let Ok(api_key) = ApiKey::parse(&text) {
            prop_assert!(api_key.expose().bytes().all(|byte| byte.is_ascii_graphic()));
            prop_assert!(Client::builder(api_key).build().is_ok());
        }
    }

    #[test]
    fn any_accepted_base_url_parses_to_itself(text in "(https?://)?[a-z0-9.:@/?#\\[\\] %\\\\-]{0,30}") {
        if let Ok(base) = BaseUrl::parse(&text) {
            prop_assert_eq!(&BaseUrl::parse(base.as_str()).unwrap(), &base);
            prop_assert!(base.as_str().starts_with("https://") || base.is_loopback());
        }
    }
}

#[tokio::test]
async fn user_agent_is_sent() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, INBOX_JSON)).await;
    let client = server.client_builder().user_agent("Example/1.0").build().unwrap();
    client.create_inbox().await.unwrap();
    assert_eq!(server.last_request().header("user-agent"), Some("Example/1.0"));
    let rejected = server.client_builder().user_agent("a\r\nX-Header: b").build();
    assert!(matches!(rejected, Err(Error::InvalidInput { .. })));
}

#[tokio::test]
async fn longest_timeout_does_not_overflow() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, INBOX_JSON)).await;
    let client = server.client_builder().timeout(Duration::MAX).build().unwrap();
    client.create_inbox().await.unwrap();
    client.download_attachment("id", "a").await.unwrap().value.next_chunk().await.unwrap();
}

#[tokio::test]
async fn cloned_clients_work_concurrently() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, INBOX_JSON)).await;
    let client = server.client();
    let calls: Vec<_> = (0..20)
        .map(|_| {
            tokio::spawn({
                let client = client.clone();
                async move { client.create_inbox().await }
            })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(server.list_requests().len(), 20);
}

#[test]
fn futures_are_send_and_client_is_sync() {
    fn assert_send<T: Send>(_: &T) {}
    fn assert_sync<T: Send + Sync + 'static>() {}
    assert_sync::<Client>();
    assert_sync::<Error>();
    let client = Client::builder(support::api_key()).build().unwrap();
    assert_send(&client.list_domains(""));
    assert_send(&client.create_inbox());
    assert_send(&client.convert_inbox("", "", ""));
    assert_send(&client.delete_inbox(""));
    assert_send(&client.list_messages(""));
    assert_send(&client.read_message(""));
    assert_send(&client.delete_message(""));
    assert_send(&client.download_attachment("", ""));
    assert_send(&async {
        let mut download = client.download_attachment("", "").await?.value;
        download.copy_to(&mut Vec::new(), |_, _| {}).await
    });
}
