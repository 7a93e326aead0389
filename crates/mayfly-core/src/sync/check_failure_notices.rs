//! Notices of why mail that may have come is not shown: the store can't keep it, or the service refuses to list it.
//! Each is shown once, until it is over.

use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::inbox_check::is_service_refusal;
use crate::view::{ErrorCode, InboxId};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The notices of one account's checks.
pub(super) struct CheckFailureNotices {
    core: Core,
    /// The failure of the store that a notice was shown of.
    store_failure: Mutex<Option<ErrorCode>>,
    /// Checks that the service refuses, by its reason.
    refusals: Mutex<HashMap<ErrorCode, ServiceRefusalNotice>>,
}

/// Checks that the service refuses for one reason.
struct ServiceRefusalNotice {
    /// The notice that is shown of them, and the inbox it names.
    notice: u32,
    named_inbox: InboxId,
    inboxes: HashSet<InboxId>,
}

impl CheckFailureNotices {
    pub(super) fn new(core: Core) -> Self {
        Self { core, store_failure: Mutex::default(), refusals: Mutex::default() }
    }

    /// Takes the outcome of checking an inbox; `address` names it if it can be found.
    pub(super) fn on_check_finished(&self, inbox: InboxId, address: Option<String>, outcome: &Result<bool>) {
        self.update_store_failure_notice(outcome);
        let refusal = match outcome {
            Err(error) if needs_notice(error) => Some(error),
            // What was refused no longer exists there, or nothing is refused any more.
            Ok(_) | Err(Error::InboxReportedGone { .. }) => None,
            Err(Error::Api(error)) if error.is_not_found() => None,
            Err(_) => return,
        };
        let mut refusals = self.lock_refusals();
        let code = refusal.map(Error::code);
        self.remove_resolved_refusals(&mut refusals, |other_code, other| other == inbox && Some(other_code) != code);
        if let (Some(error), Some(address)) = (refusal, address) {
            let show_notice = || {
                let notice = self.core.0.notices.add_notice(self.core.to_error_view(error), Some(address));
                ServiceRefusalNotice { notice, named_inbox: inbox, inboxes: HashSet::new() }
            };
            refusals.entry(error.code()).or_insert_with(show_notice).inboxes.insert(inbox);
        }
    }

    /// Forgets the refusals of inboxes that are no longer checked.
    pub(super) fn remove_refusals_of_closed_inboxes(&self, open: &HashSet<InboxId>) {
        let mut refusals = self.lock_refusals();
        self.remove_resolved_refusals(&mut refusals, |_, inbox| !open.contains(&inbox));
    }

    /// Takes the outcome of an operation, as far as it concerns the store.
    pub(super) fn update_store_failure_notice<T>(&self, outcome: &Result<T>) {
        let failure = match outcome {
            Err(error @ Error::Store(_)) => Some(error),
            // The store was not used.
            Err(_) => return,
            Ok(_) => None,
        };
        let code = failure.map(Error::code);
        let before = std::mem::replace(&mut *self.store_failure.lock().unwrap_or_else(PoisonError::into_inner), code);
        if let Some(error) = failure
            && before != code
        {
            self.core.add_error_notice(error);
        }
    }

    /// Removes refusals. A notice goes with the inbox it names; if other inboxes are still refused, a new notice is
    /// shown for them.
    fn remove_resolved_refusals(
        &self,
        refusals: &mut HashMap<ErrorCode, ServiceRefusalNotice>,
        is_over: impl Fn(ErrorCode, InboxId) -> bool,
    ) {
        refusals.retain(|code, refused| {
            refused.inboxes.retain(|inbox| !is_over(*code, *inbox));
            let holds = refused.inboxes.contains(&refused.named_inbox);
            if !holds {
                self.core.0.notices.remove_notice(refused.notice);
            }
            holds
        });
    }

    fn lock_refusals(&self) -> MutexGuard<'_, HashMap<ErrorCode, ServiceRefusalNotice>> {
        self.refusals.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the user has to know why an inbox's mail is not shown.
pub(super) fn needs_notice(error: &Error) -> bool {
    match error {
        Error::Api(error) => is_service_refusal(error) || matches!(error, tempmailg::Error::Proxy(_)),
        error => matches!(error, Error::AllInboxesReportedGone { .. }),
    }
}

/// The account is closed or has another API key: its notices no longer hold.
impl Drop for CheckFailureNotices {
    fn drop(&mut self) {
        for refused in self.refusals.get_mut().unwrap_or_else(PoisonError::into_inner).values() {
            self.core.0.notices.remove_notice(refused.notice);
        }
    }
}
