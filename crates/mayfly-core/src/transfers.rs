//! Saving attachments, messages, mailboxes and lists of inboxes: written to a temporary file beside the target,
//! renamed when complete.

use crate::eml::{self, Eml};
use crate::events::Hub;
use crate::session::Session;
use crate::store::MessageRow;
use crate::store::messages::AttachmentRow;
use crate::view::{Change, TransferState, TransferView};
use crate::{Core, Error, Result, exchange, inboxes, mbox, messages, origin, store};
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Between two progress events of one transfer.
const PROGRESS: Duration = Duration::from_millis(100);

/// How many ended transfers are remembered.
const REMEMBERED: usize = 50;

/// How many bytes of attachments a message can be saved with: they are put together in memory.
const MAX_EML_ATTACHMENTS: u64 = 64 << 20;

/// Where an attachment or a message goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// This very file; the user was asked, so one that is there is replaced.
    File(PathBuf),
    /// This folder, under the attachment's cleaned name, numbered if that is taken.
    Folder(PathBuf),
}

impl Destination {
    fn folder(&self) -> &Path {
        match self {
            Self::File(path) => path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")),
            Self::Folder(folder) => folder,
        }
    }

    /// The name that the file gets, as far as it is known yet.
    fn file_name(&self, wanted: String) -> String {
        match self {
            Self::File(path) => path.file_name().map_or(wanted, |name| name.to_string_lossy().into_owned()),
            Self::Folder(_) => wanted,
        }
    }
}

/// What a transfer writes.
enum Work {
    Attachment { message: String, name: String },
    Message { row: Box<MessageRow>, files: Vec<AttachmentRow> },
    Mailbox { inbox: u32 },
    Inboxes { include_secrets: bool },
}

/// Transfers under way and lately ended.
pub(crate) struct Transfers {
    hub: Arc<Hub>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    next: u32,
    transfers: HashMap<u32, (TransferView, CancellationToken)>,
}

impl Transfers {
    pub(crate) fn new(hub: Arc<Hub>) -> Self {
        Self { hub, known: Mutex::default() }
    }

    pub(crate) fn views(&self) -> Vec<TransferView> {
        let mut views: Vec<_> = self.known().transfers.values().map(|(view, _)| view.clone()).collect();
        views.sort_by_key(|view| view.id);
        views
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, mut view: TransferView) -> (TransferView, CancellationToken) {
        let token = CancellationToken::new();
        let mut known = self.known();
        known.next += 1;
        view.id = known.next;
        let mut ended: Vec<u32> = known
            .transfers
            .iter()
            .filter(|(_, (view, _))| view.state != TransferState::Running)
            .map(|(id, _)| *id)
            .collect();
        ended.sort_unstable();
        for id in ended.iter().rev().skip(REMEMBERED) {
            known.transfers.remove(id);
        }
        known.transfers.insert(view.id, (view.clone(), token.clone()));
        self.hub.emit(Change::Transfer { transfer: view.clone() });
        (view, token)
    }

    fn set(&self, view: &TransferView) {
        if let Some(entry) = self.known().transfers.get_mut(&view.id) {
            entry.0 = view.clone();
        }
        self.hub.emit(Change::Transfer { transfer: view.clone() });
    }
}

impl Core {
    /// The name under which an attachment would be saved.
    ///
    /// # Errors
    /// An unknown message or attachment, or a failure of the store.
    pub async fn attachment_file_name(&self, message: &str, index: u32) -> Result<String> {
        let (_, name) = attachment(&*self.session()?, message, index).await?;
        Ok(mayfly_mail::safe_file_name(&name))
    }

