//! How much of a message is shown: the column `display_limit` of `messages`.

use super::store_error::Result;
use crate::view::{AccountId, MessageBodyDisplayLevel, MessageId};
use rusqlite::{Connection, params};

/// Reads a value of the column. A value of a later version shows nothing, which is always safe.
pub(super) fn message_display_limit_from_integer(limit: i64) -> MessageBodyDisplayLevel {
    match limit {
        0 => MessageBodyDisplayLevel::Full,
        1 => MessageBodyDisplayLevel::PlainText,
        _ => MessageBodyDisplayLevel::Nothing,
    }
}

fn display_limit_to_integer(display: MessageBodyDisplayLevel) -> i64 {
    match display {
        MessageBodyDisplayLevel::Full => 0,
        MessageBodyDisplayLevel::PlainText => 1,
        MessageBodyDisplayLevel::Nothing => 2,
    }
}

/// Stores how much of an account's message is shown, in every inbox that has it.
pub(crate) fn set_message_display_limit(
    connection: &Connection,
    account: AccountId,
    id: &MessageId,
    display: MessageBodyDisplayLevel,
) -> Result<()> {
    connection.execute(
        "UPDATE messages SET display_limit = ?3
         WHERE id = ?2 AND inbox_id IN (SELECT id FROM inboxes WHERE account_id = ?1)",
        params![account, id, display_limit_to_integer(display)],
    )?;
    Ok(())
}
