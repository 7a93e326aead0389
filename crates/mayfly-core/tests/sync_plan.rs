//! The plan of what is checked when, over simulated months and over anything at all.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../benches/simulation/mod.rs"]
mod simulation;

use mayfly_core::Pace;
use mayfly_core::sync::governor::Told;
use mayfly_core::sync::plan::{Known, MOST_AT_ONCE, Outcome, Planner, Standing, Step};
use mayfly_core::sync::random::Random;
use mayfly_core::sync::tick::Tick;
use mayfly_core::view::Checking;
use proptest::prelude::*;
use simulation::clients::{fixed, mayfly, mayfly_checking};
use simulation::{DAY, Life, MONTH, Quota, people};
use std::time::Duration;

const SEED: u64 = 7;
const MONTHLY: Quota = Quota { limit: 50_000, period: MONTH };
const SMALL: Quota = Quota { limit: 1_000, period: MONTH };
const DAILY: Quota = Quota { limit: 2_000, period: DAY };

/// What is kept for the user, whatever happens.
fn reserve(limit: u64) -> u64 {
    (limit / 20).clamp(5, 1_000).min(limit / 2)
}

/// A month under a quota never uses it up, starves nothing, and shows mail sooner than a loop with a fixed
/// interval that sends as many requests.
fn check_month(name: &str, life: &Life, quota: Quota, longest_unwatched: f64) {
    let ours = mayfly(life, quota, SEED);
    let record = &ours.record;
    assert_eq!((record.ran_out, record.refused), (None, 0), "{name}: the user's own requests always go through");
    assert!(ours.fewest_left_at_check > reserve(quota.limit), "{name}: {} left", ours.fewest_left_at_check);
    assert_eq!(ours.most_for_one, 1, "{name}: one request for an inbox at a time");
    assert_eq!(ours.of_ended, 0, "{name}: what is over is not checked");
    assert!(ours.longest_unwatched <= longest_unwatched, "{name}: on the screen, {} s", ours.longest_unwatched);
    let events = 3 * record.checks + 3 * life.acts.len() as u64 + 100;
    assert!(ours.decisions < 2 * events, "{name}: {} decisions for {} checks", ours.decisions, record.checks);

    let equal = Duration::from_secs_f64(life.open_time() as f64 / 1000.0 / record.checks as f64);
    let unlimited = Quota { limit: u64::MAX, ..quota };
    let loops = fixed(life, unlimited, equal, SEED);
    for part in [0.5, 0.95] {
        let (ours, theirs) = (record.percentile(part), loops.percentile(part));
        assert!(ours < theirs, "{name}: {part} of mail within {ours} s, every {equal:?} within {theirs} s");
    }
}

#[test]
fn a_light_month() {
    let life = people::light(SEED);
    check_month("light, 50,000 a month", &life, MONTHLY, 60.0);
    check_month("light, 1,000 a month", &life, SMALL, 3_600.0);
    check_month("light, 2,000 a day", &life, DAILY, 60.0);
}

#[test]
fn a_heavy_month() {
    let life = people::heavy(SEED);
    check_month("heavy, 50,000 a month", &life, MONTHLY, 120.0);
    check_month("heavy, 2,000 a day", &life, DAILY, 120.0);
}

#[test]
fn a_month_of_bursts() {
    let life = people::bursts(SEED);
    check_month("bursts, 50,000 a month", &life, MONTHLY, 120.0);
    check_month("bursts, 2,000 a day", &life, DAILY, 900.0);
}

#[test]
fn a_month_with_two_hundred_inboxes() {
    check_month("hoarder, 50,000 a month", &people::hoarder(SEED), MONTHLY, 120.0);
}