    /// Starts saving an attachment; its progress and end come as events.
    ///
    /// # Errors
    /// An unknown message or attachment, a failure of the store. What fails later is the transfer's state.
    pub async fn download_attachment(
        &self,
        message: &str,
        index: u32,
        destination: Destination,
    ) -> Result<TransferView> {
        let session = self.session()?;
        let (size, name) = attachment(&session, message, index).await?;
        let view = TransferView {
            message_id: Some(message.to_owned()),
            index: Some(index),
            total: size,
            ..beginning(destination.file_name(mayfly_mail::safe_file_name(&name)))
        };
        Ok(self.transfer(session, view, Work::Attachment { message: message.to_owned(), name }, destination))
    }

    /// The name under which a message would be saved.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_file_name(&self, message: &str) -> Result<String> {
        Ok(eml::file_name(&messages::find(&*self.session()?, message).await?.summary.subject))
    }

    /// Starts saving a message as an `.eml` file, with what is attached to it if asked for; its progress and
    /// end come as events.
    ///
    /// # Errors
    /// An unknown message or a failure of the store. What fails later is the transfer's state.
    pub async fn save_message(
        &self,
        message: &str,
        with_attachments: bool,
        destination: Destination,
    ) -> Result<TransferView> {
        let session = self.session()?;
        let row = messages::find(&session, message).await?;
        let files = if with_attachments { row.attachments.clone() } else { Vec::new() };
        let view = TransferView {
            message_id: Some(message.to_owned()),
            total: files.iter().map(|file| file.size).sum(),
            ..beginning(destination.file_name(eml::file_name(&row.summary.subject)))
        };
        Ok(self.transfer(session, view, Work::Message { row: Box::new(row), files }, destination))
    }

    /// The name under which an inbox's messages would be saved.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store.
    pub async fn mailbox_file_name(&self, inbox: u32) -> Result<String> {
        Ok(mbox::file_name(&inboxes::find(&*self.session()?, inbox).await?.address))
    }

    /// Starts saving an inbox's cached messages, without what is attached to them, as an `.mbox` file; its
    /// progress and end come as events.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store. What fails later is the transfer's state.
    pub async fn save_mailbox(&self, inbox: u32, destination: Destination) -> Result<TransferView> {
        let session = self.session()?;
        let row = inboxes::find(&session, inbox).await?;
        let view = beginning(destination.file_name(mbox::file_name(&row.address)));
        Ok(self.transfer(session, view, Work::Mailbox { inbox }, destination))
    }

    /// Starts saving the list of inboxes as a document that [`import_inboxes`](Self::import_inboxes) reads; with
    /// the inboxes' e-mail tokens on request, readable by the user alone then. Its end comes as an event.
    ///
    /// # Errors
    /// No open account. What fails later is the transfer's state.
    pub async fn export_inboxes(&self, include_secrets: bool, destination: Destination) -> Result<TransferView> {
        let session = self.session()?;
        let view = beginning(destination.file_name(exchange::INBOXES_FILE_NAME.to_owned()));
        Ok(self.transfer(session, view, Work::Inboxes { include_secrets }, destination))
    }

    /// Runs a transfer until it is done, fails, is cancelled, or the account is closed.
    fn transfer(
        &self,
        session: Arc<Session>,
        view: TransferView,
        work: Work,
        destination: Destination,
    ) -> TransferView {
        let (view, cancelled) = self.0.transfers.add(view);
        let (core, mut transfer) = (self.clone(), view.clone());
        tokio::spawn(async move {
            let outcome = tokio::select! {
                () = cancelled.cancelled() => Err(Error::Cancelled),
                () = session.stopped.cancelled() => Err(Error::Cancelled),
                outcome = core.perform(&session, &mut transfer, work, destination) => outcome,
            };
            transfer.state = match outcome {
                Ok(path) => TransferState::Done { path: path.display().to_string() },
                Err(Error::Cancelled) => TransferState::Cancelled,
                Err(error) => TransferState::Failed { error: core.view_error(&error) },
            };
            core.0.transfers.set(&transfer);
        });
        view
    }

    /// Stops a transfer; nothing of it stays on disk.
    pub fn cancel_transfer(&self, id: u32) {
        if let Some((_, token)) = self.0.transfers.known().transfers.get(&id) {
            token.cancel();
        }
    }

    /// Where a finished transfer's file is.
    #[must_use]
    pub fn transfer_path(&self, id: u32) -> Option<PathBuf> {
        match &self.0.transfers.known().transfers.get(&id)?.0.state {
            TransferState::Done { path } => Some(PathBuf::from(path)),
            _ => None,
        }
    }

    /// Dropping this future at any point leaves nothing on disk.
    async fn perform(
        &self,
        session: &Session,
        transfer: &mut TransferView,
        work: Work,
        destination: Destination,
    ) -> Result<PathBuf> {
        match work {
            Work::Attachment { message, name } => self.fetch(session, transfer, &message, &name, destination).await,
            Work::Message { row, files } => {
                let mut attachments = Vec::new();
                for file in files {
                    let bytes = self.fetch_into_memory(session, transfer, &row.summary.id, &file.name).await?;
                    attachments.push((file.name, bytes));
                }
                let bytes = messages::prepare(move || Eml::of(&row, &attachments).build()).await?;
                let mut part = Part::create(&destination, For::Everyone)?;
                part.write(&bytes).await?;
                part.finish(destination, &transfer.file_name).await
            }
            Work::Mailbox { inbox } => self.write_mailbox(session, transfer, inbox, destination).await,
            Work::Inboxes { include_secrets } => {
                let document = exchange::document(session, include_secrets).await?;
                let readers = if include_secrets { For::User } else { For::Everyone };
                let mut part = Part::create(&destination, readers)?;
                part.write(document.as_bytes()).await?;
                part.finish(destination, &transfer.file_name).await
            }
        }
    }

    /// Writes an inbox's messages one after the other: no more than one is in memory.
    async fn write_mailbox(
        &self,
        session: &Session,
        transfer: &mut TransferView,
        inbox: u32,
        destination: Destination,
    ) -> Result<PathBuf> {
        let ids = session.store.read(move |db| store::messages::ids(db, inbox)).await?;
        let mut part = Part::create(&destination, For::Everyone)?;
        let mut told = Instant::now();
        for id in ids {
            let row = session.store.read(move |db| store::messages::get_in(db, inbox, &id)).await?;
            // One that was deleted meanwhile is left out.
            let Some(row) = row else { continue };
            let entry = messages::prepare(move || mbox::entry(&row)).await?;
            part.write(&entry).await?;
            self.progress(transfer, entry.len(), &mut told);
        }
        part.finish(destination, &transfer.file_name).await
    }

    /// Streams an attachment to its file.
    async fn fetch(
        &self,
        session: &Session,
        transfer: &mut TransferView,
        message: &str,
        name: &str,
        destination: Destination,
    ) -> Result<PathBuf> {
        let mut download = session.learn(session.client.download_attachment(message, name).await)?.value;
        let mut part = Part::create(&destination, For::Everyone)?;
        // The answer knows better than the list how long the file is.
        transfer.total = download.content_length().or(transfer.total);
        let mut told = Instant::now();
        while let Some(chunk) = download.chunk().await? {
            part.write(&chunk).await?;
            self.progress(transfer, chunk.len(), &mut told);
        }
        part.finish(destination, &transfer.file_name).await
    }

    /// The bytes of one attachment of a message that is being saved.
    async fn fetch_into_memory(
        &self,
        session: &Session,
        transfer: &mut TransferView,
        message: &str,
        name: &str,
    ) -> Result<Vec<u8>> {
        let mut download = session.learn(session.client.download_attachment(message, name).await)?.value;
        let mut bytes = Vec::new();
        let mut told = Instant::now();
        while let Some(chunk) = download.chunk().await? {
            self.progress(transfer, chunk.len(), &mut told);
            if transfer.received > MAX_EML_ATTACHMENTS {
                return Err(tempmailg::Error::ResponseTooLarge { limit: MAX_EML_ATTACHMENTS }.into());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    fn progress(&self, transfer: &mut TransferView, more: usize, told: &mut Instant) {
        transfer.received += more as u64;
        if told.elapsed() >= PROGRESS {
            *told = Instant::now();
            self.0.transfers.set(transfer);
        }
    }
}

/// Whom a file is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    /// Whoever may read any new file of the user's.
    Everyone,
    /// The user alone.
    User,
}

/// A file being written: gone when dropped, unless it is finished.
struct Part {
    file: tokio::fs::File,
    path: tempfile::TempPath,
}

impl Part {
    fn create(destination: &Destination, readers: For) -> Result<Self> {
        let folder = destination.folder();
        sweep(folder);
        let part = temporary_file(folder, readers).map_err(failed(folder))?;
        let (file, path) = part.into_parts();
        Ok(Self { file: tokio::fs::File::from_std(file), path })
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).await.map_err(failed(&self.path))
    }

    /// Gives the file its name.
    async fn finish(mut self, destination: Destination, name: &str) -> Result<PathBuf> {
        self.file.flush().await.map_err(failed(&self.path))?;
        self.file.sync_all().await.map_err(failed(&self.path))?;
        drop(self.file);
        if let Err(error) = origin::mark(&self.path) {
            // A file system without marks, such as a stick's, is no reason to lose the file.
            tracing::warn!(%error, "a saved file could not be marked as come from the internet");
        }
        match destination {
            Destination::File(target) => {
                self.path.persist(&target).map_err(|error| failed(&target)(error.error))?;
                Ok(target)
            }
            Destination::Folder(folder) => persist_numbered(self.path, &folder, name),
        }
    }
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::File { path, source }
}

