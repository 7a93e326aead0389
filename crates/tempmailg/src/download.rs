//! An attachment on its way.

use std::fmt;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::Response;
use reqwest::header::CONTENT_DISPOSITION;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use crate::error::{Cause, Error};
use crate::headers::Head;
use crate::json::{self, Object};
use crate::transport::{MAX_REFUSAL_BYTES, Transport, transport_error};

/// An attachment's bytes, as they arrive.
///
/// Dropping it ends the transfer.
///
/// ```no_run
/// # async fn save(client: tempmailg::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let mut download = client.attachment("ap94AWDg", "file.txt").await?.value;
/// // A path of your own: the attachment's name comes from a stranger.
/// let mut file = tokio::fs::File::create("download.part").await?;
/// let bytes = download
///     .copy_to(&mut file, |done, total| eprintln!("{done} of {total:?} bytes"))
///     .await?;
/// println!("{bytes} bytes");
/// # Ok(())
/// # }
/// ```
pub struct Download {
    response: Response,
    /// Read to see what it is, not yet handed out.
    pending: Option<Bytes>,
    state: State,
    total: Option<u64>,
    received: u64,
    limit: u64,
    idle: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Open,
    Complete,
    Broken,
}

impl Download {
    pub(crate) async fn start(
        transport: &Transport,
        name: &str,
        head: &Head,
        response: Response,
    ) -> Result<Download, Error> {
        let limit = transport.max_attachment_bytes;
        let total = response.content_length();
        if total.is_some_and(|total| total > limit) {
            return Err(Error::AnswerTooLarge { limit });
        }
        // A refusal in a 2xx must not end up as the file.
        let refusal_likely = head.content_type.contains("json")
            && !response.headers().contains_key(CONTENT_DISPOSITION)
            && !name.to_ascii_lowercase().ends_with(".json");
        let mut download = Download {
            response,
            pending: None,
            state: State::Open,
            total,
            received: 0,
            limit,
            idle: transport.timeout,
        };
        if refusal_likely && total.is_none_or(|total| total <= MAX_REFUSAL_BYTES as u64) {
            download.look_for_refusal(transport, head).await?;
        }
        Ok(download)
    }

    async fn look_for_refusal(&mut self, transport: &Transport, head: &Head) -> Result<(), Error> {
        let mut start = BytesMut::new();
        while start.len() <= MAX_REFUSAL_BYTES
            && let Some(chunk) = self.receive().await?
        {
            start.extend_from_slice(&chunk);
        }
        let refusal = std::str::from_utf8(&start)
            .ok()
            .and_then(|text| json::check(text).ok())
            .and_then(Object::of)
            .and_then(|object| transport.refusal(head, &object));
        self.pending = Some(start.freeze()).filter(|start| !start.is_empty());
        refusal.map_or(Ok(()), Err)
    }

    /// The size in bytes, when the answer tells.
    pub fn content_length(&self) -> Option<u64> {
        self.total
    }

    /// The next bytes; `None` when all have arrived. After an error there is nothing more to get:
    /// what came so far is not the whole file. Dropping the future loses nothing: ask again.
    ///
    /// # Errors
    /// [`Timeout`](Error::Timeout) when nothing comes for the client's timeout,
    /// [`Network`](Error::Network) when the connection breaks off,
    /// [`AnswerTooLarge`](Error::AnswerTooLarge) when more comes than the client's limit.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        match self.pending.take() {
            Some(bytes) => Ok(Some(bytes)),
            None => self.receive().await,
        }
    }

    async fn receive(&mut self) -> Result<Option<Bytes>, Error> {
        match self.state {
            State::Open => {}
            State::Complete => return Ok(None),
            State::Broken => {
                return Err(Error::Network(Cause::new("the download broke off before")));
            }
        }
        let received = match timeout(self.idle, self.response.chunk()).await {
            Ok(chunk) => chunk.map_err(transport_error),
            Err(_) => Err(Error::Timeout),
        };
        let result = received.and_then(|chunk| self.count(chunk));
        match result {
            Ok(Some(_)) => {}
            Ok(None) => self.state = State::Complete,
            Err(_) => self.state = State::Broken,
        }
        result
    }

    fn count(&mut self, chunk: Option<Bytes>) -> Result<Option<Bytes>, Error> {
        let length = chunk.as_ref().map_or(0, Bytes::len) as u64;
        self.received = self.received.saturating_add(length);
        if self.received > self.limit {
            return Err(Error::AnswerTooLarge { limit: self.limit });
        }
        Ok(chunk)
    }

    /// Writes all of it to `target` and flushes. `progress` hears the bytes written so far and the
    /// size when known, after each piece. Returns the bytes written.
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk), and [`Write`](Error::Write) when the target can't be written.
    /// What was written by then is not the whole file.
    pub async fn copy_to(
        &mut self,
        target: &mut (impl AsyncWrite + Unpin),
        mut progress: impl FnMut(u64, Option<u64>),
    ) -> Result<u64, Error> {
        let mut written = 0;
        while let Some(bytes) = self.chunk().await? {
            target.write_all(&bytes).await.map_err(Error::Write)?;
            written += bytes.len() as u64;
            progress(written, self.total);
        }
        target.flush().await.map_err(Error::Write)?;
        Ok(written)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("total", &self.total)
            .field("received", &self.received)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
