//! Deleting, removing, restoring, labelling and muting inboxes, one or several at once.

use super::find_and_select_inboxes::{find_inbox, mark_inbox_ended_and_emit};
use super::name_validation::clean_inbox_label;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::session::AccountSession;
use crate::store::{InboxEndReason, StoreError, inbox_rows};
use crate::view::{AccountId, Change, DeletionReport, InboxId, InboxView};
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// For how long an inbox that was removed can be restored, unless the app ends before.
const REMOVAL_UNDO_TIME: Duration = Duration::from_secs(600);

impl Core {
    /// Deletes an inbox on the service; its cached mail stays here until it is removed.
    ///
    /// # Errors
    /// An unknown inbox, any refusal of the service or the store. One that the service itself says it no longer
    /// has counts as deleted.
    pub async fn delete_inbox(&self, inbox: InboxId) -> Result<()> {
        delete_inbox_everywhere(&*self.active_session()?, inbox).await
    }

    /// Deletes several inboxes on the service, as [`delete_messages`](Self::delete_messages) deletes messages. Those that
    /// have ended already are left out.
    ///
    /// # Errors
    /// No active account. What the service or the store refuses is part of the report.
    pub async fn delete_inboxes(&self, inboxes: &[InboxId]) -> Result<DeletionReport<InboxId>> {
        let session = self.active_session()?;
        let mut open = Vec::new();
        for id in inboxes {
            if find_inbox(&session, *id).await.is_ok_and(|row| row.is_open(session.now())) {
                open.push(*id);
            }
        }
        Ok(self.delete_one_by_one(&session, &open, |id| delete_inbox_everywhere(&session, id)).await)
    }

    /// Takes an ended inbox and its cached mail off the list. For ten minutes, unless the app ends before,
    /// [`restore_inbox`](Self::restore_inbox) brings both back; then they are deleted.
    ///
    /// # Errors
    /// An unknown inbox or one that still receives mail, or a failure of the store.
    pub async fn remove_inbox(&self, inbox: InboxId) -> Result<()> {
        match self.remove_inboxes(&[inbox]).await?[..] {
            [] => Err(Error::UnknownInbox),
            [..] => Ok(()),
        }
    }

    /// Takes those of some inboxes that have ended off the list, as [`remove_inbox`](Self::remove_inbox) does; returns
    /// them.
    ///
    /// # Errors
    /// No active account, or a failure of the store.
    pub async fn remove_inboxes(&self, inboxes: &[InboxId]) -> Result<Vec<InboxId>> {
        let chosen: HashSet<_> = inboxes.iter().copied().collect();
        self.remove_ended_inboxes_where(move |id| chosen.contains(&id)).await
    }

    /// Takes all ended inboxes and their cached mail off the list, as [`remove_inbox`](Self::remove_inbox) does; returns
    /// them.
    ///
    /// # Errors
    /// No active account, or a failure of the store.
    pub async fn remove_ended_inboxes(&self) -> Result<Vec<InboxId>> {
        self.remove_ended_inboxes_where(|_| true).await
    }

    async fn remove_ended_inboxes_where(
        &self,
        is_chosen: impl Fn(InboxId) -> bool + Send + 'static,
    ) -> Result<Vec<InboxId>> {
        let session = self.active_session()?;
        let (account, now) = (session.account, session.now());
        let removed = session
            .store
            .write_and_emit(move |db, changes| {
                let rows = inbox_rows::list_inboxes_of_account(db, account)?;
                let ended: Vec<_> =
                    rows.into_iter().filter(|row| !row.is_open(now) && is_chosen(row.id)).map(|row| row.id).collect();
                for id in &ended {
                    inbox_rows::mark_inbox_removed(db, *id, now)?;
                    changes.push(Change::InboxRemoved { id: *id });
                }
                Ok(ended)
            })
            .await?;
        finish_inbox_removal(session, &removed, now).await?;
        Ok(removed)
    }

