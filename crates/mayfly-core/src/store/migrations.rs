//! The schema, as the list of steps that made it. A step, once released, is never changed.

use super::{Result, StoreError};
use rusqlite::Connection;

const STEPS: &[&str] = &[
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
];

/// Brings the database to the newest schema, each step in a transaction of its own.
pub(super) fn apply(connection: &mut Connection) -> Result<()> {
    let done: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let mut version = 0;
    for step in STEPS {
        version += 1;
        if version <= done {
            continue;
        }
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    if done > version {
        return Err(StoreError::TooNew);
    }
    Ok(())
}
