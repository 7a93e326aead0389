//! Faults of the computer: full disks, read-only folders, damaged files, failing keychains, second instances.

#![allow(clippy::unwrap_used, reason = "a test")]
#![cfg(target_os = "linux")]

mod support;

use mayfly_core::view::{
    Change, ErrorCode, ErrorView, InboxId, InboxState, MessageFilterAndOrder, MessageId, MessageSort, Phase, Settings,
    SettingsPatch, Theme,
};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, PollTiming, SecretError, SecretStore, SystemClock};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use support::flaky_secrets::FlakySecrets;
use support::killed_process::{CHILD_FOLDER, READY, kill_child_when, report_line_to_parent};
use support::{API_KEY, TestCore, wait_for_change};
use tempmailg_sandbox::{Mail, Sandbox};

fn build_core_environment(folder: &Path, secrets: Arc<dyn SecretStore>) -> CoreEnvironment {
    let data_folder = folder.join("data");
    CoreEnvironment {
        data_folder,
        clock: Arc::new(SystemClock),
        secrets,
        localisation: mayfly_core::Localisation::default(),
    }
}

/// Starts a core that checks often.
async fn start_core_with_short_intervals(folder: &Path, secrets: Arc<dyn SecretStore>) -> Core {
    let timing = PollTiming {
        shortest_interval: Duration::from_millis(20),
        longest_retry_delay: Duration::from_millis(100),
        check_timeout: Duration::from_secs(5),
        clock_check_interval: Duration::from_millis(50),
    };
    let core = Core::builder(build_core_environment(folder, secrets)).poll_timing(timing).start();
    core.wait_until_accounts_open().await;
    core
}

async fn current_core_phase(core: &Core) -> Phase {
    core.subscribe_with_snapshot().await.unwrap().0.phase
}

/// The error of a core that is blocked.
fn expect_blocked_phase_error(phase: Phase) -> ErrorView {
    match phase {
        Phase::Blocked { error } => error,
        other => panic!("not blocked but {other:?}"),
    }
}

