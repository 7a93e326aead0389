//! What the service, or something that answers in its place, says about inboxes being gone, over real sockets.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, ErrorCode, Event, InboxState, InboxView, MailRetention, SettingsPatch, TransferState};
use mayfly_core::{
    Clock as _, Core, CoreEnvironment, FileDestination, INBOXES_FILE_NAME, InMemorySecretStore, PollTiming,
};
use std::sync::Arc;
use std::time::Duration;
use support::adjustable_clock::AdjustableClock;
use support::{API_KEY, wait_for_change};
use tempfile::TempDir;
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail, Sandbox};
use tokio::sync::broadcast::Receiver;

const OWN_ANSWER: &str = r#"{"status":false,"message":"Email not found."}"#;

/// A signed-in core whose mail is deleted when its inbox ends, and whose clock moves with the service's.
struct GoneFixture {
    folder: TempDir,
    secrets: Arc<InMemorySecretStore>,
    clock: Arc<AdjustableClock>,
    sandbox: Sandbox,
    core: Core,
}

impl GoneFixture {
    async fn new() -> Self {
        let month = Duration::from_secs(30 * 24 * 3600);
        let sandbox = Sandbox::builder()
            .api_key(API_KEY)
            .keep_new_inboxes_empty(true)
            .quota(1_000_000_000)
            .lifetime(month)
            .start()
            .await
            .unwrap();
        let (folder, secrets) = (tempfile::tempdir().unwrap(), Arc::new(InMemorySecretStore::default()));
        let clock = Arc::new(AdjustableClock::default());
        let core = start_core(&folder, &secrets, &clock).await;
        core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
        let patch = SettingsPatch { keep_mail: Some(MailRetention::UntilTheEnd), ..SettingsPatch::default() };
        core.update_settings(patch).await.unwrap();
        Self { folder, secrets, clock, sandbox, core }
    }

    async fn restart(&mut self) {
        self.core.shut_down(None).await;
        self.core = start_core(&self.folder, &self.secrets, &self.clock).await;
    }

    fn advance_seconds(&self, seconds: u32) {
        self.sandbox.advance_clock(Duration::from_secs(seconds.into()));
        self.clock.adjust_by(seconds.into());
    }

    /// Creates an inbox with a message.
    async fn create_inbox_with_mail(&self) -> InboxView {
        let inbox = self.core.create_inbox().await.unwrap();
        self.sandbox.deliver_mail(&inbox.address, Mail::new_text("Kept", "Words.")).unwrap();
        assert_eq!(self.core.list_messages(inbox.id, true).await.unwrap().len(), 1);
        inbox
    }

    async fn find_latest_inbox_view(&self, inbox: &InboxView) -> InboxView {
        let inboxes = self.core.subscribe_with_snapshot().await.unwrap().0.inboxes;
        inboxes.into_iter().find(|current| current.id == inbox.id).unwrap()
    }

    async fn subscribe_events(&self) -> Receiver<Event> {
        self.core.subscribe_with_snapshot().await.unwrap().1
    }

    /// Requests an inbox's mail and returns the error's code.
    async fn refresh_and_get_error_code(&self, inbox: &InboxView) -> Option<ErrorCode> {
        self.core.list_messages(inbox.id, true).await.err().map(|error| error.code())
    }

    /// Has every request for mail answered so.
    fn answer_checks_with(&self, action: FaultAction) {
        self.sandbox.clear_faults();
        self.sandbox.inject_fault(InjectedFault::new(action).method("GET").path("/messages").apply_to_every_request());
    }

