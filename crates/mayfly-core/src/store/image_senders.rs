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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::super::{inboxes, migrations};
    use super::*;

    #[test]
    fn what_an_earlier_mayfly_kept_means_what_it_meant() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrations::apply_until(&mut connection, 5).unwrap();
        connection
            .execute_batch(
                "INSERT INTO accounts (id, base_url, key_salt, key_digest, created_at) VALUES (1, '', x'', x'', 0);
                 INSERT INTO image_senders (account_id, address) VALUES (1, 'news@harbour.example');
                 INSERT INTO inboxes (account_id, service_id, address, ended, created_at, expires_at, checked_at) VALUES
                    (1, '1', 'open@a.example', NULL, 1000, 9000, 2000), (1, '2', 'over@a.example', 'expired', 1000, 8000, 2000),
                    (1, '3', 'gone@a.example', 'deleted', 1000, NULL, 3000), (1, '4', 'new@a.example', 'deleted', 4000, NULL, NULL);",
            )
            .unwrap();
        migrations::apply(&mut connection).unwrap();
        assert_eq!(get(&connection, 1, " News@Harbour.example").unwrap(), Some(true));
        assert_eq!(get(&connection, 1, "other@harbour.example").unwrap(), None);
        // Ends that nobody wrote down are taken to be late rather than early.
        let rows = inboxes::of_account(&connection, 1).unwrap();
        let ends: Vec<_> = rows.iter().rev().map(|row| row.end().map(|end| end.as_millisecond())).collect();
        assert_eq!(ends, [Some(9000), Some(8000), Some(3000), Some(4000)]);
    }
}
