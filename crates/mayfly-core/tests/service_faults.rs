//! Checking for mail over real sockets while the service, the network or the clock is faulty.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, ErrorCode, Event, InboxState, InboxView, MessageId, SyncView};
use mayfly_core::{Clock as _, Core, CoreEnvironment, InMemorySecretStore, PollTiming};
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::adjustable_clock::AdjustableClock;
use support::{API_KEY, wait_for_change};
use tempfile::TempDir;
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail, Sandbox};
use tokio::sync::broadcast::Receiver;

/// The default timing, two hundred times as fast.
fn fast_timing() -> PollTiming {
    PollTiming {
        shortest_interval: Duration::from_millis(25),
        longest_retry_delay: Duration::from_millis(400),
        check_timeout: Duration::from_millis(400),
        clock_check_interval: Duration::from_millis(50),
    }
}

fn start_core(timing: PollTiming, folder: &TempDir, clock: Arc<AdjustableClock>) -> Core {
    let environment = CoreEnvironment {
        data_folder: folder.path().join("data"),
        clock,
        secrets: Arc::new(InMemorySecretStore::default()),
        localisation: mayfly_core::Localisation::default(),
    };
    Core::builder(environment).poll_timing(timing).start()
}

/// A signed-in core with one selected inbox, and a receiver of its events.
struct CheckFixture {
    _folder: TempDir,
    clock: Arc<AdjustableClock>,
    sandbox: Sandbox,
    core: Core,
    inbox: InboxView,
    events: Receiver<Event>,
}

impl CheckFixture {
    async fn new() -> Self {
        // So large that the fast timing fits into the quota on any day of the month.
        Self::start_with_timing_and_quota(fast_timing(), 1_000_000_000).await
    }

    /// With a large quota, the inbox has been checked once.
    async fn start_with_timing_and_quota(timing: PollTiming, quota: u64) -> Self {
        let sandbox =
            Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).quota(quota).start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AdjustableClock::default());
        let core = start_core(timing, &folder, Arc::clone(&clock));
        core.wait_until_accounts_open().await;
        core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
        let inbox = core.create_inbox().await.unwrap();
        let (_, events) = core.subscribe_with_snapshot().await.unwrap();
        let mut fixture = Self { _folder: folder, clock, sandbox, core, inbox, events };
        // With a small quota the first check is late.
        if quota > 1_000 {
            fixture.wait_until_checked().await;
        }
        fixture
    }

    /// Advances both clocks to the last day before the quota resets, where they are earlier in the service's month, and
    /// creates an inbox there: what a small quota pays for depends on the time that is left.
    async fn advance_to_last_day_of_quota(&mut self) {
        const DAY: i64 = 24 * 3_600;
        let quota = self.core.subscribe_with_snapshot().await.unwrap().0.quota.unwrap();
        let resets_at: jiff::Timestamp = quota.resets_at.unwrap().parse().unwrap();
        let seconds = (resets_at.duration_since(self.clock.now()).as_secs() - DAY).max(0);
        self.sandbox.advance_clock(Duration::from_secs(seconds.unsigned_abs()));
        self.clock.adjust_by(seconds);
        self.inbox = self.core.create_inbox().await.unwrap();
    }

    /// Waits until the sync status matches, and returns it.
    async fn wait_for_sync_status(&mut self, matches_status: impl Fn(&SyncView) -> bool) -> SyncView {
        let current = self.sync_status().await;
        if matches_status(&current) {
            return current;
        }
        let event =
            wait_for_change(&mut self.events, |change| matches!(change, Change::Sync { sync } if matches_status(sync)))
                .await;
        let Change::Sync { sync } = event.change else { unreachable!() };
        sync
    }

    /// Waits for the next response to a check.
    async fn wait_until_checked(&mut self) {
        let id = self.inbox.id;
        while self.events.try_recv().is_ok() {}
        let is_checked =
            |change: &Change| matches!(change, Change::Inbox { inbox } if inbox.id == id && inbox.checked_at.is_some());
        wait_for_change(&mut self.events, is_checked).await;
    }

    async fn sync_status(&self) -> SyncView {
        self.core.subscribe_with_snapshot().await.unwrap().0.sync
    }

    /// The inbox as it is now.
    async fn find_latest_inbox_view(&self) -> InboxView {
        self.core
            .subscribe_with_snapshot()
            .await
            .unwrap()
            .0
            .inboxes
            .into_iter()
            .find(|inbox| inbox.id == self.inbox.id)
            .unwrap()
    }

    /// The seconds until the inbox expires, by the computer's clock.
    async fn seconds_left(&self) -> i64 {
        let end: jiff::Timestamp = self.find_latest_inbox_view().await.expires_at.unwrap().parse().unwrap();
        end.duration_since(self.clock.now()).as_secs()
    }

    /// Has a mail delivered at the service.
    fn deliver_mail(&self, subject: &str) -> MessageId {
        self.sandbox.deliver_mail(&self.inbox.address, Mail::new_text(subject, "Words.")).unwrap().into()
    }

    fn count_checks(&self) -> usize {
        self.sandbox
            .list_requests()
            .iter()
            .filter(|request| request.method == "GET" && request.path == "/api/messages")
            .count()
    }
}

