//! Which inbox is asked next, and when: decided from what is known, without waiting or asking.
//!
//! Every inbox has a wish (see [`attention`](super::attention)); the [governor](super::governor) says what
//! may be spent. Where the wishes cost more than that, all waits are stretched: those of inboxes that expect
//! mail only as far as needed, those of the others by what is left over. The same state, moment and random
//! source always give the same decision.

mod stretch;

pub use super::terms::{Known, Outcome, Standing, Step};

use super::attention::Pace;
use super::backoff;
use super::governor::{Governor, Told};
use super::random::Random;
use super::tick::Tick;
use crate::view::Checking;
use std::collections::BTreeMap;
use std::time::Duration;
use stretch::{Demand, Stretch};

/// Checks under way at the same time; each of another inbox.
pub const MOST_AT_ONCE: usize = 4;

/// Checks come up to so much earlier or later than planned, so that they don't march in step.
const JITTER: f64 = 0.1;

/// The first check after a sign of interest comes when so much of one is wished for: most mail follows at once,
/// and where waits are stretched the first check finds it.
const FIRST: f64 = 0.5;

/// So long before its end an inbox is checked once more.
const LAST_LOOK: Duration = Duration::from_secs(5);

/// With a sparing hand checks are so many times as far apart.
const SPARING: u32 = 2;

/// Interest in an inbox so soon after mail came was interest in that mail.
const NOTICED: Duration = Duration::from_secs(60);

/// Why nothing is asked although something is due.
#[derive(Debug, Clone, Copy)]
enum Hold {
    Offline { since: Tick, failures: u32, retry_at: Tick },
    Limited { until: Tick, failures: u32 },
    KeyRefused,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    attended: Tick,
    checked: Tick,
    ends: Option<Tick>,
    /// Due whatever the wish says.
    at_once: bool,
    in_flight: bool,
    failures: u32,
    failed_at: Option<Tick>,
    not_before: Tick,
    jitter: f64,
}

/// Who comes first when several are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Quiet,
    Expecting,
    /// It is about to end.
    LastLook,
}

/// The plan of one account.
#[derive(Debug, Clone)]
pub struct Planner {
    pace: Pace,
    random: Random,
    governor: Governor,
    entries: BTreeMap<u32, Entry>,
    selected: Option<u32>,
    watching: bool,
    paused: bool,
    /// Nothing is checked by itself, for as long as the user wants it so.
    on_request: bool,
    hold: Option<Hold>,
    answered_at: Option<Tick>,
    quiet_checked_at: Option<Tick>,
    saving: bool,
    demand: Demand,
    /// The last reckoning, good for a moment.
    reckoned: Option<(Tick, Stretch)>,
}

impl Planner {
    /// A plan without inboxes.
    #[must_use]
    pub fn new(pace: Pace, random: Random) -> Self {
        Self {
            pace,
            random,
            governor: Governor::default(),
            entries: BTreeMap::new(),
            selected: None,
            watching: true,
            paused: false,
            on_request: false,
            hold: None,
            answered_at: None,
            quiet_checked_at: None,
            saving: false,
            demand: Demand::default(),
            reckoned: None,
        }
    }

    /// The intervals it plans with.
    #[must_use]
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    /// Takes the inboxes that are open; any other is never checked again.
    pub fn set_inboxes(&mut self, open: &[Known], now: Tick) {
        let mut before = std::mem::take(&mut self.entries);
        let count = before.len();
        for known in open {
            let jitter = self.draw_jitter();
            // Whoever finds an inbox on the screen expects something of it.
            let attended = if self.is_watched(known.id) { now } else { self.interest(known) };
            if !before.contains_key(&known.id) {
                self.demand.note_new(known.ends, now);
            }
            let entry = before.remove(&known.id).unwrap_or(Entry {
                attended,
                checked: known.checked.unwrap_or(known.created),
                ends: None,
                at_once: false,
                in_flight: false,
                failures: 0,
                failed_at: None,
                not_before: known.created,
                jitter,
            });
            self.entries.insert(known.id, Entry { ends: known.ends, ..entry });
        }
        if !before.is_empty() || self.entries.len() != count {
            self.reckoned = None;
        }
    }

