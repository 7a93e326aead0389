//! The schedule of the account's checks: decisions of the planner, what they depend on, and the status shown to
//! windows.

use super::account_session::AccountSession;
use super::sync_view::to_sync_view;
use crate::scheduler_types::{Planner, PlannerContext, PollTiming, SchedulerTime};
use crate::view::{Change, InboxId, Settings};

impl AccountSession {
    /// The intervals and timeouts of the schedule.
    pub(crate) fn poll_timing(&self) -> &PollTiming {
        self.polling_conditions.poll_timing()
    }

    /// Makes a decision with the planner, now, in the context that the user's choices give.
    pub(crate) fn with_planner<T>(&self, work: impl FnOnce(&mut Planner, PlannerContext, SchedulerTime) -> T) -> T {
        let context = self.planner_context();
        self.scheduler.with_planner(self.now(), |planner, now| work(planner, context, now))
    }

    /// What the user chose and sees of this account.
    pub(crate) fn planner_context(&self) -> PlannerContext {
        PlannerContext {
            window_visible: self.polling_conditions.is_window_visible() && self.events.is_active_account(),
            paused: self.polling_conditions.is_paused(),
            frequency: self.settings.check_frequency().into(),
            selected: self.selected_inbox(),
        }
    }

    /// Records that the user is busy with an inbox: mail is expected.
    pub(crate) fn record_interest(&self, inbox: InboxId) {
        self.with_planner(|planner, _, now| planner.record_interest(inbox, now));
        self.wake_scheduler();
    }

    /// The user sees another inbox: it was selected, the window appeared or disappeared, or this account became active.
    pub(crate) fn on_visible_inbox_changed(&self) {
        self.with_planner(|planner, context, now| planner.on_visible_inbox_changed(context, now));
        self.wake_scheduler();
    }

    /// The user changed settings; `before` are the former ones.
    pub(crate) fn on_settings_changed(&self, before: &Settings) {
        if self.settings.check_frequency() != before.checking {
            let cost = self.with_planner(|planner, context, now| planner.expected_checks_until_reset(context, now));
            let mut state = self.lock_state();
            if let Some(quota) = &mut state.quota {
                quota.expected_checks = cost.min(quota.remaining);
                let quota = quota.clone();
                self.events.emit(Change::Quota { quota });
            }
            drop(state);
            self.update_sync_status();
        }
        self.wake_scheduler();
    }

    /// Another proxy is used, or another password: what failed may work.
    pub(crate) fn retry_checks_after_proxy_change(&self) {
        self.with_planner(|planner, context, now| planner.retry_failed_checks(context, now));
        self.wake_scheduler();
    }

    /// Emits how checking goes, if that has changed.
    pub(crate) fn update_sync_status(&self) {
        let (wall, context) = (self.now(), self.planner_context());
        // The state is locked first: of two updates at a time the later status is emitted last.
        let mut state = self.lock_state();
        let (status, now) = self.scheduler.with_planner(wall, |planner, now| (planner.status(context, now), now));
        if state.sync_status == Some(status) {
            return;
        }
        state.sync_status = Some(status);
        let sync = to_sync_view(status, now, wall);
        if state.sync != sync {
            state.sync = sync.clone();
            self.events.emit(Change::Sync { sync });
        }
    }

    /// Has the task that checks for mail look at the schedule again.
    pub(crate) fn wake_scheduler(&self) {
        self.wait_for_schedule_change.notify_one();
    }

    /// Waits until the schedule may have changed.
    pub(crate) async fn wait_for_schedule_change(&self) {
        self.wait_for_schedule_change.notified().await;
    }
}
