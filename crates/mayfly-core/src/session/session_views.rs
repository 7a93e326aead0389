//! The account's part of what windows show: its view, its snapshot, and the selected inbox.

use super::account_session::AccountSession;
use crate::error::Result;
use crate::store::{StoredAccount, account_rows, inbox_rows};
use crate::view::{AccountView, Change, InboxId, Snapshot, SyncView};

impl AccountSession {
    /// The account's view, from its row and what is known since.
    pub(crate) fn account_view(&self, row: &StoredAccount) -> AccountView {
        let state = self.lock_state();
        AccountView {
            signed_in: true,
            key_refused: state.sync == SyncView::KeyRefused,
            quota: state.quota.clone(),
            ..row.to_view(self.storage)
        }
    }

    /// Emits the account's view if another account is active and the view has changed.
    pub(crate) async fn emit_inactive_account_view(&self) {
        if self.events.is_active_account() {
            return;
        }
        let account = self.account;
        let row = match self.store.run_database_read(move |db| account_rows::get_account(db, account)).await {
            Ok(Some(row)) => row,
            Ok(None) => return,
            Err(error) => return tracing::warn!(%error, "an account could not be read"),
        };
        let view = self.account_view(&row);
        let mut state = self.lock_state();
        if state.background_view.as_ref() != Some(&view) {
            state.background_view = Some(view.clone());
            self.events.emit_if_background_account(Change::Account { account: view });
        }
    }

    /// Windows start again from a snapshot: what was emitted before counts no longer.
    pub(crate) fn on_ui_reset(&self) {
        self.lock_state().background_view = None;
        self.wake_scheduler();
    }

    /// Writes this account's part of a snapshot.
    pub(crate) async fn fill_snapshot(&self, snapshot: &mut Snapshot) -> Result<()> {
        let (account, now) = (self.account, self.now());
        snapshot.inboxes = self
            .store
            .run_database_read(move |db| {
                let rows = inbox_rows::list_inboxes_of_account(db, account)?;
                Ok(rows.iter().map(|row| row.to_view(now)).collect())
            })
            .await?;
        let state = self.lock_state();
        snapshot.selected_inbox = state.selected_inbox;
        snapshot.quota = state.quota.clone();
        snapshot.sync = state.sync.clone();
        Ok(())
    }

    /// Selects an inbox and stores that.
    pub(crate) async fn select_inbox(&self, inbox: Option<InboxId>) -> Result<()> {
        let account = self.account;
        let written = {
            // Queued while the state is locked: of two selections at a time the later one is stored last.
            let mut state = self.lock_state();
            state.selected_inbox = inbox;
            self.store.write_transaction(move |db| account_rows::set_selected_inbox(db, account, inbox))
        };
        self.on_visible_inbox_changed();
        written.await?;
        Ok(())
    }
}
