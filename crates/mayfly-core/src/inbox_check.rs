//! Fetching one inbox's messages from the service and storing what is new.

use crate::blocking::run_blocking;
use crate::core_handle::Core;
use crate::error::{Error, Result, retry_time};
use crate::events::NewMailBatch;
use crate::inboxes::{find_inbox, record_gone_report};
use crate::scheduler_types::CheckOutcome;
use crate::service_message_conversion::to_new_message;
use crate::session::AccountSession;
use crate::store::{account_rows, inbox_rows, message_rows, muted_senders};
use crate::view::{Change, InboxId, InboxState, InboxView};
use std::sync::Arc;
use std::time::Duration;
use tempmailg::{Error as ApiError, MessageListUpdate};
use tracing::Instrument as _;

/// The user's request waits so long for a check of the same inbox that is under way, and then takes its place.
const SHARED_CHECK_TIME: Duration = Duration::from_secs(1);

/// Who requests an inbox's messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CheckReason {
    /// The user, who waits for the answer.
    User,
    /// The scheduler.
    Schedule,
    /// The scheduler, for an inbox that has ended by a clock that may be wrong.
    ClockJump,
    /// The user, who doubts that an inbox has ended.
    EndedInbox,
}

/// Checks an inbox at once, because the user wants to know.
pub(crate) async fn check_inbox_now(session: &Arc<AccountSession>, inbox: InboxId) -> Result<()> {
    session.record_interest(inbox);
    let answer = check_inbox(session, inbox, CheckReason::User).await;
    let outcome = to_check_outcome(session, &answer);
    session.with_planner(|planner, _, now| planner.record_outcome(inbox, outcome, now));
    session.update_sync_status();
    session.wake_scheduler();
    answer.map(drop)
}

impl Core {
    /// Asks the service about an inbox that has expired. If the service lists its mail, the inbox is open again; returns
    /// it as it is then.
    ///
    /// # Errors
    /// An unknown inbox, one that the user deleted or converted, any refusal of the service or the store. With
    /// [`ErrorCode::NotFound`](crate::view::ErrorCode::NotFound) the service confirms the end.
    pub async fn recheck_expired_inbox(&self, inbox: InboxId) -> Result<InboxView> {
        let session = self.active_session()?;
        match find_inbox(&session, inbox).await?.inbox_state_at(session.now()) {
            InboxState::Active | InboxState::Expiring => check_inbox_now(&session, inbox).await?,
            InboxState::Expired => {
                check_inbox(&session, inbox, CheckReason::EndedInbox).await?;
                session.record_interest(inbox);
                session.wake_scheduler();
            }
            InboxState::Replaced | InboxState::Deleted => return Err(Error::UnknownInbox),
        }
        Ok(find_inbox(&session, inbox).await?.to_view(session.now()))
    }
}

/// Fetches an inbox's messages because the schedule says so, and reports the outcome to the schedule.
pub(crate) async fn check_inbox_by_schedule(session: &Arc<AccountSession>, inbox: InboxId) -> Result<bool> {
    let mut guard = CheckEndReporter { session, inbox, outcome: CheckOutcome::Cancelled };
    let span = tracing::debug_span!("check", account = %session.account, %inbox);
    let answer = check_inbox(session, inbox, CheckReason::Schedule).instrument(span).await;
    guard.outcome = to_check_outcome(session, &answer);
    if let Err(error) = &answer
        && guard.outcome != CheckOutcome::Cancelled
    {
        tracing::debug!(code = ?error.code(), "a check for mail failed");
    }
    drop(guard);
    answer
}

/// Reports the end of a scheduled check to the schedule, however the check ends.
struct CheckEndReporter<'a> {
    session: &'a AccountSession,
    inbox: InboxId,
    outcome: CheckOutcome,
}

impl Drop for CheckEndReporter<'_> {
    fn drop(&mut self) {
        self.session.with_planner(|planner, _, now| planner.on_check_finished(self.inbox, self.outcome, now));
    }
}

/// Fetches one inbox's messages from the service and stores what is new; returns whether anything was. Calls for the
/// same inbox share one request: whoever comes while one is under way takes its result.
pub(crate) async fn check_inbox(session: &Arc<AccountSession>, inbox: InboxId, reason: CheckReason) -> Result<bool> {
    let requested_at = session.now();
    let lock = session.inbox_lock(inbox);
    let mut last_response = match tokio::time::timeout(SHARED_CHECK_TIME, lock.request.lock()).await {
        Ok(guard) => guard,
        Err(_) => {
            if reason == CheckReason::User {
                lock.user_waits.notify_waiters();
            }
            lock.request.lock().await
        }
    };
    let row = find_inbox(session, inbox).await?;
    let now = session.now();
    let was_just_checked = row.checked_at.is_some_and(|checked| checked > requested_at && checked <= now);
    let may_have_ended = matches!(reason, CheckReason::ClockJump | CheckReason::EndedInbox);
    if was_just_checked || (!may_have_ended && !row.is_open(now)) {
        return Ok(false);
    }
    // The user's own request examines every message again.
    let previous = last_response.filter(|_| matches!(reason, CheckReason::Schedule | CheckReason::ClockJump));
    let request = session.client.list_messages_if_changed(&row.address, previous);
    let answer = match reason {
        CheckReason::User | CheckReason::EndedInbox => session.record_response_to_user_request(request.await),
        CheckReason::Schedule | CheckReason::ClockJump => {
            let time_limit = session.poll_timing().check_timeout;
            let answer = tokio::select! {
                answer = tokio::time::timeout(time_limit, request) => answer.unwrap_or(Err(ApiError::Timeout)),
                () = lock.user_waits.notified() => return Err(Error::Cancelled),
            };
            session.record_check_response(answer)
        }
    };
    let update = match answer {
        Ok(answer) => answer.value,
        Err(Error::Api(error)) if error.is_not_found() && row.is_open(now) => {
            return Err(record_gone_report(session, inbox, error).await?);
        }
        Err(error) => return Err(error),
    };
    let (messages, fingerprint) = match update {
        MessageListUpdate::Unchanged => (Vec::new(), previous),
        MessageListUpdate::Changed { list, fingerprint } => {
            if list.unreadable > 0 {
                tracing::warn!(count = list.unreadable, "messages without an identifier were left out");
            }
            (list.messages, Some(fingerprint))
        }
    };
    // An inbox that was never checked was just made: nothing can have waited there.
    let announces = row.checked_at.is_none() || last_response.is_some();
    let reopens = reason == CheckReason::EndedInbox;
    let has_new_mail = store_new_messages(session, inbox, messages, announces, reopens).await?;
    *last_response = fingerprint;
    Ok(has_new_mail)
}