/// A fault of the next check.
fn fault_for_next_check(action: FaultAction) -> InjectedFault {
    InjectedFault::new(action).method("GET").path("/messages")
}

#[tokio::test]
async fn deferred_checks_wait_but_user_requests_do_not() {
    let sandbox =
        Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).quota(1_000_000_000).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let core = start_core(fast_timing(), &folder, Arc::default());
    core.hold_checks_until_released();
    core.wait_until_accounts_open().await;
    core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
    let inbox = core.create_inbox().await.unwrap();
    let count_checks = || sandbox.list_requests().iter().filter(|request| request.path == "/api/messages").count();
    core.list_messages(inbox.id, true).await.unwrap();
    assert_eq!(count_checks(), 1);
    tokio::time::sleep(fast_timing().shortest_interval * 10).await;
    assert_eq!(count_checks(), 1, "no scheduled check starts");
    let (_, mut events) = core.subscribe_with_snapshot().await.unwrap();
    core.start_deferred_checks();
    wait_for_change(
        &mut events,
        |change| matches!(change, Change::Inbox { inbox: current } if current.checked_at.is_some()),
    )
    .await;
    assert!(count_checks() > 1);
}

#[tokio::test]
async fn outage_is_shown_and_ends_without_a_user_request() {
    let mut fixture = CheckFixture::new().await;
    for (action, min_delay) in [
        (FaultAction::answer(500), 1),
        (FaultAction::answer(503).with_header("Retry-After", "1"), 1_000),
        (FaultAction::Challenge, 1),
        (FaultAction::Reset, 1),
        (FaultAction::Hang, 1),
        (FaultAction::Truncate { after: None }, 1),
        (FaultAction::Garbage, 1),
        (FaultAction::answer(200).with_body("<html>Sign in to this network</html>"), 1),
    ] {
        fixture.wait_for_sync_status(|sync| *sync == SyncView::Online).await;
        fixture.sandbox.inject_fault(fault_for_next_check(action.clone()).apply_to_next_requests(3));
        let SyncView::Offline { since, retry_at } =
            fixture.wait_for_sync_status(|sync| matches!(sync, SyncView::Offline { .. })).await
        else {
            unreachable!()
        };
        let parse_time = |text: String| text.parse::<jiff::Timestamp>().unwrap();
        let delay = parse_time(retry_at).duration_since(parse_time(since)).as_millis();
        assert!(delay >= min_delay, "{action:?}: retried after {delay} ms");
        fixture.wait_for_sync_status(|sync| *sync == SyncView::Online).await;
    }
    let id = fixture.deliver_mail("After it all");
    let has_message = |change: &Change| matches!(change, Change::Messages { messages, .. } if messages[0].id == id);
    wait_for_change(&mut fixture.events, has_message).await;
}

#[tokio::test]
async fn mail_is_found_after_failed_checks() {
    let mut fixture = CheckFixture::new().await;
    fixture.sandbox.inject_fault(fault_for_next_check(FaultAction::Drip { chunk: 40, ms: 1 }));
    fixture.sandbox.inject_fault(fault_for_next_check(FaultAction::answer(500)));
    fixture.sandbox.inject_fault(fault_for_next_check(FaultAction::Reset));
    let id = fixture.deliver_mail("Through");
    let has_message = |change: &Change| matches!(change, Change::Messages { messages, .. } if messages[0].id == id);
    wait_for_change(&mut fixture.events, has_message).await;
}

#[tokio::test]
async fn rate_limited_checks_wait_as_long_as_the_service_asks() {
    let mut fixture = CheckFixture::new().await;
    // Without a header the wait is at least half a minute, which is 150 milliseconds with this timing.
    for (header, min_wait) in [(Some(("Retry-After", "1")), 1_000), (None, 150)] {
        fixture.wait_for_sync_status(|sync| *sync == SyncView::Online).await;
        let mut action = FaultAction::answer(429);
        if let Some((name, value)) = header {
            action = action.with_header(name, value);
        }
        // Measured from before the response, so that a delayed event does not shorten the measured wait.
        let (began, began_at) = (Instant::now(), fixture.clock.now());
        fixture.sandbox.inject_fault(fault_for_next_check(action));
        let SyncView::Waiting { until } =
            fixture.wait_for_sync_status(|sync| matches!(sync, SyncView::Waiting { .. })).await
        else {
            unreachable!()
        };
        let until: jiff::Timestamp = until.parse().unwrap();
        let announced = until.duration_since(began_at).as_millis();
        // Times for windows are in whole milliseconds.
        assert!(announced >= min_wait - 1, "{header:?}: until {until}, {announced} ms");
        fixture.wait_for_sync_status(|sync| *sync == SyncView::Online).await;
        let waited = began.elapsed().as_millis();
        assert!(waited >= u128::try_from(min_wait).unwrap(), "{header:?}: after {waited} ms");
    }
}

