use crate::test_service::{TestService, list_files};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail};
use tokio::process::Child;

fn start(service: &TestService, arguments: &[&str]) -> Child {
    service.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

async fn end_by_signal(mut child: Child, signal: &str) -> ExitStatus {
    let id = child.id().unwrap().to_string();
    // The shell has a `kill` of its own everywhere.
    let script = format!("kill {signal} {id}");
    assert!(std::process::Command::new("sh").args(["-c", &script]).status().unwrap().success());
    // Far below the time that the commands would take by themselves.
    tokio::time::timeout(Duration::from_secs(20), child.wait()).await.expect("it ends at once").unwrap()
}

#[tokio::test]
async fn signals_end_a_wait_at_once() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    for (count, (signal, code)) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)].into_iter().enumerate() {
        let child = start(&service, &["wait", &address, "--timeout", "1h"]);
        service.wait_for_checks(count + 1).await;
        assert_eq!(end_by_signal(child, signal).await.code(), Some(code), "{signal}");
    }
}

#[tokio::test]
async fn signal_during_save_leaves_no_file() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    let mail = Mail::new_text("Files", "x").attach("big.bin", vec![7; 1_000_000]);
    let id = service.sandbox.deliver_mail(&address, mail).unwrap();
    let path = format!("/messages/{id}/attachments");
    service.sandbox.inject_fault(InjectedFault::new(FaultAction::Drip { chunk: 1_000, ms: 100 }).path(&path));
    let folder = tempfile::tempdir().unwrap();
    let child = start(&service, &["save", &id, "-o", folder.path().to_str().unwrap()]);
    let begun = async {
        while list_files(folder.path()).is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), begun).await.expect("the download begins");
    assert_eq!(end_by_signal(child, "-INT").await.code(), Some(130));
    assert_eq!(list_files(folder.path()), Vec::<String>::new());
}
