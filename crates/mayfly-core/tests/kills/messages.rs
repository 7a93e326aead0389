//! A process that is killed while it receives, reads and deletes mail.

use crate::kill_fixture::{KillFixture, start_core};
use crate::support::killed_process::{
    CHILD_FOLDER, READY, SeededRandom, configured_round_count, kill_child_after_report, report_line_to_parent,
    run_test_until_killed,
};
use mayfly_core::view::{Change, InboxId, MessageId};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempmailg_sandbox::Mail;

const INBOX_COUNT: usize = 3;

/// The mails that are delivered in one round.
const MAILS_PER_ROUND: u32 = 40;

/// After so many rounds the account is created anew, because the service lists all mail in every response.
const ROUNDS_PER_ACCOUNT: u32 = 10;

/// What was reported of messages.
#[derive(Default)]
struct MessagesReportedBeforeKill {
    /// Messages with their inboxes and subjects.
    received: HashMap<MessageId, (InboxId, String)>,
    read: HashSet<MessageId>,
    deleted: HashSet<MessageId>,
    /// Messages whose deletion was requested: they may be stored or not.
    deletion_requested: HashSet<MessageId>,
}

#[tokio::test]
async fn mail_that_was_reported_is_stored_and_found_after_a_kill() {
    if let Some(folder) = std::env::var_os(CHILD_FOLDER) {
        return run_child_reads_and_deletions(Path::new(&folder)).await;
    }
    let mut random = SeededRandom::new("mail");
    let (rounds, mut facts) = (configured_round_count(12), 0);
    let (mut fixture, mut addresses) = create_fixture_with_inboxes().await;
    let mut reported = MessagesReportedBeforeKill::default();
    for round in 0..rounds {
        if round % ROUNDS_PER_ACCOUNT == ROUNDS_PER_ACCOUNT - 1 {
            (fixture, addresses) = create_fixture_with_inboxes().await;
            reported = MessagesReportedBeforeKill::default();
        }
        let delivery =
            tokio::spawn(deliver_random_mail(Arc::clone(&fixture), addresses.clone(), random.random_below(1 << 30)));
        let delay = random.random_duration(Duration::from_millis(1_000));
        let test_name = "messages::mail_that_was_reported_is_stored_and_found_after_a_kill";
        // One round waits for a fact, so that there is one on a busy machine too.
        let lines = match round {
            0 => kill_child_after_report(test_name, fixture.path(), fixture.environment(), delay).await,
            _ => run_test_until_killed(test_name, fixture.path(), fixture.environment(), delay).await,
        };
        delivery.abort();
        facts += lines.len();
        for line in &lines {
            apply_reported_line(line, &mut reported);
        }
        assert_reported_messages_survived(&fixture, &reported).await;
        fixture.assert_database_is_intact();
    }
    assert!(facts > 0, "every child was killed before it did anything");
    println!(
        "| kill -9 while mail is received, read and deleted | {rounds} | {facts} facts reported, all stored and found |"
    );
}

async fn create_fixture_with_inboxes() -> (Arc<KillFixture>, Vec<String>) {
    let fixture = KillFixture::signed_in().await;
    let core = fixture.start_core().await;
    let mut addresses = Vec::new();
    for _ in 0..INBOX_COUNT {
        addresses.push(core.create_inbox().await.unwrap().address);
    }
    core.shut_down(None).await;
    (Arc::new(fixture), addresses)
}

/// Delivers mail of many sizes, as much as a child can receive before it is killed.
async fn deliver_random_mail(fixture: Arc<KillFixture>, addresses: Vec<String>, seed: u64) {
    let mut random = SeededRandom::from_seed(seed);
    for _ in 0..MAILS_PER_ROUND {
        let address = &addresses[random.random_index(addresses.len())];
        let number = random.random_below(1 << 40);
        let words = "<p>Words that are long enough.</p>".repeat(usize::try_from(random.random_below(60)).unwrap());
        let mail = Mail::new_html(format!("Needle{number}"), format!("<p>Straw{number}</p>{words}"));
        fixture.sandbox.deliver_mail(address, mail).unwrap();
        tokio::time::sleep(Duration::from_millis(random.random_below(40))).await;
    }
}

fn apply_reported_line(line: &str, reported: &mut MessagesReportedBeforeKill) {
    match line.split(' ').collect::<Vec<_>>()[..] {
        ["received", inbox, id, subject] => {
            let inbox = InboxId::new(inbox.parse().unwrap());
            reported.received.insert(id.into(), (inbox, subject.to_owned()));
        }
        ["read", id] => drop(reported.read.insert(id.into())),
        ["deletion-requested", id] => drop(reported.deletion_requested.insert(id.into())),
        ["deleted", id] => drop(reported.deleted.insert(id.into())),
        _ => panic!("{line}"),
    }
}

async fn assert_reported_messages_survived(fixture: &KillFixture, reported: &MessagesReportedBeforeKill) {
    let (core, snapshot) = fixture.restart_after_kill().await;
    // Mail that arrives from now on does not belong to this round.
    core.set_checking_paused(true);
    let mut stored = HashMap::new();
    for inbox in &snapshot.inboxes {
        for message in core.list_messages(inbox.id, false).await.unwrap() {
            stored.insert(message.id.clone(), (inbox.id, message));
        }
    }
    for (id, (inbox, subject)) in &reported.received {
        let Some((stored_inbox, message)) = stored.get(id) else {
            assert!(reported.deletion_requested.contains(id), "message {id} of inbox {inbox}, {subject}, is lost");
            continue;
        };
        assert_eq!((stored_inbox, &message.subject), (inbox, subject));
        assert!(!(message.unread && reported.read.contains(id)), "message {id} was read");
        let found = core.search_messages(subject, 5, None).await.unwrap();
        assert!(found.hits.iter().any(|hit| hit.message.id == *id), "{subject} is not found");
        let straw = subject.replace("Needle", "Straw");
        assert!(core.render_message_document(id).await.unwrap().contains(&straw), "{subject} can't be read");
    }
    for id in &reported.deleted {
        assert!(!stored.contains_key(id), "message {id} is back");
    }
    core.shut_down(None).await;
}

/// The child process.
async fn run_child_reads_and_deletions(folder: &Path) {
    let core = start_core(folder).await;
    let (snapshot, mut events) = core.subscribe_with_snapshot().await.unwrap();
    tokio::spawn(async move {
        loop {
            if let Change::Messages { inbox_id, messages } = events.recv().await.unwrap().change {
                for message in messages {
                    report_line_to_parent(format_args!("received {inbox_id} {} {}", message.id, message.subject));
                }
            }
        }
    });
    let mut random = SeededRandom::from_seed(u64::from(std::process::id()));
    report_line_to_parent(READY);
    loop {
        let inbox = &snapshot.inboxes[random.random_index(snapshot.inboxes.len())];
        let messages = core.list_messages(inbox.id, true).await.unwrap();
        let Some(message) = messages.get(random.random_index(20)) else { continue };
        match random.random_below(4) {
            0 => {
                report_line_to_parent(format_args!("deletion-requested {}", message.id));
                core.delete_message(&message.id).await.unwrap();
                report_line_to_parent(format_args!("deleted {}", message.id));
            }
            _ => {
                core.read_message(&message.id).await.unwrap();
                report_line_to_parent(format_args!("read {}", message.id));
            }
        }
    }
}