#[tokio::test]
async fn refused_api_key_stops_checks_and_keeps_data() {
    let mut fixture = CheckFixture::new().await;
    fixture.deliver_mail("Kept");
    wait_for_change(&mut fixture.events, |change| matches!(change, Change::Messages { .. })).await;
    fixture.sandbox.inject_fault(InjectedFault::new(FaultAction::answer(401)).apply_to_every_request());
    fixture.wait_for_sync_status(|sync| *sync == SyncView::KeyRefused).await;
    let checks = fixture.count_checks();
    // Many times the check interval.
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(fixture.count_checks(), checks, "no request is sent with a refused API key");
    assert_eq!(fixture.core.list_messages(fixture.inbox.id, false).await.unwrap().len(), 1);

    fixture.sandbox.clear_faults();
    fixture.core.sign_in(API_KEY, Some(fixture.sandbox.base_url())).await.unwrap();
    fixture.wait_for_sync_status(|sync| *sync == SyncView::Online).await;
    assert_eq!(fixture.find_latest_inbox_view().await.total, 1);
}

#[tokio::test]
async fn refused_check_shows_one_notice_until_it_succeeds() {
    let mut fixture = CheckFixture::new().await;
    for code in [ErrorCode::NotAllowed, ErrorCode::Refused] {
        let status = if code == ErrorCode::NotAllowed { 403 } else { 400 };
        fixture.sandbox.inject_fault(fault_for_next_check(FaultAction::answer(status)).apply_to_every_request());
        let is_notice_change = |change: &Change| matches!(change, Change::Notice { .. } | Change::NoticeRemoved { .. });
        let Change::Notice { notice } = wait_for_change(&mut fixture.events, is_notice_change).await.change else {
            panic!("a notice was removed")
        };
        assert_eq!((notice.error.code, &notice.unchecked_address), (code, &Some(fixture.inbox.address.clone())));
        // Further refused checks add no further notice.
        let checks = fixture.count_checks();
        while fixture.count_checks() < checks + 2 {
            fixture.core.record_window_visibility(true);
            fixture.core.record_interest(fixture.inbox.id).await.unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(fixture.core.subscribe_with_snapshot().await.unwrap().0.notices, std::slice::from_ref(&notice));

        fixture.sandbox.clear_faults();
        let Change::NoticeRemoved { id } = wait_for_change(&mut fixture.events, is_notice_change).await.change else {
            panic!("a second notice was added")
        };
        assert_eq!(id, notice.id);
        assert_eq!(fixture.core.subscribe_with_snapshot().await.unwrap().0.notices, []);
    }
    // The notice ends with the inbox and with the account; another refused inbox gets a new one.
    let is_notice_change = |change: &Change| matches!(change, Change::Notice { .. } | Change::NoticeRemoved { .. });
    fixture.sandbox.inject_fault(fault_for_next_check(FaultAction::answer(403)).apply_to_every_request());
    wait_for_change(&mut fixture.events, is_notice_change).await;
    fixture.core.delete_inbox(fixture.inbox.id).await.unwrap();
    assert!(matches!(
        wait_for_change(&mut fixture.events, is_notice_change).await.change,
        Change::NoticeRemoved { .. }
    ));
    fixture.core.create_inbox().await.unwrap();
    assert!(matches!(wait_for_change(&mut fixture.events, is_notice_change).await.change, Change::Notice { .. }));
    fixture.core.sign_out().await.unwrap();
    while !fixture.core.subscribe_with_snapshot().await.unwrap().0.notices.is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn user_request_does_not_wait_for_a_check() {
    let long_timeout = PollTiming { check_timeout: Duration::from_secs(60), ..fast_timing() };
    let fixture = CheckFixture::start_with_timing_and_quota(long_timeout, 50_000).await;
    fixture.sandbox.inject_fault(fault_for_next_check(FaultAction::Hang));
    let checks = fixture.count_checks();
    while fixture.count_checks() <= checks + 1 {
        // The hanging check is the last one until the user's request.
        tokio::time::sleep(Duration::from_millis(10)).await;
        if fixture.count_checks() == checks + 1 {
            break;
        }
    }
    let id = fixture.deliver_mail("Requested");
    let messages = tokio::time::timeout(Duration::from_secs(10), fixture.core.list_messages(fixture.inbox.id, true));
    let messages = messages.await.expect("the request is answered").unwrap();
    assert_eq!(messages[0].id, id);
}

#[tokio::test]
async fn successful_user_request_ends_an_outage() {
    let slow_timing = PollTiming {
        longest_retry_delay: Duration::from_secs(3_600),
        shortest_interval: Duration::from_secs(3),
        ..fast_timing()
    };
    let mut fixture = CheckFixture::start_with_timing_and_quota(slow_timing, 50_000).await;
    fixture.sandbox.inject_fault(fault_for_next_check(FaultAction::Reset).apply_to_every_request());
    fixture.core.list_messages(fixture.inbox.id, true).await.unwrap_err();
    fixture.wait_for_sync_status(|sync| matches!(sync, SyncView::Offline { .. })).await;
    fixture.sandbox.clear_faults();
    fixture.core.list_messages(fixture.inbox.id, true).await.unwrap();
    assert_eq!(fixture.sync_status().await, SyncView::Online);
}

#[tokio::test]
async fn pausing_stops_checks_but_not_user_requests() {
    let mut fixture = CheckFixture::new().await;
    fixture.core.set_checking_paused(true);
    fixture.wait_for_sync_status(|sync| *sync == SyncView::Paused).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let checks = fixture.count_checks();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(fixture.count_checks(), checks);
    let id = fixture.deliver_mail("Requested");
    assert_eq!(fixture.core.list_messages(fixture.inbox.id, true).await.unwrap()[0].id, id);
    assert_eq!(fixture.sync_status().await, SyncView::Paused);
    fixture.core.set_checking_paused(false);
    fixture.wait_for_sync_status(|sync| *sync == SyncView::Online).await;
}

#[tokio::test]
async fn small_quota_is_saved_and_the_user_reserve_kept() {
    let mut fixture = CheckFixture::start_with_timing_and_quota(fast_timing(), 60).await;
    fixture.advance_to_last_day_of_quota().await;
    fixture.wait_for_sync_status(|sync| matches!(sync, SyncView::Saving { .. } | SyncView::Resting { .. })).await;
    for _ in 0..3 {
        fixture.core.create_inbox().await.unwrap();
    }
    let quota = fixture.core.subscribe_with_snapshot().await.unwrap().0.quota.unwrap();
    assert!(quota.remaining >= 1 && quota.expected_checks <= quota.remaining, "{quota:?}");
}

#[tokio::test]
async fn setting_the_clock_does_not_change_when_inboxes_expire() {
    const WEEK: i64 = 7 * 24 * 3_600;
    let mut fixture = CheckFixture::new().await;
    for adjustment in [WEEK, -WEEK, -WEEK, WEEK] {
        let before = fixture.seconds_left().await;
        fixture.clock.adjust_by(adjustment);
        let id = fixture.inbox.id;
        let is_unchanged = |change: &Change| {
            let Change::Inbox { inbox } = change else { return false };
            let Some(end) = inbox.expires_at.as_deref().and_then(|end| end.parse::<jiff::Timestamp>().ok()) else {
                return false;
            };
            let left = end.duration_since(fixture.clock.now()).as_secs();
            inbox.id == id && inbox.state == InboxState::Active && (before - 60..=before + 2).contains(&left)
        };
        wait_for_change(&mut fixture.events, is_unchanged).await;
        fixture.wait_until_checked().await;
        assert_eq!(
            fixture.find_latest_inbox_view().await.state,
            InboxState::Active,
            "the clock was adjusted by {adjustment} s"
        );
    }
}

#[tokio::test]
async fn after_a_week_of_sleep_expired_inboxes_end_and_checking_goes_on() {
    let week = Duration::from_secs(7 * 24 * 3_600);
    let mut fixture = CheckFixture::new().await;
    fixture.sandbox.advance_clock(week);
    fixture.clock.adjust_by(7 * 24 * 3_600);
    let id = fixture.inbox.id;
    let is_expired = |change: &Change| matches!(change, Change::Inbox { inbox } if inbox.id == id && inbox.state == InboxState::Expired);
    wait_for_change(&mut fixture.events, is_expired).await;
    fixture.inbox = fixture.core.create_inbox().await.unwrap();
    fixture.wait_until_checked().await;
    fixture.wait_for_sync_status(|sync| *sync == SyncView::Online).await;
    assert!((590..=600).contains(&fixture.seconds_left().await));
}
