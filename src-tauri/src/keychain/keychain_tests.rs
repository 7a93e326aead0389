//! The keychain with a Secret Service of each kind, and with a real gnome-keyring, on a session bus of the test's own.

#![allow(clippy::unwrap_used, reason = "a test")]

use super::linux_keychain::Keychain;
use super::stub_secret_service::{SERVICE_KINDS, StubSecretService, StubSecretServiceKind};
use crate::installation::Installation;
use crate::test_bus::{TestBus, WAIT_TIMEOUT};
use mayfly_core::{SecretError, SecretStore};
use secrecy::ExposeSecret as _;
use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const NAME: &str = "store-key";

/// The time limit of a call that is meant to reach it.
const SHORT_TIMEOUT: Duration = Duration::from_millis(400);

fn keychain_on(bus: &TestBus) -> Keychain {
    Keychain::for_test_bus(&bus.address, WAIT_TIMEOUT)
}

async fn read_secret_texts(keychain: &Keychain) -> Result<Vec<String>, SecretError> {
    let secrets = keychain.get_all_secrets(NAME).await?;
    Ok(secrets.iter().map(|secret| secret.expose_secret().to_owned()).collect())
}

/// Runs a call in the background, so that the test can do what it waits for.
fn start_reading_secrets(keychain: &Keychain) -> tokio::task::JoinHandle<Result<Vec<String>, SecretError>> {
    let keychain = keychain.clone();
    tokio::spawn(async move { read_secret_texts(&keychain).await })
}

async fn expect_change(change: impl Future<Output = ()>) {
    tokio::time::timeout(WAIT_TIMEOUT, change).await.expect("the change is reported");
}

#[tokio::test]
async fn unanswered_prompt_is_locked_and_is_shown_once() {
    for kind in SERVICE_KINDS {
        let bus = TestBus::start();
        let service = StubSecretService::start_with_locked_collection(&bus, kind).await;
        service.add_secret_item(NAME, b"secret", 1).await;
        let keychain = Keychain::for_test_bus(&bus.address, SHORT_TIMEOUT);
        for _ in 0..3 {
            assert_eq!(read_secret_texts(&keychain).await, Err(SecretError::Locked), "{kind:?}");
            service.wait_for_prompt_count(1).await;
        }
        let (one, other) = tokio::join!(read_secret_texts(&keychain), read_secret_texts(&keychain));
        assert_eq!((one, other), (Err(SecretError::Locked), Err(SecretError::Locked)), "{kind:?}");
        assert_eq!(service.prompt_count(), 1, "{kind:?}");

        // The answer comes later than any call waits for it, and without another signal.
        let change = keychain.listen_for_secret_store_change().await;
        service.accept_prompt().await;
        expect_change(change).await;
        assert_eq!(read_secret_texts(&keychain).await, Ok(vec!["secret".to_owned()]), "{kind:?}");
    }
}

#[tokio::test]
async fn prompt_that_is_answered_in_time_gives_the_secret() {
    for kind in SERVICE_KINDS {
        let bus = TestBus::start();
        let service = StubSecretService::start_with_locked_collection(&bus, kind).await;
        service.add_secret_item(NAME, b"secret", 1).await;
        let reading = start_reading_secrets(&keychain_on(&bus));
        service.wait_for_prompt_count(1).await;
        service.accept_prompt().await;
        assert_eq!(reading.await.unwrap(), Ok(vec!["secret".to_owned()]), "{kind:?}");
    }
}

#[tokio::test]
async fn unlocked_keychain_without_the_entry_is_not_locked() {
    for kind in SERVICE_KINDS {
        let bus = TestBus::start();
        let service = StubSecretService::start_with_locked_collection(&bus, kind).await;
        let keychain = keychain_on(&bus);
        let reading = start_reading_secrets(&keychain);
        service.wait_for_prompt_count(1).await;
        service.accept_prompt().await;
        assert_eq!(reading.await.unwrap(), Ok(vec![]), "{kind:?}");
        assert_eq!(keychain.ensure_readable_without_prompt(NAME).await, Ok(()), "{kind:?}");
    }
}

#[tokio::test]
async fn dismissed_prompt_is_shown_again_only_by_the_users_calls() {
    for kind in SERVICE_KINDS {
        let bus = TestBus::start();
        let service = StubSecretService::start_with_locked_collection(&bus, kind).await;
        service.add_secret_item(NAME, b"secret", 1).await;
        let keychain = keychain_on(&bus);
        for times in 1..=2 {
            let reading = start_reading_secrets(&keychain);
            service.wait_for_prompt_count(times).await;
            service.dismiss_prompt().await;
            assert_eq!(reading.await.unwrap(), Err(SecretError::PromptDismissed), "{kind:?}");
            let searches = service.count_searches_while_locked();
            assert_eq!(keychain.ensure_readable_without_prompt(NAME).await, Err(SecretError::Locked), "{kind:?}");
            assert_eq!(service.prompt_count(), times, "{kind:?}");
            // Some services ask when they are searched.
            assert_eq!(service.count_searches_while_locked(), searches, "{kind:?}");
        }
    }
}

