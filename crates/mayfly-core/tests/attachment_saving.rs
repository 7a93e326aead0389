//! Saving attachments.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::FileDestination;
use mayfly_core::view::{Change, ErrorCode, MessageId, TransferState, TransferView};
use std::path::{Path, PathBuf};
use support::{TestCore, wait_for_change};
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail};

/// Receives a message with these attachments.
async fn receive_message_with_files(test: &TestCore, files: &[(&str, Vec<u8>)]) -> MessageId {
    let inbox = test.core.create_inbox().await.unwrap();
    let mail = files
        .iter()
        .fold(Mail::new_text("Files", "Attached."), |mail, (name, bytes)| mail.attach(*name, bytes.clone()));
    test.deliver_and_fetch_mail(&inbox, mail).await.id
}

/// Saves one attachment and waits until the transfer ends.
async fn save_attachment(
    test: &TestCore,
    message: &MessageId,
    index: u32,
    destination: FileDestination,
) -> TransferView {
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    test.core.download_attachment(message, index, destination).await.unwrap();
    let event = wait_for_change(
        &mut events,
        |change| matches!(change, Change::Transfer { transfer } if transfer.state != TransferState::Running),
    );
    let Change::Transfer { transfer } = event.await.change else { unreachable!() };
    transfer
}

fn finished_path(transfer: &TransferView) -> PathBuf {
    match &transfer.state {
        TransferState::Done { path } => PathBuf::from(path),
        other => panic!("the transfer is not done: {other:?}"),
    }
}

fn list_file_names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn attachment_is_saved_byte_for_byte() {
    let test = TestCore::signed_in().await;
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let message =
        receive_message_with_files(&test, &[("small.txt", b"small".to_vec()), ("big.bin", bytes.clone())]).await;
    let target = test.folder.path().join("chosen.bin");
    std::fs::write(&target, "replaced, as the user agreed to").unwrap();
    let transfer = save_attachment(&test, &message, 1, FileDestination::File(target.clone())).await;
    assert_eq!(finished_path(&transfer), target);
    assert_eq!(transfer.received, bytes.len() as u64);
    assert!(std::fs::read(&target).unwrap() == bytes);
}

#[tokio::test]
async fn hostile_file_name_stays_in_the_folder_and_replaces_nothing() {
    let test = TestCore::signed_in().await;
    let message = receive_message_with_files(&test, &[("../../évil name?.txt", b"one".to_vec())]).await;
    let folder = test.folder.path().join("downloads");
    std::fs::create_dir(&folder).unwrap();
    let first = finished_path(&save_attachment(&test, &message, 0, FileDestination::Folder(folder.clone())).await);
    let second = finished_path(&save_attachment(&test, &message, 0, FileDestination::Folder(folder.clone())).await);
    assert_ne!(first, second);
    assert_eq!(first.parent().unwrap(), folder);
    assert_eq!(std::fs::read(&first).unwrap(), b"one");
    assert_eq!(list_file_names(&folder).len(), 2);
}

#[tokio::test]
async fn failed_or_cancelled_transfer_leaves_no_file() {
    let test = TestCore::signed_in().await;
    let message = receive_message_with_files(&test, &[("file.bin", vec![7; 2_000_000])]).await;
    let folder = test.folder.path().join("downloads");
    std::fs::create_dir(&folder).unwrap();
    let path = format!("/messages/{message}/attachments");
    for (action, code) in [
        (FaultAction::answer(404), ErrorCode::NotFound),
        (FaultAction::Reset, ErrorCode::Offline),
        (FaultAction::Truncate { after: Some(1000) }, ErrorCode::Offline),
    ] {
        test.sandbox.inject_fault(InjectedFault::new(action.clone()).path(&path));
        let transfer = save_attachment(&test, &message, 0, FileDestination::Folder(folder.clone())).await;
        assert!(
            matches!(&transfer.state, TransferState::Failed { error } if error.code == code),
            "{action:?}: {transfer:?}"
        );
        assert!(list_file_names(&folder).is_empty(), "{action:?}");
    }

    test.sandbox.inject_fault(InjectedFault::new(FaultAction::Drip { chunk: 1000, ms: 20 }).path(&path));
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let transfer = test.core.download_attachment(&message, 0, FileDestination::Folder(folder.clone())).await.unwrap();
    wait_for_change(&mut events, |change| matches!(change, Change::Transfer { transfer } if transfer.received > 0))
        .await;
    test.core.cancel_transfer(transfer.id);
    wait_for_change(
        &mut events,
        |change| matches!(change, Change::Transfer { transfer } if transfer.state == TransferState::Cancelled),
    )
    .await;
    assert!(list_file_names(&folder).is_empty(), "cancelled");

    let nowhere = FileDestination::Folder(test.folder.path().join("missing"));
    let transfer = save_attachment(&test, &message, 0, nowhere).await;
    assert!(matches!(transfer.state, TransferState::Failed { error } if error.code == ErrorCode::FileFailed));
}

