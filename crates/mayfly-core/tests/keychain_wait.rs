//! Waiting for a keychain that is locked or not there, in paused time.

#![allow(clippy::unwrap_used, reason = "a test")]

use futures_util::future::BoxFuture;
use mayfly_core::view::{ErrorCode, Phase};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, Localisation, SecretError, SecretStore, SystemClock};
use secrecy::SecretString;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::time::sleep;

mod support;

use support::{API_KEY, wait_for_change};
use tempmailg_sandbox::{Mail, Sandbox};

const INTERVAL: Duration = Duration::from_secs(30);
/// Longer than a check waits for the rest of a burst of changes.
const SETTLED: Duration = Duration::from_secs(2);

/// A keychain that answers as a test says, counts what it is asked, and reports changes.
struct ScriptedKeychain {
    memory: InMemorySecretStore,
    failure: Mutex<Option<SecretError>>,
    /// Whether calls get no answer for now.
    holds_calls: watch::Sender<bool>,
    changes: watch::Sender<()>,
    /// How often secrets were requested, for which a keychain may ask the user.
    requests: AtomicUsize,
    /// How often it was checked without asking the user.
    checks: AtomicUsize,
}

impl ScriptedKeychain {
    fn new(failure: Option<SecretError>) -> Arc<Self> {
        Arc::new(Self {
            memory: InMemorySecretStore::default(),
            failure: Mutex::new(failure),
            holds_calls: watch::Sender::new(false),
            changes: watch::Sender::new(()),
            requests: AtomicUsize::new(0),
            checks: AtomicUsize::new(0),
        })
    }

    fn set_failure(&self, failure: Option<SecretError>) {
        *self.failure.lock().unwrap() = failure;
    }

    fn report_keychain_change(&self) {
        self.changes.send_replace(());
    }

    fn hold_calls(&self, hold: bool) {
        self.holds_calls.send_replace(hold);
    }

    fn request_count(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    fn readability_check_count(&self) -> usize {
        self.checks.load(Ordering::Relaxed)
    }

    async fn answer(&self) -> Result<(), SecretError> {
        self.holds_calls.subscribe().wait_for(|hold| !hold).await.unwrap();
        self.failure.lock().unwrap().clone().map_or(Ok(()), Err)
    }
}

impl SecretStore for ScriptedKeychain {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        Box::pin(async move {
            self.requests.fetch_add(1, Ordering::Relaxed);
            self.answer().await?;
            self.memory.get(name).await
        })
    }

    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.answer().await?;
            self.memory.set(name, value).await
        })
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.answer().await?;
            self.memory.delete(name).await
        })
    }

    fn ensure_readable_without_prompt<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.checks.fetch_add(1, Ordering::Relaxed);
            self.answer().await
        })
    }

    fn listen_for_secret_store_change(&self) -> BoxFuture<'_, BoxFuture<'static, ()>> {
        let mut changes = self.changes.subscribe();
        let change: BoxFuture<'static, ()> = Box::pin(async move { changes.changed().await.unwrap() });
        Box::pin(std::future::ready(change))
    }
}

/// A core that could not open its store; the keychain's counts are as after the start.
struct BlockedCore {
    core: Core,
    keychain: Arc<ScriptedKeychain>,
    requests_at_start: usize,
    _folder: TempDir,
}

impl BlockedCore {
    async fn start(failure: SecretError) -> Self {
        let (folder, keychain) = (tempfile::tempdir().unwrap(), ScriptedKeychain::new(Some(failure)));
        let core = start_core(&folder, &keychain);
        core.wait_until_accounts_open().await;
        let requests_at_start = keychain.request_count();
        let blocked = Self { core, keychain, requests_at_start, _folder: folder };
        assert!(matches!(blocked.phase().await, Phase::Blocked { .. }));
        assert!(blocked.core.is_waiting_for_keychain());
        blocked
    }

    async fn phase(&self) -> Phase {
        self.core.subscribe_with_snapshot().await.unwrap().0.phase
    }

    async fn blocked_phase_error_code(&self) -> Option<ErrorCode> {
        match self.phase().await {
            Phase::Blocked { error } => Some(error.code),
            _ => None,
        }
    }

    /// How often secrets were requested since the start.
    fn request_count(&self) -> usize {
        self.keychain.request_count() - self.requests_at_start
    }
}

fn start_core(folder: &TempDir, keychain: &Arc<ScriptedKeychain>) -> Core {
    Core::builder(CoreEnvironment {
        data_folder: folder.path().join("data"),
        clock: Arc::new(SystemClock),
        secrets: Arc::<ScriptedKeychain>::clone(keychain),
        localisation: Localisation::default(),
    })
    .start()
}

