//! The ordered stream of changes that keeps windows exact.

use crate::Arrival;
use crate::view::{Change, Event};
use std::sync::{Mutex, PoisonError};
use tokio::sync::broadcast;

/// How many events a slow listener may be behind before it has to start again from a snapshot.
const CAPACITY: usize = 1024;

/// How many arrivals may wait for whoever announces them.
const ARRIVALS: usize = 64;

/// Numbers changes and hands them to every listener.
#[derive(Debug)]
pub(crate) struct Hub {
    last: Mutex<u32>,
    sender: broadcast::Sender<Event>,
    arrivals: broadcast::Sender<Arrival>,
}

impl Hub {
    pub(crate) fn new() -> Self {
        Self {
            last: Mutex::new(0),
            sender: broadcast::Sender::new(CAPACITY),
            arrivals: broadcast::Sender::new(ARRIVALS),
        }
    }

    /// Numbers one change and sends it. Numbering and sending are one step, so order is total.
    pub(crate) fn emit(&self, change: Change) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = last.wrapping_add(1);
        // No listener is fine: the next window starts from a snapshot.
        let _ = self.sender.send(Event { seq: *last, change });
    }

    /// Tells that mail came.
    pub(crate) fn announce(&self, arrival: Arrival) {
        let _ = self.arrivals.send(arrival);
    }

    /// A listener for arrivals.
    pub(crate) fn arrivals(&self) -> broadcast::Receiver<Arrival> {
        self.arrivals.subscribe()
    }

    /// A listener, and the number of the last event it will not see.
    pub(crate) fn listen(&self) -> (u32, broadcast::Receiver<Event>) {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        (*last, self.sender.subscribe())
    }
}
