//! The data folder: locking it, and erasing its files.

use super::data_folder_databases::{self, is_store_file_name};
use super::store_error::{Result, StoreError, folder_error};
use crate::view::AccountId;
use std::fs::{File, TryLockError};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;
use tokio::time::Instant;

/// The file that the process using the folder holds a lock on.
const LOCK_FILE_NAME: &str = "mayfly.db.lock";

/// The file that marks an erasure in progress; it holds the identifiers of the accounts to erase.
const ERASE_MARKER_FILE_NAME: &str = "mayfly.db.erasing";

/// The size of SQLite's smallest page in bytes: no database is shorter.
const MIN_DATABASE_SIZE: u64 = 512;

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

/// Returns whether the folder has a database or an unfinished erasure.
pub(crate) fn has_store_files(folder: &Path) -> Result<bool> {
    Ok(folder.join(ERASE_MARKER_FILE_NAME).exists()
        || !data_folder_databases::list_openable_databases(folder)?.is_empty())
}

/// Returns whether a database is so short that SQLite would treat it as a new one. An empty file counts as truncated
/// only if it was used before.
pub(crate) fn is_database_too_short(path: &Path, was_used: bool) -> bool {
    let shortest = if was_used { 0 } else { 1 };
    std::fs::metadata(path).is_ok_and(|data| (shortest..MIN_DATABASE_SIZE).contains(&data.len()))
}

/// Marks the start of an erasure. If it is interrupted, the next start finishes it.
pub(crate) fn write_erase_marker(folder: &Path, accounts: &[AccountId]) -> Result<()> {
    let path = folder.join(ERASE_MARKER_FILE_NAME);
    let ids: String = accounts.iter().map(|id| format!("{id}\n")).collect();
    // Written atomically: with a marker that lacks identifiers, the next start would not delete their API keys.
    let mark = || {
        let mut mark = tempfile::Builder::new().prefix(ERASE_MARKER_FILE_NAME).tempfile_in(folder)?;
        mark.write_all(ids.as_bytes())?;
        mark.as_file().sync_all()?;
        mark.persist(&path).map_err(io::Error::from)
    };
    mark().map(drop).map_err(folder_error(&path))
}

/// Reads the accounts of an erasure in progress; `None` if there is none.
pub(crate) fn read_erase_marker(folder: &Path) -> Option<Vec<AccountId>> {
    let ids = std::fs::read_to_string(folder.join(ERASE_MARKER_FILE_NAME)).ok()?;
    Some(ids.lines().filter_map(|line| line.parse().ok().map(AccountId::new)).collect())
}

/// Deletes every file of the store, renamed unreadable databases included.
pub(crate) fn delete_store_files(folder: &Path) -> Result<()> {
    let mut outcome = Ok(());
    for entry in std::fs::read_dir(folder).map_err(folder_error(folder))? {
        let entry = entry.map_err(folder_error(folder))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if is_store_file_name(&name) && name != ERASE_MARKER_FILE_NAME && name != LOCK_FILE_NAME {
            // A file that can't be deleted does not keep the others from being deleted.
            outcome = outcome.and(std::fs::remove_file(entry.path()).map_err(folder_error(&entry.path())));
        }
    }
    outcome
}

/// Marks the end of an erasure, after every other file was deleted.
pub(crate) fn remove_erase_marker(folder: &Path) -> Result<()> {
    // The marker last: as long as any file is left, the next start has to finish the erasure.
    for name in [LOCK_FILE_NAME, ERASE_MARKER_FILE_NAME] {
        let path = folder.join(name);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(folder_error(&path)(error)),
            _ => {}
        }
    }
    Ok(())
}

fn create_private_folder(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(folder_error(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn erase_marker_always_lists_all_accounts() {
        let folder = tempfile::tempdir().unwrap();
        let accounts: Vec<AccountId> = (1..=500).map(AccountId::new).collect();
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let watching = scope.spawn(|| {
                let mut seen = 0;
                while !done.load(Ordering::SeqCst) {
                    if let Some(found) = read_erase_marker(folder.path()) {
                        assert_eq!(found, accounts);
                        seen += 1;
                    }
                }
                seen
            });
            for _ in 0..300 {
                write_erase_marker(folder.path(), &accounts).unwrap();
                remove_erase_marker(folder.path()).unwrap();
            }
            done.store(true, Ordering::SeqCst);
            assert!(watching.join().unwrap() > 0, "it was looked at in time");
        });
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