/// The names of the files in the data folder.
fn list_data_files(test: &TestCore) -> BTreeSet<String> {
    let entries = std::fs::read_dir(test.folder.path().join("data")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

// Disks

/// The environment variable with the file system that is mounted for the child, which runs the same test.
const DISK: &str = "MAYFLY_TEST_DISK";

/// Runs the test in a child process in a mount namespace, with a file system of this size. Returns its folder in the
/// child, and `None` in the parent, once the child has passed.
async fn run_on_own_disk(test_name: &'static str, size: &'static str) -> Option<PathBuf> {
    if let Some(disk) = std::env::var_os(DISK) {
        return Some(disk.into());
    }
    let disk = tempfile::tempdir().unwrap();
    let run = move || {
        let done = Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
            .arg(format!("mount -t tmpfs -o size={size} tmpfs \"${DISK}\" && exec \"$0\" --exact --nocapture \"$1\""))
            .arg(std::env::current_exe().unwrap())
            .arg(test_name)
            .env(DISK, disk.path())
            .output()
            .expect("unshare, of util-linux, is needed");
        let output = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(
            done.status.success() && output.contains("1 passed"),
            "{output}\n{}\nUser namespaces have to be allowed for this test.",
            String::from_utf8_lossy(&done.stderr)
        );
    };
    tokio::task::spawn_blocking(run).await.unwrap();
    None
}

fn remount_disk(disk: &Path, mode: &str) {
    let status = Command::new("mount").args(["-o", &format!("remount,{mode}")]).arg(disk).status().unwrap();
    assert!(status.success());
}

/// Fills the disk with a file; the room is free again when the file is deleted.
fn fill_disk(disk: &Path) -> PathBuf {
    let path = disk.join("filler");
    let mut file = std::fs::File::create(&path).unwrap();
    while std::io::Write::write(&mut file, &[0; 4096]).is_ok_and(|written| written > 0) {}
    path
}

#[tokio::test]
async fn disk_that_fills_up_loses_nothing_and_shows_one_notice() {
    let Some(disk) = run_on_own_disk("disk_that_fills_up_loses_nothing_and_shows_one_notice", "3m").await else {
        return;
    };
    let sandbox =
        Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).quota(1_000_000_000).start().await.unwrap();
    let secrets = Arc::new(InMemorySecretStore::default());
    let core = start_core_with_short_intervals(&disk, secrets.clone()).await;
    core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
    let inbox = core.create_inbox().await.unwrap();
    let (_, mut events) = core.subscribe_with_snapshot().await.unwrap();
    let deliver_mail = |subject: &str| -> MessageId {
        sandbox.deliver_mail(&inbox.address, Mail::new_text(subject, "w ".repeat(40_000))).unwrap().into()
    };
    let early = deliver_mail("Early");
    let has_message = |id: MessageId| move |change: &Change| matches!(change, Change::Messages { messages, .. } if messages.iter().any(|m| m.id == id));
    wait_for_change(&mut events, has_message(early.clone())).await;

    let filler = fill_disk(&disk);
    let late = deliver_mail("Late");
    let event = wait_for_change(&mut events, |change| matches!(change, Change::Notice { .. })).await;
    let Change::Notice { notice } = event.change else { unreachable!() };
    assert_eq!(notice.error.code, ErrorCode::DiskFull);
    // A user request fails with the same error.
    let error = core.list_messages(inbox.id, true).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::DiskFull);
    // Stored mail can still be read.
    assert_eq!(core.list_messages(inbox.id, false).await.unwrap().len(), 1);
    assert!(core.render_message_document(&early).await.unwrap().contains("w w"));
    assert_eq!(core.subscribe_with_snapshot().await.unwrap().0.notices.len(), 1, "there is one notice");

    // A start on the full disk is either ready or blocked with the same error.
    core.shut_down(None).await;
    let core = start_core_with_short_intervals(&disk, secrets.clone()).await;
    match current_core_phase(&core).await {
        Phase::Ready => {}
        phase => assert_eq!(expect_blocked_phase_error(phase).code, ErrorCode::DiskFull),
    }
    std::fs::remove_file(&filler).unwrap();
    core.retry_keychain().await;
    assert_eq!(current_core_phase(&core).await, Phase::Ready);
    while core.list_messages(inbox.id, true).await.unwrap().len() < 2 {}
    assert!(
        core.render_message_document(&late).await.unwrap().contains("w w"),
        "mail that did not fit is stored once there is room"
    );
    assert!(core.render_message_document(&early).await.unwrap().contains("w w"));
}

#[tokio::test]
async fn sign_in_on_a_full_disk_fails_and_works_once_there_is_room() {
    let test_name = "sign_in_on_a_full_disk_fails_and_works_once_there_is_room";
    let Some(disk) = run_on_own_disk(test_name, "2m").await else { return };
    let sandbox = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
    let core = start_core_with_short_intervals(&disk, Arc::new(InMemorySecretStore::default())).await;
    let filler = fill_disk(&disk);
    let error = core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::DiskFull, "{error}");
    assert_eq!(current_core_phase(&core).await, Phase::Welcome);
    std::fs::remove_file(&filler).unwrap();
    core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
    core.create_inbox().await.unwrap();
    assert_eq!(core.subscribe_with_snapshot().await.unwrap().0.notices, []);
}

#[tokio::test]
async fn read_only_folder_is_an_error_until_it_is_writable() {
    let test_name = "read_only_folder_is_an_error_until_it_is_writable";
    let Some(disk) = run_on_own_disk(test_name, "8m").await else { return };
    let sandbox = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
    let secrets = Arc::new(InMemorySecretStore::default());
    let core = start_core_with_short_intervals(&disk, secrets.clone()).await;
    remount_disk(&disk, "ro");
    let error = core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::StoreFailed, "{error}");
    remount_disk(&disk, "rw");
    core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
    let inbox = core.create_inbox().await.unwrap();
    core.shut_down(None).await;

    remount_disk(&disk, "ro");
    let core = start_core_with_short_intervals(&disk, secrets.clone()).await;
    assert_eq!(expect_blocked_phase_error(current_core_phase(&core).await).code, ErrorCode::StoreFailed);
    remount_disk(&disk, "rw");
    core.retry_keychain().await;
    assert_eq!(core.subscribe_with_snapshot().await.unwrap().0.inboxes[0].address, inbox.address);
    core.shut_down(None).await;

    // A damaged database in a read-only folder is not set aside.
    let database = disk.join("data/mayfly.db");
    std::fs::write(&database, [0x5a; 8192]).unwrap();
    remount_disk(&disk, "ro");
    let core = start_core_with_short_intervals(&disk, secrets).await;
    assert_eq!(expect_blocked_phase_error(current_core_phase(&core).await).code, ErrorCode::StoreFailed);
    assert_eq!(std::fs::read(&database).unwrap(), [0x5a; 8192]);
}

