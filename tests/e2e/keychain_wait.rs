//! Mayfly waits for a keychain that is locked or not there, with and without its window.

use crate::support::sandbox_process::API_KEY;
use crate::support::stub_notification_server::StubNotificationServer;
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_exit, wait_until_true};
use serde_json::json;

const WAIT_ITEM: &str = "Mayfly waits for the keychain";
const WAIT_TITLE: &str = "Mayfly waits for the keychain to be unlocked";

/// Signs in, creates an address, which is returned, and quits.
async fn create_inbox_and_quit(desktop: &TestDesktop, service: &SandboxProcess) -> String {
    let window = AppWindow::open(desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    address
}

fn start_hidden(desktop: &TestDesktop) -> ChildGuard {
    ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap())
}

#[tokio::test]
async fn hidden_start_with_a_locked_keychain_says_so_once_and_checks_mail_when_it_is_unlocked() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let address = create_inbox_and_quit(&desktop, &service).await;
    service.deliver_mail(json!({"address": address, "subject": "Later", "content": "Words."})).await;
    desktop.lock_keychain();
    let notifications = StubNotificationServer::start(&desktop).await;
    let tray = TrayHost::start(&desktop).await;
    let mut app = start_hidden(&desktop);

    let notification = notifications.wait_for_notification(WAIT_TITLE).await;
    wait_until_true("the tray to show the wait", || async {
        tray.list_tray_menu_labels().await.contains(&WAIT_ITEM.to_owned())
    })
    .await;
    assert!(!tray.is_menu_item_enabled("New address").await);
    // The same wait with another keychain that is locked.
    desktop.lock_keychain();

    desktop.restart_keychain_unlocked();
    wait_until_true("the mail in the tray", || async { tray.read_tooltip_unread_count().await == Some(1) }).await;
    wait_until_true("the tray's usual menu", || async {
        let labels = tray.list_tray_menu_labels().await;
        !labels.contains(&WAIT_ITEM.to_owned()) && labels.contains(&format!("Copy {address}"))
    })
    .await;
    assert!(tray.is_menu_item_enabled("New address").await);
    wait_until_true("the notification to be withdrawn", || async { notifications.is_closed(&notification) }).await;
    let waits = notifications.list_notifications().iter().filter(|shown| shown.title == WAIT_TITLE).count();
    assert_eq!(waits, 1);
    assert!(desktop.list_window_ids().is_empty(), "no window was opened");
    tray.click_item("Quit").await;
    wait_for_exit(&mut app.0).await;
}

#[tokio::test]
async fn keychain_that_is_not_there_at_login_and_starts_later_is_used() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let address = create_inbox_and_quit(&desktop, &service).await;
    service.deliver_mail(json!({"address": address, "subject": "Later", "content": "Words."})).await;
    desktop.stop_keychain();
    let tray = TrayHost::start(&desktop).await;
    let mut app = start_hidden(&desktop);
    wait_until_true("the tray to show the wait", || async {
        tray.list_tray_menu_labels().await.contains(&WAIT_ITEM.to_owned())
    })
    .await;
    desktop.restart_keychain_unlocked();
    wait_until_true("the mail in the tray", || async { tray.read_tooltip_unread_count().await == Some(1) }).await;
    assert!(desktop.list_window_ids().is_empty(), "no window was opened");
    tray.click_item("Quit").await;
    wait_for_exit(&mut app.0).await;
}

#[tokio::test]
async fn notification_of_the_wait_opens_the_window() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    create_inbox_and_quit(&desktop, &service).await;
    desktop.lock_keychain();
    let notifications = StubNotificationServer::start(&desktop).await;
    let tray = TrayHost::start(&desktop).await;
    let mut app = start_hidden(&desktop);
    let notification = notifications.wait_for_notification(WAIT_TITLE).await;
    notifications.invoke_action(&notification, "default").await;
    wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
    desktop.close_window();
    wait_until_true("the window to close", || async { desktop.list_window_ids().is_empty() }).await;
    tray.click_item(WAIT_ITEM).await;
    wait_until_true("the window again", || async { desktop.list_window_ids().len() == 1 }).await;
    tray.click_item("Quit").await;
    wait_for_exit(&mut app.0).await;
}

#[tokio::test]
async fn window_goes_on_when_the_keychain_service_was_started_again() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let address = create_inbox_and_quit(&desktop, &service).await;
    let row = format!("[data-address=\"{address}\"]");
    for _ in 0..2 {
        desktop.stop_keychain();
        let window = AppWindow::open(&desktop).await;
        window.find_by_selector("[data-testid=\"blocked\"] [data-code=\"keychain_unavailable\"]").await;
        window.find_by_testid("keychain-waiting").await;
        // It comes back locked, is seen as such, and is unlocked afterwards.
        desktop.lock_keychain();
        window.find_by_selector("[data-testid=\"blocked\"] [data-code=\"keychain_locked\"]").await;
        desktop.restart_keychain_unlocked();
        window.find_by_selector(&row).await;
        window.quit_app().await;
        desktop.wait_until_app_exits().await;
    }
}
