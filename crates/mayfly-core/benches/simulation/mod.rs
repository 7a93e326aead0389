//! A month of mail, simulated: people who make addresses, mail that arrives, a service with a quota, and
//! clients that ask it, each in its own way. Nothing waits, so a month takes seconds.

#![allow(dead_code, unreachable_pub, reason = "the bench and the tests each use their part")]
#![allow(clippy::unwrap_used, missing_docs, reason = "no part of the library")]

pub mod clients;
pub mod people;

use mayfly_core::sync::tick::Tick;
use std::time::Duration;

pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;
pub const MONTH: i64 = 30 * DAY;

/// From asking to the answer.
pub const LATENCY: i64 = 250;

/// An address and the mail it is going to get.
#[derive(Debug, Clone)]
pub struct Inbox {
    pub created: i64,
    pub ends: i64,
    /// When mail arrives, in order.
    pub mail: Vec<i64>,
}

impl Inbox {
    pub fn is_open(&self, now: i64) -> bool {
        (self.created..self.ends).contains(&now)
    }
}

/// What a person does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Act {
    /// Makes an address, copies it and looks at it.
    Create(usize),
    /// Copies an address to use it once more.
    Copy(usize),
    /// Closes the window.
    Leave,
    /// Any request of the person's own beside these: reading, deleting.
    Request,
}

/// One person's month.
#[derive(Debug, Clone)]
pub struct Life {
    pub inboxes: Vec<Inbox>,
    /// What is done when, in order.
    pub acts: Vec<(i64, Act)>,
}

impl Life {
    /// For how long inboxes were open within the month, added up.
    pub fn open_time(&self) -> i64 {
        self.inboxes.iter().map(|inbox| inbox.ends.min(MONTH) - inbox.created.max(0)).sum()
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Quota {
    pub limit: u64,
    pub period: i64,
}

/// The service's counters.
#[derive(Debug, Clone, Copy)]
pub struct Counter {
    pub quota: Quota,
    pub used: u64,
    period: i64,
}

impl Counter {
    pub fn new(quota: Quota) -> Self {
        Self { quota, used: 0, period: 0 }
    }

    /// Counts a request, unless the quota is used up.
    pub fn count(&mut self, now: i64) -> bool {
        let period = now.div_euclid(self.quota.period);
        if period != self.period {
            (self.period, self.used) = (period, 0);
        }
        let counted = self.used < self.quota.limit;
        self.used += u64::from(counted);
        counted
    }

    pub fn left(&self) -> u64 {
        self.quota.limit - self.used
    }

    pub fn resets_in(&self, now: i64) -> Duration {
        Duration::from_millis(u64::try_from(self.quota.period - now.rem_euclid(self.quota.period)).unwrap())
    }
}

/// How a client did.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// From a mail's arrival until it was seen, in seconds; infinite where it never was.
    pub delays: Vec<f64>,
    /// Requests for checking.
    pub checks: u64,
    /// Requests of the person's own that the service refused for want of quota.
    pub refused: u64,
    /// The fewest requests that were ever left.
    pub fewest_left: u64,
    /// What was left in the end.
    pub left: u64,
    /// When the quota was used up for the first time.
    pub ran_out: Option<i64>,
}

impl Record {
    /// The delay that so large a part of the mail doesn't exceed, in seconds.
    pub fn percentile(&self, part: f64) -> f64 {
        let mut delays = self.delays.clone();
        delays.sort_by(f64::total_cmp);
        let last = delays.len().saturating_sub(1);
        delays.get((last as f64 * part).round() as usize).copied().unwrap_or(0.0)
    }

    pub fn missed(&self) -> usize {
        self.delays.iter().filter(|delay| delay.is_infinite()).count()
    }
}

pub fn tick(now: i64) -> Tick {
    Tick::from_millis(now)
}
