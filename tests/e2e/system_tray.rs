//! The tray over D-Bus, and the app without its window.

use crate::support::process_stats;
use crate::support::sandbox_process::API_KEY;
use crate::support::stub_notification_server::StubNotificationServer;
use crate::support::stub_portal::{StubPortal, StubPortalAnswer};
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_exit, wait_for_some, wait_until_true};
use std::time::Duration;

#[tokio::test]
async fn tray_creates_and_copies_addresses_without_a_window() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let first = window.create_inbox().await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    // The tray is started only now: with a tray, Mayfly keeps running without its window.
    let tray = TrayHost::start(&desktop).await;

    let mut app = ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
    desktop.close_window();
    wait_until_true("the window to close", || async { desktop.list_window_ids().is_empty() }).await;
    assert!(app.0.try_wait().unwrap().is_none(), "the app keeps running in the tray");

    desktop.put_placeholder_on_clipboard();
    tray.click_item(&format!("Copy {first}")).await;
    wait_until_true("the address on the clipboard", || async { desktop.read_clipboard() == first }).await;

    tray.click_item("New address").await;
    let second = wait_for_some("the new address on the clipboard", || async {
        let text = desktop.read_clipboard();
        (text.contains('@') && text != first).then_some(text)
    })
    .await;
    wait_until_true("the new address in the menu", || async {
        tray.list_tray_menu_labels().await.contains(&format!("Copy {second}"))
    })
    .await;
    assert!(desktop.list_window_ids().is_empty(), "no window was opened");

    tray.click_item("Open").await;
    wait_until_true("the window again", || async { desktop.list_window_ids().len() == 1 }).await;
    tray.click_item("Quit").await;
    wait_for_exit(&mut app.0).await;
}

/// An X11 listener for all key events would wake the app at every key press in the session.
#[tokio::test]
async fn hidden_app_is_not_woken_by_keys_typed_elsewhere() {
    const KEYS: usize = 200;
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let tray = TrayHost::start(&desktop).await;
    let mut app = desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap();
    tray.list_tray_menu_labels().await;
    let keys = vec!["a"; KEYS];
    let type_keys = [&["key", "--delay", "2"], &keys[..]].concat();
    wait_until_true("the app to be idle", || async {
        let before = process_stats::count_voluntary_switches(app.id());
        tokio::time::sleep(Duration::from_millis(500)).await;
        process_stats::count_voluntary_switches(app.id()).saturating_sub(before) < 10
    })
    .await;
    let before = process_stats::count_voluntary_switches(app.id());
    assert!(desktop.run_program("xdotool", &type_keys).0);
    // Threads that have ended are no longer counted.
    let woken = process_stats::count_voluntary_switches(app.id()).saturating_sub(before);
    assert!(woken < KEYS / 2, "woken {woken} times by {KEYS} keys");
    tray.click_item("Quit").await;
    wait_for_exit(&mut app).await;
}

/// A panel may start after Mayfly, and be started anew.
#[tokio::test]
async fn icon_comes_with_every_tray_and_a_click_on_it_opens_the_window() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let mut app =
        ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap());
    TrayHost::wait_for_icon_without_tray(&desktop).await;
    for _ in 0..2 {
        let tray = TrayHost::start(&desktop).await;
        tray.list_tray_menu_labels().await;
        tray.click_icon().await;
        wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
        desktop.close_window();
        wait_until_true("the window to close", || async { desktop.list_window_ids().is_empty() }).await;
        tray.close().await;
    }
    let tray = TrayHost::start(&desktop).await;
    tray.click_item("Quit").await;
    wait_for_exit(&mut app.0).await;
}

#[tokio::test]
async fn without_a_tray_closing_the_window_quits_the_app() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let mut app = ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
    desktop.close_window();
    wait_for_exit(&mut app.0).await;
}

/// What counts is a program that shows the icons, not the one that collects them.
#[tokio::test]
async fn tray_without_a_host_is_none_until_one_comes() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let tray = TrayHost::start(&desktop).await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.click_testid("settings-open").await;
    let background_setting = "[data-testid=\"setting-run-in-background\"]";
    window.wait_until_element_gone(background_setting).await;
    tray.set_host_present(false).await;
    window.find_by_selector(background_setting).await;
    tray.set_host_present(true).await;
    window.wait_until_element_gone(background_setting).await;
    window.quit_app().await;

    desktop.wait_until_app_exits().await;
    tray.set_host_present(false).await;
    let mut app = ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
    tray.list_tray_menu_labels().await;
    desktop.close_window();
    wait_for_exit(&mut app.0).await;
}

