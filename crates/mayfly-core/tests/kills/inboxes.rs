//! Killed while inboxes are made, named, converted, deleted and removed.

use crate::scene::{SERVICE, Scene, started};
use crate::support::KEY;
use crate::support::kill::{Dice, READY, VICTIM, kill, rounds, tell};
use mayfly_core::Core;
use mayfly_core::view::{Change, InboxState, Settings, Snapshot};
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

/// The number from which a victim counts labels and settings: later ones have higher numbers.
const COUNT_FROM: &str = "MAYFLY_VICTIM_COUNT_FROM";

/// After so many rounds everything begins anew: a list that only grows makes every round slower.
const FRESH: u32 = 10;

/// What a user was told of one inbox.
#[derive(Default)]
struct Told {
    address: String,
    label: u32,
    ended: Option<InboxState>,
    removed: bool,
}

#[tokio::test]
async fn inboxes_that_a_user_was_told_of_are_there() {
    if let Some(folder) = std::env::var_os(VICTIM) {
        return live(Path::new(&folder)).await;
    }
    let mut dice = Dice::new("inboxes");
    let (rounds, mut facts) = (rounds(12), 0);
    let mut scene = Scene::connected().await;
    let (mut told, mut setting) = (HashMap::new(), 0);
    for round in 0..rounds {
        if round % FRESH == FRESH - 1 {
            scene = Scene::connected().await;
            (told, setting) = (HashMap::new(), 0);
        }
        let mut environment = scene.environment();
        environment.push((COUNT_FROM, (round * 100_000 + 1).to_string()));
        let test = "inboxes::inboxes_that_a_user_was_told_of_are_there";
        let lines = kill(test, scene.path(), environment, dice.moment(Duration::from_millis(300))).await;
        facts += lines.len();
        for line in &lines {
            take(line, &mut told, &mut setting);
        }
        let (core, snapshot) = scene.reopened().await;
        check(&told, &snapshot);
        assert!(core.settings().clear_clipboard_after.unwrap_or(0) >= setting);
        core.shut_down().await;
        scene.check_database();
    }
    assert!(facts > 0, "every victim was killed before it did anything");
    println!(
        "| kill -9 while inboxes are made, converted, labelled, deleted | {rounds} | {facts} things told, all kept |"
    );
}

fn take(line: &str, told: &mut HashMap<u32, Told>, setting: &mut u32) {
    let words: Vec<_> = line.split(' ').collect();
    let number = |at: usize| words[at].parse::<u32>().unwrap();
    match words[0] {
        "inbox" => told.entry(number(1)).or_default().address = words[2].to_owned(),
        "label" => {
            let inbox = told.entry(number(1)).or_default();
            inbox.label = inbox.label.max(number(2));
        }
        "replaced" => told.entry(number(1)).or_default().ended = Some(InboxState::Replaced),
        "deleted" => told.entry(number(1)).or_default().ended = Some(InboxState::Deleted),
        "removed" => told.entry(number(1)).or_default().removed = true,
        "setting" => *setting = number(1),
        _ => panic!("{line}"),
    }
}

fn check(told: &HashMap<u32, Told>, snapshot: &Snapshot) {
    for (id, told) in told {
        let kept = snapshot.inboxes.iter().find(|inbox| inbox.id == *id);
        let Some(kept) = kept else {
            assert!(told.removed || told.ended.is_some(), "inbox {id}, {}, is lost", told.address);
            continue;
        };
        assert!(!told.removed, "inbox {id} is back");
        assert!(told.address.is_empty() || kept.address == told.address, "{kept:?} was {}", told.address);
        let label = kept.label.as_deref().map_or(0, |label| label.parse().unwrap());
        assert!(label >= told.label, "{kept:?} was labelled {}", told.label);
        assert!(told.ended.is_none_or(|ended| ended == kept.state), "{kept:?} was {:?}", told.ended);
    }
}

/// The victim.
async fn live(folder: &Path) {
    let core = started(folder).await;
    core.connect(KEY, Some(&std::env::var(SERVICE).unwrap())).await.unwrap();
    let domain = core.list_domains().await.unwrap()[0].domain.clone();
    let (snapshot, mut events) = core.subscribe().await.unwrap();
    tokio::spawn(async move {
        loop {
            match events.recv().await.unwrap().change {
                Change::Inbox { inbox } => tell(format_args!("inbox {} {}", inbox.id, inbox.address)),
                Change::InboxRemoved { id } => tell(format_args!("removed {id}")),
                _ => {}
            }
        }
    });
    let mut dice = Dice::with_seed(u64::from(std::process::id()));
    let mut count: u32 = std::env::var(COUNT_FROM).unwrap().parse().unwrap();
    let active = snapshot.inboxes.iter().filter(|inbox| inbox.state == InboxState::Active);
    let mut open: Vec<u32> = active.map(|inbox| inbox.id).collect();
    let mut over = Vec::new();
    tell(READY);
    loop {
        count += 1;
        act(&core, &mut dice, count, &domain, &mut open, &mut over).await;
    }
}

async fn act(core: &Core, dice: &mut Dice, count: u32, domain: &str, open: &mut Vec<u32>, over: &mut Vec<u32>) {
    let name = format!("box{count}x{}", std::process::id());
    let some = (!open.is_empty()).then(|| usize::try_from(dice.below(open.len() as u64)).unwrap());
    match (dice.below(10), some) {
        (0..=2, _) | (_, None) => {
            let inbox = core.create_inbox().await.unwrap();
            tell(format_args!("inbox {} {}", inbox.id, inbox.address));
            open.push(inbox.id);
        }
        (3, _) => {
            let inbox = core.create_custom_inbox(&name, domain).await.unwrap();
            tell(format_args!("inbox {} {}", inbox.id, inbox.address));
            open.push(inbox.id);
        }
        (4, Some(at)) => {
            let old = open.swap_remove(at);
            // One that an earlier victim converted or deleted and didn't live to tell is over by now.
            let Ok(inbox) = core.change_inbox(old, &name, domain).await else { return };
            tell(format_args!("replaced {old}"));
            tell(format_args!("inbox {} {}", inbox.id, inbox.address));
            open.push(inbox.id);
            over.push(old);
        }
        (5, Some(at)) => {
            let old = open.swap_remove(at);
            if core.delete_inbox(old).await.is_ok() {
                tell(format_args!("deleted {old}"));
                over.push(old);
            }
        }
        (6, _) => {
            let Some(inbox) = over.pop() else { return };
            core.remove_inbox(inbox).await.unwrap();
            tell(format_args!("removed {inbox}"));
        }
        (7, _) => {
            core.set_settings(Settings { clear_clipboard_after: Some(count), ..Settings::default() }).await.unwrap();
            tell(format_args!("setting {count}"));
        }
        (_, Some(at)) => {
            core.set_inbox_label(open[at], Some(&count.to_string())).await.unwrap();
            tell(format_args!("label {} {count}", open[at]));
        }
    }
}