/// A transfer that has not begun.
fn beginning(file_name: String) -> TransferView {
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

/// What a temporary file's name begins and ends with.
const PART: (&str, &str) = (".mayfly-", ".part");

/// A temporary file that nothing was written to for so long is nobody's any more.
const ABANDONED: Duration = Duration::from_secs(3_600);

/// Takes away temporary files that a Mayfly left behind which was killed.
fn sweep(folder: &Path) {
    let is_part = |entry: &std::fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(PART.0) && name.ends_with(PART.1)
    };
    let is_abandoned = |entry: &std::fs::DirEntry| {
        let age = entry.metadata().and_then(|data| data.modified()).map(|time| time.elapsed().unwrap_or_default());
        age.is_ok_and(|age| age > ABANDONED)
    };
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_part(&entry)
            && is_abandoned(&entry)
            && let Err(error) = std::fs::remove_file(entry.path())
        {
            tracing::debug!(%error, "an abandoned temporary file stays");
        }
    }
}

/// A file beside the target that vanishes unless it is given its name.
fn temporary_file(folder: &Path, readers: For) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PART.0).suffix(PART.1);
    // Temporary files are readable by the user alone.
    #[cfg(unix)]
    if readers == For::Everyone {
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = readers;
    builder.tempfile_in(folder)
}

/// Gives the finished file its name, or the first numbered one that is free.
fn persist_numbered(mut part: tempfile::TempPath, folder: &Path, name: &str) -> Result<PathBuf> {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    for number in 0..10_000 {
        let target = match number {
            0 => folder.join(name),
            n => folder.join(format!("{stem} ({n}){extension}")),
        };
        match part.persist_noclobber(&target) {
            Ok(()) => return Ok(target),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => part = error.path,
            Err(error) => return Err(Error::File { path: target, source: error.error }),
        }
    }
    Err(Error::File { path: folder.join(name), source: io::ErrorKind::AlreadyExists.into() })
}

async fn attachment(session: &Session, message: &str, index: u32) -> Result<(Option<u64>, String)> {
    let message = messages::find(session, message).await?;
    let found = usize::try_from(index).ok().and_then(|index| message.attachments.into_iter().nth(index));
    found.map(|file| (file.size, file.name)).ok_or(Error::UnknownAttachment)
}
