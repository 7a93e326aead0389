//! The `inboxes` table.

use super::readable_rows::collect_readable_rows;
use super::store_error::Result;
use crate::ports::clock::{from_millis, saturating_add, to_millis, to_rfc3339};
use crate::view::{AccountId, Change, InboxId, InboxState, InboxView};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long before its expiry an inbox is [`InboxState::Expiring`].
pub(crate) const EXPIRY_WARNING_TIME: Duration = Duration::from_secs(120);

/// An inbox to insert, with times by this computer's clock.
#[derive(Debug, Clone)]
pub(crate) struct NewInboxRow {
    pub(crate) service_id: String,
    pub(crate) address: String,
    pub(crate) token: Option<SecretString>,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Option<Timestamp>,
    pub(crate) extra: String,
}

/// Why an inbox receives no more mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum InboxEndReason {
    Expired,
    Replaced,
    Deleted,
}

impl InboxEndReason {
    fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Replaced => "replaced",
            Self::Deleted => "deleted",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "replaced" => Self::Replaced,
            "deleted" => Self::Deleted,
            _ => Self::Expired,
        }
    }
}

/// A stored inbox.
#[derive(Debug, Clone)]
pub(crate) struct StoredInbox {
    pub(crate) id: InboxId,
    pub(crate) account_id: AccountId,
    pub(crate) address: String,
    pub(crate) label: Option<String>,
    pub(crate) end_reason: Option<InboxEndReason>,
    /// When its end was recorded; `None` if an earlier version of Mayfly recorded it without a time.
    ended_at: Option<Timestamp>,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Option<Timestamp>,
    pub(crate) replaced_by: Option<String>,
    pub(crate) checked_at: Option<Timestamp>,
    /// When the service first said that it is gone, if no answer and no end has followed.
    pub(crate) gone_reported_at: Option<Timestamp>,
    /// When the service is asked again whether it is gone.
    pub(crate) gone_recheck_at: Option<Timestamp>,
    pub(crate) muted: bool,
    pub(crate) pinned: bool,
    unread: u32,
    pub(crate) total: u32,
}

impl StoredInbox {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            account_id: row.get("account_id")?,
            address: row.get("address")?,
            label: row.get("label")?,
            end_reason: row.get::<_, Option<String>>("ended")?.map(|text| InboxEndReason::parse(&text)),
            ended_at: row.get::<_, Option<i64>>("ended_at")?.map(from_millis),
            created_at: from_millis(row.get("created_at")?),
            expires_at: row.get::<_, Option<i64>>("expires_at")?.map(from_millis),
            replaced_by: row.get("replaced_by")?,
            checked_at: row.get::<_, Option<i64>>("checked_at")?.map(from_millis),
            gone_reported_at: row.get::<_, Option<i64>>("gone_reported_at")?.map(from_millis),
            gone_recheck_at: row.get::<_, Option<i64>>("gone_recheck_at")?.map(from_millis),
            muted: row.get("muted")?,
            pinned: row.get("pinned")?,
            unread: row.get("unread")?,
            total: row.get("total")?,
        })
    }

    /// Returns the state of the inbox at `now`.
    pub(crate) fn inbox_state_at(&self, now: Timestamp) -> InboxState {
        match (self.end_reason, self.expires_at) {
            (Some(InboxEndReason::Replaced), _) => InboxState::Replaced,
            (Some(InboxEndReason::Deleted), _) => InboxState::Deleted,
            (Some(InboxEndReason::Expired), _) => InboxState::Expired,
            (None, Some(end)) if end <= now => InboxState::Expired,
            (None, Some(end)) if end <= saturating_add(now, EXPIRY_WARNING_TIME) => InboxState::Expiring,
            (None, _) => InboxState::Active,
        }
    }

    /// Returns whether the inbox can still receive mail.
    pub(crate) fn is_open(&self, now: Timestamp) -> bool {
        matches!(self.inbox_state_at(now), InboxState::Active | InboxState::Expiring)
    }

    /// Returns when the inbox ended or will expire.
    pub(crate) fn inbox_end_time(&self) -> Option<Timestamp> {
        if self.end_reason.is_none() {
            return self.expires_at;
        }
        match self.ended_at {
            Some(found) => Some(self.expires_at.map_or(found, |end| end.min(found))),
            // The latest possible time, so that no mail is deleted too early.
            None => Some(self.expires_at.or(self.checked_at).unwrap_or(self.created_at)),
        }
    }

    /// Returns when [`state`](Self::state) will next change as time passes.
    pub(crate) fn next_state_change_at(&self, now: Timestamp) -> Option<Timestamp> {
        let end = self.expires_at.filter(|_| self.end_reason.is_none())?;
        let warning =
            jiff::SignedDuration::try_from(EXPIRY_WARNING_TIME).ok().and_then(|by| end.checked_sub(by).ok())?;
        [warning, end].into_iter().find(|moment| *moment > now)
    }

    /// Returns the view of the inbox that windows receive.
    pub(crate) fn to_view(&self, now: Timestamp) -> InboxView {
        InboxView {
            id: self.id,
            address: self.address.clone(),
            label: self.label.clone(),
            state: self.inbox_state_at(now),
            created_at: to_rfc3339(self.created_at),
            expires_at: self.expires_at.map(to_rfc3339),
            replaced_by: self.replaced_by.clone(),
            unread: self.unread,
            total: self.total,
            checked_at: self.checked_at.map(to_rfc3339),
            gone_recheck_at: self.gone_recheck_at.filter(|_| self.is_open(now)).map(to_rfc3339),
            muted: self.muted,
            pinned: self.pinned,
        }
    }
}

