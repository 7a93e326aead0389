//! The `accounts` table. It holds digests of the API keys; the keys themselves are in the keychain.

use super::readable_rows::{collect_readable_rows, skip_unreadable_row};
use super::store_error::Result;
use crate::ports::clock::to_millis;
use crate::view::{AccountId, AccountStorageKind, AccountView, InboxId, QuotaView};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use tempmailg::ApiKey;

/// A stored account.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredAccount {
    pub(crate) id: AccountId,
    /// The user's name for the account, or a generated one if another account has the service's name; `None` if the
    /// account is named after its service.
    name: Option<String>,
    pub(crate) base_url: String,
    pub(crate) selected_inbox: Option<InboxId>,
    /// The quota as the service reported it last.
    pub(crate) quota: Option<QuotaView>,
    pub(crate) unread: u32,
}

impl StoredAccount {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let quota: Option<String> = row.get("quota")?;
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            base_url: row.get("base_url")?,
            selected_inbox: row.get("selected_inbox")?,
            quota: quota.and_then(|text| serde_json::from_str(&text).ok()),
            unread: row.get("unread")?,
        })
    }

    /// Returns the view of the account while it is not signed in.
    pub(crate) fn to_view(&self, storage: AccountStorageKind) -> AccountView {
        AccountView {
            id: self.id,
            name: self.display_name().to_owned(),
            base_url: self.base_url.clone(),
            storage,
            signed_in: false,
            key_refused: false,
            unread: self.unread,
            quota: None,
        }
    }

    /// The display name of the account.
    pub(crate) fn display_name(&self) -> &str {
        self.name.as_deref().unwrap_or_else(|| host_and_port(&self.base_url))
    }
}

const SELECT_ACCOUNTS: &str = "SELECT id, name, base_url, selected_inbox, quota,
    (SELECT count(*) FROM messages WHERE deleted = 0 AND unread = 1 AND inbox_id IN
        (SELECT inboxes.id FROM inboxes WHERE account_id = accounts.id AND removed_at IS NULL)) AS unread
    FROM accounts";

fn query_accounts_with_clause(connection: &Connection, rest: &str) -> Result<Vec<StoredAccount>> {
    let mut statement = connection.prepare_cached(&format!("{SELECT_ACCOUNTS} {rest}"))?;
    Ok(collect_readable_rows("accounts", statement.query_map([], StoredAccount::from_row)?)?)
}

/// Returns every account, in the order in which they were added.
pub(crate) fn list_accounts(connection: &Connection) -> Result<Vec<StoredAccount>> {
    query_accounts_with_clause(connection, "ORDER BY id")
}

/// Returns the accounts that are signed in, the one opened last first.
pub(crate) fn list_signed_in_accounts(connection: &Connection) -> Result<Vec<StoredAccount>> {
    query_accounts_with_clause(connection, "WHERE signed_in = 1 ORDER BY opened DESC, id DESC")
}

/// Returns the base URL of the account that was opened last, signed in or not.
pub(crate) fn find_last_base_url(connection: &Connection) -> Result<Option<String>> {
    let query = "SELECT base_url FROM accounts ORDER BY opened DESC, id DESC LIMIT 1";
    Ok(skip_unreadable_row("accounts", connection.query_row(query, [], |row| row.get(0)).optional())?.flatten())
}

