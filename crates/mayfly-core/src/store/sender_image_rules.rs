//! Rules per sender: whether the remote images of a sender's messages are always or never shown.
//!
//! The rules are in the table `image_senders`, whose column `shown` holds [`SenderImageRule::allowed`].

use super::readable_rows::collect_readable_rows;
use super::store_error::Result;
use crate::view::{AccountId, SenderImageRule};
use rusqlite::{Connection, OptionalExtension, params};

/// Returns whether this sender's images are allowed by a rule; `None` if there is no rule for this sender.
pub(crate) fn find_sender_image_rule(
    connection: &Connection,
    account: AccountId,
    address: &str,
) -> Result<Option<bool>> {
    let Some(address) = trim_and_lowercase_address(address) else { return Ok(None) };
    let mut statement =
        connection.prepare_cached("SELECT shown FROM image_senders WHERE account_id = ?1 AND address = ?2")?;
    Ok(statement.query_row(params![account, address], |row| row.get(0)).optional()?)
}

/// Inserts or replaces the rule for a sender. Does nothing for an empty address, which identifies no sender.
pub(crate) fn set_sender_image_rule(
    connection: &Connection,
    account: AccountId,
    address: &str,
    allowed: bool,
) -> Result<()> {
    if let Some(address) = trim_and_lowercase_address(address) {
        connection.execute(
            "INSERT INTO image_senders (account_id, address, shown) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET shown = excluded.shown",
            params![account, address, allowed],
        )?;
    }
    Ok(())
}

/// Returns every rule of the account, ordered by address.
pub(crate) fn list_sender_image_rules(connection: &Connection, account: AccountId) -> Result<Vec<SenderImageRule>> {
    let mut statement =
        connection.prepare("SELECT address, shown FROM image_senders WHERE account_id = ?1 ORDER BY address")?;
    let rows =
        statement.query_map([account], |row| Ok(SenderImageRule { address: row.get(0)?, allowed: row.get(1)? }))?;
    Ok(collect_readable_rows("image_senders", rows)?)
}

/// Removes the rule for a sender, if there is one.
pub(crate) fn remove_sender_image_rule(connection: &Connection, account: AccountId, address: &str) -> Result<()> {
    if let Some(address) = trim_and_lowercase_address(address) {
        connection
            .execute("DELETE FROM image_senders WHERE account_id = ?1 AND address = ?2", params![account, address])?;
    }
    Ok(())
}

/// Removes every rule of the account.
pub(crate) fn clear_sender_image_rules(connection: &Connection, account: AccountId) -> Result<()> {
    connection.execute("DELETE FROM image_senders WHERE account_id = ?1", [account])?;
    Ok(())
}

/// Trims the address and converts it to lower case; `None` if nothing is left.
pub(super) fn trim_and_lowercase_address(address: &str) -> Option<String> {
    Some(address.trim().to_lowercase()).filter(|address| !address.is_empty())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::super::{connection_opening, inbox_rows, migrations};
    use super::*;

    #[test]
    fn migration_keeps_allow_rules_and_derives_missing_end_times() {
        let mut connection = connection_opening::open_in_memory().unwrap();
        migrations::migrate_to_version(&mut connection, 5).unwrap();
        connection
            .execute_batch(
                "INSERT INTO accounts (id, base_url, key_salt, key_digest, created_at) VALUES (1, '', x'', x'', 0);
                 INSERT INTO image_senders (account_id, address) VALUES (1, 'news@harbour.example');
                 INSERT INTO inboxes (account_id, service_id, address, ended, created_at, expires_at, checked_at) VALUES
                    (1, '1', 'open@a.example', NULL, 1000, 9000, 2000), (1, '2', 'over@a.example', 'expired', 1000, 8000, 2000),
                    (1, '3', 'gone@a.example', 'deleted', 1000, NULL, 3000), (1, '4', 'new@a.example', 'deleted', 4000, NULL, NULL);",
            )
            .unwrap();
        migrations::migrate_to_newest_version(&mut connection).unwrap();
        assert_eq!(
            find_sender_image_rule(&connection, AccountId::new(1), " News@Harbour.example").unwrap(),
            Some(true)
        );
        assert_eq!(find_sender_image_rule(&connection, AccountId::new(1), "other@harbour.example").unwrap(), None);
        // Where no end time was recorded, the latest possible one is assumed.
        let rows = inbox_rows::list_inboxes_of_account(&connection, AccountId::new(1)).unwrap();
        let ends: Vec<_> = rows.iter().rev().map(|row| row.inbox_end_time().map(|end| end.as_millisecond())).collect();
        assert_eq!(ends, [Some(9000), Some(8000), Some(3000), Some(4000)]);
    }
}