    /// The user is interested in an inbox: made, copied, opened or refreshed it.
    pub fn attend(&mut self, inbox: u32, now: Tick) {
        if let Some(entry) = self.entries.get_mut(&inbox) {
            entry.attended = entry.attended.max(now);
            self.reckoned = None;
        }
    }

    /// Another inbox is on the screen.
    pub fn select(&mut self, inbox: Option<u32>, now: Tick) {
        self.selected = inbox;
        self.reckoned = None;
        if let (Some(inbox), true) = (inbox, self.watching) {
            self.attend(inbox, now);
        }
    }

    /// The window came or went.
    pub fn set_watching(&mut self, watching: bool, now: Tick) {
        if watching
            && !self.watching
            && let Some(inbox) = self.selected
        {
            self.attend(inbox, now);
        }
        self.watching = watching;
        self.reckoned = None;
    }

    /// Whether the end of an inbox would surprise somebody: it is on the screen, or mail is expected and none has
    /// come since the user last showed interest.
    #[must_use]
    pub fn is_waited_for(&self, inbox: u32, last_mail: Option<Tick>, now: Tick) -> bool {
        self.is_watched(inbox)
            || self.entries.get(&inbox).is_some_and(|entry| {
                self.wish(inbox, entry, now).first && last_mail.is_none_or(|mail| mail.after(NOTICED) < entry.attended)
            })
    }

    /// The user pauses checking, or has it go on.
    pub fn set_paused(&mut self, paused: bool) {
        self.paused = paused;
    }

    /// The user chooses how often inboxes are checked.
    pub fn set_checking(&mut self, checking: Checking) {
        self.on_request = checking == Checking::OnRequest;
        self.pace.apart = if checking == Checking::Sparing { SPARING } else { 1 };
        self.reckoned = None;
    }

    /// Nothing is asked that the user didn't ask for.
    #[must_use]
    pub fn is_on_request(&self) -> bool {
        self.on_request
    }

    /// Takes what an answer told of the quota.
    pub fn learn(&mut self, told: Told, now: Tick) {
        if self.governor.learn(told, now) {
            self.reckoned = None;
        }
    }

    /// A request of the user's own was answered: whatever stood in the way no longer does.
    pub fn answered(&mut self, now: Tick) {
        self.governor.note_own(now);
        self.hold = None;
        self.answered_at = Some(now);
    }

    /// The key was refused, whoever asked.
    pub fn refuse_key(&mut self) {
        self.hold = Some(Hold::KeyRefused);
    }

    /// Tries again at once what failed; nothing that the service asked to wait for.
    pub fn retry(&mut self, now: Tick) {
        if let Some(Hold::Offline { since, failures, .. }) = self.hold {
            self.hold = Some(Hold::Offline { since, failures, retry_at: now });
        }
        for entry in self.entries.values_mut() {
            entry.not_before = entry.not_before.min(now);
        }
    }

    /// The machine woke: what is expected or looked at is checked at once.
    pub fn woke(&mut self, now: Tick) {
        self.retry(now);
        if self.watching
            && let Some(inbox) = self.selected
        {
            self.attend(inbox, now);
        }
        let ids: Vec<_> = self.entries.keys().copied().collect();
        for id in ids {
            let first = self.entries.get(&id).is_some_and(|entry| self.wish(id, entry, now).first);
            if first && let Some(entry) = self.entries.get_mut(&id) {
                entry.at_once = true;
            }
        }
    }

