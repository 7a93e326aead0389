//! Opening, keeping and closing accounts.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{AccountKind, ErrorCode, Phase, SyncView};
use mayfly_core::{Config, Core, SecretError, SecretStore, SystemClock};
use secrecy::ExposeSecret as _;
use std::sync::Arc;
use support::keychain::Fickle;
use support::{KEY, World, files_with};
use tempmailg_sandbox::{Fault, FaultAction, Mail, Sandbox};

#[tokio::test]
async fn a_key_is_kept_once_the_service_accepts_it() {
    let world = World::new().await;
    assert_eq!(world.phase().await, Phase::Welcome);
    // People paste keys with what stands around them.
    world.core.connect(&format!("  {KEY}\n"), Some(world.sandbox.base_url())).await.unwrap();

    let snapshot = world.snapshot().await;
    assert_eq!(snapshot.phase, Phase::Ready);
    assert_eq!(snapshot.account.unwrap().kind, AccountKind::Kept);
    assert!(snapshot.quota.is_some(), "the first answer tells the quota");
    assert_eq!(world.secrets.names(), ["api-key:1", "store-key"]);
    assert!(files_with(world.folder.path(), KEY.as_bytes()).is_empty());
}

#[tokio::test]
async fn the_end_closes_the_store_and_loses_nothing() {
    let mut world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    world.core.shut_down().await;
    let files = std::fs::read_dir(world.folder.path().join("data")).unwrap().flatten();
    let names: Vec<_> = files.map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert!(!names.iter().any(|name| name.ends_with("-wal")), "everything is in the database itself: {names:?}");
    assert_eq!(world.core.create_inbox().await.unwrap_err().code(), ErrorCode::NotSignedIn);
    world.restart().await;
    assert_eq!(world.snapshot().await.inboxes[0].address, inbox.address);
}

#[tokio::test]
async fn a_refused_key_leaves_nothing_behind() {
    let world = World::new().await;
    let url = world.sandbox.base_url();
    for (key, base_url, code) in [
        ("mk_wrong", Some(url), ErrorCode::KeyRefused),
        (KEY, Some(url.trim_end_matches("/api")), ErrorCode::NoService),
        ("", Some(url), ErrorCode::InvalidKey),
        ("two words", Some(url), ErrorCode::InvalidKey),
        ("two\nlines", Some(url), ErrorCode::InvalidKey),
        ("khoá", Some(url), ErrorCode::InvalidKey),
        (KEY, Some("127.0.0.1/api"), ErrorCode::InvalidBaseUrl),
        (KEY, Some("ftp://example.com"), ErrorCode::InvalidBaseUrl),
        (KEY, Some("http://example.com/api"), ErrorCode::InsecureBaseUrl),
        (KEY, Some("http://127.0.0.1:9/api"), ErrorCode::Offline),
    ] {
        let error = world.core.connect(key, base_url).await.unwrap_err();
        assert_eq!(error.code(), code, "{key:?} at {base_url:?}: {error}");
    }
    assert_eq!(world.phase().await, Phase::Welcome);
    assert!(world.secrets.names().is_empty(), "no secret was kept");
    assert!(!world.folder.path().join("data").exists(), "no file was made");
}

#[tokio::test]
async fn a_restart_needs_no_new_login_and_no_service() {
    let mut world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let mail = Mail::html("Hello", "<p>Kept <b>words</b>.</p>");
    world.receive(&inbox, mail).await;
    world.sandbox.inject(Fault::new(FaultAction::Reset).always());
    world.restart().await;

    let snapshot = world.snapshot().await;
    assert_eq!(snapshot.phase, Phase::Ready);
    assert_eq!(snapshot.inboxes[0].address, inbox.address);
    assert_eq!(snapshot.selected_inbox, Some(inbox.id), "it opens where it was left");
    let messages = world.core.list_messages(inbox.id, false).await.unwrap();
    assert_eq!(messages[0].subject, "Hello");
    assert!(world.core.message_document(&messages[0].id).await.unwrap().contains("words"));
}

