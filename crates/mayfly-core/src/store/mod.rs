//! The encrypted store: one SQLCipher database, owned by one thread.
//!
//! Each piece of work is a closure that runs on that thread, a write within a transaction. The changes that a write
//! reports are emitted after the commit, on the same thread: what a window was sent is on disk, and events come in
//! the order of the commits.

pub(crate) mod account_rows;
mod connection_opening;
pub(crate) mod data_folder_databases;
pub(crate) mod data_folder_erasure;
pub(crate) mod data_folder_lock;
mod database;
mod id_columns;
pub(crate) mod inbox_rows;
mod message_columns;
pub(crate) mod message_display_levels;
pub(crate) mod message_rows;
#[cfg(test)]
mod migration_kills;
mod migrations;
pub(crate) mod muted_senders;
mod page_cursor;
mod readable_rows;
pub(crate) mod sealed_key;
pub(crate) mod search_index;
pub(crate) mod sender_image_rules;
pub(crate) mod setting_rows;
mod store_error;
mod store_key;
mod store_merge;
mod store_worker;

pub(crate) use account_rows::StoredAccount;
pub(crate) use data_folder_databases::{DatabaseFile, DatabaseKeyInfo};
pub(crate) use inbox_rows::{InboxEndReason, NewInboxRow, StoredInbox};
pub(crate) use message_columns::{AttachmentInfo, MessageOpeningData, MessageToInsert, StoredMessage};
pub(crate) use page_cursor::{MAX_PAGE_SIZE, PageCursor, RowPage};
pub use store_error::StoreError;
pub(crate) use store_key::StoreKey;
pub(crate) use store_merge::{MergeTargetAccount, StoreCounts};

use crate::events::AccountEventEmitter;
use crate::view::Change;
use data_folder_lock::FolderLock;
use database::Database;
use rusqlite::{Connection, Transaction};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use store_error::Result;
use store_merge::{MergeSummary, merge_database};
use store_worker::{StoreCommand, StoreWork, StoreWorker};
use tokio::sync::oneshot;
use tracing::Instrument as _;

/// A handle to the store; cheap to clone. The thread ends with the last handle, or once the store is closed.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    worker: Arc<StoreWorker>,
    /// Where this handle's changes are emitted; without it they are dropped.
    events: Option<AccountEventEmitter>,
    secret_scope: Option<Arc<str>>,
    /// The name of the database's file; `None` in memory.
    file_name: Option<Arc<str>>,
}

impl Store {
    /// Opens or creates a database, encrypted with `store_key`. The folder stays locked until the store is closed.
    pub(crate) async fn open(file: &DatabaseFile, store_key: &StoreKey, folder_lock: Arc<FolderLock>) -> Result<Self> {
        let (path, key) = (file.path.clone(), store_key.clone());
        let worker = StoreWorker::start_worker(Some(folder_lock), move || Database::open(&path, &key)).await?;
        tracing::debug!("the store is open");
        // The secrets of the first database have had names without a scope from the beginning.
        let secret_scope = (!file.is_main_database()).then(|| store_key.fingerprint().short().into());
        Ok(Self { worker: Arc::new(worker), events: None, secret_scope, file_name: Some(file.file_name().into()) })
    }

    /// A store in memory, for the demo and for "this session only".
    pub(crate) async fn in_memory() -> Result<Self> {
        let worker = StoreWorker::start_worker(None, Database::open_in_memory).await?;
        Ok(Self { worker: Arc::new(worker), events: None, secret_scope: None, file_name: None })
    }

    /// What tells the names of this store's secrets from those of other stores; `None` for the first one.
    pub(crate) fn secret_scope(&self) -> Option<&str> {
        self.secret_scope.as_deref()
    }

    /// The name of the database's file, which identifies it within the data folder; `None` in memory.
    pub(crate) fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// A handle for one account, whose changes are emitted by `events`.
    pub(crate) fn for_account_with_emitter(&self, events: AccountEventEmitter) -> Self {
        Self { events: Some(events), ..self.clone() }
    }

    /// Runs `work` in a transaction. It is queued when this is called, not when the future is first polled, so that
    /// writes are made in the order of their calls.
    pub(crate) fn write_transaction<T, F>(&self, work: F) -> impl Future<Output = Result<T>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    {
        self.write_and_emit(move |transaction, _| work(transaction))
    }

