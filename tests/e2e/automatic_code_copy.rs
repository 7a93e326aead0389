//! Codes that are copied by themselves, and the notification that takes that back.

use crate::support::sandbox_process::API_KEY;
use crate::support::stub_notification_server::StubNotificationServer;
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use serde_json::json;

#[tokio::test]
async fn code_to_the_copied_address_is_copied_without_a_window_and_can_be_undone() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let notifications = StubNotificationServer::start(&desktop).await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.click_testid("settings-open").await;
    window.click_testid("setting-copy-codes").await;
    window.find_by_selector("[data-testid=\"setting-copy-codes\"]:checked:not(:disabled)").await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    let tray = TrayHost::start(&desktop).await;
    let _app = ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap());

    let mut addresses = Vec::new();
    for _ in 0..2 {
        tray.click_item("New address").await;
        wait_until_true("the new address on the clipboard", || async {
            let text = desktop.read_clipboard();
            text.contains('@') && !addresses.contains(&text)
        })
        .await;
        addresses.push(desktop.read_clipboard());
    }
    let (other, copied_last) = (&addresses[0], &addresses[1]);
    let deliver = async |address: &str, code: &str| {
        let content = format!("Your verification code is {code}.");
        let mail = json!({"address": address, "subject": "Sign in", "from": "Harbour", "content": content});
        service.deliver_mail(mail).await;
    };

    desktop.put_placeholder_on_clipboard();
    deliver(other, "111111").await;
    let notification = notifications.wait_for_notification("Code 111111").await;
    assert_eq!(notification.title, "Harbour", "another address was copied last");
    assert_eq!(desktop.read_clipboard(), "something else");

    deliver(copied_last, "482913").await;
    let notification = notifications.wait_for_notification("Code 482913 copied").await;
    assert_eq!(notification.body, format!("Harbour: Sign in\n{copied_last}"));
    assert_eq!(notification.actions, ["default", "Open Mayfly", "undo-copy", "Undo"]);
    assert_eq!(desktop.read_clipboard(), "482913");
    let kinds = desktop.run_program("xclip", &["-selection", "clipboard", "-o", "-t", "TARGETS"]).1;
    assert!(kinds.contains("x-kde-passwordManagerHint"), "clipboard histories leave it out: {kinds}");
    notifications.invoke_action(&notification, "undo-copy").await;
    wait_until_true("the earlier text on the clipboard", || async { desktop.read_clipboard() == "something else" })
        .await;

    // What was copied since stays.
    deliver(copied_last, "555777").await;
    let notification = notifications.wait_for_notification("Code 555777 copied").await;
    desktop.put_placeholder_on_clipboard();
    notifications.invoke_action(&notification, "undo-copy").await;
    deliver(copied_last, "123789").await;
    notifications.wait_for_notification("Code 123789 copied").await;
    assert_eq!(desktop.read_clipboard(), "123789");
    assert!(desktop.list_window_ids().is_empty(), "no window was opened");
    let titles: Vec<_> = notifications.list_notifications().into_iter().map(|shown| shown.title).collect();
    assert_eq!(titles.iter().filter(|title| title.starts_with("Code ")).count(), 3, "one for each code: {titles:?}");
    assert_eq!(titles.iter().filter(|title| *title == "Harbour").count(), 1, "not announced twice: {titles:?}");
}
