//! The state as windows start from it, and the events after it.

use crate::accounts::list_account_views;
use crate::core_handle::Core;
use crate::error::Result;
use crate::view::{AppInfo, Event, Snapshot, SyncView};
use tokio::sync::broadcast;

impl Core {
    /// The state as it is now, and every event after it.
    ///
    /// A receiver that falls too far behind gets an error and starts again from here.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn subscribe_with_snapshot(&self) -> Result<(Snapshot, broadcast::Receiver<Event>)> {
        // First the number, then the state: an event in between is applied twice, which does no harm,
        // rather than never.
        let (seq, events) = self.0.events.subscribe_to_changes();
        let requested_message = self.lock_reading_state().requested_message.clone();
        let (mut snapshot, signed_in) = {
            let accounts = self.lock_accounts();
            let snapshot = Snapshot {
                seq,
                phase: accounts.phase.clone(),
                account: None,
                accounts: Vec::new(),
                inboxes: Vec::new(),
                selected_inbox: None,
                quota: None,
                sync: SyncView::Idle,
                transfers: self.0.transfers.list_transfer_views(),
                notices: self.0.notices.list_shown_notices(),
                settings: self.settings(),
                system_locale: self.0.environment.localisation.system.clone(),
                open_message: requested_message,
                session_only: accounts.session_only,
                copied_address: self.last_copied_address(),
                window_shape: self.window_shape(),
                desktop: self.desktop_status(),
            };
            (snapshot, accounts.signed_in.clone())
        };
        if let Some(active) = &signed_in.active {
            snapshot.accounts = list_account_views(&signed_in, active).await?;
            snapshot.account = snapshot.accounts.iter().find(|account| account.id == active.account).cloned();
            active.fill_snapshot(&mut snapshot).await?;
        }
        Ok((snapshot, events))
    }

    /// Every event from now on, without a snapshot: for a front end that shows little and asks for it.
    #[must_use]
    pub fn subscribe_events(&self) -> broadcast::Receiver<Event> {
        self.0.events.subscribe_to_changes().1
    }

    /// The program's version, as the front end gives it, and where its data is.
    #[must_use]
    pub fn app_info(&self, version: &str) -> AppInfo {
        let data_folder = self.0.environment.data_folder.display().to_string();
        AppInfo { version: version.to_owned(), data_folder }
    }
}
