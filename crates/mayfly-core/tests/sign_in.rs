//! Signing in and out, replacing an API key, the demo, session-only accounts, and opening the store.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{AccountId, AccountStorageKind, ErrorCode, Phase, SyncView};
use mayfly_core::{Core, CoreEnvironment, SecretError, SecretStore, SystemClock};
use secrecy::ExposeSecret as _;
use std::sync::Arc;
use support::flaky_secrets::FlakySecrets;
use support::{API_KEY, TestCore, find_files_containing};
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail, Sandbox};

#[tokio::test]
async fn api_key_is_stored_once_the_service_accepts_it() {
    let test = TestCore::signed_out().await;
    assert_eq!(test.phase().await, Phase::Welcome);
    // Pasted keys often have spaces and line ends around them.
    test.core.sign_in(&format!("  {API_KEY}\n"), Some(test.sandbox.base_url())).await.unwrap();

    let snapshot = test.snapshot().await;
    assert_eq!(snapshot.phase, Phase::Ready);
    assert_eq!(snapshot.account.unwrap().storage, AccountStorageKind::Kept);
    assert!(snapshot.quota.is_some(), "the first response contains the quota");
    assert_eq!(test.secrets.list_secret_names(), ["api-key:1", "store-key"]);
    assert!(find_files_containing(test.folder.path(), API_KEY.as_bytes()).is_empty());
}

#[tokio::test]
async fn shutdown_closes_the_store_and_loses_nothing() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    test.core.shut_down(None).await;
    let files = std::fs::read_dir(test.folder.path().join("data")).unwrap().flatten();
    let names: Vec<_> = files.map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert!(!names.iter().any(|name| name.ends_with("-wal")), "everything is in the database itself: {names:?}");
    assert_eq!(test.core.create_inbox().await.unwrap_err().code(), ErrorCode::NotSignedIn);
    test.restart().await;
    assert_eq!(test.snapshot().await.inboxes[0].address, inbox.address);
}

#[tokio::test]
async fn refused_api_key_stores_nothing() {
    let test = TestCore::signed_out().await;
    let url = test.sandbox.base_url();
    for (api_key, base_url, code) in [
        ("mk_wrong", Some(url), ErrorCode::KeyRefused),
        (API_KEY, Some(url.trim_end_matches("/api")), ErrorCode::NoService),
        ("", Some(url), ErrorCode::InvalidKey),
        ("two words", Some(url), ErrorCode::InvalidKey),
        ("two\nlines", Some(url), ErrorCode::InvalidKey),
        ("khoá", Some(url), ErrorCode::InvalidKey),
        (API_KEY, Some("127.0.0.1/api"), ErrorCode::InvalidBaseUrl),
        (API_KEY, Some("ftp://example.com"), ErrorCode::InvalidBaseUrl),
        (API_KEY, Some("http://example.com/api"), ErrorCode::InsecureBaseUrl),
        (API_KEY, Some("http://127.0.0.1:9/api"), ErrorCode::Offline),
    ] {
        let error = test.core.sign_in(api_key, base_url).await.unwrap_err();
        assert_eq!(error.code(), code, "{api_key:?} at {base_url:?}: {error}");
    }
    assert_eq!(test.phase().await, Phase::Welcome);
    assert!(test.secrets.list_secret_names().is_empty(), "no secret was stored");
    assert!(!test.folder.path().join("data").exists(), "no file was created");
}

#[tokio::test]
async fn restart_needs_neither_sign_in_nor_service() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let mail = Mail::new_html("Hello", "<p>Kept <b>words</b>.</p>");
    test.deliver_and_fetch_mail(&inbox, mail).await;
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::Reset).apply_to_every_request());
    test.restart().await;

    let snapshot = test.snapshot().await;
    assert_eq!(snapshot.phase, Phase::Ready);
    assert_eq!(snapshot.inboxes[0].address, inbox.address);
    assert_eq!(snapshot.selected_inbox, Some(inbox.id), "the selected inbox is restored");
    let messages = test.core.list_messages(inbox.id, false).await.unwrap();
    assert_eq!(messages[0].subject, "Hello");
    assert!(test.core.render_message_document(&messages[0].id).await.unwrap().contains("words"));
}

