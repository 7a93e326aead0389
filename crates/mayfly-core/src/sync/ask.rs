//! Asking the service for one inbox's messages, and keeping what came.

use super::plan::Outcome;
use crate::error::retry_at;
use crate::session::Session;
use crate::store;
use crate::view::Change;
use crate::{Arrival, Error, Result, inboxes, messages};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tempmailg::Error as Refusal;
use tokio::sync::Notify;

/// The user's request waits so long for a check of the same inbox that is under way, and then takes its place.
const SHARE: Duration = Duration::from_secs(1);

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    User,
    Plan,
    /// The scheduler, for an inbox that seems over.
    Doubt,
}

/// Keeps requests for one inbox from overlapping.
#[derive(Debug, Default)]
pub(crate) struct Turn {
    lock: tokio::sync::Mutex<()>,
    /// The inbox has been listed since the start: what comes now is news.
    listed: AtomicBool,
    /// Tells a check under way that the user has come.
    give_way: Notify,
}

/// Asks because the user wants to know.
pub(crate) async fn check(session: &Arc<Session>, inbox: u32) -> Result<()> {
    session.attend(inbox);
    let answer = ask(session, inbox, By::User).await;
    let outcome = outcome(session, &answer);
    session.plan(|planner, now| planner.note(inbox, outcome, now));
    session.show_standing();
    session.wake.notify_one();
    answer.map(drop)
}

/// Asks because the plan says so, and tells the plan what came of it.
pub(crate) async fn ask_by_plan(session: &Arc<Session>, inbox: u32) -> Result<bool> {
    let mut flight = Flight { session, inbox, outcome: Outcome::Abandoned };
    let answer = ask(session, inbox, By::Plan).await;
    flight.outcome = outcome(session, &answer);
    if let Err(error) = &answer
        && flight.outcome != Outcome::Abandoned
    {
        tracing::debug!(code = ?error.code(), "a check for mail failed");
    }
    drop(flight);
    answer
}

/// A check of the plan's; it ends for the plan too, however it ends.
struct Flight<'a> {
    session: &'a Session,
    inbox: u32,
    outcome: Outcome,
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        self.session.plan(|planner, now| planner.finish(self.inbox, self.outcome, now));
    }
}

/// Asks the service for one inbox's messages and keeps what is new; tells whether anything was. Calls for the
/// same inbox share one request: whoever comes while one is under way takes its result.
pub(crate) async fn ask(session: &Arc<Session>, inbox: u32, by: By) -> Result<bool> {
    let asked = session.now();
    let turn = session.turn(inbox);
    let _guard = match tokio::time::timeout(SHARE, turn.lock.lock()).await {
        Ok(guard) => guard,
        Err(_) => {
            if by == By::User {
                turn.give_way.notify_waiters();
            }
            turn.lock.lock().await
        }
    };
    let row = inboxes::find(session, inbox).await?;
    let now = session.now();
    let answered = row.checked_at.is_some_and(|checked| checked > asked && checked <= now);
    if answered || (by != By::Doubt && !row.is_open(now)) {
        return Ok(false);
    }
    let request = session.client.list_messages(&row.address);
    let answer = match by {
        By::User => session.learn(request.await),
        By::Plan | By::Doubt => {
            let patience = session.plan(|planner, _| planner.pace().patience);
            let answer = tokio::select! {
                answer = tokio::time::timeout(patience, request) => answer.unwrap_or(Err(Refusal::Timeout)),
                () = turn.give_way.notified() => return Err(Error::Cancelled),
            };
            session.learn_in_passing(answer)
        }
    };
    let list = match answer {
        Ok(answer) => answer.value,
        Err(Error::Service(error @ Refusal::NotFound { .. })) => {
            inboxes::end(session, inbox, store::inboxes::Ended::Expired).await?;
            return Err(error.into());
        }
        Err(error) => return Err(error),
    };
    if list.unreadable > 0 {
        tracing::warn!(count = list.unreadable, "messages without an identifier were left out");
    }
    // What was never checked was just made: nothing can have waited there.
    let is_news = row.checked_at.is_none() || turn.listed.load(Ordering::Relaxed);
    let new_mail = keep(session, inbox, list.messages, is_news).await?;
    turn.listed.store(true, Ordering::Relaxed);
    Ok(new_mail)
}

