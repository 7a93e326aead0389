//! What computers do to programs: full disks, read-only folders, damaged files, keychains that go, second instances.

#![allow(clippy::unwrap_used, reason = "a test")]
#![cfg(target_os = "linux")]

mod support;

use mayfly_core::view::{Change, ErrorCode, ErrorView, InboxState, Phase};
use mayfly_core::{Config, Core, MemorySecrets, Pace, SecretError, SecretStore, SystemClock};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use support::keychain::Fickle;
use support::kill::{READY, VICTIM, kill_after, tell};
use support::{KEY, World, until_started, wait_for};
use tempmailg_sandbox::{Mail, Sandbox};

fn config(folder: &Path, secrets: Arc<dyn SecretStore>) -> Config {
    let data_folder = folder.join("data");
    Config { data_folder, clock: Arc::new(SystemClock), secrets, locales: mayfly_core::Locales::default() }
}

/// A core that checks often.
async fn quick(folder: &Path, secrets: Arc<dyn SecretStore>) -> Core {
    let pace = Pace {
        quickest: Duration::from_millis(20),
        longest_retry: Duration::from_millis(100),
        patience: Duration::from_secs(5),
        heartbeat: Duration::from_millis(50),
        ..Pace::default()
    };
    let core = Core::start_at(pace, config(folder, secrets));
    until_started(&core).await;
    core
}

async fn phase(core: &Core) -> Phase {
    core.subscribe().await.unwrap().0.phase
}

fn blocked(phase: Phase) -> ErrorView {
    match phase {
        Phase::Blocked { error } => error,
        other => panic!("not blocked but {other:?}"),
    }
}

