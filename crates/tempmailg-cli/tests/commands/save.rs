use crate::test_service::{CliRunResult, TestService, list_files};
use serde_json::json;
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail};

async fn deliver_with_files(service: &TestService) -> String {
    let address = service.new_address().await;
    let mail = Mail::new_text("Files", "See the files.")
        .attach("plan.txt", "seat 1")
        .attach("../../évil name?.txt", "evil")
        .attach("big.bin", vec![7; 100_000]);
    service.sandbox.deliver_mail(&address, mail).unwrap()
}

#[tokio::test]
async fn save_writes_all_attachments_under_safe_names() {
    let service = TestService::start().await;
    let id = deliver_with_files(&service).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let output = service.run_ok(&["save", &id, "-o", path]).await;
    let expected = ["plan.txt", "évil name_.txt", "big.bin"].map(|name| format!("{path}/{name}"));
    assert_eq!(output.lines().collect::<Vec<_>>(), expected);
    assert_eq!(list_files(folder.path()), ["big.bin", "plan.txt", "évil name_.txt"]);
    assert_eq!(std::fs::read(folder.path().join("big.bin")).unwrap(), vec![7; 100_000]);
}

#[tokio::test]
async fn save_takes_names_and_replaces_no_file() {
    let service = TestService::start().await;
    let id = deliver_with_files(&service).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.txt"), "mine").unwrap();
    let path = folder.path().to_str().unwrap();
    let objects = service.run_json(&["save", &id, "plan.txt", "évil name_.txt", "--output", path]).await;
    let expected = [
        json!({ "name": "plan.txt", "path": format!("{path}/plan (1).txt"), "size": 6 }),
        json!({ "name": "../../évil name?.txt", "path": format!("{path}/évil name_.txt"), "size": 4 }),
    ];
    assert_eq!(objects, expected);
    assert_eq!(std::fs::read_to_string(folder.path().join("plan.txt")).unwrap(), "mine");
    assert_eq!(list_files(folder.path()), ["plan (1).txt", "plan.txt", "évil name_.txt"]);
}

#[tokio::test]
async fn save_uses_the_current_folder_and_accepts_a_message_without_attachments() {
    let service = TestService::start().await;
    let id = deliver_with_files(&service).await;
    assert_eq!(service.run_ok(&["save", &id, "plan.txt"]).await, "./plan.txt");
    assert_eq!(std::fs::read_to_string(service.home.path().join("plan.txt")).unwrap(), "seat 1");
    let address = service.new_address().await;
    let id = service.sandbox.deliver_mail(&address, Mail::new_text("None", "x")).unwrap();
    assert_eq!(service.run_ok(&["save", &id]).await, "");
}

#[tokio::test]
async fn save_that_fails_leaves_nothing() {
    let service = TestService::start().await;
    let id = deliver_with_files(&service).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let outcome = service.run(&["save", &id, "plan.txt", "no-such.txt", "-o", path]).await;
    outcome.assert_failed(6, "no attachment \"no-such.txt\"");
    // The last of three breaks off.
    let big = format!("/messages/{id}/attachments/big.bin");
    service.sandbox.inject_fault(InjectedFault::new(FaultAction::Truncate { after: Some(50_000) }).path(&big));
    service.run(&["save", &id, "-o", path]).await.assert_failed(1, "no connection to TempMailG");
    assert_eq!(list_files(folder.path()), Vec::<String>::new());
    service.run(&["save", &id, "-o", "/nonexistent"]).await.assert_failed(1, "/nonexistent is not a folder");
}

/// A file-size limit of the system stands for a disk that is full: writing fails in the middle of a file.
#[tokio::test]
async fn save_on_a_full_disk_leaves_nothing() {
    let service = TestService::start().await;
    let id = deliver_with_files(&service).await;
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_tempmailg");
    let path = folder.path().to_str().unwrap();
    let mut command = tokio::process::Command::new("sh");
    // Without the handler, the signal of the limit would end the program.
    command.args(["-c", "trap '' XFSZ; ulimit -f 32; exec \"$@\"", "sh", program, "save", &id, "-o", path]);
    command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", service.home.path());
    command.env("TEMPMAILG_API_KEY", "test-key").env("TEMPMAILG_API_BASE_URL", service.sandbox.base_url());
    CliRunResult::of(&mut command).await.assert_failed(1, "nothing could be saved in");
    assert_eq!(list_files(folder.path()), Vec::<String>::new());
}