    /// Puts inboxes that were removed a short while ago back on the list of their account, with their mail, and returns
    /// them. Those that are gone for good are left out. The account is named, because another one may be active by the
    /// time the user undoes the removal.
    ///
    /// # Errors
    /// An account that isn't signed in, or a failure of the store.
    pub async fn restore_inboxes(&self, account: AccountId, inboxes: &[InboxId]) -> Result<Vec<InboxView>> {
        let session = self.session_of_account(account)?;
        let (now, ids) = (session.now(), inboxes.to_vec());
        let restored = session
            .store
            .write_and_emit(move |db, changes| {
                let mut restored = Vec::new();
                for id in ids {
                    if inbox_rows::restore_removed_inbox(db, account, id)? {
                        changes.extend(inbox_rows::inbox_change(db, id, now)?);
                        restored.extend(inbox_rows::get_inbox(db, id)?.map(|row| row.to_view(now)));
                    }
                }
                Ok(restored)
            })
            .await?;
        session.wake_scheduler();
        Ok(restored)
    }

    /// Puts one inbox back, as [`restore_inboxes`](Self::restore_inboxes) does.
    ///
    /// # Errors
    /// As there, and an unknown inbox, or one that was not removed or is gone for good.
    pub async fn restore_inbox(&self, account: AccountId, inbox: InboxId) -> Result<InboxView> {
        self.restore_inboxes(account, &[inbox]).await?.pop().ok_or(Error::UnknownInbox)
    }

    /// Gives an inbox the user's own name for it: one line of at most 80 characters; `None` removes it.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store.
    pub async fn set_inbox_label(&self, inbox: InboxId, label: Option<&str>) -> Result<()> {
        let label = label.and_then(clean_inbox_label);
        self.update_and_emit_inboxes(&[inbox], move |db, id| inbox_rows::set_inbox_label(db, id, label.as_deref()))
            .await
    }

    /// Sets whether new mail to some inboxes is announced.
    ///
    /// # Errors
    /// An unknown inbox, then none is changed, or a failure of the store.
    pub async fn set_inboxes_muted(&self, inboxes: &[InboxId], muted: bool) -> Result<()> {
        self.update_and_emit_inboxes(inboxes, move |db, id| inbox_rows::set_inbox_muted(db, id, muted)).await
    }

    /// Sets whether an inbox stays on top of the list while it receives mail.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store.
    pub async fn set_inbox_pinned(&self, inbox: InboxId, pinned: bool) -> Result<()> {
        self.update_and_emit_inboxes(&[inbox], move |db, id| inbox_rows::set_inbox_pinned(db, id, pinned)).await
    }

    /// Changes a property of inboxes that the service knows nothing of, and emits the inboxes.
    async fn update_and_emit_inboxes(
        &self,
        inboxes: &[InboxId],
        edit: impl Fn(&rusqlite::Connection, InboxId) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<()> {
        let session = self.active_session()?;
        for id in inboxes {
            find_inbox(&session, *id).await?;
        }
        let (now, ids) = (session.now(), inboxes.to_vec());
        Ok(session
            .store
            .write_and_emit(move |db, changes| {
                for id in ids {
                    edit(db, id)?;
                    changes.extend(inbox_rows::inbox_change(db, id, now)?);
                }
                Ok(())
            })
            .await?)
    }
}

/// Deletes an inbox on the service, and marks it as ended here.
async fn delete_inbox_everywhere(session: &AccountSession, inbox: InboxId) -> Result<()> {
    let row = find_inbox(session, inbox).await?;
    match session.record_response_to_user_request(session.client.delete_inbox(&row.address).await) {
        Ok(_) => {}
        Err(Error::Api(error)) if error.is_not_found() => {}
        Err(error) => return Err(error),
    }
    mark_inbox_ended_and_emit(session, inbox, InboxEndReason::Deleted).await
}

/// Clears the selection of an inbox that was removed at `now`, and deletes the inboxes when that can't be undone any more.
async fn finish_inbox_removal(session: Arc<AccountSession>, removed: &[InboxId], now: Timestamp) -> Result<()> {
    if session.selected_inbox().is_some_and(|selected| removed.contains(&selected)) {
        session.select_inbox(None).await?;
    }
    tokio::spawn(purge_after_undo_time(session, now));
    Ok(())
}

/// Deletes the inboxes that were removed until `removed`, once that can no longer be undone.
async fn purge_after_undo_time(session: Arc<AccountSession>, removed: Timestamp) {
    tokio::select! {
        // The next start deletes them.
        () = session.stop_token.cancelled() => return,
        () = tokio::time::sleep(REMOVAL_UNDO_TIME) => {}
    }
    let purged = session.store.write_transaction(move |db| inbox_rows::purge_removed_inboxes(db, removed));
    if let Err(error) = purged.await {
        tracing::warn!(%error, "a removed inbox will be deleted at the next start");
    }
}
