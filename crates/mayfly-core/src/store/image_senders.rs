//! Senders about whose remote images the user decided.

use super::Result;
use crate::view::ImageSender;
use rusqlite::{Connection, OptionalExtension, params};

/// Whether this sender's images are always shown, or never; `None` if nothing was decided.
pub(crate) fn get(connection: &Connection, account: u32, address: &str) -> Result<Option<bool>> {
    let Some(address) = normal(address) else { return Ok(None) };
    let mut statement =
        connection.prepare_cached("SELECT shown FROM image_senders WHERE account_id = ?1 AND address = ?2")?;
    Ok(statement.query_row(params![account, address], |row| row.get(0)).optional()?)
}

/// Remembers a decision. A sender without an address can't be told from others and is not remembered.
pub(crate) fn set(connection: &Connection, account: u32, address: &str, shown: bool) -> Result<()> {
    if let Some(address) = normal(address) {
        connection.execute(
            "INSERT INTO image_senders (account_id, address, shown) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET shown = excluded.shown",
            params![account, address, shown],
        )?;
    }
    Ok(())
}

/// Every decision, by address.
pub(crate) fn all(connection: &Connection, account: u32) -> Result<Vec<ImageSender>> {
    let mut statement =
        connection.prepare("SELECT address, shown FROM image_senders WHERE account_id = ?1 ORDER BY address")?;
    let rows = statement.query_map([account], |row| Ok(ImageSender { address: row.get(0)?, shown: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets what was decided about a sender.
pub(crate) fn remove(connection: &Connection, account: u32, address: &str) -> Result<()> {
    if let Some(address) = normal(address) {
        connection
            .execute("DELETE FROM image_senders WHERE account_id = ?1 AND address = ?2", params![account, address])?;
    }
    Ok(())
}

/// Forgets them all.
pub(crate) fn clear(connection: &Connection, account: u32) -> Result<()> {
    connection.execute("DELETE FROM image_senders WHERE account_id = ?1", [account])?;
    Ok(())
}

fn normal(address: &str) -> Option<String> {
    Some(address.trim().to_lowercase()).filter(|address| !address.is_empty())
}