#[tokio::test]
async fn nothing_kept_is_readable_without_the_key() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let mail = Mail::html("Plainly secret", "<p>Plainly secret words.</p>");
    world.receive(&inbox, mail).await;
    for text in ["Plainly", inbox.address.as_str(), KEY, "127.0.0.1"] {
        assert!(files_with(world.folder.path(), text.as_bytes()).is_empty(), "{text:?} is on disk in plain text");
    }
}

#[tokio::test]
async fn signing_out_forgets_the_key_and_the_same_key_finds_its_inboxes() {
    let mut world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    world.core.sign_out().await.unwrap();
    assert_eq!(world.phase().await, Phase::Welcome);
    assert_eq!(world.secrets.names(), ["store-key"]);
    world.restart().await;
    assert_eq!(world.phase().await, Phase::Welcome);

    world.core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
    assert_eq!(world.snapshot().await.inboxes[0].address, inbox.address);
}

#[tokio::test]
async fn two_keys_are_two_accounts() {
    let other = Sandbox::builder().key("mk_other").empty(true).start().await.unwrap();
    let world = World::connected().await;
    world.core.create_inbox().await.unwrap();
    world.core.sign_out().await.unwrap();
    world.core.connect("mk_other", Some(other.base_url())).await.unwrap();
    assert!(world.snapshot().await.inboxes.is_empty(), "one account doesn't see the other's inboxes");
}

#[tokio::test]
async fn a_key_that_stops_working_is_replaced_with_nothing_lost() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let refusal = FaultAction::answer(401).with_body(r#"{"status":false,"message":"Unauthenticated."}"#);
    world.sandbox.inject(Fault::new(refusal));
    // Whoever asks next meets the refusal: the scheduler or this call.
    let _ = world.core.list_messages(inbox.id, true).await;
    while world.snapshot().await.sync != SyncView::KeyRefused {
        tokio::task::yield_now().await;
    }
    world.core.replace_key(KEY, Some(world.sandbox.base_url())).await.unwrap();
    let snapshot = world.snapshot().await;
    assert_eq!(snapshot.inboxes[0].address, inbox.address);
    assert_eq!(snapshot.account.unwrap().id, 1, "it is still the same account");
}

#[tokio::test]
async fn a_key_is_replaced_once_the_service_accepts_the_new_one() {
    let mut world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    world.receive(&inbox, Mail::text("Kept", "Words.")).await;
    let url = world.sandbox.base_url().to_owned();
    for (key, base_url, code) in [
        ("mk_wrong", url.as_str(), ErrorCode::KeyRefused),
        ("two words", url.as_str(), ErrorCode::InvalidKey),
        (KEY, "http://example.com/api", ErrorCode::InsecureBaseUrl),
        (KEY, "http://127.0.0.1:9/api", ErrorCode::Offline),
    ] {
        assert_eq!(world.core.replace_key(key, Some(base_url)).await.unwrap_err().code(), code);
        assert_eq!(secret(&world, "api-key:1").await.as_deref(), Some(KEY), "the old one is still there");
        world.core.list_messages(inbox.id, true).await.expect("and works");
    }

    world.sandbox.replace_key(KEY, "mk_new");
    world.core.replace_key("mk_new", Some(&url)).await.unwrap();
    assert_eq!(world.secrets.names(), ["api-key:1", "store-key"]);
    assert_eq!(secret(&world, "api-key:1").await.as_deref(), Some("mk_new"));
    for _ in 0..2 {
        let snapshot = world.snapshot().await;
        assert_eq!(snapshot.account.unwrap().id, 1, "it is still the same account");
        assert_eq!((snapshot.inboxes[0].address.as_str(), snapshot.inboxes[0].total), (inbox.address.as_str(), 1));
        world.core.list_messages(inbox.id, true).await.unwrap();
        world.restart().await;
    }
    // Whoever signs in again with the new key finds it all.
    world.core.sign_out().await.unwrap();
    world.core.connect("mk_new", Some(&url)).await.unwrap();
    assert_eq!(world.snapshot().await.inboxes[0].address, inbox.address);
}

async fn secret(world: &World, name: &str) -> Option<String> {
    world.secrets.get(name).await.unwrap().map(|secret| secret.expose_secret().to_owned())
}

