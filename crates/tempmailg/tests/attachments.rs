//! Downloading attachments: streaming, limits, interruptions and write errors.

#![allow(clippy::unwrap_used)]

mod support;

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use support::{ScriptedReply, ScriptedServer, message_response_body};
use tempmailg::{AttachmentDownload, Client, Error};
use tokio::io::AsyncWrite;

async fn start_download(client: &Client) -> Result<AttachmentDownload, Error> {
    Ok(client.download_attachment("id", "file.bin").await?.value)
}

async fn download_attachment_bytes(client: &Client) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut download = start_download(client).await?;
    download.copy_to(&mut bytes, |_, _| {}).await?;
    Ok(bytes)
}

fn head_with_length(length: &str) -> ScriptedReply {
    ScriptedReply::head(200, &[("Content-Length", length)])
}

#[tokio::test]
async fn attachment_bytes_arrive_unchanged() {
    let contents: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    for content_type in ["application/octet-stream", "text/html", "application/json", ""] {
        let reply = ScriptedReply::new(200, &[("Content-Type", content_type)], &contents);
        let server = ScriptedServer::with_repeated_reply(reply).await;
        assert!(download_attachment_bytes(&server.client()).await.unwrap() == contents, "{content_type}");
    }
}

#[tokio::test]
async fn chunk_returns_none_after_the_last_bytes() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::new(200, &[], "contents")).await;
    let mut download = start_download(&server.client()).await.unwrap();
    assert_eq!(download.content_length(), Some(8));
    let mut bytes = Vec::new();
    while let Some(chunk) = download.next_chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    assert_eq!(bytes, b"contents");
    assert!(download.next_chunk().await.unwrap().is_none());
}

#[tokio::test]
async fn empty_attachment_is_downloaded() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::new(200, &[], "")).await;
    assert_eq!(download_attachment_bytes(&server.client()).await.unwrap(), b"");
}

#[tokio::test]
async fn progress_rises_to_the_size_declared_or_not() {
    let chunked = ScriptedReply::head(200, &[("Transfer-Encoding", "chunked")]);
    for (reply, total) in [
        (head_with_length("6").send("abc").send("def"), Some(6)),
        (chunked.send("3\r\nabc\r\n").send("3\r\ndef\r\n0\r\n\r\n"), None),
        (ScriptedReply::head(200, &[]).send("abc").send("def"), None),
    ] {
        let server = ScriptedServer::with_repeated_reply(reply).await;
        let mut reported = Vec::new();
        let mut download = start_download(&server.client()).await.unwrap();
        let mut bytes = Vec::new();
        let progress = |written, total| reported.push((written, total));
        assert_eq!(download.copy_to(&mut bytes, progress).await.unwrap(), 6);
        assert_eq!(bytes, b"abcdef");
        assert_eq!(reported.last(), Some(&(6, total)));
        assert!(reported.is_sorted(), "{reported:?}");
    }
}

#[tokio::test]
async fn slow_download_may_exceed_the_timeout_while_bytes_arrive() {
    let slow = (0..12).fold(head_with_length("12"), |reply, _| reply.send("x").wait(Duration::from_millis(50)));
    let server = ScriptedServer::with_repeated_reply(slow).await;
    let client = server.client_builder().timeout(Duration::from_millis(400)).build().unwrap();
    assert_eq!(download_attachment_bytes(&client).await.unwrap(), b"xxxxxxxxxxxx");
}

#[tokio::test]
async fn stalled_download_times_out() {
    for reply in [
        ScriptedReply::silence(),
        head_with_length("500").hang(),
        head_with_length("500").send("some").hang(),
        ScriptedReply::head(200, &[("Content-Type", "application/json")]).send("{").hang(),
    ] {
        let server = ScriptedServer::with_repeated_reply(reply).await;
        let error = download_attachment_bytes(&server.client_with_short_timeout()).await.unwrap_err();
        assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
    }
}