const SELECT_INBOXES: &str = "SELECT inboxes.*,
    (SELECT count(*) FROM messages WHERE inbox_id = inboxes.id AND deleted = 0) AS total,
    (SELECT count(*) FROM messages WHERE inbox_id = inboxes.id AND deleted = 0 AND unread = 1) AS unread
    FROM inboxes";

/// Returns every inbox of an account, newest first.
pub(crate) fn list_inboxes_of_account(connection: &Connection, account: AccountId) -> Result<Vec<StoredInbox>> {
    let mut statement = connection.prepare_cached(&format!(
        "{SELECT_INBOXES} WHERE account_id = ?1 AND removed_at IS NULL ORDER BY created_at DESC, id DESC"
    ))?;
    Ok(collect_readable_rows("inboxes", statement.query_map([account], StoredInbox::from_row)?)?)
}

/// Returns one inbox.
pub(crate) fn get_inbox(connection: &Connection, id: InboxId) -> Result<Option<StoredInbox>> {
    let mut statement = connection.prepare_cached(&format!("{SELECT_INBOXES} WHERE id = ?1 AND removed_at IS NULL"))?;
    Ok(statement.query_row([id], StoredInbox::from_row).optional()?)
}

/// Returns the service's identifier and the e-mail token of an inbox.
pub(crate) fn get_inbox_service_id_and_token(
    connection: &Connection,
    id: InboxId,
) -> Result<(String, Option<SecretString>)> {
    let mut statement = connection.prepare_cached("SELECT service_id, token FROM inboxes WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?.map(SecretString::from))))?)
}

/// Returns the change with which windows receive the current state of an inbox; empty if there is no such inbox.
pub(crate) fn inbox_change(connection: &Connection, id: InboxId, now: Timestamp) -> Result<Vec<Change>> {
    Ok(get_inbox(connection, id)?.map(|row| Change::Inbox { inbox: row.to_view(now) }).into_iter().collect())
}

/// Inserts an inbox and returns its identifier.
pub(crate) fn insert_inbox(connection: &Connection, account: AccountId, inbox: &NewInboxRow) -> Result<InboxId> {
    Ok(connection.query_row(
        "INSERT INTO inboxes (account_id, service_id, address, token, created_at, expires_at, extra)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id",
        params![
            account,
            inbox.service_id,
            inbox.address,
            inbox.token.as_ref().map(ExposeSecret::expose_secret),
            to_millis(inbox.created_at),
            inbox.expires_at.map(to_millis),
            inbox.extra,
        ],
        |row| row.get(0),
    )?)
}

/// Replaces the address of an inbox that was just created and then converted. Clears an end that a concurrent check of
/// the former address may have recorded.
pub(crate) fn set_converted_inbox_address(connection: &Connection, id: InboxId, inbox: &NewInboxRow) -> Result<()> {
    connection.execute(
        "UPDATE inboxes SET service_id = ?2, address = ?3, token = ?4, expires_at = ?5, extra = ?6, checked_at = NULL,
             ended = NULL, ended_at = NULL, gone_reported_at = NULL, gone_recheck_at = NULL
         WHERE id = ?1",
        params![
            id,
            inbox.service_id,
            inbox.address,
            inbox.token.as_ref().map(ExposeSecret::expose_secret),
            inbox.expires_at.map(to_millis),
            inbox.extra,
        ],
    )?;
    Ok(())
}

/// Opens an ended inbox again under its address, which was made anew on the service. Its mail stays.
pub(crate) fn reopen_recreated_inbox(connection: &Connection, id: InboxId, inbox: &NewInboxRow) -> Result<()> {
    set_converted_inbox_address(connection, id, inbox)?;
    connection.execute(
        "UPDATE inboxes SET created_at = ?2, replaced_by = NULL WHERE id = ?1",
        params![id, to_millis(inbox.created_at)],
    )?;
    Ok(())
}

/// Records the end of an inbox. `Expired` does not replace another reason: it may come from a check that was running
/// when the user converted or deleted the inbox. It keeps the token, because the user may ask for such an inbox again.
pub(crate) fn mark_inbox_ended(
    connection: &Connection,
    id: InboxId,
    reason: InboxEndReason,
    replaced_by: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    connection.execute(
        "UPDATE inboxes SET ended = ?2, replaced_by = ?3, token = CASE WHEN ?2 = 'expired' THEN token END,
             ended_at = coalesce(ended_at, ?4), gone_reported_at = NULL, gone_recheck_at = NULL
         WHERE id = ?1 AND (ended IS NULL OR ?2 <> 'expired')",
        params![id, reason.as_str(), replaced_by, to_millis(now)],
    )?;
    Ok(())
}

/// Records that the service listed an inbox's messages, which also refutes that it is gone.
pub(crate) fn record_successful_check(connection: &Connection, id: InboxId, now: Timestamp) -> Result<()> {
    connection.execute(
        "UPDATE inboxes SET checked_at = ?2, gone_reported_at = NULL, gone_recheck_at = NULL WHERE id = ?1",
        params![id, to_millis(now)],
    )?;
    Ok(())
}

/// Records that the service said that an inbox is gone, and when it is asked again.
pub(crate) fn set_gone_report(
    connection: &Connection,
    id: InboxId,
    reported_at: Timestamp,
    recheck_at: Timestamp,
) -> Result<()> {
    connection.execute(
        "UPDATE inboxes SET gone_reported_at = min(coalesce(gone_reported_at, ?2), ?2), gone_recheck_at = ?3
         WHERE id = ?1",
        params![id, to_millis(reported_at), to_millis(recheck_at)],
    )?;
    Ok(())
}

/// Opens an expired inbox again, because the service still lists its mail. An end in the past is forgotten: it was wrong.
pub(crate) fn mark_inbox_open_again(connection: &Connection, id: InboxId, now: Timestamp) -> Result<()> {
    connection.execute(
        "UPDATE inboxes SET ended = NULL, ended_at = NULL,
             expires_at = CASE WHEN expires_at > ?2 THEN expires_at END
         WHERE id = ?1 AND (ended IS NULL OR ended = 'expired')",
        params![id, to_millis(now)],
    )?;
    Ok(())
}

/// Sets whether an inbox's new mail is left without a notification.
pub(crate) fn set_inbox_muted(connection: &Connection, id: InboxId, muted: bool) -> Result<()> {
    connection.execute("UPDATE inboxes SET muted = ?2 WHERE id = ?1", params![id, muted])?;
    Ok(())
}

/// Sets whether an inbox stays on top of the list.
pub(crate) fn set_inbox_pinned(connection: &Connection, id: InboxId, pinned: bool) -> Result<()> {
    connection.execute("UPDATE inboxes SET pinned = ?2 WHERE id = ?1", params![id, pinned])?;
    Ok(())
}

/// Sets or removes the user's label of an inbox.
pub(crate) fn set_inbox_label(connection: &Connection, id: InboxId, label: Option<&str>) -> Result<()> {
    connection.execute("UPDATE inboxes SET label = ?2 WHERE id = ?1", params![id, label])?;
    Ok(())
}

/// Returns the time of the latest message of each inbox of an account, deleted messages included. Inboxes without mail
/// are left out.
pub(crate) fn list_latest_mail_times(
    connection: &Connection,
    account: AccountId,
) -> Result<std::collections::HashMap<InboxId, Timestamp>> {
    // Two index look-ups per inbox; grouping would read the whole index.
    let mut statement = connection.prepare_cached(
        "SELECT id,
            (SELECT max(received_at) FROM messages WHERE inbox_id = inboxes.id AND deleted = 0) AS kept,
            (SELECT max(received_at) FROM messages WHERE inbox_id = inboxes.id AND deleted = 1) AS gone
         FROM inboxes WHERE account_id = ?1",
    )?;
    let rows = statement.query_map([account], |row| {
        let (kept, gone): (Option<i64>, Option<i64>) = (row.get("kept")?, row.get("gone")?);
        Ok((row.get("id")?, kept.max(gone)))
    })?;
    let latest = rows.filter_map(|row| row.map(|(id, time)| Some((id, from_millis(time?)))).transpose());
    Ok(collect_readable_rows("inboxes", latest)?)
}

/// Moves the expiry of an inbox that has not ended.
pub(crate) fn shift_stored_inbox_expiry(connection: &Connection, id: InboxId, by: jiff::SignedDuration) -> Result<()> {
    let by = i64::try_from(by.as_millis()).unwrap_or(0);
    connection
        .execute("UPDATE inboxes SET expires_at = expires_at + ?2 WHERE id = ?1 AND ended IS NULL", params![id, by])?;
    Ok(())
}

/// Marks an inbox as removed; it can be restored until it is purged.
pub(crate) fn mark_inbox_removed(connection: &Connection, id: InboxId, now: Timestamp) -> Result<()> {
    connection.execute("UPDATE inboxes SET removed_at = ?2 WHERE id = ?1", params![id, to_millis(now)])?;
    Ok(())
}

/// Restores a removed inbox of an account; returns `false` if there is none.
pub(crate) fn restore_removed_inbox(connection: &Connection, account: AccountId, id: InboxId) -> Result<bool> {
    let sql = "UPDATE inboxes SET removed_at = NULL WHERE id = ?1 AND account_id = ?2 AND removed_at IS NOT NULL";
    Ok(connection.execute(sql, params![id, account])? == 1)
}

/// Deletes the inboxes that were removed at or before `until`, and their messages.
pub(crate) fn purge_removed_inboxes(connection: &Connection, until: Timestamp) -> Result<()> {
    connection.execute("DELETE FROM inboxes WHERE removed_at <= ?1", [to_millis(until)])?;
    Ok(())
}

/// Deletes an inbox and its messages.
pub(crate) fn delete_inbox(connection: &Connection, id: InboxId) -> Result<()> {
    connection.execute("DELETE FROM inboxes WHERE id = ?1", [id])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{connection_opening, migrations};

    #[test]
    fn latest_mail_time_includes_deleted_mail() {
        let mut connection = connection_opening::open_in_memory().unwrap();
        migrations::migrate_to_newest_version(&mut connection).unwrap();
        connection
            .execute_batch(
                "INSERT INTO accounts (id, base_url, key_salt, key_digest, created_at) VALUES (1, '', x'', x'', 0), (2, '', x'', x'', 0);
                 INSERT INTO inboxes (id, account_id, service_id, address, created_at) VALUES
                    (1, 1, '1', 'both@a.example', 0), (2, 1, '2', 'none@a.example', 0), (3, 1, '3', 'gone@a.example', 0),
                    (4, 2, '4', 'other@a.example', 0);",
            )
            .unwrap();
        let mail = [(1, 5000, false), (1, 7000, true), (1, 6000, false), (3, 4000, true), (4, 9000, false)];
        for (at, (inbox, received, deleted)) in mail.into_iter().enumerate() {
            connection
                .execute(
                    "INSERT INTO messages (inbox_id, id, from_name, from_address, recipient, subject, snippet, is_html,
                        attachments, attachment_count, received_at, arrived_at, unread, seen_on_service, deleted)
                     VALUES (?1, ?2, '', '', '', '', '', 0, '[]', 0, ?3, 0, 0, 0, ?4)",
                    params![inbox, at.to_string(), received, deleted],
                )
                .unwrap();
        }
        let latest = list_latest_mail_times(&connection, AccountId::new(1)).unwrap();
        assert_eq!(latest, [(InboxId::new(1), from_millis(7000)), (InboxId::new(3), from_millis(4000))].into());
    }
}
