//! What happens when the service says that an inbox is gone: it is asked again, and only a second report ends the inbox.
//!
//! An address that is lost here is lost for good, so one wrong answer must not end it. Only answers of the service
//! itself get here; see [`tempmailg::ErrorResponseOrigin`].

use crate::error::{Error, Result};
use crate::ports::clock::saturating_add;
use crate::session::AccountSession;
use crate::store::{InboxEndReason, StoredInbox, inbox_rows};
use crate::view::InboxId;
use jiff::Timestamp;
use std::time::Duration;

/// Two reports have to be at least this far apart to end an inbox.
const CONFIRMATION_TIME: Duration = Duration::from_secs(60);

/// The first time between two questions; a little longer than [`CONFIRMATION_TIME`], whatever the clocks round to.
const FIRST_RECHECK_DELAY: Duration = Duration::from_secs(61);

/// The longest time between two questions about an inbox that no report can end.
const LONGEST_RECHECK_DELAY: Duration = Duration::from_secs(3600);

/// What follows from a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GoneReportVerdict {
    /// The inbox has ended.
    Ended,
    /// The service has to be asked again.
    AskAgain {
        at: Timestamp,
        /// Every other open inbox is reported as gone too: that is a fault of the service.
        concerns_all: bool,
        /// Another inbox, whose answer would show that the service works.
        witness: Option<InboxId>,
    },
}

/// Records that the service said that an inbox is gone, and ends the inbox if that confirms an earlier report. Returns
/// the error that says what is the case now.
pub(crate) async fn record_gone_report(
    session: &AccountSession,
    inbox: InboxId,
    answer: tempmailg::Error,
) -> Result<Error> {
    let (account, now) = (session.account, session.now());
    let verdict = session
        .store
        .write_and_emit(move |db, changes| {
            let rows = inbox_rows::list_inboxes_of_account(db, account)?;
            let Some(row) = rows.iter().find(|row| row.id == inbox && row.is_open(now)) else {
                return Ok(GoneReportVerdict::Ended);
            };
            let verdict = judge_gone_report(row, &rows, now);
            match verdict {
                GoneReportVerdict::Ended => {
                    inbox_rows::mark_inbox_ended(db, inbox, InboxEndReason::Expired, None, now)?
                }
                GoneReportVerdict::AskAgain { at, .. } => inbox_rows::set_gone_report(db, inbox, now, at)?,
            }
            changes.extend(inbox_rows::inbox_change(db, inbox, now)?);
            Ok(verdict)
        })
        .await?;
    Ok(match verdict {
        GoneReportVerdict::Ended => answer.into(),
        GoneReportVerdict::AskAgain { at, concerns_all, witness } => {
            if let Some(witness) = witness {
                session.with_planner(|planner, _, _| planner.mark_inbox_due_now(witness));
            }
            if concerns_all {
                Error::AllInboxesReportedGone { recheck_at: at }
            } else {
                Error::InboxReportedGone { recheck_at: at }
            }
        }
    })
}

/// Decides about a report on `row`, an open inbox; `all` are the inboxes of its account.
fn judge_gone_report(row: &StoredInbox, all: &[StoredInbox], now: Timestamp) -> GoneReportVerdict {
    let others = || all.iter().filter(|other| other.id != row.id && other.is_open(now));
    // After the clock was set back, the confirmation starts anew.
    let first = row.gone_reported_at.filter(|first| *first <= now).unwrap_or(now);
    let elapsed = Duration::try_from(now.duration_since(first)).unwrap_or_default();
    let concerns_all = others().count() > 0 && others().all(|other| other.gone_reported_at.is_some());
    if elapsed < CONFIRMATION_TIME {
        let at = saturating_add(first, FIRST_RECHECK_DELAY);
        return GoneReportVerdict::AskAgain { at, concerns_all, witness: None };
    }
    let has_answered = |other: &StoredInbox| other.gone_reported_at.is_none() && other.checked_at > Some(first);
    if others().count() == 0 || others().any(has_answered) {
        return GoneReportVerdict::Ended;
    }
    let delay = elapsed.clamp(FIRST_RECHECK_DELAY, LONGEST_RECHECK_DELAY);
    let witness = others().filter(|other| other.gone_reported_at.is_none()).max_by_key(|other| other.checked_at);
    GoneReportVerdict::AskAgain { at: saturating_add(now, delay), concerns_all, witness: witness.map(|other| other.id) }
}