#[tokio::test]
async fn unlocking_elsewhere_is_reported_and_other_signals_are_not() {
    for kind in SERVICE_KINDS {
        let bus = TestBus::start();
        let service = StubSecretService::start_with_locked_collection(&bus, kind).await;
        service.add_secret_item(NAME, b"secret", 1).await;
        let keychain = keychain_on(&bus);
        assert_eq!(keychain.ensure_readable_without_prompt(NAME).await, Err(SecretError::Locked), "{kind:?}");

        let mut change = keychain.listen_for_secret_store_change().await;
        let other = tokio::time::timeout(SHORT_TIMEOUT, async {
            loop {
                service.emit("/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Other", &"").await;
                service.emit("/elsewhere", "org.freedesktop.Secret.Service", "CollectionChanged", &"").await;
                tokio::select! {
                    () = &mut change => return,
                    () = tokio::time::sleep(SHORT_TIMEOUT / 20) => {}
                }
            }
        });
        assert!(other.await.is_err(), "{kind:?}");

        service.unlock().await;
        expect_change(change).await;
        assert_eq!(keychain.ensure_readable_without_prompt(NAME).await, Ok(()), "{kind:?}");
        assert_eq!(read_secret_texts(&keychain).await, Ok(vec!["secret".to_owned()]), "{kind:?}");
        assert_eq!(service.prompt_count(), 0, "{kind:?}");
    }
}

#[tokio::test]
async fn service_that_starts_late_or_again_is_reported() {
    let bus = TestBus::start();
    let keychain = keychain_on(&bus);
    for _ in 0..2 {
        assert!(matches!(read_secret_texts(&keychain).await, Err(SecretError::Unavailable(_))));
        assert!(matches!(keychain.ensure_readable_without_prompt(NAME).await, Err(SecretError::Unavailable(_))));
        let mut change = keychain.listen_for_secret_store_change().await;
        assert!(tokio::time::timeout(SHORT_TIMEOUT, &mut change).await.is_err());
        let service = StubSecretService::start_with_unlocked_collection(&bus, StubSecretServiceKind::KWallet).await;
        service.add_secret_item(NAME, b"secret", 1).await;
        expect_change(change).await;
        assert_eq!(read_secret_texts(&keychain).await, Ok(vec!["secret".to_owned()]));
        service.stop().await;
    }
}

#[tokio::test]
async fn service_that_ends_while_it_asks_may_ask_again_later() {
    let bus = TestBus::start();
    let keychain = keychain_on(&bus);
    for _ in 0..2 {
        let service = StubSecretService::start_with_locked_collection(&bus, StubSecretServiceKind::GnomeKeyring).await;
        service.add_secret_item(NAME, b"secret", 1).await;
        let reading = start_reading_secrets(&keychain);
        service.wait_for_prompt_count(1).await;
        service.stop().await;
        assert!(matches!(reading.await.unwrap(), Err(SecretError::Unavailable(_))));
    }
}

#[tokio::test]
async fn without_a_bus_the_keychain_is_unavailable() {
    let keychain = Keychain::for_test_bus("unix:path=/nonexistent/bus", WAIT_TIMEOUT);
    assert!(matches!(read_secret_texts(&keychain).await, Err(SecretError::Unavailable(_))));
    assert!(matches!(keychain.ensure_readable_without_prompt(NAME).await, Err(SecretError::Unavailable(_))));
    let change = keychain.listen_for_secret_store_change().await;
    assert!(tokio::time::timeout(SHORT_TIMEOUT, change).await.is_err());
}

#[tokio::test]
async fn several_items_of_one_name_are_all_read_the_newest_first() {
    for kind in SERVICE_KINDS {
        let bus = TestBus::start();
        let service = StubSecretService::start_with_unlocked_collection(&bus, kind).await;
        let keychain = keychain_on(&bus);
        service.add_secret_item(NAME, b"old", 10).await;
        service.add_secret_item(NAME, b"new", 20).await;
        service.add_secret_item(NAME, b"\xff\xfe", 15).await;
        service.add_secret_item("api-key:1", b"other", 30).await;
        assert_eq!(read_secret_texts(&keychain).await, Ok(vec!["new".to_owned(), "old".to_owned()]), "{kind:?}");

        // Writing changes the one that is read first, and no other.
        keychain.set(NAME, "newest".into()).await.unwrap();
        assert_eq!(read_secret_texts(&keychain).await, Ok(vec!["newest".to_owned(), "old".to_owned()]), "{kind:?}");
        let first = keychain.get(NAME).await.unwrap().unwrap();
        assert_eq!(first.expose_secret(), "newest");

        keychain.delete(NAME).await.unwrap();
        assert_eq!(read_secret_texts(&keychain).await, Ok(vec![]), "{kind:?}");
        assert_eq!(service.list_items().len(), 1, "{kind:?}: other items are left");
        keychain.clear().await.unwrap();
        assert_eq!(service.list_items().len(), 0, "{kind:?}");
    }
}

