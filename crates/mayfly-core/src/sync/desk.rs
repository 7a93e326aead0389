//! What the scheduler shares with the rest of an account: the plan, the clocks, and what windows were told.

use super::attention::Pace;
use super::governor::Told;
use super::plan::{Planner, Standing};
use super::random::Random;
use super::tick::{Jump, Tick, Ticker};
use crate::clock::{later, to_text};
use crate::view::SyncView;
use jiff::{SignedDuration, Timestamp};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tempmailg::Quota;
use tokio::time::Instant;

/// Clocks that differ by less than this agree: the service tells its time in whole seconds.
const SAME_TIME: SignedDuration = SignedDuration::from_secs(5);

/// Between two looks the two local clocks may drift apart by this much.
const DRIFT: Duration = Duration::from_secs(5);

/// What holds for every account: set by the shell, kept while accounts come and go.
#[derive(Debug, Clone)]
pub(crate) struct Steering {
    pub(crate) pace: Pace,
    pub(crate) watching: bool,
    pub(crate) paused: bool,
}

impl Steering {
    pub(crate) fn new(pace: Pace) -> Self {
        Self { pace, watching: true, paused: false }
    }
}

/// The plan behind a lock that is held for a decision, never while waiting.
pub(crate) struct Desk(Mutex<Inner>);

struct Inner {
    planner: Planner,
    ticker: Ticker,
    jump: Seen,
    /// The service's clock less this computer's, when they were last compared.
    ahead: Option<SignedDuration>,
    /// By how much the stored ends of inboxes are off since the clock was set.
    shift: Option<SignedDuration>,
    shown: Option<Standing>,
}

/// How far a jump of the clock has been dealt with.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Seen {
    Nothing,
    /// The scheduler has yet to hear of it.
    New(Jump),
    /// The service's next answer tells whether the machine slept or the clock was set.
    Asking,
}

impl Desk {
    pub(crate) fn new(steering: &Steering, selected: Option<u32>, wall: Timestamp) -> Self {
        let mut planner = Planner::new(steering.pace.clone(), Random::new());
        planner.set_watching(steering.watching, Tick::default());
        planner.set_paused(steering.paused);
        planner.select(selected, Tick::default());
        Self(Mutex::new(Inner {
            ticker: Ticker::new(wall, steering.pace.heartbeat.max(DRIFT)),
            planner,
            jump: Seen::Nothing,
            ahead: None,
            shift: None,
            shown: None,
        }))
    }

    /// Does something with the plan, at this moment.
    pub(crate) fn plan<T>(&self, wall: Timestamp, work: impl FnOnce(&mut Planner, Tick) -> T) -> T {
        let mut inner = self.lock();
        let now = inner.look(wall);
        work(&mut inner.planner, now)
    }

    /// Whether the clock has jumped since this was last asked.
    pub(crate) fn take_jump(&self, wall: Timestamp) -> Option<Jump> {
        let mut inner = self.lock();
        inner.look(wall);
        let Seen::New(jump) = inner.jump else { return None };
        inner.jump = Seen::Asking;
        // The times that windows were told are by the clock as it was.
        inner.shown = None;
        Some(jump)
    }

    /// Whether a jump waits for [`take_jump`](Self::take_jump).
    pub(crate) fn has_jumped(&self, wall: Timestamp) -> bool {
        let mut inner = self.lock();
        inner.look(wall);
        matches!(inner.jump, Seen::New(_))
    }

    /// By how much the ends of inboxes known before the last jump have to be moved, once.
    pub(crate) fn take_shift(&self) -> Option<SignedDuration> {
        self.lock().shift.take()
    }

    /// Compares the clocks: an answer told the service's.
    pub(crate) fn hear_time(&self, service: Option<Timestamp>, wall: Timestamp) {
        let Some(service) = service else { return };
        let mut inner = self.lock();
        inner.look(wall);
        let ahead = service.duration_since(wall);
        match (inner.jump, inner.ahead) {
            (Seen::New(_), _) => return,
            (Seen::Asking, Some(before)) => {
                let off = before.saturating_sub(ahead);
                if off.abs() > SAME_TIME {
                    inner.shift = Some(inner.shift.unwrap_or_default().saturating_add(off));
                }
            }
            _ => {}
        }
        inner.jump = Seen::Nothing;
        inner.ahead = Some(ahead);
    }

    /// Takes what an answer told of the quota, and tells what checking will cost until the reset.
    pub(crate) fn hear_quota(&self, quota: &Quota, wall: Timestamp) -> u64 {
        let mut inner = self.lock();
        let now = inner.look(wall);
        let service = wall.checked_add(inner.ahead.unwrap_or_default()).unwrap_or(wall);
        let resets_in = quota.reset.and_then(|reset| Duration::try_from(reset.duration_since(service)).ok());
        inner.planner.learn(Told { limit: quota.limit, remaining: quota.remaining, resets_in }, now);
        inner.planner.cost_until_reset(now)
    }

    /// Whether this computer's clock is as it was: it hasn't jumped, or an answer has told since what to make of it.
    pub(crate) fn trusts_clock(&self, wall: Timestamp) -> bool {
        let mut inner = self.lock();
        inner.look(wall);
        inner.jump == Seen::Nothing && inner.shift.is_none()
    }

    /// When a moment of the service's clock is by this computer's.
    pub(crate) fn local(&self, service: Timestamp) -> Timestamp {
        service.checked_sub(self.lock().ahead.unwrap_or_default()).unwrap_or(service)
    }

    /// What the service's clock shows when this computer's shows `wall`.
    pub(crate) fn on_service(&self, wall: Timestamp) -> Timestamp {
        wall.checked_add(self.lock().ahead.unwrap_or_default()).unwrap_or(wall)
    }

    /// How checking stands, if that is not what windows know already.
    pub(crate) fn news(&self, wall: Timestamp) -> Option<SyncView> {
        let mut inner = self.lock();
        let now = inner.look(wall);
        let standing = inner.planner.standing(now);
        if inner.shown == Some(standing) {
            return None;
        }
        inner.shown = Some(standing);
        Some(view(standing, now, wall))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn look(&mut self, wall: Timestamp) -> Tick {
        let (now, jump) = self.ticker.advance(wall, Instant::now());
        if let Some(jump) = jump {
            self.jump = Seen::New(jump);
        }
        now
    }
}

fn view(standing: Standing, now: Tick, wall: Timestamp) -> SyncView {
    let text = |tick: Tick| {
        let past = SignedDuration::try_from(now.since(tick)).ok().and_then(|by| wall.checked_sub(by).ok());
        to_text(if tick > now { later(wall, tick.since(now)) } else { past.unwrap_or(wall) })
    };
    let seconds = |span: Duration| u32::try_from(span.as_secs()).unwrap_or(u32::MAX);
    match standing {
        Standing::Idle => SyncView::Idle,
        Standing::Online => SyncView::Online,
        Standing::Saving { first, last } => {
            SyncView::Saving { every_seconds: seconds(first), slowest_seconds: last.map(seconds) }
        }
        Standing::Scarce { last_look } => SyncView::Scarce { last_look },
        Standing::Offline { since, retry_at } => SyncView::Offline { since: text(since), retry_at: text(retry_at) },
        Standing::Waiting(until) => SyncView::Waiting { until: text(until) },
        Standing::Resting(until) => SyncView::Resting { until: text(until) },
        Standing::Paused => SyncView::Paused,
        Standing::OnRequest => SyncView::OnRequest,
        Standing::KeyRefused => SyncView::KeyRefused,
    }
}
