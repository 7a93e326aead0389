//! How far waits are stretched, so that what is wished for can be paid for until the quota's reset.

use super::{Entry, Planner, last_look};
use crate::sync::governor::Budget;
use crate::sync::habit::Habit;
use crate::sync::terms::Standing;
use crate::sync::tick::Tick;
use std::time::Duration;

/// How far ahead the cost of inboxes that expect mail is reckoned.
const SPANS: [Duration; 5] = [
    Duration::from_secs(60),
    Duration::from_secs(600),
    Duration::from_secs(3_600),
    Duration::from_secs(6 * 3_600),
    DAY,
];
const DAY: Duration = Duration::from_secs(24 * 3_600);

/// Nobody is reckoned to look at an inbox for longer than this.
const WATCHED_FOR: Duration = Duration::from_secs(3_600);

/// The part of the savings that today's expecting inboxes share; the rest is for those still to come.
const SHARE: f64 = 0.15;
/// Quiet inboxes spend of the savings only what is above this part of the most that can be saved.
const HELD_BACK: f64 = 0.5;
/// And at least this part of what comes in, so that none is forgotten.
const LEAST: f64 = 0.1;
/// With savings above this part, quiet inboxes may catch up all at once.
const PLENTY: f64 = 0.75;
/// Stretching stops here: this is as good as never.
const MOST_STRETCHED: f64 = 1e6;

/// Stretched by this much, the user is told; and no longer below the second.
const TELL: (f64, f64) = (1.5, 1.2);

/// Waits are this many times what was wished.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    /// Of inboxes that expect mail.
    pub(super) first: f64,
    /// Of the others.
    pub(super) others: f64,
    /// Between two checks of any quiet inboxes.
    pub(super) spacing: Duration,
    /// What the last looks ahead cost beyond what comes in until then: only they may spend it.
    pub(super) kept: f64,
}

/// What is asked of the quota day by day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demand {
    /// Checks that inboxes that expect mail would have liked.
    wishes: Habit,
    /// How many they wish for each second now, and since when.
    wished: (f64, Tick),
    /// New inboxes that end soon, each of which gets a last look.
    endings: Habit,
}

impl Default for Demand {
    /// Until more is known, a handful of new inboxes a day is expected.
    fn default() -> Self {
        Self { wishes: Habit::assuming(600.0), wished: (0.0, Tick::ZERO), endings: Habit::assuming(6.0) }
    }
}

impl Demand {
    fn wish(&mut self, per_second: f64, now: Tick) {
        let (before, since) = self.wished;
        // A long sleep wished for nothing.
        self.wishes.note(before * now.since(since).as_secs_f64().min(3_600.0), now);
        self.wished = (per_second, now);
    }

    pub(super) fn note_new(&mut self, ends: Option<Tick>, now: Tick) {
        if ends.is_some_and(|end| end < now.after(DAY)) {
            self.endings.note(1.0, now);
        }
    }
}

impl Planner {
    /// How many checks until the quota's reset are to be expected, if nothing happens.
    pub fn cost_until_reset(&mut self, now: Tick) -> u64 {
        if self.on_request {
            return 0;
        }
        let (stretch, budget) = (self.stretch(now), self.governor.budget(now));
        let (first, others) = self.wished_until(budget.until_reset, now);
        let most = budget.per_second * budget.until_reset.as_secs_f64();
        (first / stretch.first + others / stretch.others).min(most).round() as u64
    }

    pub(super) fn saving(&mut self, now: Tick) -> Standing {
        let stretch = self.stretch(now);
        let reset = now.after(self.governor.budget(now).until_reset);
        let affordable = self.governor.affordable_at(0.0, now);
        let mut leading: Option<((bool, Duration, Duration), Standing)> = None;
        let mut last = Some(Duration::ZERO);
        let mut most: f64 = 1.0;
        for (id, entry) in &self.entries {
            let wish = self.wish(*id, entry, now);
            let by = if wish.first { stretch.first } else { stretch.others };
            let wait = stretched(wish.every, by);
            most = most.max(by);
            let next = now.after(wait);
            // An interval that isn't over before the inbox is promises nothing.
            let standing = if next < reset && entry.ends.is_none_or(|end| next < end) {
                last = last.map(|last| last.max(wait));
                Standing::Saving { first: rounded(wait), last: None }
            } else {
                let ends_first = entry.ends.is_some_and(|end| end <= reset);
                last = last.filter(|_| ends_first);
                let look = last_look(entry, wish.every);
                Standing::Scarce { last_look: ends_first && look.is_some() && entry.ends > Some(affordable) }
            };
            let rank = (!self.is_watched(*id), wish.every, wait);
            if leading.is_none_or(|(leading, _)| rank < leading) {
                leading = Some((rank, standing));
            }
        }
        self.saving = most >= if self.saving { TELL.1 } else { TELL.0 };
        match leading {
            Some((_, Standing::Saving { first, .. })) if self.saving => {
                Standing::Saving { first, last: last.map(rounded) }
            }
            Some((_, scarce)) if self.saving => scarce,
            _ => Standing::Online,
        }
    }