#[tokio::test(start_paused = true)]
async fn reported_change_opens_the_store_at_once() {
    for failure in [SecretError::Locked, SecretError::Unavailable("none".into()), SecretError::PromptDismissed] {
        let test = BlockedCore::start(failure).await;
        test.keychain.set_failure(None);
        test.keychain.report_keychain_change();
        sleep(SETTLED).await;
        assert_eq!(test.phase().await, Phase::Welcome);
        assert!(!test.core.is_waiting_for_keychain());
        // Nothing is asked any longer.
        let asked = (test.request_count(), test.keychain.readability_check_count());
        test.keychain.report_keychain_change();
        sleep(INTERVAL * 10).await;
        assert_eq!((test.request_count(), test.keychain.readability_check_count()), asked);
    }
}

#[tokio::test(start_paused = true)]
async fn keychain_that_reports_nothing_is_checked_every_thirty_seconds_for_hours() {
    let test = BlockedCore::start(SecretError::Locked).await;
    for minutes in [1, 60, 600] {
        let before = test.keychain.readability_check_count();
        sleep(Duration::from_secs(60 * minutes)).await;
        let checks = test.keychain.readability_check_count() - before;
        let most = usize::try_from(2 * minutes).unwrap();
        assert!((most - 1..=most).contains(&checks), "{checks} checks in {minutes} minutes");
    }
    assert_eq!(test.request_count(), 0, "the user is never asked");
    test.keychain.set_failure(None);
    sleep(INTERVAL).await;
    assert_eq!(test.phase().await, Phase::Welcome);
}

#[tokio::test(start_paused = true)]
async fn burst_of_changes_is_one_check() {
    let test = BlockedCore::start(SecretError::Locked).await;
    for _ in 0..10 {
        test.keychain.report_keychain_change();
        sleep(Duration::from_millis(20)).await;
    }
    sleep(SETTLED).await;
    assert_eq!(test.keychain.readability_check_count(), 1);
}

#[tokio::test(start_paused = true)]
async fn endless_changes_are_checked_ever_more_slowly() {
    let test = BlockedCore::start(SecretError::Locked).await;
    for _ in 0..36_000 {
        test.keychain.report_keychain_change();
        sleep(Duration::from_millis(100)).await;
    }
    let checks = test.keychain.readability_check_count();
    assert!((100..140).contains(&checks), "{checks} checks in an hour");
    // After a quiet time, a change is answered at once again.
    sleep(INTERVAL * 4).await;
    test.keychain.set_failure(None);
    test.keychain.report_keychain_change();
    sleep(SETTLED).await;
    assert_eq!(test.phase().await, Phase::Welcome);
}

#[tokio::test(start_paused = true)]
async fn dismissed_prompt_waits_for_a_change_or_the_user() {
    let test = BlockedCore::start(SecretError::PromptDismissed).await;
    assert_eq!(test.blocked_phase_error_code().await, Some(ErrorCode::KeychainLocked));
    sleep(INTERVAL * 20).await;
    assert_eq!((test.request_count(), test.keychain.readability_check_count()), (0, 0));
    // A change after which it is still locked.
    test.keychain.set_failure(Some(SecretError::Locked));
    test.keychain.report_keychain_change();
    sleep(INTERVAL * 20).await;
    assert_eq!((test.request_count(), test.keychain.readability_check_count()), (0, 1));
    // The user opens the window, and dismisses the dialog again.
    test.keychain.set_failure(Some(SecretError::PromptDismissed));
    test.core.retry_keychain_if_waiting();
    sleep(INTERVAL * 20).await;
    assert_eq!((test.request_count(), test.keychain.readability_check_count()), (1, 1));
    // The user gives the password.
    test.keychain.set_failure(None);
    test.core.retry_keychain_if_waiting();
    sleep(SETTLED).await;
    assert_eq!(test.phase().await, Phase::Welcome);
}

