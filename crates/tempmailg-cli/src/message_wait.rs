//! Waiting for mail: requests are sent when Mayfly's scheduler would send them for an address that somebody watches.

use crate::argument_values::SinceTime;
use crate::cli_error::{CliError, CliErrorKind, round_up_to_seconds};
use crate::created_address_files::CreatedAddressTimes;
use crate::extracted_message_content::ExtractedMessageContent;
use crate::message_filter::MessageFilter;
use crate::wait_message_selector::{AwaitedMessageFinder, WaitContextAtFirstList};
use jiff::Timestamp;
use mayfly_schedule::{
    AccountCheckStatus, CheckFrequency, CheckOutcome, NextStep, Planner, PlannerContext, PlannerInbox, PollTiming,
    QuotaReport, Rng, SchedulerTime,
};
use std::collections::HashSet;
use std::time::Duration;
use tempmailg::{ApiResponse, Client, Error as ApiError, Message, MessageList, UnexpectedResponseReason};
use tokio::time::{Instant, timeout_at};

/// What to wait for.
#[derive(Debug, Clone)]
pub struct WaitOptions {
    /// The address.
    pub address: String,
    /// Which mail is awaited.
    pub filter: MessageFilter,
    /// How long to wait.
    pub timeout: Duration,
    /// From when on mail counts that is there already.
    pub since: Option<SinceTime>,
    /// What is known of the address if it was made here.
    pub recent: Option<CreatedAddressTimes>,
    /// The identifiers of messages that are passed over.
    pub passed_over: HashSet<String>,
    /// The scheduler's intervals.
    pub timing: PollTiming,
}

/// Why nothing was found.
#[derive(Debug, thiserror::Error)]
pub enum WaitError {
    /// Nothing came in time.
    #[error("no such mail came in {} s", .0.as_secs())]
    NothingInTime(Duration),
    /// The quota or a rate limit allows no further request before the end of the wait.
    #[error("TempMailG allows the next request in {} s, after the end of the wait", round_up_to_seconds(*.0))]
    LimitReached(Duration),
    /// The service refused, or did not answer until the end.
    #[error(transparent)]
    Api(#[from] ApiError),
}

/// The only inbox that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct AwaitedInbox;

/// What a user sees who watches the address.
const WATCHED: PlannerContext<AwaitedInbox> = PlannerContext {
    window_visible: true,
    paused: false,
    frequency: CheckFrequency::Expected,
    selected: Some(AwaitedInbox),
};

/// Waits for a message. Failed requests are repeated until the end of the wait, where repeating them can help; `report`
/// is called with each failure.
///
/// # Errors
/// A [`WaitError`] when nothing was found.
pub async fn wait_for_message(
    client: &Client,
    options: &WaitOptions,
    report: impl FnMut(&ApiError),
) -> Result<Message, WaitError> {
    wait_and_extract_message_content(client, options, report).await.map(|(message, _)| message)
}

/// Does the same as [`wait_for_message`] and also returns what was found in the message.
pub(crate) async fn wait_and_extract_message_content(
    client: &Client,
    options: &WaitOptions,
    mut report: impl FnMut(&ApiError),
) -> Result<(Message, ExtractedMessageContent), WaitError> {
    let mut wait = Wait::start(options);
    let mut candidates = AwaitedMessageFinder::new(&options.filter, options.passed_over.clone());
    let mut last_error = None;
    let deadline = wait.started_at + options.timeout;
    loop {
        match wait.planner.next_step(WATCHED, wait.now()) {
            NextStep::Check(_) => {
                wait.planner.on_check_started(AwaitedInbox, WATCHED, wait.now());
                let limit = deadline.min(Instant::now() + options.timing.check_timeout);
                let response = timeout_at(limit, client.list_messages(&options.address)).await;
                match response.unwrap_or(Err(ApiError::Timeout)) {
                    Ok(response) => {
                        last_error = None;
                        if let Some(found) = wait.find_wanted_message_in_response(response, &mut candidates) {
                            return Ok(found);
                        }
                    }
                    Err(error) => {
                        if is_permanent_error(&error, wait.has_answer) {
                            return Err(error.into());
                        }
                        wait.record_failed_check(&error);
                        // The end of the wait is no failure of the service.
                        if Instant::now() < deadline {
                            report(&error);
                            last_error = Some(error);
                        }
                    }
                }
            }
            NextStep::WaitUntil(at) => {
                let at = at.and_then(|at| wait.instant_of_scheduler_time(at)).filter(|at| *at < deadline);
                if at.is_none()
                    && let Some(pause) = wait.limited_for()
                {
                    return Err(WaitError::LimitReached(pause));
                }
                tokio::time::sleep_until(at.unwrap_or(deadline)).await;
            }
        }
        if Instant::now() >= deadline {
            // Without any answer it is not known whether there is mail.
            let failure = last_error.or_else(|| (!wait.has_answer).then_some(ApiError::Timeout));
            return Err(failure.map_or(WaitError::NothingInTime(options.timeout), WaitError::Api));
        }
    }
}

/// The state of a running wait.
struct Wait<'a> {
    options: &'a WaitOptions,
    started_at: Instant,
    planner: Planner<AwaitedInbox>,
    has_answer: bool,
}

