//! A process that is killed while it creates, labels, converts, deletes and removes inboxes.

use crate::kill_fixture::{KillFixture, SERVICE_URL, start_core};
use crate::support::API_KEY;
use crate::support::killed_process::{
    CHILD_FOLDER, READY, SeededRandom, configured_round_count, kill_child_after_report, report_line_to_parent,
    run_test_until_killed,
};
use mayfly_core::Core;
use mayfly_core::view::{Change, InboxId, InboxState, SettingsPatch, Snapshot};
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

/// The environment variable with the first number that the child uses for labels and settings: later values are higher.
const FIRST_NUMBER: &str = "MAYFLY_TEST_FIRST_NUMBER";

/// After so many rounds the account is created anew, because a growing list makes every round slower.
const ROUNDS_PER_ACCOUNT: u32 = 10;

/// What was reported of one inbox.
#[derive(Default)]
struct InboxReportedBeforeKill {
    address: String,
    label: u32,
    ended: Option<InboxState>,
    removed: bool,
}

#[tokio::test]
async fn inboxes_that_were_reported_are_stored_after_a_kill() {
    if let Some(folder) = std::env::var_os(CHILD_FOLDER) {
        return run_inbox_changes_until_killed(Path::new(&folder)).await;
    }
    let mut random = SeededRandom::new("inboxes");
    let (rounds, mut facts) = (configured_round_count(12), 0);
    let mut fixture = KillFixture::signed_in().await;
    let (mut reported, mut setting) = (HashMap::new(), 0);
    for round in 0..rounds {
        if round % ROUNDS_PER_ACCOUNT == ROUNDS_PER_ACCOUNT - 1 {
            fixture = KillFixture::signed_in().await;
            (reported, setting) = (HashMap::new(), 0);
        }
        let mut environment = fixture.environment();
        environment.push((FIRST_NUMBER, (round * 100_000 + 1).to_string()));
        let test_name = "inboxes::inboxes_that_were_reported_are_stored_after_a_kill";
        let delay = random.random_duration(Duration::from_millis(300));
        // One round waits for a fact, so that there is one on a busy machine too.
        let lines = match round {
            0 => kill_child_after_report(test_name, fixture.path(), environment, delay).await,
            _ => run_test_until_killed(test_name, fixture.path(), environment, delay).await,
        };
        facts += lines.len();
        for line in &lines {
            apply_reported_line(line, &mut reported, &mut setting);
        }
        let (core, snapshot) = fixture.restart_after_kill().await;
        assert_reported_inboxes_survived(&reported, &snapshot);
        assert!(core.settings().clear_clipboard_after.unwrap_or(0) >= setting);
        core.shut_down(None).await;
        fixture.assert_database_is_intact();
    }
    assert!(facts > 0, "every child was killed before it did anything");
    println!(
        "| kill -9 while inboxes are created, converted, labelled, deleted | {rounds} | {facts} facts reported, all stored |"
    );
}

fn apply_reported_line(line: &str, reported: &mut HashMap<InboxId, InboxReportedBeforeKill>, setting: &mut u32) {
    let words: Vec<_> = line.split(' ').collect();
    let number = |at: usize| words[at].parse::<u32>().unwrap();
    let inbox = |at: usize| InboxId::new(number(at));
    match words[0] {
        "inbox" => reported.entry(inbox(1)).or_default().address = words[2].to_owned(),
        "label" => {
            let inbox = reported.entry(inbox(1)).or_default();
            inbox.label = inbox.label.max(number(2));
        }
        "replaced" => reported.entry(inbox(1)).or_default().ended = Some(InboxState::Replaced),
        "deleted" => reported.entry(inbox(1)).or_default().ended = Some(InboxState::Deleted),
        "removed" => reported.entry(inbox(1)).or_default().removed = true,
        "setting" => *setting = number(1),
        _ => panic!("{line}"),
    }
}

