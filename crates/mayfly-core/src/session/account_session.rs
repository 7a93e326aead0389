//! The session of one signed-in account: its client, its store, its events, and the state that windows show.

use super::inbox_lock::{InboxLock, InboxLocks};
use super::planner_and_clock::PlannerWithClockCorrection;
use super::polling_conditions::PollingConditions;
use crate::events::{AccountEventEmitter, EventBus};
use crate::ports::clock::Clock;
use crate::rendering::remote_images::AccountImages;
use crate::scheduler_types::AccountCheckStatus;
use crate::shared_settings::SharedSettings;
use crate::store::{Store, StoredAccount};
use crate::view::{AccountId, AccountStorageKind, AccountView, InboxId, QuotaView, SyncView};
use jiff::Timestamp;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempmailg::Client;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// One signed-in account, from signing in to signing out. Active and background accounts differ only in whether
/// `events` is active.
pub(crate) struct AccountSession {
    pub(crate) account: AccountId,
    pub(crate) storage: AccountStorageKind,
    pub(crate) client: Client,
    pub(crate) store: Store,
    pub(crate) events: AccountEventEmitter,
    /// Cancelled when the account is closed.
    pub(crate) stop_token: CancellationToken,
    pub(crate) session_images: AccountImages,
    clock: Arc<dyn Clock>,
    pub(super) settings: Arc<SharedSettings>,
    pub(super) polling_conditions: Arc<PollingConditions>,
    pub(super) scheduler: PlannerWithClockCorrection,
    /// Wakes the task that checks for mail, because a check may be due earlier than it planned.
    pub(super) wait_for_schedule_change: Notify,
    pub(super) state: Mutex<EmittedSessionState>,
    inbox_locks: InboxLocks,
}

/// The parts that a session is created from.
pub(crate) struct SessionParts {
    pub(crate) account: StoredAccount,
    pub(crate) storage: AccountStorageKind,
    pub(crate) client: Client,
    pub(crate) store: Store,
    pub(crate) event_bus: Arc<EventBus>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: Arc<SharedSettings>,
    pub(crate) polling_conditions: Arc<PollingConditions>,
}

/// The state of an account that windows show, as it was last emitted to them.
#[derive(Debug)]
pub(super) struct EmittedSessionState {
    pub(super) selected_inbox: Option<InboxId>,
    pub(super) quota: Option<QuotaView>,
    pub(super) sync: SyncView,
    /// The status that `sync` shows; `None` when it has to be shown anew.
    pub(super) sync_status: Option<AccountCheckStatus>,
    /// The account's view as it was last emitted while another account was active.
    pub(super) background_view: Option<AccountView>,
}

impl From<SessionParts> for AccountSession {
    fn from(parts: SessionParts) -> Self {
        let SessionParts { account, storage, client, store, event_bus, clock, settings, polling_conditions } = parts;
        let (events, now) = (event_bus.create_account_event_emitter(), clock.now());
        let state = EmittedSessionState {
            selected_inbox: account.selected_inbox,
            quota: account.quota.filter(|quota| is_quota_current(quota, now)),
            sync: SyncView::Idle,
            sync_status: None,
            background_view: None,
        };
        Self {
            account: account.id,
            storage,
            client,
            store: store.for_account_with_emitter(events.clone()),
            stop_token: events.stop_token.clone(),
            events,
            session_images: AccountImages::default(),
            clock,
            settings,
            scheduler: PlannerWithClockCorrection::new(polling_conditions.poll_timing(), now),
            polling_conditions,
            wait_for_schedule_change: Notify::new(),
            state: Mutex::new(state),
            inbox_locks: InboxLocks::default(),
        }
    }
}

/// Returns whether a stored quota can still be valid: at its reset the counters start again.
fn is_quota_current(quota: &QuotaView, now: Timestamp) -> bool {
    quota.resets_at.as_ref().is_none_or(|reset| reset.parse::<Timestamp>().is_ok_and(|reset| reset > now))
}
impl AccountSession {
    /// The time of day by this computer's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Ends everything that runs for this account.
    pub(crate) fn cancel_tasks(&self) {
        self.stop_token.cancel();
    }

    /// The inbox selected last.
    pub(crate) fn selected_inbox(&self) -> Option<InboxId> {
        self.lock_state().selected_inbox
    }

    /// The quota as the service last sent it.
    pub(crate) fn quota(&self) -> Option<QuotaView> {
        self.lock_state().quota.clone()
    }

    /// The lock that keeps requests for an inbox from overlapping.
    pub(crate) fn inbox_lock(&self, inbox: InboxId) -> Arc<InboxLock> {
        self.inbox_locks.get_inbox_lock(inbox)
    }

    pub(super) fn lock_state(&self) -> MutexGuard<'_, EmittedSessionState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
