//! `mayfly new`, `copy-code`, `copy-address` and `open`: commands to the Mayfly that runs, or that is started for them.

use crate::support::sandbox_process::API_KEY;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_some, wait_until_true};
use serde_json::json;
use std::process::Output;

fn run_mayfly_command(desktop: &TestDesktop, command: &str) -> Output {
    desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg(command).output().unwrap()
}

/// Runs a command that succeeds, and returns the line that it prints.
fn run_successfully(desktop: &TestDesktop, command: &str) -> String {
    let output = run_mayfly_command(desktop, command);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().strip_suffix('\n').unwrap().to_owned()
}

/// Runs a command that fails, and returns its exit code and sentence.
fn run_failing_command(desktop: &TestDesktop, command: &str) -> (i32, String) {
    let output = run_mayfly_command(desktop, command);
    assert!(output.stdout.is_empty(), "{output:?}");
    let sentence = String::from_utf8(output.stderr).unwrap();
    assert!(sentence.starts_with("mayfly: ") && sentence.lines().count() == 1, "{sentence:?}");
    (output.status.code().unwrap(), sentence)
}

#[tokio::test]
async fn commands_act_on_the_running_instance_and_print_what_was_copied() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("welcome").await;
    for command in ["new", "copy-code", "copy-address"] {
        let (code, sentence) = run_failing_command(&desktop, command);
        assert!(code == 1 && sentence.contains("no account is signed in"), "{command}: {code}, {sentence}");
    }

    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.find_by_testid("create-inbox").await;
    let (code, sentence) = run_failing_command(&desktop, "copy-address");
    assert!(code == 6 && sentence.contains("no address"), "{code}, {sentence}");
    let address = run_successfully(&desktop, "new");
    assert_eq!(desktop.read_clipboard(), address);
    window.find_by_selector(&format!("[data-address=\"{address}\"]")).await;
    let (code, sentence) = run_failing_command(&desktop, "copy-code");
    assert!(code == 6 && sentence.contains("no code came"), "{code}, {sentence}");

    let second = run_successfully(&desktop, "new");
    assert_ne!(second, address);
    desktop.put_placeholder_on_clipboard();
    assert_eq!(run_successfully(&desktop, "copy-address"), second);
    assert_eq!(desktop.read_clipboard(), second);

    service.deliver_mail(json!({"address": second, "subject": "Your code", "content": "Your code is 739201."})).await;
    window.click_selector(&format!("[data-address=\"{second}\"] button")).await;
    window.find_by_testid("message-item").await;
    assert_eq!(run_successfully(&desktop, "copy-code"), "739201");
    assert_eq!(desktop.read_clipboard(), "739201");

    // What the service refuses is a sentence, and nothing was made or copied.
    service.add_fault(json!({"method": "POST", "path": "/emails", "do": "garbage"})).await;
    let (code, sentence) = run_failing_command(&desktop, "new");
    assert!(code == 1 && sentence.len() > "mayfly: \n".len(), "{code}, {sentence}");
    assert_eq!(desktop.read_clipboard(), "739201");
    assert_eq!(window.count_matching_elements("[data-testid=\"inbox-item\"]").await, 2);
    window.quit_app().await;
}

#[tokio::test]
async fn commands_start_mayfly_in_the_tray_when_it_does_not_run() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.find_by_testid("create-inbox").await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;

    let tray = TrayHost::start(&desktop).await;
    // Returns although the Mayfly that it started goes on.
    let address = run_successfully(&desktop, "new");
    assert_eq!(desktop.read_clipboard(), address);
    let started = desktop.find_app_pid();
    assert!(desktop.list_window_ids().is_empty(), "it is started without a window");
    assert!(tray.list_tray_menu_labels().await.iter().any(|label| label == "Quit"));

    assert_eq!(run_successfully(&desktop, "copy-address"), address);
    assert_eq!(run_successfully(&desktop, "open"), "the window is open");
    wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
    assert_eq!(desktop.find_app_pid(), started, "the same process");
    tray.click_item("Quit").await;
    desktop.wait_until_app_exits().await;

    run_successfully(&desktop, "open");
    wait_for_some("a window of its own", || async { desktop.list_window_ids().pop() }).await;
    tray.click_item("Quit").await;
    desktop.wait_until_app_exits().await;
}

#[tokio::test]
async fn command_that_can_not_be_carried_out_says_why() {
    let mut desktop = TestDesktop::start(Keychain::Unlocked);
    desktop.lock_keychain();
    let tray = TrayHost::start(&desktop).await;
    let mut app = desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap();
    tray.list_tray_menu_labels().await;
    let (code, sentence) = run_failing_command(&desktop, "new");
    assert!(code == 1 && sentence.contains("unlock"), "{code}, {sentence}");
    tray.click_item("Quit").await;
    crate::support::wait_for_exit(&mut app).await;

    // It can't be started without a display, and not be reached without a session bus.
    desktop.remove_env("DISPLAY");
    let (code, sentence) = run_failing_command(&desktop, "copy-code");
    assert!(code == 1 && sentence.contains("mayfly --hidden"), "{code}, {sentence}");
    desktop.set_env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    let (code, sentence) = run_failing_command(&desktop, "copy-code");
    assert!(code == 1 && sentence.contains("session bus"), "{code}, {sentence}");
    let output = run_mayfly_command(&desktop, "copy");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}