fn assert_reported_inboxes_survived(reported: &HashMap<InboxId, InboxReportedBeforeKill>, snapshot: &Snapshot) {
    for (id, reported) in reported {
        let stored = snapshot.inboxes.iter().find(|inbox| inbox.id == *id);
        let Some(stored) = stored else {
            assert!(reported.removed || reported.ended.is_some(), "inbox {id}, {}, is lost", reported.address);
            continue;
        };
        assert!(!reported.removed, "inbox {id} is back");
        assert!(
            reported.address.is_empty() || stored.address == reported.address,
            "{stored:?} was {}",
            reported.address
        );
        let label = stored.label.as_deref().map_or(0, |label| label.parse().unwrap());
        assert!(label >= reported.label, "{stored:?} was labelled {}", reported.label);
        assert!(reported.ended.is_none_or(|ended| ended == stored.state), "{stored:?} was {:?}", reported.ended);
    }
}

/// The child process.
async fn run_inbox_changes_until_killed(folder: &Path) {
    let core = start_core(folder).await;
    core.sign_in(API_KEY, Some(&std::env::var(SERVICE_URL).unwrap())).await.unwrap();
    let domain = core.list_domains().await.unwrap()[0].domain.clone();
    let (snapshot, mut events) = core.subscribe_with_snapshot().await.unwrap();
    tokio::spawn(async move {
        loop {
            match events.recv().await.unwrap().change {
                Change::Inbox { inbox } => report_line_to_parent(format_args!("inbox {} {}", inbox.id, inbox.address)),
                Change::InboxRemoved { id } => report_line_to_parent(format_args!("removed {id}")),
                _ => {}
            }
        }
    });
    let mut random = SeededRandom::from_seed(u64::from(std::process::id()));
    let mut count: u32 = std::env::var(FIRST_NUMBER).unwrap().parse().unwrap();
    let active = snapshot.inboxes.iter().filter(|inbox| inbox.state == InboxState::Active);
    let mut open: Vec<InboxId> = active.map(|inbox| inbox.id).collect();
    let mut ended = Vec::new();
    report_line_to_parent(READY);
    loop {
        count += 1;
        make_random_inbox_change(&core, &mut random, count, &domain, &mut open, &mut ended).await;
    }
}

async fn make_random_inbox_change(
    core: &Core,
    random: &mut SeededRandom,
    count: u32,
    domain: &str,
    open: &mut Vec<InboxId>,
    ended: &mut Vec<InboxId>,
) {
    let name = format!("box{count}x{}", std::process::id());
    let open_index = (!open.is_empty()).then(|| random.random_index(open.len()));
    match (random.random_below(10), open_index) {
        (0..=2, _) | (_, None) => {
            let inbox = core.create_inbox().await.unwrap();
            report_line_to_parent(format_args!("inbox {} {}", inbox.id, inbox.address));
            open.push(inbox.id);
        }
        (3, _) => {
            let inbox = core.create_custom_inbox(&name, domain, None).await.unwrap();
            report_line_to_parent(format_args!("inbox {} {}", inbox.id, inbox.address));
            open.push(inbox.id);
        }
        (4, Some(at)) => {
            let old = open.swap_remove(at);
            // It has ended if an earlier child converted or deleted it and was killed before it reported that.
            let Ok(inbox) = core.convert_inbox(old, &name, domain).await else { return };
            report_line_to_parent(format_args!("replaced {old}"));
            report_line_to_parent(format_args!("inbox {} {}", inbox.id, inbox.address));
            open.push(inbox.id);
            ended.push(old);
        }
        (5, Some(at)) => {
            let old = open.swap_remove(at);
            if core.delete_inbox(old).await.is_ok() {
                report_line_to_parent(format_args!("deleted {old}"));
                ended.push(old);
            }
        }
        (6, _) => {
            let Some(inbox) = ended.pop() else { return };
            core.remove_inbox(inbox).await.unwrap();
            report_line_to_parent(format_args!("removed {inbox}"));
        }
        (7, _) => {
            let patch = SettingsPatch { clear_clipboard_after: Some(Some(count)), ..SettingsPatch::default() };
            core.update_settings(patch).await.unwrap();
            report_line_to_parent(format_args!("setting {count}"));
        }
        (_, Some(at)) => {
            core.set_inbox_label(open[at], Some(&count.to_string())).await.unwrap();
            report_line_to_parent(format_args!("label {} {count}", open[at]));
        }
    }
}
