//! Downloading attachments.

#![allow(clippy::unwrap_used)]

mod support;

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use support::{Reply, Server, read_one};
use tempmailg::{Client, Download, Error};
use tokio::io::AsyncWrite;

async fn start(client: &Client) -> Result<Download, Error> {
    Ok(client.attachment("id", "file.bin").await?.value)
}

async fn whole(client: &Client) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut download = start(client).await?;
    download.copy_to(&mut bytes, |_, _| {}).await?;
    Ok(bytes)
}

fn declaring(length: &str) -> Reply {
    Reply::head(200, &[("Content-Length", length)])
}

#[tokio::test]
async fn the_bytes_arrive_as_they_are() {
    let contents: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    for content_type in ["application/octet-stream", "text/html", "application/json", ""] {
        let reply = Reply::new(200, &[("Content-Type", content_type)], &contents);
        let server = Server::answering(reply).await;
        assert!(whole(&server.client()).await.unwrap() == contents, "{content_type}");
    }
}

#[tokio::test]
async fn chunks_come_one_by_one_until_none_is_left() {
    let server = Server::answering(Reply::new(200, &[], "contents")).await;
    let mut download = start(&server.client()).await.unwrap();
    assert_eq!(download.content_length(), Some(8));
    let mut bytes = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    assert_eq!(bytes, b"contents");
    assert!(download.chunk().await.unwrap().is_none());
}

#[tokio::test]
async fn an_attachment_may_be_empty() {
    let server = Server::answering(Reply::new(200, &[], "")).await;
    assert_eq!(whole(&server.client()).await.unwrap(), b"");
}

#[tokio::test]
async fn progress_rises_to_the_announced_size_or_without_one() {
    let chunked = Reply::head(200, &[("Transfer-Encoding", "chunked")]);
    for (reply, total) in [
        (declaring("6").send("abc").send("def"), Some(6)),
        (chunked.send("3\r\nabc\r\n").send("3\r\ndef\r\n0\r\n\r\n"), None),
        (Reply::head(200, &[]).send("abc").send("def"), None),
    ] {
        let server = Server::answering(reply).await;
        let mut told = Vec::new();
        let mut download = start(&server.client()).await.unwrap();
        let mut bytes = Vec::new();
        let progress = |done, total| told.push((done, total));
        assert_eq!(download.copy_to(&mut bytes, progress).await.unwrap(), 6);
        assert_eq!(bytes, b"abcdef");
        assert_eq!(told.last(), Some(&(6, total)));
        assert!(told.is_sorted(), "{told:?}");
    }
}

#[tokio::test]
async fn a_slow_download_outlives_the_timeout_as_long_as_something_comes() {
    let slow = (0..12).fold(declaring("12"), |reply, _| reply.send("x").wait(Duration::from_millis(50)));
    let server = Server::answering(slow).await;
    let client = server.builder().timeout(Duration::from_millis(400)).build().unwrap();
    assert_eq!(whole(&client).await.unwrap(), b"xxxxxxxxxxxx");
}

#[tokio::test]
async fn a_download_that_falls_silent_times_out() {
    for reply in [
        Reply::silence(),
        declaring("500").hang(),
        declaring("500").send("some").hang(),
        Reply::head(200, &[("Content-Type", "application/json")]).send("{").hang(),
    ] {
        let server = Server::answering(reply).await;
        let error = whole(&server.impatient()).await.unwrap_err();
        assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
    }
}

#[tokio::test]
async fn a_download_that_breaks_off_never_looks_complete() {
    let chunked = Reply::head(200, &[("Transfer-Encoding", "chunked")]);
    for reply in [declaring("500").send("some"), declaring("500").send("some").reset(), chunked.send("4\r\nsome\r\n")] {
        let server = Server::answering(reply).await;
        let mut download = start(&server.client()).await.unwrap();
        let error = download.copy_to(&mut Vec::new(), |_, _| {}).await.unwrap_err();
        assert!(error.is_offline() && error.is_retryable(), "{error:?}");
        let again = download.chunk().await.unwrap_err();
        assert!(again.is_offline(), "nothing more to get: {again:?}");
    }
}

#[tokio::test]
async fn an_attachment_beyond_the_limit_is_given_up() {
    let chunked = [("Transfer-Encoding", "chunked")];
    for reply in [
        declaring("1001").hang(),
        declaring("99999999999999").hang(),
        Reply::head(200, &chunked).flood("5\r\nabcde\r\n"),
        Reply::head(200, &[]).flood("abcde"),
    ] {
        let server = Server::answering(reply).await;
        let client = server.builder().max_attachment_bytes(1000).build().unwrap();
        let error = whole(&client).await.unwrap_err();
        assert!(matches!(error, Error::AnswerTooLarge { limit: 1000 }), "{error:?}");
    }
    let server = Server::answering(Reply::new(200, &[], "x".repeat(1000))).await;
    let client = server.builder().max_answer_bytes(1).max_attachment_bytes(1000).build().unwrap();
    assert_eq!(whole(&client).await.unwrap().len(), 1000);
}

