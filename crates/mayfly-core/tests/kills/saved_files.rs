//! A process that is killed while it saves attachments and messages.

use crate::kill_fixture::{KillFixture, start_core};
use crate::support::killed_process::{
    CHILD_FOLDER, READY, SeededRandom, configured_round_count, kill_child_after_report, report_line_to_parent,
    run_test_until_killed,
};
use mail_parser::{MessageParser, MimeHeaders as _};
use mayfly_core::view::{Change, MessageId, TransferState, TransferView};
use mayfly_core::{Core, FileDestination};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempmailg_sandbox::Mail;
use tokio::sync::broadcast::Receiver;

const SIZES: [usize; 4] = [0, 10_000, 300_000, 3_000_000];

/// The bytes of an attachment.
fn generate_attachment_bytes(index: usize) -> Vec<u8> {
    (0..SIZES[index]).map(|at| (at.wrapping_mul(index + 31) >> 5) as u8).collect()
}

#[tokio::test]
async fn saved_file_is_complete_or_absent_after_a_kill() {
    if let Some(folder) = std::env::var_os(CHILD_FOLDER) {
        return download_attachments_until_killed(Path::new(&folder)).await;
    }
    let mut random = SeededRandom::new("files");
    let (rounds, mut facts, mut left) = (configured_round_count(12), 0, 0);
    let fixture = KillFixture::signed_in().await;
    let folder = fixture.path().join("downloads");
    std::fs::create_dir(&folder).unwrap();
    let core = fixture.start_core().await;
    let inbox = core.create_inbox().await.unwrap();
    let mail = (0..SIZES.len()).fold(Mail::new_text("Files", "Attached."), |mail, index| {
        mail.attach(format!("file{index}.bin"), generate_attachment_bytes(index))
    });
    fixture.sandbox.deliver_mail(&inbox.address, mail).unwrap();
    let message = core.list_messages(inbox.id, true).await.unwrap().remove(0).id;
    core.shut_down(None).await;
    for round in 0..rounds {
        // The file that the user agrees to replace.
        std::fs::write(folder.join("chosen.bin"), generate_attachment_bytes(1)).unwrap();
        let test_name = "saved_files::saved_file_is_complete_or_absent_after_a_kill";
        let delay = random.random_duration(Duration::from_millis(300));
        // One round waits for a fact, so that there is one on a busy machine too.
        let lines = match round {
            0 => kill_child_after_report(test_name, fixture.path(), fixture.environment(), delay).await,
            _ => run_test_until_killed(test_name, fixture.path(), fixture.environment(), delay).await,
        };
        facts += lines.len();
        for line in &lines {
            let path = Path::new(line.strip_prefix("saved ").unwrap());
            assert!(path.exists(), "{} is lost", path.display());
        }
        left += assert_files_complete_and_delete(&folder);
    }
    // The next transfer to the folder deletes temporary files that a killed process left.
    let core = fixture.start_core().await;
    let (_, mut events) = core.subscribe_with_snapshot().await.unwrap();
    save_attachment_or_message(&core, &mut events, &message, Some(0), FileDestination::Folder(folder.clone())).await;
    core.shut_down(None).await;
    assert_eq!(assert_files_complete_and_delete(&folder), 0);
    assert!(facts > 0, "every child was killed before it did anything");
    println!(
        "| kill -9 while attachments and messages are saved | {rounds} | {facts} files reported, all complete; {left} temporary files left, deleted by the next transfer |"
    );
}

/// Asserts that every file is complete and deletes it. Temporary files are counted, and their times set back by a day.
fn assert_files_complete_and_delete(folder: &Path) -> usize {
    let mut temporary = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with(".mayfly-") {
            let yesterday = SystemTime::now() - Duration::from_secs(24 * 3_600);
            std::fs::File::options().append(true).open(&path).unwrap().set_modified(yesterday).unwrap();
            temporary += 1;
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        if name.ends_with(".eml") {
            let message = MessageParser::new().parse(&bytes).unwrap();
            let names: Vec<_> = message.attachments().map(|part| part.attachment_name().unwrap().to_owned()).collect();
            assert_eq!(names.len(), SIZES.len(), "{name}");
            for (index, part) in message.attachments().enumerate() {
                assert!(part.contents() == generate_attachment_bytes(index), "{name} has an incomplete attachment");
            }
        } else {
            // The name contains the attachment's number, except for the file that was replaced.
            let number = name.strip_prefix("file").and_then(|rest| rest[..1].parse().ok());
            let possible = number.map_or_else(|| vec![1, 2], |number: usize| vec![number]);
            assert!(
                possible.into_iter().any(|index| bytes == generate_attachment_bytes(index)),
                "{name} is incomplete"
            );
        }
        std::fs::remove_file(&path).unwrap();
    }
    temporary
}

/// Saves an attachment, or the message without an index, and waits until the transfer ends.
async fn save_attachment_or_message(
    core: &Core,
    events: &mut Receiver<mayfly_core::view::Event>,
    message: &MessageId,
    index: Option<u32>,
    to: FileDestination,
) -> PathBuf {
    let running = match index {
        Some(index) => core.download_attachment(message, index, to).await,
        None => core.save_message(message, true, to).await,
    };
    let id = running.unwrap().id;
    loop {
        let Change::Transfer { transfer: TransferView { id: transfer_id, state, .. } } =
            events.recv().await.unwrap().change
        else {
            continue;
        };
        match state {
            TransferState::Running => {}
            TransferState::Done { path } if transfer_id == id => return path.into(),
            other => panic!("{other:?}"),
        }
    }
}

/// The child process.
async fn download_attachments_until_killed(folder: &Path) {
    let core = start_core(folder).await;
    let inbox = core.subscribe_with_snapshot().await.unwrap().0.inboxes.remove(0).id;
    let message = core.list_messages(inbox, false).await.unwrap().remove(0).id;
    let (_, mut events) = core.subscribe_with_snapshot().await.unwrap();
    let folder = folder.join("downloads");
    let mut random = SeededRandom::from_seed(u64::from(std::process::id()));
    report_line_to_parent(READY);
    loop {
        let (index, to) = match random.random_below(8) {
            0 => (None, FileDestination::Folder(folder.clone())),
            1 => (Some(2), FileDestination::File(folder.join("chosen.bin"))),
            _ => (Some(u32::try_from(random.random_below(4)).unwrap()), FileDestination::Folder(folder.clone())),
        };
        let path = save_attachment_or_message(&core, &mut events, &message, index, to).await;
        report_line_to_parent(format_args!("saved {}", path.display()));
    }
}