    fn checks(&self, id: u32, entry: &Entry, now: Tick, span: Duration) -> (f64, f64) {
        let span = entry.ends.map_or(span, |end| span.min(end.since(now)));
        let quiet = now.since(entry.attended);
        let watched = if self.is_watched(id) { span.min(WATCHED_FOR) } else { Duration::ZERO };
        let (first, _) = self.pace.checks(quiet, true, watched);
        let (soon, late) = self.pace.checks(quiet.saturating_add(watched), false, span - watched);
        (first + soon, late)
    }

    pub(super) fn stretch(&mut self, now: Tick) -> Stretch {
        let good_for = self.pace.quickest / 5;
        if let Some((at, stretch)) = self.reckoned
            && now < at.after(good_for)
        {
            return stretch;
        }
        let stretch = self.reckon(now);
        self.reckoned = Some((now, stretch));
        stretch
    }

    fn reckon(&mut self, now: Tick) -> Stretch {
        let budget = self.governor.budget(now);
        let kept = self.last_looks(&budget, now);
        let mut costs = [0.0; SPANS.len()];
        let day = DAY.min(budget.until_reset);
        let (first_of_day, others_of_day) = self.wished_until(day, now);
        let (mut first_rate, mut quiet_rate) = (0.0, 0.0);
        for (id, entry) in &self.entries {
            let wish = self.wish(*id, entry, now);
            if wish.first {
                first_rate += 1.0 / wish.every.as_secs_f64();
                for (cost, span) in costs.iter_mut().zip(SPANS) {
                    *cost += self.checks(*id, entry, now, span).0;
                }
            } else {
                quiet_rate += 1.0 / wish.every.as_secs_f64();
            }
        }
        self.demand.wish(first_rate, now);
        let now_enough =
            SPANS.iter().zip(costs).map(|(span, cost)| cost / income(&budget, *span, SHARE)).fold(1.0, f64::max);
        // Today's wishes must leave as much for those to be expected until the reset.
        let (open, open_later) = self.wished_until(budget.until_reset, now);
        let span = budget.until_reset.as_secs_f64();
        let to_come = self.demand.wishes.per_second(now) * span;
        let for_quiet = if open_later > 0.0 { LEAST } else { 0.0 };
        let for_last_looks = kept + self.demand.endings.per_second(now) * span;
        let supply = budget.saved.max(0.0) + (1.0 - for_quiet) * budget.per_second * span - for_last_looks;
        let lasting = ((open + to_come) / supply.max(f64::MIN_POSITIVE)).max(1.0);
        let first = now_enough.max(lasting).min(MOST_STRETCHED);
        let earned = budget.per_second * day.as_secs_f64();
        let held_back = HELD_BACK * budget.most_saved;
        let left = budget.saved - held_back + earned - first_of_day / first;
        let others = others_of_day / left.max(LEAST * earned).max(f64::MIN_POSITIVE);
        let others = others.max(first).min(MOST_STRETCHED);
        let plenty = budget.saved >= PLENTY * budget.most_saved;
        let spacing = if plenty || quiet_rate == 0.0 { 0.0 } else { 0.5 * others / quiet_rate };
        Stretch { first, others, spacing: Duration::from_secs_f64(spacing.min(1e9)), kept }
    }

    /// How many checks the open inboxes wish for in a span: while they come first, and after.
    fn wished_until(&self, span: Duration, now: Tick) -> (f64, f64) {
        let each = self.entries.iter().map(|(id, entry)| self.checks(*id, entry, now, span));
        each.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }

    /// What must be put by so that every inbox that ends within a day gets its last look.
    fn last_looks(&self, budget: &Budget, now: Tick) -> f64 {
        let day = now.after(DAY.min(budget.until_reset));
        let mut ends: Vec<_> = self.entries.values().filter_map(|entry| entry.ends).filter(|end| *end < day).collect();
        ends.sort_unstable();
        let lacking =
            |(before, end): (usize, &Tick)| (before + 1) as f64 - budget.per_second * end.since(now).as_secs_f64();
        ends.iter().enumerate().map(lacking).fold(0.0, f64::max)
    }
}

/// What can be spent within a span.
fn income(budget: &Budget, span: Duration, share: f64) -> f64 {
    let earned = budget.per_second * span.min(budget.until_reset).as_secs_f64();
    (share * budget.saved.max(0.0) + earned).max(f64::MIN_POSITIVE)
}

fn stretched(every: Duration, by: f64) -> Duration {
    Duration::from_secs_f64((every.as_secs_f64() * by).clamp(0.001, 1e9))
}

/// An interval as people say it, so that it doesn't change with every check.
fn rounded(interval: Duration) -> Duration {
    let seconds = interval.as_secs_f64();
    let step = match seconds {
        s if s < 60.0 => 5.0,
        s if s < 300.0 => 30.0,
        s if s < 3_600.0 => 300.0,
        _ => 3_600.0,
    };
    Duration::from_secs_f64((seconds / step).round().max(1.0) * step)
}