#[tokio::test]
async fn a_refusal_never_ends_up_as_the_file() {
    let json = [("Content-Type", "application/json")];
    let refusal = r#"{"status":false,"message":"This attachment has gone."}"#;
    let endless = Reply::head(200, &json).send(refusal);
    for reply in [Reply::json(200, refusal), endless] {
        let server = Server::answering(reply).await;
        let error = start(&server.client()).await.unwrap_err();
        assert_eq!(error.service_message(), Some("This attachment has gone."));
    }
    for (status, retryable) in [(401, false), (403, false), (404, false), (429, true), (503, true)] {
        for reply in [Reply::json(status, refusal), Reply::html(status)] {
            let server = Server::answering(reply).await;
            let error = start(&server.client()).await.unwrap_err();
            assert_eq!(error.is_retryable(), retryable, "{status}");
        }
    }
}

#[tokio::test]
async fn a_json_attachment_is_a_file_like_any_other() {
    let looks_like_one = r#"{"status":false,"message":"the file's own words"}"#;
    let json = ("Content-Type", "application/json");
    let named = ("Content-Disposition", "attachment; filename=\"a\"");
    let long = format!("[{}]", "1,".repeat(100_000));
    for (name, headers, contents) in [
        ("report.json", vec![json], looks_like_one),
        ("REPORT.JSON", vec![json], looks_like_one),
        ("report", vec![json, named], looks_like_one),
        ("report", vec![json], r#"{"status":true}"#),
        ("report", vec![json], "{broken"),
        ("report", vec![json], long.as_str()),
    ] {
        let chunks = Reply::head(200, &headers).send(contents);
        for reply in [Reply::new(200, &headers, contents), chunks] {
            let server = Server::answering(reply).await;
            let mut download = server.client().attachment("id", name).await.unwrap().value;
            let mut bytes = Vec::new();
            let written = download.copy_to(&mut bytes, |_, _| {}).await.unwrap();
            assert_eq!(written, contents.len() as u64);
            assert!(bytes == contents.as_bytes(), "{name}");
        }
    }
}

#[tokio::test]
async fn half_a_file_or_a_compressed_one_is_no_answer() {
    for reply in [
        Reply::new(206, &[("Content-Range", "bytes 0-3/8")], "cont"),
        Reply::new(200, &[("Content-Encoding", "br")], "x"),
        Reply::head(302, &[("Location", "/elsewhere")]),
    ] {
        let server = Server::answering(reply).await;
        let error = start(&server.client()).await.unwrap_err();
        assert!(matches!(error, Error::UnexpectedAnswer { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn the_announced_url_is_never_asked() {
    let elsewhere = Server::answering(Reply::new(200, &[], "stolen")).await;
    let message =
        format!(r#"{{"id":"m1","attachments":[{{"name":"a.txt","url":"http://{}/a.txt"}}]}}"#, elsewhere.address());
    let server = Server::scripted([Reply::json(200, &read_one(&message)), Reply::new(200, &[], "genuine")]).await;
    let client = server.client();
    let message = client.message("m1").await.unwrap().value;
    let name = &message.attachments[0].name;
    let mut download = client.attachment(&message.id, name).await.unwrap().value;
    assert_eq!(download.chunk().await.unwrap().unwrap(), "genuine");
    assert_eq!(server.last().target, "/api/messages/m1/attachments/a.txt");
    assert!(elsewhere.requests().is_empty());
}

/// A target that takes so many bytes and then fails.
struct Full(usize);

impl AsyncWrite for Full {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.0 == 0 {
            return Poll::Ready(Err(io::ErrorKind::StorageFull.into()));
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Poll::Ready(Ok(taken))
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
async fn a_full_disk_is_told_apart_from_a_broken_connection() {
    // With exactly enough room, it is the flush that fails.
    for room in [0, 3, 8] {
        let server = Server::answering(Reply::new(200, &[], "contents")).await;
        let mut download = start(&server.client()).await.unwrap();
        let error = download.copy_to(&mut Full(room), |_, _| {}).await.unwrap_err();
        let Error::Write(cause) = &error else {
            panic!("{error:?}");
        };
        assert_eq!(cause.kind(), io::ErrorKind::StorageFull);
        assert!(!error.is_retryable() && !error.is_offline());
    }
}

#[tokio::test]
async fn giving_up_waiting_for_a_chunk_loses_nothing() {
    let reply = declaring("6").send("abc").wait(Duration::from_millis(60)).send("def");
    let server = Server::answering(reply).await;
    let mut download = start(&server.client()).await.unwrap();
    let mut bytes = Vec::new();
    loop {
        let soon = tokio::time::timeout(Duration::from_millis(5), download.chunk());
        match soon.await {
            Ok(chunk) => match chunk.unwrap() {
                Some(chunk) => bytes.extend_from_slice(&chunk),
                None => break,
            },
            Err(_) => continue,
        }
    }
    assert_eq!(bytes, b"abcdef");
}
