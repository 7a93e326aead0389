//! Inboxes whose end is in doubt, because this computer's clock jumped.

use super::timed_inbox_changes::{LastInboxStates, is_receiving_mail};
use crate::error::Error;
use crate::inbox_check::{CheckReason, check_inbox};
use crate::scheduler_types::SchedulerTime;
use crate::scheduler_types::backoff_delay;
use crate::session::{AccountSession, jitter_generator};
use crate::store::{StoredInbox, inbox_rows};
use crate::view::{ErrorCode, InboxId};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// An inbox that has ended by the clock, just after the clock jumped.
pub(super) struct ClockJumpRecheck {
    inbox: InboxId,
    failure_count: u32,
    pub(super) retry_at: SchedulerTime,
}

/// The doubt after the clock jumped ahead and no inbox seems open: about the one that was open last. Requesting its
/// mail shows whether time has passed or the clock is wrong.
pub(super) fn find_inbox_to_recheck_after_jump(
    rows: &[StoredInbox],
    states: &LastInboxStates,
    now: Timestamp,
) -> Option<ClockJumpRecheck> {
    if rows.iter().any(|row| row.is_open(now)) {
        return None;
    }
    let was_open = |id| states.get(&id).is_some_and(|state| is_receiving_mail(*state));
    let candidates = rows.iter().filter(|row| row.end_reason.is_none() && was_open(row.id));
    let last = candidates.max_by_key(|row| row.expires_at)?;
    Some(ClockJumpRecheck { inbox: last.id, failure_count: 0, retry_at: SchedulerTime::from_millis(i64::MIN) })
}

/// Requests the mail of the inbox in doubt; returns the doubt if that did not resolve it.
pub(super) async fn recheck_inbox_after_clock_jump(
    session: &Arc<AccountSession>,
    doubt: ClockJumpRecheck,
) -> Option<ClockJumpRecheck> {
    if session.with_planner(|_, _, now| now) < doubt.retry_at {
        return Some(doubt);
    }
    match check_inbox(session, doubt.inbox, CheckReason::ClockJump).await {
        // The answer's date has corrected the clock; a refusal says that the inbox has really ended.
        Ok(_) => {
            session.wake_scheduler();
            None
        }
        Err(Error::InboxReportedGone { .. } | Error::AllInboxesReportedGone { .. }) => None,
        Err(error) if error.code() == ErrorCode::NotFound => None,
        Err(_) => {
            let failure_count = doubt.failure_count.saturating_add(1);
            let timing = session.poll_timing();
            let delay = backoff_delay(
                failure_count,
                timing.shortest_interval,
                timing.longest_retry_delay,
                &mut jitter_generator(),
            );
            let retry_at = session.with_planner(|_, _, now| now.saturating_add(delay));
            Some(ClockJumpRecheck { failure_count, retry_at, ..doubt })
        }
    }
}

/// Moves the stored ends of inboxes that were computed by a clock that has since been set.
pub(super) async fn shift_inbox_expiries(session: &AccountSession, inboxes: &[InboxId], by: SignedDuration) {
    tracing::info!(seconds = by.as_secs(), "the clock was set; the ends of inboxes are moved");
    let (inboxes, now) = (inboxes.to_vec(), session.now());
    let moved = session.store.write_and_emit(move |db, changes| {
        for inbox in inboxes {
            inbox_rows::shift_stored_inbox_expiry(db, inbox, by)?;
            changes.extend(inbox_rows::inbox_change(db, inbox, now)?);
        }
        Ok(())
    });
    if let Err(error) = moved.await {
        tracing::error!(%error, "the ends of inboxes could not be corrected");
    }
}
