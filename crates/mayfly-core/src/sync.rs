//! Checking for mail: one task per open account decides which inbox is asked next, and when.
//!
//! A fixed rhythm for now: the inbox being looked at often, the others slowly, and nothing while the service
//! can't be reached, asks for patience, or refuses the key.

use crate::clock::{later, to_millis, to_text};
use crate::error::retry_at;
use crate::session::Session;
use crate::store::{self, InboxRow};
use crate::view::{Change, SyncView};
use crate::{Error, Result, inboxes, messages};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// Between checks of the inbox being looked at, and of one made in the last minutes.
const WATCHED: Duration = Duration::from_secs(5);
/// Between checks of any other inbox.
const OTHERS: Duration = Duration::from_secs(60);
/// For this long after it was made, an inbox counts as watched: mail is expected.
const FRESH: Duration = Duration::from_secs(180);
/// First and longest pause after the service couldn't be reached.
const RETRY: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(300));

/// Checks an account's inboxes until it is closed.
pub(crate) async fn run(session: Arc<Session>) {
    let stopped = session.stopped.clone();
    tokio::select! {
        () = stopped.cancelled() => {}
        () = keep_checking(&session) => {}
    }
}

async fn keep_checking(session: &Arc<Session>) {
    let mut failures = 0_u32;
    let mut known_states = std::collections::HashMap::new();
    loop {
        let now = session.now();
        let account = session.account;
        let rows = match session.store.read(move |db| store::inboxes::of_account(db, account)).await {
            Ok(rows) => rows,
            Err(error) => {
                tracing::error!(%error, "the inboxes could not be read; checking pauses");
                tokio::time::sleep(RETRY.1).await;
                continue;
            }
        };
        announce_transitions(session, &rows, &mut known_states, now);
        let selected = session.selected();
        let next_check = rows.iter().filter(|row| row.is_open(now)).map(|row| (due(row, selected, now), row.id)).min();
        if next_check.is_none() && session.sync() != SyncView::KeyRefused {
            session.set_sync(SyncView::Idle);
        }
        if let Some((_, id)) = next_check.filter(|(due, _)| *due <= now)
            && session.sync() != SyncView::KeyRefused
        {
            let pause = match check(session, id).await {
                Ok(()) => {
                    failures = 0;
                    continue;
                }
                Err(error) => pause_after(session, &error, failures),
            };
            failures = failures.saturating_add(1);
            let Some(pause) = pause else { continue };
            // Asking by hand, or a new inbox, ends the pause: the user may know better.
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = session.wake.notified() => {}
            }
            continue;
        }
        let next = [
            next_check.map(|(due, _)| due).filter(|_| session.sync() != SyncView::KeyRefused),
            rows.iter().filter_map(|row| row.next_transition(now)).min(),
        ];
        tokio::select! {
            () = sleep_until(session, next.into_iter().flatten().min()) => {}
            () = session.wake.notified() => {}
        }
    }
}

/// Tells windows of inboxes whose state changed by the mere passing of time.
fn announce_transitions(
    session: &Session,
    rows: &[InboxRow],
    known: &mut std::collections::HashMap<u32, crate::view::InboxState>,
    now: Timestamp,
) {
    for row in rows {
        let state = row.state(now);
        if known.insert(row.id, state).is_some_and(|before| before != state) {
            session.hub.emit(Change::Inbox { inbox: row.view(now) });
        }
    }
}

/// When an inbox is to be checked next.
fn due(row: &InboxRow, selected: Option<u32>, now: Timestamp) -> Timestamp {
    let Some(checked) = row.checked_at else { return now };
    if checked > now {
        // The clock went back; waiting for it to catch up could take for ever.
        return now;
    }
    let watched = selected == Some(row.id) || later(row.created_at, FRESH) > now;
    later(checked, if watched { WATCHED } else { OTHERS })
}

/// How long to pause after a failed check; `None` where the failure concerns that inbox alone.
fn pause_after(session: &Session, error: &Error, failures: u32) -> Option<Duration> {
    let now = session.now();
    let backoff = RETRY.0.saturating_mul(1 << failures.min(10)).min(RETRY.1);
    let Error::Service(service) = error else {
        tracing::error!(code = ?error.code(), "checking for mail failed");
        return Some(backoff);
    };
    match service {
        tempmailg::Error::KeyRefused { .. } | tempmailg::Error::NotFound { .. } => None,
        tempmailg::Error::RateLimited { .. } => {
            let until = retry_at(service, now).unwrap_or_else(|| later(now, backoff.max(Duration::from_secs(60))));
            session.set_sync(SyncView::Waiting { until: to_text(until) });
            Some(between(now, until))
        }
        _ => {
            let since = match session.sync() {
                SyncView::Offline { since, .. } => since,
                _ => to_text(now),
            };
            session.set_sync(SyncView::Offline { since, retry_at: to_text(later(now, backoff)) });
            Some(backoff)
        }
    }
}

async fn sleep_until(session: &Session, moment: Option<Timestamp>) {
    match moment {
        Some(moment) => tokio::time::sleep(between(session.now(), moment)).await,
        None => std::future::pending().await,
    }
}

fn between(now: Timestamp, then: Timestamp) -> Duration {
    Duration::from_millis(u64::try_from(to_millis(then) - to_millis(now)).unwrap_or(0).max(1))
}

/// Asks the service for one inbox's messages and keeps what is new. Calls for the same inbox share one
/// request: whoever comes while one is under way takes its result.
pub(crate) async fn check(session: &Arc<Session>, inbox: u32) -> Result<()> {
    let asked = session.now();
    let lock = session.check_lock(inbox);
    let _turn = lock.lock().await;
    let row = inboxes::find(session, inbox).await?;
    if !row.is_open(session.now()) || row.checked_at.is_some_and(|checked| checked > asked && checked <= session.now())
    {
        return Ok(());
    }
    let answer = session.learn(session.client.messages(&row.address).await);
    let list = match answer {
        Ok(answer) => answer.value,
        Err(Error::Service(error @ tempmailg::Error::NotFound { .. })) => {
            inboxes::end(session, inbox, store::inboxes::Ended::Expired).await?;
            return Err(error.into());
        }
        Err(error) => return Err(error),
    };
    session.set_sync(SyncView::Online);
    if list.unreadable > 0 {
        tracing::warn!(count = list.unreadable, "messages without an identifier were left out");
    }
    let known = session.store.read(move |db| store::messages::known_ids(db, inbox)).await?;
    let now = session.now();
    let fresh: Vec<_> = list.messages.into_iter().filter(|message| !known.contains(&message.id)).collect();
    let rows = if fresh.is_empty() {
        Vec::new()
    } else {
        // Preparing mail is work for a thread that may be busy.
        tokio::task::spawn_blocking(move || fresh.into_iter().map(|m| messages::to_row(m, now)).collect::<Vec<_>>())
            .await
            .map_err(|_| Error::Internal("new mail could not be prepared"))?
    };
    session
        .store
        .update(move |db| {
            let mut added = Vec::new();
            for row in &rows {
                if store::messages::insert(db, inbox, row)? {
                    added.extend(store::messages::summary(db, inbox, &row.id)?);
                }
            }
            store::inboxes::set_checked(db, inbox, now)?;
            let mut changes = Vec::new();
            if !added.is_empty() {
                changes.push(Change::Messages { inbox_id: inbox, messages: added });
            }
            changes.extend(store::inboxes::changed(db, inbox, now)?);
            Ok(((), changes))
        })
        .await?;
    Ok(())
}