// Databases

/// Executes SQL on the database while no core has it open.
#[allow(clippy::disallowed_methods, reason = "a core of this process has started SQLCipher")]
fn execute_sql_on_closed_database(test: &TestCore, store_key: &str, sql: &str) {
    let database = rusqlite::Connection::open(test.folder.path().join("data/mayfly.db")).unwrap();
    database.execute_batch(&format!("PRAGMA key = \"x'{store_key}'\"; {sql}")).unwrap();
}

async fn read_store_key(test: &TestCore) -> String {
    use secrecy::ExposeSecret as _;
    test.secrets.get("store-key").await.unwrap().unwrap().expose_secret().to_owned()
}

#[tokio::test]
async fn unreadable_row_hides_nothing_but_itself() {
    let mut test = TestCore::signed_in().await;
    test.core.set_checking_paused(true);
    let (kept, unreadable) = (test.core.create_inbox().await.unwrap(), test.core.create_inbox().await.unwrap());
    for subject in ["One pelican", "Two pelicans", "Three pelicans"] {
        test.deliver_and_fetch_mail(&kept, Mail::new_text(subject, "Your code is 482913.")).await;
    }
    let patch = SettingsPatch { zoom: Some(150), theme: Some(Theme::Dark), ..SettingsPatch::default() };
    test.core.update_settings(patch).await.unwrap();
    let store_key = read_store_key(&test).await;
    test.core.shut_down(None).await;
    // Texts that are not UTF-8, and a number that none of the program's is.
    let sql = format!(
        "UPDATE inboxes SET label = CAST(x'ff' AS TEXT) WHERE id = {};
         UPDATE messages SET subject = CAST(x'ff' AS TEXT), subject_order = CAST(x'ff' AS TEXT) WHERE subject = 'Two pelicans';
         UPDATE messages SET attachment_count = -1 WHERE subject = 'Three pelicans';
         UPDATE settings SET value = CAST(x'ff' AS TEXT) WHERE name = 'theme';
         INSERT INTO accounts (id, base_url, key_salt, key_digest, created_at, signed_in, opened)
            VALUES (7, CAST(x'ff' AS TEXT), x'', x'', 0, 1, 9);
         DELETE FROM derived",
        unreadable.id
    );
    execute_sql_on_closed_database(&test, &store_key, &sql);
    test.restart().await;
    let snapshot = test.snapshot().await;
    assert_eq!((&snapshot.phase, snapshot.notices.len()), (&Phase::Ready, 0));
    assert_eq!(snapshot.inboxes.iter().map(|inbox| inbox.id).collect::<Vec<_>>(), [kept.id]);
    assert_eq!((snapshot.settings.zoom, snapshot.settings.theme), (150, Settings::default().theme));
    let subjects: Vec<_> = test.core.list_messages(kept.id, false).await.unwrap();
    assert_eq!(subjects.iter().map(|message| message.subject.as_str()).collect::<Vec<_>>(), ["One pelican"]);
    for sort in [MessageSort::Newest, MessageSort::Oldest, MessageSort::Sender, MessageSort::Subject] {
        let options = MessageFilterAndOrder { sort, ..MessageFilterAndOrder::default() };
        let page = test.core.list_message_page(kept.id, options, 200, None).await.unwrap();
        assert_eq!(page.messages.len(), 1, "{sort:?}");
    }
    assert_eq!(test.core.search_messages("your", 10, None).await.unwrap().hits.len(), 1);
    assert_eq!(test.core.recent_code().await.unwrap().unwrap().code, "482913");
    // Nothing was deleted.
    test.core.shut_down(None).await;
    let repair = "UPDATE inboxes SET label = NULL; UPDATE messages SET subject = '', attachment_count = 0";
    execute_sql_on_closed_database(&test, &store_key, repair);
    test.restart().await;
    assert_eq!(test.snapshot().await.inboxes.len(), 2);
    assert_eq!(test.core.list_messages(kept.id, false).await.unwrap().len(), 3);
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "a core of this process has started SQLCipher")]
async fn newer_database_is_refused_and_left_unchanged() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let store_key = read_store_key(&test).await;
    test.core.shut_down(None).await;
    let database = test.folder.path().join("data/mayfly.db");
    let version = rusqlite::Connection::open(&database).and_then(|db| {
        db.execute_batch(&format!("PRAGMA key = \"x'{store_key}'\""))?;
        db.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))
    });
    let version = version.unwrap();
    execute_sql_on_closed_database(
        &test,
        &store_key,
        "PRAGMA user_version = 4000; CREATE TABLE added_later (a); PRAGMA wal_checkpoint(TRUNCATE)",
    );
    let before = std::fs::read(&database).unwrap();
    test.restart().await;
    assert_eq!(expect_blocked_phase_error(test.phase().await).code, ErrorCode::StoreTooNew);
    test.core.retry_keychain().await;
    assert_eq!(expect_blocked_phase_error(test.phase().await).code, ErrorCode::StoreTooNew);
    assert!(std::fs::read(&database).unwrap() == before, "the file is unchanged");
    test.core.shut_down(None).await;
    execute_sql_on_closed_database(&test, &store_key, &format!("PRAGMA user_version = {version}"));
    test.restart().await;
    assert_eq!(test.snapshot().await.inboxes[0].address, inbox.address);
}

