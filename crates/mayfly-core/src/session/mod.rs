//! One signed-in account: its client, its store, its events, and the state of its schedule.

mod inbox_lock;
mod schedule_policy;
mod scheduler_state;
mod sync_view;

pub(crate) use inbox_lock::InboxLock;
pub(crate) use schedule_policy::SchedulePolicy;
pub(crate) use scheduler_state::random_generator;

use crate::error::{Error, Result};
use crate::events::{AccountEvents, EventBus};
use crate::ports::clock::{Clock, to_rfc3339};
use crate::rendering::remote_images::ImageStore;
use crate::schedule::{CheckContext, ClockJump, Planner, PollTiming, ScheduleStatus, SchedulerTime};
use crate::shared_settings::SharedSettings;
use crate::store::{AccountRow, Store, account_rows, inbox_rows};
use crate::view::{AccountId, AccountStorage, AccountView, Change, InboxId, QuotaView, Settings, Snapshot, SyncView};
use inbox_lock::InboxLocks;
use jiff::{SignedDuration, Timestamp};
use scheduler_state::SchedulerState;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use sync_view::to_sync_view;
use tempmailg::{ApiResponse, Client, Quota};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// One signed-in account, from signing in to signing out. The active one and those in the background are alike; the
/// only difference is whether `events` is active.
pub(crate) struct Session {
    pub(crate) account: AccountId,
    pub(crate) storage: AccountStorage,
    pub(crate) client: Client,
    pub(crate) store: Store,
    pub(crate) events: AccountEvents,
    /// Cancelled when the account is closed.
    pub(crate) stopped: CancellationToken,
    pub(crate) image_store: ImageStore,
    clock: Arc<dyn Clock>,
    settings: Arc<SharedSettings>,
    schedule_policy: Arc<SchedulePolicy>,
    scheduler: SchedulerState,
    /// Wakes the task that checks for mail: something may be due sooner than it planned.
    schedule_changed: Notify,
    state: Mutex<SessionState>,
    inbox_locks: InboxLocks,
}

/// What a session is made of.
pub(crate) struct SessionParts {
    pub(crate) account: AccountRow,
    pub(crate) storage: AccountStorage,
    pub(crate) client: Client,
    pub(crate) store: Store,
    pub(crate) event_bus: Arc<EventBus>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: Arc<SharedSettings>,
    pub(crate) schedule_policy: Arc<SchedulePolicy>,
}

/// What is known of an account between two requests, and so what windows were last sent.
#[derive(Debug)]
struct SessionState {
    selected_inbox: Option<InboxId>,
    quota: Option<QuotaView>,
    sync: SyncView,
    /// The status that `sync` shows; `None` when it has to be shown anew.
    sync_status: Option<ScheduleStatus>,
    /// The account's view as it was last emitted while another account was active.
    background_view: Option<AccountView>,
}

impl From<SessionParts> for Session {
    fn from(parts: SessionParts) -> Self {
        let SessionParts { account, storage, client, store, event_bus, clock, settings, schedule_policy } = parts;
        let (events, now) = (event_bus.account_events(), clock.now());
        let state = SessionState {
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
            store: store.with_events(events.clone()),
            stopped: events.stopped.clone(),
            events,
            image_store: ImageStore::default(),
            clock,
            settings,
            scheduler: SchedulerState::new(schedule_policy.timing(), now),
            schedule_policy,
            schedule_changed: Notify::new(),
            state: Mutex::new(state),
            inbox_locks: InboxLocks::default(),
        }
    }
}

/// Whether a stored quota can still be right: after its reset the counters start again.
fn is_quota_current(quota: &QuotaView, now: Timestamp) -> bool {
    quota.resets_at.as_ref().is_none_or(|reset| reset.parse::<Timestamp>().is_ok_and(|reset| reset > now))
}

/// The account and its views.
impl Session {
    /// The time of day by this computer's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Ends everything that runs for this account.
    pub(crate) fn stop(&self) {
        self.stopped.cancel();
    }

    /// The account's view, from its row and what is known since.
    pub(crate) fn account_view(&self, row: &AccountRow) -> AccountView {
        let state = self.lock_state();
        AccountView {
            signed_in: true,
            key_refused: state.sync == SyncView::KeyRefused,
            quota: state.quota.clone(),
            ..row.to_view(self.storage)
        }
    }

