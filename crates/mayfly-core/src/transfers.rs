//! Saving attachments: streamed to a temporary file beside the target, renamed when complete.

use crate::events::Hub;
use crate::session::Session;
use crate::view::{Change, TransferState, TransferView};
use crate::{Core, Error, Result, messages};
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

/// Where an attachment goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// This very file; the user was asked, so one that is there is replaced.
    File(PathBuf),
    /// This folder, under the attachment's cleaned name, numbered if that is taken.
    Folder(PathBuf),
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
        let file_name = match &destination {
            Destination::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
            Destination::Folder(_) => None,
        };
        let (view, cancelled) = self.0.transfers.add(TransferView {
            id: 0,
            message_id: message.to_owned(),
            index,
            file_name: file_name.unwrap_or_else(|| mayfly_mail::safe_file_name(&name)),
            received: 0,
            total: size,
            state: TransferState::Running,
        });
        let (core, mut transfer) = (self.clone(), view.clone());
        tokio::spawn(async move {
            let outcome = tokio::select! {
                () = cancelled.cancelled() => Err(Error::Cancelled),
                () = session.stopped.cancelled() => Err(Error::Cancelled),
                outcome = core.fetch(&session, &mut transfer, &name, destination) => outcome,
            };
            transfer.state = match outcome {
                Ok(path) => TransferState::Done { path: path.display().to_string() },
                Err(Error::Cancelled) => TransferState::Cancelled,
                Err(error) => TransferState::Failed { error: core.view_error(&error) },
            };
            core.0.transfers.set(&transfer);
        });
        Ok(view)
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

    /// Streams the file; dropping this future at any point leaves nothing on disk.
    async fn fetch(
        &self,
        session: &Session,
        transfer: &mut TransferView,
        name: &str,
        destination: Destination,
    ) -> Result<PathBuf> {
        let folder = match &destination {
            Destination::File(path) => path.parent().unwrap_or(Path::new(".")).to_owned(),
            Destination::Folder(folder) => folder.clone(),
        };
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source: io::Error| Error::File { path, source }
        };
        let mut download = session.learn(session.client.attachment(&transfer.message_id, name).await)?.value;
        let part = temporary_file(&folder).map_err(failed(&folder))?;
        let (file, path) = part.into_parts();
        let mut file = tokio::fs::File::from_std(file);
        // The answer knows better than the list how long the file is.
        transfer.total = download.content_length().or(transfer.total);
        let mut told = Instant::now();
        while let Some(chunk) = download.chunk().await? {
            file.write_all(&chunk).await.map_err(failed(&path))?;
            transfer.received += chunk.len() as u64;
            if told.elapsed() >= PROGRESS {
                told = Instant::now();
                self.0.transfers.set(transfer);
            }
        }
        file.flush().await.map_err(failed(&path))?;
        file.sync_all().await.map_err(failed(&path))?;
        drop(file);
        match destination {
            Destination::File(target) => {
                path.persist(&target).map_err(|error| failed(&target)(error.error))?;
                Ok(target)
            }
            Destination::Folder(folder) => persist_numbered(path, &folder, &transfer.file_name),
        }
    }
}

/// A file beside the target that vanishes unless it is given its name.
fn temporary_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".mayfly-").suffix(".part");
    // As any new file of the user's, not readable by them alone as temporary files are.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
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
