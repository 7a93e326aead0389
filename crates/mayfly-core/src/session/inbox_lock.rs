//! One request at a time for each inbox.

use crate::view::InboxId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tempmailg::ListFingerprint;
use tokio::sync::Notify;

/// Keeps requests for one inbox from overlapping.
#[derive(Debug, Default)]
pub(crate) struct InboxLock {
    /// Held while a request is under way. It has the fingerprint of the last response whose messages are stored; once there is
    /// one, what a check finds is new mail.
    pub(crate) request: tokio::sync::Mutex<Option<ListFingerprint>>,
    /// Notifies a check under way that the user waits for the lock.
    pub(crate) user_waits: Notify,
}

/// The locks of an account's inboxes, made when first needed.
#[derive(Debug, Default)]
pub(super) struct InboxLocks(Mutex<HashMap<InboxId, Arc<InboxLock>>>);

impl InboxLocks {
    /// The lock of an inbox.
    pub(super) fn get_inbox_lock(&self, inbox: InboxId) -> Arc<InboxLock> {
        Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(inbox).or_default())
    }
}
