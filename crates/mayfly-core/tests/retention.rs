//! Retention: how long the mail of ended inboxes is kept.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{AccountId, Change, ErrorCode, InboxState, InboxView, MailRetention, SettingsPatch};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, PollTiming};
use std::sync::Arc;
use std::time::Duration;
use support::adjustable_clock::AdjustableClock;
use support::{API_KEY, wait_for_change};
use tempfile::TempDir;
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail, Sandbox};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A signed-in core whose clock and service can be moved ahead together.
struct AdjustableClockFixture {
    folder: TempDir,
    secrets: Arc<InMemorySecretStore>,
    clock: Arc<AdjustableClock>,
    sandbox: Sandbox,
    core: Core,
}

impl AdjustableClockFixture {
    /// A core with short check intervals; inboxes live for 30 days.
    async fn new() -> Self {
        let sandbox = Sandbox::builder()
            .api_key(API_KEY)
            .keep_new_inboxes_empty(true)
            .quota(1_000_000)
            .lifetime(30 * DAY)
            .start()
            .await
            .unwrap();
        let (folder, secrets) = (tempfile::tempdir().unwrap(), Arc::new(InMemorySecretStore::default()));
        let clock = Arc::new(AdjustableClock::default());
        let core = start_core(&folder, &secrets, &clock).await;
        core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
        Self { folder, secrets, clock, sandbox, core }
    }

    async fn restart(&mut self) {
        self.core.shut_down(None).await;
        self.core = start_core(&self.folder, &self.secrets, &self.clock).await;
    }

    /// Moves the service's clock and the computer's ahead.
    fn advance_time(&self, time: Duration) {
        self.sandbox.advance_clock(time);
        self.clock.adjust_by(i64::try_from(time.as_secs()).unwrap());
    }

    /// Creates an inbox with so many messages that contain this word.
    async fn create_inbox_with_mail(&self, word: &str, count: u32) -> InboxView {
        let inbox = self.core.create_inbox().await.unwrap();
        for number in 0..count {
            self.sandbox.deliver_mail(&inbox.address, Mail::new_text(format!("{word} {number}"), "Words.")).unwrap();
        }
        assert_eq!(self.core.list_messages(inbox.id, true).await.unwrap().len(), count as usize);
        inbox
    }

    /// Has the service end an inbox, which counts once it has said so twice.
    async fn expire_inbox_and_confirm(&self, inbox: &InboxView) {
        self.sandbox.expire_inbox(&inbox.address);
        let _ = self.core.list_messages(inbox.id, true).await;
        self.advance_time(Duration::from_secs(61));
        let ended = async {
            while self.find_latest_inbox_view(inbox).await.state != InboxState::Expired {
                let _ = self.core.list_messages(inbox.id, true).await;
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), ended).await.expect("the inbox ends");
    }

    /// The inbox as it is now.
    async fn find_latest_inbox_view(&self, inbox: &InboxView) -> InboxView {
        let inboxes = self.core.subscribe_with_snapshot().await.unwrap().0.inboxes;
        inboxes.into_iter().find(|current| current.id == inbox.id).expect("an inbox stays on the list")
    }

    async fn set_retention(&self, retention: MailRetention) {
        let patch = SettingsPatch { keep_mail: Some(retention), ..SettingsPatch::default() };
        self.core.update_settings(patch).await.unwrap();
    }

    async fn count_search_hits(&self, word: &str) -> usize {
        self.core.search_messages(word, 50, None).await.unwrap().hits.len()
    }

    /// Waits until an inbox has no mail.
    async fn wait_until_inbox_empty(&self, inbox: &InboxView) {
        let (_, mut events) = self.core.subscribe_with_snapshot().await.unwrap();
        while self.find_latest_inbox_view(inbox).await.total > 0 {
            wait_for_change(&mut events, |change| matches!(change, Change::Inbox { .. } | Change::Reset)).await;
        }
    }
}

