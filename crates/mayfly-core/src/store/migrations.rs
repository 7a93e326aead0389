//! The schema as a list of migration steps. A released step is never changed.

use super::{StoreError, store_error::Result};
use rusqlite::Connection;

const MIGRATION_STEPS: &[&str] = &[
    // Times are milliseconds since the epoch. `extra` holds the service's fields that Mayfly has no use for yet.
    "CREATE TABLE accounts (
        id INTEGER PRIMARY KEY,
        base_url TEXT NOT NULL,
        key_salt BLOB NOT NULL,
        key_digest BLOB NOT NULL,
        signed_in INTEGER NOT NULL DEFAULT 0,
        selected_inbox INTEGER,
        created_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE inboxes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        service_id TEXT NOT NULL,
        address TEXT NOT NULL,
        label TEXT,
        token TEXT,
        ended TEXT CHECK (ended IN ('expired', 'replaced', 'deleted')),
        created_at INTEGER NOT NULL,
        expires_at INTEGER,
        replaced_by TEXT,
        checked_at INTEGER,
        extra TEXT NOT NULL DEFAULT '{}'
    ) STRICT;
    CREATE INDEX inboxes_by_account ON inboxes (account_id, id DESC);
    CREATE TABLE messages (
        inbox_id INTEGER NOT NULL REFERENCES inboxes (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        from_name TEXT NOT NULL,
        from_address TEXT NOT NULL,
        recipient TEXT NOT NULL,
        subject TEXT NOT NULL,
        snippet TEXT NOT NULL,
        text TEXT NOT NULL,
        code TEXT,
        is_html INTEGER NOT NULL,
        content TEXT NOT NULL,
        attachments TEXT NOT NULL,
        received_at INTEGER NOT NULL,
        unread INTEGER NOT NULL,
        seen_on_service INTEGER NOT NULL,
        deleted INTEGER NOT NULL DEFAULT 0,
        extra TEXT NOT NULL DEFAULT '{}',
        PRIMARY KEY (inbox_id, id)
    ) STRICT;
    CREATE INDEX messages_by_time ON messages (inbox_id, deleted, received_at DESC);
    CREATE INDEX messages_by_id ON messages (id);",
    // Whose remote images are always shown, by address in lower case.
    "CREATE TABLE image_senders (
        account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        address TEXT NOT NULL,
        PRIMARY KEY (account_id, address)
    ) STRICT, WITHOUT ROWID;",
    // What the user chose, each value in JSON; inboxes whose mail is not announced; when mail came here, by
    // this computer's clock.
    "CREATE TABLE settings (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE inboxes ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE messages ADD COLUMN arrived_at INTEGER NOT NULL DEFAULT 0;",
    // Bodies in a table of their own, so that lists and search never read past them; keys that stay, for the
    // search index; inboxes that the user removed and may want back. What is derived from messages (the index,
    // the orders of lists) is filled by `search_index::rebuild_index_if_outdated`, by the version in `derived`.
    "ALTER TABLE messages RENAME TO messages_with_bodies;
    DROP INDEX messages_by_time;
    DROP INDEX messages_by_id;
    CREATE TABLE messages (
        key INTEGER PRIMARY KEY,
        inbox_id INTEGER NOT NULL REFERENCES inboxes (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        from_name TEXT NOT NULL,
        from_address TEXT NOT NULL,
        recipient TEXT NOT NULL,
        subject TEXT NOT NULL,
        snippet TEXT NOT NULL,
        code TEXT,
        is_html INTEGER NOT NULL,
        attachments TEXT NOT NULL,
        attachment_count INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        arrived_at INTEGER NOT NULL,
        unread INTEGER NOT NULL,
        seen_on_service INTEGER NOT NULL,
        deleted INTEGER NOT NULL DEFAULT 0,
        sender_order TEXT NOT NULL DEFAULT '',
        subject_order TEXT NOT NULL DEFAULT '',
        UNIQUE (inbox_id, id)
    ) STRICT;
    CREATE TABLE bodies (
        message INTEGER PRIMARY KEY REFERENCES messages (key) ON DELETE CASCADE,
        text TEXT NOT NULL,
        content TEXT NOT NULL,
        extra TEXT NOT NULL DEFAULT '{}'
    ) STRICT;
    INSERT INTO messages (key, inbox_id, id, from_name, from_address, recipient, subject, snippet, code, is_html,
            attachments, attachment_count, received_at, arrived_at, unread, seen_on_service, deleted)
        SELECT rowid, inbox_id, id, from_name, from_address, recipient, subject, snippet, code, is_html,
            attachments,
            CASE WHEN json_valid(attachments) THEN json_array_length(attachments) ELSE 0 END, received_at, arrived_at, unread,
            seen_on_service, deleted
        FROM messages_with_bodies;
    INSERT INTO bodies (message, text, content, extra)
        SELECT rowid, text, content, extra FROM messages_with_bodies WHERE deleted = 0;
    DROP TABLE messages_with_bodies;
    CREATE INDEX messages_by_time ON messages (inbox_id, deleted, received_at DESC, key DESC, unread);
    CREATE INDEX messages_by_arrival
        ON messages (deleted, received_at DESC, key DESC, inbox_id, unread, attachment_count, code);
    CREATE INDEX messages_by_id ON messages (id);
    CREATE TABLE derived (
        name TEXT PRIMARY KEY,
        version INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE search USING fts5 (
        sender, subject, body, code, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2'
    );
    CREATE TRIGGER messages_leave_search AFTER DELETE ON messages BEGIN
        DELETE FROM search WHERE rowid = old.key;
    END;
    ALTER TABLE inboxes ADD COLUMN removed_at INTEGER;",
    // Several accounts signed in at a time: the user's names for them, the order in which they were opened, the
    // quota as it was last told (in JSON). Identifiers that were ever given, so that none is given twice: a late
    // answer for an account that was removed must not end up in another.
    "ALTER TABLE accounts ADD COLUMN name TEXT;
    ALTER TABLE accounts ADD COLUMN opened INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE accounts ADD COLUMN quota TEXT;
    CREATE TABLE account_ids (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;
    INSERT INTO account_ids (id) SELECT id FROM accounts;",
    // When an inbox was found to be over, by this computer's clock; senders whose remote images are never shown,
    // beside those whose always are.
    "ALTER TABLE inboxes ADD COLUMN ended_at INTEGER;
    ALTER TABLE image_senders ADD COLUMN shown INTEGER NOT NULL DEFAULT 1;",
    // When the service first said that an open inbox is gone, and when it is asked again; the private key for keys of other
    // databases that are sealed for this one.
    "ALTER TABLE inboxes ADD COLUMN gone_reported_at INTEGER;
    ALTER TABLE inboxes ADD COLUMN gone_recheck_at INTEGER;
    CREATE TABLE store_secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;",
    // How much of a message is shown after it made the page stop responding; see `message_display_levels`.
    "ALTER TABLE messages ADD COLUMN display_limit INTEGER NOT NULL DEFAULT 0;",
    // Inboxes that stay on top of the list.
    "ALTER TABLE inboxes ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;",
    // Senders whose mail is not announced.
    "CREATE TABLE muted_senders (
        account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        address TEXT NOT NULL,
        PRIMARY KEY (account_id, address)
    ) STRICT, WITHOUT ROWID;",
];

#[allow(clippy::cast_possible_truncation, reason = "a handful")]
pub(super) const NEWEST_VERSION: u32 = MIGRATION_STEPS.len() as u32;

/// Migrates the database to the newest schema, each step in a transaction of its own.
pub(super) fn migrate_to_newest_version(connection: &mut Connection) -> Result<()> {
    let done: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    migrate_to_version(connection, NEWEST_VERSION)?;
    if done > NEWEST_VERSION { Err(StoreError::TooNew) } else { Ok(()) }
}

/// Migrates the database to the schema version `last`; a newer one is left unchanged.
pub(super) fn migrate_to_version(connection: &mut Connection, last: u32) -> Result<()> {
    let done: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (step, version) in MIGRATION_STEPS.iter().zip(1..=last).filter(|(_, version)| *version > done) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}
