//! How much of a message is shown: the column `display_limit` of `messages`.

use super::store_error::Result;
use crate::view::{AccountId, MessageDisplayLevel, MessageId};
use rusqlite::{Connection, params};

/// Reads a value of the column. A value of a later version shows nothing, which is always safe.
pub(super) fn message_display_from_limit(limit: i64) -> MessageDisplayLevel {
    match limit {
        0 => MessageDisplayLevel::Full,
        1 => MessageDisplayLevel::PlainText,
        _ => MessageDisplayLevel::Nothing,
    }
}

fn display_to_stored_limit(display: MessageDisplayLevel) -> i64 {
    match display {
        MessageDisplayLevel::Full => 0,
        MessageDisplayLevel::PlainText => 1,
        MessageDisplayLevel::Nothing => 2,
    }
}

/// Stores how much of an account's message is shown, in every inbox that has it.
pub(crate) fn set_message_display(
    connection: &Connection,
    account: AccountId,
    id: &MessageId,
    display: MessageDisplayLevel,
) -> Result<()> {
    connection.execute(
        "UPDATE messages SET display_limit = ?3
         WHERE id = ?2 AND inbox_id IN (SELECT id FROM inboxes WHERE account_id = ?1)",
        params![account, id, display_to_stored_limit(display)],
    )?;
    Ok(())
}