/// Each page of the file is damaged in turn, and the file is truncated to several lengths: the core starts, reports the
/// damage, and overwrites nothing.
#[tokio::test]
async fn damaged_database_is_reported_and_never_overwritten() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    for number in 0..12 {
        test.deliver_mail(&inbox, Mail::new_text(format!("Subject {number}"), "words ".repeat(400)));
    }
    test.core.list_messages(inbox.id, true).await.unwrap();
    test.core.shut_down(None).await;
    let database = test.folder.path().join("data/mayfly.db");
    let intact = std::fs::read(&database).unwrap();
    let pages = intact.len() / 4096;
    let damage_page = |page: usize| {
        let mut bytes = intact.clone();
        for byte in &mut bytes[page * 4096 + 100..page * 4096 + 200] {
            *byte ^= 0xff;
        }
        bytes
    };
    let damaged = (0..pages).map(|page| (format!("page {page} of {pages} damaged"), damage_page(page)));
    let truncated = [0, 1, 4095, 4096, intact.len() / 2, intact.len() - 4096, intact.len() - 1]
        .map(|length| (format!("truncated to {length} bytes of {}", intact.len()), intact[..length].to_vec()));
    let (mut set_aside, mut failed_in_use, mut harmless) = (0, 0, 0);
    for (damage, bytes) in damaged.chain(truncated) {
        for name in list_data_files(&test) {
            std::fs::remove_file(test.folder.path().join("data").join(name)).unwrap();
        }
        std::fs::write(&database, &bytes).unwrap();
        test.restart().await;
        let snapshot = test.snapshot().await;
        if let Some(notice) = snapshot.notices.first() {
            set_aside += 1;
            assert_eq!((&snapshot.phase, notice.error.code), (&Phase::Welcome, ErrorCode::StoreUnreadable), "{damage}");
            let path = notice.error.details.path.clone().unwrap();
            assert!(std::fs::read(path).unwrap() == bytes, "{damage}: the file that was set aside is unchanged");
            test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
            test.core.create_inbox().await.unwrap();
            continue;
        }
        assert_eq!(snapshot.phase, Phase::Ready, "{damage}");
        assert_eq!(snapshot.inboxes[0].address, inbox.address, "{damage}");
        let errors = collect_store_function_errors(&test.core, inbox.id).await;
        failed_in_use += u32::from(!errors.is_empty());
        harmless += u32::from(errors.is_empty());
        for error in errors {
            assert_eq!(error.code, ErrorCode::StoreUnreadable, "{damage}: {error}");
            assert_eq!(error.details.path, None, "{damage}: nothing was set aside");
        }
    }
    println!("{set_aside} set aside, {failed_in_use} reported in use, {harmless} harmless");
    assert!(set_aside > 0 && failed_in_use > 0);
}

