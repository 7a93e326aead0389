//! The tray's host with watchers of each kind, on a session bus of the test's own.

#![allow(clippy::unwrap_used, reason = "a test")]

use super::tray_host::track_tray_host;
use crate::test_bus::{TestBus, WAIT_TIMEOUT};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::watch;
use zbus::Connection;
use zbus::object_server::SignalEmitter;

const PATH: &str = "/StatusNotifierWatcher";
const NAME: &str = "org.kde.StatusNotifierWatcher";

/// A watcher as the specification wants it.
struct StubWatcher(Arc<AtomicBool>);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl StubWatcher {
    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    #[zbus(signal)]
    async fn status_notifier_host_registered(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn status_notifier_host_unregistered(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;
}

/// A watcher without the property.
struct WatcherWithoutProperty;

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl WatcherWithoutProperty {
    fn register_status_notifier_item(&self, _service: &str) {}
}

/// A watcher that never answers.
struct UnresponsiveWatcher;

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl UnresponsiveWatcher {
    #[zbus(property)]
    async fn is_status_notifier_host_registered(&self) -> bool {
        std::future::pending().await
    }
}

async fn start_stub_tray_watcher(bus: &TestBus, watcher: impl zbus::object_server::Interface) -> Connection {
    let builder = zbus::connection::Builder::address(bus.address.as_str()).unwrap();
    builder.serve_at(PATH, watcher).unwrap().name(NAME).unwrap().build().await.unwrap()
}

async fn start_stub_watcher(bus: &TestBus, has_host: bool) -> (Connection, Arc<AtomicBool>) {
    let state = Arc::new(AtomicBool::new(has_host));
    (start_stub_tray_watcher(bus, StubWatcher(Arc::clone(&state))).await, state)
}

async fn start_tray_host_tracking(bus: &TestBus) -> watch::Receiver<Option<bool>> {
    let (sender, receiver) = watch::channel(None);
    let connection = bus.connect().await;
    tokio::spawn(async move { track_tray_host(&connection, &sender).await });
    receiver
}

async fn expect_tray_host(receiver: &mut watch::Receiver<Option<bool>>, expected: bool, when: &str) {
    let changed = tokio::time::timeout(WAIT_TIMEOUT, receiver.wait_for(|has_host| *has_host == Some(expected))).await;
    assert!(changed.is_ok_and(|state| state.is_ok()), "{expected}: {when}");
}

/// Asserts that nothing counts as a host for longer than a question may take.
async fn expect_no_tray_host(receiver: &mut watch::Receiver<Option<bool>>, kind: &str) {
    let time = super::tray_host::ANSWER_TIMEOUT + std::time::Duration::from_secs(1);
    assert!(tokio::time::timeout(time, receiver.wait_for(|has_host| *has_host == Some(true))).await.is_err(), "{kind}");
}

#[tokio::test]
async fn host_comes_and_goes_while_the_watcher_stays() {
    let bus = TestBus::start();
    let (watcher, has_host) = start_stub_watcher(&bus, false).await;
    let mut tray = start_tray_host_tracking(&bus).await;
    expect_no_tray_host(&mut tray, "a watcher without a host").await;

    let emitter = SignalEmitter::new(&watcher, PATH).unwrap();
    has_host.store(true, Ordering::Relaxed);
    StubWatcher::status_notifier_host_registered(&emitter).await.unwrap();
    expect_tray_host(&mut tray, true, "a host was registered").await;
    has_host.store(false, Ordering::Relaxed);
    StubWatcher::status_notifier_host_unregistered(&emitter).await.unwrap();
    expect_tray_host(&mut tray, false, "the host was unregistered").await;

    // A watcher that reports the property alone.
    has_host.store(true, Ordering::Relaxed);
    let interface = watcher.object_server().interface::<_, StubWatcher>(PATH).await.unwrap();
    interface.get().await.is_status_notifier_host_registered_changed(interface.signal_emitter()).await.unwrap();
    expect_tray_host(&mut tray, true, "the property changed").await;
}

#[tokio::test]
async fn host_goes_with_its_watcher_and_comes_with_another() {
    let bus = TestBus::start();
    let mut tray = start_tray_host_tracking(&bus).await;
    let (watcher, _) = start_stub_watcher(&bus, true).await;
    expect_tray_host(&mut tray, true, "the watcher started").await;
    drop(watcher.close().await);
    expect_tray_host(&mut tray, false, "the watcher ended").await;
    let _watcher = start_stub_watcher(&bus, true).await;
    expect_tray_host(&mut tray, true, "another watcher started").await;
}

#[tokio::test]
async fn watcher_that_does_not_tell_of_a_host_has_none() {
    let bus = TestBus::start();
    let watcher = start_stub_tray_watcher(&bus, WatcherWithoutProperty).await;
    let mut tray = start_tray_host_tracking(&bus).await;
    expect_no_tray_host(&mut tray, "no property").await;
    drop(watcher.close().await);
    let watcher = start_stub_tray_watcher(&bus, UnresponsiveWatcher).await;
    expect_no_tray_host(&mut tray, "no answer").await;
    // The question that is not answered does not keep the next watcher from being seen.
    drop(watcher.close().await);
    let _watcher = start_stub_watcher(&bus, true).await;
    expect_tray_host(&mut tray, true, "a watcher that answers").await;
}