/// The names in the data folder.
fn files(world: &World) -> BTreeSet<String> {
    let entries = std::fs::read_dir(world.folder.path().join("data")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

// Disks

/// Where the test is run once more, in a mount namespace of its own in which it may mount.
const DISK: &str = "MAYFLY_TEST_DISK";

/// The disk of a test that runs in a namespace of its own; `None` once it has run there.
async fn on_own_disk(test: &'static str, size: &'static str) -> Option<PathBuf> {
    if let Some(disk) = std::env::var_os(DISK) {
        return Some(disk.into());
    }
    let disk = tempfile::tempdir().unwrap();
    let run = move || {
        let done = Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
            .arg(format!("mount -t tmpfs -o size={size} tmpfs \"${DISK}\" && exec \"$0\" --exact --nocapture \"$1\""))
            .arg(std::env::current_exe().unwrap())
            .arg(test)
            .env(DISK, disk.path())
            .output()
            .expect("unshare, of util-linux, is needed");
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(
            done.status.success() && said.contains("1 passed"),
            "{said}\n{}\nUser namespaces have to be allowed for this test.",
            String::from_utf8_lossy(&done.stderr)
        );
    };
    tokio::task::spawn_blocking(run).await.unwrap();
    None
}

fn remount(disk: &Path, how: &str) {
    let status = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(disk).status().unwrap();
    assert!(status.success());
}

/// Takes all room there is left; the room is free again once the file is deleted.
fn fill(disk: &Path) -> PathBuf {
    let path = disk.join("filler");
    let mut file = std::fs::File::create(&path).unwrap();
    while std::io::Write::write(&mut file, &[0; 4096]).is_ok_and(|written| written > 0) {}
    path
}

#[tokio::test]
async fn a_disk_that_fills_up_loses_nothing_and_is_told_of_once() {
    let Some(disk) = on_own_disk("a_disk_that_fills_up_loses_nothing_and_is_told_of_once", "3m").await else { return };
    let sandbox = Sandbox::builder().key(KEY).empty(true).quota(1_000_000_000).start().await.unwrap();
    let secrets = Arc::new(MemorySecrets::default());
    let core = quick(&disk, secrets.clone()).await;
    core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
    let inbox = core.create_inbox().await.unwrap();
    let (_, mut events) = core.subscribe().await.unwrap();
    let deliver = |subject: &str| sandbox.deliver(&inbox.address, Mail::text(subject, "w ".repeat(40_000))).unwrap();
    let early = deliver("Early");
    let is = |id: String| move |change: &Change| matches!(change, Change::Messages { messages, .. } if messages.iter().any(|m| m.id == id));
    wait_for(&mut events, is(early.clone())).await;

    let filler = fill(&disk);
    let late = deliver("Late");
    let told = wait_for(&mut events, |change| matches!(change, Change::Notice { .. })).await;
    let Change::Notice { notice } = told.change else { unreachable!() };
    assert_eq!(notice.error.code, ErrorCode::DiskFull);
    // What the user does says the same.
    let error = core.list_messages(inbox.id, true).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::DiskFull);
    // The mail that is there can be read all the while.
    assert_eq!(core.list_messages(inbox.id, false).await.unwrap().len(), 1);
    assert!(core.message_document(&early).await.unwrap().contains("w w"));
    assert_eq!(core.subscribe().await.unwrap().0.notices.len(), 1, "it is told of once");

    // A start finds no room either, and says so.
    core.shut_down().await;
    let core = quick(&disk, secrets.clone()).await;
    match phase(&core).await {
        Phase::Ready => {}
        phase => assert_eq!(blocked(phase).code, ErrorCode::DiskFull),
    }
    std::fs::remove_file(&filler).unwrap();
    core.retry_keychain().await;
    assert_eq!(phase(&core).await, Phase::Ready);
    while core.list_messages(inbox.id, true).await.unwrap().len() < 2 {}
    assert!(core.message_document(&late).await.unwrap().contains("w w"), "what didn't fit comes once it does");
    assert!(core.message_document(&early).await.unwrap().contains("w w"));
}

#[tokio::test]
async fn a_first_start_on_a_full_disk_says_so_and_works_once_there_is_room() {
    let test = "a_first_start_on_a_full_disk_says_so_and_works_once_there_is_room";
    let Some(disk) = on_own_disk(test, "2m").await else { return };
    let sandbox = Sandbox::builder().key(KEY).empty(true).start().await.unwrap();
    let core = quick(&disk, Arc::new(MemorySecrets::default())).await;
    let filler = fill(&disk);
    let error = core.connect(KEY, Some(sandbox.base_url())).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::DiskFull, "{error}");
    assert_eq!(phase(&core).await, Phase::Welcome);
    std::fs::remove_file(&filler).unwrap();
    core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
    core.create_inbox().await.unwrap();
    assert_eq!(core.subscribe().await.unwrap().0.notices, []);
}

#[tokio::test]
async fn a_read_only_folder_is_said_and_works_once_it_may_be_written() {
    let test = "a_read_only_folder_is_said_and_works_once_it_may_be_written";
    let Some(disk) = on_own_disk(test, "8m").await else { return };
    let sandbox = Sandbox::builder().key(KEY).empty(true).start().await.unwrap();
    let secrets = Arc::new(MemorySecrets::default());
    let core = quick(&disk, secrets.clone()).await;
    remount(&disk, "ro");
    let error = core.connect(KEY, Some(sandbox.base_url())).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::StoreFailed, "{error}");
    remount(&disk, "rw");
    core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
    let inbox = core.create_inbox().await.unwrap();
    core.shut_down().await;

    remount(&disk, "ro");
    let core = quick(&disk, secrets.clone()).await;
    assert_eq!(blocked(phase(&core).await).code, ErrorCode::StoreFailed);
    remount(&disk, "rw");
    core.retry_keychain().await;
    assert_eq!(core.subscribe().await.unwrap().0.inboxes[0].address, inbox.address);
    core.shut_down().await;

    // One that is damaged can't be set aside there either.
    let database = disk.join("data/mayfly.db");
    std::fs::write(&database, [0x5a; 8192]).unwrap();
    remount(&disk, "ro");
    let core = quick(&disk, secrets).await;
    assert_eq!(blocked(phase(&core).await).code, ErrorCode::StoreFailed);
    assert_eq!(std::fs::read(&database).unwrap(), [0x5a; 8192]);
}

// Databases