#[tokio::test(start_paused = true)]
async fn unanswered_prompt_is_not_repeated() {
    let test = BlockedCore::start(SecretError::Locked).await;
    test.keychain.hold_calls(true);
    test.core.retry_keychain_if_waiting();
    sleep(SETTLED).await;
    // Meanwhile the window is opened several times and the keychain reports changes.
    for _ in 0..10 {
        test.core.retry_keychain_if_waiting();
        test.keychain.report_keychain_change();
        sleep(INTERVAL).await;
    }
    assert_eq!((test.request_count(), test.keychain.readability_check_count()), (1, 0));
    test.keychain.set_failure(Some(SecretError::PromptDismissed));
    test.keychain.hold_calls(false);
    sleep(INTERVAL * 10).await;
    // The changes reported meanwhile are one reason to check, without asking the user.
    assert_eq!((test.request_count(), test.keychain.readability_check_count()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn change_during_a_failing_attempt_is_not_missed() {
    let (folder, keychain) = (tempfile::tempdir().unwrap(), ScriptedKeychain::new(Some(SecretError::PromptDismissed)));
    keychain.hold_calls(true);
    let core = start_core(&folder, &keychain);
    sleep(SETTLED).await;
    assert_eq!(keychain.request_count(), 1);
    keychain.report_keychain_change();
    keychain.hold_calls(false);
    core.wait_until_accounts_open().await;
    sleep(SETTLED).await;
    assert_eq!(keychain.readability_check_count(), 1);
}

#[tokio::test(start_paused = true)]
async fn session_only_ends_the_wait_even_during_a_check() {
    for (holds_calls, reported) in [(false, false), (true, true)] {
        let test = BlockedCore::start(SecretError::Locked).await;
        test.keychain.hold_calls(holds_calls);
        if reported {
            test.keychain.report_keychain_change();
            sleep(SETTLED).await;
            assert_eq!(test.keychain.readability_check_count(), 1);
        }
        // Is not kept waiting by a keychain that doesn't answer.
        tokio::time::timeout(Duration::from_secs(1), test.core.continue_without_keychain()).await.unwrap();
        test.keychain.set_failure(None);
        test.keychain.hold_calls(false);
        test.keychain.report_keychain_change();
        sleep(INTERVAL * 10).await;
        let snapshot = test.core.subscribe_with_snapshot().await.unwrap().0;
        assert_eq!((snapshot.phase, snapshot.session_only), (Phase::Welcome, true));
        assert_eq!((test.request_count(), test.keychain.readability_check_count()), (0, usize::from(reported)));
    }
}

#[tokio::test(start_paused = true)]
async fn shutting_down_ends_the_wait() {
    let test = BlockedCore::start(SecretError::Locked).await;
    test.core.shut_down(None).await;
    test.keychain.report_keychain_change();
    sleep(INTERVAL * 10).await;
    assert_eq!((test.request_count(), test.keychain.readability_check_count()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn what_is_shown_follows_the_keychain() {
    let test = BlockedCore::start(SecretError::Unavailable("no service".into())).await;
    assert_eq!(test.blocked_phase_error_code().await, Some(ErrorCode::KeychainUnavailable));
    let mut events = test.core.subscribe_events();
    // Another text of the same error doesn't have windows start again.
    test.keychain.set_failure(Some(SecretError::Unavailable("still no service".into())));
    sleep(INTERVAL * 2).await;
    assert!(events.try_recv().is_err());
    test.keychain.set_failure(Some(SecretError::Locked));
    sleep(INTERVAL * 2).await;
    assert_eq!(test.blocked_phase_error_code().await, Some(ErrorCode::KeychainLocked));
    assert!(test.core.is_waiting_for_keychain());
}

#[tokio::test(start_paused = true)]
async fn keychain_that_can_only_be_asked_by_the_user_is_left_alone() {
    let test = BlockedCore::start(SecretError::Unavailable("not allowed".into())).await;
    test.keychain.set_failure(Some(SecretError::PromptDismissed));
    sleep(INTERVAL * 20).await;
    assert_eq!((test.request_count(), test.keychain.readability_check_count()), (0, 1));
    assert_eq!(test.blocked_phase_error_code().await, Some(ErrorCode::KeychainUnavailable));
    test.keychain.set_failure(None);
    test.core.retry_keychain_if_waiting();
    sleep(SETTLED).await;
    assert_eq!(test.phase().await, Phase::Welcome);
}

#[tokio::test(start_paused = true)]
async fn failed_retry_of_the_user_waits_on() {
    let test = BlockedCore::start(SecretError::Locked).await;
    for times in 1..=3 {
        test.core.retry_keychain().await;
        assert_eq!(test.request_count(), times);
    }
    sleep(INTERVAL + SETTLED).await;
    assert_eq!(test.keychain.readability_check_count(), 1, "one task waits");
    // Also from a session that was begun without the keychain.
    test.core.continue_without_keychain().await;
    test.core.retry_keychain().await;
    test.keychain.set_failure(None);
    test.keychain.report_keychain_change();
    sleep(SETTLED).await;
    assert_eq!(test.phase().await, Phase::Welcome);
}

/// In real time, with a real store.
#[tokio::test]
async fn mail_is_checked_once_the_keychain_is_unlocked() {
    let sandbox = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
    let (folder, keychain) = (tempfile::tempdir().unwrap(), ScriptedKeychain::new(None));
    let core = start_core(&folder, &keychain);
    core.wait_until_accounts_open().await;
    core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
    let inbox = core.create_inbox().await.unwrap();
    core.shut_down(None).await;
    sandbox.deliver_mail(&inbox.address, Mail::new_text("Hello", "Words.")).unwrap();

    keychain.set_failure(Some(SecretError::Locked));
    let core = start_core(&folder, &keychain);
    core.wait_until_accounts_open().await;
    assert!(core.is_waiting_for_keychain());
    let mut events = core.subscribe_events();
    keychain.set_failure(None);
    keychain.report_keychain_change();
    wait_for_change(
        &mut events,
        |change| matches!(change, mayfly_core::view::Change::Messages { messages, .. } if messages.len() == 1),
    )
    .await;
    let snapshot = core.subscribe_with_snapshot().await.unwrap().0;
    assert_eq!((snapshot.phase, snapshot.inboxes.len()), (Phase::Ready, 1));
}
