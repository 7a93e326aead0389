//! An open account: its client, its store, and what is known of the service's side.

use crate::clock::{Clock, to_text};
use crate::events::Hub;
use crate::images::Shelf;
use crate::store::{self, Store};
use crate::sync::plan::Planner;
use crate::sync::tick::Tick;
use crate::sync::{Desk, Steering, Turn};
use crate::view::{AccountKind, AccountView, Change, QuotaView, Snapshot, SyncView};
use crate::{Error, Result};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempmailg::{Answer, Client, Quota};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// One signed-in account, from connecting to signing out.
pub(crate) struct Session {
    pub(crate) account: u32,
    pub(crate) kind: AccountKind,
    pub(crate) base_url: String,
    pub(crate) client: Client,
    pub(crate) store: Store,
    pub(crate) hub: Arc<Hub>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Wakes the scheduler before its time: something is due sooner than it thinks.
    pub(crate) wake: Notify,
    pub(crate) stopped: CancellationToken,
    pub(crate) images: Shelf,
    /// What is checked when.
    pub(crate) desk: Desk,
    known: Mutex<Known>,
    turns: Mutex<HashMap<u32, Arc<Turn>>>,
}

#[derive(Debug)]
struct Known {
    quota: Option<QuotaView>,
    sync: SyncView,
    selected: Option<u32>,
}

impl Session {
    #[allow(clippy::too_many_arguments, reason = "a plain record, made in one place")]
    pub(crate) fn new(
        account: u32,
        kind: AccountKind,
        base_url: String,
        client: Client,
        store: Store,
        hub: Arc<Hub>,
        clock: Arc<dyn Clock>,
        selected: Option<u32>,
        steering: &Steering,
    ) -> Self {
        Self {
            desk: Desk::new(steering, selected, clock.now()),
            account,
            kind,
            base_url,
            client,
            store,
            hub,
            clock,
            wake: Notify::new(),
            stopped: CancellationToken::new(),
            images: Shelf::default(),
            known: Mutex::new(Known { quota: None, sync: SyncView::Idle, selected }),
            turns: Mutex::default(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Ends everything that goes on by itself for this account.
    pub(crate) fn stop(&self) {
        self.stopped.cancel();
    }

    /// Writes this account's part of a snapshot.
    pub(crate) async fn fill(&self, snapshot: &mut Snapshot) -> Result<()> {
        snapshot.account = Some(AccountView { id: self.account, base_url: self.base_url.clone(), kind: self.kind });
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
    pub(crate) fn learn<T>(&self, answer: std::result::Result<Answer<T>, tempmailg::Error>) -> Result<Answer<T>> {
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
        answer: std::result::Result<Answer<T>, tempmailg::Error>,
    ) -> Result<Answer<T>> {
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
            self.hub.emit(Change::Quota { quota });
        }
    }

    /// Tells windows how checking stands, if that is new.
    pub(crate) fn show_standing(&self) {
        let mut known = self.known();
        if let Some(sync) = self.desk.news(self.now())
            && known.sync != sync
        {
            known.sync = sync.clone();
            self.hub.emit(Change::Sync { sync });
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

    pub(crate) fn sync(&self) -> SyncView {
        self.known().sync.clone()
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
