//! Senders whose remote images are always shown.

use super::Result;
use rusqlite::{Connection, params};

/// Whether this sender's images are always shown.
pub(crate) fn contains(connection: &Connection, account: u32, address: &str) -> Result<bool> {
    let Some(address) = normal(address) else { return Ok(false) };
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM image_senders WHERE account_id = ?1 AND address = ?2")?;
    Ok(statement.exists(params![account, address])?)
}

/// Remembers a sender. One without an address can't be told from others and is not remembered.
pub(crate) fn add(connection: &Connection, account: u32, address: &str) -> Result<()> {
    if let Some(address) = normal(address) {
        connection.execute(
            "INSERT INTO image_senders (account_id, address) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![account, address],
        )?;
    }
    Ok(())
}

/// Forgets a sender.
pub(crate) fn remove(connection: &Connection, account: u32, address: &str) -> Result<()> {
    if let Some(address) = normal(address) {
        connection
            .execute("DELETE FROM image_senders WHERE account_id = ?1 AND address = ?2", params![account, address])?;
    }
    Ok(())
}

fn normal(address: &str) -> Option<String> {
    Some(address.trim().to_lowercase()).filter(|address| !address.is_empty())
}
