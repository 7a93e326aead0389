//! What the planner keeps for each open inbox.

use super::scheduler_time::SchedulerTime;
use std::time::Duration;

/// An inbox gets its final check this long before it expires.
const FINAL_CHECK_LEAD: Duration = Duration::from_secs(5);

/// The state of checking for one open inbox.
#[derive(Debug, Clone, Copy)]
pub(super) struct InboxSchedule {
    /// When somebody last showed interest in the inbox. Its idle time counts from here.
    pub(super) last_interest_at: SchedulerTime,
    /// When its address was last used, that is, created or copied. Not later than the last interest.
    pub(super) last_used_at: SchedulerTime,
    /// When the service last answered a check.
    pub(super) last_checked_at: SchedulerTime,
    pub(super) expires_at: Option<SchedulerTime>,
    /// It is next checked at this moment, whatever its interval: the service said that it is gone.
    pub(super) recheck_at: Option<SchedulerTime>,
    /// It is due at once, whatever its interval.
    pub(super) is_due_now: bool,
    /// A check is in flight.
    pub(super) is_checking: bool,
    /// Failed checks in a row.
    pub(super) failure_count: u32,
    pub(super) last_failed_at: Option<SchedulerTime>,
    /// No check before this moment: the delay after a failure.
    pub(super) not_before: SchedulerTime,
    /// Multiplies the intervals, so that the checks of several inboxes do not coincide.
    pub(super) jitter_factor: f64,
}

impl InboxSchedule {
    pub(super) fn has_expired(&self, now: SchedulerTime) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// The time since somebody last showed interest in the inbox.
    pub(super) fn idle_time(&self, now: SchedulerTime) -> Duration {
        now.duration_since(self.last_interest_at)
    }

    /// Whether no check has been answered since the address was last used or, if the inbox is visible, since the user
    /// last showed interest in it. Who only passed by an inbox does not wait for its mail.
    pub(super) fn awaits_check_since_last_use(&self, is_visible: bool) -> bool {
        self.last_checked_at <= if is_visible { self.last_interest_at } else { self.last_used_at }
    }

    /// When the inbox gets its final check, whatever its intervals; `None` if it does not expire or a regular check has
    /// been made shortly before.
    pub(super) fn final_check_at(&self, desired_interval: Duration) -> Option<SchedulerTime> {
        let at = self.expires_at?.saturating_sub(FINAL_CHECK_LEAD);
        let has_new_interval = at.duration_since(self.last_checked_at) > desired_interval.min(FINAL_CHECK_LEAD * 4);
        (self.last_checked_at < at && has_new_interval).then_some(at)
    }
}
