//! The full-text index, and searching with it.
//!
//! The index is a contentless FTS5 table: it stores the plain forms of words from [`crate::fulltext::words`], and none
//! of the data of other tables. Its rows have the same row identifiers as their messages. It is written in the
//! transactions that write messages; a trigger deletes a row together with its message. FTS5's `ascii` tokenizer only
//! splits at spaces, so that index, query and highlighting agree on what a word is.

use super::message_columns::{MessageToInsert, SUMMARY_COLUMNS, read_message_summary_row};
use super::page_cursor::{PageCursor, RowPage};
use super::readable_rows::{collect_readable_rows, skip_unreadable_row};
use super::store_error::Result;
use crate::fulltext::search_query::{SearchField, SearchQuery, Term};
use crate::fulltext::words::{self, SearchIndexWords};
use crate::view::{AccountId, InboxId, MessageSummary};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};

/// How many characters of a message's text are searched for matches to highlight.
const MAX_HIGHLIGHTED_CHARS: u32 = 32 << 10;

/// A message that matches a query.
#[derive(Debug)]
pub(crate) struct SearchRow {
    pub(crate) summary: MessageSummary,
    /// The beginning of the body's text.
    pub(crate) text: String,
    pub(crate) inbox_address: String,
    pub(crate) inbox_label: Option<String>,
}

/// Adds a message to the index.
pub(super) fn index_message(connection: &Connection, row_id: i64, message: &MessageToInsert) -> Result<()> {
    let sender = join_sender(&message.from_name, &message.from_address);
    let code = message.code.as_deref().unwrap_or_default();
    index_texts(connection, row_id, &sender, &message.subject, &message.text, code)
}

fn index_texts(
    connection: &Connection,
    row_id: i64,
    sender: &str,
    subject: &str,
    text: &str,
    code: &str,
) -> Result<()> {
    let mut statement = connection
        .prepare_cached("INSERT INTO search (rowid, sender, subject, body, code) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let words = words::to_index_text;
    statement.execute(params![row_id, words(sender), words(subject), words(text), words(code)])?;
    Ok(())
}

/// Returns the sort key for lists ordered by sender.
pub(super) fn sender_sort_text(name: &str, address: &str) -> String {
    words::to_sort_text(&join_sender(name, address))
}

/// Returns the sort key for lists ordered by subject.
pub(super) fn subject_sort_text(subject: &str) -> String {
    words::to_sort_text(subject)
}

fn join_sender(name: &str, address: &str) -> String {
    format!("{name} {address}")
}

/// Removes a message from the index.
pub(super) fn remove_from_index(connection: &Connection, row_id: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([row_id])?;
    Ok(())
}

/// Rebuilds the index and the sort keys if they were built with another version of the word splitting, or never.
pub(super) fn rebuild_index_if_outdated(connection: &mut Connection) -> Result<()> {
    let sql = "SELECT version FROM derived WHERE name = 'search'";
    let indexed: Option<u32> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
    if indexed == Some(words::WORDS_VERSION) {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    transaction.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
    let row_ids: Vec<i64> = transaction
        .prepare("SELECT key FROM messages WHERE deleted = 0")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for row_id in row_ids {
        index_stored_message(&transaction, row_id)?;
    }
    transaction.execute(
        "INSERT INTO derived (name, version) VALUES ('search', ?1) ON CONFLICT DO UPDATE SET version = excluded.version",
        [words::WORDS_VERSION],
    )?;
    transaction.commit()?;
    Ok(())
}

/// Indexes a stored message and fills its sort keys.
pub(super) fn index_stored_message(connection: &Connection, row_id: i64) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT from_name, from_address, subject, text, code FROM messages JOIN bodies ON message = key WHERE key = ?1",
    )?;
    let row = statement.query_row([row_id], |row| {
        let text = |column: usize| row.get::<_, String>(column);
        Ok((join_sender(&text(0)?, &text(1)?), text(2)?, text(3)?, row.get::<_, Option<String>>(4)?))
    });
    let Some((sender, subject, text, code)) = skip_unreadable_row("messages", row.optional())?.flatten() else {
        return Ok(());
    };
    index_texts(connection, row_id, &sender, &subject, &text, code.as_deref().unwrap_or_default())?;
    connection
        .prepare_cached("UPDATE messages SET sender_order = ?2, subject_order = ?3 WHERE key = ?1")?
        .execute(params![row_id, words::to_sort_text(&sender), words::to_sort_text(&subject)])?;
    Ok(())
}

