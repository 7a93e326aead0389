//! Errors of the store.

use rusqlite::ErrorCode as SqlCode;
use std::io;
use std::path::{Path, PathBuf};

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database is damaged or encrypted with another key. If this is detected at the start, the file is renamed to
    /// `set_aside`.
    #[error("the database could not be read")]
    Unreadable {
        /// The new path of the file; `None` if it was not renamed, because the damage was detected later.
        set_aside: Option<PathBuf>,
    },
    /// The database was created by a newer version of Mayfly; it was not changed.
    #[error("the database was made by a newer version of Mayfly")]
    TooNew,
    /// Another Mayfly process uses the same data folder.
    #[error("another Mayfly uses the same data folder")]
    InUse,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The data folder, or a file in it other than the database, can't be used.
    #[error("{path} can't be used: {source}")]
    Folder {
        /// The file or folder.
        path: PathBuf,
        /// The underlying error.
        source: io::Error,
    },
    /// Any other failure of the database.
    #[error("the database failed: {0}")]
    Failed(rusqlite::Error),
    /// The work panicked; its transaction was rolled back.
    #[error("the work on the database panicked")]
    Panicked,
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

/// Result of the store's functions.
pub(crate) type Result<T> = std::result::Result<T, StoreError>;

/// Converts an error about a file or folder of the data folder.
pub(super) fn folder_error(path: &Path) -> impl Fn(io::Error) -> StoreError + use<> {
    let path = path.to_owned();
    move |source| match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Folder { path: path.clone(), source },
    }
}
