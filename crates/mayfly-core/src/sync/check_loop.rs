//! The task of one account: it looks at its inboxes, starts the checks that are due, and waits.

use super::check_failure_notices::{CheckFailureNotices, needs_notice};
use super::clock_jump_recheck::{
    ClockJumpRecheck, find_inbox_to_recheck_after_jump, recheck_inbox_after_clock_jump, shift_inbox_expiries,
};
use super::timed_inbox_changes::{LastInboxStates, emit_inbox_state_changes, is_receiving_mail, to_planner_inboxes};
use crate::core_handle::Core;
use crate::inbox_check::check_inbox_by_schedule;
use crate::inboxes::find_inbox;
use crate::mail_retention::{delete_mail_of_inboxes, is_retention_expired, retention_end};
use crate::ports::clock::to_millis;
use crate::scheduler_types::{ClockJump, NextStep, Planner, PlannerContext, SchedulerTime};
use crate::session::AccountSession;
use crate::store::{StoredInbox, inbox_rows};
use crate::view::{InboxId, MailRetention};
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// Between two attempts to read the store after it failed.
const STORE_RETRY_DELAY: Duration = Duration::from_secs(60);

/// Checks an account's inboxes until it is closed.
pub(crate) async fn run_inbox_check_loop(core: Core, session: Arc<AccountSession>) {
    let (stop_token, mut deferred) = (session.stop_token.clone(), core.0.checks_deferred.subscribe());
    let mut check_loop = CheckLoop::new(core, session);
    tokio::select! {
        () = stop_token.cancelled() => {}
        () = async {
            // The sender lives as long as the core, which the loop holds.
            let _ = deferred.wait_for(|deferred| !deferred).await;
            loop {
                check_loop.run_check_round().await;
            }
        } => {}
    }
}

/// The loop of one account, and its state between rounds.
struct CheckLoop {
    core: Core,
    session: Arc<AccountSession>,
    notices: Arc<CheckFailureNotices>,
    states: LastInboxStates,
    /// The inboxes whose ends were stored before the clock jumped.
    stored_before_jump: Vec<InboxId>,
    /// Inboxes that were open before the clock jumped; no answer has said since what the jump was.
    inboxes_in_doubt: HashSet<InboxId>,
    doubt: Option<ClockJumpRecheck>,
    checks: JoinSet<()>,
}

impl CheckLoop {
    fn new(core: Core, session: Arc<AccountSession>) -> Self {
        Self {
            notices: Arc::new(CheckFailureNotices::new(core.clone())),
            core,
            session,
            states: LastInboxStates::new(),
            stored_before_jump: Vec::new(),
            inboxes_in_doubt: HashSet::new(),
            doubt: None,
            checks: JoinSet::new(),
        }
    }

    /// One round: looks at everything, starts what is due, and waits until there may be something to do.
    async fn run_check_round(&mut self) {
        let session = Arc::clone(&self.session);
        let jump = self.handle_clock_jump().await;
        let (account, now) = (session.account, session.now());
        let read = session.store.run_database_read(move |db| {
            Ok((inbox_rows::list_inboxes_of_account(db, account)?, inbox_rows::list_latest_mail_times(db, account)?))
        });
        let (rows, latest_mail) = match read.await {
            Ok(read) => read,
            Err(error) => {
                tracing::error!(%error, "the inboxes could not be read; checking pauses");
                self.notices.update_store_failure_notice::<()>(&Err(error.into()));
                tokio::time::sleep(STORE_RETRY_DELAY).await;
                return;
            }
        };
        let open = rows.iter().filter(|row| row.is_open(now)).map(|row| row.id);
        self.notices.remove_refusals_of_closed_inboxes(&open.collect());
        if jump == Some(ClockJump::Forward) && !session.planner_context().is_checked_only_on_request() {
            self.doubt = find_inbox_to_recheck_after_jump(&rows, &self.states, now);
        }
        emit_inbox_state_changes(&session, &rows, &latest_mail, &mut self.states, now);
        if session.has_no_pending_clock_correction() {
            self.inboxes_in_doubt.clear();
        }
        let retention = self.core.settings().keep_mail;
        if self.delete_expired_mail(&rows, retention, now).await {
            return;
        }
        let mut wait_until = session.with_planner(|planner, context, scheduler_now| {
            let inboxes = to_planner_inboxes(&rows, &latest_mail, now, scheduler_now);
            planner.replace_scheduled_inboxes(&inboxes, context, scheduler_now);
            self.start_due_checks(planner, context, scheduler_now)
        });
        if let Some(doubt) = self.doubt.take() {
            self.doubt = recheck_inbox_after_clock_jump(&session, doubt).await;
            if let Some(doubt) = &self.doubt {
                wait_until = Some(wait_until.map_or(doubt.retry_at, |until| until.min(doubt.retry_at)));
            }
        }
        session.update_sync_status();
        session.emit_inactive_account_view().await;
        let retention_end = |row: &StoredInbox| retention_end(row, retention).filter(|end| row.total > 0 && *end > now);
        let transition =
            rows.iter().flat_map(|row| [row.next_state_change_at(now), retention_end(row)]).flatten().min();
        tokio::select! {
            () = wait_for_check_or_transition(&session, wait_until, transition) => {}
            () = session.wait_for_schedule_change() => {}
            Some(_) = self.checks.join_next() => {}
        }
    }