#[tokio::test]
async fn entry_that_cannot_be_read_is_not_a_missing_one() {
    let bus = TestBus::start();
    let service = StubSecretService::start_with_unlocked_collection(&bus, StubSecretServiceKind::GnomeKeyring).await;
    service.add_secret_item(NAME, b"\xff\xfe", 1).await;
    assert!(matches!(read_secret_texts(&keychain_on(&bus)).await, Err(SecretError::Unavailable(_))));
}

/// A gnome-keyring in the bus's folder. Nothing there can ask for its password.
struct GnomeKeyring(Child);

impl GnomeKeyring {
    fn start(bus: &TestBus, unlock: bool) -> Self {
        let home = bus.folder.path();
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(unlock.then_some("--unlock"))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home)
            .env("XDG_DATA_HOME", home)
            .env("XDG_RUNTIME_DIR", home)
            .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring is installed");
        daemon.stdin.take().unwrap().write_all(b"test").unwrap();
        Self(daemon)
    }
}

impl Drop for GnomeKeyring {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn real_gnome_keyring_is_waited_for() {
    let bus = TestBus::start();
    let keychain = keychain_on(&bus).encrypted();
    let change = keychain.listen_for_secret_store_change().await;
    assert!(matches!(read_secret_texts(&keychain).await, Err(SecretError::Unavailable(_))));
    let daemon = GnomeKeyring::start(&bus, true);
    expect_change(change).await;
    keychain.set(NAME, "secret".into()).await.unwrap();
    keychain.set(NAME, "other".into()).await.unwrap();
    assert_eq!(read_secret_texts(&keychain).await, Ok(vec!["other".to_owned()]));
    drop(daemon);

    let change = keychain.listen_for_secret_store_change().await;
    let daemon = GnomeKeyring::start(&bus, false);
    expect_change(change).await;
    assert_eq!(keychain.ensure_readable_without_prompt(NAME).await, Err(SecretError::Locked));
    assert!(matches!(read_secret_texts(&keychain).await, Err(SecretError::Locked | SecretError::PromptDismissed)));
    drop(daemon);

    let change = keychain.listen_for_secret_store_change().await;
    let _daemon = GnomeKeyring::start(&bus, true);
    expect_change(change).await;
    assert_eq!(keychain.ensure_readable_without_prompt(NAME).await, Ok(()));
    assert_eq!(read_secret_texts(&keychain).await, Ok(vec!["other".to_owned()]));
    keychain.clear().await.unwrap();
    assert_eq!(read_secret_texts(&keychain).await, Ok(vec![]));
}

#[tokio::test]
async fn flatpak_leaves_the_entries_of_the_system_alone() {
    let bus = TestBus::start();
    let _service = StubSecretService::start_with_unlocked_collection(&bus, StubSecretServiceKind::GnomeKeyring).await;
    let system = keychain_on(&bus);
    let flatpak = keychain_on(&bus).with_installation(Installation::Flatpak);
    system.set(NAME, "system".into()).await.unwrap();
    assert_eq!(read_secret_texts(&flatpak).await, Ok(Vec::new()));
    flatpak.set(NAME, "flatpak".into()).await.unwrap();
    assert_eq!(read_secret_texts(&system).await, Ok(vec!["system".to_owned()]));
    flatpak.clear().await.unwrap();
    assert_eq!(read_secret_texts(&flatpak).await, Ok(Vec::new()));
    assert_eq!(read_secret_texts(&system).await, Ok(vec!["system".to_owned()]));
}

#[tokio::test]
async fn program_behind_the_keychain_is_named_outside_a_flatpak_only() {
    let bus = TestBus::start();
    let _service = StubSecretService::start_with_unlocked_collection(&bus, StubSecretServiceKind::GnomeKeyring).await;
    // The stub is a part of this process.
    assert!(keychain_on(&bus).keychain_provider_name().await.is_some());
    let flatpak = keychain_on(&bus).with_installation(Installation::Flatpak);
    assert_eq!(flatpak.keychain_provider_name().await, None);
}
