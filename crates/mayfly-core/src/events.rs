//! The ordered stream of changes that keeps windows exact, and the stream of new mail.

use crate::view::{AccountId, Change, Event, InboxView, MessageSummary};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

/// How many events a slow receiver may be behind before it has to start again from a snapshot.
const EVENT_CAPACITY: usize = 1024;

/// How many batches of new mail may wait for a receiver.
const NEW_MAIL_CAPACITY: usize = 64;

/// New mail that one check found in one inbox.
///
/// What the first check since the start finds in an inbox of old is not part of it: that mail waited there, and the
/// unread count shows it. Neither is mail that a converted inbox brings along. What came while checking was paused,
/// or the machine slept, is.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMailBatch {
    /// The account it came to.
    pub account: AccountId,
    /// The inbox, as it is with the new mail.
    pub inbox: InboxView,
    /// The new messages, as the service listed them.
    pub messages: Vec<MessageSummary>,
}

/// Numbers changes and sends them to every receiver.
#[derive(Debug)]
pub(crate) struct EventBus {
    sequence: Mutex<EventBusState>,
    events: broadcast::Sender<Event>,
    new_mail: broadcast::Sender<NewMailBatch>,
}

#[derive(Debug, Default)]
struct EventBusState {
    /// The number of the last event.
    last: u32,
    /// The number of the last [`AccountEventEmitter`] made.
    last_source: u32,
    /// The source whose changes windows receive: the active account's.
    active_source: Option<u32>,
}

impl EventBus {
    pub(crate) fn new() -> Self {
        Self {
            sequence: Mutex::default(),
            events: broadcast::Sender::new(EVENT_CAPACITY),
            new_mail: broadcast::Sender::new(NEW_MAIL_CAPACITY),
        }
    }

    /// Numbers one change and sends it. Numbering and sending are one step, so the order is total.
    pub(crate) fn emit(&self, change: Change) {
        self.send_change(&mut self.lock_event_bus_state(), change);
    }

    /// Has windows start again from a snapshot, and makes `active` the account whose changes they receive from then
    /// on. One step: no change of another account can come after the reset.
    pub(crate) fn set_active_and_emit_reset(&self, active: Option<&AccountEventEmitter>) {
        let mut sequence = self.lock_event_bus_state();
        sequence.active_source = active.map(|events| events.source);
        self.send_change(&mut sequence, Change::Reset);
    }

    /// The emitter of one account; it is not active until [`set_active_and_emit_reset`](Self::set_active_and_emit_reset) makes it so.
    pub(crate) fn create_account_event_emitter(self: &Arc<Self>) -> AccountEventEmitter {
        let mut sequence = self.lock_event_bus_state();
        sequence.last_source = sequence.last_source.wrapping_add(1);
        AccountEventEmitter {
            source: sequence.last_source,
            bus: Arc::clone(self),
            stop_token: CancellationToken::new(),
        }
    }

    /// A receiver of new mail.
    pub(crate) fn subscribe_new_mail(&self) -> broadcast::Receiver<NewMailBatch> {
        self.new_mail.subscribe()
    }

    /// A receiver of events, and the number of the last event it will not receive.
    pub(crate) fn subscribe_to_changes(&self) -> (u32, broadcast::Receiver<Event>) {
        let sequence = self.lock_event_bus_state();
        (sequence.last, self.events.subscribe())
    }

    fn send_change(&self, sequence: &mut EventBusState, change: Change) {
        sequence.last = sequence.last.wrapping_add(1);
        // Without a receiver nothing is lost: the next window starts from a snapshot.
        let _ = self.events.send(Event { seq: sequence.last, change });
    }

    fn lock_event_bus_state(&self) -> MutexGuard<'_, EventBusState> {
        self.sequence.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Emits the changes of one account; windows receive most of them only while it is the active one.
#[derive(Debug, Clone)]
pub(crate) struct AccountEventEmitter {
    source: u32,
    bus: Arc<EventBus>,
    /// Cancelled when the account is closed.
    pub(crate) stop_token: CancellationToken,
}

impl AccountEventEmitter {
    /// Emits a change if this is the active account.
    pub(crate) fn emit(&self, change: Change) {
        let mut sequence = self.bus.lock_event_bus_state();
        if sequence.active_source == Some(self.source) {
            self.bus.send_change(&mut sequence, change);
        }
    }

    /// Emits a change if this account is signed in and another one is active.
    pub(crate) fn emit_if_background_account(&self, change: Change) {
        let mut sequence = self.bus.lock_event_bus_state();
        if sequence.active_source != Some(self.source) && !self.stop_token.is_cancelled() {
            self.bus.send_change(&mut sequence, change);
        }
    }

    /// Emits a change whichever account is active, unless this one is closed.
    pub(crate) fn emit_even_for_inactive_account(&self, change: Change) {
        let mut sequence = self.bus.lock_event_bus_state();
        if !self.stop_token.is_cancelled() {
            self.bus.send_change(&mut sequence, change);
        }
    }

    /// Emits new mail whichever account is active, unless this one is closed.
    pub(crate) fn emit_new_mail(&self, batch: NewMailBatch) {
        if !self.stop_token.is_cancelled() {
            let _ = self.bus.new_mail.send(batch);
        }
    }

    /// Whether this is the active account.
    pub(crate) fn is_active_account(&self) -> bool {
        self.bus.lock_event_bus_state().active_source == Some(self.source)
    }
}
