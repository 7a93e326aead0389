//! Messages in the store.

use super::cursor::{Cursor, RowPage};
use super::error::Result;
use super::message_columns::{MessageRow, NewMessage, SUMMARY_COLUMNS, read_message, read_summary};
use super::search_index;
use crate::ports::clock::{from_millis, to_millis};
use crate::view::{AccountId, InboxId, MessageId, MessageListOptions, MessageSort, MessageSummary};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, ToSql, params};

/// An inbox's messages, newest first.
pub(crate) fn list_messages_of_inbox(connection: &Connection, inbox: InboxId) -> Result<Vec<MessageSummary>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SUMMARY_COLUMNS} FROM messages WHERE inbox_id = ?1 AND deleted = 0 ORDER BY received_at DESC, key DESC"
    ))?;
    Ok(statement.query_map([inbox], read_summary)?.collect::<rusqlite::Result<_>>()?)
}

/// Some of an inbox's messages in the order asked for, after a place.
pub(crate) fn list_message_page(
    connection: &Connection,
    inbox: InboxId,
    options: &MessageListOptions,
    limit: u32,
    after: Option<&Cursor>,
) -> Result<RowPage<MessageSummary>> {
    let (column, order, further) = match options.sort {
        MessageSort::Newest => ("received_at", "received_at DESC, key DESC", "(received_at, key) < (:value, :key)"),
        MessageSort::Oldest => ("received_at", "received_at, key", "(received_at, key) > (:value, :key)"),
        // The newest of the same first.
        MessageSort::Sender => (
            "sender_order",
            "sender_order, key DESC",
            "(sender_order > :value OR sender_order = :value AND key < :key)",
        ),
        MessageSort::Subject => (
            "subject_order",
            "subject_order, key DESC",
            "(subject_order > :value OR subject_order = :value AND key < :key)",
        ),
    };
    let further = if after.is_some() { format!("AND {further}") } else { String::new() };
    let unread = if options.unread_only { "AND unread = 1" } else { "" };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SUMMARY_COLUMNS}, {column} AS position, key FROM messages
         WHERE inbox_id = :inbox AND deleted = 0 {unread} {further} ORDER BY {order} LIMIT :limit"
    ))?;
    let most = i64::from(limit) + 1;
    let mut values: Vec<(&str, &dyn ToSql)> = vec![(":inbox", &inbox), (":limit", &most)];
    if let Some(after) = after {
        values.extend([(":value", &after.sort_value as &dyn ToSql), (":key", &after.row_id)]);
    }
    let rows = statement.query_map(values.as_slice(), |row| {
        Ok((read_summary(row)?, Cursor { sort_value: row.get("position")?, row_id: row.get("key")? }))
    })?;
    Ok(RowPage::new(rows.collect::<rusqlite::Result<_>>()?, limit))
}

/// One message of an account; the newest where the service used an identifier twice.
pub(crate) fn get_message(connection: &Connection, account: AccountId, id: &MessageId) -> Result<Option<MessageRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT messages.*, text, content FROM messages JOIN bodies ON message = key
         JOIN inboxes ON inboxes.id = inbox_id
         WHERE messages.id = ?2 AND account_id = ?1 AND deleted = 0 AND removed_at IS NULL
         ORDER BY inbox_id DESC LIMIT 1",
    )?;
    Ok(statement.query_row(params![account, id], read_message).optional()?)
}

/// What the list says of a message, as [`get`] finds it, and whether the service knows that it was seen.
pub(crate) fn get_message_summary_and_seen(
    connection: &Connection,
    account: AccountId,
    id: &MessageId,
) -> Result<Option<(MessageSummary, bool)>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SUMMARY_COLUMNS}, seen_on_service FROM messages JOIN inboxes ON inboxes.id = inbox_id
         WHERE messages.id = ?2 AND account_id = ?1 AND deleted = 0 AND removed_at IS NULL
         ORDER BY inbox_id DESC LIMIT 1"
    ))?;
    let row = statement.query_row(params![account, id], |row| Ok((read_summary(row)?, row.get("seen_on_service")?)));
    Ok(row.optional()?)
}

/// One message of an inbox.
pub(crate) fn get_message_in_inbox(
    connection: &Connection,
    inbox: InboxId,
    id: &MessageId,
) -> Result<Option<MessageRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT messages.*, text, content FROM messages JOIN bodies ON message = key
         WHERE inbox_id = ?1 AND id = ?2 AND deleted = 0",
    )?;
    Ok(statement.query_row(params![inbox, id], read_message).optional()?)
}

/// The inbox of an account's message, as [`get`] finds it.
pub(crate) fn find_inbox_of_message(
    connection: &Connection,
    account: AccountId,
    id: &MessageId,
) -> Result<Option<InboxId>> {
    let mut statement = connection.prepare_cached(
        "SELECT max(inbox_id) FROM messages JOIN inboxes ON inboxes.id = inbox_id
         WHERE messages.id = ?2 AND account_id = ?1 AND deleted = 0 AND removed_at IS NULL",
    )?;
    Ok(statement.query_row(params![account, id], |row| row.get(0))?)
}

