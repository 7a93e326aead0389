//! Reading what another database holds, and copying it into the open one.

use super::account_rows::{self, hash_api_key};
use super::data_folder_databases::DatabaseFile;
use super::database::{Database, connect_file_read_only};
use super::search_index::index_stored_message;
use super::store_error::{Result, StoreError};
use super::store_key::StoreKey;
use crate::view::{AccountId, InboxId};
use rusqlite::{Connection, OptionalExtension, params};
use secrecy::ExposeSecret;
use std::path::Path;
use tempmailg::ApiKey;

/// How much a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StoreCounts {
    pub(crate) inboxes: u32,
    pub(crate) messages: u32,
}

/// What a merge added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct MergeSummary {
    pub(crate) inboxes: u32,
    pub(crate) messages: u32,
    /// Accounts whose API key is not known here: the user has to sign in to them.
    pub(crate) accounts_without_api_key: u32,
}

/// An account of the open store, with the API key by which it is recognised in the other one.
#[derive(Clone)]
pub(crate) struct MergeTargetAccount {
    pub(crate) id: AccountId,
    pub(crate) base_url: String,
    pub(crate) api_key: ApiKey,
}

const INBOX_COLUMNS: &str = "service_id, address, label, token, ended, created_at, expires_at, replaced_by, checked_at,
    extra, muted, pinned, ended_at, gone_reported_at, gone_recheck_at";

const MESSAGE_COLUMNS: &str = "id, from_name, from_address, recipient, subject, snippet, code, is_html, attachments,
    attachment_count, received_at, arrived_at, unread, seen_on_service, deleted, sender_order, subject_order,
    display_limit";

impl DatabaseFile {
    /// Counts what the database holds, without changing it. An error if it can't be read with this key.
    pub(crate) fn count_inboxes_and_messages(&self, store_key: &StoreKey) -> Result<StoreCounts> {
        let connection = connect_file_read_only(&self.path, store_key)?;
        let count = |sql: &str| -> Result<u32> { Ok(connection.query_row(sql, [], |row| row.get(0))?) };
        Ok(StoreCounts {
            inboxes: count("SELECT count(*) FROM inboxes")?,
            messages: count("SELECT count(*) FROM messages WHERE deleted = 0")?,
        })
    }
}

/// Copies the accounts, inboxes and messages of the database at `path` that are not in `connection`, all or nothing. The
/// other database is brought to this version's schema and otherwise left as it is.
pub(super) fn merge_database(
    connection: &mut Connection,
    path: &Path,
    store_key: &StoreKey,
    known: &[MergeTargetAccount],
) -> Result<MergeSummary> {
    drop(Database::open(path, store_key)?);
    let path = path.to_str().ok_or(StoreError::Unreadable { set_aside: None })?;
    // The key is ours and hexadecimal; as a parameter it would be taken for a passphrase.
    let attach = format!("ATTACH DATABASE ?1 AS other KEY \"x'{}'\"", store_key.secret().expose_secret());
    connection.execute(&attach, [path])?;
    let merged = merge_attached_database(connection, known);
    connection.execute_batch("DETACH DATABASE other")?;
    merged
}