#[tokio::test]
async fn without_a_tray_mayfly_goes_on_in_the_background_if_the_user_wants() {
    let (desktop, service) =
        (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start_sandbox_with_args(&["--empty"]));
    let notifications = StubNotificationServer::start(&desktop).await;
    let portal = StubPortal::start(desktop.bus_address(), StubPortalAnswer::Refuse, "").await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.create_inbox().await;
    window.click_testid("settings-open").await;
    window.find_by_selector("[data-testid=\"setting-run-in-background\"]:not(:checked)").await;
    window.click_testid("setting-run-in-background").await;
    window.find_by_selector("[data-testid=\"background-failed\"][data-code=\"background_refused\"]").await;
    window.quit_app().await;

    // The desktop refuses still: closing the window ends Mayfly.
    desktop.wait_until_app_exits().await;
    let mut app = ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
    wait_until_true("the refusal", || async { portal.background_reasons().len() == 2 }).await;
    desktop.close_window();
    wait_for_exit(&mut app.0).await;

    desktop.wait_until_app_exits().await;
    portal.set_answer(StubPortalAnswer::Accept);
    let mut app = ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
    let is_told =
        || async { portal.recorded_background_statuses().last().is_some_and(|status| status == "1 address watched") };
    wait_until_true("what Mayfly does", is_told).await;
    for _ in 0..2 {
        desktop.close_window();
        wait_until_true("the window to close", || async { desktop.list_window_ids().is_empty() }).await;
        notifications.wait_for_notification("Start Mayfly again").await;
        assert!(app.0.try_wait().unwrap().is_none(), "the app goes on");
        // Starting Mayfly again opens the window.
        assert!(desktop.run_program(env!("CARGO_BIN_EXE_mayfly"), &[]).0);
        wait_until_true("the window again", || async { desktop.list_window_ids().len() == 1 }).await;
    }
    let how_to_come_back = notifications.list_notifications().into_iter();
    assert_eq!(
        how_to_come_back.filter(|shown| shown.body.contains("Start Mayfly again")).count(),
        1,
        "it is said once"
    );
    assert!(desktop.run_program("kill", &["-TERM", &app.0.id().to_string()]).0);
    wait_for_exit(&mut app.0).await;
}

/// Mayfly may stay in the tray for weeks, and its window may be opened many times a day.
#[tokio::test]
async fn repeatedly_reopened_window_leaves_nothing_behind() {
    const TIMES: usize = 16;
    let mut desktop = TestDesktop::start(Keychain::Unlocked);
    let tray = TrayHost::start(&desktop).await;
    desktop.set_env("MAYFLY_LOG", "mayfly_lib=debug");
    let path = desktop.path_in_home("log");
    let log = std::fs::File::create(&path).unwrap();
    let app = ChildGuard(
        desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").stderr(log).spawn().unwrap(),
    );
    let count_loads = || std::fs::read_to_string(&path).unwrap().matches("the window has the state").count();
    let mut opened = 0;
    let mut open_and_close = async || {
        tray.click_item("Open Mayfly").await;
        opened += 1;
        wait_until_true("the page", || async { count_loads() == opened && !desktop.list_window_ids().is_empty() })
            .await;
        desktop.close_window();
        // WebKit's web process and network process end with the window.
        wait_until_true("WebKit's processes to end", || async {
            process_stats::list_process_tree(app.0.id()).len() == 1
        })
        .await;
        process_stats::measure_resource_usage(app.0.id())
    };
    // The first windows load libraries that stay loaded; later some files are opened once more, but not each time.
    for _ in 0..2 {
        open_and_close().await;
    }
    let before = open_and_close().await;
    let mut after = before;
    for _ in 0..TIMES {
        after = open_and_close().await;
    }
    assert!(after.handles < before.handles + TIMES, "{before:?}, {after:?}");
    assert!(after.threads < before.threads + TIMES, "{before:?}, {after:?}");
    tray.click_item("Quit").await;
    desktop.wait_until_app_exits().await;
}

#[tokio::test]
async fn pausing_stops_all_checks_until_resumed() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let tray = TrayHost::start(&desktop).await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let checks = async || service.list_requests().await.iter().filter(|line| line.contains("/messages")).count();
    wait_until_true("a check", || async { checks().await > 0 }).await;
    tray.click_item("Pause checking").await;
    wait_until_true("the pause", || async { tray.is_checked("Pause checking").await }).await;
    // A check may have been in progress; the shortest interval is five seconds.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = checks().await;
    service.deliver_mail(serde_json::json!({"address": address, "subject": "Later", "content": "Words."})).await;
    tokio::time::sleep(Duration::from_secs(12)).await;
    assert_eq!(checks().await, before);

    tray.click_item("Pause checking").await;
    window.find_by_testid("message-item").await;
    assert!(!tray.is_checked("Pause checking").await);
    window.quit_app().await;
}