    /// Takes a jump of the clock, and moves the ends of inboxes once it is known that the clock was set.
    async fn handle_clock_jump(&mut self) -> Option<ClockJump> {
        let jump = self.session.take_clock_jump();
        if jump.is_some() {
            self.stored_before_jump = self.states.keys().copied().collect();
            self.inboxes_in_doubt
                .extend(self.states.iter().filter(|(_, state)| is_receiving_mail(**state)).map(|(id, _)| *id));
        }
        if jump == Some(ClockJump::Forward) {
            self.session.with_planner(|planner, context, now| planner.retry_failed_checks(context, now));
        }
        if let Some(shift) = self.session.take_expiry_shift() {
            shift_inbox_expiries(&self.session, &self.stored_before_jump, shift).await;
        }
        jump
    }

    /// Deletes mail that was kept long enough, unless the end of its inbox is in doubt; returns whether any was.
    async fn delete_expired_mail(&self, rows: &[StoredInbox], retention: MailRetention, now: Timestamp) -> bool {
        let is_certain = |row: &&StoredInbox| row.end_reason.is_some() || !self.inboxes_in_doubt.contains(&row.id);
        let expired = rows.iter().filter(|row| is_retention_expired(row, retention, now)).filter(is_certain);
        let expired: Vec<_> = expired.map(|row| row.id).collect();
        if expired.is_empty() {
            return false;
        }
        let deleted = delete_mail_of_inboxes(&self.session, expired).await;
        self.notices.update_store_failure_notice(&deleted);
        deleted.is_ok()
    }

    /// Starts every check that is due; returns when to look again.
    fn start_due_checks(
        &mut self,
        planner: &mut Planner,
        context: PlannerContext,
        now: SchedulerTime,
    ) -> Option<SchedulerTime> {
        loop {
            match planner.next_step(context, now) {
                NextStep::Check(inbox) => {
                    planner.on_check_started(inbox, context, now);
                    self.checks.spawn(run_check(Arc::clone(&self.notices), Arc::clone(&self.session), inbox));
                }
                NextStep::WaitUntil(until) => return until,
            }
        }
    }
}

/// Checks one inbox and reports how that went.
async fn run_check(notices: Arc<CheckFailureNotices>, session: Arc<AccountSession>, inbox: InboxId) {
    let outcome = check_inbox_by_schedule(&session, inbox).await;
    let is_refused = outcome.as_ref().is_err_and(needs_notice);
    let row = if is_refused { find_inbox(&session, inbox).await.ok() } else { None };
    notices.on_check_finished(inbox, row.map(|row| row.address), &outcome);
}

/// Waits for the schedule's moment or an inbox's next change by itself. Returns before that when the machine has
/// slept or the clock was set, which no timer notices.
async fn wait_for_check_or_transition(
    session: &AccountSession,
    until: Option<SchedulerTime>,
    transition: Option<Timestamp>,
) {
    loop {
        if session.has_detected_clock_jump() {
            return;
        }
        let wall = session.now();
        let now = session.with_planner(|_, _, now| now);
        let to_transition =
            transition.map(|then| Duration::from_millis(u64::try_from(to_millis(then) - to_millis(wall)).unwrap_or(0)));
        let to_next = [until.map(|until| until.duration_since(now)), to_transition].into_iter().flatten().min();
        if to_next == Some(Duration::ZERO) {
            // Never without a pause, whatever the schedule says.
            tokio::time::sleep(Duration::from_millis(1)).await;
            return;
        }
        let heartbeat = session.poll_timing().clock_check_interval;
        tokio::time::sleep(to_next.unwrap_or(heartbeat).min(heartbeat)).await;
    }
}
