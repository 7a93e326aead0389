//! What checking may cost: at most what is left of the quota, spread to its reset, less a reserve.
//!
//! Requests that are not spent are saved up, to a limit, so that somebody who makes an address now and then
//! gets quick checks for it although the quota's average would allow one a minute. Nothing is known of the
//! quota's period but what the service says: the reset.

use super::habit::Habit;
use super::tick::Tick;
use std::time::Duration;

/// Without a word from the service of its quota, checks come once in this long on average.
const POLITE: Duration = Duration::from_secs(30);
/// And at most so many are saved up then.
const POLITE_SAVINGS: f64 = 500.0;

/// What was not spent in this time is kept for later.
const SAVED_TIME: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Never more than this part of what is left is spent in one burst: the first with the reset far away, the
/// second just before it, when whatever is not spent is lost.
const LARGEST_BURST: (f64, f64) = (0.5, 0.9);

/// A quota without a reset is spread over this long until its counters are seen to start again.
const UNKNOWN_PERIOD: Duration = Duration::from_secs(24 * 60 * 60);
/// The shortest time to a reset that is reckoned with.
const SHORTEST: Duration = Duration::from_secs(10);
/// Counters that fall by less than this were only told out of order.
const REORDERED: f64 = 5.0;
/// At most this part of what is left is kept for the user, beside the reserve.
const MOST_KEPT: f64 = 0.75;
/// How often a used-up quota without a reset is tried.
const PROBE: Duration = Duration::from_secs(60 * 60);

/// What the service told of its quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Requests in a period.
    pub limit: u64,
    /// Requests left in this one.
    pub remaining: u64,
    /// Until the next period, where the service says; `None` as well if that is not in the future.
    pub resets_in: Option<Duration>,
}

/// What may be spent from now on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// Saved up: can be spent at once.
    pub saved: f64,
    /// The most that is saved up.
    pub most_saved: f64,
    /// What comes in each second until the reset.
    pub per_second: f64,
    /// Until the reset, or as long as the rate is good for.
    pub until_reset: Duration,
}

/// Keeps the accounts.
#[derive(Debug, Clone)]
pub struct Governor {
    quota: Option<Quota>,
    saved: Option<f64>,
    reckoned_at: Tick,
    asked: u32,
    probed_at: Option<Tick>,
    /// The user's own requests.
    own: Habit,
}

#[derive(Debug, Clone, Copy)]
struct Quota {
    limit: f64,
    left: f64,
    resets_at: Option<Tick>,
    /// The length of a period that tells no reset, once seen.
    period: Option<Duration>,
    began_at: Tick,
}

impl Quota {
    /// Kept for what the user does: a twentieth, between 5 and 1,000 requests, but never most of it.
    fn reserve(&self) -> f64 {
        (self.limit / 20.0).clamp(5.0, 1_000.0).min(self.limit / 2.0)
    }

    fn spendable(&self) -> f64 {
        (self.left - self.reserve()).max(0.0)
    }

    fn until_reset(&self, now: Tick) -> Duration {
        match (self.resets_at, self.period) {
            (Some(reset), _) => reset.since(now),
            (None, Some(period)) => self.began_at.after(period).since(now),
            (None, None) => UNKNOWN_PERIOD,
        }
        .max(SHORTEST)
    }
}

impl Default for Governor {
    fn default() -> Self {
        Self { quota: None, saved: None, reckoned_at: Tick::ZERO, asked: 0, probed_at: None, own: Habit::assuming(0.0) }
    }
}

impl Governor {
    /// Takes what an answer told; whether that is another quota than was reckoned with.
    pub fn learn(&mut self, told: Told, now: Tick) -> bool {
        // A limit of nothing is no quota.
        if told.limit == 0 {
            return false;
        }
        let before = self.quota.map(|quota| quota.limit);
        // Checks under way may not be counted yet.
        let left = (told.remaining.min(told.limit) as f64 - f64::from(self.asked)).max(0.0);
        let resets_at = told.resets_in.filter(|span| !span.is_zero()).map(|span| now.after(span));
        let (mut period, mut began_at) = (None, now);
        if let Some(before) = self.quota {
            (period, began_at) = (before.period, before.began_at);
            if left > before.left + REORDERED {
                if resets_at.is_none() {
                    period = Some(now.since(began_at).max(SHORTEST));
                }
                began_at = now;
            }
        }
        let limit = told.limit as f64;
        self.quota = Some(Quota { limit, left, resets_at, period, began_at });
        self.reckon(now);
        before != Some(limit)
    }