/// Keeps the messages that are new, and has them announced if they are news.
async fn keep(session: &Session, inbox: u32, list: Vec<tempmailg::Message>, is_news: bool) -> Result<bool> {
    let known = session.store.read(move |db| store::messages::known_ids(db, inbox)).await?;
    let now = session.now();
    let fresh: Vec<_> = list.into_iter().filter(|message| !known.contains(&message.id)).collect();
    let rows = if fresh.is_empty() {
        Vec::new()
    } else {
        // Preparing mail is work for a thread that may be busy.
        tokio::task::spawn_blocking(move || fresh.into_iter().map(|m| messages::to_row(m, now)).collect::<Vec<_>>())
            .await
            .map_err(|_| Error::Internal("new mail could not be prepared"))?
    };
    let (account, quota) = (session.account, session.quota());
    let (new_mail, news, view) = session
        .store
        .update(move |db| {
            let (mut added, mut news) = (Vec::new(), Vec::new());
            for row in &rows {
                let is_news = is_news && !row.seen && !store::messages::is_known_elsewhere(db, inbox, &row.id)?;
                if store::messages::insert(db, inbox, row)?
                    && let Some(message) = store::messages::summary(db, inbox, &row.id)?
                {
                    news.extend(is_news.then(|| message.clone()));
                    added.push(message);
                }
            }
            store::inboxes::set_checked(db, inbox, now)?;
            // In the same breath: a write of its own for every answer would be too much.
            store::accounts::set_quota(db, account, quota.as_ref())?;
            let new_mail = !added.is_empty();
            let mut changes = Vec::new();
            if new_mail {
                changes.push(Change::Messages { inbox_id: inbox, messages: added });
            }
            changes.extend(store::inboxes::changed(db, inbox, now)?);
            let view = store::inboxes::get(db, inbox)?.map(|row| row.view(now));
            Ok(((new_mail, news, view), changes))
        })
        .await?;
    if let Some(inbox) = view.filter(|_| !news.is_empty()) {
        session.voice.announce(Arrival { account: session.account, inbox, messages: news });
    }
    Ok(new_mail)
}

/// What an answer means for the plan.
fn outcome(session: &Session, answer: &Result<bool>) -> Outcome {
    let error = match answer {
        Ok(new_mail) => return Outcome::Answered { new_mail: *new_mail },
        Err(Error::Service(error)) => error,
        Err(Error::Cancelled) => return Outcome::Abandoned,
        // The store's trouble, or an inbox that is gone from here: asking again soon helps nobody.
        Err(_) => return Outcome::Refused,
    };
    match error {
        Refusal::NotFound { .. } => Outcome::Gone,
        Refusal::KeyRefused { .. } => Outcome::KeyRefused,
        Refusal::RateLimited { .. } => {
            let now = session.now();
            // A `Retry-After` counts from now, a reset is by the service's clock.
            let until = retry_at(error, session.desk.on_service(now)).map(|then| session.desk.local(then));
            Outcome::Limited(until.and_then(|until| Duration::try_from(until.duration_since(now)).ok()))
        }
        error if is_refusal(error) => Outcome::Refused,
        _ => Outcome::Unreachable(error.retry_after()),
    }
}

/// Whether the service is there and won't do it, so that asking again soon helps nobody.
pub(super) fn is_refusal(error: &Refusal) -> bool {
    matches!(
        error,
        Refusal::NotAllowed { web_page: false, .. } | Refusal::Refused { .. } | Refusal::ResponseTooLarge { .. }
    )
}