/// Does something with the database while no core has it open.
fn with_database(world: &World, key: &str, sql: &str) {
    let database = rusqlite::Connection::open(world.folder.path().join("data/mayfly.db")).unwrap();
    database.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; {sql}")).unwrap();
}

async fn store_key(world: &World) -> String {
    use secrecy::ExposeSecret as _;
    world.secrets.get("store-key").await.unwrap().unwrap().expose_secret().to_owned()
}

#[tokio::test]
async fn a_newer_database_is_refused_and_left_as_it_is() {
    let mut world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let key = store_key(&world).await;
    world.core.shut_down().await;
    let database = world.folder.path().join("data/mayfly.db");
    let version = rusqlite::Connection::open(&database).and_then(|db| {
        db.execute_batch(&format!("PRAGMA key = \"x'{key}'\""))?;
        db.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))
    });
    let version = version.unwrap();
    with_database(
        &world,
        &key,
        "PRAGMA user_version = 4000; CREATE TABLE of_tomorrow (a); PRAGMA wal_checkpoint(TRUNCATE)",
    );
    let before = std::fs::read(&database).unwrap();
    world.restart().await;
    assert_eq!(blocked(world.phase().await).code, ErrorCode::StoreTooNew);
    world.core.retry_keychain().await;
    assert_eq!(blocked(world.phase().await).code, ErrorCode::StoreTooNew);
    assert!(std::fs::read(&database).unwrap() == before, "not a byte was changed");
    world.core.shut_down().await;
    with_database(&world, &key, &format!("PRAGMA user_version = {version}"));
    world.restart().await;
    assert_eq!(world.snapshot().await.inboxes[0].address, inbox.address);
}

/// Each part of the file damaged in turn: whatever it was, the app starts, says what is so, and overwrites nothing.
#[tokio::test]
async fn damage_anywhere_is_survived_and_told_truly() {
    let mut world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    for number in 0..12 {
        world.sandbox.deliver(&inbox.address, Mail::text(format!("Subject {number}"), "words ".repeat(400))).unwrap();
    }
    world.core.list_messages(inbox.id, true).await.unwrap();
    world.core.shut_down().await;
    let database = world.folder.path().join("data/mayfly.db");
    let sound = std::fs::read(&database).unwrap();
    let pages = sound.len() / 4096;
    let damaged = |page: usize| {
        let mut bytes = sound.clone();
        for byte in &mut bytes[page * 4096 + 100..page * 4096 + 200] {
            *byte ^= 0xff;
        }
        bytes
    };
    let flipped = (0..pages).map(|page| (format!("page {page} of {pages} damaged"), damaged(page)));
    let cut = [0, 1, 4095, 4096, sound.len() / 2, sound.len() - 4096, sound.len() - 1]
        .map(|length| (format!("cut to {length} bytes of {}", sound.len()), sound[..length].to_vec()));
    let (mut aside, mut in_use, mut unharmed) = (0, 0, 0);
    for (what, bytes) in flipped.chain(cut) {
        for name in files(&world) {
            std::fs::remove_file(world.folder.path().join("data").join(name)).unwrap();
        }
        std::fs::write(&database, &bytes).unwrap();
        world.restart().await;
        let snapshot = world.snapshot().await;
        if let Some(notice) = snapshot.notices.first() {
            aside += 1;
            assert_eq!((&snapshot.phase, notice.error.code), (&Phase::Welcome, ErrorCode::StoreUnreadable), "{what}");
            let path = notice.error.details.path.clone().unwrap();
            assert!(std::fs::read(path).unwrap() == bytes, "{what}: it is kept as it was");
            world.core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
            world.core.create_inbox().await.unwrap();
            continue;
        }
        assert_eq!(snapshot.phase, Phase::Ready, "{what}");
        assert_eq!(snapshot.inboxes[0].address, inbox.address, "{what}");
        let harm = use_everything(&world.core, inbox.id).await;
        in_use += u32::from(!harm.is_empty());
        unharmed += u32::from(harm.is_empty());
        for error in harm {
            assert_eq!(error.code, ErrorCode::StoreUnreadable, "{what}: {error}");
            assert_eq!(error.details.path, None, "{what}: it was not set aside, so nobody says so");
        }
    }
    println!("{aside} set aside, {in_use} told of in use, {unharmed} without harm");
    assert!(aside > 0 && in_use > 0);
}

