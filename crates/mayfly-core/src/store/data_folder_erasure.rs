//! Erasing the files of a data folder, in steps that the next start completes.

use super::data_folder_databases::{self, is_store_file_name};
use super::data_folder_lock::LOCK_FILE_NAME;
use super::store_error::{Result, folder_error};
use crate::view::AccountId;
use std::io::{self, Write as _};
use std::path::Path;

/// The file that marks an erasure in progress; it holds the identifiers of the accounts to erase.
const ERASE_MARKER_FILE_NAME: &str = "mayfly.db.erasing";

/// Returns whether the folder has a database or an unfinished erasure.
pub(crate) fn has_store_files(folder: &Path) -> Result<bool> {
    Ok(folder.join(ERASE_MARKER_FILE_NAME).exists()
        || !data_folder_databases::list_databases_in_opening_order(folder)?.is_empty())
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    /// Ends the loop of the other thread, however the test ends.
    struct SetOnDrop<'a>(&'a AtomicBool);

    impl Drop for SetOnDrop<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    #[test]
    fn erase_marker_always_lists_all_accounts() {
        let folder = tempfile::tempdir().unwrap();
        let accounts: Vec<AccountId> = (1..=500).map(AccountId::new).collect();
        let done = AtomicBool::new(false);
        // Windows neither replaces nor removes a file while it is read. No other process reads the marker.
        let allow_on_windows = |outcome: Result<()>| assert!(outcome.is_ok() || cfg!(windows), "{outcome:?}");
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
            let end = SetOnDrop(&done);
            for _ in 0..300 {
                allow_on_windows(write_erase_marker(folder.path(), &accounts));
                allow_on_windows(remove_erase_marker(folder.path()));
            }
            drop(end);
            assert!(watching.join().unwrap() > 0, "it was looked at in time");
        });
        remove_erase_marker(folder.path()).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
