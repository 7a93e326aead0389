//! The encrypted store: one SQLCipher database, one thread that owns it.
//!
//! Every piece of work is a closure run in a transaction on that thread. Changes that windows must hear of
//! are returned with the result and emitted after the commit, on the same thread: what a window was told
//! is on disk, and events come in the order of the commits.

pub(crate) mod accounts;
pub(crate) mod image_senders;
pub(crate) mod inboxes;
pub(crate) mod messages;
mod migrations;
mod page;
pub(crate) mod search;
pub(crate) mod settings;

pub(crate) use accounts::AccountRow;
pub(crate) use inboxes::{InboxRow, NewInbox};
pub(crate) use messages::{MessageRow, NewMessage};
pub(crate) use page::{Cursor, Page};

use crate::events::Voice;
use crate::view::Change;
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode as SqlCode, Transaction};
use secrecy::{ExposeSecret, SecretString};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// The database's file name in the data folder.
pub(crate) const FILE_NAME: &str = "mayfly.db";

/// Why the store failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is damaged, or belongs to another key; it was moved to `set_aside`.
    #[error("the database could not be read")]
    Unreadable {
        /// Where the file is now; `None` while it is still in place.
        set_aside: Option<PathBuf>,
    },
    /// The file was made by a newer Mayfly; it was left as it is.
    #[error("the database was made by a newer version of Mayfly")]
    TooNew,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// Any other failure of the database.
    #[error("the database failed: {0}")]
    Failed(rusqlite::Error),
    /// The store is closed.
    #[error("the database is closed")]
    Closed,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(SqlCode::NotADatabase | SqlCode::DatabaseCorrupt) => Self::Unreadable { set_aside: None },
            Some(SqlCode::DiskFull) => Self::Full,
            _ => Self::Failed(error),
        }
    }
}

type Result<T> = std::result::Result<T, StoreError>;
type Work = Box<dyn FnOnce(&mut Connection) + Send>;

enum Order {
    Work(Work),
    /// Close the database, then drop what is inside.
    Close(oneshot::Sender<()>),
}

/// A handle to the store; cheap to clone. The thread ends with the last handle, or once the store is closed.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    thread: Arc<Thread>,
    /// Whose changes go through this handle; those of none are told to nobody.
    voice: Option<Voice>,
}

#[derive(Debug)]
struct Thread {
    orders: mpsc::Sender<Order>,
    handle: Option<JoinHandle<()>>,
}

impl Drop for Thread {
    /// Waits until the database is closed: SQLCipher does not survive the end of the process while it works.
    fn drop(&mut self) {
        let (closing, _) = oneshot::channel();
        let _ = self.orders.send(Order::Close(closing));
        if let Some(handle) = self.handle.take() {
            let _ = handle.join();
        }
    }
}

impl Store {
    /// Opens or creates the database in `folder`, encrypted with `key` (64 hexadecimal digits).
    pub(crate) async fn open(folder: &Path, key: &SecretString) -> Result<Self> {
        let (folder, key) = (folder.to_owned(), key.clone());
        Self::start(move || {
            create_private_folder(&folder)?;
            let connection = Connection::open(folder.join(FILE_NAME))?;
            // The key is ours and hexadecimal; it can't be a bound parameter of a PRAGMA.
            connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", key.expose_secret()))?;
            prepare(connection)
        })
        .await
    }

    /// A store in memory, for the demo and for "this session only".
    pub(crate) async fn in_memory() -> Result<Self> {
        Self::start(|| prepare(Connection::open_in_memory()?)).await
    }

    async fn start(open: impl FnOnce() -> Result<Connection> + Send + 'static) -> Result<Self> {
        let (orders, inbound) = mpsc::channel();
        let (opened, answer) = oneshot::channel();
        let handle = std::thread::Builder::new()
            .name("mayfly-store".into())
            .spawn(move || {
                let mut connection = match open() {
                    Ok(connection) => {
                        let _ = opened.send(Ok(()));
                        connection
                    }
                    Err(error) => {
                        let _ = opened.send(Err(error));
                        return;
                    }
                };
                while let Ok(order) = inbound.recv() {
                    match order {
                        Order::Work(work) => work(&mut connection),
                        Order::Close(_closing) => {
                            drop(connection);
                            return;
                        }
                    }
                }
            })
            .map_err(|_| StoreError::Closed)?;
        let thread = Arc::new(Thread { orders, handle: Some(handle) });
        answer.await.map_err(|_| StoreError::Closed)??;
        Ok(Self { thread, voice: None })
    }

    /// A handle for one account, whose changes this voice tells.
    pub(crate) fn told_by(&self, voice: Voice) -> Self {
        Self { thread: Arc::clone(&self.thread), voice: Some(voice) }
    }

    /// Runs `work` in a transaction and emits the changes it returns once they are committed.
    pub(crate) async fn update<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, Vec<Change>)> + Send + 'static,
    ) -> Result<T> {
        let voice = self.voice.clone();
        self.run(move |connection| {
            let transaction = connection.transaction()?;
            let (value, changes) = work(&transaction)?;
            transaction.commit()?;
            if let Some(voice) = voice {
                changes.into_iter().for_each(|change| voice.emit(change));
            }
            Ok(value)
        })
        .await
    }

    /// Runs `work` for what it reads.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run(move |connection| work(connection)).await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (done, answer) = oneshot::channel();
        let work: Work = Box::new(move |connection| {
            let _ = done.send(work(connection));
        });
        self.thread.orders.send(Order::Work(work)).map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Closes the database, for all handles, and waits until its files are released.
    pub(crate) async fn close(self) {
        let (closing, closed) = oneshot::channel();
        let _ = self.thread.orders.send(Order::Close(closing));
        // Never answered: it is dropped, once the connection is.
        let _ = closed.await;
    }
}

/// Moves an unreadable database out of the way, whole, and tells where it is.
pub(crate) fn set_aside(folder: &Path, now: Timestamp) -> std::io::Result<PathBuf> {
    let stamp = now.strftime("%Y%m%d-%H%M%S");
    let mut target = folder.join(format!("{FILE_NAME}.unreadable-{stamp}"));
    let mut attempt = 1;
    while target.exists() {
        attempt += 1;
        target = folder.join(format!("{FILE_NAME}.unreadable-{stamp}-{attempt}"));
    }
    std::fs::rename(folder.join(FILE_NAME), &target)?;
    for suffix in ["-wal", "-shm"] {
        let beside = folder.join(format!("{FILE_NAME}{suffix}"));
        if beside.exists() {
            let mut name = target.clone().into_os_string();
            name.push(suffix);
            std::fs::rename(beside, name)?;
        }
    }
    Ok(target)
}

/// Deletes every file of the store in `folder`, those set aside included.
pub(crate) fn erase(folder: &Path) -> std::io::Result<()> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(FILE_NAME) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn prepare(mut connection: Connection) -> Result<Connection> {
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;",
    )?;
    migrations::apply(&mut connection)?;
    search::bring_up_to_date(&mut connection)?;
    // What was removed before the last end stays removed.
    inboxes::purge_removed(&connection, Timestamp::MAX)?;
    // As many as there are kinds of questions: search alone has one for each set of its conditions.
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn create_private_folder(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => StoreError::Full,
        _ => StoreError::Failed(rusqlite::Error::InvalidPath(folder.to_owned())),
    })
}