    /// Emits the account's view if another account is active and the view has changed.
    pub(crate) async fn emit_background_view(&self) {
        if self.events.is_active() {
            return;
        }
        let account = self.account;
        let row = match self.store.read(move |db| account_rows::get_account(db, account)).await {
            Ok(Some(row)) => row,
            Ok(None) => return,
            Err(error) => return tracing::warn!(%error, "an account could not be read"),
        };
        let view = self.account_view(&row);
        let mut state = self.lock_state();
        if state.background_view.as_ref() != Some(&view) {
            state.background_view = Some(view.clone());
            self.events.emit_if_background(Change::Account { account: view });
        }
    }

    /// Windows start again from a snapshot: what was emitted before counts no longer.
    pub(crate) fn on_windows_reset(&self) {
        self.lock_state().background_view = None;
        self.wake_scheduler();
    }

    /// Writes this account's part of a snapshot.
    pub(crate) async fn fill_snapshot(&self, snapshot: &mut Snapshot) -> Result<()> {
        let (account, now) = (self.account, self.now());
        snapshot.inboxes = self
            .store
            .read(move |db| {
                let rows = inbox_rows::list_by_account(db, account)?;
                Ok(rows.iter().map(|row| row.to_view(now)).collect())
            })
            .await?;
        let state = self.lock_state();
        snapshot.selected_inbox = state.selected_inbox;
        snapshot.quota = state.quota.clone();
        snapshot.sync = state.sync.clone();
        Ok(())
    }

    /// The inbox selected last.
    pub(crate) fn selected_inbox(&self) -> Option<InboxId> {
        self.lock_state().selected_inbox
    }

    /// Selects an inbox and stores that.
    pub(crate) async fn select_inbox(&self, inbox: Option<InboxId>) -> Result<()> {
        let account = self.account;
        let written = {
            // Queued while the state is locked: of two selections at a time the later one is stored last.
            let mut state = self.lock_state();
            state.selected_inbox = inbox;
            self.store.write_transaction(move |db| account_rows::set_selected_inbox(db, account, inbox))
        };
        self.on_view_changed();
        written.await?;
        Ok(())
    }

    /// The lock that keeps requests for an inbox from overlapping.
    pub(crate) fn inbox_lock(&self, inbox: InboxId) -> Arc<InboxLock> {
        self.inbox_locks.get(inbox)
    }

    fn lock_state(&self) -> MutexGuard<'_, SessionState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers of the service.
impl Session {
    /// Records what an answer to a request of the user's says beside its value: the quota, the time, and that nothing
    /// keeps the service from answering.
    pub(crate) fn record_response<T>(
        &self,
        answer: std::result::Result<ApiResponse<T>, tempmailg::Error>,
    ) -> Result<ApiResponse<T>> {
        if answer.is_ok() {
            self.with_planner(|planner, _, now| planner.on_user_request_answered(now));
        }
        let answer = self.record_check_response(answer);
        self.update_sync_status();
        self.wake_scheduler();
        answer
    }

    /// The same for a check, which says nothing about the user's own requests.
    pub(crate) fn record_check_response<T>(
        &self,
        answer: std::result::Result<ApiResponse<T>, tempmailg::Error>,
    ) -> Result<ApiResponse<T>> {
        match &answer {
            Ok(answer) => {
                self.scheduler.record_server_time(answer.server_time, self.now());
                self.update_quota(answer.quota.as_ref());
            }
            Err(error) => {
                self.update_quota(error.quota());
                if matches!(error, tempmailg::Error::KeyRefused { .. }) {
                    self.with_planner(|planner, _, _| planner.on_api_key_refused());
                }
            }
        }
        answer.map_err(Error::from)
    }

    /// The quota as the service last sent it.
    pub(crate) fn quota(&self) -> Option<QuotaView> {
        self.lock_state().quota.clone()
    }

    /// Takes the quota that an answer carried, and emits it if it is new.
    pub(crate) fn update_quota(&self, quota: Option<&Quota>) {
        let Some(quota) = quota else { return };
        self.scheduler.record_quota(quota, self.now());
        let quota = QuotaView {
            limit: quota.limit,
            used: quota.used,
            remaining: quota.remaining,
            resets_at: quota.reset.map(|reset| to_rfc3339(self.to_local_time(reset))),
            expected_checks: self.with_planner(|planner, context, now| planner.cost_until_reset(context, now)),
        };
        let mut state = self.lock_state();
        if state.quota.as_ref() != Some(&quota) {
            state.quota = Some(quota.clone());
            self.events.emit(Change::Quota { quota });
        }
    }
}

/// The schedule.
impl Session {
    /// The intervals and timeouts of the schedule.
    pub(crate) fn poll_timing(&self) -> &PollTiming {
        self.schedule_policy.timing()
    }