/// Calls everything that reads or writes the store; returns the errors.
async fn collect_store_function_errors(core: &Core, inbox: InboxId) -> Vec<ErrorView> {
    let mut errors = Vec::new();
    let mut record =
        |outcome: mayfly_core::Result<()>| errors.extend(outcome.err().map(|error| core.to_error_view(&error)));
    record(core.search_messages("words", 50, None).await.map(drop));
    record(core.set_inbox_label(inbox, Some("label")).await);
    record(core.update_settings(core.settings().into()).await);
    match core.list_messages(inbox, false).await {
        Ok(messages) => {
            for message in messages {
                record(core.render_message_document(&message.id).await.map(drop));
                record(core.read_message(&message.id).await.map(drop));
            }
        }
        Err(error) => record(Err(error)),
    }
    errors
}

// Two instances

/// Locks the data folder as another instance does, until it is killed.
async fn run_other_instance(folder: &Path) {
    let secrets = Arc::new(InMemorySecretStore::default());
    let core = Core::builder(build_core_environment(folder, secrets)).start();
    core.wait_until_accounts_open().await;
    core.sign_in(API_KEY, Some(&std::env::var("MAYFLY_TEST_SERVICE_URL").unwrap())).await.unwrap();
    core.create_inbox().await.unwrap();
    report_line_to_parent(READY);
    std::future::pending().await
}

#[tokio::test]
async fn second_instance_on_the_same_folder_is_blocked_and_changes_nothing() {
    const TEST_NAME: &str = "second_instance_on_the_same_folder_is_blocked_and_changes_nothing";
    if let Some(folder) = std::env::var_os(CHILD_FOLDER) {
        return run_other_instance(Path::new(&folder)).await;
    }
    let sandbox = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let environment = vec![("MAYFLY_TEST_SERVICE_URL", sandbox.base_url().to_owned())];
    let path = folder.path().to_owned();
    let (ready, is_ready) = tokio::sync::oneshot::channel();
    let (done, is_done) = std::sync::mpsc::channel::<()>();
    let first = tokio::task::spawn_blocking(move || {
        kill_child_when(TEST_NAME, &path, &environment, || {
            ready.send(()).unwrap();
            // Returns also when the test has failed and dropped the sender.
            let _ = is_done.recv();
        })
    });
    is_ready.await.unwrap();
    let list_files = || {
        let entries = std::fs::read_dir(folder.path().join("data")).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect::<BTreeSet<_>>()
    };
    let before = list_files();
    // The second instance may use another keychain, which has no key for the database.
    for with_key in [false, true] {
        let secrets = Arc::new(InMemorySecretStore::default());
        if with_key {
            secrets.set("store-key", "0".repeat(64).into()).await.unwrap();
        }
        let second = Core::builder(build_core_environment(folder.path(), secrets)).start();
        second.wait_until_accounts_open().await;
        assert_eq!(expect_blocked_phase_error(current_core_phase(&second).await).code, ErrorCode::StoreInUse);
        second.continue_without_keychain().await;
        second.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
        assert_eq!(second.wipe_data().await.unwrap_err().code(), ErrorCode::StoreInUse);
        assert_eq!(current_core_phase(&second).await, Phase::Ready, "the phase does not change");
        assert_eq!(list_files(), before, "nothing was set aside, erased or created");
    }
    drop(done);
    first.await.unwrap();
}

// The keychain