/// Everything that reads or writes the store; answers with what failed.
async fn use_everything(core: &Core, inbox: u32) -> Vec<ErrorView> {
    let mut errors = Vec::new();
    let mut note = |outcome: mayfly_core::Result<()>| errors.extend(outcome.err().map(|error| core.view_error(&error)));
    note(core.search_messages("words", 50, None).await.map(drop));
    note(core.set_inbox_label(inbox, Some("label")).await);
    note(core.set_settings(core.settings()).await);
    match core.list_messages(inbox, false).await {
        Ok(messages) => {
            for message in messages {
                note(core.message_document(&message.id).await.map(drop));
                note(core.read_message(&message.id).await.map(drop));
            }
        }
        Err(error) => note(Err(error)),
    }
    errors
}

// Two instances

/// Holds the data folder like a Mayfly on another session bus does.
async fn other_instance(folder: &Path) {
    let secrets = Arc::new(MemorySecrets::default());
    let core = Core::start(config(folder, secrets));
    until_started(&core).await;
    core.connect(KEY, Some(&std::env::var("MAYFLY_VICTIM_SERVICE").unwrap())).await.unwrap();
    core.create_inbox().await.unwrap();
    tell(READY);
    std::future::pending().await
}

#[tokio::test]
async fn a_second_instance_on_the_same_folder_says_so_and_touches_nothing() {
    const TEST: &str = "a_second_instance_on_the_same_folder_says_so_and_touches_nothing";
    if let Some(folder) = std::env::var_os(VICTIM) {
        return other_instance(Path::new(&folder)).await;
    }
    let sandbox = Sandbox::builder().key(KEY).empty(true).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let environment = vec![("MAYFLY_VICTIM_SERVICE", sandbox.base_url().to_owned())];
    let path = folder.path().to_owned();
    let (ready, is_ready) = tokio::sync::oneshot::channel();
    let (done, is_done) = std::sync::mpsc::channel::<()>();
    let first = tokio::task::spawn_blocking(move || {
        kill_after(TEST, &path, &environment, || {
            ready.send(()).unwrap();
            // Also when the test has failed: nobody is left to send.
            let _ = is_done.recv();
        })
    });
    is_ready.await.unwrap();
    let list = || {
        let entries = std::fs::read_dir(folder.path().join("data")).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect::<BTreeSet<_>>()
    };
    let before = list();
    // Another bus may have another keychain, without a key for what is there.
    for with_key in [false, true] {
        let secrets = Arc::new(MemorySecrets::default());
        if with_key {
            secrets.set("store-key", "0".repeat(64).into()).await.unwrap();
        }
        let second = Core::start(config(folder.path(), secrets));
        until_started(&second).await;
        assert_eq!(blocked(phase(&second).await).code, ErrorCode::StoreInUse);
        second.use_session_only().await;
        second.connect(KEY, Some(sandbox.base_url())).await.unwrap();
        assert_eq!(second.wipe_data().await.unwrap_err().code(), ErrorCode::StoreInUse);
        assert_eq!(phase(&second).await, Phase::Ready, "it stays where it was");
        assert_eq!(list(), before, "nothing was set aside, erased or made");
    }
    drop(done);
    first.await.unwrap();
}

// The keychain