    /// What to do now.
    pub fn next(&mut self, now: Tick) -> Step {
        self.drop_ended(now);
        let under_way = self.entries.values().filter(|entry| entry.in_flight).count();
        if self.paused || self.on_request || under_way >= MOST_AT_ONCE || self.entries.is_empty() {
            return Step::Wait(None);
        }
        match self.hold {
            Some(Hold::KeyRefused) => return Step::Wait(None),
            Some(Hold::Limited { until, .. }) if now < until => return Step::Wait(Some(until)),
            Some(Hold::Offline { retry_at, .. }) if now < retry_at => return Step::Wait(Some(retry_at)),
            // One question is enough to learn that the service is back.
            Some(Hold::Offline { .. } | Hold::Limited { .. }) if under_way > 0 => return Step::Wait(None),
            _ => {}
        }
        let probing = matches!(self.hold, Some(Hold::Offline { .. }));
        let stretch = self.stretch(now);
        let mut earliest: Option<Tick> = None;
        let mut best: Option<(Rank, f64, u32)> = None;
        for (id, entry) in &self.entries {
            if entry.in_flight {
                continue;
            }
            let (due, rank, wait) = self.due(*id, entry, &stretch, now);
            let due = if probing { now } else { due };
            if due <= now {
                let lateness = now.since(entry.checked).as_secs_f64() / wait.as_secs_f64().max(1e-3);
                // Of those that failed, the one that failed least: it tells most.
                let urgency = lateness / f64::from(1 + entry.failures);
                if best.is_none_or(|(highest, most, _)| (rank, urgency) > (highest, most)) {
                    best = Some((rank, urgency, *id));
                }
            } else {
                earliest = Some(earliest.map_or(due, |earliest| earliest.min(due)));
            }
        }
        let Some((rank, _, id)) = best else { return Step::Wait(earliest) };
        let kept = if rank == Rank::LastLook { 0.0 } else { stretch.kept };
        let affordable = self.governor.affordable_at(kept, now);
        if affordable > now { Step::Wait(Some(affordable)) } else { Step::Check(id) }
    }

    /// The check that [`next`](Self::next) asked for begins.
    pub fn begin(&mut self, inbox: u32, now: Tick) {
        self.governor.spend(now);
        let jitter = self.draw_jitter();
        let first = self.entries.get(&inbox).is_none_or(|entry| self.wish(inbox, entry, now).first);
        if !first {
            self.quiet_checked_at = Some(now);
            self.reckoned = None;
        }
        if let Some(entry) = self.entries.get_mut(&inbox) {
            entry.in_flight = true;
            entry.at_once = false;
            entry.jitter = jitter;
        }
    }

    /// The check that began has ended.
    pub fn finish(&mut self, inbox: u32, outcome: Outcome, now: Tick) {
        self.governor.settle();
        if let Some(entry) = self.entries.get_mut(&inbox) {
            entry.in_flight = false;
        }
        self.note(inbox, outcome, now);
        if matches!(outcome, Outcome::Answered { .. }) {
            match self.hold {
                Some(Hold::Offline { .. }) => self.hold = None,
                // One that was under way when the service asked to wait says nothing.
                Some(Hold::Limited { until, .. }) if until <= now => self.hold = None,
                _ => {}
            }
        }
    }

    /// What came of asking for an inbox, by the plan or by the user.
    pub fn note(&mut self, inbox: u32, outcome: Outcome, now: Tick) {
        let pace = self.pace.clone();
        match outcome {
            Outcome::Answered { new_mail } => {
                self.answered_at = Some(now);
                if let Some(entry) = self.entries.get_mut(&inbox) {
                    entry.checked = now;
                    entry.failures = 0;
                    entry.failed_at = None;
                    if new_mail {
                        let quiet = pace.quiet_after_mail(now.since(entry.attended));
                        entry.attended = entry.attended.max(now.before(quiet));
                    }
                }
            }
            Outcome::Gone => {
                self.entries.remove(&inbox);
            }
            Outcome::KeyRefused => self.hold = Some(Hold::KeyRefused),
            Outcome::Limited(wait) => {
                let failures = match self.hold {
                    Some(Hold::Limited { failures, .. }) => failures.saturating_add(1),
                    _ => 1,
                };
                let first = pace.quickest.saturating_mul(12);
                let pause = wait.unwrap_or_else(|| backoff::pause(failures, first, first * 30, &mut self.random));
                let until = now.after(pause.max(pace.quickest.min(Duration::from_secs(1))));
                self.hold = Some(Hold::Limited { until, failures });
            }
            Outcome::Refused => {
                self.put_off(inbox, Duration::ZERO, now);
            }
            Outcome::Unreachable(asked) => {
                // A service under repair may ask for a while; one that asks for a year isn't itself.
                let least = asked.unwrap_or_default().min(pace.longest_retry.saturating_mul(12));
                let failed_before = self.put_off(inbox, least, now);
                // Where others were answered since it last failed, it is this inbox's own trouble.
                if failed_before.is_none_or(|failed| self.answered_at.is_none_or(|answered| answered <= failed)) {
                    self.go_offline(least, now);
                }
            }
            Outcome::Abandoned => {}
        }
    }

