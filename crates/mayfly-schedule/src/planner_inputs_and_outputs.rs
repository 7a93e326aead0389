//! The planner's input and output.

use super::check_frequency::CheckFrequency;
use super::scheduler_time::SchedulerTime;
use std::time::Duration;

/// An open inbox, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannerInbox<Id> {
    /// The inbox.
    pub id: Id,
    /// When it was created.
    pub created_at: SchedulerTime,
    /// When the service last answered a check of it.
    pub checked_at: Option<SchedulerTime>,
    /// When its latest message arrived.
    pub last_mail_at: Option<SchedulerTime>,
    /// When it expires.
    pub expires_at: Option<SchedulerTime>,
    /// When the service is asked again whether it is gone; `None` if it did not say so. It is not checked before.
    pub recheck_at: Option<SchedulerTime>,
}

/// What the user chose and sees. Its parts are owned elsewhere: the planner keeps none of them and takes them with each
/// decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannerContext<Id> {
    /// The window is visible and shows this account.
    pub window_visible: bool,
    /// The user paused checking.
    pub paused: bool,
    /// How often the user wants inboxes to be checked.
    pub frequency: CheckFrequency,
    /// The inbox that is selected in this account.
    pub selected: Option<Id>,
}

impl<Id: Copy> PlannerContext<Id> {
    /// The inbox that the user sees: the selected one, while the window is visible.
    #[must_use]
    pub fn selected_inbox_if_window_visible(&self) -> Option<Id> {
        self.selected.filter(|_| self.window_visible)
    }

    /// Whether only the user's own requests check inboxes.
    #[must_use]
    pub fn is_checked_only_on_request(&self) -> bool {
        self.frequency == CheckFrequency::OnRequest
    }
}

/// What a response of the service says about the quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotaReport {
    /// Requests in a period.
    pub limit: u64,
    /// Requests left in the current period.
    pub remaining: u64,
    /// The time to the next period; `None` if the service did not send it, or it is not in the future.
    pub resets_in: Option<Duration>,
}

/// What to do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep<Id> {
    /// Check this inbox.
    Check(Id),
    /// Check nothing until this moment; `None` means until an event changes the plan.
    WaitUntil(Option<SchedulerTime>),
}

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckOutcome {
    /// The service listed the messages.
    Answered {
        /// At least one of them is new.
        has_new_mail: bool,
    },
    /// The inbox no longer exists.
    InboxGone,
    /// The service said that the inbox no longer exists, which is not certain yet.
    ReportedGone,
    /// There were too many requests.
    RateLimited {
        /// How long to wait, if the service said so.
        retry_after: Option<Duration>,
    },
    /// The API key is no longer valid.
    ApiKeyRefused,
    /// The service could not be reached, or what answered was not the service.
    Unreachable {
        /// How long to wait, if the response said so.
        retry_after: Option<Duration>,
    },
    /// The service refused this request for a reason that says nothing about other inboxes.
    RequestRefused,
    /// The check was cancelled; its result is unknown.
    Cancelled,
}

/// The state of checking in one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountCheckStatus {
    /// There is nothing to check, or the service has not answered yet.
    Idle,
    /// Inboxes are checked as often as desired.
    Online,
    /// Inboxes are checked less often, to save quota.
    SavingQuota {
        /// The time between two checks of the inbox with the highest priority.
        shortest_interval: Duration,
        /// The time between two checks of the inbox with the lowest priority; `None` if it gets no check before the
        /// quota resets.
        longest_interval: Option<Duration>,
    },
    /// The quota is so short that the inbox with the highest priority gets no regular check before it expires or the
    /// quota resets. A new one may still get its first check.
    QuotaScarce {
        /// It gets one check just before it expires.
        has_final_check: bool,
    },
    /// The service cannot be reached.
    Offline {
        /// The first failure.
        since: SchedulerTime,
        /// The next attempt.
        retry_at: SchedulerTime,
    },
    /// The service asked to wait until this moment.
    RateLimited {
        /// The end of the wait.
        until: SchedulerTime,
    },
    /// The rest of the quota is reserved for the user's own requests.
    QuotaExhausted {
        /// The next moment at which checks can be paid for.
        until: SchedulerTime,
    },
    /// The user paused checking.
    Paused,
    /// Inboxes are checked only when the user asks for it.
    OnRequest,
    /// The service refused the API key; checking continues with a new one.
    ApiKeyRefused,
}