impl<'a> Wait<'a> {
    fn start(options: &'a WaitOptions) -> Self {
        let mut seed = [0; 8];
        // Without random numbers the intervals of several waits coincide, which is no harm.
        let _ = getrandom::fill(&mut seed);
        let planner = Planner::new(options.timing.clone(), Rng::from_seed(u64::from_le_bytes(seed)));
        let mut wait = Self { options, started_at: Instant::now(), planner, has_answer: false };
        wait.add_inbox_to_planner(None);
        // Mail may be there already, so the first request is sent at once.
        wait.planner.mark_inbox_due_now(AwaitedInbox);
        wait
    }

    /// Gives the planner the inbox, which expires after this time.
    fn add_inbox_to_planner(&mut self, expires_in: Option<Duration>) {
        let now = self.now();
        let inbox = PlannerInbox {
            id: AwaitedInbox,
            created_at: SchedulerTime::ZERO,
            checked_at: None,
            last_mail_at: None,
            expires_at: expires_in.map(|span| now.saturating_add(span)),
            recheck_at: None,
        };
        self.planner.replace_scheduled_inboxes(&[inbox], WATCHED, now);
    }

    fn now(&self) -> SchedulerTime {
        SchedulerTime::from_millis(i64::try_from(self.started_at.elapsed().as_millis()).unwrap_or(i64::MAX))
    }

    fn instant_of_scheduler_time(&self, at: SchedulerTime) -> Option<Instant> {
        // A millisecond more, because the planner's time is rounded down.
        let span = at.duration_since(SchedulerTime::ZERO).checked_add(Duration::from_millis(1))?;
        self.started_at.checked_add(span)
    }

    fn find_wanted_message_in_response(
        &mut self,
        response: ApiResponse<MessageList>,
        candidates: &mut AwaitedMessageFinder<'_>,
    ) -> Option<(Message, ExtractedMessageContent)> {
        let options = self.options;
        let server_time = response.server_time.unwrap_or_else(Timestamp::now);
        if let Some(quota) = response.quota {
            let resets_in = quota.reset.and_then(|reset| Duration::try_from(reset.duration_since(server_time)).ok());
            let report = QuotaReport { limit: quota.limit, remaining: quota.remaining, resets_in };
            let now = self.now();
            self.planner.record_quota(report, now);
        }
        if !self.has_answer {
            let expires_at = options.recent.and_then(|recent| recent.expires_at);
            // An end in the past is wrong: the service has just listed the mail.
            let expires_in = expires_at.and_then(|end| Duration::try_from(end.duration_since(server_time)).ok());
            self.add_inbox_to_planner(expires_in.filter(|span| !span.is_zero()));
        }
        self.has_answer = true;
        let elapsed = self.started_at.elapsed();
        let (found, has_new_mail) = candidates.choose(response.value.messages, || WaitContextAtFirstList {
            server_time,
            elapsed,
            since: options.since,
            recent: options.recent,
            timeout: options.timeout,
        });
        let now = self.now();
        self.planner.on_check_finished(AwaitedInbox, CheckOutcome::Answered { has_new_mail }, now);
        found
    }

    fn record_failed_check(&mut self, error: &ApiError) {
        let outcome = match error {
            ApiError::RateLimited { retry_after, .. } => CheckOutcome::RateLimited { retry_after: *retry_after },
            error => CheckOutcome::Unreachable { retry_after: error.retry_after() },
        };
        let now = self.now();
        self.planner.on_check_finished(AwaitedInbox, outcome, now);
    }

    /// How long the service's limits allow no request, if that is why none is sent.
    fn limited_for(&mut self) -> Option<Duration> {
        let now = self.now();
        match self.planner.status(WATCHED, now) {
            AccountCheckStatus::RateLimited { until } | AccountCheckStatus::QuotaExhausted { until } => {
                Some(until.duration_since(now))
            }
            _ => None,
        }
    }
}

/// Whether repeating the request can't help.
fn is_permanent_error(error: &ApiError, has_answer: bool) -> bool {
    match error {
        // Before the first answer the base URL may be wrong, later something on the way has a fault that may pass.
        error if error.is_web_page_response() => !has_answer,
        ApiError::UnexpectedResponse { reason: UnexpectedResponseReason::Redirect, .. } => !has_answer,
        ApiError::KeyRefused { .. }
        | ApiError::NotAllowed { .. }
        | ApiError::NotFound { .. }
        | ApiError::InvalidInput { .. }
        | ApiError::ResponseTooLarge { .. }
        | ApiError::Setup(_)
        | ApiError::Tls(_)
        | ApiError::Write(_) => true,
        ApiError::Refused { .. } | ApiError::Proxy(_) => !error.is_retryable(),
        _ => false,
    }
}

impl From<WaitError> for CliError {
    fn from(error: WaitError) -> Self {
        match error {
            WaitError::NothingInTime(_) => Self::new(CliErrorKind::NothingInTime, error.to_string()),
            WaitError::LimitReached(_) => Self::new(CliErrorKind::LimitReached, error.to_string()),
            WaitError::Api(error) => Self::from_address_or_message_error(&error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_request_is_never_announced_too_early() {
        for (millis, seconds) in [(599_999, 600), (600_000, 600), (600_001, 601)] {
            let text = WaitError::LimitReached(Duration::from_millis(millis)).to_string();
            assert!(text.contains(&format!("in {seconds} s,")), "{text}");
        }
    }
}