#[test]
fn a_sparing_month_costs_half_and_one_on_request_nothing() {
    let life = people::light(SEED);
    // So much that nothing has to be saved.
    let plenty = Quota { limit: 10_000_000, ..MONTHLY };
    let [usual, sparing, asked] = [Checking::Expected, Checking::Sparing, Checking::OnRequest]
        .map(|checking| mayfly_checking(checking, &life, plenty, SEED));
    let share = sparing.record.checks as f64 / usual.record.checks as f64;
    assert!((0.45..0.55).contains(&share), "{} of {}", sparing.record.checks, usual.record.checks);
    assert_eq!(asked.record.checks, 0);
    // And what may be spent holds for it as well.
    for (name, life, quota) in
        [("light, 1,000 a month", &life, SMALL), ("heavy, 2,000 a day", &people::heavy(SEED), DAILY)]
    {
        let ours = mayfly_checking(Checking::Sparing, life, quota, SEED);
        assert_eq!((ours.record.ran_out, ours.record.refused, ours.of_ended), (None, 0, 0), "{name}");
        assert!(ours.fewest_left_at_check > reserve(quota.limit), "{name}: {} left", ours.fewest_left_at_check);
    }
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// A planner with one inbox that was just made and is not on the screen.
fn with_inbox() -> Planner {
    let mut planner = Planner::new(Pace::default(), Random::seeded(1));
    planner.set_inboxes(&[known(1, 0)], Tick::default());
    planner
}

fn known(id: u32, created: i64) -> Known {
    Known { id, created: Tick::from_millis(created), checked: None, last_mail: None, ends: None }
}

/// Has the planner check, once it wants to, and answers. Returns when that was.
fn answer(planner: &mut Planner, mut now: Tick, outcome: Outcome) -> Tick {
    loop {
        match planner.next(now) {
            Step::Check(id) => {
                planner.begin(id, now);
                planner.finish(id, outcome, now);
                return now;
            }
            Step::Wait(until) => now = until.expect("something is due some time"),
        }
    }
}

#[test]
fn states_follow_what_happens() {
    let seen = Outcome::Answered { new_mail: false };
    let mut planner = with_inbox();
    assert_eq!(planner.standing(Tick::default()), Standing::Idle);
    let now = answer(&mut planner, Tick::default(), seen);
    assert_eq!(planner.standing(now), Standing::Online);

    let broke = answer(&mut planner, now, Outcome::Unreachable(None));
    assert!(
        matches!(planner.standing(broke), Standing::Offline { since, retry_at } if since == broke && retry_at > broke)
    );
    let again = answer(&mut planner, broke, Outcome::Unreachable(None));
    assert!(
        matches!(planner.standing(again), Standing::Offline { since, .. } if since == broke),
        "one state, one start"
    );
    planner.woke(again);
    assert_eq!(planner.next(again), Step::Check(1), "tried at once when the machine wakes");
    let mut now = answer(&mut planner, again, seen);
    assert_eq!(planner.standing(now), Standing::Online);

    for (asked, kept) in [(seconds(900), 900), (Duration::MAX, 3_600)] {
        let broke = answer(&mut planner, now, Outcome::Unreachable(Some(asked)));
        let retry_at = broke.after(seconds(kept));
        assert_eq!(planner.standing(broke), Standing::Offline { since: broke, retry_at }, "asked to wait {asked:?}");
        assert_eq!(planner.next(broke), Step::Wait(Some(retry_at)));
        now = answer(&mut planner, broke, seen);
        assert_eq!(planner.standing(now), Standing::Online);
    }

    let now = answer(&mut planner, now, Outcome::Limited(Some(seconds(90))));
    assert_eq!(planner.standing(now), Standing::Waiting(now.after(seconds(90))));
    planner.woke(now);
    assert_eq!(planner.next(now), Step::Wait(Some(now.after(seconds(90)))), "what the service asked for is kept to");
    let now = answer(&mut planner, now, seen);

    planner.set_paused(true);
    assert_eq!((planner.standing(now), planner.next(now)), (Standing::Paused, Step::Wait(None)));
    planner.set_checking(Checking::OnRequest);
    assert_eq!((planner.standing(now), planner.next(now)), (Standing::OnRequest, Step::Wait(None)));
    planner.set_paused(false);
    assert_eq!((planner.standing(now), planner.next(now)), (Standing::OnRequest, Step::Wait(None)));
    assert_eq!(planner.cost_until_reset(now), 0);
    planner.answered(now);
    planner.woke(now);
    assert_eq!(planner.next(now), Step::Wait(None), "neither the user's own requests nor waking change that");
    planner.set_checking(Checking::Expected);
    assert_eq!(planner.standing(now), Standing::Online);
    let now = answer(&mut planner, now, Outcome::KeyRefused);
    assert_eq!((planner.standing(now), planner.next(now)), (Standing::KeyRefused, Step::Wait(None)));
    planner.answered(now);
    let now = answer(&mut planner, now, Outcome::Gone);
    assert_eq!((planner.standing(now), planner.next(now)), (Standing::Idle, Step::Wait(None)));
}

#[test]
fn one_inbox_of_many_that_fails_is_no_outage() {
    let mut planner = Planner::new(Pace::default(), Random::seeded(1));
    planner.set_inboxes(&[known(1, 0), known(2, 0)], Tick::default());
    let mut now = Tick::default();
    let mut outages = 0;
    for _ in 0..200 {
        match planner.next(now) {
            Step::Check(id) => {
                planner.begin(id, now);
                let outcome = if id == 1 { Outcome::Unreachable(None) } else { Outcome::Answered { new_mail: false } };
                planner.finish(id, outcome, now);
                outages += u32::from(matches!(planner.standing(now), Standing::Offline { .. }));
            }
            Step::Wait(until) => now = until.unwrap(),
        }
    }
    assert!(outages <= 1, "{outages} outages, although the other inbox is always answered");
}

#[test]
fn an_inbox_is_waited_for_while_it_is_looked_at_or_mail_is_expected() {
    let minutes = |count: i64| Tick::from_millis(count * 60_000);
    for (selected, watching, mail, now, waited_for, why) in [
        (None, true, None, 8, true, "just made, and nothing came"),
        (None, true, Some(2), 8, false, "what was waited for came"),
        (Some(1), true, Some(2), 8, true, "it is on the screen"),
        (Some(1), false, Some(2), 8, false, "the window is gone"),
        (None, true, None, 24 * 60, false, "nobody has cared for a day"),
        (Some(2), true, None, 8, true, "another one is on the screen"),
    ] {
        let mut planner = with_inbox();
        planner.set_watching(watching, minutes(0));
        planner.select(selected, minutes(0));
        let mail = mail.map(minutes);
        assert_eq!(planner.is_waited_for(1, mail, minutes(now)), waited_for, "{why}");
    }
    let mut planner = with_inbox();
    planner.attend(1, minutes(5));
    assert!(planner.is_waited_for(1, Some(minutes(2)), minutes(8)), "its address was copied once more");
    assert!(!planner.is_waited_for(7, None, minutes(8)), "not known");
}

#[test]
fn short_quota_is_spent_on_what_is_looked_at_and_told() {
    let mut planner = Planner::new(Pace::default(), Random::seeded(1));
    let long_ago = -40 * DAY;
    let inboxes: Vec<_> = (1..=50).map(|id| known(id, long_ago)).collect();
    planner.set_inboxes(&inboxes, Tick::default());
    planner.learn(Told { limit: 1_000, remaining: 500, resets_in: Some(seconds(20 * 86_400)) }, Tick::default());
    planner.select(Some(7), Tick::default());
    let (mut now, mut of_watched, mut of_others) = (Tick::default(), 0, 0);
    while now < Tick::default().after(seconds(3_600)) {
        match planner.next(now) {
            Step::Check(id) => {
                planner.begin(id, now);
                planner.finish(id, Outcome::Answered { new_mail: false }, now);
                if id == 7 { of_watched += 1 } else { of_others += 1 }
            }
            Step::Wait(until) => now = until.unwrap(),
        }
    }
    // The others are caught up with once.
    assert!((5..30).contains(&of_watched) && of_others <= 49, "{of_watched} and {of_others}");
    let Standing::Saving { first, last } = planner.standing(now) else { panic!("{:?}", planner.standing(now)) };
    assert!(last.is_none_or(|last| first < last) && first > seconds(60), "{first:?}, {last:?}");
}

/// Until the first answer the quota isn't known, and the plan is careful.
#[test]
fn what_the_first_answer_tells_of_the_quota_counts_at_once() {
    let mut planner = Planner::new(Pace::default(), Random::seeded(1));
    let now = Tick::default();
    let inboxes: Vec<_> = (1..=50).map(|id| known(id, 0)).collect();
    planner.set_inboxes(&inboxes, now);
    planner.set_watching(true, now);
    planner.select(Some(1), now);
    let Step::Wait(Some(due)) = planner.next(now) else { panic!("they are new, and can wait a moment") };
    let Step::Check(id) = planner.next(due) else { panic!("nothing was due") };
    planner.begin(id, due);
    let answered = due.after(seconds(1) / 5);
    planner.learn(Told { limit: 1_000_000, remaining: 999_999, resets_in: Some(seconds(86_400)) }, answered);
    planner.finish(id, Outcome::Answered { new_mail: false }, answered);
    assert_eq!(planner.standing(answered), Standing::Online);
}

#[test]
fn no_interval_is_told_that_is_longer_than_what_is_left() {
    let now = Tick::default();
    for (ends, left, standing, why) in [
        (Some(60), 6, Standing::Scarce { last_look: true }, "one request left, and that is kept for its end"),
        (Some(90 * 86_400), 6, Standing::Scarce { last_look: false }, "the quota starts again long before it ends"),
        (None, 6, Standing::Scarce { last_look: false }, "it never ends"),
        (Some(3), 6, Standing::Scarce { last_look: false }, "it has just been looked at"),
    ] {
        let mut planner = Planner::new(Pace::default(), Random::seeded(1));
        let ends = ends.map(|ends| now.after(seconds(ends)));
        planner.set_inboxes(&[Known { ends, checked: Some(now), ..known(1, 0) }], now);
        planner.select(Some(1), now);
        planner.learn(Told { limit: 20, remaining: left, resets_in: Some(seconds(20 * 86_400)) }, now);
        planner.answered(now);
        assert_eq!(planner.standing(now), standing, "{why}");

        // What is told is what happens.
        let until = now.after(seconds(86_400));
        let (mut then, mut checks) = (now, 0);
        while let Step::Check(_) | Step::Wait(Some(_)) = planner.next(then) {
            match planner.next(then) {
                Step::Check(id) => {
                    checks += 1;
                    planner.begin(id, then);
                    planner.finish(id, Outcome::Answered { new_mail: false }, then);
                }
                Step::Wait(Some(next)) if next < until => then = next,
                Step::Wait(_) => break,
            }
        }
        let told = u32::from(standing == Standing::Scarce { last_look: true });
        assert_eq!(checks, told, "{why}");
    }
}

#[test]
fn an_inbox_is_looked_at_once_more_before_it_ends() {
    let mut planner = Planner::new(Pace::default(), Random::seeded(1));
    let ends = Tick::default().after(seconds(86_400));
    planner.set_inboxes(&[Known { ends: Some(ends), ..known(1, 0) }], Tick::default());
    let (mut now, mut last) = (Tick::default(), Tick::default());
    loop {
        match planner.next(now) {
            Step::Check(id) => {
                last = now;
                planner.begin(id, now);
                planner.finish(id, Outcome::Answered { new_mail: false }, now);
            }
            Step::Wait(Some(until)) => now = until,
            Step::Wait(None) => break,
        }
    }
    assert!(ends.since(last) <= seconds(5), "the last look was {:?} before the end", ends.since(last));
}

/// Anything that can happen to a planner.
#[derive(Debug, Clone)]
enum Event {
    Told { limit: u64, remaining: u64, resets_in: Option<u64> },
    Inboxes(Vec<(u32, i64, Option<i64>, Option<i64>)>),
    Attend(u32),
    Select(Option<u32>),
    Watching(bool),
    Pass(i64),
    Woke,
    Own,
    Finish(Outcome),
    Checking(Checking),
}

fn moments() -> impl Strategy<Value = i64> {
    prop_oneof![-100_000_000_000_i64..100_000_000_000, -10_000_i64..100_000, Just(i64::MIN), Just(i64::MAX)]
}

fn events() -> impl Strategy<Value = Event> {
    let span = prop_oneof![0_u64..100, 0_u64..5_000_000, Just(u64::MAX / 2_000)];
    let outcome = prop_oneof![
        any::<bool>().prop_map(|new_mail| Outcome::Answered { new_mail }),
        Just(Outcome::Gone),
        proptest::option::of(span.clone()).prop_map(|wait| Outcome::Limited(wait.map(Duration::from_secs))),
        proptest::option::of(span.clone()).prop_map(|wait| Outcome::Unreachable(wait.map(Duration::from_secs))),
        Just(Outcome::Refused),
        Just(Outcome::Abandoned),
    ];
    let known = (0_u32..8, moments(), proptest::option::of(moments()), proptest::option::of(moments()));
    prop_oneof![
        (
            prop_oneof![0_u64..200, 0_u64..100_000, any::<u64>()],
            prop_oneof![0_u64..200, any::<u64>()],
            proptest::option::of(span)
        )
            .prop_map(|(limit, remaining, resets_in)| Event::Told { limit, remaining, resets_in }),
        proptest::collection::vec(known, 0..8).prop_map(Event::Inboxes),
        (0_u32..8).prop_map(Event::Attend),
        proptest::option::of(0_u32..8).prop_map(Event::Select),
        any::<bool>().prop_map(Event::Watching),
        prop_oneof![1_i64..10_000, 1_i64..4_000_000_000].prop_map(Event::Pass),
        Just(Event::Woke),
        Just(Event::Own),
        outcome.prop_map(Event::Finish),
        prop_oneof![Just(Checking::Expected), Just(Checking::Sparing), Just(Checking::OnRequest)]
            .prop_map(Event::Checking),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_plan_goes_on_within_its_budget(
        happened in proptest::collection::vec(events(), 1..60),
        seed: u64,
    ) {
        let mut planner = Planner::new(Pace::default(), Random::seeded(seed));
        let mut now = Tick::default();
        let mut under_way: Vec<u32> = Vec::new();
        // What may still be spent, and until when that is sure.
        let mut allowed: Option<(u64, Tick)> = None;
        for event in happened {
            match event {
                Event::Told { limit, remaining, resets_in } => {
                    planner.learn(Told { limit, remaining, resets_in: resets_in.map(Duration::from_secs) }, now);
                    if limit > 0 {
                        allowed = resets_in.filter(|span| *span > 0).map(|span| {
                            (remaining.min(limit).saturating_sub(reserve(limit)), now.after(seconds(span)))
                        });
                    }
                }
                Event::Inboxes(list) => {
                    let tick = Tick::from_millis;
                    let open: Vec<_> = list.into_iter().map(|(id, created, checked, ends)| Known {
                        id,
                        created: tick(created),
                        checked: checked.map(tick),
                        last_mail: checked.map(tick),
                        ends: ends.map(tick),
                    }).collect();
                    planner.set_inboxes(&open, now);
                }
                Event::Attend(id) => planner.attend(id, now),
                Event::Select(id) => planner.select(id, now),
                Event::Watching(watching) => planner.set_watching(watching, now),
                Event::Pass(millis) => now = now.after(Duration::from_millis(u64::try_from(millis).unwrap())),
                Event::Woke => planner.woke(now),
                Event::Own => planner.answered(now),
                Event::Checking(checking) => planner.set_checking(checking),
                Event::Finish(outcome) => if let Some(id) = under_way.pop() {
                    planner.finish(id, outcome, now);
                },
            }
            let mut begun = 0;
            loop {
                match planner.next(now) {
                    Step::Check(id) => {
                        begun += 1;
                        prop_assert!(begun <= MOST_AT_ONCE, "a busy loop");
                        planner.begin(id, now);
                        under_way.push(id);
                        if let Some((left, until)) = &mut allowed && now < *until {
                            prop_assert!(*left > 0, "over budget");
                            *left -= 1;
                        }
                    }
                    Step::Wait(until) => {
                        prop_assert!(until.is_none_or(|until| until > now), "{until:?} is not after {now:?}");
                        break;
                    }
                }
            }
            planner.standing(now);
            planner.cost_until_reset(now);
        }
    }
}
