//! Inboxes as time passes: what the planner has to know of them, and what changes by itself.

use crate::ports::clock::to_millis;
use crate::scheduler_types::{PlannerInbox, SchedulerTime};
use crate::session::AccountSession;
use crate::store::StoredInbox;
use crate::view::{Change, InboxId, InboxState};
use jiff::Timestamp;
use std::collections::HashMap;

/// The states that inboxes had when they were last looked at.
pub(super) type LastInboxStates = HashMap<InboxId, InboxState>;

/// The open inboxes, with times in the planner's time; `now` and `scheduler_now` are the same moment.
pub(super) fn to_planner_inboxes(
    rows: &[StoredInbox],
    latest_mail: &HashMap<InboxId, Timestamp>,
    now: Timestamp,
    scheduler_now: SchedulerTime,
) -> Vec<PlannerInbox> {
    let to_scheduler = |time: Timestamp| to_scheduler_time(time, now, scheduler_now);
    // What lies ahead of the clock was misdated; now is the latest it can have been.
    let to_past = |time: Timestamp| to_scheduler(time).min(scheduler_now);
    rows.iter()
        .filter(|row| row.is_open(now))
        .map(|row| PlannerInbox {
            id: row.id,
            created_at: to_past(row.created_at),
            checked_at: row.checked_at.map(to_past),
            last_mail_at: latest_mail.get(&row.id).copied().map(to_past),
            expires_at: row.expires_at.map(to_scheduler),
            recheck_at: row.gone_recheck_at.map(to_scheduler),
        })
        .collect()
}

/// A moment of the wall clock in the planner's time.
fn to_scheduler_time(time: Timestamp, now: Timestamp, scheduler_now: SchedulerTime) -> SchedulerTime {
    let offset = to_millis(time).saturating_sub(to_millis(now));
    SchedulerTime::from_millis(scheduler_now.as_millis().saturating_add(offset))
}

/// Emits inboxes whose state changed by the mere passing of time, and warns of those that are awaited and about to end.
pub(super) fn emit_inbox_state_changes(
    session: &AccountSession,
    rows: &[StoredInbox],
    latest_mail: &HashMap<InboxId, Timestamp>,
    states: &mut LastInboxStates,
    now: Timestamp,
) {
    states.retain(|id, _| rows.iter().any(|row| row.id == *id));
    for row in rows {
        let state = row.inbox_state_at(now);
        let before = states.insert(row.id, state);
        if before.is_some_and(|before| before != state) {
            session.events.emit(Change::Inbox { inbox: row.to_view(now) });
        }
        let expires_soon = (before, state) == (Some(InboxState::Active), InboxState::Expiring);
        let is_awaited = || {
            let mail = latest_mail.get(&row.id).copied();
            session.with_planner(|planner, context, scheduler_now| {
                let mail = mail.map(|mail| to_scheduler_time(mail, now, scheduler_now));
                planner.is_mail_missed_on_expiry(row.id, mail, context, scheduler_now)
            })
        };
        if expires_soon && is_awaited() {
            let change = Change::InboxExpiresSoon { account_id: session.account, inbox: row.to_view(now) };
            session.events.emit_even_for_inactive_account(change);
        }
    }
}

/// Whether an inbox in this state receives mail.
pub(super) fn is_receiving_mail(state: InboxState) -> bool {
    matches!(state, InboxState::Active | InboxState::Expiring)
}
