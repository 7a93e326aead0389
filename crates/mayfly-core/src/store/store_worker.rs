//! The thread that owns the database and runs the commands it is sent, one after the other.

use super::data_folder_lock::FolderLock;
use super::database::Database;
use super::store_error::{Result, StoreError};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// A closure that runs on the database's thread.
pub(super) type StoreWork = Box<dyn FnOnce(&mut Database) + Send>;

/// A command to the database's thread.
pub(super) enum StoreCommand {
    /// Run this work.
    Run(StoreWork),
    /// Close the database, then drop the sender inside.
    Close(oneshot::Sender<()>),
}

/// The database's thread; closes the database when dropped.
#[derive(Debug)]
pub(super) struct StoreWorker {
    commands: mpsc::Sender<StoreCommand>,
    handle: Option<JoinHandle<()>>,
}

impl StoreWorker {
    /// Starts the thread and waits until it has opened the database. The folder stays locked until the database is
    /// closed.
    pub(super) async fn start_worker(
        folder_lock: Option<Arc<FolderLock>>,
        open_database: impl FnOnce() -> Result<Database> + Send + 'static,
    ) -> Result<Self> {
        let (commands, receiver) = mpsc::channel();
        let (opened, opening) = oneshot::channel();
        let handle = std::thread::Builder::new()
            .name("mayfly-store".into())
            .spawn(move || {
                let database = match open_database() {
                    Ok(database) => database,
                    Err(error) => {
                        let _ = opened.send(Err(error));
                        return;
                    }
                };
                let _ = opened.send(Ok(()));
                run_store_commands(database, &receiver);
                drop(folder_lock);
            })
            .map_err(|_| StoreError::Closed)?;
        let worker = Self { commands, handle: Some(handle) };
        opening.await.map_err(|_| StoreError::Closed)??;
        Ok(worker)
    }

    /// Queues a command; an error once the store is closed.
    pub(super) fn enqueue_store_command(&self, command: StoreCommand) -> Result<()> {
        self.commands.send(command).map_err(|_| StoreError::Closed)
    }
}

impl Drop for StoreWorker {
    /// Waits until the database is closed: SQLCipher does not survive the end of the process while it works.
    fn drop(&mut self) {
        let (closing, _) = oneshot::channel();
        let _ = self.commands.send(StoreCommand::Close(closing));
        if let Some(handle) = self.handle.take() {
            let _ = handle.join();
        }
    }
}

/// Runs commands until the store is closed.
fn run_store_commands(mut database: Database, receiver: &mpsc::Receiver<StoreCommand>) {
    while let Ok(command) = receiver.recv() {
        match command {
            StoreCommand::Run(work) => work(&mut database),
            StoreCommand::Close(_closing) => {
                drop(database);
                return;
            }
        }
    }
}
