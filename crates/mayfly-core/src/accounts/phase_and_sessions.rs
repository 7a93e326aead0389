//! The phase the app is in, and the sessions that run in it: every change of either goes through here.

use crate::core_handle::Core;
use crate::session::{AccountSession, SignedInSessions};
use crate::store::setting_rows;
use crate::sync;
use crate::view::{Phase, WindowSize};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// How long a step of opening or closing accounts may take to finish when the core shuts down; then it is given up.
const STEP_GRACE_TIME: Duration = Duration::from_secs(1);

impl Core {
    /// Waits until the accounts that were signed in are open, or are known not to open.
    pub async fn wait_until_accounts_open(&self) {
        let (_, mut events) = self.0.events.subscribe_to_changes();
        while self.lock_accounts().phase == Phase::Starting {
            if let Err(RecvError::Closed) = events.recv().await {
                return;
            }
        }
    }

    /// Stops checking and closes the store, after storing the window's size if it is given. Later calls find no
    /// active account. A sign-in that is under way may finish within a second; one that takes longer, such as one that
    /// waits for the keychain, is given up.
    pub async fn shut_down(&self, window_size: Option<WindowSize>) {
        let _guard = match tokio::time::timeout(STEP_GRACE_TIME, self.0.lifecycle.lock()).await {
            Ok(guard) => guard,
            Err(_) => {
                self.0.shutdown.cancel();
                self.0.lifecycle.lock().await
            }
        };
        // Steps that still wait for the lock give up.
        self.0.shutdown.cancel();
        let current_settings_store = self.find_open_settings_store();
        let (active, kept) = {
            let mut accounts = self.lock_accounts();
            (accounts.signed_in.active.clone(), accounts.store.take())
        };
        self.set_phase_and_sessions(Phase::Starting, SignedInSessions::default());
        if let (Some(store), Some(size)) = (current_settings_store, window_size)
            && let Err(error) = store.write_transaction(move |db| setting_rows::write_window_size(db, size)).await
        {
            tracing::warn!(%error, "the window's size was not stored");
        }
        for store in kept.into_iter().chain(active.map(|session| session.store.clone())) {
            store.close().await;
        }
    }

    /// Shows the active account, or without one the welcome page.
    pub(super) fn show_active_account_or_welcome(&self, signed_in: SignedInSessions) {
        let phase = if signed_in.active.is_some() { Phase::Ready } else { Phase::Welcome };
        self.set_phase_and_sessions(phase, signed_in);
    }

    /// Replaces the phase and the sessions, and has every window start again. Sessions that are new are checked for
    /// mail from now on, those that are gone no longer.
    pub(super) fn set_phase_and_sessions(&self, phase: Phase, signed_in: SignedInSessions) {
        let before = {
            let mut accounts = self.lock_accounts();
            if !matches!(phase, Phase::Blocked { .. })
                && let Some(wait) = accounts.keychain_wait.take()
            {
                wait.cancel();
            }
            accounts.phase = phase;
            std::mem::replace(&mut accounts.signed_in, signed_in.clone())
        };
        let is_other_account = !is_same_session(before.active.as_ref(), signed_in.active.as_ref());
        if is_other_account {
            self.lock_reading_state().clear_account_state();
            self.clear_shown_message();
        }
        for session in before.iter().filter(|session| !signed_in.contains(session)) {
            session.cancel_tasks();
        }
        self.0.events.set_active_and_emit_reset(signed_in.active.as_ref().map(|active| &active.events));
        if let Some(active) = signed_in.active.as_ref().filter(|_| is_other_account) {
            active.on_visible_inbox_changed();
        }
        for session in signed_in.iter() {
            session.on_ui_reset();
            if !before.contains(session) {
                tokio::spawn(sync::run_inbox_check_loop(self.clone(), Arc::clone(session)));
            }
        }
    }
}

fn is_same_session(one: Option<&Arc<AccountSession>>, other: Option<&Arc<AccountSession>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}
