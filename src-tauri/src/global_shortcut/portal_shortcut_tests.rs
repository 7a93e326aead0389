//! The portal's shortcut with portals of each kind, on a session bus of the test's own.

#![allow(clippy::unwrap_used, reason = "a test")]

use super::portal_shortcut::{
    PortalTimeouts, SHORTCUT_ID, ShortcutListener, WantedPortalShortcut, run_portal_shortcut,
};
use crate::stub_portal::{StubPortal, StubPortalAnswer};
use crate::test_bus::{TestBus, WAIT_TIMEOUT};
use mayfly_core::view::{ErrorCode, ShortcutStatus};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// What the listener was told.
struct RecordingListener {
    status: watch::Sender<ShortcutStatus>,
    presses: watch::Sender<usize>,
}

impl ShortcutListener for Arc<RecordingListener> {
    fn describe_shortcut_effect(&self) -> String {
        "Make a new address".into()
    }

    fn report_shortcut_status(&self, status: ShortcutStatus) {
        self.status.send_replace(status);
    }

    fn on_shortcut_pressed(&self) {
        self.presses.send_modify(|count| *count += 1);
    }
}

struct PortalShortcutFixture {
    wanted: WantedPortalShortcut,
    listener: Arc<RecordingListener>,
}

impl PortalShortcutFixture {
    async fn start(bus: &TestBus) -> Self {
        let listener = Arc::new(RecordingListener {
            status: watch::Sender::new(ShortcutStatus::Off),
            presses: watch::Sender::new(0),
        });
        let wanted = WantedPortalShortcut::default();
        let (connection, subscription) = (bus.connect().await, wanted.subscribe());
        let timeouts = PortalTimeouts { answer: Duration::from_millis(500), user: Duration::from_secs(1) };
        let of_task = Arc::clone(&listener);
        tokio::spawn(async move { run_portal_shortcut(&connection, subscription, &of_task, timeouts).await });
        Self { wanted, listener }
    }

    async fn expect_shortcut_status(&self, when: &str, is_expected: impl FnMut(&ShortcutStatus) -> bool) {
        let mut receiver = self.listener.status.subscribe();
        let seen = tokio::time::timeout(WAIT_TIMEOUT, receiver.wait_for(is_expected)).await.is_ok();
        assert!(seen, "{when}: {:?}", *self.listener.status.borrow());
    }

    async fn expect_active_shortcut(&self, keys: Option<&str>) {
        let active = ShortcutStatus::Active { keys: keys.map(str::to_owned) };
        self.expect_shortcut_status(&format!("{keys:?}"), |status| *status == active).await;
    }

    async fn expect_failed_shortcut_status(&self, code: ErrorCode, when: &str) {
        let is_failure =
            |status: &ShortcutStatus| matches!(status, ShortcutStatus::Failed { error } if error.code == code);
        self.expect_shortcut_status(when, is_failure).await;
    }

    async fn expect_presses(&self, count: usize) {
        let mut presses = self.listener.presses.subscribe();
        tokio::time::timeout(WAIT_TIMEOUT, presses.wait_for(|seen| *seen == count)).await.expect("a press").unwrap();
    }
}

