//! Ends of the program that nobody chose in its window or its tray: signals, a kill, a display that was never there.

use crate::support::sandbox_process::API_KEY;
use crate::support::stub_session_manager::{SessionEndSource, StubSessionManager};
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_exit, wait_until_true};
use serde_json::json;
use std::path::Path;
use std::process::{Command, Stdio};

const DATABASE_PATH: &str = "data/app.mayfly.Mayfly/mayfly.db";

/// Returns what Mayfly has in the session's runtime folder: a folder while it runs.
fn list_runtime_folders(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with("mayfly")).collect()
}

/// Asserts that Mayfly closed its store, whose journal SQLite deletes then, and left no folder behind.
fn assert_clean_exit(desktop: &TestDesktop, how: &str) {
    assert!(desktop.path_in_home(DATABASE_PATH).exists());
    assert!(!desktop.path_in_home(&format!("{DATABASE_PATH}-wal")).exists(), "the store was closed: {how}");
    assert_eq!(list_runtime_folders(&desktop.path_in_home("run")), [""; 0], "{how}");
}

#[tokio::test]
async fn signals_end_the_app_as_quitting_does() {
    let (desktop, service) =
        (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start_sandbox_with_args(&["--empty"]));
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let keep_for_a_minute =
        "window.__TAURI_INTERNALS__.invoke('update_settings', { patch: { clear_clipboard_after: 60 } })
        .then(arguments[0], (error) => arguments[0](JSON.stringify(error)))";
    let answer = window.client.execute_async(keep_for_a_minute, Vec::new()).await.unwrap();
    assert!(answer.is_null(), "{answer}");
    window.quit_app().await;
    desktop.wait_until_app_exits().await;

    let tray = TrayHost::start(&desktop).await;
    // A code of its own for each: that of an earlier one is offered until the mail has come.
    for (signal, codes) in
        [("-TERM", ["482913", "739201"]), ("-INT", ["605184", "917264"]), ("-HUP", ["358107", "264819"])]
    {
        for (options, code) in [&["--hidden"][..], &[]].into_iter().zip(codes) {
            let text = format!("Your code is {code}.");
            service.deliver_mail(json!({"address": address, "subject": "Code", "content": text})).await;
            // Tests that run in the background ignore SIGINT, and their children would inherit that.
            let mut with_signals = desktop.build_desktop_command("env");
            with_signals.arg("--default-signal=TERM,INT,HUP").arg(env!("CARGO_BIN_EXE_mayfly")).args(options);
            let mut app = ChildGuard(with_signals.spawn().unwrap());
            if options.is_empty() {
                wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
            }
            // An address that was just copied is checked soon; one that nobody looks at may wait for a minute.
            tray.click_item(&format!("Copy {address}")).await;
            tray.click_item(&format!("Copy code \"{code}\"")).await;
            wait_until_true("the code on the clipboard", || async { desktop.read_clipboard() == code }).await;
            assert!(desktop.path_in_home(&format!("{DATABASE_PATH}-wal")).exists(), "the store is open");
            assert_eq!(list_runtime_folders(&desktop.path_in_home("run")).len(), 1);

            assert!(desktop.run_program("kill", &[signal, &app.0.id().to_string()]).0);
            wait_for_exit(&mut app.0).await;
            assert_clean_exit(&desktop, &format!("{signal} {options:?}"));
            assert_eq!(desktop.read_clipboard(), "", "the code is no longer on the clipboard after {signal}");
            desktop.wait_until_app_exits().await;
        }
    }
}

#[tokio::test]
async fn end_of_the_session_ends_the_app_as_quitting_does() {
    for manager in [SessionEndSource::Gnome, SessionEndSource::Portal] {
        let (desktop, service) =
            (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start_sandbox_with_args(&["--empty"]));
        let window = AppWindow::open(&desktop).await;
        window.submit_sign_in_form(API_KEY, &service.base_url).await;
        window.create_inbox().await;
        window.quit_app().await;
        desktop.wait_until_app_exits().await;

        let tray = TrayHost::start(&desktop).await;
        let session = StubSessionManager::start(&desktop, manager).await;
        let mut app =
            ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap());
        tray.list_tray_menu_labels().await;
        session.wait_for_session_client().await;
        session.send_session_end_query().await;
        session.wait_for_session_end_consent().await;
        tray.list_tray_menu_labels().await;
        assert!(app.0.try_wait().unwrap().is_none(), "{manager:?}: a session that asks does not end yet");
        assert!(desktop.path_in_home(&format!("{DATABASE_PATH}-wal")).exists(), "the store is open");
        session.end_session().await;
        wait_for_exit(&mut app.0).await;
        assert_clean_exit(&desktop, &format!("{manager:?}"));
    }
}

#[tokio::test]
async fn ignored_hang_up_does_not_end_the_app() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let tray = TrayHost::start(&desktop).await;
    // Its output is no terminal, so nohup changes nothing but the signal.
    let mut nohup = desktop.build_desktop_command("nohup");
    let mut app = ChildGuard(
        nohup
            .args([env!("CARGO_BIN_EXE_mayfly"), "--hidden"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    tray.list_tray_menu_labels().await;
    assert!(desktop.run_program("kill", &["-HUP", &app.0.id().to_string()]).0);
    tray.list_tray_menu_labels().await;
    assert!(app.0.try_wait().unwrap().is_none(), "the app still runs");
    assert!(desktop.run_program("kill", &["-TERM", &app.0.id().to_string()]).0);
    wait_for_exit(&mut app.0).await;
}

/// GDK ends the process when the display is gone, without a chance to clean up.
#[tokio::test]
async fn folder_of_a_process_that_was_killed_is_deleted_by_the_next_start() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let tray = TrayHost::start(&desktop).await;
    let run = desktop.path_in_home("run");
    let mut app =
        ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap());
    tray.list_tray_menu_labels().await;
    app.0.kill().unwrap();
    app.0.wait().unwrap();
    assert_eq!(list_runtime_folders(&run), [format!("mayfly-{}", app.0.id())]);
    desktop.wait_until_app_exits().await;
    let mut app =
        ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap());
    tray.list_tray_menu_labels().await;
    assert_eq!(list_runtime_folders(&run), [format!("mayfly-{}", app.0.id())]);
    assert!(desktop.run_program("kill", &["-TERM", &app.0.id().to_string()]).0);
    wait_for_exit(&mut app.0).await;
    assert_eq!(list_runtime_folders(&run), [""; 0]);
}

#[tokio::test]
async fn missing_display_is_a_sentence_and_no_panic() {
    let home = tempfile::tempdir().unwrap();
    for (display, reason) in [(None, "graphical session"), (Some(":4094"), "DISPLAY=:4094")] {
        for options in [&[][..], &["--hidden"], &["--demo"]] {
            let mut app = Command::new(env!("CARGO_BIN_EXE_mayfly"));
            app.env_clear().env("HOME", home.path()).env("XDG_RUNTIME_DIR", home.path()).env("RUST_BACKTRACE", "1");
            let output = app.envs(display.map(|name| ("DISPLAY", name))).args(options).output().unwrap();
            let error = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{error}");
            assert!(error.starts_with("mayfly: ") && error.contains(reason) && error.lines().count() == 1, "{error}");
            assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
            assert_eq!(list_runtime_folders(home.path()), [""; 0]);
        }
    }
}