    /// Notes that a check is being asked for.
    pub fn spend(&mut self, now: Tick) {
        self.reckon(now);
        self.asked = self.asked.saturating_add(1);
        if let Some(saved) = &mut self.saved {
            *saved -= 1.0;
        }
        if let Some(quota) = &mut self.quota {
            if quota.spendable() < 1.0 {
                self.probed_at = Some(now);
            }
            quota.left = (quota.left - 1.0).max(0.0);
        }
    }

    /// Notes a request of the user's own: more of their kind are to be expected, and come first.
    pub fn note_own(&mut self, now: Tick) {
        self.own.note(1.0, now);
    }

    /// Notes that a check has ended, whatever came of it.
    pub fn settle(&mut self) {
        self.asked = self.asked.saturating_sub(1);
    }

    /// The moment at which the next check can be paid for with so much left over; `now` if it can be at once.
    pub fn affordable_at(&mut self, kept: f64, now: Tick) -> Tick {
        let budget = self.budget(now);
        if let Some(quota) = self.quota
            && quota.spendable() < 1.0
        {
            return match quota.resets_at {
                Some(reset) => reset,
                None => self.probed_at.map_or(now, |probed| probed.after(PROBE.min(quota.until_reset(now)))).max(now),
            };
        }
        let needed = (1.0 + kept).min(budget.most_saved);
        if budget.saved >= needed {
            return now;
        }
        // A millisecond more than it takes, against rounding.
        let wait = (needed - budget.saved) / budget.per_second.max(1e-9) + 0.001;
        now.after(Duration::from_secs_f64(wait.min(1e9)))
    }

    /// The quota is used up as far as checking may use it.
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        self.quota.is_some_and(|quota| quota.spendable() < 1.0)
    }

    /// What may be spent.
    pub fn budget(&mut self, now: Tick) -> Budget {
        self.reckon(now);
        let (per_second, most_saved, until_reset) = self.rate(now);
        Budget { saved: self.saved.unwrap_or(most_saved), most_saved, per_second, until_reset }
    }

    fn rate(&mut self, now: Tick) -> (f64, f64, Duration) {
        let polite = 1.0 / POLITE.as_secs_f64();
        let Some(quota) = self.quota else { return (polite, POLITE_SAVINGS, UNKNOWN_PERIOD) };
        let span = quota.until_reset(now);
        let spendable = quota.spendable();
        let spendable = spendable - (self.own.per_second(now) * span.as_secs_f64()).min(spendable * MOST_KEPT);
        let mut per_second = spendable / span.as_secs_f64();
        if quota.resets_at.is_none() && quota.period.is_none() {
            per_second = per_second.min(polite);
        }
        let (far, near) = LARGEST_BURST;
        let burst = near + (far - near) * (span.as_secs_f64() / SAVED_TIME.as_secs_f64()).min(1.0);
        // At least one, or nothing could ever be saved up for a whole request.
        let most_saved = (per_second * SAVED_TIME.as_secs_f64()).min(spendable * burst).max(1.0);
        (per_second, most_saved, span)
    }

    /// Brings the savings up to date.
    fn reckon(&mut self, now: Tick) {
        if let Some(quota) = &mut self.quota
            && let Some(reset) = quota.resets_at
            && reset <= now
        {
            // A new period: the next answer tells the next reset.
            *quota = Quota { left: quota.limit, resets_at: None, began_at: now, ..*quota };
        }
        let (per_second, most_saved, _) = self.rate(now);
        let earned = per_second * now.since(self.reckoned_at).as_secs_f64();
        let spendable = self.quota.map_or(f64::MAX, |quota| quota.spendable());
        // What is saved stays, though less may be saved from now on.
        let saved = self.saved.map_or(most_saved, |saved| saved.max((saved + earned).min(most_saved)));
        self.saved = Some(saved.min(spendable.max(1.0)));
        self.reckoned_at = self.reckoned_at.max(now);
    }
}