/// Finds the account with this base URL and API key, so that signing in again opens it with its inboxes.
pub(crate) fn find_stored_account_by_api_key(
    connection: &Connection,
    base_url: &str,
    api_key: &ApiKey,
) -> Result<Option<AccountId>> {
    let mut statement = connection.prepare("SELECT id, key_salt, key_digest FROM accounts WHERE base_url = ?1")?;
    let rows = statement.query_map([base_url], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let accounts: Vec<(AccountId, Vec<u8>, Vec<u8>)> = collect_readable_rows("accounts", rows)?;
    Ok(accounts.into_iter().find(|(_, salt, digest)| hash_api_key(salt, api_key) == *digest).map(|(id, ..)| id))
}

/// Adds an account that is not yet signed in.
pub(crate) fn insert_account(
    connection: &Connection,
    base_url: &str,
    api_key: &ApiKey,
    salt: [u8; 16],
    now: Timestamp,
) -> Result<AccountId> {
    let id = connection.query_row("INSERT INTO account_ids DEFAULT VALUES RETURNING id", [], |row| row.get(0))?;
    connection.execute(
        "INSERT INTO accounts (id, base_url, key_salt, key_digest, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, base_url, salt, hash_api_key(&salt, api_key), to_millis(now)],
    )?;
    rename_account(connection, id, None)?;
    Ok(id)
}

/// Sets the user's name of an account. Without one, the account is named after its service, with a number if another
/// account has that name.
pub(crate) fn rename_account(connection: &Connection, id: AccountId, name: Option<&str>) -> Result<()> {
    let accounts = list_accounts(connection)?;
    let Some(account) = accounts.iter().find(|account| account.id == id) else { return Ok(()) };
    let is_free = |name: &str| !accounts.iter().any(|other| other.id != id && other.display_name() == name);
    let host = host_and_port(&account.base_url);
    let name = match name {
        Some(name) => Some(name.to_owned()),
        None if is_free(host) => None,
        None => (2..).map(|number: u32| format!("{host} {number}")).find(|name| is_free(name)),
    };
    connection.execute("UPDATE accounts SET name = ?2 WHERE id = ?1", params![id, name])?;
    Ok(())
}

/// Replaces the base URL of an account and the digest of its API key.
pub(crate) fn set_base_url_and_key_digest(
    connection: &Connection,
    id: AccountId,
    base_url: &str,
    api_key: &ApiKey,
    salt: [u8; 16],
) -> Result<()> {
    connection.execute(
        "UPDATE accounts SET base_url = ?2, key_salt = ?3, key_digest = ?4 WHERE id = ?1",
        params![id, base_url, salt, hash_api_key(&salt, api_key)],
    )?;
    Ok(())
}

/// Marks an account as signed in and as the one opened last.
pub(crate) fn mark_account_signed_in_and_latest(connection: &Connection, id: AccountId) -> Result<()> {
    connection.execute(
        "UPDATE accounts SET signed_in = 1, opened = (SELECT max(opened) + 1 FROM accounts) WHERE id = ?1",
        [id],
    )?;
    Ok(())
}

/// Marks an account as signed out; its inboxes stay.
pub(crate) fn mark_account_signed_out(connection: &Connection, id: AccountId) -> Result<()> {
    connection.execute("UPDATE accounts SET signed_in = 0 WHERE id = ?1", [id])?;
    Ok(())
}

/// Deletes an account with its inboxes and their mail.
pub(crate) fn delete_account(connection: &Connection, id: AccountId) -> Result<()> {
    connection.execute("DELETE FROM accounts WHERE id = ?1", [id])?;
    Ok(())
}

/// Stores the quota as the service reported it last.
pub(crate) fn store_reported_quota(connection: &Connection, id: AccountId, quota: Option<&QuotaView>) -> Result<()> {
    let quota = quota.and_then(|quota| serde_json::to_string(quota).ok());
    connection.prepare_cached("UPDATE accounts SET quota = ?2 WHERE id = ?1")?.execute(params![id, quota])?;
    Ok(())
}

/// Stores which inbox of the account is selected.
pub(crate) fn set_selected_inbox(connection: &Connection, account: AccountId, inbox: Option<InboxId>) -> Result<()> {
    connection.execute("UPDATE accounts SET selected_inbox = ?2 WHERE id = ?1", params![account, inbox])?;
    Ok(())
}

/// Returns one account.
pub(crate) fn get_account(connection: &Connection, id: AccountId) -> Result<Option<StoredAccount>> {
    let mut statement = connection.prepare_cached(&format!("{SELECT_ACCOUNTS} WHERE id = ?1"))?;
    Ok(statement.query_row([id], StoredAccount::from_row).optional()?)
}

/// Returns the highest identifier that any account ever had, deleted ones included; 0 if there was none.
pub(crate) fn find_highest_account_id(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row("SELECT COALESCE(max(id), 0) FROM account_ids", [], |row| row.get(0))?)
}

/// Returns the host of a base URL, with its port if the URL names one.
fn host_and_port(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// Returns the identifiers of all accounts.
pub(crate) fn list_account_ids(connection: &Connection) -> Result<Vec<AccountId>> {
    let mut statement = connection.prepare("SELECT id FROM accounts")?;
    Ok(collect_readable_rows("accounts", statement.query_map([], |row| row.get(0))?)?)
}

// API keys are long and random, so a salted hash without key stretching can't be reversed.
pub(super) fn hash_api_key(salt: &[u8], api_key: &ApiKey) -> Vec<u8> {
    Sha256::new().chain_update(salt).chain_update(api_key.expose()).finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{connection_opening, migrations};

    #[test]
    fn account_of_an_older_version_stays_signed_in_and_identifiers_are_not_reused() {
        let mut connection = connection_opening::open_in_memory().unwrap();
        migrations::migrate_to_version(&mut connection, 4).unwrap();
        connection
            .execute_batch(
                "INSERT INTO accounts (base_url, key_salt, key_digest, signed_in, created_at)
                 VALUES ('https://v1.example.com/api', x'', x'', 0, 0), ('http://127.0.0.1:80/api', x'', x'', 1, 0)",
            )
            .unwrap();
        migrations::migrate_to_newest_version(&mut connection).unwrap();
        let signed_in = list_signed_in_accounts(&connection).unwrap();
        assert_eq!(
            signed_in.iter().map(|row| (row.id, row.display_name())).collect::<Vec<_>>(),
            [(AccountId::new(2), "127.0.0.1:80")]
        );

        let api_key = ApiKey::parse("mk_one").unwrap();
        let insert = |url| insert_account(&connection, url, &api_key, [0; 16], Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(insert("https://v1.example.com/api"), AccountId::new(3));
        delete_account(&connection, AccountId::new(3)).unwrap();
        assert_eq!(
            (insert("https://v1.example.com/api"), find_highest_account_id(&connection).unwrap()),
            (AccountId::new(4), 4)
        );
        assert_eq!(get_account(&connection, AccountId::new(4)).unwrap().unwrap().display_name(), "v1.example.com 2");
        mark_account_signed_in_and_latest(&connection, AccountId::new(4)).unwrap();
        mark_account_signed_in_and_latest(&connection, AccountId::new(2)).unwrap();
        assert_eq!(list_signed_in_accounts(&connection).unwrap()[0].id, AccountId::new(2), "the account opened last");
    }
}