    /// Makes a decision with the planner, now, in the context that the user's choices give.
    pub(crate) fn with_planner<T>(&self, work: impl FnOnce(&mut Planner, CheckContext, SchedulerTime) -> T) -> T {
        let context = self.check_context();
        self.scheduler.with_planner(self.now(), |planner, now| work(planner, context, now))
    }

    /// What the user chose and sees of this account.
    pub(crate) fn check_context(&self) -> CheckContext {
        CheckContext {
            window_visible: self.schedule_policy.is_window_visible() && self.events.is_active(),
            paused: self.schedule_policy.is_paused(),
            frequency: self.settings.get().checking,
            selected: self.selected_inbox(),
        }
    }

    /// Records that the user is busy with an inbox: mail is expected.
    pub(crate) fn record_interest(&self, inbox: InboxId) {
        self.with_planner(|planner, _, now| planner.record_interest(inbox, now));
        self.wake_scheduler();
    }

    /// The user sees another inbox: it was selected, the window appeared or disappeared, or this account became active.
    pub(crate) fn on_view_changed(&self) {
        self.with_planner(|planner, context, now| planner.on_view_changed(context, now));
        self.wake_scheduler();
    }

    /// The user changed settings; `before` are the former ones.
    pub(crate) fn on_settings_changed(&self, before: &Settings) {
        if self.settings.get().checking != before.checking {
            let cost = self.with_planner(|planner, context, now| planner.cost_until_reset(context, now));
            let mut state = self.lock_state();
            if let Some(quota) = &mut state.quota {
                quota.expected_checks = cost.min(quota.remaining);
                let quota = quota.clone();
                self.events.emit(Change::Quota { quota });
            }
            drop(state);
            self.update_sync_status();
        }
        self.wake_scheduler();
    }

    /// Emits how checking goes, if that has changed.
    pub(crate) fn update_sync_status(&self) {
        let (wall, context) = (self.now(), self.check_context());
        // The state is locked first: of two updates at a time the later status is emitted last.
        let mut state = self.lock_state();
        let (status, now) = self.scheduler.with_planner(wall, |planner, now| (planner.status(context, now), now));
        if state.sync_status == Some(status) {
            return;
        }
        state.sync_status = Some(status);
        let sync = to_sync_view(status, now, wall);
        if state.sync != sync {
            state.sync = sync.clone();
            self.events.emit(Change::Sync { sync });
        }
    }

    /// Has the task that checks for mail look at the schedule again.
    pub(crate) fn wake_scheduler(&self) {
        self.schedule_changed.notify_one();
    }

    /// Waits until the schedule may have changed.
    pub(crate) async fn schedule_changed(&self) {
        self.schedule_changed.notified().await;
    }

    /// A jump of this computer's clock, returned once.
    pub(crate) fn take_clock_jump(&self) -> Option<ClockJump> {
        let jump = self.scheduler.take_jump(self.now());
        if jump.is_some() {
            // The times that windows were sent are by the clock as it was.
            self.lock_state().sync_status = None;
        }
        jump
    }

    /// Whether a jump waits for [`take_clock_jump`](Self::take_clock_jump).
    pub(crate) fn has_detected_clock_jump(&self) -> bool {
        self.scheduler.has_detected_jump(self.now())
    }

    /// By how much the ends of inboxes that were stored before the last jump have to be moved; returned once.
    pub(crate) fn take_expiry_shift(&self) -> Option<SignedDuration> {
        self.scheduler.take_expiry_shift()
    }

    /// Whether this computer's clock is as it was: it hasn't jumped, or an answer has said since what the jump was.
    pub(crate) fn is_wall_clock_trusted(&self) -> bool {
        self.scheduler.is_wall_clock_trusted(self.now())
    }

    /// A moment of the service's clock by this computer's.
    pub(crate) fn to_local_time(&self, service: Timestamp) -> Timestamp {
        self.scheduler.to_local_time(service)
    }

    /// A moment of this computer's clock by the service's.
    pub(crate) fn to_service_time(&self, local: Timestamp) -> Timestamp {
        self.scheduler.to_service_time(local)
    }
}
