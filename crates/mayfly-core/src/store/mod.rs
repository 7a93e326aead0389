//! The encrypted store: one SQLCipher database, one thread that owns it.
//!
//! Every piece of work is a closure run in a transaction on that thread. Changes that windows must hear of
//! are returned with the result and emitted after the commit, on the same thread: what a window was told
//! is on disk, and events come in the order of the commits.

pub(crate) mod accounts;
pub(crate) mod folder;
pub(crate) mod image_senders;
pub(crate) mod inboxes;
pub(crate) mod messages;
#[cfg(test)]
mod migration_kills;
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
use folder::Hold;
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode as SqlCode, Transaction};
use secrecy::{ExposeSecret, SecretString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// The database's file name in the data folder.
pub(crate) const FILE_NAME: &str = "mayfly.db";

/// Why the store failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is damaged, or belongs to another key; found at the start, it was moved to `set_aside`.
    #[error("the database could not be read")]
    Unreadable {
        /// Where the file is now; `None` while it is still in place: a part that was read later is damaged.
        set_aside: Option<PathBuf>,
    },
    /// The file was made by a newer Mayfly; it was left as it is.
    #[error("the database was made by a newer version of Mayfly")]
    TooNew,
    /// Another Mayfly uses the same data folder.
    #[error("another Mayfly uses the same data folder")]
    InUse,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The data folder, or a file of it other than the database, can't be used.
    #[error("{path} can't be used: {source}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
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
type Work = Box<dyn FnOnce(&mut Database) + Send>;

/// The connection, and how to have it anew: through one that met a damaged page SQLCipher reads nothing more, and
/// calls the database read-only.
struct Database {
    connection: Connection,
    /// `None` where a new connection would be to another, empty database.
    connect: Option<Box<dyn Fn() -> Result<Connection> + Send>>,
}

impl Database {
    fn run<T>(&mut self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        let outcome = work(&mut self.connection);
        match outcome {
            Err(error @ StoreError::Unreadable { .. }) => {
                self.connect_anew();
                Err(error)
            }
            Err(StoreError::Failed(error)) if error.sqlite_error_code() == Some(SqlCode::ReadOnly) => {
                let is_damaged =
                    self.connect_anew() && self.connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_ok();
                Err(if is_damaged { StoreError::Unreadable { set_aside: None } } else { StoreError::Failed(error) })
            }
            outcome => outcome,
        }
    }

    fn connect_anew(&mut self) -> bool {
        let Some(Ok(fresh)) = self.connect.as_ref().map(|connect| connect()) else { return false };
        self.connection = fresh;
        true
    }
}

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
    /// Opens or creates the database in `folder`, encrypted with `key` (64 hexadecimal digits). The folder is held
    /// until the store is closed.
    pub(crate) async fn open(folder: &Path, key: &SecretString, hold: Arc<Hold>) -> Result<Self> {
        let (folder, key) = (folder.to_owned(), key.clone());
        let connect = move || -> Result<Connection> {
            let connection = Connection::open(folder.join(FILE_NAME))?;
            // The key is ours and hexadecimal; it can't be a bound parameter of a PRAGMA.
            connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", key.expose_secret()))?;
            set_up(connection)
        };
        Self::start(Some(hold), move || {
            let connection = prepare(connect()?)?;
            Ok(Database { connection, connect: Some(Box::new(connect)) })
        })
        .await
    }

    /// A store in memory, for the demo and for "this session only".
    pub(crate) async fn in_memory() -> Result<Self> {
        Self::start(None, || {
            Ok(Database { connection: prepare(set_up(Connection::open_in_memory()?)?)?, connect: None })
        })
        .await
    }

    async fn start(hold: Option<Arc<Hold>>, open: impl FnOnce() -> Result<Database> + Send + 'static) -> Result<Self> {
        let (orders, inbound) = mpsc::channel();
        let (opened, answer) = oneshot::channel();
        let handle = std::thread::Builder::new()
            .name("mayfly-store".into())
            .spawn(move || {
                let mut database = match open() {
                    Ok(database) => {
                        let _ = opened.send(Ok(()));
                        database
                    }
                    Err(error) => {
                        let _ = opened.send(Err(error));
                        return;
                    }
                };
                while let Ok(order) = inbound.recv() {
                    match order {
                        Order::Work(work) => work(&mut database),
                        Order::Close(_closing) => {
                            drop(database);
                            drop(hold);
                            return;
                        }
                    }
                }
            })
            .map_err(|_| StoreError::Closed)?;
        let thread = Arc::new(Thread { orders, handle: Some(handle) });
        answer.await.map_err(|_| StoreError::Closed)??;
        tracing::debug!("the store is open");
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
        let work: Work = Box::new(move |database| {
            let _ = done.send(database.run(work));
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

fn set_up(connection: Connection) -> Result<Connection> {
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;",
    )?;
    // As many as there are kinds of questions: search alone has one for each set of its conditions.
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn prepare(mut connection: Connection) -> Result<Connection> {
    migrations::apply(&mut connection)?;
    search::bring_up_to_date(&mut connection)?;
    // What was removed before the last end stays removed.
    inboxes::purge_removed(&connection, Timestamp::MAX)?;
    check_beginning(&connection)?;
    Ok(connection)
}

/// Reads what every start reads: a database that is damaged there is of no use, and has to be set aside.
fn check_beginning(connection: &Connection) -> Result<()> {
    accounts::signed_in(connection)?;
    settings::get(connection)?;
    for account in accounts::ids(connection)? {
        inboxes::of_account(connection, account)?;
        inboxes::latest_mail(connection, account)?;
    }
    Ok(())
}