async fn wait_until(what: &str, is_true: impl Fn() -> bool) {
    let wait = async {
        while !is_true() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(WAIT_TIMEOUT, wait).await.expect(what);
}

#[tokio::test]
async fn desktop_gives_keys_reports_presses_and_changes_and_takes_them_back() {
    let bus = TestBus::start();
    let portal = StubPortal::start(&bus.address, StubPortalAnswer::Accept, "Ctrl+Alt+M").await;
    let shortcut = PortalShortcutFixture::start(&bus).await;
    shortcut.wanted.set_wanted_keys(Some("Ctrl+Alt+M"));
    shortcut.expect_active_shortcut(Some("Ctrl+Alt+M")).await;
    let asked = (SHORTCUT_ID.to_owned(), "Make a new address".to_owned(), "CTRL+ALT+m".to_owned());
    assert_eq!(portal.bound_shortcuts(), [vec![asked]]);
    // As when another account is opened: nothing is asked again.
    shortcut.wanted.set_wanted_keys(Some("Ctrl+Alt+M"));

    portal.press("another").await;
    portal.press(SHORTCUT_ID).await;
    shortcut.expect_presses(1).await;
    portal.press(SHORTCUT_ID).await;
    shortcut.expect_presses(2).await;
    portal.change_shortcut_keys(SHORTCUT_ID, "Super+N").await;
    shortcut.expect_active_shortcut(Some("Super+N")).await;
    portal.change_shortcut_keys(SHORTCUT_ID, " ").await;
    shortcut.expect_active_shortcut(None).await;
    assert_eq!(portal.bound_shortcuts().len(), 1);

    shortcut.wanted.set_wanted_keys(None);
    shortcut.expect_shortcut_status("switched off", |status| *status == ShortcutStatus::Off).await;
    assert_eq!(portal.closed_portal_session_count(), 1);
}

#[tokio::test]
async fn refusal_is_kept_until_the_user_tries_again() {
    let bus = TestBus::start();
    let portal = StubPortal::start(&bus.address, StubPortalAnswer::Refuse, "Ctrl+Alt+M").await;
    let shortcut = PortalShortcutFixture::start(&bus).await;
    shortcut.wanted.set_wanted_keys(Some("Ctrl+Alt+M"));
    shortcut.expect_failed_shortcut_status(ErrorCode::ShortcutRefused, "refused").await;
    portal.set_answer(StubPortalAnswer::Accept);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(portal.bound_shortcuts().len(), 1, "nobody is asked twice");
    shortcut.wanted.retry();
    shortcut.expect_active_shortcut(Some("Ctrl+Alt+M")).await;

    portal.close_portal_session().await;
    shortcut.expect_failed_shortcut_status(ErrorCode::ShortcutRefused, "the desktop took the shortcut away").await;
}

#[tokio::test]
async fn portal_that_does_not_answer_is_waited_for_with_a_limit() {
    let bus = TestBus::start();
    let portal = StubPortal::start(&bus.address, StubPortalAnswer::Never, "Ctrl+Alt+M").await;
    let shortcut = PortalShortcutFixture::start(&bus).await;
    shortcut.wanted.set_wanted_keys(Some("Ctrl+Alt+M"));
    shortcut.expect_failed_shortcut_status(ErrorCode::ShortcutUnanswered, "no session").await;
    portal.set_answer(StubPortalAnswer::NeverUser);
    shortcut.wanted.retry();
    shortcut.expect_shortcut_status("the dialog is open", |status| *status == ShortcutStatus::Pending).await;
    shortcut.expect_failed_shortcut_status(ErrorCode::ShortcutUnanswered, "no answer of the user").await;
    wait_until("the dialog is closed", || portal.closed_portal_session_count() == 1).await;

    // Switched off while the dialog is open.
    shortcut.wanted.retry();
    wait_until("the request", || portal.bound_shortcuts().len() == 2).await;
    shortcut.wanted.set_wanted_keys(None);
    shortcut.expect_shortcut_status("off", |status| *status == ShortcutStatus::Off).await;
    wait_until("the dialog is closed", || portal.closed_portal_session_count() == 2).await;
}

#[tokio::test]
async fn answer_that_is_not_the_documented_one_is_a_failure() {
    let bus = TestBus::start();
    let portal = StubPortal::start(&bus.address, StubPortalAnswer::Nonsense, "Ctrl+Alt+M").await;
    let shortcut = PortalShortcutFixture::start(&bus).await;
    shortcut.wanted.set_wanted_keys(Some("Ctrl+Alt+M"));
    shortcut.expect_failed_shortcut_status(ErrorCode::ShortcutUnavailable, "another session").await;
    portal.set_answer(StubPortalAnswer::Accept);
    shortcut.wanted.retry();
    shortcut.expect_active_shortcut(Some("Ctrl+Alt+M")).await;
}

#[tokio::test]
async fn shortcut_comes_with_the_portal_and_again_after_it_was_restarted() {
    let bus = TestBus::start();
    let shortcut = PortalShortcutFixture::start(&bus).await;
    shortcut.wanted.set_wanted_keys(Some("Ctrl+Alt+M"));
    shortcut.expect_failed_shortcut_status(ErrorCode::ShortcutUnavailable, "no portal").await;
    let portal_without_shortcuts = StubPortal::start_without_interfaces(&bus.address).await;
    shortcut.expect_shortcut_status("asked anew", |status| *status == ShortcutStatus::Pending).await;
    shortcut.expect_failed_shortcut_status(ErrorCode::ShortcutUnavailable, "a portal without shortcuts").await;
    portal_without_shortcuts.close().await.unwrap();

    let portal = StubPortal::start(&bus.address, StubPortalAnswer::Accept, "Ctrl+Alt+M").await;
    shortcut.expect_active_shortcut(Some("Ctrl+Alt+M")).await;
    portal.end().await;
    shortcut.expect_failed_shortcut_status(ErrorCode::ShortcutUnavailable, "the portal ended").await;
    let portal = StubPortal::start(&bus.address, StubPortalAnswer::Accept, "F9").await;
    shortcut.expect_active_shortcut(Some("F9")).await;
    portal.press(SHORTCUT_ID).await;
    shortcut.expect_presses(1).await;
}