#[tokio::test]
async fn stored_data_is_unreadable_without_the_store_key() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let mail = Mail::new_html("Plainly secret", "<p>Plainly secret words.</p>");
    test.deliver_and_fetch_mail(&inbox, mail).await;
    for text in ["Plainly", inbox.address.as_str(), API_KEY, "127.0.0.1"] {
        assert!(
            find_files_containing(test.folder.path(), text.as_bytes()).is_empty(),
            "{text:?} is on disk in plain text"
        );
    }
}

#[tokio::test]
async fn signing_out_deletes_the_api_key_and_signing_in_again_finds_the_inboxes() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    test.core.sign_out().await.unwrap();
    assert_eq!(test.phase().await, Phase::Welcome);
    assert_eq!(test.secrets.list_secret_names(), ["store-key"]);
    test.restart().await;
    assert_eq!(test.phase().await, Phase::Welcome);

    test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    assert_eq!(test.snapshot().await.inboxes[0].address, inbox.address);
}

#[tokio::test]
async fn different_api_keys_open_different_accounts() {
    let other = Sandbox::builder().api_key("mk_other").keep_new_inboxes_empty(true).start().await.unwrap();
    let test = TestCore::signed_in().await;
    test.core.create_inbox().await.unwrap();
    test.core.sign_out().await.unwrap();
    test.core.sign_in("mk_other", Some(other.base_url())).await.unwrap();
    assert!(test.snapshot().await.inboxes.is_empty(), "an account does not show another one's inboxes");
}

#[tokio::test]
async fn refused_api_key_can_be_replaced_without_losing_data() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let refusal = FaultAction::answer(401).with_body(r#"{"status":false,"message":"Unauthenticated."}"#);
    test.sandbox.inject_fault(InjectedFault::new(refusal));
    // Either a scheduled check or this call receives the refusal.
    let _ = test.core.list_messages(inbox.id, true).await;
    while test.snapshot().await.sync != SyncView::KeyRefused {
        tokio::task::yield_now().await;
    }
    test.core.replace_api_key(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    let snapshot = test.snapshot().await;
    assert_eq!(snapshot.inboxes[0].address, inbox.address);
    assert_eq!(snapshot.account.unwrap().id, AccountId::new(1), "it is still the same account");
}

#[tokio::test]
async fn api_key_is_replaced_once_the_service_accepts_the_new_one() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    test.deliver_and_fetch_mail(&inbox, Mail::new_text("Kept", "Words.")).await;
    let url = test.sandbox.base_url().to_owned();
    for (api_key, base_url, code) in [
        ("mk_wrong", url.as_str(), ErrorCode::KeyRefused),
        ("two words", url.as_str(), ErrorCode::InvalidKey),
        (API_KEY, "http://example.com/api", ErrorCode::InsecureBaseUrl),
        (API_KEY, "http://127.0.0.1:9/api", ErrorCode::Offline),
    ] {
        assert_eq!(test.core.replace_api_key(api_key, Some(base_url)).await.unwrap_err().code(), code);
        assert_eq!(read_secret(&test, "api-key:1").await.as_deref(), Some(API_KEY), "the old API key is still stored");
        test.core.list_messages(inbox.id, true).await.expect("the old API key works");
    }

    test.sandbox.replace_api_key(API_KEY, "mk_new");
    test.core.replace_api_key("mk_new", Some(&url)).await.unwrap();
    assert_eq!(test.secrets.list_secret_names(), ["api-key:1", "store-key"]);
    assert_eq!(read_secret(&test, "api-key:1").await.as_deref(), Some("mk_new"));
    for _ in 0..2 {
        let snapshot = test.snapshot().await;
        assert_eq!(snapshot.account.unwrap().id, AccountId::new(1), "it is still the same account");
        assert_eq!((snapshot.inboxes[0].address.as_str(), snapshot.inboxes[0].total), (inbox.address.as_str(), 1));
        test.core.list_messages(inbox.id, true).await.unwrap();
        test.restart().await;
    }
    // Signing in again with the new API key finds the same account.
    test.core.sign_out().await.unwrap();
    test.core.sign_in("mk_new", Some(&url)).await.unwrap();
    assert_eq!(test.snapshot().await.inboxes[0].address, inbox.address);
}

async fn read_secret(test: &TestCore, name: &str) -> Option<String> {
    test.secrets.get(name).await.unwrap().map(|secret| secret.expose_secret().to_owned())
}

