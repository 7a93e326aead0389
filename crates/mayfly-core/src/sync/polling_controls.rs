//! Controls of the checks of all accounts: window visibility, pausing, deferring, and retrying.

use crate::core_handle::Core;

impl Core {
    /// Sets whether somebody can see the window; what nobody looks at is checked less often. So are accounts that are
    /// not active, all the time.
    pub fn record_window_visibility(&self, visible: bool) {
        let changed = self.0.polling_conditions.record_window_visibility(visible);
        if !visible {
            self.lock_reading_state().render_cache.clear();
        }
        if changed && let Ok(session) = self.active_session() {
            session.on_visible_inbox_changed();
        }
    }

    /// Pauses checking, or resumes it. What the user asks for is requested all the same.
    pub fn set_checking_paused(&self, paused: bool) {
        self.0.polling_conditions.set_paused(paused);
        for session in self.signed_in_sessions().iter() {
            session.update_sync_status();
            session.wake_scheduler();
        }
    }

    /// Whether the user paused checking; not stored, so that a new start checks.
    #[must_use]
    pub fn is_checking_paused(&self) -> bool {
        self.0.polling_conditions.is_paused()
    }

    /// Has checks that haven't begun wait until [`start_deferred_checks`](Self::start_deferred_checks): a window that is about to
    /// open needs the processor. Accounts that are being checked go on, and what the user asks for is requested all the
    /// same.
    pub fn hold_checks_until_released(&self) {
        self.0.checks_deferred.send_replace(true);
    }

    /// Has checks begin that were deferred.
    pub fn start_deferred_checks(&self) {
        self.0.checks_deferred.send_replace(false);
    }

    /// Tries again at once what failed: the user asks for it, the network is back, or the machine woke.
    pub fn retry_checks_now(&self) {
        for session in self.signed_in_sessions().iter() {
            session.with_planner(|planner, context, now| planner.retry_failed_checks(context, now));
            session.wake_scheduler();
        }
    }
}