    /// Runs `work` in a transaction and emits the changes it adds to the list once they are committed. Queued when
    /// this is called, as [`write_transaction`](Self::write_transaction).
    pub(crate) fn write_and_emit<T, F>(&self, work: F) -> impl Future<Output = Result<T>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>, &mut Vec<Change>) -> Result<T> + Send + 'static,
    {
        let events = self.events.clone();
        self.enqueue_work("write", move |connection| {
            let transaction = connection.transaction()?;
            let mut changes = Vec::new();
            let value = work(&transaction, &mut changes)?;
            transaction.commit()?;
            if let Some(events) = events {
                changes.into_iter().for_each(|change| events.emit(change));
            }
            Ok(value)
        })
    }

    /// Runs `work` for what it reads.
    pub(crate) fn run_database_read<T, F>(&self, work: F) -> impl Future<Output = Result<T>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        self.enqueue_work("read", move |connection| work(connection))
    }

    /// Copies what another database holds and this one does not into this one, all or nothing.
    pub(crate) async fn merge_from_database(
        &self,
        other: &DatabaseFile,
        store_key: &StoreKey,
        known: Vec<MergeTargetAccount>,
    ) -> Result<MergeSummary> {
        let (path, store_key) = (other.path.clone(), store_key.clone());
        self.enqueue_work("merge", move |connection| merge_database(connection, &path, &store_key, &known)).await
    }

    fn enqueue_work<T, F>(&self, kind: &'static str, work: F) -> impl Future<Output = Result<T>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        let (done, answer) = oneshot::channel();
        let work: StoreWork = Box::new(move |database: &mut Database| {
            // A panic of one piece of work must not end the thread: everything after it would fail.
            let outcome = catch_unwind(AssertUnwindSafe(|| database.run(work))).unwrap_or_else(|_| {
                tracing::error!("work on the database panicked; it was rolled back");
                database.reconnect();
                Err(StoreError::Panicked)
            });
            let _ = done.send(outcome);
        });
        let queued = self.worker.enqueue_store_command(StoreCommand::Run(work));
        async move {
            queued?;
            answer.await.map_err(|_| StoreError::Closed)?
        }
        .instrument(tracing::debug_span!("store", kind))
    }

    /// Closes the database, for all handles, and waits until its files are released.
    pub(crate) async fn close(self) {
        let (closing, closed) = oneshot::channel();
        let _ = self.worker.enqueue_store_command(StoreCommand::Close(closing));
        // Never answered: the sender is dropped once the connection is.
        let _ = closed.await;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[tokio::test]
    async fn a_panic_in_one_write_rolls_it_back_and_leaves_the_store_usable() {
        let store = Store::in_memory().await.unwrap();
        let insert = |name: &'static str| {
            move |db: &Transaction<'_>| {
                Ok(db.execute("INSERT INTO settings (name, value) VALUES (?1, '1')", [name]).map(drop)?)
            }
        };
        store.write_transaction(insert("before")).await.unwrap();
        let panicked = store.write_transaction(move |db| {
            insert("lost")(db)?;
            let rows: Vec<u32> = Vec::new();
            // The panic under test.
            Ok(rows[db.changes() as usize])
        });
        assert!(matches!(panicked.await, Err(StoreError::Panicked)));
        store.write_transaction(insert("after")).await.unwrap();
        let names: Vec<String> = store
            .run_database_read(|db| {
                let mut statement = db.prepare("SELECT name FROM settings ORDER BY name")?;
                Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
            })
            .await
            .unwrap();
        assert_eq!(names, ["after", "before"]);
    }

    #[tokio::test]
    async fn writes_are_made_in_the_order_of_their_calls() {
        let store = Store::in_memory().await.unwrap();
        let set = |value: u32| {
            store.write_transaction(move |db| {
                let sql = "INSERT INTO settings (name, value) VALUES ('x', ?1) ON CONFLICT DO UPDATE SET value = ?1";
                Ok(db.execute(sql, [value.to_string()]).map(drop)?)
            })
        };
        let (first, second) = (set(1), set(2));
        second.await.unwrap();
        first.await.unwrap();
        let kept: String = store
            .run_database_read(|db| Ok(db.query_row("SELECT value FROM settings", [], |row| row.get(0))?))
            .await
            .unwrap();
        assert_eq!(kept, "2");
    }
}
