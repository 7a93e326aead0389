//! The addresses that one session made: how many more it may make, and which it may delete.

use crate::created_address_files::CreatedAddressTimes;
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most identifiers of messages that are kept.
const MAX_MESSAGES: usize = 10_000;

/// The addresses of a session.
#[derive(Debug)]
pub(super) struct McpSessionAddresses {
    limit: u32,
    state: Mutex<McpSessionAddressesState>,
}

#[derive(Debug, Default)]
struct McpSessionAddressesState {
    /// Addresses that were made or are being made, deleted ones included.
    made: u32,
    /// Addresses in lower case that were made and not deleted.
    own: HashMap<String, CreatedAddressTimes>,
    /// The identifiers of messages in them.
    messages: HashSet<String>,
    /// The identifiers of those that a wait has returned.
    returned: HashSet<String>,
}

impl McpSessionAddresses {
    pub(super) fn new(limit: u32) -> Self {
        Self { limit, state: Mutex::default() }
    }

    /// Counts an address that is about to be made.
    pub(super) fn reserve_address(&self) -> Result<(), String> {
        let mut state = self.lock_state();
        if state.made >= self.limit {
            return Err(format!("this session has made {} addresses, which is its limit", self.limit));
        }
        state.made += 1;
        Ok(())
    }

    /// The address that was counted could not be made.
    pub(super) fn release_address(&self) {
        let mut state = self.lock_state();
        state.made = state.made.saturating_sub(1);
    }

    pub(super) fn add(&self, address: &str, recent: CreatedAddressTimes) {
        self.lock_state().own.insert(address.to_lowercase(), recent);
    }

    pub(super) fn remove(&self, address: &str) {
        self.lock_state().own.remove(&address.to_lowercase());
    }

    /// What is known of an address of this session.
    pub(super) fn find_address(&self, address: &str) -> Option<CreatedAddressTimes> {
        self.lock_state().own.get(&address.to_lowercase()).copied()
    }

    /// Records a message of this address, if that is the session's own.
    pub(super) fn record_message_id(&self, address: &str, id: &str) {
        let mut state = self.lock_state();
        if state.own.contains_key(&address.to_lowercase()) && state.messages.len() < MAX_MESSAGES {
            state.messages.insert(id.to_owned());
        }
    }

    /// Whether a message is in an address of this session.
    pub(super) fn has_message(&self, id: &str) -> bool {
        self.lock_state().messages.contains(id)
    }

    /// Records that a wait has returned a message.
    pub(super) fn record_returned_message_id(&self, id: &str) {
        let mut state = self.lock_state();
        if state.returned.len() < MAX_MESSAGES {
            state.returned.insert(id.to_owned());
        }
    }

    /// The identifiers of messages that a wait has returned.
    pub(super) fn list_returned_message_ids(&self) -> HashSet<String> {
        self.lock_state().returned.clone()
    }

    fn lock_state(&self) -> MutexGuard<'_, McpSessionAddressesState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
