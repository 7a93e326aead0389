//! Waiting for a keychain that is locked, or that doesn't run yet, for as long as that takes.
//!
//! The task that waits holds no lock and never has the keychain ask the user for its password, except when the user has
//! just opened the window. It ends when the store opens, when the user goes on without it, and when the core shuts
//! down.

use super::secret_names::STORE_KEY_SECRET;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::ports::secrets::SecretError;
use crate::view::{ErrorCode, Phase};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

/// How often a keychain is checked that doesn't report a change.
const CHECK_INTERVAL: Duration = Duration::from_secs(30);

/// How long a check waits for the rest of a burst of reported changes. It doubles, up to the interval, while changes
/// keep being reported that change nothing.
const SETTLE_TIME: Duration = Duration::from_millis(300);

/// Completes when the keychain has reported a change since the future was made.
type KeychainChangeFuture = BoxFuture<'static, ()>;

/// What the task waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeychainRetryCondition {
    /// The keychain reports a change.
    Change,
    /// The same, or the interval has passed.
    ChangeOrInterval,
}

/// Why the task tries again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeychainRetryCause {
    Change,
    Interval,
    /// The user has opened the window and can answer the keychain.
    User,
}

/// What the store may be opened after by itself; `None` for an error that waiting does not end.
fn find_keychain_retry_condition(error: &Error) -> Option<KeychainRetryCondition> {
    match error {
        Error::Secret(SecretError::Locked | SecretError::Unavailable(_)) => {
            Some(KeychainRetryCondition::ChangeOrInterval)
        }
        // The key may be in a keychain that is put in this one's place.
        Error::Secret(SecretError::PromptDismissed) | Error::StoreKeyMissing { .. } => {
            Some(KeychainRetryCondition::Change)
        }
        _ => None,
    }
}

impl Core {
    /// Whether the store is closed because the keychain is locked or not available, so that Mayfly goes on by itself
    /// once it can be read.
    #[must_use]
    pub fn is_waiting_for_keychain(&self) -> bool {
        matches!(self.blocked_phase_error_code(), Some(ErrorCode::KeychainLocked | ErrorCode::KeychainUnavailable))
    }

    /// Whether the store can't be opened, for whatever reason: there is no account until the user has decided.
    #[must_use]
    pub fn is_store_blocked(&self) -> bool {
        self.blocked_phase_error_code().is_some()
    }

    fn blocked_phase_error_code(&self) -> Option<ErrorCode> {
        match &self.lock_accounts().phase {
            Phase::Blocked { error } => Some(error.code),
            _ => None,
        }
    }

    /// Tries the keychain again if the core waits for it, because the user has turned to Mayfly and can give the
    /// keychain's password.
    pub fn retry_keychain_if_waiting(&self) {
        if self.lock_accounts().keychain_wait.is_some() {
            self.0.keychain_retry.notify_one();
        }
    }

    /// Begins to listen for a change of the keychain.
    pub(super) async fn listen_for_keychain_change(&self) -> KeychainChangeFuture {
        self.0.environment.secrets.listen_for_secret_store_change().await
    }

    /// Starts waiting if the error is one that waiting can end and windows still show it.
    pub(super) fn start_keychain_wait(&self, change: KeychainChangeFuture, error: Error) {
        if find_keychain_retry_condition(&error).is_none() {
            return;
        }
        let cancelled = CancellationToken::new();
        {
            let mut accounts = self.lock_accounts();
            if !matches!(accounts.phase, Phase::Blocked { .. }) {
                return;
            }
            if let Some(before) = accounts.keychain_wait.replace(cancelled.clone()) {
                before.cancel();
            }
        }
        tracing::info!("waiting for the keychain: {error}");
        tokio::spawn(
            KeychainAvailabilityWaitTask { core: self.clone(), cancelled, change, error, settle_time: SETTLE_TIME }
                .run(),
        );
    }

    /// Ends the task that waits, if there is one.
    pub(super) fn cancel_keychain_wait(&self) {
        if let Some(wait) = self.lock_accounts().keychain_wait.take() {
            wait.cancel();
        }
    }
}

/// The task that waits for the keychain.
struct KeychainAvailabilityWaitTask {
    core: Core,
    cancelled: CancellationToken,
    change: KeychainChangeFuture,
    /// Why the store could not be opened last.
    error: Error,
    settle_time: Duration,
}