/// Identifiers of an inbox's messages, the first received first.
pub(crate) fn list_message_ids(connection: &Connection, inbox: InboxId) -> Result<Vec<MessageId>> {
    let mut statement = connection
        .prepare_cached("SELECT id FROM messages WHERE inbox_id = ?1 AND deleted = 0 ORDER BY received_at, key")?;
    Ok(statement.query_map([inbox], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Identifiers of everything an inbox was ever given, deleted messages included.
pub(crate) fn list_message_ids_with_deleted(
    connection: &Connection,
    inbox: InboxId,
) -> Result<std::collections::HashSet<MessageId>> {
    let mut statement = connection.prepare_cached("SELECT id FROM messages WHERE inbox_id = ?1")?;
    Ok(statement.query_map([inbox], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Adds a message; `false` if it was known.
pub(crate) fn insert_message(connection: &Connection, inbox: InboxId, message: &NewMessage) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO messages (inbox_id, id, from_name, from_address, recipient, subject, snippet, code, is_html,
            attachments, attachment_count, received_at, unread, seen_on_service, arrived_at, sender_order,
            subject_order)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
         ON CONFLICT DO NOTHING RETURNING key",
    )?;
    let values = params![
        inbox,
        message.id,
        message.from_name,
        message.from_address,
        message.recipient,
        message.subject,
        message.snippet,
        message.code,
        message.is_html,
        serde_json::to_string(&message.attachments).unwrap_or_else(|_| "[]".into()),
        u32::try_from(message.attachments.len()).unwrap_or(u32::MAX),
        to_millis(message.received_at),
        !message.seen,
        message.seen,
        to_millis(message.arrived_at),
        search_index::sender_sort_text(&message.from_name, &message.from_address),
        search_index::subject_sort_text(&message.subject),
    ];
    let Some(row_id) = statement.query_row(values, |row| row.get(0)).optional()? else { return Ok(false) };
    connection
        .prepare_cached("INSERT INTO bodies (message, text, content, extra) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![row_id, message.text, message.content, message.extra])?;
    search_index::index_message(connection, row_id, message)?;
    Ok(true)
}

/// One message's line.
pub(crate) fn get_message_summary(
    connection: &Connection,
    inbox: InboxId,
    id: &MessageId,
) -> Result<Option<MessageSummary>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SUMMARY_COLUMNS} FROM messages WHERE inbox_id = ?1 AND id = ?2 AND deleted = 0"
    ))?;
    Ok(statement.query_row(params![inbox, id], read_summary).optional()?)
}

/// The newest message with a code among those that came to an account since then, and when it came.
pub(crate) fn find_latest_message_with_code(
    connection: &Connection,
    account: AccountId,
    since: Timestamp,
) -> Result<Option<(MessageSummary, Timestamp)>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SUMMARY_COLUMNS}, arrived_at FROM messages
         WHERE inbox_id IN (SELECT id FROM inboxes WHERE account_id = ?1 AND removed_at IS NULL)
            AND deleted = 0 AND code IS NOT NULL AND arrived_at > ?2
         ORDER BY arrived_at DESC, received_at DESC LIMIT 1"
    ))?;
    Ok(statement
        .query_row(params![account, to_millis(since)], |row| {
            Ok((read_summary(row)?, from_millis(row.get("arrived_at")?)))
        })
        .optional()?)
}

/// Whether another inbox was given a message of this identifier: converting an inbox brings its mail along.
pub(crate) fn is_message_in_other_inbox(connection: &Connection, inbox: InboxId, id: &MessageId) -> Result<bool> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM messages WHERE id = ?2 AND inbox_id <> ?1)")?;
    Ok(statement.query_row(params![inbox, id], |row| row.get(0))?)
}

/// Marks a message as read or unread here; `false` if it was.
pub(crate) fn set_message_unread(
    connection: &Connection,
    inbox: InboxId,
    id: &MessageId,
    unread: bool,
) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "UPDATE messages SET unread = ?3 WHERE inbox_id = ?1 AND id = ?2 AND unread <> ?3 AND deleted = 0",
    )?;
    Ok(statement.execute(params![inbox, id, unread])? == 1)
}

/// Remembers that the service knows the message was read.
pub(crate) fn mark_message_seen_on_service(connection: &Connection, inbox: InboxId, id: &MessageId) -> Result<()> {
    connection
        .execute("UPDATE messages SET seen_on_service = 1 WHERE inbox_id = ?1 AND id = ?2", params![inbox, id])?;
    Ok(())
}

/// What becomes of a message that is deleted.
const EMPTY_DELETED_MESSAGE: &str =
    "deleted = 1, unread = 0, from_name = '', from_address = '', recipient = '', subject = '',
    snippet = '', code = NULL, attachments = '[]', attachment_count = 0, sender_order = '', subject_order = ''";

/// Deletes a message's content and keeps its identifier, so that a list already under way can't bring it back.
pub(crate) fn delete_message(connection: &Connection, inbox: InboxId, id: &MessageId) -> Result<()> {
    let mut statement = connection.prepare_cached(&format!(
        "UPDATE messages SET {EMPTY_DELETED_MESSAGE} WHERE inbox_id = ?1 AND id = ?2 RETURNING key"
    ))?;
    let Some(row_id) = statement.query_row(params![inbox, id], |row| row.get::<_, i64>(0)).optional()? else {
        return Ok(());
    };
    connection.prepare_cached("DELETE FROM bodies WHERE message = ?1")?.execute([row_id])?;
    search_index::remove_from_index(connection, row_id)
}

/// Deletes the content of all of an inbox's messages in the same way; tells which there were.
pub(crate) fn delete_all_messages(connection: &Connection, inbox: InboxId) -> Result<Vec<MessageId>> {
    let ids = list_message_ids(connection, inbox)?;
    let those = "(SELECT key FROM messages WHERE inbox_id = ?1 AND deleted = 0)";
    connection.execute(&format!("DELETE FROM search WHERE rowid IN {those}"), [inbox])?;
    connection.execute(&format!("DELETE FROM bodies WHERE message IN {those}"), [inbox])?;
    connection.execute(
        &format!("UPDATE messages SET {EMPTY_DELETED_MESSAGE} WHERE inbox_id = ?1 AND deleted = 0"),
        [inbox],
    )?;
    Ok(ids)
}
