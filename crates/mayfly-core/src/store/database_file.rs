//! The name of the database's file.

/// The database's file name in the data folder.
pub(super) const FILE_NAME: &str = "mayfly.db";
