//! Accounts in the store. The key itself is never here: it lives in the keychain.

use super::Result;
use crate::clock::to_millis;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use tempmailg::ApiKey;

/// A stored account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AccountRow {
    pub(crate) id: u32,
    pub(crate) base_url: String,
    pub(crate) selected_inbox: Option<u32>,
}

impl AccountRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { id: row.get("id")?, base_url: row.get("base_url")?, selected_inbox: row.get("selected_inbox")? })
    }
}

/// The account that was signed in last.
pub(crate) fn signed_in(connection: &Connection) -> Result<Option<AccountRow>> {
    Ok(connection
        .query_row("SELECT * FROM accounts WHERE signed_in = 1 ORDER BY id DESC", [], AccountRow::read)
        .optional()?)
}

/// The account with that base URL and key, if this store knows it: signing in again finds one's inboxes.
pub(crate) fn find(connection: &Connection, base_url: &str, key: &ApiKey) -> Result<Option<u32>> {
    let mut statement = connection.prepare("SELECT id, key_salt, key_digest FROM accounts WHERE base_url = ?1")?;
    let mut rows = statement.query([base_url])?;
    while let Some(row) = rows.next()? {
        let (salt, kept): (Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(2)?);
        if digest(&salt, key) == kept {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

/// Adds an account that is not yet signed in.
pub(crate) fn insert(
    connection: &Connection,
    base_url: &str,
    key: &ApiKey,
    salt: [u8; 16],
    now: Timestamp,
) -> Result<u32> {
    Ok(connection.query_row(
        "INSERT INTO accounts (base_url, key_salt, key_digest, created_at) VALUES (?1, ?2, ?3, ?4) RETURNING id",
        params![base_url, salt, digest(&salt, key), to_millis(now)],
        |row| row.get(0),
    )?)
}

/// Gives an account another key.
pub(crate) fn set_key(connection: &Connection, id: u32, base_url: &str, key: &ApiKey, salt: [u8; 16]) -> Result<()> {
    connection.execute(
        "UPDATE accounts SET base_url = ?2, key_salt = ?3, key_digest = ?4 WHERE id = ?1",
        params![id, base_url, salt, digest(&salt, key)],
    )?;
    Ok(())
}

/// Makes this account the one that is signed in; `None` for none.
pub(crate) fn set_signed_in(connection: &Connection, id: Option<u32>) -> Result<()> {
    connection.execute("UPDATE accounts SET signed_in = (id IS ?1)", [id])?;
    Ok(())
}

/// Remembers the inbox last looked at.
pub(crate) fn select_inbox(connection: &Connection, account: u32, inbox: Option<u32>) -> Result<()> {
    connection.execute("UPDATE accounts SET selected_inbox = ?2 WHERE id = ?1", params![account, inbox])?;
    Ok(())
}

/// One account.
pub(crate) fn get(connection: &Connection, id: u32) -> Result<Option<AccountRow>> {
    Ok(connection.query_row("SELECT * FROM accounts WHERE id = ?1", [id], AccountRow::read).optional()?)
}

/// Every account's identifier.
pub(crate) fn ids(connection: &Connection) -> Result<Vec<u32>> {
    let mut statement = connection.prepare("SELECT id FROM accounts")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

// A key is long and random, so a plain salted hash can't be turned back; it only tells keys apart.
fn digest(salt: &[u8], key: &ApiKey) -> Vec<u8> {
    Sha256::new().chain_update(salt).chain_update(key.expose()).finalize().to_vec()
}
