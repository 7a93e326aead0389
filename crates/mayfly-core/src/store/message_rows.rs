//! The `messages` table.

use super::message_columns::{
    MessageOpeningData, MessageToInsert, SUMMARY_COLUMNS, StoredMessage, read_message, read_message_opening_data,
    read_message_summary_row,
};
use super::page_cursor::{PageCursor, RowPage};
use super::readable_rows::{collect_readable_rows, skip_unreadable_row};
use super::search_index;
use super::store_error::Result;
use crate::ports::clock::{from_millis, to_millis};
use crate::view::{AccountId, InboxId, MessageFilter, MessageFilterAndOrder, MessageId, MessageSort, MessageSummary};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Statement, ToSql, params};

/// Returns an inbox's messages, newest first.
pub(crate) fn list_messages_of_inbox(connection: &Connection, inbox: InboxId) -> Result<Vec<MessageSummary>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SUMMARY_COLUMNS} FROM messages WHERE inbox_id = ?1 AND deleted = 0 ORDER BY received_at DESC, key DESC"
    ))?;
    Ok(collect_readable_rows("messages", statement.query_map([inbox], read_message_summary_row)?)?)
}

/// Returns a page of an inbox's messages in the requested order, starting after a cursor.
pub(crate) fn list_message_page(
    connection: &Connection,
    inbox: InboxId,
    options: &MessageFilterAndOrder,
    limit: u32,
    after: Option<&PageCursor>,
) -> Result<RowPage<MessageSummary>> {
    let (column, order, after_cursor) = match options.sort {
        MessageSort::Newest => ("received_at", "received_at DESC, key DESC", "(received_at, key) < (:value, :key)"),
        MessageSort::Oldest => ("received_at", "received_at, key", "(received_at, key) > (:value, :key)"),
        // Messages of one sender or subject are listed newest first.
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
    let after_cursor = if after.is_some() { format!("AND {after_cursor}") } else { String::new() };
    let filter = filter_sql_conditions(options.filter, "messages");
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SUMMARY_COLUMNS}, {column} AS position, key FROM messages
         WHERE inbox_id = :inbox AND deleted = 0 {filter} {after_cursor} ORDER BY {order} LIMIT :limit"
    ))?;
    read_message_page(&mut statement, (":inbox", &inbox), limit, after)
}

/// Returns a page of the messages of all inboxes of an account, newest first, starting after a cursor.
pub(crate) fn list_account_message_page(
    connection: &Connection,
    account: AccountId,
    filter: MessageFilter,
    limit: u32,
    after: Option<&PageCursor>,
) -> Result<RowPage<MessageSummary>> {
    let filter = filter_sql_conditions(filter, "m");
    let after_cursor = if after.is_some() { "AND (m.received_at, m.key) < (:value, :key)" } else { "" };
    // The page is read in order from a covering index. Mail of a converted inbox may be in both inboxes; the copy in the
    // newer one is listed.
    let mut statement = connection.prepare_cached(&format!(
        "WITH listed AS MATERIALIZED (SELECT id FROM inboxes WHERE account_id = :account AND removed_at IS NULL)
         SELECT {SUMMARY_COLUMNS}, messages.received_at AS position, messages.key
         FROM (
            SELECT m.key FROM messages AS m INDEXED BY messages_by_arrival
            WHERE m.deleted = 0 AND m.inbox_id IN (SELECT id FROM listed) {filter} {after_cursor}
               AND NOT EXISTS (
                  SELECT 1 FROM messages AS newer WHERE newer.id = m.id AND newer.inbox_id > m.inbox_id
                     AND newer.deleted = 0 AND newer.inbox_id IN (SELECT id FROM listed))
            ORDER BY m.received_at DESC, m.key DESC LIMIT :limit
         ) AS page
         CROSS JOIN messages ON messages.key = page.key
         ORDER BY messages.received_at DESC, messages.key DESC"
    ))?;
    read_message_page(&mut statement, (":account", &account), limit, after)
}

/// Runs a statement with the parameters `:limit` and, after a cursor, `:value` and `:key`, whose columns `position` and
/// `key` are the cursor of a row.
fn read_message_page(
    statement: &mut Statement<'_>,
    owner: (&str, &dyn ToSql),
    limit: u32,
    after: Option<&PageCursor>,
) -> Result<RowPage<MessageSummary>> {
    let most = i64::from(limit) + 1;
    let mut values: Vec<(&str, &dyn ToSql)> = vec![owner, (":limit", &most)];
    if let Some(after) = after {
        values.extend([(":value", &after.sort_value as &dyn ToSql), (":key", &after.row_id)]);
    }
    let rows = statement.query_map(values.as_slice(), |row| {
        Ok((read_message_summary_row(row)?, PageCursor { sort_value: row.get("position")?, row_id: row.get("key")? }))
    })?;
    Ok(RowPage::new(rows.map(|row| skip_unreadable_row("messages", row)).collect::<rusqlite::Result<_>>()?, limit))
}

/// Returns the conditions of a filter as SQL, each beginning with `AND`.
fn filter_sql_conditions(filter: MessageFilter, table: &str) -> String {
    let MessageFilter { unread, with_code, with_attachments } = filter;
    [(unread, "unread = 1"), (with_code, "code IS NOT NULL"), (with_attachments, "attachment_count > 0")]
        .into_iter()
        .filter(|(is_set, _)| *is_set)
        .map(|(_, condition)| format!(" AND {table}.{condition}"))
        .collect()
}

