//! What a transfer does between its start and its end.

use super::file_destination::FileDestination;
use super::mbox_writer::to_mbox_entry;
use super::partial_file::{FileMode, PartialFile};
use super::stored_message_eml::to_eml_message;
use crate::blocking::run_blocking;
use crate::error::{Error, Result};
use crate::inbox_import_export::build_inbox_export;
use crate::session::AccountSession;
use crate::store::{AttachmentInfo, StoredMessage, message_rows};
use crate::transfer_table::TransferTable;
use crate::view::{InboxId, MessageId, TransferView};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::Instant;

/// Between two progress events of one transfer.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(100);

/// How many bytes of attachments a message can be saved with: they are put together in memory.
const MAX_EML_ATTACHMENTS: u64 = 64 << 20;

/// What a transfer writes.
pub(super) enum TransferJob {
    /// An attachment, streamed from the service.
    Attachment { message: MessageId, name: String },
    /// An attachment that waits until one of the permits is free.
    QueuedAttachment { message: MessageId, name: String, permits: Arc<Semaphore> },
    /// A message with these of its attachments.
    Message { row: Box<StoredMessage>, files: Vec<AttachmentInfo> },
    /// All cached messages of an inbox.
    Mailbox { inbox: InboxId },
    /// The account's list of inboxes.
    InboxList { include_secrets: bool },
}

/// Runs a job and returns the path of its file. Dropping the future at any point leaves nothing on disk.
pub(super) async fn run_transfer_job(
    session: &AccountSession,
    table: &TransferTable,
    transfer: &mut TransferView,
    job: TransferJob,
    destination: FileDestination,
) -> Result<PathBuf> {
    let mut progress = TransferProgressReporter { table, transfer, emitted_at: Instant::now() };
    let (mode, include_secrets) = match job {
        TransferJob::InboxList { include_secrets: true } => (FileMode::Private, true),
        _ => (FileMode::Default, false),
    };
    let file = match job {
        TransferJob::Attachment { message, name } => {
            stream_attachment(session, &mut progress, &message, &name, &destination).await?
        }
        TransferJob::QueuedAttachment { message, name, permits } => {
            let _permit = permits.acquire_owned().await.map_err(|_| Error::Cancelled)?;
            stream_attachment(session, &mut progress, &message, &name, &destination).await?
        }
        TransferJob::Message { row, files } => {
            let mut attachments = Vec::new();
            for file in files {
                let bytes = download_attachment_bytes(session, &mut progress, &row.summary.id, &file.name).await?;
                attachments.push((file.name, bytes));
            }
            let bytes = run_blocking(move || to_eml_message(&row, &attachments).to_eml_bytes()).await?;
            let mut file = PartialFile::create(&destination, mode)?;
            file.append(&bytes).await?;
            file
        }
        TransferJob::Mailbox { inbox } => write_mailbox(session, &mut progress, inbox, &destination).await?,
        TransferJob::InboxList { .. } => {
            let document = build_inbox_export(session, include_secrets).await?;
            let mut file = PartialFile::create(&destination, mode)?;
            file.append(document.as_bytes()).await?;
            file
        }
    };
    file.finish_file(destination, &progress.transfer.file_name).await
}

/// Writes an inbox's messages one after the other: no more than one is in memory.
async fn write_mailbox(
    session: &AccountSession,
    progress: &mut TransferProgressReporter<'_>,
    inbox: InboxId,
    destination: &FileDestination,
) -> Result<PartialFile> {
    let ids = session.store.run_database_read(move |db| message_rows::list_message_ids(db, inbox)).await?;
    let mut file = PartialFile::create(destination, FileMode::Default)?;
    for id in ids {
        let row = session.store.run_database_read(move |db| message_rows::get_message_in_inbox(db, inbox, &id)).await?;
        // A message that was deleted meanwhile is left out.
        let Some(row) = row else { continue };
        let entry = run_blocking(move || to_mbox_entry(&row)).await?;
        file.append(&entry).await?;
        progress.record_transferred_bytes(entry.len());
    }
    Ok(file)
}

/// Streams an attachment to its file.
async fn stream_attachment(
    session: &AccountSession,
    progress: &mut TransferProgressReporter<'_>,
    message: &MessageId,
    name: &str,
    destination: &FileDestination,
) -> Result<PartialFile> {
    let mut download = session
        .record_response_to_user_request(session.client.download_attachment(message.as_str(), name).await)?
        .value;
    let mut file = PartialFile::create(destination, FileMode::Default)?;
    // The answer knows better than the list how long the file is.
    progress.transfer.total = download.content_length().or(progress.transfer.total);
    while let Some(chunk) = download.next_chunk().await? {
        file.append(&chunk).await?;
        progress.record_transferred_bytes(chunk.len());
    }
    Ok(file)
}

/// The bytes of one attachment of a message that is being saved.
async fn download_attachment_bytes(
    session: &AccountSession,
    progress: &mut TransferProgressReporter<'_>,
    message: &MessageId,
    name: &str,
) -> Result<Vec<u8>> {
    let mut download = session
        .record_response_to_user_request(session.client.download_attachment(message.as_str(), name).await)?
        .value;
    let mut bytes = Vec::new();
    while let Some(chunk) = download.next_chunk().await? {
        progress.record_transferred_bytes(chunk.len());
        if progress.transfer.received > MAX_EML_ATTACHMENTS {
            return Err(tempmailg::Error::ResponseTooLarge { limit: MAX_EML_ATTACHMENTS }.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Counts a transfer's bytes, and emits the count from time to time.
struct TransferProgressReporter<'a> {
    table: &'a TransferTable,
    transfer: &'a mut TransferView,
    emitted_at: Instant,
}

impl TransferProgressReporter<'_> {
    fn record_transferred_bytes(&mut self, count: usize) {
        self.transfer.received += count as u64;
        if self.emitted_at.elapsed() >= PROGRESS_INTERVAL {
            self.emitted_at = Instant::now();
            self.table.update_transfer(self.transfer);
        }
    }
}
