//! The lock on a data folder, which keeps a second process out.

use super::store_error::{Result, StoreError, folder_error};
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;
use tokio::time::Instant;

/// The file that the process using the folder holds a lock on.
pub(super) const LOCK_FILE_NAME: &str = "mayfly.db.lock";

/// The lock on a data folder, held by one process at a time. Without it, one process could erase or move the database
/// that another one uses.
#[derive(Debug)]
pub(crate) struct FolderLock(#[allow(dead_code, reason = "it is there for its lock")] Option<File>);

/// How long to wait for the lock: its holder may be a Mayfly that is just ending, or a child process between `fork` and
/// `exec`.
const LOCK_TIMEOUT: Duration = Duration::from_secs(1);

/// Locks the folder for this process, and creates it if it does not exist.
pub(crate) async fn lock_folder(folder: &Path) -> Result<FolderLock> {
    let end = Instant::now() + LOCK_TIMEOUT;
    loop {
        match try_lock_folder(folder) {
            Err(StoreError::InUse) if Instant::now() < end => tokio::time::sleep(Duration::from_millis(50)).await,
            outcome => return outcome,
        }
    }
}

fn try_lock_folder(folder: &Path) -> Result<FolderLock> {
    create_private_folder(folder)?;
    let path = folder.join(LOCK_FILE_NAME);
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(folder_error(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(FolderLock(Some(file))),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        // A file system without locks is no reason to refuse.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(FolderLock(None)),
        Err(TryLockError::Error(error)) => Err(folder_error(&path)(error)),
    }
}

fn create_private_folder(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(folder_error(folder))
}
