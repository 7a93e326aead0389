//! Opening connections, each after SQLCipher's start is complete. Everything that opens one in this process does it here.

use rusqlite::{Connection, OpenFlags, Result};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Opens or creates a database file.
#[allow(clippy::disallowed_methods, reason = "SQLCipher was started before")]
pub(super) fn open_unkeyed_database_file(path: &Path) -> Result<Connection> {
    initialise_sqlcipher_once()?;
    Connection::open(path)
}

/// Opens an existing database file for reading only.
#[allow(clippy::disallowed_methods, reason = "SQLCipher was started before")]
pub(super) fn open_database_file_read_only(path: &Path) -> Result<Connection> {
    initialise_sqlcipher_once()?;
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Opens an empty database in memory.
#[allow(clippy::disallowed_methods, reason = "SQLCipher was started before")]
pub(super) fn open_in_memory() -> Result<Connection> {
    initialise_sqlcipher_once()?;
    Connection::open_in_memory()
}

/// Starts SQLite with SQLCipher, once per process, while every other opening waits.
///
/// The process's first opening starts both, but `sqlite3_initialize` marks SQLite as started and lets other threads go
/// on before it calls SQLCipher's part (`SQLITE_EXTRA_INIT`), which allocates its mutexes, heap and random numbers. A
/// thread that sets a key in between is refused with "An error occurred with PRAGMA key or rekey".
#[allow(clippy::disallowed_methods, reason = "this is the start")]
fn initialise_sqlcipher_once() -> Result<()> {
    static IS_STARTED: Mutex<bool> = Mutex::new(false);
    let mut is_started = IS_STARTED.lock().unwrap_or_else(PoisonError::into_inner);
    if !*is_started {
        Connection::open_in_memory()?;
        *is_started = true;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const TEST_NAME: &str = "store::connection_opening::tests::first_openings_of_a_process_succeed_in_parallel";

    /// The environment variable with the folder that a child opens its databases in; it is set in children only.
    const CHILD_FOLDER: &str = "MAYFLY_TEST_OPENINGS_FOLDER";

    /// How many databases each child opens at the same time, as the first thing it does.
    const OPENINGS_PER_CHILD: usize = 20;

    /// How many children run at a time: more than there are processors, so that threads are interrupted.
    const CHILDREN_AT_ONCE: usize = 4;

    /// Precedes each error that a child reports.
    const FAILURE_MARK: &str = "@failed opening: ";

    /// How many databases are opened in all, or the number in `MAYFLY_OPENINGS`.
    fn configured_database_opening_count() -> usize {
        std::env::var("MAYFLY_OPENINGS").ok().map_or(1_600, |text| text.parse().unwrap())
    }

    /// Opens an encrypted database and reads from it.
    fn open_with_test_key(path: &Path) -> Result<()> {
        let connection = open_unkeyed_database_file(path)?;
        connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "a1".repeat(32)))?;
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))
    }

    /// What a child does.
    fn open_databases_at_once(folder: &Path) {
        let barrier = Barrier::new(OPENINGS_PER_CHILD);
        std::thread::scope(|scope| {
            for number in 0..OPENINGS_PER_CHILD {
                let (barrier, path) = (&barrier, folder.join(number.to_string()));
                scope.spawn(move || {
                    barrier.wait();
                    if let Err(error) = open_with_test_key(&path) {
                        println!("{FAILURE_MARK}{error}");
                    }
                });
            }
        });
    }

    /// Returns the errors of a child's openings.
    fn run_child_and_list_opening_errors() -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture", TEST_NAME])
            .env(CHILD_FOLDER, folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "a child ended with {}", output.status);
        let text = String::from_utf8_lossy(&output.stdout);
        text.split(FAILURE_MARK).skip(1).map(|error| error.lines().next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn first_openings_of_a_process_succeed_in_parallel() {
        if let Some(folder) = std::env::var_os(CHILD_FOLDER) {
            open_databases_at_once(Path::new(&folder));
            return;
        }
        let children = configured_database_opening_count().div_ceil(OPENINGS_PER_CHILD);
        let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            for _ in 0..CHILDREN_AT_ONCE {
                scope.spawn(|| {
                    while next.fetch_add(1, Ordering::Relaxed) < children {
                        failures.lock().unwrap().push(run_child_and_list_opening_errors());
                    }
                });
            }
        });
        let failures = failures.into_inner().unwrap();
        let failed: Vec<&String> = failures.iter().flatten().collect();
        println!(
            "{} of {} openings failed, in {} of {children} processes",
            failed.len(),
            children * OPENINGS_PER_CHILD,
            failures.iter().filter(|errors| !errors.is_empty()).count()
        );
        assert!(failed.is_empty(), "{}", failed[0]);
    }
}
