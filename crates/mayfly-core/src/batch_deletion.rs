//! Deleting several things on the service, one request each.

use crate::core_handle::Core;
use crate::error::{Error, Result, stops_batch};
use crate::session::AccountSession;
use crate::view::{DeletionReport, FailedDeletion};
use std::collections::HashSet;
use std::hash::Hash;

impl Core {
    /// Deletes one after the other. Where going on would only fail again (the key is refused, there were too many
    /// requests, nobody answers, the account is closed) the rest is not attempted.
    pub(crate) async fn delete_one_by_one<Id, Deletion>(
        &self,
        session: &AccountSession,
        ids: &[Id],
        delete: impl Fn(Id) -> Deletion,
    ) -> DeletionReport<Id>
    where
        Id: Clone + Eq + Hash,
        Deletion: Future<Output = Result<()>>,
    {
        let mut report = DeletionReport::default();
        let mut seen = HashSet::new();
        let mut remaining = ids.iter().filter(|id| seen.insert(*id)).cloned();
        while let Some(id) = remaining.next() {
            let is_closed = session.stop_token.is_cancelled();
            let outcome = if is_closed { Err(Error::NotSignedIn) } else { delete(id.clone()).await };
            let Err(error) = outcome else {
                report.deleted.push(id);
                continue;
            };
            let error_view = self.to_error_view(&error);
            report.failed.push(FailedDeletion { id, error: error_view.clone() });
            if stops_batch(error.code()) {
                report.not_attempted = remaining.collect();
                report.stop_reason = Some(error_view);
                break;
            }
        }
        report
    }
}
