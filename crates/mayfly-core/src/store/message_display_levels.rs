//! How much of a message is shown: the column `display_limit` of `messages`.

use super::store_error::Result;
use crate::view::{AccountId, MessageDisplayLimit, MessageId};
use rusqlite::{Connection, params};

/// Reads a value of the column. A value of a later version shows nothing, which is always safe.
pub(super) fn display_limit_from_integer(limit: i64) -> MessageDisplayLimit {
    match limit {
        0 => MessageDisplayLimit::Full,
        1 => MessageDisplayLimit::PlainText,
        _ => MessageDisplayLimit::Nothing,
    }
}

fn display_limit_to_integer(display: MessageDisplayLimit) -> i64 {
    match display {
        MessageDisplayLimit::Full => 0,
        MessageDisplayLimit::PlainText => 1,
        MessageDisplayLimit::Nothing => 2,
    }
}

/// Stores how much of an account's message is shown, in every inbox that has it.
pub(crate) fn set_message_display(
    connection: &Connection,
    account: AccountId,
    id: &MessageId,
    display: MessageDisplayLimit,
) -> Result<()> {
    connection.execute(
        "UPDATE messages SET display_limit = ?3
         WHERE id = ?2 AND inbox_id IN (SELECT id FROM inboxes WHERE account_id = ?1)",
        params![account, id, display_limit_to_integer(display)],
    )?;
    Ok(())
}