fn merge_attached_database(connection: &mut Connection, known: &[MergeTargetAccount]) -> Result<MergeSummary> {
    let transaction = connection.transaction()?;
    let mut summary = MergeSummary::default();
    let others: Vec<AccountId> = transaction
        .prepare("SELECT id FROM other.accounts ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for other in others {
        let account = find_or_copy_account(&transaction, other, known, &mut summary)?;
        transaction.execute(
            "INSERT OR IGNORE INTO image_senders (account_id, address, shown)
             SELECT ?1, address, shown FROM other.image_senders WHERE account_id = ?2",
            params![account, other],
        )?;
        transaction.execute(
            "INSERT OR IGNORE INTO muted_senders (account_id, address)
             SELECT ?1, address FROM other.muted_senders WHERE account_id = ?2",
            params![account, other],
        )?;
        let inboxes: Vec<InboxId> = transaction
            .prepare("SELECT id FROM other.inboxes WHERE account_id = ?1 AND removed_at IS NULL ORDER BY id")?
            .query_map([other], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for other_inbox in inboxes {
            let inbox = find_or_copy_inbox(&transaction, account, other_inbox, &mut summary)?;
            summary.messages += copy_messages(&transaction, inbox, other_inbox)?;
        }
    }
    transaction.commit()?;
    Ok(summary)
}

/// The account here that an account of the other database is; copied, signed out, if there is none.
fn find_or_copy_account(
    connection: &Connection,
    other: AccountId,
    known: &[MergeTargetAccount],
    summary: &mut MergeSummary,
) -> Result<AccountId> {
    type AccountRow = (String, Vec<u8>, Vec<u8>, Option<String>);
    let (base_url, salt, digest, name): AccountRow = connection.query_row(
        "SELECT base_url, key_salt, key_digest, name FROM other.accounts WHERE id = ?1",
        [other],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let is_same =
        |account: &&MergeTargetAccount| account.base_url == base_url && hash_api_key(&salt, &account.api_key) == digest;
    if let Some(account) = known.iter().find(is_same) {
        return Ok(account.id);
    }
    let copied_before = "SELECT id FROM main.accounts WHERE base_url = ?1 AND key_salt = ?2 AND key_digest = ?3";
    let copied = connection.query_row(copied_before, params![base_url, salt, digest], |row| row.get(0)).optional()?;
    if let Some(id) = copied {
        return Ok(id);
    }
    summary.accounts_without_api_key += 1;
    let id = connection.query_row("INSERT INTO account_ids DEFAULT VALUES RETURNING id", [], |row| row.get(0))?;
    connection.execute(
        "INSERT INTO main.accounts (id, base_url, key_salt, key_digest, created_at)
         SELECT ?1, base_url, key_salt, key_digest, created_at FROM other.accounts WHERE id = ?2",
        params![id, other],
    )?;
    account_rows::rename_account(connection, id, name.as_deref())?;
    Ok(id)
}

/// The inbox here with the address of an inbox of the other database; copied if there is none.
fn find_or_copy_inbox(
    connection: &Connection,
    account: AccountId,
    other: InboxId,
    summary: &mut MergeSummary,
) -> Result<InboxId> {
    let same_address = "SELECT id FROM main.inboxes WHERE account_id = ?1 AND removed_at IS NULL
        AND address = (SELECT address FROM other.inboxes WHERE id = ?2) ORDER BY id DESC LIMIT 1";
    if let Some(id) = connection.query_row(same_address, params![account, other], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    summary.inboxes += 1;
    let copy = format!(
        "INSERT INTO main.inboxes (account_id, {INBOX_COLUMNS})
         SELECT ?1, {INBOX_COLUMNS} FROM other.inboxes WHERE id = ?2 RETURNING id"
    );
    Ok(connection.query_row(&copy, params![account, other], |row| row.get(0))?)
}

/// Copies the messages of an inbox that are not here; returns how many that are.
fn copy_messages(connection: &Connection, inbox: InboxId, other: InboxId) -> Result<u32> {
    let mut count = 0;
    let keys: Vec<i64> = connection
        .prepare_cached("SELECT key FROM other.messages WHERE inbox_id = ?1")?
        .query_map([other], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let copy = format!(
        "INSERT INTO main.messages (inbox_id, {MESSAGE_COLUMNS})
         SELECT ?1, {MESSAGE_COLUMNS} FROM other.messages WHERE key = ?2
         ON CONFLICT DO NOTHING RETURNING key, deleted"
    );
    for other_key in keys {
        let mut statement = connection.prepare_cached(&copy)?;
        let copied: Option<(i64, bool)> =
            statement.query_row(params![inbox, other_key], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((key, false)) = copied else { continue };
        connection
            .prepare_cached(
                "INSERT INTO main.bodies (message, text, content, extra)
                 SELECT ?1, text, content, extra FROM other.bodies WHERE message = ?2",
            )?
            .execute(params![key, other_key])?;
        index_stored_message(connection, key)?;
        count += 1;
    }
    Ok(count)
}
