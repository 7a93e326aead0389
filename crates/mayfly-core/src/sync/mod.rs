//! Checking for mail: one task per signed-in account that waits, asks and applies what came.
//!
//! Which inbox is asked when is decided in parts that neither wait nor ask, so that a month of them can be
//! simulated in a second: [`attention`] says how often an inbox deserves it, [`governor`] what may be spent,
//! [`plan`] what to do next, [`backoff`] how long to pause after failures.

pub mod attention;
pub mod backoff;
pub mod governor;
pub mod plan;
pub mod random;
pub mod tick;

mod ask;
mod desk;
mod habit;
mod terms;

pub use attention::Pace;

pub(crate) use ask::{Turn, check};
pub(crate) use desk::{Desk, Steering};

use crate::clock::to_millis;
use crate::session::Session;
use crate::store::{self, InboxRow};
use crate::view::{Change, ErrorCode, InboxState};
use crate::{Core, Error, Result, inboxes, keeping};
use ask::{By, ask, ask_by_plan};
use jiff::{SignedDuration, Timestamp};
use plan::{Known, Step};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tick::{Jump, Tick};
use tokio::task::JoinSet;

/// Between two attempts to read the store after it failed.
const STORE_RETRY: Duration = Duration::from_secs(60);

impl Core {
    /// Tells that the user is busy with an inbox, such as having copied its address: mail is expected.
    ///
    /// # Errors
    /// An unknown inbox, no open account, or a failure of the store.
    pub async fn attend(&self, inbox: u32) -> Result<()> {
        let session = self.session()?;
        inboxes::find(&session, inbox).await?;
        session.attend(inbox);
        Ok(())
    }

    /// Tells whether somebody can see the window; what nobody looks at is checked less often. So are accounts
    /// that are not open, all the time.
    pub fn set_watching(&self, watching: bool) {
        self.steer(|steering| steering.watching = watching);
        if !watching {
            self.state().preparations.clear();
        }
        if let Ok(session) = self.session() {
            session.plan(|planner, now| planner.set_watching(watching, now));
            session.wake.notify_one();
        }
    }

    /// Pauses checking, or has it go on. What the user asks for is asked all the same.
    pub fn set_paused(&self, paused: bool) {
        self.steer(|steering| steering.paused = paused);
        for session in self.running().all() {
            session.plan(|planner, _| planner.set_paused(paused));
            session.show_standing();
            session.wake.notify_one();
        }
    }

    /// Has checking that hasn't begun wait until [`release_checks`](Self::release_checks): a window that is about to
    /// open needs the processor. Accounts that are being checked go on, and what the user asks for is asked all the same.
    pub fn hold_checks(&self) {
        self.0.held.send_replace(true);
    }

    /// Has checking begin that was held back; for good, until it is held again.
    pub fn release_checks(&self) {
        self.0.held.send_replace(false);
    }

    /// Tries again at once what failed: the user asks for it, the network is back, the machine woke.
    pub fn retry_now(&self) {
        for session in self.running().all() {
            session.plan(plan::Planner::woke);
            session.wake.notify_one();
        }
    }
}

/// Checks an account's inboxes until it is closed.
pub(crate) async fn run(core: Core, session: Arc<Session>) {
    let (stopped, mut held) = (session.stopped.clone(), core.0.held.subscribe());
    let troubles = Arc::new(Troubles { core, told: Mutex::default(), refusals: Mutex::default() });
    tokio::select! {
        () = stopped.cancelled() => {}
        () = async {
            // An error would say that the core is gone; it is in `troubles`.
            let _ = held.wait_for(|held| !held).await;
            keep_checking(&troubles, &session).await;
        } => {}
    }
}

/// Tells the user why mail that may have come is not shown: the store can't keep it, or the service refuses to give it.
/// Once, until it is otherwise.
struct Troubles {
    core: Core,
    told: Mutex<Option<ErrorCode>>,
    /// By what the service says.
    refusals: Mutex<HashMap<ErrorCode, Refused>>,
}

/// Checks that the service refuses for one reason.
struct Refused {
    /// What the user is told of them by, and the inbox it names.
    notice: u32,
    named: u32,
    inboxes: HashSet<u32>,
}

