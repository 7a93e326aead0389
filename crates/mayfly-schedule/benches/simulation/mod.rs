//! A simulated month of mail: users who create inboxes, mail that arrives, a service with a quota, and clients that
//! check for mail in different ways. Nothing waits, so a month takes seconds.

#![allow(dead_code, unreachable_pub, reason = "the bench and the tests each use their part")]
#![allow(clippy::unwrap_used, missing_docs, reason = "no part of the library")]

pub mod clients;
pub mod scenarios;

use std::time::Duration;

pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;
pub const MONTH: i64 = 30 * DAY;

/// The time from a request to its response, in milliseconds. All times of the simulation are in milliseconds.
pub const LATENCY: i64 = 250;

/// An inbox and the mail it receives.
#[derive(Debug, Clone)]
pub struct SimulatedInbox {
    pub created_at: i64,
    /// When it expires, as the service reports.
    pub expires_at: i64,
    /// When it ends: it expires or is deleted before.
    pub ends_at: i64,
    /// When mail arrives, in ascending order.
    pub mail_times: Vec<i64>,
}

impl SimulatedInbox {
    pub fn is_receiving_at(&self, now: i64) -> bool {
        (self.created_at..self.ends_at).contains(&now)
    }
}

/// What a user does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SimulatedUserAction {
    /// Creates an inbox, copies its address and looks at it.
    CreateInbox(usize),
    /// Creates an inbox by a script, without looking at it.
    CreateInboxInBackground(usize),
    DeleteInbox(usize),
    /// Copies an address to use it once more.
    CopyAddress(usize),
    CloseWindow,
    /// Makes any other request of their own, such as reading or deleting a message.
    SendRequest,
}

impl SimulatedUserAction {
    /// Whether the action sends a request.
    pub fn is_request(self) -> bool {
        !matches!(self, Self::CopyAddress(_) | Self::CloseWindow)
    }
}

/// One user's month.
#[derive(Debug, Clone)]
pub struct SimulatedUserMonth {
    pub inboxes: Vec<SimulatedInbox>,
    /// The actions and their times, in ascending order of time.
    pub actions: Vec<(i64, SimulatedUserAction)>,
}

impl SimulatedUserMonth {
    /// The sum of the times for which inboxes are open within the month.
    pub fn total_inbox_open_time(&self) -> i64 {
        self.inboxes.iter().map(|inbox| inbox.ends_at.min(MONTH) - inbox.created_at.max(0)).sum()
    }
}

#[derive(Debug, Clone, Copy)]
pub struct SimulatedQuotaLimit {
    pub limit: u64,
    pub period: i64,
}

/// The service's count of requests.
#[derive(Debug, Clone, Copy)]
pub struct SimulatedRequestCounter {
    pub quota: SimulatedQuotaLimit,
    pub used: u64,
    period_index: i64,
}

impl SimulatedRequestCounter {
    pub fn new(quota: SimulatedQuotaLimit) -> Self {
        Self { quota, used: 0, period_index: 0 }
    }

    /// Counts a request. Returns false if the quota is exhausted.
    pub fn count_request(&mut self, now: i64) -> bool {
        let period_index = now.div_euclid(self.quota.period);
        if period_index != self.period_index {
            (self.period_index, self.used) = (period_index, 0);
        }
        let is_counted = self.used < self.quota.limit;
        self.used += u64::from(is_counted);
        is_counted
    }

    pub fn remaining_requests(&self) -> u64 {
        self.quota.limit - self.used
    }

    pub fn resets_in(&self, now: i64) -> Duration {
        Duration::from_millis(u64::try_from(self.quota.period - now.rem_euclid(self.quota.period)).unwrap())
    }
}

/// The result of one client.
#[derive(Debug, Clone, Default)]
pub struct SimulationResult {
    /// The time from the arrival of each mail until a check found it, in seconds; infinite if none did.
    pub delays: Vec<f64>,
    /// The number of checks.
    pub checks: u64,
    /// The user's own requests that the service refused because the quota was exhausted.
    pub refused_user_requests: u64,
    /// The fewest requests that were ever left.
    pub fewest_remaining: u64,
    /// The requests left at the end.
    pub remaining_at_end: u64,
    /// When the quota was exhausted for the first time.
    pub exhausted_at: Option<i64>,
}

impl SimulationResult {
    /// The delay in seconds that this part of the mail does not exceed.
    pub fn delay_percentile(&self, part: f64) -> f64 {
        let mut delays = self.delays.clone();
        delays.sort_by(f64::total_cmp);
        let last = delays.len().saturating_sub(1);
        delays.get((last as f64 * part).round() as usize).copied().unwrap_or(0.0)
    }

    pub fn count_missed_mail(&self) -> usize {
        self.delays.iter().filter(|delay| delay.is_infinite()).count()
    }
}