#[tokio::test]
async fn failing_keychain_only_affects_what_needs_it() {
    const OTHER_API_KEY: &str = "mk_other_0123456789abcdef";
    let sandbox =
        Sandbox::builder().api_key(API_KEY).api_key(OTHER_API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let secrets = Arc::new(FlakySecrets::default());
    let core = start_core_with_short_intervals(folder.path(), secrets.clone()).await;
    core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
    let first = core.create_inbox().await.unwrap();
    secrets.set_failure(Some(SecretError::Unavailable("no keychain".into())));

    // What needs no secret still works.
    let second = core.create_inbox().await.unwrap();
    sandbox.deliver_mail(&second.address, Mail::new_text("Hello", "Words.")).unwrap();
    assert_eq!(core.list_messages(second.id, true).await.unwrap().len(), 1);
    // What needs a secret fails and changes nothing.
    for error in
        [core.sign_out().await.unwrap_err(), core.sign_in(OTHER_API_KEY, Some(sandbox.base_url())).await.unwrap_err()]
    {
        assert_eq!(error.code(), ErrorCode::KeychainUnavailable);
        let snapshot = core.subscribe_with_snapshot().await.unwrap().0;
        assert_eq!(snapshot.phase, Phase::Ready);
        let addresses: Vec<_> = snapshot.inboxes.into_iter().map(|inbox| inbox.address).collect();
        assert_eq!(addresses, [second.address.clone(), first.address.clone()]);
    }
    // A start without the keychain is blocked until it works.
    core.shut_down(None).await;
    let core = start_core_with_short_intervals(folder.path(), secrets.clone()).await;
    assert_eq!(expect_blocked_phase_error(current_core_phase(&core).await).code, ErrorCode::KeychainUnavailable);
    secrets.set_failure(None);
    core.retry_keychain().await;
    assert_eq!(core.subscribe_with_snapshot().await.unwrap().0.inboxes.len(), 2);

    // Wiping deletes the files at once, and the secrets at the next start with a working keychain.
    secrets.set_failure(Some(SecretError::Unavailable("no keychain".into())));
    assert_eq!(core.wipe_data().await.unwrap_err().code(), ErrorCode::KeychainUnavailable);
    assert_eq!(current_core_phase(&core).await, Phase::Welcome);
    assert!(!folder.path().join("data/mayfly.db").exists());
    core.shut_down(None).await;
    secrets.set_failure(None);
    let core = start_core_with_short_intervals(folder.path(), secrets.clone()).await;
    assert_eq!(current_core_phase(&core).await, Phase::Welcome);
    assert_eq!(core.subscribe_with_snapshot().await.unwrap().0.notices, []);
    assert_eq!(secrets.memory.list_secret_names(), Vec::<String>::new());
    assert_eq!(std::fs::read_dir(folder.path().join("data")).unwrap().count(), 0);
    core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
    assert_eq!(core.subscribe_with_snapshot().await.unwrap().0.inboxes, []);
}

#[tokio::test]
async fn wiping_deletes_secrets_and_files_of_lost_databases() {
    let mut test = TestCore::signed_in().await;
    test.secrets.set("api-key:7", "mk_of_a_lost_database".into()).await.unwrap();
    std::fs::write(test.folder.path().join("data/mayfly.db.unreadable-20260101-000000"), "x").unwrap();
    test.restart().await;
    test.core.wipe_data().await.unwrap();
    assert_eq!(test.secrets.list_secret_names(), Vec::<String>::new());
    assert_eq!(list_data_files(&test), BTreeSet::new());
}

// Responses that overtake each other

#[tokio::test]
async fn late_response_does_not_mark_an_ended_inbox_as_expired() {
    use tempmailg_sandbox::{FaultAction, InjectedFault};
    let test = TestCore::signed_in().await;
    let domain = test.core.list_domains().await.unwrap()[0].domain.clone();
    for how in ["converted", "deleted"] {
        let inbox = test.core.create_inbox().await.unwrap();
        // The check is sent first and answered last.
        test.sandbox.inject_fault(InjectedFault::new(FaultAction::Delay { ms: 300 }).method("GET").path("/messages"));
        let (core, requests) = (test.core.clone(), test.sandbox.list_requests().len());
        let check = tokio::spawn(async move { core.list_messages(inbox.id, true).await });
        while test.sandbox.list_requests().len() == requests {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let state = if how == "converted" {
            test.core.convert_inbox(inbox.id, "converted", &domain).await.unwrap();
            InboxState::Replaced
        } else {
            test.core.delete_inbox(inbox.id).await.unwrap();
            InboxState::Deleted
        };
        let _ = check.await.unwrap();
        let inboxes = test.snapshot().await.inboxes;
        let current = inboxes.into_iter().find(|row| row.id == inbox.id).unwrap();
        assert_eq!(current.state, state);
        assert_eq!(current.replaced_by.is_some(), how == "converted");
    }
}
