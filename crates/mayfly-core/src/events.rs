//! The ordered stream of changes that keeps windows exact.

use crate::Arrival;
use crate::view::{Change, Event};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

/// How many events a slow listener may be behind before it has to start again from a snapshot.
const CAPACITY: usize = 1024;

/// How many arrivals may wait for whoever announces them.
const ARRIVALS: usize = 64;

/// Numbers changes and hands them to every listener.
#[derive(Debug)]
pub(crate) struct Hub {
    order: Mutex<Order>,
    sender: broadcast::Sender<Event>,
    arrivals: broadcast::Sender<Arrival>,
}

#[derive(Debug, Default)]
struct Order {
    /// The number of the last event.
    last: u32,
    voices: u32,
    /// Whose changes windows hear of: the open account's.
    floor: Option<u32>,
}

impl Hub {
    pub(crate) fn new() -> Self {
        Self {
            order: Mutex::default(),
            sender: broadcast::Sender::new(CAPACITY),
            arrivals: broadcast::Sender::new(ARRIVALS),
        }
    }

    /// Numbers one change and sends it. Numbering and sending are one step, so order is total.
    pub(crate) fn emit(&self, change: Change) {
        self.send(&mut self.order(), change);
    }

    /// Has windows start again, and hear of this account's changes alone from then on. One step: nothing of
    /// another account can come after the new start.
    pub(crate) fn reset(&self, to: Option<&Voice>) {
        let mut order = self.order();
        order.floor = to.map(|voice| voice.id);
        self.send(&mut order, Change::Reset);
    }

    /// A voice for an account; it isn't heard until it has the floor.
    pub(crate) fn voice(self: &Arc<Self>) -> Voice {
        let mut order = self.order();
        order.voices = order.voices.wrapping_add(1);
        Voice { id: order.voices, hub: Arc::clone(self), stopped: CancellationToken::new() }
    }

    /// A listener for arrivals.
    pub(crate) fn arrivals(&self) -> broadcast::Receiver<Arrival> {
        self.arrivals.subscribe()
    }

    /// A listener, and the number of the last event it will not see.
    pub(crate) fn listen(&self) -> (u32, broadcast::Receiver<Event>) {
        let order = self.order();
        (order.last, self.sender.subscribe())
    }

    fn send(&self, order: &mut Order, change: Change) {
        order.last = order.last.wrapping_add(1);
        // No listener is fine: the next window starts from a snapshot.
        let _ = self.sender.send(Event { seq: order.last, change });
    }

    fn order(&self) -> MutexGuard<'_, Order> {
        self.order.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How an account tells of itself: windows hear of its inboxes and mail while it is the open one.
#[derive(Debug, Clone)]
pub(crate) struct Voice {
    id: u32,
    hub: Arc<Hub>,
    /// Cancelled when the account is closed.
    pub(crate) stopped: CancellationToken,
}

impl Voice {
    /// Tells of a change, if this is the open account.
    pub(crate) fn emit(&self, change: Change) {
        let mut order = self.hub.order();
        if order.floor == Some(self.id) {
            self.hub.send(&mut order, change);
        }
    }

    /// Tells of a change, if this account is signed in and another one is open.
    pub(crate) fn emit_aside(&self, change: Change) {
        let mut order = self.hub.order();
        if order.floor != Some(self.id) && !self.stopped.is_cancelled() {
            self.hub.send(&mut order, change);
        }
    }

    /// Tells of something that matters whichever account is open.
    pub(crate) fn emit_always(&self, change: Change) {
        let mut order = self.hub.order();
        if !self.stopped.is_cancelled() {
            self.hub.send(&mut order, change);
        }
    }

    /// Tells that mail came, whichever account is open.
    pub(crate) fn announce(&self, arrival: Arrival) {
        if !self.stopped.is_cancelled() {
            let _ = self.hub.arrivals.send(arrival);
        }
    }

    /// Whether this is the open account.
    pub(crate) fn has_floor(&self) -> bool {
        self.hub.order().floor == Some(self.id)
    }
}
