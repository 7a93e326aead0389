//! How long the mail of inboxes that have ended stays.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, ErrorCode, InboxState, InboxView, KeepMail, Settings};
use mayfly_core::{Clock, Config, Core, MemorySecrets, Pace};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use support::{KEY, until_started, wait_for};
use tempfile::TempDir;
use tempmailg_sandbox::{Fault, FaultAction, Mail, Sandbox};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A clock that a test puts forward.
#[derive(Default)]
struct Settable(AtomicI64);

impl Clock for Settable {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now() + jiff::SignedDuration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

struct Scene {
    folder: TempDir,
    secrets: Arc<MemorySecrets>,
    clock: Arc<Settable>,
    sandbox: Sandbox,
    core: Core,
}

impl Scene {
    /// A core at a quick pace; inboxes live for 30 days.
    async fn new() -> Self {
        let sandbox =
            Sandbox::builder().key(KEY).empty(true).quota(1_000_000).lifetime(30 * DAY).start().await.unwrap();
        let (folder, secrets) = (tempfile::tempdir().unwrap(), Arc::new(MemorySecrets::default()));
        let clock = Arc::new(Settable::default());
        let core = start(&folder, &secrets, &clock).await;
        core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
        Self { folder, secrets, clock, sandbox, core }
    }

    async fn restart(&mut self) {
        self.core.shut_down().await;
        self.core = start(&self.folder, &self.secrets, &self.clock).await;
    }

    /// Time passes, for everybody.
    fn pass(&self, time: Duration) {
        self.sandbox.advance(time);
        self.clock.0.fetch_add(i64::try_from(time.as_secs()).unwrap(), Ordering::SeqCst);
    }

    /// A new inbox with so many messages that hold this word.
    async fn inbox(&self, word: &str, count: u32) -> InboxView {
        let inbox = self.core.create_inbox().await.unwrap();
        for number in 0..count {
            self.sandbox.deliver(&inbox.address, Mail::text(format!("{word} {number}"), "Words.")).unwrap();
        }
        assert_eq!(self.core.list_messages(inbox.id, true).await.unwrap().len(), count as usize);
        inbox
    }

    /// The service ends it.
    async fn end(&self, inbox: &InboxView) {
        self.sandbox.expire(&inbox.address);
        let _ = self.core.list_messages(inbox.id, true).await;
        assert_eq!(self.now(inbox).await.state, InboxState::Expired);
    }

    async fn now(&self, inbox: &InboxView) -> InboxView {
        let inboxes = self.core.subscribe().await.unwrap().0.inboxes;
        inboxes.into_iter().find(|known| known.id == inbox.id).expect("an inbox stays on the list")
    }

    async fn keep(&self, keep_mail: KeepMail) {
        self.core.set_settings(Settings { keep_mail, ..Settings::default() }).await.unwrap();
    }

    async fn found(&self, word: &str) -> usize {
        self.core.search_messages(word, 50, None).await.unwrap().hits.len()
    }