#[tokio::test]
async fn no_other_accounts_key_and_no_demo_takes_another() {
    let other = Sandbox::builder().key("mk_other").empty(true).start().await.unwrap();
    let world = World::connected().await;
    let url = world.sandbox.base_url();
    world.core.add_account("mk_other", Some(other.base_url())).await.unwrap();
    let error = world.core.replace_key(KEY, Some(url)).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::KeyInUse);
    assert_eq!(secret(&world, "api-key:2").await.as_deref(), Some("mk_other"));
    let opened: Vec<_> = world.snapshot().await.accounts.iter().map(|account| account.signed_in).collect();
    assert_eq!(opened, [true, true]);

    world.core.start_demo(url, KEY).await.unwrap();
    assert_eq!(world.core.replace_key(KEY, Some(url)).await.unwrap_err().code(), ErrorCode::NotSignedIn);
}

/// A core in this folder, with this keychain.
async fn start_with(folder: &tempfile::TempDir, secrets: &Arc<Fickle>) -> Core {
    let core = Core::start(Config {
        data_folder: folder.path().join("data"),
        clock: Arc::new(SystemClock),
        secrets: Arc::<Fickle>::clone(secrets),
        locales: mayfly_core::Locales::default(),
    });
    support::until_started(&core).await;
    core
}

/// Signed in to one of two services, with a keychain that may fail.
struct Two {
    core: Core,
    secrets: Arc<Fickle>,
    sandbox: Sandbox,
    other: Sandbox,
    _folder: tempfile::TempDir,
}

impl Two {
    async fn services() -> Self {
        let other = Sandbox::builder().key("mk_other").empty(true).start().await.unwrap();
        let sandbox = Sandbox::builder().key(KEY).empty(true).start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let secrets = Arc::new(Fickle::default());
        let core = start_with(&folder, &secrets).await;
        core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
        Self { core, secrets, sandbox, other, _folder: folder }
    }
}

#[tokio::test]
async fn a_keychain_that_fails_leaves_the_old_key_in_place() {
    let Two { core, secrets, sandbox, other, _folder } = Two::services().await;
    let inbox = core.create_inbox().await.unwrap();
    secrets.set_trouble(Some(SecretError::Locked));
    let error = core.replace_key("mk_other", Some(other.base_url())).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::KeychainLocked);
    secrets.set_trouble(None);
    core.list_messages(inbox.id, true).await.unwrap();
    core.sign_out().await.unwrap();
    core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
    let (snapshot, _) = core.subscribe().await.unwrap();
    assert_eq!(snapshot.inboxes[0].address, inbox.address, "it is known by the old key");
    core.replace_key("mk_other", Some(other.base_url())).await.unwrap();
    let (snapshot, _) = core.subscribe().await.unwrap();
    assert_eq!(snapshot.account.unwrap().base_url, other.base_url());
}

#[tokio::test]
async fn whoever_signs_in_again_finds_the_service_they_had() {
    let mut world = World::connected().await;
    let last = async |core: &Core| core.last_base_url().await.unwrap();
    assert_eq!(last(&world.core).await, None, "somebody is signed in");
    world.core.sign_out().await.unwrap();
    world.restart().await;
    assert_eq!(last(&world.core).await.as_deref(), Some(world.sandbox.base_url()));
    world.core.wipe_data().await.unwrap();
    assert_eq!(last(&world.core).await, None);
}

#[tokio::test]
async fn a_keychain_that_fails_leaves_no_account_behind() {
    let Two { core, secrets, other, sandbox: _sandbox, _folder } = Two::services().await;
    secrets.set_trouble(Some(SecretError::Locked));
    core.add_account("mk_other", Some(other.base_url())).await.unwrap_err();
    let accounts = async |core: &Core| core.subscribe().await.unwrap().0.accounts.len();
    assert_eq!(accounts(&core).await, 1);
    secrets.set_trouble(None);
    core.add_account("mk_other", Some(other.base_url())).await.unwrap();
    assert_eq!(accounts(&core).await, 2);
    core.sign_out().await.unwrap();
    // One that was there before stays, and its mail with it.
    secrets.set_trouble(Some(SecretError::Locked));
    core.add_account("mk_other", Some(other.base_url())).await.unwrap_err();
    assert_eq!(accounts(&core).await, 2);
}