/// Windows has a limit of 260 characters for paths that are not in a form of their own.
#[tokio::test]
async fn attachment_is_saved_in_a_folder_with_a_long_path() {
    let test = TestCore::signed_in().await;
    let message = receive_message_with_files(&test, &[("ticket.txt", b"x".to_vec())]).await;
    let folder = (0..5).fold(test.folder.path().to_owned(), |folder, _| folder.join("a".repeat(80)));
    std::fs::create_dir_all(&folder).unwrap();
    for destination in [FileDestination::Folder(folder.clone()), FileDestination::File(folder.join("ticket.txt"))] {
        let saved = finished_path(&save_attachment(&test, &message, 0, destination).await);
        assert_eq!(saved, folder.join("ticket.txt"));
        assert_eq!(std::fs::read(saved).unwrap(), b"x");
    }
    assert_eq!(list_file_names(&folder), ["ticket.txt"]);
}

#[tokio::test]
async fn unknown_attachment_is_an_immediate_error() {
    let test = TestCore::signed_in().await;
    let message = receive_message_with_files(&test, &[("file.txt", b"x".to_vec())]).await;
    let folder = FileDestination::Folder(test.folder.path().to_owned());
    let error = test.core.download_attachment(&message, 5, folder.clone()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnknownAttachment);
    let error = test.core.download_attachment(&"nothing".into(), 0, folder).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnknownMessage);
}

/// Runs the named test of this file in a child process, with a file system of 256 KiB mounted for it.
#[cfg(target_os = "linux")]
fn run_on_small_disk(test: &str) {
    let disk = tempfile::tempdir().unwrap();
    let done = std::process::Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
        .arg("mount -t tmpfs -o size=256k tmpfs \"$SMALL_DISK\" && exec \"$0\" --exact --nocapture \"$1\"")
        .arg(std::env::current_exe().unwrap())
        .arg(test)
        .env("SMALL_DISK", disk.path())
        .output()
        .expect("unshare, of util-linux, is needed");
    let output = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success() && output.contains("1 passed"),
        "{output}\n{}\nUser namespaces have to be allowed for this test.",
        String::from_utf8_lossy(&done.stderr)
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn full_disk_fails_the_transfer_and_leaves_no_partial_file() {
    let Some(disk) = std::env::var_os("SMALL_DISK").map(PathBuf::from) else {
        tokio::task::spawn_blocking(|| run_on_small_disk("full_disk_fails_the_transfer_and_leaves_no_partial_file"))
            .await
            .unwrap();
        return;
    };
    let test = TestCore::signed_in().await;
    let files = [("small.bin", vec![1; 100_000]), ("large.bin", vec![2; 500_000])];
    let message = receive_message_with_files(&test, &files).await;
    let folder = || FileDestination::Folder(disk.clone());
    assert_eq!(std::fs::read(finished_path(&save_attachment(&test, &message, 0, folder()).await)).unwrap(), files[0].1);
    let transfer = save_attachment(&test, &message, 1, folder()).await;
    let TransferState::Failed { error } = transfer.state else { panic!("{transfer:?}") };
    assert_eq!(error.code, ErrorCode::DiskFull);
    assert_eq!(list_file_names(&disk), ["small.bin"]);
    // The file that the user chose to replace is unchanged.
    let transfer = save_attachment(&test, &message, 1, FileDestination::File(disk.join("small.bin"))).await;
    assert!(matches!(transfer.state, TransferState::Failed { .. }), "{transfer:?}");
    assert_eq!(std::fs::read(disk.join("small.bin")).unwrap(), files[0].1);
    assert_eq!(list_file_names(&disk), ["small.bin"]);
}

#[tokio::test]
async fn all_attachments_are_saved_under_names_of_their_own() {
    let test = TestCore::signed_in().await;
    let files: Vec<_> = (0..7).map(|number: u8| ("same.txt", vec![number; 10])).collect();
    let message = receive_message_with_files(&test, &files).await;
    let folder = test.folder.path().join("downloads");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("same.txt"), "mine").unwrap();
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let started = test.core.download_attachments(&message, &folder).await.unwrap();
    let indices: Vec<_> = started.iter().map(|transfer| transfer.index).collect();
    assert_eq!(indices, (0..7).map(Some).collect::<Vec<_>>());
    for _ in &started {
        let is_done = |change: &Change| matches!(change, Change::Transfer { transfer } if transfer.state != TransferState::Running);
        let event = wait_for_change(&mut events, is_done).await;
        let Change::Transfer { transfer } = event.change else { unreachable!() };
        finished_path(&transfer);
    }
    assert_eq!(list_file_names(&folder).len(), 8);
    assert_eq!(std::fs::read(folder.join("same.txt")).unwrap(), b"mine");
}

#[tokio::test]
async fn attachments_that_cannot_be_saved_fail_each_and_can_be_cancelled() {
    let test = TestCore::signed_in().await;
    let message = receive_message_with_files(&test, &[("a.txt", b"a".to_vec()), ("b.txt", b"b".to_vec())]).await;
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let missing = test.folder.path().join("missing");
    let started = test.core.download_attachments(&message, &missing).await.unwrap();
    for _ in &started {
        let failed = wait_for_change(
            &mut events,
            |change| matches!(change, Change::Transfer { transfer } if matches!(transfer.state, TransferState::Failed { .. })),
        );
        failed.await;
    }
    let unknown = test.core.download_attachments(&"unknown".into(), &missing).await.unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::UnknownMessage);
}