async fn start_core(folder: &TempDir, secrets: &Arc<InMemorySecretStore>, clock: &Arc<AdjustableClock>) -> Core {
    let timing = PollTiming {
        shortest_interval: Duration::from_millis(25),
        longest_retry_delay: Duration::from_millis(100),
        clock_check_interval: Duration::from_millis(50),
        ..PollTiming::default()
    };
    let core = Core::builder(CoreEnvironment {
        data_folder: folder.path().join("data"),
        clock: Arc::<AdjustableClock>::clone(clock),
        secrets: Arc::<InMemorySecretStore>::clone(secrets),
        localisation: mayfly_core::Localisation::default(),
    })
    .poll_timing(timing)
    .start();
    core.wait_until_accounts_open().await;
    core
}

#[tokio::test]
async fn mail_is_deleted_after_the_retention_and_never_from_an_open_inbox() {
    let fixture = AdjustableClockFixture::new().await;
    let (old, lasting) =
        (fixture.create_inbox_with_mail("heron", 2).await, fixture.create_inbox_with_mail("lantern", 1).await);
    fixture.expire_inbox_and_confirm(&old).await;
    fixture.set_retention(MailRetention::SevenDays).await;
    let id = fixture.core.list_messages(old.id, false).await.unwrap()[0].id.clone();
    fixture.advance_time(6 * DAY);
    let later = fixture.create_inbox_with_mail("saddle", 1).await;
    fixture.expire_inbox_and_confirm(&later).await;
    assert_eq!(
        (fixture.find_latest_inbox_view(&old).await.total, fixture.count_search_hits("heron").await),
        (2, 2),
        "not before the retention is over"
    );

    let (_, mut events) = fixture.core.subscribe_with_snapshot().await.unwrap();
    fixture.advance_time(DAY);
    for _ in 0..2 {
        let of_old = |change: &Change| matches!(change, Change::MessageRemoved { inbox_id, .. } if *inbox_id == old.id);
        wait_for_change(&mut events, of_old).await;
    }
    assert_eq!((fixture.find_latest_inbox_view(&old).await.total, fixture.count_search_hits("heron").await), (0, 0));
    assert_eq!(fixture.core.read_message(&id).await.unwrap_err().code(), ErrorCode::UnknownMessage);
    for (inbox, word) in [(&lasting, "lantern"), (&later, "saddle")] {
        assert_eq!(
            (fixture.find_latest_inbox_view(inbox).await.total, fixture.count_search_hits(word).await),
            (1, 1),
            "{word}"
        );
    }
    assert_eq!(fixture.find_latest_inbox_view(&lasting).await.state, InboxState::Active);
}

#[tokio::test]
async fn start_deletes_expired_mail_of_signed_in_and_signed_out_accounts() {
    let mut fixture = AdjustableClockFixture::new().await;
    let inbox = fixture.create_inbox_with_mail("heron", 1).await;
    fixture.expire_inbox_and_confirm(&inbox).await;
    fixture.set_retention(MailRetention::ThirtyDays).await;
    fixture.core.shut_down(None).await;
    fixture.advance_time(29 * DAY);
    fixture.restart().await;
    assert_eq!((fixture.find_latest_inbox_view(&inbox).await.total, fixture.count_search_hits("heron").await), (1, 1));
    fixture.core.shut_down(None).await;
    fixture.advance_time(DAY);
    fixture.restart().await;
    fixture.wait_until_inbox_empty(&inbox).await;
    assert_eq!(fixture.count_search_hits("heron").await, 0);

    let inbox = fixture.create_inbox_with_mail("saddle", 1).await;
    fixture.expire_inbox_and_confirm(&inbox).await;
    fixture.core.sign_out().await.unwrap();
    fixture.core.shut_down(None).await;
    fixture.advance_time(30 * DAY);
    fixture.restart().await;
    // From now on nothing is deleted: what is missing was deleted by the start.
    fixture.set_retention(MailRetention::Forever).await;
    fixture.core.sign_in(API_KEY, Some(fixture.sandbox.base_url())).await.unwrap();
    assert_eq!((fixture.find_latest_inbox_view(&inbox).await.total, fixture.count_search_hits("saddle").await), (0, 0));
}

