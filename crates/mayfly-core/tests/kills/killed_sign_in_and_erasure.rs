//! A process that is killed while it signs in, erases everything, or replaces an API key.

use crate::file_secret_store::FileSecretStore;
use crate::kill_fixture::{KillFixture, SERVICE_URL, start_core};
use crate::support::API_KEY;
use crate::support::killed_process::{
    CHILD_FOLDER, READY, SeededRandom, configured_round_count, report_line_to_parent, run_test_until_killed,
};
use mayfly_core::view::{AccountId, Phase};
use std::path::Path;
use std::time::Duration;

#[tokio::test]
async fn sign_in_that_was_killed_is_complete_or_can_be_repeated() {
    if let Some(folder) = std::env::var_os(CHILD_FOLDER) {
        return run_sign_in_child(Path::new(&folder)).await;
    }
    let mut random = SeededRandom::new("sign-in");
    let (rounds, mut done) = (configured_round_count(12), 0);
    for _ in 0..rounds {
        let fixture = KillFixture::new().await;
        let test_name = "killed_sign_in_and_erasure::sign_in_that_was_killed_is_complete_or_can_be_repeated";
        let lines = run_test_until_killed(
            test_name,
            fixture.path(),
            fixture.environment(),
            random.random_duration(Duration::from_millis(200)),
        )
        .await;
        let core = fixture.start_core().await;
        let snapshot = core.subscribe_with_snapshot().await.unwrap().0;
        assert_eq!(snapshot.notices, [], "no notice is shown");
        if lines.iter().any(|line| line == "connected") {
            done += 1;
            assert_eq!(snapshot.phase, Phase::Ready);
        } else if snapshot.phase != Phase::Ready {
            assert_eq!(snapshot.phase, Phase::Welcome);
            fixture.sign_in(&core).await;
        }
        let inboxes = core.subscribe_with_snapshot().await.unwrap().0.inboxes;
        for address in lines.iter().filter_map(|line| line.strip_prefix("inbox ")) {
            assert!(inboxes.iter().any(|inbox| inbox.address == address), "{address} is lost");
        }
        core.create_inbox().await.unwrap();
        core.shut_down(None).await;
        fixture.assert_database_is_intact();
    }
    println!(
        "| kill -9 while an API key is stored and the database created | {rounds} | {done} signed in and stored, the others on the welcome page |"
    );
}

/// The child process.
async fn run_sign_in_child(folder: &Path) {
    let core = start_core(folder).await;
    report_line_to_parent(READY);
    core.sign_in(API_KEY, Some(&std::env::var(SERVICE_URL).unwrap())).await.unwrap();
    report_line_to_parent("connected");
    loop {
        report_line_to_parent(format_args!("inbox {}", core.create_inbox().await.unwrap().address));
    }
}

#[tokio::test]
async fn erasing_that_was_killed_is_finished_by_the_next_start() {
    if let Some(folder) = std::env::var_os(CHILD_FOLDER) {
        return wipe_data_in_child_process(Path::new(&folder)).await;
    }
    let mut random = SeededRandom::new("erasing");
    // Erasing takes a few milliseconds, and some of its steps far less.
    let (rounds, mut done, mut not_begun) = (configured_round_count(60), 0, 0);
    for _ in 0..rounds {
        let fixture = KillFixture::signed_in().await;
        let core = fixture.start_core().await;
        core.create_inbox().await.unwrap();
        core.shut_down(None).await;
        let test_name = "killed_sign_in_and_erasure::erasing_that_was_killed_is_finished_by_the_next_start";
        let lines = run_test_until_killed(
            test_name,
            fixture.path(),
            fixture.environment(),
            random.random_duration(Duration::from_millis(6)),
        )
        .await;
        let is_done = lines.iter().any(|line| line == "erased");
        done += u32::from(is_done);

        let core = fixture.start_core().await;
        let snapshot = core.subscribe_with_snapshot().await.unwrap().0;
        assert_eq!(snapshot.notices, [], "erased data causes no notice");
        core.shut_down(None).await;
        if snapshot.phase == Phase::Ready && !is_done {
            // It was killed before erasing began.
            not_begun += 1;
            assert_eq!(snapshot.inboxes.len(), 1);
            continue;
        }
        assert_eq!(snapshot.phase, Phase::Welcome);
        assert_eq!(FileSecretStore::new(&fixture.path().join("secrets")).count_secrets(), 0);
        assert_eq!(std::fs::read_dir(fixture.path().join("data")).unwrap().count(), 0);
    }
    println!(
        "| kill -9 while everything is erased | {rounds} | {done} done, {not_begun} not begun, the others finished by the next start |"
    );
}

/// The child process.
async fn wipe_data_in_child_process(folder: &Path) {
    let core = start_core(folder).await;
    report_line_to_parent(READY);
    core.wipe_data().await.unwrap();
    report_line_to_parent("erased");
    std::future::pending().await
}

/// The API key that the account changes to and back from.
const OTHER_API_KEY: &str = "mk_other_0123456789abcdef";

#[tokio::test]
async fn api_key_replacement_that_was_killed_leaves_a_key_that_finds_the_account() {
    if let Some(folder) = std::env::var_os(CHILD_FOLDER) {
        return replace_api_keys_until_killed(Path::new(&folder)).await;
    }
    let mut random = SeededRandom::new("API key replacement");
    let (rounds, mut replaced) = (configured_round_count(12), 0);
    for _ in 0..rounds {
        let mut fixture = KillFixture::new().await;
        fixture.sandbox = tempmailg_sandbox::Sandbox::builder()
            .api_key(API_KEY)
            .api_key(OTHER_API_KEY)
            .keep_new_inboxes_empty(true)
            .start()
            .await
            .unwrap();
        let core = fixture.start_core().await;
        fixture.sign_in(&core).await;
        let address = core.create_inbox().await.unwrap().address;
        core.shut_down(None).await;
        let test_name =
            "killed_sign_in_and_erasure::api_key_replacement_that_was_killed_leaves_a_key_that_finds_the_account";
        let lines = run_test_until_killed(
            test_name,
            fixture.path(),
            fixture.environment(),
            random.random_duration(Duration::from_millis(200)),
        )
        .await;
        replaced += lines.iter().filter(|line| *line == OTHER_API_KEY || *line == API_KEY).count();

        let (core, _) = fixture.restart_after_kill().await;
        let api_key = FileSecretStore::new(&fixture.path().join("secrets")).read_secret("api-key:1").unwrap();
        assert!(api_key == API_KEY || api_key == OTHER_API_KEY);
        core.sign_out().await.unwrap();
        core.sign_in(&api_key, Some(fixture.sandbox.base_url())).await.unwrap();
        let snapshot = core.subscribe_with_snapshot().await.unwrap().0;
        assert_eq!(snapshot.account.unwrap().id, AccountId::new(1), "its API key finds the account");
        assert!(snapshot.inboxes.iter().any(|inbox| inbox.address == address));
        core.shut_down(None).await;
        fixture.assert_database_is_intact();
    }
    println!(
        "| kill -9 while an account's API key is replaced, again and again | {rounds} | {replaced} replacements reported; the account opens, and its API key finds it, each time |"
    );
}

/// The child process.
async fn replace_api_keys_until_killed(folder: &Path) {
    let core = start_core(folder).await;
    report_line_to_parent(READY);
    loop {
        for api_key in [OTHER_API_KEY, API_KEY] {
            core.replace_api_key(api_key, Some(&std::env::var(SERVICE_URL).unwrap())).await.unwrap();
            report_line_to_parent(api_key);
        }
    }
}