#[tokio::test]
async fn interrupted_download_is_an_error() {
    let chunked = ScriptedReply::head(200, &[("Transfer-Encoding", "chunked")]);
    for (reply, is_reset) in [
        (head_with_length("500").send("some"), false),
        (head_with_length("500").send("some").reset(), true),
        (chunked.send("4\r\nsome\r\n"), false),
    ] {
        let server = ScriptedServer::with_repeated_reply(reply).await;
        let mut download = match start_download(&server.client()).await {
            Ok(download) => download,
            Err(error) => {
                // Windows discards what has arrived before a reset, the head included.
                assert!(
                    cfg!(windows) && is_reset && error.is_connection_failure() && error.is_retryable(),
                    "{error:?}"
                );
                continue;
            }
        };
        let error = download.copy_to(&mut Vec::new(), |_, _| {}).await.unwrap_err();
        assert!(error.is_connection_failure() && error.is_retryable(), "{error:?}");
        let again = download.next_chunk().await.unwrap_err();
        assert!(again.is_connection_failure(), "after an error every further call fails: {again:?}");
    }
}

#[tokio::test]
async fn attachment_over_the_size_limit_is_an_error() {
    let chunked = [("Transfer-Encoding", "chunked")];
    for reply in [
        head_with_length("1001").hang(),
        head_with_length("99999999999999").hang(),
        ScriptedReply::head(200, &chunked).flood("5\r\nabcde\r\n"),
        ScriptedReply::head(200, &[]).flood("abcde"),
    ] {
        let server = ScriptedServer::with_repeated_reply(reply).await;
        let client = server.client_builder().max_attachment_bytes(1000).build().unwrap();
        let error = download_attachment_bytes(&client).await.unwrap_err();
        assert!(matches!(error, Error::ResponseTooLarge { limit: 1000 }), "{error:?}");
    }
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::new(200, &[], "x".repeat(1000))).await;
    let client = server.client_builder().max_response_bytes(1).max_attachment_bytes(1000).build().unwrap();
    assert_eq!(download_attachment_bytes(&client).await.unwrap().len(), 1000);
}

#[tokio::test]
async fn error_response_is_never_returned_as_the_file() {
    let json = [("Content-Type", "application/json")];
    let refusal = r#"{"status":false,"message":"This attachment has gone."}"#;
    let endless = ScriptedReply::head(200, &json).send(refusal);
    for reply in [ScriptedReply::json(200, refusal), endless] {
        let server = ScriptedServer::with_repeated_reply(reply).await;
        let error = start_download(&server.client()).await.unwrap_err();
        assert_eq!(error.service_message(), Some("This attachment has gone."));
    }
    for (status, retryable) in [(401, false), (403, false), (404, false), (429, true), (503, true)] {
        for reply in [ScriptedReply::json(status, refusal), ScriptedReply::html(status)] {
            let server = ScriptedServer::with_repeated_reply(reply).await;
            let error = start_download(&server.client()).await.unwrap_err();
            assert_eq!(error.is_retryable(), retryable, "{status}");
        }
    }
}

