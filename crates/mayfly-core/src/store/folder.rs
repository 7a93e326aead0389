//! The data folder: who may use it, what is set aside in it, and how all of it is erased.

use super::database_file::FILE_NAME;
use super::error::{Result, StoreError};
use crate::view::AccountId;
use jiff::Timestamp;
use std::fs::{File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::Instant;

/// Locked by the process that uses the folder.
const LOCK: &str = "mayfly.db.lock";

/// There from the moment the user has everything erased until nothing is left; holds the accounts' identifiers.
const ERASING: &str = "mayfly.db.erasing";

/// SQLite's smallest page: no database is shorter.
const HEADER: u64 = 512;

/// The right to use a data folder, which one process has at a time: two would each take the other's changes for
/// their own, and one could erase or set aside what the other works on.
#[derive(Debug)]
pub(crate) struct FolderLock(#[allow(dead_code, reason = "it is there for its lock")] Option<File>);

/// Whoever holds the folder may just be letting go: a Mayfly that ends, a program on its way from `fork` to `exec`.
const PATIENCE: Duration = Duration::from_secs(1);

/// Takes the folder for this process, and makes it if there is none.
pub(crate) async fn lock_folder(folder: &Path) -> Result<FolderLock> {
    let end = Instant::now() + PATIENCE;
    loop {
        match try_lock_folder(folder) {
            Err(StoreError::InUse) if Instant::now() < end => tokio::time::sleep(Duration::from_millis(50)).await,
            outcome => return outcome,
        }
    }
}

fn try_lock_folder(folder: &Path) -> Result<FolderLock> {
    create_private_folder(folder)?;
    let path = folder.join(LOCK);
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(FolderLock(Some(file))),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        // A file system without locks is no reason to refuse.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(FolderLock(None)),
        Err(TryLockError::Error(error)) => Err(failed(&path)(error)),
    }
}

/// Whether anything is kept in the folder, or still to be erased.
pub(crate) fn is_used(folder: &Path) -> bool {
    has_database(folder) || folder.join(ERASING).exists()
}

/// Whether there is a database.
pub(crate) fn has_database(folder: &Path) -> bool {
    folder.join(FILE_NAME).exists()
}

/// Whether the database was cut so short that SQLite would take it for a new one. An empty one is new, unless
/// something was kept before.
pub(crate) fn is_truncated(folder: &Path, was_used: bool) -> bool {
    let shortest = if was_used { 0 } else { 1 };
    std::fs::metadata(folder.join(FILE_NAME)).is_ok_and(|data| (shortest..HEADER).contains(&data.len()))
}

/// Moves an unreadable database out of the way, whole, and tells where it is.
pub(crate) fn set_database_aside(folder: &Path, now: Timestamp) -> Result<PathBuf> {
    let stamp = now.strftime("%Y%m%d-%H%M%S");
    let mut target = folder.join(format!("{FILE_NAME}.unreadable-{stamp}"));
    let mut attempt = 1;
    while target.exists() {
        attempt += 1;
        target = folder.join(format!("{FILE_NAME}.unreadable-{stamp}-{attempt}"));
    }
    // The database last: should this be cut short, what lies beside it is not taken for a new one's.
    for suffix in ["-wal", "-shm", ""] {
        let from = folder.join(format!("{FILE_NAME}{suffix}"));
        if from.exists() {
            let mut to = target.clone().into_os_string();
            to.push(suffix);
            std::fs::rename(&from, to).map_err(failed(&from))?;
        }
    }
    Ok(target)
}

/// Begins erasing everything: from now on it is finished, by the next start if need be.
pub(crate) fn write_erase_marker(folder: &Path, accounts: &[AccountId]) -> Result<()> {
    let path = folder.join(ERASING);
    let ids: String = accounts.iter().map(|id| format!("{id}\n")).collect();
    // Whole or not at all: a start that finds a mark without identifiers would leave their keys.
    let mark = || {
        let mut mark = tempfile::Builder::new().prefix(ERASING).tempfile_in(folder)?;
        mark.write_all(ids.as_bytes())?;
        mark.as_file().sync_all()?;
        mark.persist(&path).map_err(io::Error::from)
    };
    mark().map(drop).map_err(failed(&path))
}

/// The accounts of what is being erased, if something is.
pub(crate) fn read_erase_marker(folder: &Path) -> Option<Vec<AccountId>> {
    let ids = std::fs::read_to_string(folder.join(ERASING)).ok()?;
    Some(ids.lines().filter_map(|line| line.parse().ok().map(AccountId::new)).collect())
}

/// Deletes every file of the store, those set aside included.
pub(crate) fn delete_store_files(folder: &Path) -> Result<()> {
    let mut outcome = Ok(());
    for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
        let entry = entry.map_err(failed(folder))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(FILE_NAME) && name != ERASING && name != LOCK {
            // One that stays is no reason to keep the others.
            outcome = outcome.and(std::fs::remove_file(entry.path()).map_err(failed(&entry.path())));
        }
    }
    outcome
}

/// Ends erasing: nothing is left.
pub(crate) fn remove_erase_marker(folder: &Path) -> Result<()> {
    // The mark last: as long as anything is left, the next start has to know.
    for name in [LOCK, ERASING] {
        let path = folder.join(name);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(&path)(error)),
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
    builder.create(folder).map_err(failed(folder))
}

fn failed(path: &Path) -> impl Fn(io::Error) -> StoreError + use<> {
    let path = path.to_owned();
    move |source| match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Folder { path: path.clone(), source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn the_mark_of_erasing_is_never_there_without_all_of_its_accounts() {
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