/// Returns the messages of an account that match a query, newest first, starting after a cursor.
///
/// The query reads messages in order from a covering index and looks each of them up among the FTS5 matches. The cost
/// is about the same for a letter that occurs everywhere as for a rare word.
pub(crate) fn find_messages(
    connection: &Connection,
    account: AccountId,
    query: &SearchQuery,
    limit: u32,
    after: Option<&PageCursor>,
) -> Result<RowPage<SearchRow>> {
    let inboxes = matching_inbox_ids_json(connection, account, query)?;
    let mut conditions = String::new();
    let mut values: Vec<(&str, Value)> =
        vec![(":inboxes", Value::Text(inboxes)), (":limit", Value::Integer(i64::from(limit) + 1))];
    let mut condition = |sql: &str, name: &'static str, value: Option<Value>| {
        if let Some(value) = value {
            conditions.push_str(" AND ");
            conditions.push_str(sql);
            values.push((name, value));
        }
    };
    let flag = |flag: Option<bool>| flag.map(|flag| Value::Integer(i64::from(flag)));
    // The unary `+` keeps SQLite from iterating over the FTS5 matches, which are in no useful order.
    let found = "+m.key IN (SELECT rowid FROM search WHERE search MATCH :terms)";
    condition(found, ":terms", to_fts_expression(&query.terms, " AND "));
    let without = "+m.key NOT IN (SELECT rowid FROM search WHERE search MATCH :without)";
    condition(without, ":without", to_fts_expression(&query.excluded_terms, " OR "));
    condition("m.unread = :unread", ":unread", flag(query.is_unread));
    condition("(m.attachment_count > 0) = :attachment", ":attachment", flag(query.has_attachment));
    condition("(m.code IS NOT NULL) = :code", ":code", flag(query.has_code));
    condition("(m.received_at, m.key) < (:time, :key)", ":time", after.map(|after| after.sort_value.clone()));
    if let Some(after) = after {
        values.push((":key", Value::Integer(after.row_id)));
    }
    // Mail of a converted inbox may be in both inboxes; the copy in the newer one is returned.
    let sql = format!(
        "SELECT {SUMMARY_COLUMNS}, messages.key, inboxes.address, inboxes.label, substr(bodies.text, 1, {MAX_HIGHLIGHTED_CHARS}) AS text
         FROM (
            SELECT m.key FROM messages AS m INDEXED BY messages_by_arrival
            WHERE m.deleted = 0 AND m.inbox_id IN (SELECT value FROM json_each(:inboxes)){conditions}
               AND NOT EXISTS (
                  SELECT 1 FROM messages AS newer WHERE newer.id = m.id AND newer.inbox_id > m.inbox_id
                     AND newer.deleted = 0 AND newer.inbox_id IN (SELECT value FROM json_each(:inboxes)))
            ORDER BY m.received_at DESC, m.key DESC LIMIT :limit
         ) AS page
         CROSS JOIN messages ON messages.key = page.key
         CROSS JOIN bodies ON bodies.message = page.key
         CROSS JOIN inboxes ON inboxes.id = messages.inbox_id
         ORDER BY messages.received_at DESC, messages.key DESC"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value as &dyn rusqlite::ToSql)).collect();
    let rows = statement.query_map(values.as_slice(), |row| {
        let found = SearchRow {
            summary: read_message_summary_row(row)?,
            text: row.get("text")?,
            inbox_address: row.get("address")?,
            inbox_label: row.get("label")?,
        };
        Ok((found, PageCursor { sort_value: row.get("received_at")?, row_id: row.get("key")? }))
    })?;
    Ok(RowPage::new(rows.map(|row| skip_unreadable_row("messages", row)).collect::<rusqlite::Result<_>>()?, limit))
}

