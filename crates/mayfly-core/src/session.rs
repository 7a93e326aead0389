//! An open account: its client, its store, and what is known of the service's side.

use crate::clock::{Clock, to_text};
use crate::events::{Hub, Voice};
use crate::images::Shelf;
use crate::store::{self, AccountRow, Store};
use crate::sync::plan::Planner;
use crate::sync::tick::Tick;
use crate::sync::{Desk, Steering, Turn};
use crate::view::{AccountKind, AccountView, Change, Checking, QuotaView, Snapshot, SyncView};
use crate::{Error, Result};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempmailg::{ApiResponse, Client, Quota};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// One signed-in account, from connecting to signing out. The open one and those beside it are alike; what tells
/// them apart is whose voice has the floor, and that nobody watches the others.
pub(crate) struct Session {
    pub(crate) account: u32,
    pub(crate) kind: AccountKind,
    pub(crate) client: Client,
    pub(crate) store: Store,
    pub(crate) voice: Voice,
    pub(crate) clock: Arc<dyn Clock>,
    /// Wakes the scheduler before its time: something is due sooner than it thinks.
    pub(crate) wake: Notify,
    /// Cancelled when the account is closed.
    pub(crate) stopped: CancellationToken,
    pub(crate) images: Shelf,
    /// What is checked when.
    pub(crate) desk: Desk,
    known: Mutex<Known>,
    turns: Mutex<HashMap<u32, Arc<Turn>>>,
}

/// What an account is opened with.
pub(crate) struct Opening {
    pub(crate) account: AccountRow,
    pub(crate) kind: AccountKind,
    pub(crate) client: Client,
    pub(crate) store: Store,
    pub(crate) hub: Arc<Hub>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) steering: Steering,
}

#[derive(Debug)]
struct Known {
    quota: Option<QuotaView>,
    sync: SyncView,
    selected: Option<u32>,
    /// How windows were last told that this account stands, since it was last open.
    told: Option<AccountView>,
}

impl From<Opening> for Session {
    fn from(opening: Opening) -> Self {
        let Opening { account, kind, client, store, hub, clock, steering } = opening;
        let (voice, selected, now) = (hub.voice(), account.selected_inbox, clock.now());
        let quota = account.quota.filter(|quota| still_holds(quota, now));
        Self {
            account: account.id,
            kind,
            client,
            store: store.told_by(voice.clone()),
            stopped: voice.stopped.clone(),
            voice,
            clock,
            wake: Notify::new(),
            images: Shelf::default(),
            desk: Desk::new(&steering, selected, now),
            known: Mutex::new(Known { quota, sync: SyncView::Idle, selected, told: None }),
            turns: Mutex::default(),
        }
    }
}

/// Whether what was told of a quota can still be so: after its end the counters start again.
fn still_holds(quota: &QuotaView, now: Timestamp) -> bool {
    quota.resets_at.as_ref().is_none_or(|end| end.parse::<Timestamp>().is_ok_and(|end| end > now))
}

impl Session {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Ends everything that goes on by itself for this account.
    pub(crate) fn stop(&self) {
        self.stopped.cancel();
    }

    /// How the account stands, with what its row says.
    pub(crate) fn view(&self, row: &AccountRow) -> AccountView {
        let known = self.known();
        AccountView {
            signed_in: true,
            key_refused: known.sync == SyncView::KeyRefused,
            quota: known.quota.clone(),
            ..row.view(self.kind)
        }
    }

    /// Tells windows how this account stands while another one is open, if that is new.
    pub(crate) async fn tell_aside(&self) {
        if self.voice.has_floor() {
            return;
        }
        let account = self.account;
        let row = match self.store.read(move |db| store::accounts::get(db, account)).await {
            Ok(Some(row)) => row,
            Ok(None) => return,
            Err(error) => return tracing::warn!(%error, "an account could not be read"),
        };
        let view = self.view(&row);
        let mut known = self.known();
        if known.told.as_ref() != Some(&view) {
            known.told = Some(view.clone());
            self.voice.emit_aside(Change::Account { account: view });
        }
    }

    /// It becomes the open account, or ceases to be.
    pub(crate) fn be_watched(&self, watched: bool) {
        self.known().told = None;
        self.plan(|planner, now| planner.set_watching(watched, now));
        self.wake.notify_one();
    }