impl Troubles {
    /// What became of checking this inbox.
    fn hear_of(&self, inbox: u32, address: Option<String>, outcome: &Result<bool>) {
        self.hear(outcome);
        let refusal = match outcome {
            Err(error @ Error::Service(refusal)) if ask::is_refusal(refusal) => Some(error),
            // It is gone there, and with it what was wrong with it.
            Ok(_) | Err(Error::Service(tempmailg::Error::NotFound { .. })) => None,
            Err(_) => return,
        };
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        let said = refusal.map(Error::code);
        self.forget(&mut refusals, |code, other| other == inbox && Some(code) != said);
        if let (Some(error), Some(address)) = (refusal, address) {
            let tell = || {
                let notice = self.core.put_up(self.core.view_error(error), Some(address));
                Refused { notice, named: inbox, inboxes: HashSet::new() }
            };
            refusals.entry(error.code()).or_insert_with(tell).inboxes.insert(inbox);
        }
    }

    /// What is no longer checked is no longer refused.
    fn only(&self, open: &HashSet<u32>) {
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        self.forget(&mut refusals, |_, inbox| !open.contains(&inbox));
    }

    /// Forgets refusals. A notice goes with the inbox it names; if others are refused still, they are told of anew.
    fn forget(&self, refusals: &mut HashMap<ErrorCode, Refused>, is_over: impl Fn(ErrorCode, u32) -> bool) {
        refusals.retain(|code, refused| {
            refused.inboxes.retain(|inbox| !is_over(*code, *inbox));
            let holds = refused.inboxes.contains(&refused.named);
            if !holds {
                self.core.take_down(refused.notice);
            }
            holds
        });
    }

    /// What became of checking an inbox or of looking at them all, as far as the store goes.
    fn hear<T>(&self, outcome: &Result<T>) {
        let trouble = match outcome {
            Err(error @ Error::Store(_)) => Some(error),
            // Nothing was asked of the store.
            Err(_) => return,
            Ok(_) => None,
        };
        let code = trouble.map(Error::code);
        let before = std::mem::replace(&mut *self.told.lock().unwrap_or_else(PoisonError::into_inner), code);
        if let Some(error) = trouble
            && before != code
        {
            self.core.notify(error);
        }
    }
}

/// The account is closed, or has another key: what was said of it no longer holds.
impl Drop for Troubles {
    fn drop(&mut self) {
        for refused in self.refusals.get_mut().unwrap_or_else(PoisonError::into_inner).values() {
            self.core.take_down(refused.notice);
        }
    }
}

/// An inbox that the clock says is over, just after the clock jumped.
struct Doubt {
    inbox: u32,
    failures: u32,
    again_at: Tick,
}

