//! The result of deleting several messages or inboxes.

use serde::Serialize;
use specta::Type;

use super::ErrorView;

/// The result of deleting several messages or inboxes on the service.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct DeletionReport<Id> {
    /// Those that were deleted on the service. Messages are no longer in the store; inboxes have ended.
    pub deleted: Vec<Id>,
    /// Those that could not be deleted; nothing of them has changed.
    pub failed: Vec<FailedDeletion<Id>>,
    /// Those whose deletion was not attempted; nothing of them has changed.
    pub not_attempted: Vec<Id>,
    /// Why the others were not attempted, for example because the API key is refused or the service does not respond.
    pub stop_reason: Option<ErrorView>,
}

impl<Id> Default for DeletionReport<Id> {
    fn default() -> Self {
        Self { deleted: Vec::new(), failed: Vec::new(), not_attempted: Vec::new(), stop_reason: None }
    }
}

/// A message or an inbox that could not be deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FailedDeletion<Id> {
    /// Its identifier.
    pub id: Id,
    /// The reason.
    pub error: ErrorView,
}
