//! Saving attachments, messages, mailboxes and lists of inboxes as files; progress and end come as events.

mod file_destination;
mod mark_of_the_web;
mod mbox_writer;
mod partial_file;
mod stored_message_eml;
mod transfer_job;

pub use file_destination::FileDestination;

use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::inbox_import_export::INBOXES_FILE_NAME;
use crate::inboxes::find_inbox;
use crate::messages::{find_attachment, find_message};
use crate::session::AccountSession;
use crate::store::AttachmentInfo;
use crate::view::{InboxId, MessageId, TransferState, TransferView};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Semaphore;
use transfer_job::{TransferJob, run_transfer_job};

/// How many attachments of a message are downloaded at the same time when all are saved.
const PARALLEL_DOWNLOADS: usize = 3;

impl Core {
    /// The name under which an attachment would be saved.
    ///
    /// # Errors
    /// An unknown message or attachment, or a failure of the store.
    pub async fn attachment_file_name(&self, message: &MessageId, index: u32) -> Result<String> {
        let attachment = find_attachment(&*self.active_session()?, message, index).await?;
        Ok(mayfly_mail::sanitise_file_name(&attachment.name))
    }

    /// Starts saving an attachment.
    ///
    /// # Errors
    /// An unknown message or attachment, a failure of the store. What fails later is the transfer's state.
    pub async fn download_attachment(
        &self,
        message: &MessageId,
        index: u32,
        destination: FileDestination,
    ) -> Result<TransferView> {
        let session = self.active_session()?;
        let AttachmentInfo { name, size } = find_attachment(&session, message, index).await?;
        let view = TransferView {
            message_id: Some(message.clone()),
            index: Some(index),
            total: size,
            ..new_transfer_view(destination.file_name(mayfly_mail::sanitise_file_name(&name)))
        };
        let job = TransferJob::Attachment { message: message.clone(), name };
        Ok(self.start_transfer(session, view, job, destination))
    }

    /// Starts saving all attachments of a message into a folder, under their cleaned names, numbered where these are taken.
    ///
    /// # Errors
    /// An unknown message or a failure of the store. What fails later is the state of the attachment's transfer.
    pub async fn download_attachments(&self, message: &MessageId, folder: &Path) -> Result<Vec<TransferView>> {
        let session = self.active_session()?;
        let attachments = find_message(&session, message).await?.attachments;
        let permits = Arc::new(Semaphore::new(PARALLEL_DOWNLOADS));
        let start = |(index, AttachmentInfo { name, size }): (u32, AttachmentInfo)| {
            let view = TransferView {
                message_id: Some(message.clone()),
                index: Some(index),
                total: size,
                ..new_transfer_view(mayfly_mail::sanitise_file_name(&name))
            };
            let job = TransferJob::QueuedAttachment { message: message.clone(), name, permits: Arc::clone(&permits) };
            self.start_transfer(Arc::clone(&session), view, job, FileDestination::Folder(folder.to_owned()))
        };
        Ok((0..).zip(attachments).map(start).collect())
    }

    /// The name under which a message would be saved.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_file_name(&self, message: &MessageId) -> Result<String> {
        Ok(mayfly_mail::eml_file_name(&find_message(&*self.active_session()?, message).await?.summary.subject))
    }

    /// Starts saving a message as an `.eml` file, with its attachments if asked for.
    ///
    /// # Errors
    /// An unknown message or a failure of the store. What fails later is the transfer's state.
    pub async fn save_message(
        &self,
        message: &MessageId,
        with_attachments: bool,
        destination: FileDestination,
    ) -> Result<TransferView> {
        let session = self.active_session()?;
        let row = find_message(&session, message).await?;
        let files = if with_attachments { row.attachments.clone() } else { Vec::new() };
        let view = TransferView {
            message_id: Some(message.clone()),
            total: files.iter().map(|file| file.size).sum(),
            ..new_transfer_view(destination.file_name(mayfly_mail::eml_file_name(&row.summary.subject)))
        };
        Ok(self.start_transfer(session, view, TransferJob::Message { row: Box::new(row), files }, destination))
    }

    /// The name under which an inbox's messages would be saved.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store.
    pub async fn mailbox_file_name(&self, inbox: InboxId) -> Result<String> {
        Ok(mbox_writer::mbox_file_name(&find_inbox(&*self.active_session()?, inbox).await?.address))
    }

    /// Starts saving an inbox's cached messages, without their attachments, as an `.mbox` file.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store. What fails later is the transfer's state.
    pub async fn save_mailbox(&self, inbox: InboxId, destination: FileDestination) -> Result<TransferView> {
        let session = self.active_session()?;
        let row = find_inbox(&session, inbox).await?;
        let view = new_transfer_view(destination.file_name(mbox_writer::mbox_file_name(&row.address)));
        Ok(self.start_transfer(session, view, TransferJob::Mailbox { inbox }, destination))
    }

    /// Starts saving the list of inboxes as a document that [`import_inboxes`](Self::import_inboxes) reads. With
    /// `include_secrets` it holds the inboxes' e-mail tokens and only the user can read the file.
    ///
    /// # Errors
    /// No active account. What fails later is the transfer's state.
    pub async fn export_inboxes(&self, include_secrets: bool, destination: FileDestination) -> Result<TransferView> {
        let session = self.active_session()?;
        let view = new_transfer_view(destination.file_name(INBOXES_FILE_NAME.to_owned()));
        Ok(self.start_transfer(session, view, TransferJob::InboxList { include_secrets }, destination))
    }

    /// Cancels a transfer; nothing of it stays on disk.
    pub fn cancel_transfer(&self, id: u32) {
        self.0.transfers.cancel_transfer(id);
    }

    /// The path of a finished transfer's file.
    #[must_use]
    pub fn transferred_file_path(&self, id: u32) -> Option<PathBuf> {
        self.0.transfers.finished_path(id)
    }

    /// Runs a transfer until it is done, fails, is cancelled, or the account is closed.
    fn start_transfer(
        &self,
        session: Arc<AccountSession>,
        view: TransferView,
        job: TransferJob,
        destination: FileDestination,
    ) -> TransferView {
        let (view, cancelled) = self.0.transfers.add_transfer(view);
        let (core, mut transfer) = (self.clone(), view.clone());
        tokio::spawn(async move {
            let outcome = tokio::select! {
                () = cancelled.cancelled() => Err(Error::Cancelled),
                () = session.stop_token.cancelled() => Err(Error::Cancelled),
                outcome = run_transfer_job(&session, &core.0.transfers, &mut transfer, job, destination) => outcome,
            };
            transfer.state = match outcome {
                Ok(path) => TransferState::Done { path: path.display().to_string() },
                Err(Error::Cancelled) => TransferState::Cancelled,
                Err(error) => TransferState::Failed { error: core.to_error_view(&error) },
            };
            core.0.transfers.update_transfer(&transfer);
        });
        view
    }
}

/// The view of a transfer that has not begun.
fn new_transfer_view(file_name: String) -> TransferView {
    TransferView {
        id: 0,
        message_id: None,
        index: None,
        file_name,
        received: 0,
        total: None,
        state: TransferState::Running,
    }
}