#[tokio::test]
async fn json_attachment_is_downloaded_like_any_other() {
    let looks_like_refusal = r#"{"status":false,"message":"the file's own words"}"#;
    let json = ("Content-Type", "application/json");
    let named = ("Content-Disposition", "attachment; filename=\"a\"");
    let long = format!("[{}]", "1,".repeat(100_000));
    for (name, headers, contents) in [
        ("report.json", vec![json], looks_like_refusal),
        ("REPORT.JSON", vec![json], looks_like_refusal),
        ("report", vec![json, named], looks_like_refusal),
        ("report", vec![json], r#"{"status":true}"#),
        ("report", vec![json], "{broken"),
        ("report", vec![json], long.as_str()),
    ] {
        let chunks = ScriptedReply::head(200, &headers).send(contents);
        for reply in [ScriptedReply::new(200, &headers, contents), chunks] {
            let server = ScriptedServer::with_repeated_reply(reply).await;
            let mut download = server.client().download_attachment("id", name).await.unwrap().value;
            let mut bytes = Vec::new();
            let written = download.copy_to(&mut bytes, |_, _| {}).await.unwrap();
            assert_eq!(written, contents.len() as u64);
            assert!(bytes == contents.as_bytes(), "{name}");
        }
    }
}

#[tokio::test]
async fn partial_or_compressed_response_is_an_error() {
    for reply in [
        ScriptedReply::new(206, &[("Content-Range", "bytes 0-3/8")], "cont"),
        ScriptedReply::new(200, &[("Content-Encoding", "br")], "x"),
        ScriptedReply::head(302, &[("Location", "/elsewhere")]),
    ] {
        let server = ScriptedServer::with_repeated_reply(reply).await;
        let error = start_download(&server.client()).await.unwrap_err();
        assert!(matches!(error, Error::UnexpectedResponse { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn attachment_url_in_a_message_is_never_requested() {
    let elsewhere = ScriptedServer::with_repeated_reply(ScriptedReply::new(200, &[], "from elsewhere")).await;
    let message =
        format!(r#"{{"id":"m1","attachments":[{{"name":"a.txt","url":"http://{}/a.txt"}}]}}"#, elsewhere.address());
    let server = ScriptedServer::with_replies_in_order([
        ScriptedReply::json(200, &message_response_body(&message)),
        ScriptedReply::new(200, &[], "genuine"),
    ])
    .await;
    let client = server.client();
    let message = client.read_message("m1").await.unwrap().value;
    let name = &message.attachments[0].name;
    let mut download = client.download_attachment(&message.id, name).await.unwrap().value;
    assert_eq!(download.next_chunk().await.unwrap().unwrap(), "genuine");
    assert_eq!(server.last_request().target, "/api/messages/m1/attachments/a.txt");
    assert!(elsewhere.list_requests().is_empty());
}

/// A writer that accepts this many bytes and then reports a full disk.
struct FullDiskWriter(usize);

impl AsyncWrite for FullDiskWriter {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.0 == 0 {
            return Poll::Ready(Err(io::ErrorKind::StorageFull.into()));
        }
        let accepted = bytes.len().min(self.0);
        self.0 -= accepted;
        Poll::Ready(Ok(accepted))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(match self.0 {
            0 => Err(io::ErrorKind::StorageFull.into()),
            _ => Ok(()),
        })
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn write_error_differs_from_network_error() {
    // With room for all 8 bytes, the flush fails.
    for room in [0, 3, 8] {
        let server = ScriptedServer::with_repeated_reply(ScriptedReply::new(200, &[], "contents")).await;
        let mut download = start_download(&server.client()).await.unwrap();
        let error = download.copy_to(&mut FullDiskWriter(room), |_, _| {}).await.unwrap_err();
        let Error::Write(cause) = &error else {
            panic!("{error:?}");
        };
        assert_eq!(cause.kind(), io::ErrorKind::StorageFull);
        assert!(!error.is_retryable() && !error.is_connection_failure());
    }
}

#[tokio::test]
async fn dropped_chunk_future_loses_no_bytes() {
    let reply = head_with_length("6").send("abc").wait(Duration::from_millis(60)).send("def");
    let server = ScriptedServer::with_repeated_reply(reply).await;
    let mut download = start_download(&server.client()).await.unwrap();
    let mut bytes = Vec::new();
    loop {
        let next_chunk = tokio::time::timeout(Duration::from_millis(5), download.next_chunk());
        match next_chunk.await {
            Ok(chunk) => match chunk.unwrap() {
                Some(chunk) => bytes.extend_from_slice(&chunk),
                None => break,
            },
            Err(_) => continue,
        }
    }
    assert_eq!(bytes, b"abcdef");
}
