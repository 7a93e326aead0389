//! Streaming download of an attachment.

use std::fmt;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::Response;
use reqwest::header::CONTENT_DISPOSITION;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use crate::cause_text::CauseText;
use crate::error::Error;
use crate::error_response::{MAX_ERROR_BODY_BYTES, convert_transport_error, find_refusal_in_response};
use crate::lenient_json::{self, UnparsedJsonObject};
use crate::response_head::ResponseHead;
use crate::transport::Transport;

/// A running download of an attachment.
///
/// Dropping it cancels the transfer.
///
/// ```no_run
/// # async fn save_attachment(client: tempmailg::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let mut download = client.download_attachment("ap94AWDg", "file.txt").await?.value;
/// // Choose the path yourself: the attachment's name is untrusted.
/// let mut file = tokio::fs::File::create("download.part").await?;
/// let bytes = download
///     .copy_to(&mut file, |written, total| eprintln!("{written} of {total:?} bytes"))
///     .await?;
/// println!("{bytes} bytes");
/// # Ok(())
/// # }
/// ```
pub struct AttachmentDownload {
    response: Response,
    /// Bytes that were read to detect an error response, and are not returned yet.
    pending: Option<Bytes>,
    state: DownloadStreamState,
    total: Option<u64>,
    received: u64,
    max_bytes: u64,
    idle_timeout: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum DownloadStreamState {
    Open,
    Complete,
    Failed,
}

impl AttachmentDownload {
    pub(crate) async fn start_download(
        transport: &Transport,
        name: &str,
        head: &ResponseHead,
        response: Response,
    ) -> Result<AttachmentDownload, Error> {
        let max_bytes = transport.max_attachment_bytes;
        let total = response.content_length();
        if total.is_some_and(|total| total > max_bytes) {
            return Err(Error::ResponseTooLarge { limit: max_bytes });
        }
        // An error in a 2xx response must not be saved as the file.
        let may_be_refusal = head.content_type.contains("json")
            && !response.headers().contains_key(CONTENT_DISPOSITION)
            && !name.to_ascii_lowercase().ends_with(".json");
        let mut download = AttachmentDownload {
            response,
            pending: None,
            state: DownloadStreamState::Open,
            total,
            received: 0,
            max_bytes,
            idle_timeout: transport.timeout,
        };
        if may_be_refusal && total.is_none_or(|total| total <= MAX_ERROR_BODY_BYTES as u64) {
            download.check_for_refusal(transport, head).await?;
        }
        Ok(download)
    }

    /// Reads the beginning of the body. Fails if it is an error message of the service.
    async fn check_for_refusal(&mut self, transport: &Transport, head: &ResponseHead) -> Result<(), Error> {
        let mut start = BytesMut::new();
        while start.len() <= MAX_ERROR_BODY_BYTES
            && let Some(chunk) = self.receive_chunk().await?
        {
            start.extend_from_slice(&chunk);
        }
        let refusal = std::str::from_utf8(&start)
            .ok()
            .and_then(|text| lenient_json::parse_raw_json(text).ok())
            .and_then(UnparsedJsonObject::from_raw)
            .and_then(|object| find_refusal_in_response(head, &object, &transport.api_key));
        self.pending = Some(start.freeze()).filter(|start| !start.is_empty());
        refusal.map_or(Ok(()), Err)
    }

    /// Returns the size in bytes, if the response declares it.
    pub fn content_length(&self) -> Option<u64> {
        self.total
    }

    /// Returns the next bytes, or `None` when the file is complete.
    ///
    /// The method is cancel-safe: dropping its future loses no bytes. After an error every further call
    /// fails, and the bytes received so far are not the whole file.
    ///
    /// # Errors
    /// [`Timeout`](Error::Timeout) when no bytes arrive for the client's timeout,
    /// [`Network`](Error::Network) when the connection is closed before the file is complete,
    /// [`ResponseTooLarge`](Error::ResponseTooLarge) when the file is longer than the client's limit.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, Error> {
        match self.pending.take() {
            Some(bytes) => Ok(Some(bytes)),
            None => self.receive_chunk().await,
        }
    }

    async fn receive_chunk(&mut self) -> Result<Option<Bytes>, Error> {
        match self.state {
            DownloadStreamState::Open => {}
            DownloadStreamState::Complete => return Ok(None),
            DownloadStreamState::Failed => {
                return Err(Error::Network(CauseText::new("the download broke off before")));
            }
        }
        let received = match timeout(self.idle_timeout, self.response.chunk()).await {
            Ok(chunk) => chunk.map_err(convert_transport_error),
            Err(_) => Err(Error::Timeout),
        };
        let result = received.and_then(|chunk| self.count_and_limit_bytes(chunk));
        match result {
            Ok(Some(_)) => {}
            Ok(None) => self.state = DownloadStreamState::Complete,
            Err(_) => self.state = DownloadStreamState::Failed,
        }
        result
    }

    /// Adds a chunk to the received bytes and enforces the size limit.
    fn count_and_limit_bytes(&mut self, chunk: Option<Bytes>) -> Result<Option<Bytes>, Error> {
        let length = chunk.as_ref().map_or(0, Bytes::len) as u64;
        self.received = self.received.saturating_add(length);
        if self.received > self.max_bytes {
            return Err(Error::ResponseTooLarge { limit: self.max_bytes });
        }
        Ok(chunk)
    }

    /// Writes the whole file to `target`, flushes it, and returns the number of bytes written.
    ///
    /// `progress` is called after each chunk with the bytes written so far and the total, if declared.
    ///
    /// # Errors
    /// The errors of [`next_chunk`](Self::next_chunk), and [`Write`](Error::Write) when writing to the target fails.
    /// What was written before the error is not the whole file.
    pub async fn copy_to(
        &mut self,
        target: &mut (impl AsyncWrite + Unpin),
        mut progress: impl FnMut(u64, Option<u64>),
    ) -> Result<u64, Error> {
        let mut written = 0;
        while let Some(bytes) = self.next_chunk().await? {
            target.write_all(&bytes).await.map_err(Error::Write)?;
            written += bytes.len() as u64;
            progress(written, self.total);
        }
        target.flush().await.map_err(Error::Write)?;
        Ok(written)
    }
}

impl fmt::Debug for AttachmentDownload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttachmentDownload")
            .field("total", &self.total)
            .field("received", &self.received)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
