//! Clients: Mayfly's plan, and the usual loop that asks for every inbox at a fixed interval.

use super::{Act, Counter, Inbox, LATENCY, Life, MONTH, Quota, Record, tick};
use mayfly_core::Pace;
use mayfly_core::sync::governor::Told;
use mayfly_core::sync::plan::{Known, Outcome, Planner, Step};
use mayfly_core::sync::random::Random;
use mayfly_core::view::Checking;
use std::collections::{BTreeMap, BinaryHeap};
use std::time::Duration;

/// What Mayfly's plan did, beside how well.
#[derive(Debug, Default)]
pub struct Watched {
    pub record: Record,
    /// The most checks under way for one inbox at a time.
    pub most_for_one: u32,
    /// Checks of inboxes that were over.
    pub of_ended: u64,
    /// Checks begun while the service had no more left than this.
    pub fewest_left_at_check: u64,
    /// The longest that the inbox on the screen was not checked, in seconds.
    pub longest_unwatched: f64,
    /// Decisions taken; far more than checks would be a busy loop.
    pub decisions: u64,
}

struct Seen<'a> {
    life: &'a Life,
    next: Vec<usize>,
    record: Record,
}

impl<'a> Seen<'a> {
    fn new(life: &'a Life, quota: Quota) -> Self {
        let record = Record { fewest_left: quota.limit, ..Record::default() };
        // Mail from before the month has been seen.
        let next = life.inboxes.iter().map(|inbox| inbox.mail.partition_point(|at| *at < 0)).collect();
        Self { life, next, record }
    }

    /// An answer at `now` shows everything that has come; tells whether that was anything new.
    fn see(&mut self, index: usize, now: i64) -> bool {
        let mail = &self.life.inboxes[index].mail;
        let from = self.next[index];
        let to = mail.partition_point(|at| *at <= now).max(from);
        self.next[index] = to;
        self.record.delays.extend(mail[from..to].iter().map(|at| (now - at) as f64 / 1000.0));
        to > from
    }

    fn count(&mut self, counter: &mut Counter, now: i64) -> bool {
        let counted = counter.count(now);
        if !counted {
            self.record.ran_out.get_or_insert(now);
        }
        self.record.fewest_left = self.record.fewest_left.min(counter.left());
        counted
    }

    fn finish(mut self, counter: &Counter) -> Record {
        for (inbox, next) in self.life.inboxes.iter().zip(&self.next) {
            self.record.delays.extend(inbox.mail[*next..].iter().map(|_| f64::INFINITY));
        }
        self.record.left = counter.left();
        self.record
    }
}

/// Mayfly's plan.
pub fn mayfly(life: &Life, quota: Quota, seed: u64) -> Watched {
    mayfly_checking(Checking::Expected, life, quota, seed)
}

