//! What goes into a plan and comes out of it.

use super::tick::Tick;
use std::time::Duration;

/// An open inbox as the store has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its identifier.
    pub id: u32,
    /// When it was made.
    pub created: Tick,
    /// When the service last answered for it.
    pub checked: Option<Tick>,
    /// When its latest mail came.
    pub last_mail: Option<Tick>,
    /// When it ends.
    pub ends: Option<Tick>,
}

/// What is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Check this inbox.
    Check(u32),
    /// Nothing until then; without a moment, until something happens.
    Wait(Option<Tick>),
}

/// What came of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The service answered.
    Answered {
        /// With mail that is new.
        new_mail: bool,
    },
    /// The inbox is over.
    Gone,
    /// Too many requests; wait that long, if the service said.
    Limited(Option<Duration>),
    /// The key no longer works.
    KeyRefused,
    /// The service couldn't be reached, or isn't itself; how long to wait, if it said.
    Unreachable(Option<Duration>),
    /// The service refused this inbox, whatever the others do.
    Refused,
    /// The check was given up; nothing is known.
    Abandoned,
}

/// How checking stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing to check, or no answer yet.
    Idle,
    /// As often as wished.
    Online,
    /// Less often, to save quota.
    Saving {
        /// Between two checks of the inbox that comes first.
        first: Duration,
        /// Between two checks of the one that comes last; `None` where none would come before the quota starts
        /// again.
        last: Option<Duration>,
    },
    /// So seldom, to save quota, that the inbox that comes first gets no check before it ends or the quota starts
    /// again.
    Scarce {
        /// But for one look just before it ends.
        last_look: bool,
    },
    /// The service can't be reached.
    Offline {
        /// Since then.
        since: Tick,
        /// Tried again then.
        retry_at: Tick,
    },
    /// The service asked to wait until then.
    Waiting(Tick),
    /// What is left of the quota is the user's, until then.
    Resting(Tick),
    /// The user paused it.
    Paused,
    /// Only what the user asks for is checked.
    OnRequest,
    /// A new key is needed.
    KeyRefused,
}