#[tokio::test]
async fn a_keychain_that_goes_away_midway_costs_nothing_but_what_needs_it() {
    const OTHER: &str = "mk_other_0123456789abcdef";
    let sandbox = Sandbox::builder().key(KEY).key(OTHER).empty(true).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let secrets = Arc::new(Fickle::default());
    let core = quick(folder.path(), secrets.clone()).await;
    core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
    let first = core.create_inbox().await.unwrap();
    secrets.set_trouble(Some(SecretError::Unavailable("it is gone".into())));

    // What needs no key goes on.
    let second = core.create_inbox().await.unwrap();
    sandbox.deliver(&second.address, Mail::text("Hello", "Words.")).unwrap();
    assert_eq!(core.list_messages(second.id, true).await.unwrap().len(), 1);
    // What needs it is refused, and nothing is different.
    for error in [core.sign_out().await.unwrap_err(), core.connect(OTHER, Some(sandbox.base_url())).await.unwrap_err()]
    {
        assert_eq!(error.code(), ErrorCode::KeychainUnavailable);
        let snapshot = core.subscribe().await.unwrap().0;
        assert_eq!(snapshot.phase, Phase::Ready);
        let addresses: Vec<_> = snapshot.inboxes.into_iter().map(|inbox| inbox.address).collect();
        assert_eq!(addresses, [second.address.clone(), first.address.clone()]);
    }
    // A start without it waits for it, and then all is there.
    core.shut_down().await;
    let core = quick(folder.path(), secrets.clone()).await;
    assert_eq!(blocked(phase(&core).await).code, ErrorCode::KeychainUnavailable);
    secrets.set_trouble(None);
    core.retry_keychain().await;
    assert_eq!(core.subscribe().await.unwrap().0.inboxes.len(), 2);

    // Erasing takes the files at once and the entries when it can.
    secrets.set_trouble(Some(SecretError::Unavailable("it is gone".into())));
    assert_eq!(core.wipe_data().await.unwrap_err().code(), ErrorCode::KeychainUnavailable);
    assert_eq!(phase(&core).await, Phase::Welcome);
    assert!(!folder.path().join("data/mayfly.db").exists());
    core.shut_down().await;
    secrets.set_trouble(None);
    let core = quick(folder.path(), secrets.clone()).await;
    assert_eq!(phase(&core).await, Phase::Welcome);
    assert_eq!(core.subscribe().await.unwrap().0.notices, []);
    assert_eq!(secrets.memory.names(), Vec::<String>::new());
    assert_eq!(std::fs::read_dir(folder.path().join("data")).unwrap().count(), 0);
    core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
    assert_eq!(core.subscribe().await.unwrap().0.inboxes, []);
}

#[tokio::test]
async fn erasing_finds_the_entries_of_databases_that_are_lost() {
    let mut world = World::connected().await;
    world.secrets.set("api-key:7", "mk_of_a_lost_database".into()).await.unwrap();
    std::fs::write(world.folder.path().join("data/mayfly.db.unreadable-20260101-000000"), "x").unwrap();
    world.restart().await;
    world.core.wipe_data().await.unwrap();
    assert_eq!(world.secrets.names(), Vec::<String>::new());
    assert_eq!(files(&world), BTreeSet::new());
}

// Answers that cross

#[tokio::test]
async fn a_late_answer_does_not_turn_a_converted_inbox_into_an_expired_one() {
    use tempmailg_sandbox::{Fault, FaultAction};
    let world = World::connected().await;
    let domain = world.core.list_domains().await.unwrap()[0].domain.clone();
    for what in ["converted", "deleted"] {
        let inbox = world.core.create_inbox().await.unwrap();
        // The check asks first and is answered last.
        world.sandbox.inject(Fault::new(FaultAction::Delay { ms: 300 }).method("GET").path("/messages"));
        let (core, asked) = (world.core.clone(), world.sandbox.requests().len());
        let check = tokio::spawn(async move { core.list_messages(inbox.id, true).await });
        while world.sandbox.requests().len() == asked {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let ended = if what == "converted" {
            world.core.change_inbox(inbox.id, "converted", &domain).await.unwrap();
            InboxState::Replaced
        } else {
            world.core.delete_inbox(inbox.id).await.unwrap();
            InboxState::Deleted
        };
        let _ = check.await.unwrap();
        let inboxes = world.snapshot().await.inboxes;
        let kept = inboxes.into_iter().find(|kept| kept.id == inbox.id).unwrap();
        assert_eq!(kept.state, ended);
        assert_eq!(kept.replaced_by.is_some(), what == "converted");
    }
}