#[tokio::test]
async fn api_key_of_another_account_and_demo_key_cannot_be_replaced() {
    let other = Sandbox::builder().api_key("mk_other").keep_new_inboxes_empty(true).start().await.unwrap();
    let test = TestCore::signed_in().await;
    let url = test.sandbox.base_url();
    test.core.add_account("mk_other", Some(other.base_url())).await.unwrap();
    let error = test.core.replace_api_key(API_KEY, Some(url)).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::KeyInUse);
    assert_eq!(read_secret(&test, "api-key:2").await.as_deref(), Some("mk_other"));
    let signed_in: Vec<_> = test.snapshot().await.accounts.iter().map(|account| account.signed_in).collect();
    assert_eq!(signed_in, [true, true]);

    test.core.open_demo_account(url, API_KEY).await.unwrap();
    assert_eq!(test.core.replace_api_key(API_KEY, Some(url)).await.unwrap_err().code(), ErrorCode::NotSignedIn);
}

/// Starts a core in this folder, with this keychain.
async fn start_core_with_secrets(folder: &tempfile::TempDir, secrets: &Arc<FlakySecrets>) -> Core {
    let core = Core::builder(CoreEnvironment {
        data_folder: folder.path().join("data"),
        clock: Arc::new(SystemClock),
        secrets: Arc::<FlakySecrets>::clone(secrets),
        localisation: mayfly_core::Localisation::default(),
    })
    .start();
    core.wait_until_accounts_open().await;
    core
}

/// A core that is signed in to the first of two services, with a keychain that can fail.
struct TwoServices {
    core: Core,
    secrets: Arc<FlakySecrets>,
    sandbox: Sandbox,
    other: Sandbox,
    _folder: tempfile::TempDir,
}

impl TwoServices {
    async fn start() -> Self {
        let other = Sandbox::builder().api_key("mk_other").keep_new_inboxes_empty(true).start().await.unwrap();
        let sandbox = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let secrets = Arc::new(FlakySecrets::default());
        let core = start_core_with_secrets(&folder, &secrets).await;
        core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
        Self { core, secrets, sandbox, other, _folder: folder }
    }
}

#[tokio::test]
async fn failing_keychain_leaves_the_old_api_key_in_place() {
    let TwoServices { core, secrets, sandbox, other, _folder } = TwoServices::start().await;
    let inbox = core.create_inbox().await.unwrap();
    secrets.set_failure(Some(SecretError::Locked));
    let error = core.replace_api_key("mk_other", Some(other.base_url())).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::KeychainLocked);
    secrets.set_failure(None);
    core.list_messages(inbox.id, true).await.unwrap();
    core.sign_out().await.unwrap();
    core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
    let (snapshot, _) = core.subscribe_with_snapshot().await.unwrap();
    assert_eq!(snapshot.inboxes[0].address, inbox.address, "the old API key finds the account");
    core.replace_api_key("mk_other", Some(other.base_url())).await.unwrap();
    let (snapshot, _) = core.subscribe_with_snapshot().await.unwrap();
    assert_eq!(snapshot.account.unwrap().base_url, other.base_url());
}

#[tokio::test]
async fn last_base_url_is_known_after_signing_out() {
    let mut test = TestCore::signed_in().await;
    let last_base_url = async |core: &Core| core.last_base_url().await.unwrap();
    assert_eq!(last_base_url(&test.core).await, None, "an account is active");
    test.core.sign_out().await.unwrap();
    test.restart().await;
    assert_eq!(last_base_url(&test.core).await.as_deref(), Some(test.sandbox.base_url()));
    test.core.wipe_data().await.unwrap();
    assert_eq!(last_base_url(&test.core).await, None);
}

#[tokio::test]
async fn failing_keychain_leaves_no_new_account() {
    let TwoServices { core, secrets, other, sandbox: _sandbox, _folder } = TwoServices::start().await;
    secrets.set_failure(Some(SecretError::Locked));
    core.add_account("mk_other", Some(other.base_url())).await.unwrap_err();
    let count_accounts = async |core: &Core| core.subscribe_with_snapshot().await.unwrap().0.accounts.len();
    assert_eq!(count_accounts(&core).await, 1);
    secrets.set_failure(None);
    core.add_account("mk_other", Some(other.base_url())).await.unwrap();
    assert_eq!(count_accounts(&core).await, 2);
    core.sign_out().await.unwrap();
    // An account that existed before stays, with its mail.
    secrets.set_failure(Some(SecretError::Locked));
    core.add_account("mk_other", Some(other.base_url())).await.unwrap_err();
    assert_eq!(count_accounts(&core).await, 2);
}