/// Stores the messages that are new; emits those as new mail that are to be announced. `reopens` is set for an inbox that
/// was held to have ended.
pub(crate) async fn store_new_messages(
    session: &AccountSession,
    inbox: InboxId,
    list: Vec<tempmailg::Message>,
    announces: bool,
    reopens: bool,
) -> Result<bool> {
    let fresh = if list.is_empty() {
        list
    } else {
        let known =
            session.store.run_database_read(move |db| message_rows::list_message_ids_with_deleted(db, inbox)).await?;
        list.into_iter().filter(|message| !known.contains(&message.id.as_str().into())).collect()
    };
    let now = session.now();
    let server_offset = session.steady_server_offset();
    let rows = if fresh.is_empty() {
        Vec::new()
    } else {
        run_blocking(move || {
            fresh.into_iter().map(|message| to_new_message(message, now, server_offset)).collect::<Vec<_>>()
        })
        .await?
    };
    let (account, quota) = (session.account, session.quota());
    let (has_new_mail, announced, view) = session
        .store
        .write_and_emit(move |db, changes| {
            let (mut added, mut announced) = (Vec::new(), Vec::new());
            for row in &rows {
                let announces = announces && !row.seen && !message_rows::is_message_in_other_inbox(db, inbox, &row.id)?;
                if message_rows::insert_message(db, inbox, row)?
                    && let Some(message) = message_rows::get_message_summary(db, inbox, &row.id)?
                {
                    let announces = announces && !muted_senders::is_sender_muted(db, account, &message.from_address)?;
                    announced.extend(announces.then(|| message.clone()));
                    added.push(message);
                }
            }
            if reopens {
                inbox_rows::mark_inbox_open_again(db, inbox, now)?;
            }
            inbox_rows::record_successful_check(db, inbox, now)?;
            // In the same transaction: a write of its own for every answer would be too much.
            account_rows::store_reported_quota(db, account, quota.as_ref())?;
            let has_new_mail = !added.is_empty();
            if has_new_mail {
                changes.push(Change::Messages { inbox_id: inbox, messages: added });
            }
            changes.extend(inbox_rows::inbox_change(db, inbox, now)?);
            let view = inbox_rows::get_inbox(db, inbox)?.map(|row| row.to_view(now));
            Ok((has_new_mail, announced, view))
        })
        .await?;
    if let Some(inbox) = view.filter(|_| !announced.is_empty()) {
        session.events.emit_new_mail(NewMailBatch { account: session.account, inbox, messages: announced });
    }
    Ok(has_new_mail)
}

/// What an answer means for the schedule.
fn to_check_outcome(session: &AccountSession, answer: &Result<bool>) -> CheckOutcome {
    let error = match answer {
        Ok(has_new_mail) => return CheckOutcome::Answered { has_new_mail: *has_new_mail },
        Err(Error::Api(error)) => error,
        Err(Error::Cancelled) => return CheckOutcome::Cancelled,
        Err(Error::InboxReportedGone { .. } | Error::AllInboxesReportedGone { .. }) => {
            return CheckOutcome::ReportedGone;
        }
        // A failure of the store, or an inbox that is gone from here: checking again soon helps nobody.
        Err(_) => return CheckOutcome::RequestRefused,
    };
    match error {
        error if error.is_not_found() => CheckOutcome::InboxGone,
        error if error.is_api_key_refused() => CheckOutcome::ApiKeyRefused,
        ApiError::RateLimited { .. } => {
            let now = session.now();
            // A `Retry-After` counts from now, a reset is by the service's clock.
            let until =
                retry_time(error, session.local_to_service_time(now)).map(|then| session.service_to_local_clock(then));
            CheckOutcome::RateLimited {
                retry_after: until.and_then(|until| Duration::try_from(until.duration_since(now)).ok()),
            }
        }
        error if is_service_refusal(error) => CheckOutcome::RequestRefused,
        _ => CheckOutcome::Unreachable { retry_after: error.retry_after() },
    }
}

/// Whether the service is there and refuses this request, so that repeating it soon helps nobody.
pub(crate) fn is_service_refusal(error: &ApiError) -> bool {
    matches!(error, ApiError::NotAllowed { .. } | ApiError::Refused { .. } | ApiError::ResponseTooLarge { .. })
        && !error.is_web_page_response()
}
