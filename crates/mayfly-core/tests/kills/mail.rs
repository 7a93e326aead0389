//! Killed while mail comes in, is read and is deleted.

use crate::scene::{Scene, started};
use crate::support::kill::{Dice, READY, VICTIM, kill, rounds, tell};
use mayfly_core::view::Change;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempmailg_sandbox::Mail;

const INBOXES: usize = 3;

/// In one round.
const MAILS: u32 = 40;

/// After so many rounds everything begins anew: every list has all mail in it.
const FRESH: u32 = 10;

/// What a user was told.
#[derive(Default)]
struct Told {
    /// Messages with their inboxes and subjects.
    came: HashMap<String, (u32, String)>,
    read: HashSet<String>,
    gone: HashSet<String>,
    /// Messages whose deletion was asked for: they may be there or not.
    asked_to_go: HashSet<String>,
}

#[tokio::test]
async fn mail_that_a_user_was_told_of_is_there_and_found() {
    if let Some(folder) = std::env::var_os(VICTIM) {
        return live(Path::new(&folder)).await;
    }
    let mut dice = Dice::new("mail");
    let (rounds, mut facts) = (rounds(12), 0);
    let (mut scene, mut addresses) = with_inboxes().await;
    let mut told = Told::default();
    for round in 0..rounds {
        if round % FRESH == FRESH - 1 {
            (scene, addresses) = with_inboxes().await;
            told = Told::default();
        }
        let post = tokio::spawn(deliver(Arc::clone(&scene), addresses.clone(), dice.below(1 << 30)));
        let delay = dice.moment(Duration::from_millis(1_000));
        let test = "mail::mail_that_a_user_was_told_of_is_there_and_found";
        let lines = kill(test, scene.path(), scene.environment(), delay).await;
        post.abort();
        facts += lines.len();
        for line in &lines {
            take(line, &mut told);
        }
        check(&scene, &told).await;
        scene.check_database();
    }
    assert!(facts > 0, "every victim was killed before it did anything");
    println!(
        "| kill -9 while mail comes in, is read and deleted | {rounds} | {facts} things told, all kept and found |"
    );
}

async fn with_inboxes() -> (Arc<Scene>, Vec<String>) {
    let scene = Scene::connected().await;
    let core = scene.core().await;
    let mut addresses = Vec::new();
    for _ in 0..INBOXES {
        addresses.push(core.create_inbox().await.unwrap().address);
    }
    core.shut_down().await;
    (Arc::new(scene), addresses)
}

/// Mail of many sizes, as much as a victim can take in in its life.
async fn deliver(scene: Arc<Scene>, addresses: Vec<String>, seed: u64) {
    let mut dice = Dice::with_seed(seed);
    for _ in 0..MAILS {
        let address = &addresses[usize::try_from(dice.below(addresses.len() as u64)).unwrap()];
        let number = dice.below(1 << 40);
        let words = "<p>Words that are long enough.</p>".repeat(usize::try_from(dice.below(60)).unwrap());
        let mail = Mail::html(format!("Needle{number}"), format!("<p>Straw{number}</p>{words}"));
        scene.sandbox.deliver(address, mail).unwrap();
        tokio::time::sleep(Duration::from_millis(dice.below(40))).await;
    }
}

fn take(line: &str, told: &mut Told) {
    match line.split(' ').collect::<Vec<_>>()[..] {
        ["came", inbox, id, subject] => {
            told.came.insert(id.to_owned(), (inbox.parse().unwrap(), subject.to_owned()));
        }
        ["read", id] => drop(told.read.insert(id.to_owned())),
        ["asked-to-go", id] => drop(told.asked_to_go.insert(id.to_owned())),
        ["gone", id] => drop(told.gone.insert(id.to_owned())),
        _ => panic!("{line}"),
    }
}

async fn check(scene: &Scene, told: &Told) {
    let (core, snapshot) = scene.reopened().await;
    // What comes from now on is none of this round's.
    core.set_paused(true);
    let mut kept = HashMap::new();
    for inbox in &snapshot.inboxes {
        for message in core.list_messages(inbox.id, false).await.unwrap() {
            kept.insert(message.id.clone(), (inbox.id, message));
        }
    }
    for (id, (inbox, subject)) in &told.came {
        let Some((kept_in, message)) = kept.get(id) else {
            assert!(told.asked_to_go.contains(id), "message {id} of inbox {inbox}, {subject}, is lost");
            continue;
        };
        assert_eq!((kept_in, &message.subject), (inbox, subject));
        assert!(!(message.unread && told.read.contains(id)), "message {id} was read");
        let found = core.search_messages(subject, 5, None).await.unwrap();
        assert!(found.hits.iter().any(|hit| hit.message.id == *id), "{subject} is not found");
        let straw = subject.replace("Needle", "Straw");
        assert!(core.message_document(id).await.unwrap().contains(&straw), "{subject} can't be read");
    }
    for id in &told.gone {
        assert!(!kept.contains_key(id), "message {id} is back");
    }
    core.shut_down().await;
}

/// The victim.
async fn live(folder: &Path) {
    let core = started(folder).await;
    let (snapshot, mut events) = core.subscribe().await.unwrap();
    tokio::spawn(async move {
        loop {
            if let Change::Messages { inbox_id, messages } = events.recv().await.unwrap().change {
                for message in messages {
                    tell(format_args!("came {inbox_id} {} {}", message.id, message.subject));
                }
            }
        }
    });
    let mut dice = Dice::with_seed(u64::from(std::process::id()));
    tell(READY);
    loop {
        let inbox = &snapshot.inboxes[usize::try_from(dice.below(snapshot.inboxes.len() as u64)).unwrap()];
        let messages = core.list_messages(inbox.id, true).await.unwrap();
        let Some(message) = messages.get(usize::try_from(dice.below(20)).unwrap()) else { continue };
        match dice.below(4) {
            0 => {
                tell(format_args!("asked-to-go {}", message.id));
                core.delete_message(&message.id).await.unwrap();
                tell(format_args!("gone {}", message.id));
            }
            _ => {
                core.read_message(&message.id).await.unwrap();
                tell(format_args!("read {}", message.id));
            }
        }
    }
}
