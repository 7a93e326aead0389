//! Saving attachments.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::Destination;
use mayfly_core::view::{Change, ErrorCode, TransferState, TransferView};
use std::path::{Path, PathBuf};
use support::{World, wait_for};
use tempmailg_sandbox::{Fault, FaultAction, Mail};

async fn message_with(world: &World, files: &[(&str, Vec<u8>)]) -> String {
    let inbox = world.core.create_inbox().await.unwrap();
    let mail =
        files.iter().fold(Mail::text("Files", "Attached."), |mail, (name, bytes)| mail.attach(*name, bytes.clone()));
    world.receive(&inbox, mail).await.id
}

/// Saves one attachment and waits for the end.
async fn save(world: &World, message: &str, index: u32, destination: Destination) -> TransferView {
    let (_, mut events) = world.core.subscribe().await.unwrap();
    world.core.download_attachment(message, index, destination).await.unwrap();
    let event = wait_for(
        &mut events,
        |change| matches!(change, Change::Transfer { transfer } if transfer.state != TransferState::Running),
    );
    let Change::Transfer { transfer } = event.await.change else { unreachable!() };
    transfer
}

fn path_of(transfer: &TransferView) -> PathBuf {
    match &transfer.state {
        TransferState::Done { path } => PathBuf::from(path),
        other => panic!("not done: {other:?}"),
    }
}

fn files_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn an_attachment_is_saved_byte_for_byte() {
    let world = World::connected().await;
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let message = message_with(&world, &[("small.txt", b"small".to_vec()), ("big.bin", bytes.clone())]).await;
    let target = world.folder.path().join("chosen.bin");
    std::fs::write(&target, "replaced, as the user agreed to").unwrap();
    let transfer = save(&world, &message, 1, Destination::File(target.clone())).await;
    assert_eq!(path_of(&transfer), target);
    assert_eq!(transfer.received, bytes.len() as u64);
    assert!(std::fs::read(&target).unwrap() == bytes);
}

#[tokio::test]
async fn a_hostile_name_stays_in_the_folder_and_replaces_nothing() {
    let world = World::connected().await;
    let message = message_with(&world, &[("../../évil name?.txt", b"one".to_vec())]).await;
    let folder = world.folder.path().join("downloads");
    std::fs::create_dir(&folder).unwrap();
    let first = path_of(&save(&world, &message, 0, Destination::Folder(folder.clone())).await);
    let second = path_of(&save(&world, &message, 0, Destination::Folder(folder.clone())).await);
    assert_ne!(first, second);
    assert_eq!(first.parent().unwrap(), folder);
    assert_eq!(std::fs::read(&first).unwrap(), b"one");
    assert_eq!(files_in(&folder).len(), 2);
}

#[tokio::test]
async fn what_fails_or_is_cancelled_leaves_nothing() {
    let world = World::connected().await;
    let message = message_with(&world, &[("file.bin", vec![7; 2_000_000])]).await;
    let folder = world.folder.path().join("downloads");
    std::fs::create_dir(&folder).unwrap();
    let path = format!("/messages/{message}/attachments");
    for (action, code) in [
        (FaultAction::answer(404), ErrorCode::NotFound),
        (FaultAction::Reset, ErrorCode::Offline),
        (FaultAction::Truncate { after: Some(1000) }, ErrorCode::Offline),
    ] {
        world.sandbox.inject(Fault::new(action.clone()).path(&path));
        let transfer = save(&world, &message, 0, Destination::Folder(folder.clone())).await;
        assert!(
            matches!(&transfer.state, TransferState::Failed { error } if error.code == code),
            "{action:?}: {transfer:?}"
        );
        assert!(files_in(&folder).is_empty(), "{action:?}");
    }

    world.sandbox.inject(Fault::new(FaultAction::Drip { chunk: 1000, ms: 20 }).path(&path));
    let (_, mut events) = world.core.subscribe().await.unwrap();
    let transfer = world.core.download_attachment(&message, 0, Destination::Folder(folder.clone())).await.unwrap();
    wait_for(&mut events, |change| matches!(change, Change::Transfer { transfer } if transfer.received > 0)).await;
    world.core.cancel_transfer(transfer.id);
    wait_for(
        &mut events,
        |change| matches!(change, Change::Transfer { transfer } if transfer.state == TransferState::Cancelled),
    )
    .await;
    assert!(files_in(&folder).is_empty(), "cancelled");

    let nowhere = Destination::Folder(world.folder.path().join("missing"));
    let transfer = save(&world, &message, 0, nowhere).await;
    assert!(matches!(transfer.state, TransferState::Failed { error } if error.code == ErrorCode::FileFailed));
}

#[tokio::test]
async fn an_attachment_that_is_not_there_is_an_error_at_once() {
    let world = World::connected().await;
    let message = message_with(&world, &[("file.txt", b"x".to_vec())]).await;
    let folder = Destination::Folder(world.folder.path().to_owned());
    let error = world.core.download_attachment(&message, 5, folder.clone()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnknownAttachment);
    let error = world.core.download_attachment("nothing", 0, folder).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnknownMessage);
}

/// Runs the named test of this file once more, on a disk of its own with room for 256 KiB.
#[cfg(target_os = "linux")]
fn on_a_small_disk(test: &str) {
    let disk = tempfile::tempdir().unwrap();
    let done = std::process::Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
        .arg("mount -t tmpfs -o size=256k tmpfs \"$SMALL_DISK\" && exec \"$0\" --exact --nocapture \"$1\"")
        .arg(std::env::current_exe().unwrap())
        .arg(test)
        .env("SMALL_DISK", disk.path())
        .output()
        .expect("unshare, of util-linux, is needed");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success() && said.contains("1 passed"),
        "{said}\n{}\nUser namespaces have to be allowed for this test.",
        String::from_utf8_lossy(&done.stderr)
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_said_and_nothing_half_stays() {
    let Some(disk) = std::env::var_os("SMALL_DISK").map(PathBuf::from) else {
        tokio::task::spawn_blocking(|| on_a_small_disk("a_full_disk_is_said_and_nothing_half_stays")).await.unwrap();
        return;
    };
    let world = World::connected().await;
    let files = [("small.bin", vec![1; 100_000]), ("large.bin", vec![2; 500_000])];
    let message = message_with(&world, &files).await;
    let folder = || Destination::Folder(disk.clone());
    assert_eq!(std::fs::read(path_of(&save(&world, &message, 0, folder()).await)).unwrap(), files[0].1);
    let transfer = save(&world, &message, 1, folder()).await;
    let TransferState::Failed { error } = transfer.state else { panic!("{transfer:?}") };
    assert_eq!(error.code, ErrorCode::DiskFull);
    assert_eq!(files_in(&disk), ["small.bin"]);
    // What the user chose to replace is still what it was.
    let transfer = save(&world, &message, 1, Destination::File(disk.join("small.bin"))).await;
    assert!(matches!(transfer.state, TransferState::Failed { .. }), "{transfer:?}");
    assert_eq!(std::fs::read(disk.join("small.bin")).unwrap(), files[0].1);
    assert_eq!(files_in(&disk), ["small.bin"]);
}