    /// Waits until checks have been sent and answered so many times.
    async fn wait_for_checks(&self, count: usize) {
        let target = self.sandbox.list_requests().len() + count;
        while self.sandbox.list_requests().len() < target {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until an inbox is as it should be.
    async fn wait_until(&self, inbox: &InboxView, is_met: impl Fn(&InboxView) -> bool) -> InboxView {
        let mut events = self.subscribe_events().await;
        let mut view = self.find_latest_inbox_view(inbox).await;
        while !is_met(&view) {
            let id = inbox.id;
            let change =
                wait_for_change(&mut events, |change| matches!(change, Change::Inbox { inbox } if inbox.id == id))
                    .await
                    .change;
            let Change::Inbox { inbox } = change else { unreachable!() };
            view = inbox;
        }
        view
    }
}

async fn start_core(folder: &TempDir, secrets: &Arc<InMemorySecretStore>, clock: &Arc<AdjustableClock>) -> Core {
    let timing = PollTiming {
        shortest_interval: Duration::from_millis(25),
        longest_retry_delay: Duration::from_millis(100),
        clock_check_interval: Duration::from_millis(50),
        ..PollTiming::default()
    };
    let environment = CoreEnvironment {
        data_folder: folder.path().join("data"),
        clock: Arc::<AdjustableClock>::clone(clock),
        secrets: Arc::<InMemorySecretStore>::clone(secrets),
        localisation: mayfly_core::Localisation::default(),
    };
    let core = Core::builder(environment).poll_timing(timing).start();
    core.wait_until_accounts_open().await;
    core
}

fn web_page(status: u16) -> FaultAction {
    FaultAction::answer(status).with_header("content-type", "text/html; charset=utf-8").with_body("<html>Lost</html>")
}

#[tokio::test]
async fn answers_of_something_else_end_nothing() {
    let fixture = GoneFixture::new().await;
    let (inbox, other) = (fixture.create_inbox_with_mail().await, fixture.create_inbox_with_mail().await);
    for status in [404, 410] {
        for (action, code) in [
            (web_page(status), ErrorCode::ServiceFault),
            (FaultAction::answer(status), ErrorCode::NotFound),
            (FaultAction::answer(status).with_body(&OWN_ANSWER[..20]), ErrorCode::NotFound),
            (FaultAction::answer(status).with_body(r#"{"message":"no Route matched"}"#), ErrorCode::NotFound),
            (
                FaultAction::answer(status).with_header("content-type", "text/plain").with_body(OWN_ANSWER),
                ErrorCode::NotFound,
            ),
        ] {
            fixture.answer_checks_with(action.clone());
            for _ in 0..2 {
                assert_eq!(fixture.refresh_and_get_error_code(&inbox).await, Some(code), "{action:?}");
                fixture.advance_seconds(90);
                fixture.wait_for_checks(1).await;
            }
            for inbox in [&inbox, &other] {
                let view = fixture.find_latest_inbox_view(inbox).await;
                assert_eq!((view.state, view.gone_recheck_at, view.total), (InboxState::Active, None, 1), "{action:?}");
            }
        }
    }
    fixture.sandbox.clear_faults();
    fixture.sandbox.deliver_mail(&inbox.address, Mail::new_text("Later", "Words.")).unwrap();
    fixture.wait_until(&inbox, |view| view.total == 2).await;
}

#[tokio::test]
async fn only_a_second_report_after_a_minute_ends_an_inbox() {
    let mut fixture = GoneFixture::new().await;
    let (gone, other) = (fixture.create_inbox_with_mail().await, fixture.create_inbox_with_mail().await);
    fixture.sandbox.expire_inbox(&gone.address);
    // If a scheduled check got the answer first, the refresh is answered the same.
    assert_eq!(fixture.refresh_and_get_error_code(&gone).await, Some(ErrorCode::InboxReportedGone));
    let view = fixture.find_latest_inbox_view(&gone).await;
    assert_eq!((view.state, view.total), (InboxState::Active, 1));
    let recheck_at: jiff::Timestamp = view.gone_recheck_at.as_ref().unwrap().parse().unwrap();
    let wait = recheck_at.duration_since(fixture.clock.now()).as_secs();
    assert!((30..=61).contains(&wait), "{wait}");

    fixture.advance_seconds(20);
    assert_eq!(fixture.refresh_and_get_error_code(&gone).await, Some(ErrorCode::InboxReportedGone));
    assert_eq!(
        fixture.find_latest_inbox_view(&gone).await.gone_recheck_at,
        view.gone_recheck_at,
        "the first report counts"
    );
    fixture.restart().await;
    assert_eq!(
        fixture.find_latest_inbox_view(&gone).await.gone_recheck_at,
        view.gone_recheck_at,
        "the report is stored"
    );

    // Only if the service has answered for another inbox since does the second report count; the schedule may not have
    // got to it yet.
    fixture.core.list_messages(other.id, true).await.unwrap();
    fixture.advance_seconds(41);
    let ended = fixture.wait_until(&gone, |view| view.state == InboxState::Expired && view.total == 0).await;
    assert_eq!(ended.gone_recheck_at, None);
    let view = fixture.find_latest_inbox_view(&other).await;
    assert_eq!((view.state, view.gone_recheck_at, view.total), (InboxState::Active, None, 1));
    assert_eq!(fixture.core.recheck_expired_inbox(gone.id).await.unwrap_err().code(), ErrorCode::NotFound);
    assert_eq!(fixture.find_latest_inbox_view(&gone).await.state, InboxState::Expired);
}

#[tokio::test]
async fn answer_revives_a_reported_inbox() {
    let fixture = GoneFixture::new().await;
    let inbox = fixture.create_inbox_with_mail().await;
    fixture.answer_checks_with(FaultAction::answer(404).with_body(OWN_ANSWER));
    fixture.wait_until(&inbox, |view| view.gone_recheck_at.is_some()).await;
    fixture.sandbox.clear_faults();
    fixture.advance_seconds(61);
    let view = fixture.wait_until(&inbox, |view| view.gone_recheck_at.is_none()).await;
    assert_eq!((view.state, view.total), (InboxState::Active, 1));
    // Another report is a first one again.
    fixture.answer_checks_with(FaultAction::answer(410).with_body(OWN_ANSWER));
    assert_eq!(fixture.refresh_and_get_error_code(&inbox).await, Some(ErrorCode::InboxReportedGone));
    assert_eq!(fixture.find_latest_inbox_view(&inbox).await.state, InboxState::Active);
}

#[tokio::test]
async fn report_about_all_inboxes_is_a_fault_of_the_service() {
    let fixture = GoneFixture::new().await;
    let inboxes = [fixture.create_inbox_with_mail().await, fixture.create_inbox_with_mail().await];
    let mut events = fixture.subscribe_events().await;
    fixture.answer_checks_with(FaultAction::answer(404).with_body(OWN_ANSWER));
    for seconds in [0, 61, 122, 300, 3600, 7200] {
        fixture.advance_seconds(seconds);
        for inbox in &inboxes {
            assert!(fixture.refresh_and_get_error_code(inbox).await.is_some());
        }
        for inbox in &inboxes {
            let view = fixture.find_latest_inbox_view(inbox).await;
            assert_eq!((view.state, view.total), (InboxState::Active, 1), "{seconds}");
            assert!(view.gone_recheck_at.is_some());
        }
    }
    let code = |code| move |change: &Change| matches!(change, Change::Notice { notice } if notice.error.code == code);
    wait_for_change(&mut events, code(ErrorCode::AllInboxesReportedGone)).await;
    fixture.sandbox.clear_faults();
    fixture.advance_seconds(3600);
    for inbox in &inboxes {
        let view = fixture.wait_until(inbox, |view| view.gone_recheck_at.is_none()).await;
        assert_eq!((view.state, view.total), (InboxState::Active, 1));
    }
    while !fixture.core.subscribe_with_snapshot().await.unwrap().0.notices.is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn ended_inbox_is_open_again_if_the_service_still_has_it() {
    let fixture = GoneFixture::new().await;
    let inbox = fixture.create_inbox_with_mail().await;
    fixture.answer_checks_with(FaultAction::answer(404).with_body(OWN_ANSWER));
    assert_eq!(fixture.refresh_and_get_error_code(&inbox).await, Some(ErrorCode::InboxReportedGone));
    fixture.advance_seconds(61);
    fixture.wait_until(&inbox, |view| view.state == InboxState::Expired).await;
    assert_eq!(fixture.core.recheck_expired_inbox(inbox.id).await.unwrap_err().code(), ErrorCode::NotFound);
    fixture.answer_checks_with(web_page(404));
    assert_eq!(fixture.core.recheck_expired_inbox(inbox.id).await.unwrap_err().code(), ErrorCode::ServiceFault);
    assert_eq!(fixture.find_latest_inbox_view(&inbox).await.state, InboxState::Expired);

    fixture.sandbox.clear_faults();
    let view = fixture.core.recheck_expired_inbox(inbox.id).await.unwrap();
    assert_eq!((view.state, view.gone_recheck_at), (InboxState::Active, None));
    assert!(view.expires_at.is_some(), "its end is still ahead");
    let mut events = fixture.subscribe_events().await;
    let destination = FileDestination::Folder(fixture.folder.path().to_owned());
    fixture.core.export_inboxes(true, destination).await.unwrap();
    wait_for_change(
        &mut events,
        |change| matches!(change, Change::Transfer { transfer } if matches!(transfer.state, TransferState::Done { .. })),
    )
    .await;
    let exported = std::fs::read_to_string(fixture.folder.path().join(INBOXES_FILE_NAME)).unwrap();
    assert!(exported.contains("\"token\""), "the token outlives the end");
    fixture.sandbox.deliver_mail(&inbox.address, Mail::new_text("Later", "Words.")).unwrap();
    fixture.wait_until(&inbox, |view| view.total > 0).await;
}

#[tokio::test]
async fn inbox_that_outlives_its_stated_end_is_open_without_an_end() {
    let fixture = GoneFixture::new().await;
    let inbox = fixture.create_inbox_with_mail().await;
    // The service's clock stands still: by it the inbox has not expired.
    fixture.sandbox.inject_fault(InjectedFault::new(FaultAction::Reset).apply_to_every_request());
    fixture.clock.adjust_by(31 * 24 * 3600);
    fixture.wait_until(&inbox, |view| view.state == InboxState::Expired).await;
    fixture.sandbox.clear_faults();
    let view = fixture.core.recheck_expired_inbox(inbox.id).await.unwrap();
    assert_eq!(view.state, InboxState::Active);
    fixture.core.delete_inbox(inbox.id).await.unwrap();
    assert_eq!(fixture.core.recheck_expired_inbox(inbox.id).await.unwrap_err().code(), ErrorCode::UnknownInbox);
}