async fn keep_checking(troubles: &Arc<Troubles>, session: &Arc<Session>) {
    let mut states = HashMap::new();
    let mut before_jump: Vec<u32> = Vec::new();
    // Open before the clock jumped, and nobody has said since what that means.
    let mut unsure: HashSet<u32> = HashSet::new();
    let mut doubt: Option<Doubt> = None;
    let mut checks = JoinSet::new();
    loop {
        let jump = session.desk.take_jump(session.now());
        if jump.is_some() {
            before_jump = states.keys().copied().collect();
            unsure.extend(states.iter().filter(|(_, state)| is_open(**state)).map(|(id, _)| *id));
        }
        if jump == Some(Jump::Ahead) {
            session.plan(plan::Planner::woke);
        }
        if let Some(shift) = session.desk.take_shift() {
            correct_ends(session, &before_jump, shift).await;
        }
        let (account, now) = (session.account, session.now());
        let read = session
            .store
            .read(move |db| Ok((store::inboxes::of_account(db, account)?, store::inboxes::latest_mail(db, account)?)));
        let (rows, latest) = match read.await {
            Ok(read) => read,
            Err(error) => {
                tracing::error!(%error, "the inboxes could not be read; checking pauses");
                troubles.hear::<()>(&Err(error.into()));
                tokio::time::sleep(STORE_RETRY).await;
                continue;
            }
        };
        troubles.only(&rows.iter().filter(|row| row.is_open(now)).map(|row| row.id).collect());
        if jump == Some(Jump::Ahead) && !session.plan(|planner, _| planner.is_on_request()) {
            doubt = doubtful(&rows, &states, now);
        }
        announce_transitions(session, &rows, &latest, &mut states, now);
        if session.desk.trusts_clock(now) {
            unsure.clear();
        }
        let keep = troubles.core.settings().keep_mail;
        let certain = |row: &&InboxRow| row.ended.is_some() || !unsure.contains(&row.id);
        let outlived: Vec<_> = rows.iter().filter(|row| row.has_outlived_mail(keep, now)).filter(certain).collect();
        if !outlived.is_empty() {
            let deleted = keeping::delete_mail(session, outlived.iter().map(|row| row.id).collect()).await;
            troubles.hear(&deleted);
            if deleted.is_ok() {
                continue;
            }
        }
        let mut until = session.plan(|planner, tick| {
            planner.set_inboxes(&known(&rows, &latest, now, tick), tick);
            start_checks(troubles, session, planner, tick, &mut checks)
        });
        if let Some(open) = doubt.take() {
            doubt = settle(session, open).await;
            if let Some(open) = &doubt {
                until = Some(until.map_or(open.again_at, |until| until.min(open.again_at)));
            }
        }
        session.show_standing();
        session.tell_aside().await;
        let goes = |row: &InboxRow| row.mail_goes_at(keep).filter(|goes| row.total > 0 && *goes > now);
        let transition = rows.iter().flat_map(|row| [row.next_transition(now), goes(row)]).flatten().min();
        tokio::select! {
            () = wait(session, until, transition) => {}
            () = session.wake.notified() => {}
            Some(_) = checks.join_next() => {}
        }
    }
}

/// Begins every check that is due; tells when to look again.
fn start_checks(
    troubles: &Arc<Troubles>,
    session: &Arc<Session>,
    planner: &mut plan::Planner,
    now: Tick,
    checks: &mut JoinSet<()>,
) -> Option<Tick> {
    loop {
        match planner.next(now) {
            Step::Check(inbox) => {
                planner.begin(inbox, now);
                let (troubles, session) = (Arc::clone(troubles), Arc::clone(session));
                checks.spawn(async move {
                    let outcome = ask_by_plan(&session, inbox).await;
                    let is_refused = matches!(&outcome, Err(Error::Service(error)) if ask::is_refusal(error));
                    let row = if is_refused { inboxes::find(&session, inbox).await.ok() } else { None };
                    troubles.hear_of(inbox, row.map(|row| row.address), &outcome);
                });
            }
            Step::Wait(until) => return until,
        }
    }
}

/// The open inboxes, in the scheduler's time.
fn known(rows: &[InboxRow], latest: &HashMap<u32, Timestamp>, now: Timestamp, tick: Tick) -> Vec<Known> {
    let to_tick = |time: Timestamp| to_tick(time, now, tick);
    // What lies ahead of the clock has been misdated; now is the latest it can have been.
    let past = |time: Timestamp| to_tick(time).min(tick);
    rows.iter()
        .filter(|row| row.is_open(now))
        .map(|row| Known {
            id: row.id,
            created: past(row.created_at),
            checked: row.checked_at.map(past),
            last_mail: latest.get(&row.id).copied().map(past),
            ends: row.expires_at.map(to_tick),
        })
        .collect()
}

/// A moment of the wall clock's in the scheduler's time.
fn to_tick(time: Timestamp, now: Timestamp, tick: Tick) -> Tick {
    Tick::from_millis(tick.as_millis().saturating_add(to_millis(time).saturating_sub(to_millis(now))))
}

