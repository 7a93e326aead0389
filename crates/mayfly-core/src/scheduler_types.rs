//! When an inbox is checked: the types of [`mayfly_schedule`] for the inboxes of the store.

use crate::view::{CheckFrequency, InboxId};

pub(crate) use mayfly_schedule::{
    AccountCheckStatus, CheckOutcome, ClockCorrection, ClockJump, ClockReading, PollTiming, QuotaReport, Rng,
    SchedulerTime, backoff_delay,
};

/// Plans the checks of one account's inboxes.
pub(crate) type Planner = mayfly_schedule::Planner<InboxId>;
/// An open inbox, as stored.
pub(crate) type PlannerInbox = mayfly_schedule::PlannerInbox<InboxId>;
/// What the user chose and sees.
pub(crate) type PlannerContext = mayfly_schedule::PlannerContext<InboxId>;
/// What to do now.
pub(crate) type NextStep = mayfly_schedule::NextStep<InboxId>;

impl From<CheckFrequency> for mayfly_schedule::CheckFrequency {
    fn from(frequency: CheckFrequency) -> Self {
        match frequency {
            CheckFrequency::Expected => Self::Expected,
            CheckFrequency::Sparing => Self::Sparing,
            CheckFrequency::OnRequest => Self::OnRequest,
        }
    }
}