#[tokio::test]
async fn a_session_without_a_keychain_keeps_its_mail_when_its_key_is_replaced() {
    let world = World::new().await;
    world.core.use_session_only().await;
    world.core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
    let inbox = world.core.create_inbox().await.unwrap();
    world.sandbox.replace_key(KEY, "mk_new");
    world.core.replace_key("mk_new", Some(world.sandbox.base_url())).await.unwrap();
    assert_eq!(world.snapshot().await.inboxes[0].address, inbox.address);
    world.core.list_messages(inbox.id, true).await.unwrap();
    assert!(world.secrets.names().is_empty());
}

#[tokio::test]
async fn the_demo_keeps_nothing() {
    let world = World::new().await;
    world.core.start_demo(world.sandbox.base_url(), KEY).await.unwrap();
    assert!(world.snapshot().await.quota.is_some(), "the first answer tells the quota");
    world.core.create_inbox().await.unwrap();
    assert_eq!(world.snapshot().await.account.unwrap().kind, AccountKind::Demo);
    assert!(world.secrets.names().is_empty());
    assert!(!world.folder.path().join("data").exists());

    world.core.sign_out().await.unwrap();
    let snapshot = world.snapshot().await;
    assert_eq!((snapshot.phase, snapshot.account), (Phase::Welcome, None));
}

#[tokio::test]
async fn wiping_leaves_no_file_and_no_secret() {
    let mut world = World::connected().await;
    world.core.create_inbox().await.unwrap();
    world.core.wipe_data().await.unwrap();
    assert_eq!(world.phase().await, Phase::Welcome);
    assert!(world.secrets.names().is_empty());
    assert_eq!(std::fs::read_dir(world.folder.path().join("data")).unwrap().count(), 0);

    world.restart().await;
    world.core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
    assert!(world.snapshot().await.inboxes.is_empty());
}

#[tokio::test]
async fn an_unreadable_database_is_set_aside_and_told_of() {
    for damage in ["corrupt", "truncated", "key lost"] {
        let mut world = World::connected().await;
        world.core.create_inbox().await.unwrap();
        world.core.sign_out().await.unwrap();
        let file = world.folder.path().join("data/mayfly.db");
        world.core.shut_down().await;
        let before = match damage {
            "corrupt" => vec![0x5a; 8192],
            "truncated" => std::fs::read(&file).unwrap()[..100].to_vec(),
            _ => {
                world.secrets.delete("store-key").await.unwrap();
                std::fs::read(&file).unwrap()
            }
        };
        for name in ["data/mayfly.db-wal", "data/mayfly.db-shm"] {
            let _ = std::fs::remove_file(world.folder.path().join(name));
        }
        std::fs::write(&file, &before).unwrap();
        world.restart().await;

        let snapshot = world.snapshot().await;
        assert_eq!(snapshot.phase, Phase::Welcome, "{damage}");
        assert_eq!(snapshot.notices[0].error.code, ErrorCode::StoreUnreadable, "{damage}");
        let aside = snapshot.notices[0].error.details.path.clone().unwrap();
        assert_eq!(std::fs::read(&aside).unwrap(), before, "{damage}: the file is kept as it was");
        world.core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
        world.core.create_inbox().await.unwrap();
    }
}

#[tokio::test]
async fn without_a_keychain_the_user_chooses() {
    let sandbox = Sandbox::builder().key(KEY).empty(true).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let secrets = Arc::new(Fickle::default());
    secrets.set_trouble(Some(SecretError::Locked));
    let core = start_with(&folder, &secrets).await;
    let phase = |core: Core| async move { core.subscribe().await.unwrap().0.phase };
    let blocked = phase(core.clone()).await;
    assert!(matches!(blocked, Phase::Blocked { error } if error.code == ErrorCode::KeychainLocked));

    core.use_session_only().await;
    assert!(core.subscribe().await.unwrap().0.session_only);
    core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
    core.create_inbox().await.unwrap();
    let (snapshot, _) = core.subscribe().await.unwrap();
    assert_eq!(snapshot.account.unwrap().kind, AccountKind::SessionOnly);
    assert!(!folder.path().join("data").exists(), "never a plain file instead");

    secrets.set_trouble(None);
    core.retry_keychain().await;
    assert_eq!(phase(core).await, Phase::Welcome);
}
