//! A process that is killed while databases of two keys lie side by side: while one is started beside the other, and while
//! its mail is taken over.

use crate::kill_fixture::{KillFixture, SERVICE_URL, start_core};
use crate::support::API_KEY;
use crate::support::killed_process::{
    CHILD_FOLDER, READY, SeededRandom, configured_round_count, report_line_to_parent, run_test_until_killed,
};
use mayfly_core::Core;
use mayfly_core::view::{ErrorCode, Phase};
use std::path::Path;
use std::time::Duration;
use tempmailg_sandbox::Mail;

/// A fixture whose database has one inbox with a message; returns its address. Another, empty keychain is in use then.
async fn fixture_with_swapped_keychain() -> (KillFixture, String) {
    let fixture = KillFixture::signed_in().await;
    let core = fixture.start_core().await;
    let address = create_inbox_with_mail(&fixture, &core, 1).await;
    core.shut_down(None).await;
    swap_keychain(fixture.path(), "first", "second");
    (fixture, address)
}

/// Keeps the keychain in use under one name and goes on with the one of another name, or an empty one.
fn swap_keychain(folder: &Path, keep_as: &str, go_on_with: &str) {
    std::fs::rename(folder.join("secrets"), folder.join(keep_as)).unwrap();
    if folder.join(go_on_with).exists() {
        std::fs::rename(folder.join(go_on_with), folder.join("secrets")).unwrap();
    }
}

async fn create_inbox_with_mail(fixture: &KillFixture, core: &Core, count: u32) -> String {
    let inbox = core.create_inbox().await.unwrap();
    for number in 0..count {
        fixture.sandbox.deliver_mail(&inbox.address, Mail::new_text(format!("Subject {number}"), "Words.")).unwrap();
    }
    assert_eq!(core.list_messages(inbox.id, true).await.unwrap().len(), count as usize);
    inbox.address
}

async fn addresses(core: &Core) -> Vec<String> {
    let inboxes = core.subscribe_with_snapshot().await.unwrap().0.inboxes;
    inboxes.into_iter().map(|inbox| inbox.address).collect()
}

#[tokio::test]
async fn start_beside_that_was_killed_leaves_both_databases_whole() {
    if let Some(folder) = std::env::var_os(CHILD_FOLDER) {
        return run_new_store_start_child(Path::new(&folder)).await;
    }
    let mut random = SeededRandom::new("start beside");
    let (rounds, mut begun) = (configured_round_count(12), 0);
    for _ in 0..rounds {
        let (fixture, old) = fixture_with_swapped_keychain().await;
        let before = std::fs::read(fixture.path().join("data/mayfly.db")).unwrap();
        let test_name = "other_databases::start_beside_that_was_killed_leaves_both_databases_whole";
        let delay = random.random_duration(Duration::from_millis(200));
        let lines = run_test_until_killed(test_name, fixture.path(), fixture.environment(), delay).await;
        assert!(std::fs::read(fixture.path().join("data/mayfly.db")).unwrap() == before, "the first one is unchanged");

        let reported: Vec<_> = lines.iter().filter_map(|line| line.strip_prefix("inbox ")).collect();
        if !reported.is_empty() {
            begun += 1;
            let core = fixture.start_core().await;
            let kept = addresses(&core).await;
            assert!(reported.iter().all(|address| kept.iter().any(|kept| kept == address)), "{reported:?}: {kept:?}");
            core.shut_down(None).await;
        }
        swap_keychain(fixture.path(), "second", "first");
        let core = fixture.start_core().await;
        assert_eq!(addresses(&core).await, [old]);
        for other in core.list_mail_databases().await.unwrap().iter().filter(|mail| !mail.is_open) {
            match core.import_other_database(&other.id).await {
                Ok(taken) => assert!(taken.addresses as usize >= reported.len(), "{taken:?}"),
                // Killed before its key was sealed beside it.
                Err(error) => assert_eq!((error.code(), reported.len()), (ErrorCode::StoreKeyMissing, 0)),
            }
        }
        core.shut_down(None).await;
        fixture.assert_database_is_intact();
    }
    println!(
        "| kill -9 while a database is started beside one of another key | {rounds} | {begun} with addresses, all kept; the first database unchanged each time |"
    );
}

/// The child process.
async fn run_new_store_start_child(folder: &Path) {
    let core = start_core(folder).await;
    report_line_to_parent(READY);
    core.start_beside_stored_mail().await.unwrap();
    core.sign_in(API_KEY, Some(&std::env::var(SERVICE_URL).unwrap())).await.unwrap();
    loop {
        report_line_to_parent(format_args!("inbox {}", core.create_inbox().await.unwrap().address));
    }
}

#[tokio::test]
async fn takeover_that_was_killed_is_done_or_can_be_repeated() {
    if let Some(folder) = std::env::var_os(CHILD_FOLDER) {
        return import_database_in_child_process(Path::new(&folder)).await;
    }
    const MAIL_COUNT: u32 = 40;
    let mut random = SeededRandom::new("taking over");
    let (rounds, mut done, mut repeated) = (configured_round_count(12), 0, 0);
    for _ in 0..rounds {
        let (fixture, old) = fixture_with_swapped_keychain().await;
        let core = fixture.start_core().await;
        core.start_beside_stored_mail().await.unwrap();
        fixture.sign_in(&core).await;
        let new = create_inbox_with_mail(&fixture, &core, MAIL_COUNT).await;
        core.shut_down(None).await;
        swap_keychain(fixture.path(), "second", "first");
        let test_name = "other_databases::takeover_that_was_killed_is_done_or_can_be_repeated";
        let delay = random.random_duration(Duration::from_millis(60));
        let lines = run_test_until_killed(test_name, fixture.path(), fixture.environment(), delay).await;

        let core = fixture.start_core().await;
        let snapshot = core.subscribe_with_snapshot().await.unwrap().0;
        assert_eq!(snapshot.phase, Phase::Ready);
        let total =
            |address: &str| snapshot.inboxes.iter().find(|inbox| inbox.address == address).map(|inbox| inbox.total);
        assert_eq!(total(&old), Some(1));
        let is_taken = total(&new).is_some();
        assert!(is_taken || !lines.iter().any(|line| line == "taken"), "what was reported is there");
        assert!(total(&new).is_none_or(|total| total == MAIL_COUNT), "all or nothing");
        done += u32::from(is_taken);
        repeated += u32::from(!is_taken);
        let other = core.list_mail_databases().await.unwrap().into_iter().find(|mail| !mail.is_open).unwrap();
        assert_eq!((other.addresses, other.messages), (Some(1), Some(MAIL_COUNT)), "the other database is unchanged");
        let again = core.import_other_database(&other.id).await.unwrap();
        assert_eq!(again.messages, if is_taken { 0 } else { MAIL_COUNT });
        core.shut_down(None).await;
        fixture.assert_database_is_intact();
    }
    println!(
        "| kill -9 while another database's mail is taken over | {rounds} | {done} done, {repeated} not begun and repeated; none in part |"
    );
}

/// The child process.
async fn import_database_in_child_process(folder: &Path) {
    let core = start_core(folder).await;
    let other = core.list_mail_databases().await.unwrap().into_iter().find(|mail| !mail.is_open).unwrap();
    report_line_to_parent(READY);
    core.import_other_database(&other.id).await.unwrap();
    report_line_to_parent("taken");
    std::future::pending::<()>().await;
}