/// Returns the identifiers of the inboxes that a query searches, as a JSON array.
fn matching_inbox_ids_json(connection: &Connection, account: AccountId, query: &SearchQuery) -> Result<String> {
    let mut statement = connection
        .prepare_cached("SELECT id, address, label FROM inboxes WHERE account_id = ?1 AND removed_at IS NULL")?;
    let rows = statement
        .query_map([account], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?)))?;
    let named: Vec<(InboxId, String, Option<String>)> = collect_readable_rows("inboxes", rows)?;
    let mut inboxes: Vec<InboxId> = Vec::new();
    for (id, address, label) in named {
        let names = SearchIndexWords::new(&format!("{address} {}", label.unwrap_or_default()));
        let wanted = query.inbox_terms.iter().all(|term| term.occurs_in(&names));
        if wanted && !query.excluded_inbox_terms.iter().any(|term| term.occurs_in(&names)) {
            inboxes.push(id);
        }
    }
    Ok(serde_json::to_string(&inboxes).unwrap_or_else(|_| "[]".into()))
}

/// Returns the terms as an FTS5 query expression. Words consist of letters and digits, so they contain no FTS5 syntax.
fn to_fts_expression(terms: &[Term], between: &str) -> Option<Value> {
    let phrase = |term: &Term| {
        let column = match term.search_field {
            SearchField::Any => "",
            SearchField::Sender => "sender : ",
            SearchField::Subject => "subject : ",
        };
        format!("{column}\"{}\"{}", term.words.join(" "), if term.is_prefix { " *" } else { "" })
    };
    let phrases: Vec<_> = terms.iter().map(phrase).collect();
    (!phrases.is_empty()).then(|| Value::Text(phrases.join(between)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::super::{connection_opening, inbox_rows, message_rows, migrations};
    use super::*;
    use crate::view::MessageBodyDisplayLevel;
    use jiff::Timestamp;
    use proptest::prelude::*;

    /// A database with one account and one inbox.
    fn open_test_database() -> Connection {
        let mut connection = connection_opening::open_in_memory().unwrap();
        migrations::migrate_to_newest_version(&mut connection).unwrap();
        rebuild_index_if_outdated(&mut connection).unwrap();
        connection.execute_batch(INSERT_ACCOUNT).unwrap();
        connection
    }

    const ACCOUNT: AccountId = AccountId::new(1);

    const INBOX: InboxId = InboxId::new(1);

    const INSERT_ACCOUNT: &str = "PRAGMA foreign_keys = ON;
        INSERT INTO accounts (base_url, key_salt, key_digest, created_at) VALUES ('', x'', x'', 0);
        INSERT INTO inboxes (account_id, service_id, address, created_at) VALUES (1, '', 'box@example.com', 0);";

    fn new_message(id: &str, subject: &str, text: &str) -> MessageToInsert {
        MessageToInsert {
            id: id.into(),
            from_name: "Sender".into(),
            from_address: "a@b.example".into(),
            recipient: String::new(),
            subject: subject.into(),
            snippet: String::new(),
            text: text.into(),
            code: None,
            is_html: false,
            content: text.into(),
            attachments: Vec::new(),
            received_at: Timestamp::UNIX_EPOCH,
            arrived_at: Timestamp::UNIX_EPOCH,
            seen: false,
            extra: "{}".into(),
        }
    }

    fn search_ids(connection: &Connection, query: &str) -> Vec<String> {
        let query = SearchQuery::parse(query);
        if query.is_empty() {
            return Vec::new();
        }
        let found = find_messages(connection, ACCOUNT, &query, 50, None).unwrap();
        found.rows.into_iter().map(|row| row.summary.id.to_string()).collect()
    }

    fn count_indexed_messages(connection: &Connection) -> u32 {
        connection.query_row("SELECT count(*) FROM search", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn messages_stored_before_the_index_existed_are_found() {
        let mut connection = connection_opening::open_in_memory().unwrap();
        migrations::migrate_to_version(&mut connection, 3).unwrap();
        connection.execute_batch(INSERT_ACCOUNT).unwrap();
        connection
            .execute_batch(
                "INSERT INTO messages (inbox_id, id, from_name, from_address, recipient, subject, snippet, text, code,
                    is_html, content, attachments, received_at, unread, seen_on_service, deleted, extra, arrived_at)
                 VALUES (1, 'm1', 'Đào', 'a@b.example', 'box@example.com', 'Vé tàu', 'Xin', 'Xin chào', '123456', 1,
                    '<p>Xin chào', '[{\"name\":\"a\",\"size\":1},{\"name\":\"b\",\"size\":null}]', 7000, 1, 0, 0,
                    '{\"x\":1}', 8000),
                    (1, 'm2', '', '', '', '', '', '', NULL, 0, '', '[]', 1, 0, 1, 1, '{}', 0);",
            )
            .unwrap();
        migrations::migrate_to_newest_version(&mut connection).unwrap();
        rebuild_index_if_outdated(&mut connection).unwrap();
        for query in ["dao", "ve tau", "chao", "123456", "has:attachment has:code is:unread to:box"] {
            assert_eq!(search_ids(&connection, query), ["m1"], "{query}");
        }
        let row = message_rows::get_message(&connection, ACCOUNT, &"m1".into()).unwrap().unwrap();
        assert_eq!((row.text.as_str(), row.content.as_str()), ("Xin chào", "<p>Xin chào"));
        assert_eq!((row.attachments.len(), row.summary.attachments), (2, 2));
        assert!(row.summary.unread && row.is_html);
        let status = message_rows::get_message_opening_data(&connection, ACCOUNT, &"m1".into()).unwrap().unwrap();
        assert!(!status.seen_on_service && status.display == MessageBodyDisplayLevel::Full);
        assert_eq!(row.summary.received_at, "1970-01-01T00:00:07.000Z");
        assert!(
            message_rows::list_message_ids_with_deleted(&connection, INBOX).unwrap().contains(&"m2".into()),
            "the identifier of a deleted message stays"
        );
        let extra: String = connection.query_row("SELECT extra FROM bodies", [], |row| row.get(0)).unwrap();
        assert_eq!(extra, "{\"x\":1}");
        let order: String =
            connection.query_row("SELECT max(sender_order) FROM messages", [], |row| row.get(0)).unwrap();
        assert_eq!(order, "dao a b example");

        // With another version of the derived data the index is rebuilt, without duplicates.
        connection.execute_batch("UPDATE derived SET version = 0").unwrap();
        rebuild_index_if_outdated(&mut connection).unwrap();
        assert_eq!((search_ids(&connection, "dao").len(), count_indexed_messages(&connection)), (1, 1));
    }

    #[test]
    fn deleting_all_messages_equals_deleting_each() {
        let connection = open_test_database();
        for id in ["m1", "m2", "m3"] {
            message_rows::insert_message(&connection, INBOX, &new_message(id, "Subject", "needle")).unwrap();
        }
        message_rows::delete_message(&connection, INBOX, &"m1".into()).unwrap();
        let one = read_deleted_row(&connection, "m1");
        assert_eq!(message_rows::delete_all_messages(&connection, INBOX).unwrap(), ["m2".into(), "m3".into()]);
        assert_eq!((search_ids(&connection, "needle").len(), count_indexed_messages(&connection)), (0, 0));
        assert_eq!((read_deleted_row(&connection, "m2"), read_deleted_row(&connection, "m3")), (one.clone(), one));
        let bodies: u32 = connection.query_row("SELECT count(*) FROM bodies", [], |row| row.get(0)).unwrap();
        assert_eq!(bodies, 0);
        assert_eq!(
            message_rows::list_message_ids_with_deleted(&connection, INBOX).unwrap().len(),
            3,
            "a response in flight restores none"
        );
        assert!(message_rows::delete_all_messages(&connection, INBOX).unwrap().is_empty());
    }

    /// The columns of a deleted message.
    fn read_deleted_row(connection: &Connection, id: &str) -> String {
        let sql = "SELECT concat_ws('|', from_name, from_address, recipient, subject, snippet, code, attachments,
            attachment_count, unread, deleted, sender_order, subject_order) FROM messages WHERE id = ?1";
        connection.query_row(sql, [id], |row| row.get(0)).unwrap()
    }

    #[test]
    fn index_entries_are_deleted_with_their_messages() {
        let connection = open_test_database();
        for id in ["m1", "m2", "m1"] {
            message_rows::insert_message(&connection, INBOX, &new_message(id, "Subject", "needle")).unwrap();
        }
        assert_eq!((search_ids(&connection, "needle").len(), count_indexed_messages(&connection)), (2, 2));
        message_rows::delete_message(&connection, INBOX, &"m1".into()).unwrap();
        assert_eq!(
            (search_ids(&connection, "needle"), count_indexed_messages(&connection)),
            (vec!["m2".to_owned()], 1)
        );
        inbox_rows::mark_inbox_removed(&connection, INBOX, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!((search_ids(&connection, "needle").len(), count_indexed_messages(&connection)), (0, 1));
        inbox_rows::purge_removed_inboxes(&connection, Timestamp::MAX).unwrap();
        assert_eq!(count_indexed_messages(&connection), 0);
        let bodies: u32 = connection.query_row("SELECT count(*) FROM bodies", [], |row| row.get(0)).unwrap();
        assert_eq!(bodies, 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn message_is_found_by_each_of_its_words(
            subject in "(\\PC|đ|ß|东|カ|กั|한|é| |\\.){0,30}",
            text in "(\\PC|Ł|東|京|ｶﾞ|नि|ة| |\n){0,60}",
        ) {
            let connection = open_test_database();
            message_rows::insert_message(&connection, INBOX, &new_message("m1", &subject, &text)).unwrap();
            message_rows::insert_message(&connection, INBOX, &new_message("m2", "Another", "Something else")).unwrap();
            let all = format!("{subject} {text}");
            for word in all.split_whitespace() {
                // A word may begin like an operator; in quotes it does not count as one.
                let quoted = format!("\"{}\"", word.replace(['"', '“', '”', '„', '«', '»'], " "));
                let is_word = SearchIndexWords::new(word).len() > 0;
                prop_assert_eq!(search_ids(&connection, &quoted).contains(&"m1".to_owned()), is_word, "{:?}", word);
            }
            for characters in all.split(|c: char| !('一'..='龥').contains(&c)).filter(|run| !run.is_empty()) {
                for (at, c) in characters.char_indices() {
                    prop_assert!(search_ids(&connection, &characters[at..at + c.len_utf8()]).contains(&"m1".to_owned()));
                    prop_assert!(search_ids(&connection, &characters[at..]).contains(&"m1".to_owned()));
                }
            }
        }

        #[test]
        fn any_text_is_a_valid_query(query in "(\\PC|from:|to:|subject:|has:|is:|-|\"|\\*|\\(|NEAR|AND|OR|NOT|:|\\^| |東|\0){0,30}") {
            let connection = open_test_database();
            message_rows::insert_message(&connection, INBOX, &new_message("m1", "Subject", "Words")).unwrap();
            search_ids(&connection, &query);
        }
    }
}
