//! Adding, switching, renaming and removing accounts, and checking all of them.

use crate::support::sandbox_process::API_KEY;
use crate::support::stub_notification_server::StubNotificationServer;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use fantoccini::key::Key;
use serde_json::json;

/// Switches to the other account with the command palette.
async fn switch_account(window: &AppWindow) {
    let palette = format!("{}k{}", char::from(Key::Control), char::from(Key::Null));
    window.find_by_selector("body").await.send_keys(&palette).await.unwrap();
    window.find_by_testid("palette-input").await.send_keys("switch to").await.unwrap();
    window.find_by_testid("palette-input").await.send_keys(&char::from(Key::Enter).to_string()).await.unwrap();
}

/// Waits until the tray offers to copy one address and not the other.
async fn wait_until_tray_offers(tray: &TrayHost, offered: &str, not_offered: &str) {
    wait_until_true(&format!("the tray to offer {offered} alone"), || async {
        let labels = tray.list_tray_menu_labels().await;
        labels.contains(&format!("Copy {offered}")) && !labels.contains(&format!("Copy {not_offered}"))
    })
    .await;
}

#[tokio::test]
async fn second_account_is_added_switched_to_and_removed_while_both_are_checked() {
    let (desktop, service, other) =
        (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start(), SandboxProcess::start());
    let (tray, notifications) = (TrayHost::start(&desktop).await, StubNotificationServer::start(&desktop).await);
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let first = window.create_inbox().await;
    let row = |address: &str| format!("[data-testid=\"inbox-item\"][data-address=\"{address}\"]");

    // An API key that is refused changes nothing; a valid one opens its account.
    window.click_testid("account-switch").await;
    window.click_testid("account-add").await;
    window.find_by_selector("[data-testid=\"add-account\"] [data-testid=\"api-key-input\"]:focus").await;
    window.submit_sign_in_form("mk_wrong", &other.base_url).await;
    window.wait_for_text("error-banner", "key").await;
    assert_eq!(desktop.read_secret("api-key:2"), None);
    window.submit_sign_in_form(API_KEY, &other.base_url).await;
    window.wait_until_element_gone(&row(&first)).await;
    assert_eq!(desktop.read_secret("api-key:1").as_deref(), Some(API_KEY));
    assert_eq!(desktop.read_secret("api-key:2").as_deref(), Some(API_KEY));
    let second = window.create_inbox().await;
    assert_eq!(window.count_matching_elements("[data-testid=\"inbox-item\"]").await, 1);
    wait_until_tray_offers(&tray, &second, &first).await;

    // The first account is still checked.
    service.deliver_mail(json!({"address": first, "subject": "Beside", "content": "Your code is 482913."})).await;
    wait_until_true("the code in the tray", || async {
        tray.list_tray_menu_labels().await.iter().any(|label| label.contains("482913"))
    })
    .await;
    let notification = notifications.wait_for_notification("Beside").await;
    assert!(notification.body.starts_with("Beside\nCode 482913\nAccount: "), "{}", notification.body);
    window.click_testid("account-switch").await;
    window.find_by_selector("[data-testid=\"account-item\"][data-account=\"1\"] [aria-label=\"1 unread\"]").await;
    window.click_selector("li:has([data-account=\"1\"]) [data-testid=\"account-rename\"]").await;
    window.fill_field("account-name", "Personal").await;
    window.click_testid("account-save").await;
    window.click_selector("[data-testid=\"account-item\"][data-account=\"1\"]").await;
    window.find_by_selector(&row(&first)).await;
    assert_eq!(window.count_matching_elements(&row(&second)).await, 0);
    window.wait_for_text("account-switch", "Personal").await;
    window.wait_for_text("message-item", "Beside").await;
    wait_until_tray_offers(&tray, &first, &second).await;
    window.quit_app().await;

    desktop.wait_until_app_exits().await;
    let window = AppWindow::open(&desktop).await;
    window.find_by_selector(&row(&first)).await;
    window.wait_for_text("account-switch", "Personal").await;
    switch_account(&window).await;
    window.find_by_selector(&row(&second)).await;
    window.click_testid("account-switch").await;
    window.click_selector("li:has([data-active=\"true\"]) [data-testid=\"account-remove\"]").await;
    window.click_testid("confirm").await;
    window.find_by_selector(&row(&first)).await;
    assert_eq!(desktop.read_secret("api-key:2"), None);
    assert_eq!(desktop.read_secret("api-key:1").as_deref(), Some(API_KEY));
    wait_until_tray_offers(&tray, &first, &second).await;
    window.quit_app().await;
}
