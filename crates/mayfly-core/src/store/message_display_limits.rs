//! How much of a message is shown: the column `display_limit` of `messages`.

use super::store_error::Result;
use crate::view::{AccountId, MessageDisplay, MessageId};
use rusqlite::{Connection, params};

/// Reads a value of the column. A value of a later version shows nothing, which is always safe.
pub(super) fn message_display_from_limit(limit: i64) -> MessageDisplay {
    match limit {
        0 => MessageDisplay::Full,
        1 => MessageDisplay::PlainText,
        _ => MessageDisplay::Nothing,
    }
}

fn display_to_stored_limit(display: MessageDisplay) -> i64 {
    match display {
        MessageDisplay::Full => 0,
        MessageDisplay::PlainText => 1,
        MessageDisplay::Nothing => 2,
    }
}

/// Stores how much of an account's message is shown, in every inbox that has it.
pub(crate) fn set_message_display(
    connection: &Connection,
    account: AccountId,
    id: &MessageId,
    display: MessageDisplay,
) -> Result<()> {
    connection.execute(
        "UPDATE messages SET display_limit = ?3
         WHERE id = ?2 AND inbox_id IN (SELECT id FROM inboxes WHERE account_id = ?1)",
        params![account, id, display_to_stored_limit(display)],
    )?;
    Ok(())
}
