//! Killed while attachments and messages are saved.

use crate::scene::{Scene, started};
use crate::support::kill::{Dice, READY, VICTIM, kill, rounds, tell};
use mail_parser::{MessageParser, MimeHeaders as _};
use mayfly_core::view::{Change, TransferState, TransferView};
use mayfly_core::{Core, Destination};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempmailg_sandbox::Mail;
use tokio::sync::broadcast::Receiver;

const SIZES: [usize; 4] = [0, 10_000, 300_000, 3_000_000];

/// The bytes of an attachment.
fn content(index: usize) -> Vec<u8> {
    (0..SIZES[index]).map(|at| (at.wrapping_mul(index + 31) >> 5) as u8).collect()
}

#[tokio::test]
async fn a_saved_file_is_whole_or_not_there() {
    if let Some(folder) = std::env::var_os(VICTIM) {
        return live(Path::new(&folder)).await;
    }
    let mut dice = Dice::new("files");
    let (rounds, mut facts, mut left) = (rounds(12), 0, 0);
    let scene = Scene::connected().await;
    let folder = scene.path().join("downloads");
    std::fs::create_dir(&folder).unwrap();
    let core = scene.core().await;
    let inbox = core.create_inbox().await.unwrap();
    let mail = (0..SIZES.len())
        .fold(Mail::text("Files", "Attached."), |mail, index| mail.attach(format!("file{index}.bin"), content(index)));
    scene.sandbox.deliver(&inbox.address, mail).unwrap();
    let message = core.list_messages(inbox.id, true).await.unwrap().remove(0).id;
    core.shut_down().await;
    for _ in 0..rounds {
        // What the user agrees to replace.
        std::fs::write(folder.join("chosen.bin"), content(1)).unwrap();
        let test = "files::a_saved_file_is_whole_or_not_there";
        let lines = kill(test, scene.path(), scene.environment(), dice.moment(Duration::from_millis(300))).await;
        facts += lines.len();
        for line in &lines {
            let path = Path::new(line.strip_prefix("saved ").unwrap());
            assert!(path.exists(), "{} is lost", path.display());
        }
        left += check_and_clear(&folder);
    }
    // What a killed program left half-written goes when something is saved there again.
    let core = scene.core().await;
    let (_, mut events) = core.subscribe().await.unwrap();
    save(&core, &mut events, &message, Some(0), Destination::Folder(folder.clone())).await;
    core.shut_down().await;
    assert_eq!(check_and_clear(&folder), 0);
    assert!(facts > 0, "every victim was killed before it did anything");
    println!(
        "| kill -9 while attachments and messages are saved | {rounds} | {facts} files told of, all whole; {left} temporary files left, cleared by the next saving |"
    );
}

/// Looks at every file and takes it away; temporary ones stay and are counted, made to look a day old.
fn check_and_clear(folder: &Path) -> usize {
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
                assert!(part.contents() == content(index), "{name} has a half attachment");
            }
        } else {
            // Named after its number, or the one that was replaced.
            let number = name.strip_prefix("file").and_then(|rest| rest[..1].parse().ok());
            let fits = number.map_or_else(|| vec![1, 2], |number: usize| vec![number]);
            assert!(fits.into_iter().any(|index| bytes == content(index)), "{name} is half");
        }
        std::fs::remove_file(&path).unwrap();
    }
    temporary
}

/// Saves an attachment, or the whole message, and waits for the end.
async fn save(
    core: &Core,
    events: &mut Receiver<mayfly_core::view::Event>,
    message: &str,
    index: Option<u32>,
    to: Destination,
) -> PathBuf {
    let begun = match index {
        Some(index) => core.download_attachment(message, index, to).await,
        None => core.save_message(message, true, to).await,
    };
    let id = begun.unwrap().id;
    loop {
        let Change::Transfer { transfer: TransferView { id: of, state, .. } } = events.recv().await.unwrap().change
        else {
            continue;
        };
        match state {
            TransferState::Running => {}
            TransferState::Done { path } if of == id => return path.into(),
            other => panic!("{other:?}"),
        }
    }
}

/// The victim.
async fn live(folder: &Path) {
    let core = started(folder).await;
    let inbox = core.subscribe().await.unwrap().0.inboxes.remove(0).id;
    let message = core.list_messages(inbox, false).await.unwrap().remove(0).id;
    let (_, mut events) = core.subscribe().await.unwrap();
    let folder = folder.join("downloads");
    let mut dice = Dice::with_seed(u64::from(std::process::id()));
    tell(READY);
    loop {
        let (index, to) = match dice.below(8) {
            0 => (None, Destination::Folder(folder.clone())),
            1 => (Some(2), Destination::File(folder.join("chosen.bin"))),
            _ => (Some(u32::try_from(dice.below(4)).unwrap()), Destination::Folder(folder.clone())),
        };
        let path = save(&core, &mut events, &message, index, to).await;
        tell(format_args!("saved {}", path.display()));
    }
}