    /// How checking stands, for people.
    pub fn standing(&mut self, now: Tick) -> Standing {
        self.drop_ended(now);
        if matches!(self.hold, Some(Hold::KeyRefused)) {
            return Standing::KeyRefused;
        }
        // Before the pause: its end would change nothing.
        if self.on_request {
            return Standing::OnRequest;
        }
        if self.paused {
            return Standing::Paused;
        }
        if self.entries.is_empty() {
            return Standing::Idle;
        }
        match self.hold {
            Some(Hold::Offline { since, retry_at, .. }) => return Standing::Offline { since, retry_at },
            Some(Hold::Limited { until, .. }) if now < until => return Standing::Waiting(until),
            _ => {}
        }
        if self.answered_at.is_none() {
            return Standing::Idle;
        }
        if self.governor.is_used_up() {
            let until = self.governor.affordable_at(0.0, now);
            if until > now {
                return Standing::Resting(until);
            }
        }
        self.saving(now)
    }

    /// The last sign of interest that is on record.
    fn interest(&self, known: &Known) -> Tick {
        let mail = known
            .last_mail
            .map_or(known.created, |came| came.before(self.pace.quiet_after_mail(came.since(known.created))));
        mail.max(known.created)
    }

    fn is_watched(&self, inbox: u32) -> bool {
        self.watching && self.selected == Some(inbox)
    }

    fn wish(&self, id: u32, entry: &Entry, now: Tick) -> super::attention::Wish {
        self.pace.wish(now.since(entry.attended), self.is_watched(id))
    }

    fn due(&self, id: u32, entry: &Entry, stretch: &Stretch, now: Tick) -> (Tick, Rank, Duration) {
        let wish = self.wish(id, entry, now);
        let quiet = entry.checked.since(entry.attended);
        let by = (stretch.first * entry.jitter, stretch.others * entry.jitter);
        let wishes = if entry.checked <= entry.attended { FIRST } else { 1.0 };
        let wait = self.pace.wait(quiet, self.is_watched(id), by, wishes);
        let mut due = if entry.at_once { now } else { entry.checked.after(wait).max(entry.not_before) };
        if !wish.first
            && let Some(last) = self.quiet_checked_at
        {
            due = due.max(last.after(stretch.spacing));
        }
        // What has not been seen when an inbox ends is lost: one more look.
        if let Some(last_look) = last_look(entry, wish.every).filter(|at| due > *at) {
            return (last_look.max(entry.not_before), Rank::LastLook, wait);
        }
        (due, if wish.first { Rank::Expecting } else { Rank::Quiet }, wait)
    }

    /// Puts an inbox off after a failure, at least that long; tells when it had failed before.
    fn put_off(&mut self, inbox: u32, least: Duration, now: Tick) -> Option<Tick> {
        let entry = self.entries.get_mut(&inbox)?;
        entry.failures = entry.failures.saturating_add(1);
        let pause = backoff::pause(entry.failures, self.pace.quickest, self.pace.longest_retry, &mut self.random);
        entry.not_before = now.after(pause.max(least));
        entry.failed_at.replace(now)
    }

    fn go_offline(&mut self, least: Duration, now: Tick) {
        let (since, failures) = match self.hold {
            // Another check that was under way failed as well; that is the same failure.
            Some(Hold::Offline { retry_at, .. }) if now < retry_at => return,
            Some(Hold::Offline { since, failures, .. }) => (since, failures.saturating_add(1)),
            Some(Hold::KeyRefused) => return,
            _ => (now, 1),
        };
        let pause = backoff::pause(failures, self.pace.quickest, self.pace.longest_retry, &mut self.random);
        self.hold = Some(Hold::Offline { since, failures, retry_at: now.after(pause.max(least)) });
    }

    fn drop_ended(&mut self, now: Tick) {
        self.entries.retain(|_, entry| entry.ends.is_none_or(|end| end > now));
    }

    fn draw_jitter(&mut self) -> f64 {
        self.random.between(1.0 - JITTER, 1.0 + JITTER)
    }
}

/// When an inbox is looked at for the last time, whatever its waits; `None` if it has no end or was just checked.
fn last_look(entry: &Entry, wished: Duration) -> Option<Tick> {
    let at = entry.ends?.before(LAST_LOOK);
    (entry.checked < at && at.since(entry.checked) > wished.min(LAST_LOOK * 4)).then_some(at)
}
