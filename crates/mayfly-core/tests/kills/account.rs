//! Killed in the first moments of an account, and in its last.

use crate::scene::{SERVICE, Scene, start, started};
use crate::secrets::FileSecrets;
use crate::support::kill::{Dice, READY, VICTIM, kill, rounds, tell};
use crate::support::{KEY, until_started};
use mayfly_core::view::Phase;
use std::path::Path;
use std::time::Duration;

#[tokio::test]
async fn the_first_start_is_told_of_or_can_be_done_again() {
    if let Some(folder) = std::env::var_os(VICTIM) {
        return connect(Path::new(&folder)).await;
    }
    let mut dice = Dice::new("first start");
    let (rounds, mut done) = (rounds(12), 0);
    for _ in 0..rounds {
        let scene = Scene::new().await;
        let test = "account::the_first_start_is_told_of_or_can_be_done_again";
        let lines = kill(test, scene.path(), scene.environment(), dice.moment(Duration::from_millis(200))).await;
        let core = scene.core().await;
        let snapshot = core.subscribe().await.unwrap().0;
        assert_eq!(snapshot.notices, [], "nothing is to be complained of");
        if lines.iter().any(|line| line == "connected") {
            done += 1;
            assert_eq!(snapshot.phase, Phase::Ready);
        } else if snapshot.phase != Phase::Ready {
            assert_eq!(snapshot.phase, Phase::Welcome);
            scene.connect(&core).await;
        }
        let inboxes = core.subscribe().await.unwrap().0.inboxes;
        for address in lines.iter().filter_map(|line| line.strip_prefix("inbox ")) {
            assert!(inboxes.iter().any(|inbox| inbox.address == address), "{address} is lost");
        }
        core.create_inbox().await.unwrap();
        core.shut_down().await;
        scene.check_database();
    }
    println!(
        "| kill -9 while a key is kept and the database made | {rounds} | {done} signed in and kept, the others on the welcome page |"
    );
}

/// The victim.
async fn connect(folder: &Path) {
    let core = started(folder).await;
    tell(READY);
    core.connect(KEY, Some(&std::env::var(SERVICE).unwrap())).await.unwrap();
    tell("connected");
    loop {
        tell(format_args!("inbox {}", core.create_inbox().await.unwrap().address));
    }
}

#[tokio::test]
async fn erasing_everything_is_finished_by_the_next_start() {
    if let Some(folder) = std::env::var_os(VICTIM) {
        return wipe(Path::new(&folder)).await;
    }
    let mut dice = Dice::new("erasing");
    // It takes a few milliseconds, and one of its steps far less.
    let (rounds, mut done, mut kept) = (rounds(60), 0, 0);
    for _ in 0..rounds {
        let scene = Scene::connected().await;
        let core = scene.core().await;
        core.create_inbox().await.unwrap();
        core.shut_down().await;
        let test = "account::erasing_everything_is_finished_by_the_next_start";
        let lines = kill(test, scene.path(), scene.environment(), dice.moment(Duration::from_millis(6))).await;
        let was_told = lines.iter().any(|line| line == "erased");
        done += u32::from(was_told);

        let core = start(scene.path());
        until_started(&core).await;
        let snapshot = core.subscribe().await.unwrap().0;
        assert_eq!(snapshot.notices, [], "what the user erased is nothing to complain of");
        core.shut_down().await;
        if snapshot.phase == Phase::Ready && !was_told {
            // The end came before the beginning.
            kept += 1;
            assert_eq!(snapshot.inboxes.len(), 1);
            continue;
        }
        assert_eq!(snapshot.phase, Phase::Welcome);
        assert_eq!(FileSecrets::new(&scene.path().join("secrets")).count(), 0);
        assert_eq!(std::fs::read_dir(scene.path().join("data")).unwrap().count(), 0);
    }
    println!(
        "| kill -9 while everything is erased | {rounds} | {done} done, {kept} not begun, the others finished by the next start |"
    );
}

/// The victim.
async fn wipe(folder: &Path) {
    let core = started(folder).await;
    tell(READY);
    core.wipe_data().await.unwrap();
    tell("erased");
    std::future::pending().await
}

/// The other key that the account changes to and back.
const OTHER: &str = "mk_other_0123456789abcdef";

#[tokio::test]
async fn an_account_whose_key_is_replaced_keeps_one_that_it_is_known_by() {
    if let Some(folder) = std::env::var_os(VICTIM) {
        return replace_keys(Path::new(&folder)).await;
    }
    let mut dice = Dice::new("another key");
    let (rounds, mut replaced) = (rounds(12), 0);
    for _ in 0..rounds {
        let mut scene = Scene::new().await;
        scene.sandbox = tempmailg_sandbox::Sandbox::builder().key(KEY).key(OTHER).empty(true).start().await.unwrap();
        let core = scene.core().await;
        scene.connect(&core).await;
        let address = core.create_inbox().await.unwrap().address;
        core.shut_down().await;
        let test = "account::an_account_whose_key_is_replaced_keeps_one_that_it_is_known_by";
        let lines = kill(test, scene.path(), scene.environment(), dice.moment(Duration::from_millis(200))).await;
        replaced += lines.iter().filter(|line| *line == OTHER || *line == KEY).count();

        let (core, _) = scene.reopened().await;
        let key = FileSecrets::new(&scene.path().join("secrets")).read("api-key:1").unwrap();
        assert!(key == KEY || key == OTHER);
        core.sign_out().await.unwrap();
        core.connect(&key, Some(scene.sandbox.base_url())).await.unwrap();
        let snapshot = core.subscribe().await.unwrap().0;
        assert_eq!(snapshot.account.unwrap().id, 1, "it is known by its key");
        assert!(snapshot.inboxes.iter().any(|inbox| inbox.address == address));
        core.shut_down().await;
        scene.check_database();
    }
    println!(
        "| kill -9 while an account's key is replaced, again and again | {rounds} | {replaced} replacements told of; the account opens, and is found by the key it has, each time |"
    );
}

/// The victim.
async fn replace_keys(folder: &Path) {
    let core = started(folder).await;
    tell(READY);
    loop {
        for key in [OTHER, KEY] {
            core.replace_key(key, Some(&std::env::var(SERVICE).unwrap())).await.unwrap();
            tell(key);
        }
    }
}
