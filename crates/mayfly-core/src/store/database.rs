//! The SQLCipher connection: opening, configuring, and replacing it after damage was met.

use super::store_error::{Result, StoreError};
use super::store_key::StoreKey;
use super::{account_rows, connection_opening, inbox_rows, migrations, search_index, setting_rows};
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode as SqlCode};
use secrecy::ExposeSecret;
use std::path::Path;

/// The connection, and how to open it again. A connection that met a damaged page reads nothing more, and SQLCipher
/// calls its database read-only.
pub(super) struct Database {
    connection: Connection,
    /// `None` for a database in memory, where a new connection would be to another, empty database.
    reconnect: Option<Box<dyn Fn() -> Result<Connection> + Send>>,
}

impl Database {
    /// Opens or creates the database at `path`, encrypted with `store_key`.
    pub(super) fn open(path: &Path, store_key: &StoreKey) -> Result<Self> {
        let (path, store_key) = (path.to_owned(), store_key.clone());
        let connect = move || open_encrypted_database(&path, &store_key);
        let connection = migrate_and_verify_database(connect()?)?;
        Ok(Self { connection, reconnect: Some(Box::new(connect)) })
    }

    /// An empty database in memory.
    pub(super) fn open_in_memory() -> Result<Self> {
        let connection = migrate_and_verify_database(configure_connection(connection_opening::open_in_memory()?)?)?;
        Ok(Self { connection, reconnect: None })
    }

    /// Runs `work`; if it met damage, the connection is replaced so that undamaged parts stay readable.
    pub(super) fn run<T>(&mut self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        let outcome = work(&mut self.connection);
        match outcome {
            Err(error @ StoreError::Unreadable { .. }) => {
                self.reconnect();
                Err(error)
            }
            Err(StoreError::Failed(error)) if error.sqlite_error_code() == Some(SqlCode::ReadOnly) => {
                let is_damaged = self.reconnect() && self.connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_ok();
                Err(if is_damaged { StoreError::Unreadable { set_aside: None } } else { StoreError::Failed(error) })
            }
            outcome => outcome,
        }
    }

    /// Replaces the connection; `false` if that is impossible or fails.
    pub(super) fn reconnect(&mut self) -> bool {
        let Some(Ok(fresh)) = self.reconnect.as_ref().map(|connect| connect()) else { return false };
        self.connection = fresh;
        true
    }
}

fn open_encrypted_database(path: &Path, store_key: &StoreKey) -> Result<Connection> {
    let connection = connection_opening::open_unkeyed_database_file(path)?;
    // The key is ours and hexadecimal; it can't be a bound parameter of a PRAGMA.
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", store_key.secret().expose_secret()))?;
    configure_connection(connection)
}

/// Opens an existing database for reading only; nothing is configured or migrated.
pub(super) fn connect_file_read_only(path: &Path, store_key: &StoreKey) -> Result<Connection> {
    let connection = connection_opening::open_database_file_read_only(path)?;
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", store_key.secret().expose_secret()))?;
    Ok(connection)
}

fn configure_connection(connection: Connection) -> Result<Connection> {
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;",
    )?;
    // As many as there are kinds of queries: search alone has one for each set of its conditions.
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Brings the schema and what is derived up to date, and reads what every start reads.
fn migrate_and_verify_database(mut connection: Connection) -> Result<Connection> {
    migrations::migrate_to_newest_version(&mut connection)?;
    search_index::rebuild_index_if_outdated(&mut connection)?;
    // What was removed before the last end stays removed.
    inbox_rows::purge_removed_inboxes(&connection, Timestamp::MAX)?;
    ensure_startup_rows_readable(&connection)?;
    Ok(connection)
}

/// Reads what every start reads: a database that is damaged there can't be used and has to be set aside.
fn ensure_startup_rows_readable(connection: &Connection) -> Result<()> {
    account_rows::list_signed_in_accounts(connection)?;
    setting_rows::read_settings(connection)?;
    for account in account_rows::list_account_ids(connection)? {
        inbox_rows::list_inboxes_of_account(connection, account)?;
        inbox_rows::list_latest_mail_times(connection, account)?;
    }
    Ok(())
}
