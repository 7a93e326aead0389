//! The transfers under way and those that ended lately.

use crate::events::EventBus;
use crate::view::{Change, TransferState, TransferView};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio_util::sync::CancellationToken;

/// How many ended transfers are remembered.
const MAX_ENDED_TRANSFERS: usize = 50;

/// The transfers under way and those that ended lately; every change is emitted.
pub(crate) struct TransferTable {
    event_bus: Arc<EventBus>,
    state: Mutex<TransferTableState>,
}

#[derive(Default)]
struct TransferTableState {
    last_id: u32,
    transfers: HashMap<u32, (TransferView, CancellationToken)>,
}

impl TransferTable {
    pub(crate) fn new(event_bus: Arc<EventBus>) -> Self {
        Self { event_bus, state: Mutex::default() }
    }

    /// All transfers, in the order they were started.
    pub(crate) fn list_transfer_views(&self) -> Vec<TransferView> {
        let mut views: Vec<_> = self.lock_transfers().transfers.values().map(|(view, _)| view.clone()).collect();
        views.sort_by_key(|view| view.id);
        views
    }

    /// Adds a transfer that starts, under a new identifier; returns it with the token that cancels it.
    pub(crate) fn add_transfer(&self, mut view: TransferView) -> (TransferView, CancellationToken) {
        let token = CancellationToken::new();
        let mut state = self.lock_transfers();
        state.last_id += 1;
        view.id = state.last_id;
        let mut ended: Vec<u32> = state
            .transfers
            .iter()
            .filter(|(_, (view, _))| view.state != TransferState::Running)
            .map(|(id, _)| *id)
            .collect();
        ended.sort_unstable();
        for id in ended.iter().rev().skip(MAX_ENDED_TRANSFERS) {
            state.transfers.remove(id);
        }
        state.transfers.insert(view.id, (view.clone(), token.clone()));
        self.event_bus.emit(Change::Transfer { transfer: view.clone() });
        (view, token)
    }

    /// Replaces a transfer's view.
    pub(crate) fn update_transfer(&self, view: &TransferView) {
        if let Some(entry) = self.lock_transfers().transfers.get_mut(&view.id) {
            entry.0 = view.clone();
        }
        self.event_bus.emit(Change::Transfer { transfer: view.clone() });
    }

    /// Cancels a transfer, if it is under way.
    pub(crate) fn cancel_transfer(&self, id: u32) {
        if let Some((_, token)) = self.lock_transfers().transfers.get(&id) {
            token.cancel();
        }
    }

    /// The path of a finished transfer's file.
    pub(crate) fn finished_path(&self, id: u32) -> Option<PathBuf> {
        match &self.lock_transfers().transfers.get(&id)?.0.state {
            TransferState::Done { path } => Some(PathBuf::from(path)),
            _ => None,
        }
    }

    fn lock_transfers(&self) -> MutexGuard<'_, TransferTableState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