#[tokio::test]
async fn session_only_account_keeps_its_mail_when_its_api_key_is_replaced() {
    let test = TestCore::signed_out().await;
    test.core.continue_without_keychain().await;
    test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    let inbox = test.core.create_inbox().await.unwrap();
    test.sandbox.replace_api_key(API_KEY, "mk_new");
    test.core.replace_api_key("mk_new", Some(test.sandbox.base_url())).await.unwrap();
    assert_eq!(test.snapshot().await.inboxes[0].address, inbox.address);
    test.core.list_messages(inbox.id, true).await.unwrap();
    assert!(test.secrets.list_secret_names().is_empty());
}

#[tokio::test]
async fn demo_stores_nothing() {
    let test = TestCore::signed_out().await;
    test.core.open_demo_account(test.sandbox.base_url(), API_KEY).await.unwrap();
    assert!(test.snapshot().await.quota.is_some(), "the first response contains the quota");
    test.core.create_inbox().await.unwrap();
    assert_eq!(test.snapshot().await.account.unwrap().storage, AccountStorageKind::Demo);
    assert!(test.secrets.list_secret_names().is_empty());
    assert!(!test.folder.path().join("data").exists());

    test.core.sign_out().await.unwrap();
    let snapshot = test.snapshot().await;
    assert_eq!((snapshot.phase, snapshot.account), (Phase::Welcome, None));
}

#[tokio::test]
async fn wiping_leaves_no_file_and_no_secret() {
    let mut test = TestCore::signed_in().await;
    test.core.create_inbox().await.unwrap();
    test.core.wipe_data().await.unwrap();
    assert_eq!(test.phase().await, Phase::Welcome);
    assert!(test.secrets.list_secret_names().is_empty());
    assert_eq!(std::fs::read_dir(test.folder.path().join("data")).unwrap().count(), 0);

    test.restart().await;
    test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    assert!(test.snapshot().await.inboxes.is_empty());
}

#[tokio::test]
async fn unreadable_database_is_set_aside_with_a_notice() {
    for damage in ["corrupt", "truncated"] {
        let mut test = TestCore::signed_in().await;
        test.core.create_inbox().await.unwrap();
        test.core.sign_out().await.unwrap();
        let file = test.folder.path().join("data/mayfly.db");
        test.core.shut_down(None).await;
        let before = match damage {
            "corrupt" => vec![0x5a; 8192],
            _ => std::fs::read(&file).unwrap()[..100].to_vec(),
        };
        for name in ["data/mayfly.db-wal", "data/mayfly.db-shm"] {
            let _ = std::fs::remove_file(test.folder.path().join(name));
        }
        std::fs::write(&file, &before).unwrap();
        test.restart().await;

        let snapshot = test.snapshot().await;
        assert_eq!(snapshot.phase, Phase::Welcome, "{damage}");
        assert_eq!(snapshot.notices[0].error.code, ErrorCode::StoreUnreadable, "{damage}");
        let moved_to = snapshot.notices[0].error.details.path.clone().unwrap();
        assert_eq!(std::fs::read(&moved_to).unwrap(), before, "{damage}: the file is unchanged");
        test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
        test.core.create_inbox().await.unwrap();
    }
}

#[tokio::test]
async fn without_a_keychain_the_user_can_choose_session_only_or_retry() {
    let sandbox = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let secrets = Arc::new(FlakySecrets::default());
    secrets.set_failure(Some(SecretError::Locked));
    let core = start_core_with_secrets(&folder, &secrets).await;
    let phase = |core: Core| async move { core.subscribe_with_snapshot().await.unwrap().0.phase };
    let blocked = phase(core.clone()).await;
    assert!(matches!(blocked, Phase::Blocked { error } if error.code == ErrorCode::KeychainLocked));

    core.continue_without_keychain().await;
    assert!(core.subscribe_with_snapshot().await.unwrap().0.session_only);
    core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
    core.create_inbox().await.unwrap();
    let (snapshot, _) = core.subscribe_with_snapshot().await.unwrap();
    assert_eq!(snapshot.account.unwrap().storage, AccountStorageKind::SessionOnly);
    assert!(!folder.path().join("data").exists(), "nothing is written to a plain file instead");

    secrets.set_failure(None);
    core.retry_keychain().await;
    assert_eq!(phase(core).await, Phase::Welcome);
}