/// Mayfly's plan, as the user may choose it.
pub fn mayfly_checking(checking: Checking, life: &Life, quota: Quota, seed: u64) -> Watched {
    let mut planner = Planner::new(Pace::default(), Random::seeded(seed));
    planner.set_checking(checking);
    let mut counter = Counter::new(quota);
    let mut seen = Seen::new(life, quota);
    let mut watched = Watched { fewest_left_at_check: quota.limit, ..Watched::default() };
    let mut open: BTreeMap<usize, Known> = BTreeMap::new();
    let mut under_way: BTreeMap<usize, u32> = BTreeMap::new();
    let mut answers: BinaryHeap<std::cmp::Reverse<(i64, usize)>> = BinaryHeap::new();
    let mut acts = life.acts.iter().peekable();
    let mut on_screen: Option<(usize, i64)> = None;
    let known = |index: usize, inbox: &Inbox, now: i64| Known {
        id: u32::try_from(index).unwrap(),
        created: tick(inbox.created),
        // The app was closed a moment ago.
        checked: (inbox.created < now).then(|| tick(now)),
        last_mail: inbox.mail.iter().rfind(|at| **at < 0).map(|at| tick(*at)),
        ends: Some(tick(inbox.ends)),
    };
    for (index, inbox) in life.inboxes.iter().enumerate().filter(|(_, inbox)| inbox.created < 0) {
        open.insert(index, known(index, inbox, 0));
    }
    planner.set_watching(false, tick(0));
    planner.set_inboxes(&open.values().copied().collect::<Vec<_>>(), tick(0));
    // Signing in asked for the domains, which told the quota.
    counter.count(0);
    planner.learn(told(&counter, 0), tick(0));

    let mut now = 0;
    while now < MONTH {
        while let Some(std::cmp::Reverse((at, index))) = answers.peek().copied()
            && at <= now
        {
            answers.pop();
            *under_way.entry(index).or_default() -= 1;
            let id = u32::try_from(index).unwrap();
            if !life.inboxes[index].is_open(now) {
                planner.finish(id, Outcome::Gone, tick(now));
            } else if seen.count(&mut counter, now) {
                let new_mail = seen.see(index, now);
                planner.learn(told(&counter, now), tick(now));
                planner.finish(id, Outcome::Answered { new_mail }, tick(now));
                if let Some((shown, since)) = &mut on_screen
                    && *shown == index
                {
                    watched.longest_unwatched = watched.longest_unwatched.max((now - *since) as f64 / 1000.0);
                    *since = now;
                }
            } else {
                planner.finish(id, Outcome::Limited(Some(counter.resets_in(now))), tick(now));
            }
        }
        while let Some((at, act)) = acts.peek()
            && *at <= now
        {
            match act {
                Act::Create(index) | Act::Copy(index) => {
                    let id = u32::try_from(*index).unwrap();
                    if let Act::Create(_) = act {
                        seen.record.refused += u64::from(!seen.count(&mut counter, now));
                        planner.answered(tick(now));
                        open.insert(*index, known(*index, &life.inboxes[*index], *at));
                        planner.learn(told(&counter, now), tick(now));
                    }
                    open.retain(|index, _| life.inboxes[*index].is_open(now));
                    planner.set_inboxes(&open.values().copied().collect::<Vec<_>>(), tick(now));
                    planner.set_watching(true, tick(now));
                    planner.select(Some(id), tick(now));
                    on_screen = Some((*index, now));
                }
                Act::Leave => {
                    planner.set_watching(false, tick(now));
                    on_screen = None;
                }
                Act::Request => {
                    seen.record.refused += u64::from(!seen.count(&mut counter, now));
                    planner.answered(tick(now));
                    planner.learn(told(&counter, now), tick(now));
                }
            }
            acts.next();
        }
        let until = loop {
            watched.decisions += 1;
            match planner.next(tick(now)) {
                Step::Check(id) => {
                    let index = usize::try_from(id).unwrap();
                    planner.begin(id, tick(now));
                    seen.record.checks += 1;
                    let waiting = u64::try_from(answers.len()).unwrap();
                    watched.fewest_left_at_check =
                        watched.fewest_left_at_check.min(counter.left().saturating_sub(waiting));
                    watched.of_ended += u64::from(!life.inboxes[index].is_open(now));
                    let count = under_way.entry(index).or_default();
                    *count += 1;
                    watched.most_for_one = watched.most_for_one.max(*count);
                    answers.push(std::cmp::Reverse((now + LATENCY, index)));
                }
                Step::Wait(until) => break until,
            }
        };
        let next = [
            until.map(|until| until.as_millis().max(now + 1)),
            answers.peek().map(|answer| answer.0.0),
            acts.peek().map(|(at, _)| *at),
        ];
        now = next.into_iter().flatten().min().unwrap_or(MONTH);
    }
    watched.record = seen.finish(&counter);
    watched
}

fn told(counter: &Counter, now: i64) -> Told {
    Told { limit: counter.quota.limit, remaining: counter.left(), resets_in: Some(counter.resets_in(now)) }
}

/// A loop that asks for each open inbox every `interval`, whatever happens.
pub fn fixed(life: &Life, quota: Quota, interval: Duration, seed: u64) -> Record {
    let interval = i64::try_from(interval.as_millis()).unwrap().max(1);
    let mut chance = Random::seeded(seed);
    let mut counter = Counter::new(quota);
    let mut seen = Seen::new(life, quota);
    let mut due: BinaryHeap<std::cmp::Reverse<(i64, Option<usize>)>> = BinaryHeap::new();
    for (index, inbox) in life.inboxes.iter().enumerate() {
        let phase = chance.between(0.0, interval as f64) as i64;
        due.push(std::cmp::Reverse((inbox.created.max(0) + phase, Some(index))));
    }
    for (at, act) in &life.acts {
        if matches!(act, Act::Create(_) | Act::Request) {
            due.push(std::cmp::Reverse((*at, None)));
        }
    }
    while let Some(std::cmp::Reverse((now, what))) = due.pop() {
        if now >= MONTH {
            break;
        }
        let Some(index) = what else {
            seen.record.refused += u64::from(!seen.count(&mut counter, now));
            continue;
        };
        if !life.inboxes[index].is_open(now + LATENCY) {
            continue;
        }
        seen.record.checks += 1;
        let pause = if seen.count(&mut counter, now) {
            seen.see(index, now + LATENCY);
            interval
        } else {
            // At least it minds the answer.
            i64::try_from(counter.resets_in(now).as_millis()).unwrap()
        };
        due.push(std::cmp::Reverse((now + pause, Some(index))));
    }
    seen.finish(&counter)
}