/// Tells windows of inboxes whose state changed by the mere passing of time, and warns of those that are missed
/// when they end.
fn announce_transitions(
    session: &Session,
    rows: &[InboxRow],
    latest: &HashMap<u32, Timestamp>,
    states: &mut HashMap<u32, InboxState>,
    now: Timestamp,
) {
    states.retain(|id, _| rows.iter().any(|row| row.id == *id));
    for row in rows {
        let state = row.state(now);
        let before = states.insert(row.id, state);
        if before.is_some_and(|before| before != state) {
            session.voice.emit(Change::Inbox { inbox: row.view(now) });
        }
        let ends_soon = (before, state) == (Some(InboxState::Active), InboxState::Expiring);
        let waited_for = || {
            let mail = latest.get(&row.id).copied();
            session.plan(|planner, tick| planner.is_waited_for(row.id, mail.map(|mail| to_tick(mail, now, tick)), tick))
        };
        if ends_soon && waited_for() {
            session.voice.emit_always(Change::EndsSoon { account: session.account, inbox: row.view(now) });
        }
    }
}

fn is_open(state: InboxState) -> bool {
    matches!(state, InboxState::Active | InboxState::Expiring)
}

/// After the clock leapt ahead and no inbox seems open: the one that was open last. Asking for it tells
/// whether time has passed or the clock is wrong.
fn doubtful(rows: &[InboxRow], states: &HashMap<u32, InboxState>, now: Timestamp) -> Option<Doubt> {
    if rows.iter().any(|row| row.is_open(now)) {
        return None;
    }
    let was_open = |id| states.get(&id).is_some_and(|state| is_open(*state));
    let last = rows.iter().filter(|row| row.ended.is_none() && was_open(row.id)).max_by_key(|row| row.expires_at)?;
    Some(Doubt { inbox: last.id, failures: 0, again_at: Tick::from_millis(i64::MIN) })
}

async fn settle(session: &Arc<Session>, doubt: Doubt) -> Option<Doubt> {
    if session.plan(|_, now| now) < doubt.again_at {
        return Some(doubt);
    }
    match ask(session, doubt.inbox, By::Doubt).await {
        // The answer's date has corrected the clock; a refusal says that the inbox is really over.
        Ok(_) => {
            session.wake.notify_one();
            None
        }
        Err(error) if error.code() == crate::view::ErrorCode::NotFound => None,
        Err(_) => {
            let failures = doubt.failures.saturating_add(1);
            let pause = session.plan(|planner, now| {
                let pace = planner.pace();
                now.after(backoff::pause(failures, pace.quickest, pace.longest_retry, &mut random::Random::new()))
            });
            Some(Doubt { failures, again_at: pause, ..doubt })
        }
    }
}

/// Moves the ends of inboxes that were reckoned by a clock that has since been set.
async fn correct_ends(session: &Session, inboxes: &[u32], by: SignedDuration) {
    tracing::info!(seconds = by.as_secs(), "the clock was set; the ends of inboxes follow");
    let (inboxes, now) = (inboxes.to_vec(), session.now());
    let moved = session.store.update(move |db| {
        let mut changes = Vec::new();
        for inbox in inboxes {
            store::inboxes::move_end(db, inbox, by)?;
            changes.extend(store::inboxes::changed(db, inbox, now)?);
        }
        Ok(((), changes))
    });
    if let Err(error) = moved.await {
        tracing::error!(%error, "the ends of inboxes could not be corrected");
    }
}

/// Waits for the plan's moment or an inbox's next change by itself. Returns before that when the machine has
/// slept or the clock was set, which no timer tells.
async fn wait(session: &Session, until: Option<Tick>, transition: Option<Timestamp>) {
    loop {
        let wall = session.now();
        if session.desk.has_jumped(wall) {
            return;
        }
        let (now, heartbeat) = session.plan(|planner, now| (now, planner.pace().heartbeat));
        let to_transition =
            transition.map(|then| Duration::from_millis(u64::try_from(to_millis(then) - to_millis(wall)).unwrap_or(0)));
        let to_next = [until.map(|until| until.since(now)), to_transition].into_iter().flatten().min();
        if to_next == Some(Duration::ZERO) {
            // Never without a pause, whatever the plan says.
            tokio::time::sleep(Duration::from_millis(1)).await;
            return;
        }
        tokio::time::sleep(to_next.unwrap_or(heartbeat).min(heartbeat)).await;
    }
}