    /// Waits until an inbox has no mail.
    async fn until_empty(&self, inbox: &InboxView) {
        let (_, mut events) = self.core.subscribe().await.unwrap();
        while self.now(inbox).await.total > 0 {
            wait_for(&mut events, |change| matches!(change, Change::Inbox { .. } | Change::Reset)).await;
        }
    }
}

async fn start(folder: &TempDir, secrets: &Arc<MemorySecrets>, clock: &Arc<Settable>) -> Core {
    let pace = Pace {
        quickest: Duration::from_millis(25),
        longest_retry: Duration::from_millis(100),
        heartbeat: Duration::from_millis(50),
        ..Pace::default()
    };
    let core = Core::start_at(
        pace,
        Config {
            data_folder: folder.path().join("data"),
            clock: Arc::<Settable>::clone(clock),
            secrets: Arc::<MemorySecrets>::clone(secrets),
            locales: mayfly_core::Locales::default(),
        },
    );
    until_started(&core).await;
    core
}

#[tokio::test]
async fn mail_goes_as_long_after_the_end_as_was_chosen_and_an_open_inbox_keeps_its_own() {
    let scene = Scene::new().await;
    let (old, lasting) = (scene.inbox("heron", 2).await, scene.inbox("lantern", 1).await);
    scene.end(&old).await;
    scene.keep(KeepMail::SevenDays).await;
    let id = scene.core.list_messages(old.id, false).await.unwrap()[0].id.clone();
    scene.pass(6 * DAY);
    let later = scene.inbox("saddle", 1).await;
    scene.end(&later).await;
    assert_eq!((scene.now(&old).await.total, scene.found("heron").await), (2, 2), "not before its time");

    let (_, mut events) = scene.core.subscribe().await.unwrap();
    scene.pass(DAY);
    for _ in 0..2 {
        let of_old = |change: &Change| matches!(change, Change::MessageRemoved { inbox_id, .. } if *inbox_id == old.id);
        wait_for(&mut events, of_old).await;
    }
    assert_eq!((scene.now(&old).await.total, scene.found("heron").await), (0, 0));
    assert_eq!(scene.core.read_message(&id).await.unwrap_err().code(), ErrorCode::UnknownMessage);
    for (inbox, word) in [(&lasting, "lantern"), (&later, "saddle")] {
        assert_eq!((scene.now(inbox).await.total, scene.found(word).await), (1, 1), "{word}");
    }
    assert_eq!(scene.now(&lasting).await.state, InboxState::Active);
}

#[tokio::test]
async fn a_start_deletes_what_has_been_kept_long_enough_signed_in_or_not() {
    let mut scene = Scene::new().await;
    let inbox = scene.inbox("heron", 1).await;
    scene.end(&inbox).await;
    scene.keep(KeepMail::ThirtyDays).await;
    scene.core.shut_down().await;
    scene.pass(29 * DAY);
    scene.restart().await;
    assert_eq!((scene.now(&inbox).await.total, scene.found("heron").await), (1, 1));
    scene.core.shut_down().await;
    scene.pass(DAY);
    scene.restart().await;
    scene.until_empty(&inbox).await;
    assert_eq!(scene.found("heron").await, 0);

    let inbox = scene.inbox("saddle", 1).await;
    scene.end(&inbox).await;
    scene.core.sign_out().await.unwrap();
    scene.core.shut_down().await;
    scene.pass(30 * DAY);
    scene.restart().await;
    // Kept for ever from now on: what is gone was deleted by the start.
    scene.keep(KeepMail::Forever).await;
    scene.core.connect(KEY, Some(scene.sandbox.base_url())).await.unwrap();
    assert_eq!((scene.now(&inbox).await.total, scene.found("saddle").await), (0, 0));
}

#[tokio::test]
async fn choosing_less_says_before_how_many_messages_go_and_deletes_them_at_once() {
    let other = Sandbox::builder().key("mk_other").empty(true).start().await.unwrap();
    let scene = Scene::new().await;
    let (ended, open) = (scene.inbox("heron", 3).await, scene.inbox("lantern", 1).await);
    scene.end(&ended).await;
    for (keep, count) in
        [(KeepMail::Forever, 0), (KeepMail::NinetyDays, 0), (KeepMail::SevenDays, 0), (KeepMail::UntilTheEnd, 3)]
    {
        assert_eq!(scene.core.count_outlived_mail(keep).await.unwrap(), count, "{keep:?}");
    }
    scene.pass(8 * DAY);
    for (keep, count) in [(KeepMail::Forever, 0), (KeepMail::ThirtyDays, 0), (KeepMail::SevenDays, 3)] {
        assert_eq!(scene.core.count_outlived_mail(keep).await.unwrap(), count, "{keep:?}");
    }
    assert_eq!(scene.now(&ended).await.total, 3, "asking deletes nothing");

    // It holds for every account here, the one that is signed out included.
    scene.core.add_account("mk_other", Some(other.base_url())).await.unwrap();
    assert_eq!(scene.core.count_outlived_mail(KeepMail::SevenDays).await.unwrap(), 3);
    scene.core.open_account(1).await.unwrap();
    scene.core.sign_out().await.unwrap();
    scene.keep(KeepMail::SevenDays).await;
    assert_eq!(scene.core.count_outlived_mail(KeepMail::SevenDays).await.unwrap(), 0);
    scene.core.add_account(KEY, Some(scene.sandbox.base_url())).await.unwrap();
    assert_eq!((scene.now(&ended).await.total, scene.now(&open).await.total), (0, 1));

    // While it is signed out and another one is open, time passes for it as well.
    let later = scene.inbox("saddle", 1).await;
    scene.end(&later).await;
    scene.core.sign_out().await.unwrap();
    scene.pass(8 * DAY);
    tokio::time::timeout(Duration::from_secs(20), async {
        while scene.core.count_outlived_mail(KeepMail::SevenDays).await.unwrap() > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("accounts that nobody checks are looked after");
    scene.core.add_account(KEY, Some(scene.sandbox.base_url())).await.unwrap();

    // From now on mail goes with its inbox.
    scene.keep(KeepMail::UntilTheEnd).await;
    assert_eq!(scene.now(&open).await.total, 1);
    scene.core.delete_inbox(open.id).await.unwrap();
    scene.until_empty(&open).await;
    assert_eq!(scene.found("lantern").await, 0);
}

#[tokio::test]
async fn a_clock_that_is_wrong_deletes_nothing() {
    let scene = Scene::new().await;
    let inbox = scene.inbox("heron", 1).await;
    scene.keep(KeepMail::UntilTheEnd).await;
    // Nobody says what the jump means.
    scene.sandbox.inject(Fault::new(FaultAction::Reset).always());
    let (_, mut events) = scene.core.subscribe().await.unwrap();
    scene.clock.0.fetch_add(i64::try_from((40 * DAY).as_secs()).unwrap(), Ordering::SeqCst);
    let seems = |state| move |change: &Change| matches!(change, Change::Inbox { inbox } if inbox.state == state);
    wait_for(&mut events, seems(InboxState::Expired)).await;
    let asked = || scene.sandbox.requests().len();
    let before = asked();
    while asked() < before + 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(scene.now(&inbox).await.total, 1, "it may be open");
    scene.sandbox.clear_faults();
    wait_for(&mut events, seems(InboxState::Active)).await;
    assert_eq!((scene.now(&inbox).await.total, scene.found("heron").await), (1, 1));
}