impl KeychainAvailabilityWaitTask {
    async fn run(mut self) {
        let (cancelled, shutdown) = (self.cancelled.clone(), self.core.0.shutdown.clone());
        while let Some(condition) = find_keychain_retry_condition(&self.error) {
            let waiting = async {
                let cause = self.wait_for_keychain_retry_cause(condition).await;
                self.change = self.core.listen_for_keychain_change().await;
                (cause, self.check_keychain(cause).await)
            };
            let (cause, checked) = tokio::select! {
                biased;
                () = cancelled.cancelled() => return,
                () = shutdown.cancelled() => return,
                outcome = waiting => outcome,
            };
            let outcome = match checked {
                Ok(()) => self.open_accounts().await,
                Err(error) => Err(Error::Secret(error)),
            };
            let Err(error) = outcome else { return };
            self.record_keychain_retry_failure(cause, error).await;
        }
        let mut accounts = self.core.lock_accounts();
        if !cancelled.is_cancelled() {
            accounts.keychain_wait = None;
        }
    }

    /// Waits until there is a reason to try again. Changes that follow each other closely are one reason.
    async fn wait_for_keychain_retry_cause(&mut self, condition: KeychainRetryCondition) -> KeychainRetryCause {
        let started = Instant::now();
        let user = self.core.0.keychain_retry.notified();
        tokio::pin!(user);
        tokio::select! {
            biased;
            () = &mut user => return KeychainRetryCause::User,
            () = &mut self.change => {}
            () = sleep(CHECK_INTERVAL), if condition == KeychainRetryCondition::ChangeOrInterval => {
                self.settle_time = SETTLE_TIME;
                return KeychainRetryCause::Interval;
            }
        }
        let was_quiet = started.elapsed() >= CHECK_INTERVAL;
        let settle_time = if was_quiet { SETTLE_TIME } else { self.settle_time };
        self.settle_time = (settle_time * 2).min(CHECK_INTERVAL);
        tokio::select! {
            biased;
            () = &mut user => KeychainRetryCause::User,
            () = sleep(settle_time) => KeychainRetryCause::Change,
        }
    }

    /// Whether the keychain can be read. This may take until the user has answered, so it is done before the store is
    /// opened, during which the user can choose nothing else.
    async fn check_keychain(&mut self, cause: KeychainRetryCause) -> Result<(), SecretError> {
        tracing::debug!(?cause, "trying the keychain again");
        let secrets = &self.core.0.environment.secrets;
        match cause {
            KeychainRetryCause::User => secrets.get_all_secrets(STORE_KEY_SECRET).await.map(|_| ()),
            KeychainRetryCause::Change | KeychainRetryCause::Interval => {
                secrets.ensure_readable_without_prompt(STORE_KEY_SECRET).await
            }
        }
    }

    async fn open_accounts(&mut self) -> Result<()> {
        let opening = async {
            // The user may have chosen something else before this step's turn came.
            if self.cancelled.is_cancelled() {
                return Ok(());
            }
            self.core.reopen_accounts_or_show_error().await
        };
        self.core.run_exclusively(opening).await
    }

    async fn record_keychain_retry_failure(&mut self, cause: KeychainRetryCause, error: Error) {
        let was_dismissed = matches!(self.error, Error::Secret(SecretError::PromptDismissed));
        self.error = match error {
            // The user has seen the dialog, and has not been asked again since.
            Error::Secret(SecretError::Locked) if was_dismissed && cause != KeychainRetryCause::User => {
                Error::Secret(SecretError::PromptDismissed)
            }
            error => error,
        };
        if cause == KeychainRetryCause::User {
            // What the user did while the keychain was asking is answered by the same dialog.
            let _ = self.core.0.keychain_retry.notified().now_or_never();
        }
        // A keychain that can't be checked without asking says nothing new.
        let is_unchecked =
            cause != KeychainRetryCause::User && matches!(self.error, Error::Secret(SecretError::PromptDismissed));
        let is_news = !is_unchecked && self.core.blocked_phase_error_code() != Some(self.error.code());
        let showing = async {
            if is_news && !self.cancelled.is_cancelled() {
                self.core.show_store_blocked(&self.error);
            }
            Ok(())
        };
        // The only error is that the core shuts down.
        let _ = self.core.run_exclusively(showing).await;
    }
}