#[tokio::test]
async fn shorter_retention_counts_expired_messages_and_deletes_them_at_once() {
    let other = Sandbox::builder().api_key("mk_other").keep_new_inboxes_empty(true).start().await.unwrap();
    let fixture = AdjustableClockFixture::new().await;
    let (ended, open) =
        (fixture.create_inbox_with_mail("heron", 3).await, fixture.create_inbox_with_mail("lantern", 1).await);
    fixture.expire_inbox_and_confirm(&ended).await;
    for (keep, count) in [
        (MailRetention::Forever, 0),
        (MailRetention::NinetyDays, 0),
        (MailRetention::SevenDays, 0),
        (MailRetention::UntilTheEnd, 3),
    ] {
        assert_eq!(fixture.core.count_expired_messages(keep).await.unwrap(), count, "{keep:?}");
    }
    fixture.advance_time(8 * DAY);
    for (keep, count) in [(MailRetention::Forever, 0), (MailRetention::ThirtyDays, 0), (MailRetention::SevenDays, 3)] {
        assert_eq!(fixture.core.count_expired_messages(keep).await.unwrap(), count, "{keep:?}");
    }
    assert_eq!(fixture.find_latest_inbox_view(&ended).await.total, 3, "counting deletes nothing");

    // The setting applies to every account, signed in or not.
    fixture.core.add_account("mk_other", Some(other.base_url())).await.unwrap();
    assert_eq!(fixture.core.count_expired_messages(MailRetention::SevenDays).await.unwrap(), 3);
    fixture.core.switch_to_account(AccountId::new(1)).await.unwrap();
    fixture.core.sign_out().await.unwrap();
    fixture.set_retention(MailRetention::SevenDays).await;
    assert_eq!(fixture.core.count_expired_messages(MailRetention::SevenDays).await.unwrap(), 0);
    fixture.core.add_account(API_KEY, Some(fixture.sandbox.base_url())).await.unwrap();
    assert_eq!(
        (fixture.find_latest_inbox_view(&ended).await.total, fixture.find_latest_inbox_view(&open).await.total),
        (0, 1)
    );

    // Mail of an account that is signed out expires while another account is active.
    let later = fixture.create_inbox_with_mail("saddle", 1).await;
    fixture.expire_inbox_and_confirm(&later).await;
    fixture.core.sign_out().await.unwrap();
    fixture.advance_time(8 * DAY);
    tokio::time::timeout(Duration::from_secs(20), async {
        while fixture.core.count_expired_messages(MailRetention::SevenDays).await.unwrap() > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("expired mail of signed-out accounts is deleted");
    fixture.core.add_account(API_KEY, Some(fixture.sandbox.base_url())).await.unwrap();

    // From now on mail is deleted when its inbox ends.
    fixture.set_retention(MailRetention::UntilTheEnd).await;
    assert_eq!(fixture.find_latest_inbox_view(&open).await.total, 1);
    fixture.core.delete_inbox(open.id).await.unwrap();
    fixture.wait_until_inbox_empty(&open).await;
    assert_eq!(fixture.count_search_hits("lantern").await, 0);
}

#[tokio::test]
async fn wrong_clock_deletes_no_mail() {
    let fixture = AdjustableClockFixture::new().await;
    let inbox = fixture.create_inbox_with_mail("heron", 1).await;
    fixture.set_retention(MailRetention::UntilTheEnd).await;
    // No response tells whether the clock was set or time has passed.
    fixture.sandbox.inject_fault(InjectedFault::new(FaultAction::Reset).apply_to_every_request());
    let (_, mut events) = fixture.core.subscribe_with_snapshot().await.unwrap();
    fixture.clock.adjust_by(i64::try_from((40 * DAY).as_secs()).unwrap());
    let has_state = |state| move |change: &Change| matches!(change, Change::Inbox { inbox } if inbox.state == state);
    wait_for_change(&mut events, has_state(InboxState::Expired)).await;
    let request_count = || fixture.sandbox.list_requests().len();
    let before = request_count();
    while request_count() < before + 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(fixture.find_latest_inbox_view(&inbox).await.total, 1, "the inbox may still be open");
    fixture.sandbox.clear_faults();
    wait_for_change(&mut events, has_state(InboxState::Active)).await;
    assert_eq!((fixture.find_latest_inbox_view(&inbox).await.total, fixture.count_search_hits("heron").await), (1, 1));
}