    /// Writes this account's part of a snapshot.
    pub(crate) async fn fill(&self, snapshot: &mut Snapshot) -> Result<()> {
        let (account, now) = (self.account, self.now());
        snapshot.inboxes = self
            .store
            .read(move |db| Ok(store::inboxes::of_account(db, account)?.iter().map(|row| row.view(now)).collect()))
            .await?;
        let known = self.known();
        snapshot.selected_inbox = known.selected;
        snapshot.quota = known.quota.clone();
        snapshot.sync = known.sync.clone();
        Ok(())
    }

    /// Takes what an answer to the user's own request tells beside its value: the quota, the time, and that
    /// nothing stands in the way of checking.
    pub(crate) fn learn<T>(
        &self,
        answer: std::result::Result<ApiResponse<T>, tempmailg::Error>,
    ) -> Result<ApiResponse<T>> {
        if answer.is_ok() {
            self.plan(Planner::answered);
        }
        let answer = self.learn_in_passing(answer);
        self.show_standing();
        self.wake.notify_one();
        answer
    }

    /// The same for a check, which says less about the others.
    pub(crate) fn learn_in_passing<T>(
        &self,
        answer: std::result::Result<ApiResponse<T>, tempmailg::Error>,
    ) -> Result<ApiResponse<T>> {
        match &answer {
            Ok(answer) => {
                self.desk.hear_time(answer.server_time, self.now());
                self.set_quota(answer.quota.as_ref());
            }
            Err(error) => {
                self.set_quota(error.quota());
                if matches!(error, tempmailg::Error::KeyRefused { .. }) {
                    self.plan(|planner, _| planner.refuse_key());
                }
            }
        }
        answer.map_err(Error::from)
    }

    pub(crate) fn set_quota(&self, quota: Option<&Quota>) {
        let Some(quota) = quota else { return };
        let quota = QuotaView {
            limit: quota.limit,
            used: quota.used,
            remaining: quota.remaining,
            resets_at: quota.reset.map(|reset| to_text(self.desk.local(reset))),
            expected_checks: self.desk.hear_quota(quota, self.now()),
        };
        let mut known = self.known();
        if known.quota.as_ref() != Some(&quota) {
            known.quota = Some(quota.clone());
            self.voice.emit(Change::Quota { quota });
        }
    }

    /// The user chose how often is checked.
    pub(crate) fn set_checking(&self, checking: Checking) {
        let cost = self.plan(|planner, now| {
            planner.set_checking(checking);
            planner.cost_until_reset(now)
        });
        {
            let mut known = self.known();
            if let Some(quota) = &mut known.quota {
                quota.expected_checks = cost.min(quota.remaining);
                let quota = quota.clone();
                self.voice.emit(Change::Quota { quota });
            }
        }
        self.show_standing();
    }

    /// Tells windows how checking stands, if that is new.
    pub(crate) fn show_standing(&self) {
        let mut known = self.known();
        if let Some(sync) = self.desk.news(self.now())
            && known.sync != sync
        {
            known.sync = sync.clone();
            self.voice.emit(Change::Sync { sync });
        }
    }

    /// Does something with the plan of what is checked when.
    pub(crate) fn plan<T>(&self, work: impl FnOnce(&mut Planner, Tick) -> T) -> T {
        self.desk.plan(self.now(), work)
    }

    /// The user is busy with an inbox: mail is expected.
    pub(crate) fn attend(&self, inbox: u32) {
        self.plan(|planner, now| planner.attend(inbox, now));
        self.wake.notify_one();
    }

    pub(crate) fn quota(&self) -> Option<QuotaView> {
        self.known().quota.clone()
    }

    pub(crate) fn selected(&self) -> Option<u32> {
        self.known().selected
    }

    pub(crate) async fn select(&self, inbox: Option<u32>) -> Result<()> {
        self.known().selected = inbox;
        self.plan(|planner, now| planner.select(inbox, now));
        let account = self.account;
        self.store.update(move |db| Ok((store::accounts::select_inbox(db, account, inbox)?, Vec::new()))).await?;
        self.wake.notify_one();
        Ok(())
    }

    /// What keeps requests for one inbox from overlapping.
    pub(crate) fn turn(&self, inbox: u32) -> Arc<Turn> {
        Arc::clone(self.turns.lock().unwrap_or_else(PoisonError::into_inner).entry(inbox).or_default())
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
