//! Recording what responses of the service contain besides their values: the quota, the service's time, and whether the
//! API key is accepted.

use super::account_session::AccountSession;
use crate::error::{Error, Result};
use crate::ports::clock::{saturating_add, to_rfc3339};
use crate::view::{Change, QuotaView};
use tempmailg::{ApiResponse, Quota};
use tokio::time::Instant;

impl AccountSession {
    /// Records what an answer to a request of the user's says beside its value: the quota, the time, and that nothing
    /// keeps the service from answering.
    pub(crate) fn record_response_to_user_request<T>(
        &self,
        answer: std::result::Result<ApiResponse<T>, tempmailg::Error>,
    ) -> Result<ApiResponse<T>> {
        if answer.is_ok() {
            self.with_planner(|planner, _, now| planner.on_user_request_answered(now));
        }
        let answer = self.record_check_response(answer);
        self.update_sync_status();
        self.wake_scheduler();
        answer
    }

    /// The same for a check, which says nothing about the user's own requests.
    pub(crate) fn record_check_response<T>(
        &self,
        answer: std::result::Result<ApiResponse<T>, tempmailg::Error>,
    ) -> Result<ApiResponse<T>> {
        match &answer {
            Ok(answer) => {
                self.scheduler.record_server_time(answer.server_time, self.now());
                self.update_quota(answer.quota.as_ref());
            }
            Err(error) => {
                self.update_quota(error.quota());
                if error.is_api_key_refused() {
                    self.with_planner(|planner, _, _| planner.on_api_key_refused());
                }
            }
        }
        answer.map_err(Error::from)
    }

    /// The same for the answer by which the API key was validated, before there was a session.
    pub(crate) fn record_validation_response<T>(&self, answer: &ApiResponse<T>, received: Instant) {
        // The keychain may have waited for a password since.
        let server_time = answer.server_time.map(|time| saturating_add(time, received.elapsed()));
        self.scheduler.record_server_time(server_time, self.now());
        self.update_quota(answer.quota.as_ref());
    }

    /// Takes the quota that an answer carried, and emits it if it is new.
    fn update_quota(&self, quota: Option<&Quota>) {
        let Some(quota) = quota else { return };
        self.scheduler.record_quota(quota, self.now());
        let quota = QuotaView {
            limit: quota.limit,
            used: quota.used,
            remaining: quota.remaining,
            resets_at: quota.reset.map(|reset| to_rfc3339(self.service_to_local_clock(reset))),
            expected_checks: self
                .with_planner(|planner, context, now| planner.expected_checks_until_reset(context, now)),
        };
        let mut state = self.lock_state();
        if state.quota.as_ref() != Some(&quota) {
            state.quota = Some(quota.clone());
            self.events.emit(Change::Quota { quota });
        }
    }
}