/// Returns one message of an account. If several inboxes have it, the copy in the newest inbox is returned.
pub(crate) fn get_message(
    connection: &Connection,
    account: AccountId,
    id: &MessageId,
) -> Result<Option<StoredMessage>> {
    let mut statement = connection.prepare_cached(
        "SELECT messages.*, text, content FROM messages JOIN bodies ON message = key
         JOIN inboxes ON inboxes.id = inbox_id
         WHERE messages.id = ?2 AND account_id = ?1 AND deleted = 0 AND removed_at IS NULL
         ORDER BY inbox_id DESC LIMIT 1",
    )?;
    Ok(statement.query_row(params![account, id], read_message).optional()?)
}

/// Returns what opening a message has to know of it before its body, found as by [`get_message`].
pub(crate) fn get_message_opening_data(
    connection: &Connection,
    account: AccountId,
    id: &MessageId,
) -> Result<Option<MessageOpeningData>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SUMMARY_COLUMNS}, is_html, seen_on_service, display_limit
         FROM messages JOIN inboxes ON inboxes.id = inbox_id
         WHERE messages.id = ?2 AND account_id = ?1 AND deleted = 0 AND removed_at IS NULL
         ORDER BY inbox_id DESC LIMIT 1"
    ))?;
    Ok(statement.query_row(params![account, id], read_message_opening_data).optional()?)
}

/// Returns one message of an inbox.
pub(crate) fn get_message_in_inbox(
    connection: &Connection,
    inbox: InboxId,
    id: &MessageId,
) -> Result<Option<StoredMessage>> {
    let mut statement = connection.prepare_cached(
        "SELECT messages.*, text, content FROM messages JOIN bodies ON message = key
         WHERE inbox_id = ?1 AND id = ?2 AND deleted = 0",
    )?;
    Ok(statement.query_row(params![inbox, id], read_message).optional()?)
}

/// Returns the inbox of an account's message, found as by [`get_message`].
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

/// Returns the identifiers of an inbox's messages, oldest first.
pub(crate) fn list_message_ids(connection: &Connection, inbox: InboxId) -> Result<Vec<MessageId>> {
    let mut statement = connection
        .prepare_cached("SELECT id FROM messages WHERE inbox_id = ?1 AND deleted = 0 ORDER BY received_at, key")?;
    Ok(collect_readable_rows("messages", statement.query_map([inbox], |row| row.get(0))?)?)
}

/// Returns the identifiers of all messages that an inbox ever received, deleted ones included.
pub(crate) fn list_message_ids_with_deleted(
    connection: &Connection,
    inbox: InboxId,
) -> Result<std::collections::HashSet<MessageId>> {
    let mut statement = connection.prepare_cached("SELECT id FROM messages WHERE inbox_id = ?1")?;
    Ok(collect_readable_rows("messages", statement.query_map([inbox], |row| row.get(0))?)?)
}

/// Inserts a message; returns `false` if the inbox has or had one with this identifier.
pub(crate) fn insert_message(connection: &Connection, inbox: InboxId, message: &MessageToInsert) -> Result<bool> {
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

/// Returns the summary of a message.
pub(crate) fn get_message_summary(
    connection: &Connection,
    inbox: InboxId,
    id: &MessageId,
) -> Result<Option<MessageSummary>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SUMMARY_COLUMNS} FROM messages WHERE inbox_id = ?1 AND id = ?2 AND deleted = 0"
    ))?;
    Ok(statement.query_row(params![inbox, id], read_message_summary_row).optional()?)
}

/// Returns the newest message with a code that an account received after `since`, and when it was received.
pub(crate) fn find_latest_message_with_code(
    connection: &Connection,
    account: AccountId,
    since: Timestamp,
) -> Result<Option<(MessageSummary, Timestamp)>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SUMMARY_COLUMNS}, arrived_at FROM messages
         WHERE inbox_id IN (SELECT id FROM inboxes WHERE account_id = ?1 AND removed_at IS NULL)
            AND deleted = 0 AND code IS NOT NULL AND arrived_at > ?2
         ORDER BY arrived_at DESC, received_at DESC"
    ))?;
    let rows = statement.query_map(params![account, to_millis(since)], |row| {
        Ok((read_message_summary_row(row)?, from_millis(row.get("arrived_at")?)))
    })?;
    Ok(rows.filter_map(|row| skip_unreadable_row("messages", row).transpose()).next().transpose()?)
}

/// Returns whether another inbox received a message with this identifier: a converted inbox lists its former mail
/// again.
pub(crate) fn is_message_in_other_inbox(connection: &Connection, inbox: InboxId, id: &MessageId) -> Result<bool> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM messages WHERE id = ?2 AND inbox_id <> ?1)")?;
    Ok(statement.query_row(params![inbox, id], |row| row.get(0))?)
}

/// Marks a message as read or unread in the store; returns `false` if nothing changed.
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

/// Records that the message was marked as seen on the service.
pub(crate) fn record_message_seen_on_service(connection: &Connection, inbox: InboxId, id: &MessageId) -> Result<()> {
    connection
        .execute("UPDATE messages SET seen_on_service = 1 WHERE inbox_id = ?1 AND id = ?2", params![inbox, id])?;
    Ok(())
}

/// The assignments that empty the row of a deleted message.
const EMPTY_DELETED_MESSAGE: &str =
    "deleted = 1, unread = 0, from_name = '', from_address = '', recipient = '', subject = '',
    snippet = '', code = NULL, attachments = '[]', attachment_count = 0, sender_order = '', subject_order = ''";

/// Deletes a message's content and keeps its identifier, so that a response in flight can't insert it again.
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

/// Deletes the content of all messages of an inbox as [`delete_message`] does; returns their identifiers.
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
