//! The name of the database's file.

/// The database's file name in the data folder.
pub(super) const DATABASE_FILE_NAME: &str = "mayfly.db";
