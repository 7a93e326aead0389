//! Checking for mail over real sockets while the service, the network and the clock misbehave.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, ErrorCode, Event, InboxState, InboxView, SyncView};
use mayfly_core::{Clock, Config, Core, MemorySecrets, Pace};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use support::{KEY, wait_for};
use tempfile::TempDir;
use tempmailg_sandbox::{Fault, FaultAction, Mail, Sandbox};
use tokio::sync::broadcast::Receiver;

/// The default pace, two hundred times as quick.
fn quick() -> Pace {
    Pace {
        quickest: Duration::from_millis(25),
        longest_retry: Duration::from_millis(400),
        patience: Duration::from_millis(400),
        heartbeat: Duration::from_millis(50),
        ..Pace::default()
    }
}

/// The computer's clock, which somebody sets.
#[derive(Default)]
struct Settable(AtomicI64);

impl Settable {
    fn turn(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for Settable {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now() + jiff::SignedDuration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

fn start(pace: Pace, folder: &TempDir, clock: Arc<Settable>) -> Core {
    let config = Config {
        data_folder: folder.path().join("data"),
        clock,
        secrets: Arc::new(MemorySecrets::default()),
        locales: mayfly_core::Locales::default(),
    };
    Core::start_at(pace, config)
}

struct Scene {
    _folder: TempDir,
    clock: Arc<Settable>,
    sandbox: Sandbox,
    core: Core,
    inbox: InboxView,
    events: Receiver<Event>,
}

impl Scene {
    async fn new() -> Self {
        // So large that the quick pace can be paid for on any day of the month.
        Self::with(quick(), 1_000_000_000).await
    }

    /// One inbox, selected, and the service answering.
    async fn with(pace: Pace, quota: u64) -> Self {
        let sandbox = Sandbox::builder().key(KEY).empty(true).quota(quota).start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(Settable::default());
        let core = start(pace, &folder, Arc::clone(&clock));
        support::until_started(&core).await;
        core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
        let inbox = core.create_inbox().await.unwrap();
        let (_, events) = core.subscribe().await.unwrap();
        let mut scene = Self { _folder: folder, clock, sandbox, core, inbox, events };
        // With a small quota that takes its time.
        if quota > 1_000 {
            scene.until_checked().await;
        }
        scene
    }

    /// Waits until checking stands like that, and tells how exactly.
    async fn until(&mut self, fits: impl Fn(&SyncView) -> bool) -> SyncView {
        let now = self.sync().await;
        if fits(&now) {
            return now;
        }
        let event = wait_for(&mut self.events, |change| matches!(change, Change::Sync { sync } if fits(sync))).await;
        let Change::Sync { sync } = event.change else { unreachable!() };
        sync
    }

    /// Waits for the next answer of the service.
    async fn until_checked(&mut self) {
        let id = self.inbox.id;
        while self.events.try_recv().is_ok() {}
        let checked =
            |change: &Change| matches!(change, Change::Inbox { inbox } if inbox.id == id && inbox.checked_at.is_some());
        wait_for(&mut self.events, checked).await;
    }

    async fn sync(&self) -> SyncView {
        self.core.subscribe().await.unwrap().0.sync
    }

    async fn inbox(&self) -> InboxView {
        self.core.subscribe().await.unwrap().0.inboxes.into_iter().find(|inbox| inbox.id == self.inbox.id).unwrap()
    }

    /// How many seconds the inbox has left by the clock.
    async fn seconds_left(&self) -> i64 {
        let end: jiff::Timestamp = self.inbox().await.expires_at.unwrap().parse().unwrap();
        end.duration_since(self.clock.now()).as_secs()
    }

    fn checks(&self) -> usize {
        self.sandbox
            .requests()
            .iter()
            .filter(|request| request.method == "GET" && request.path == "/api/messages")
            .count()
    }
}

fn on_checks(action: FaultAction) -> Fault {
    Fault::new(action).method("GET").path("/messages")
}

#[tokio::test]
async fn checking_waits_for_a_window_that_opens_but_not_what_the_user_asks_for() {
    let sandbox = Sandbox::builder().key(KEY).empty(true).quota(1_000_000_000).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let core = start(quick(), &folder, Arc::default());
    core.hold_checks();
    support::until_started(&core).await;
    core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
    let inbox = core.create_inbox().await.unwrap();
    let checks = || sandbox.requests().iter().filter(|request| request.path == "/api/messages").count();
    core.list_messages(inbox.id, true).await.unwrap();
    assert_eq!(checks(), 1);
    tokio::time::sleep(quick().quickest * 10).await;
    assert_eq!(checks(), 1, "nothing is checked by itself");
    let (_, mut events) = core.subscribe().await.unwrap();
    core.release_checks();
    wait_for(&mut events, |change| matches!(change, Change::Inbox { inbox: now } if now.checked_at.is_some())).await;
    assert!(checks() > 1);
}

#[tokio::test]
async fn an_outage_is_told_and_ends_by_itself() {
    let mut scene = Scene::new().await;
    for (action, least) in [
        (FaultAction::answer(500), 1),
        (FaultAction::answer(503).with_header("Retry-After", "1"), 1_000),
        (FaultAction::Challenge, 1),
        (FaultAction::Reset, 1),
        (FaultAction::Hang, 1),
        (FaultAction::Truncate { after: None }, 1),
        (FaultAction::Garbage, 1),
        (FaultAction::answer(200).with_body("<html>Sign in to this network</html>"), 1),
    ] {
        scene.until(|sync| *sync == SyncView::Online).await;
        scene.sandbox.inject(on_checks(action.clone()).times(3));
        let SyncView::Offline { since, retry_at } = scene.until(|sync| matches!(sync, SyncView::Offline { .. })).await
        else {
            unreachable!()
        };
        let time = |text: String| text.parse::<jiff::Timestamp>().unwrap();
        let pause = time(retry_at).duration_since(time(since)).as_millis();
        assert!(pause >= least, "{action:?}: again {pause} ms after it began");
        scene.until(|sync| *sync == SyncView::Online).await;
    }
    let id = scene.sandbox.deliver(&scene.inbox.address, Mail::text("After it all", "Words.")).unwrap();
    let came = |change: &Change| matches!(change, Change::Messages { messages, .. } if messages[0].id == id);
    wait_for(&mut scene.events, came).await;
}

#[tokio::test]
async fn mail_comes_in_whatever_goes_wrong_on_the_way() {
    let mut scene = Scene::new().await;
    scene.sandbox.inject(on_checks(FaultAction::Drip { chunk: 40, ms: 1 }));
    scene.sandbox.inject(on_checks(FaultAction::answer(500)));
    scene.sandbox.inject(on_checks(FaultAction::Reset));
    let id = scene.sandbox.deliver(&scene.inbox.address, Mail::text("Through", "Words.")).unwrap();
    let came = |change: &Change| matches!(change, Change::Messages { messages, .. } if messages[0].id == id);
    wait_for(&mut scene.events, came).await;
}

#[tokio::test]
async fn too_many_requests_means_waiting_as_long_as_asked() {
    let mut scene = Scene::new().await;
    // Without a word from the service it is half a minute at least, at this pace 150 milliseconds.
    for (header, least) in [(Some(("Retry-After", "1")), 1_000), (None, 150)] {
        scene.until(|sync| *sync == SyncView::Online).await;
        let mut action = FaultAction::answer(429);
        if let Some((name, value)) = header {
            action = action.with_header(name, value);
        }
        // From before the answer on: however late this task hears of it, less than was asked is too little.
        let (began, began_at) = (Instant::now(), scene.clock.now());
        scene.sandbox.inject(on_checks(action));
        let SyncView::Waiting { until } = scene.until(|sync| matches!(sync, SyncView::Waiting { .. })).await else {
            unreachable!()
        };
        let until: jiff::Timestamp = until.parse().unwrap();
        let told = until.duration_since(began_at).as_millis();
        // Times for windows are in whole milliseconds.
        assert!(told >= least - 1, "{header:?}: until {until}, {told} ms");
        scene.until(|sync| *sync == SyncView::Online).await;
        let waited = began.elapsed().as_millis();
        assert!(waited >= u128::try_from(least).unwrap(), "{header:?}: after {waited} ms");
    }
}

#[tokio::test]
async fn a_refused_key_stops_everything_and_keeps_everything() {
    let mut scene = Scene::new().await;
    scene.sandbox.deliver(&scene.inbox.address, Mail::text("Kept", "Words.")).unwrap();
    wait_for(&mut scene.events, |change| matches!(change, Change::Messages { .. })).await;
    scene.sandbox.inject(Fault::new(FaultAction::answer(401)).always());
    scene.until(|sync| *sync == SyncView::KeyRefused).await;
    let checks = scene.checks();
    // Many times what lies between two checks.
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(scene.checks(), checks, "nothing is asked with a key that was refused");
    assert_eq!(scene.core.list_messages(scene.inbox.id, false).await.unwrap().len(), 1);

    scene.sandbox.clear_faults();
    scene.core.connect(KEY, Some(scene.sandbox.base_url())).await.unwrap();
    scene.until(|sync| *sync == SyncView::Online).await;
    assert_eq!(scene.inbox().await.total, 1);
}

#[tokio::test]
async fn a_check_that_is_refused_is_told_of_once_until_it_works() {
    let mut scene = Scene::new().await;
    for code in [ErrorCode::NotAllowed, ErrorCode::Refused] {
        let status = if code == ErrorCode::NotAllowed { 403 } else { 400 };
        scene.sandbox.inject(on_checks(FaultAction::answer(status)).always());
        let told = |change: &Change| matches!(change, Change::Notice { .. } | Change::NoticeGone { .. });
        let Change::Notice { notice } = wait_for(&mut scene.events, told).await.change else { panic!("gone?") };
        assert_eq!((notice.error.code, &notice.unchecked), (code, &Some(scene.inbox.address.clone())));
        // Asked again and refused again, it is not told again.
        let asked = scene.checks();
        while scene.checks() < asked + 2 {
            scene.core.set_watching(true);
            scene.core.attend(scene.inbox.id).await.unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(scene.core.subscribe().await.unwrap().0.notices, std::slice::from_ref(&notice));

        scene.sandbox.clear_faults();
        let Change::NoticeGone { id } = wait_for(&mut scene.events, told).await.change else { panic!("told again") };
        assert_eq!(id, notice.id);
        assert_eq!(scene.core.subscribe().await.unwrap().0.notices, []);
    }
    // What is no longer checked is no longer refused, nor by an account that is closed; another inbox is told of again.
    let told = |change: &Change| matches!(change, Change::Notice { .. } | Change::NoticeGone { .. });
    scene.sandbox.inject(on_checks(FaultAction::answer(403)).always());
    wait_for(&mut scene.events, told).await;
    scene.core.delete_inbox(scene.inbox.id).await.unwrap();
    assert!(matches!(wait_for(&mut scene.events, told).await.change, Change::NoticeGone { .. }));
    scene.core.create_inbox().await.unwrap();
    assert!(matches!(wait_for(&mut scene.events, told).await.change, Change::Notice { .. }));
    scene.core.sign_out().await.unwrap();
    while !scene.core.subscribe().await.unwrap().0.notices.is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_users_request_does_not_wait_behind_a_check() {
    let patient = Pace { patience: Duration::from_secs(60), ..quick() };
    let scene = Scene::with(patient, 50_000).await;
    scene.sandbox.inject(on_checks(FaultAction::Hang));
    let checks = scene.checks();
    while scene.checks() <= checks + 1 {
        // The check that hangs is the last one until the user comes.
        tokio::time::sleep(Duration::from_millis(10)).await;
        if scene.checks() == checks + 1 {
            break;
        }
    }
    let id = scene.sandbox.deliver(&scene.inbox.address, Mail::text("Asked for", "Words.")).unwrap();
    let messages = tokio::time::timeout(Duration::from_secs(10), scene.core.list_messages(scene.inbox.id, true));
    let messages = messages.await.expect("the answer comes").unwrap();
    assert_eq!(messages[0].id, id);
}

#[tokio::test]
async fn the_user_ends_an_outage_by_asking() {
    let slow = Pace { longest_retry: Duration::from_secs(3_600), quickest: Duration::from_secs(3), ..quick() };
    let mut scene = Scene::with(slow, 50_000).await;
    scene.sandbox.inject(on_checks(FaultAction::Reset).always());
    scene.core.list_messages(scene.inbox.id, true).await.unwrap_err();
    scene.until(|sync| matches!(sync, SyncView::Offline { .. })).await;
    scene.sandbox.clear_faults();
    scene.core.list_messages(scene.inbox.id, true).await.unwrap();
    assert_eq!(scene.sync().await, SyncView::Online);
}

#[tokio::test]
async fn pausing_stops_checks_but_not_the_user() {
    let mut scene = Scene::new().await;
    scene.core.set_paused(true);
    scene.until(|sync| *sync == SyncView::Paused).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let checks = scene.checks();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(scene.checks(), checks);
    let id = scene.sandbox.deliver(&scene.inbox.address, Mail::text("Asked for", "Words.")).unwrap();
    assert_eq!(scene.core.list_messages(scene.inbox.id, true).await.unwrap()[0].id, id);
    assert_eq!(scene.sync().await, SyncView::Paused);
    scene.core.set_paused(false);
    scene.until(|sync| *sync == SyncView::Online).await;
}

#[tokio::test]
async fn a_small_quota_is_saved_and_the_users_part_kept() {
    let mut scene = Scene::with(quick(), 60).await;
    scene.until(|sync| matches!(sync, SyncView::Saving { .. } | SyncView::Resting { .. })).await;
    for _ in 0..3 {
        scene.core.create_inbox().await.unwrap();
    }
    let quota = scene.core.subscribe().await.unwrap().0.quota.unwrap();
    assert!(quota.remaining >= 1 && quota.expected_checks <= quota.remaining, "{quota:?}");
}

#[tokio::test]
async fn a_clock_that_is_set_moves_no_end() {
    const WEEK: i64 = 7 * 24 * 3_600;
    let mut scene = Scene::new().await;
    for by in [WEEK, -WEEK, -WEEK, WEEK] {
        let before = scene.seconds_left().await;
        scene.clock.turn(by);
        let id = scene.inbox.id;
        let right = |change: &Change| {
            let Change::Inbox { inbox } = change else { return false };
            let Some(end) = inbox.expires_at.as_deref().and_then(|end| end.parse::<jiff::Timestamp>().ok()) else {
                return false;
            };
            let left = end.duration_since(scene.clock.now()).as_secs();
            inbox.id == id && inbox.state == InboxState::Active && (before - 60..=before + 2).contains(&left)
        };
        wait_for(&mut scene.events, right).await;
        scene.until_checked().await;
        assert_eq!(scene.inbox().await.state, InboxState::Active, "the clock was turned by {by} s");
    }
}

#[tokio::test]
async fn after_a_week_of_sleep_what_is_over_is_over_and_the_rest_goes_on() {
    let week = Duration::from_secs(7 * 24 * 3_600);
    let mut scene = Scene::new().await;
    scene.sandbox.advance(week);
    scene.clock.turn(7 * 24 * 3_600);
    let id = scene.inbox.id;
    let over = |change: &Change| matches!(change, Change::Inbox { inbox } if inbox.id == id && inbox.state == InboxState::Expired);
    wait_for(&mut scene.events, over).await;
    scene.inbox = scene.core.create_inbox().await.unwrap();
    scene.until_checked().await;
    scene.until(|sync| *sync == SyncView::Online).await;
    assert!((590..=600).contains(&scene.seconds_left().await));
}
