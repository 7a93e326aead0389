//! Senders whose mail is not announced.

use super::readable_rows::collect_readable_rows;
use super::sender_image_rules::trim_and_lowercase_address;
use super::store_error::Result;
use crate::view::AccountId;
use rusqlite::{Connection, params};

/// Whether mail from this sender is not announced.
pub(crate) fn is_sender_muted(connection: &Connection, account: AccountId, address: &str) -> Result<bool> {
    let Some(address) = trim_and_lowercase_address(address) else { return Ok(false) };
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM muted_senders WHERE account_id = ?1 AND address = ?2")?;
    Ok(statement.exists(params![account, address])?)
}

/// Mutes a sender or takes that back. Does nothing for an empty address, which identifies no sender.
pub(crate) fn set_sender_muted(connection: &Connection, account: AccountId, address: &str, muted: bool) -> Result<()> {
    let Some(address) = trim_and_lowercase_address(address) else { return Ok(()) };
    let sql = if muted {
        "INSERT INTO muted_senders (account_id, address) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
    } else {
        "DELETE FROM muted_senders WHERE account_id = ?1 AND address = ?2"
    };
    connection.execute(sql, params![account, address])?;
    Ok(())
}

/// The muted senders of the account, ordered by address.
pub(crate) fn list_muted_senders(connection: &Connection, account: AccountId) -> Result<Vec<String>> {
    let mut statement =
        connection.prepare("SELECT address FROM muted_senders WHERE account_id = ?1 ORDER BY address")?;
    let rows = statement.query_map([account], |row| row.get(0))?;
    Ok(collect_readable_rows("muted_senders", rows)?)
}
