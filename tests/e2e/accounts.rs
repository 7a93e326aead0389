//! Several accounts, one window.

use crate::support::notifications::Notifications;
use crate::support::service::KEY;
use crate::support::tray::Tray;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use fantoccini::key::Key;
use serde_json::json;

/// Opens the other account, by the keyboard alone.
async fn switch(window: &Window) {
    let palette = format!("{}k{}", char::from(Key::Control), char::from(Key::Null));
    window.find("body").await.send_keys(&palette).await.unwrap();
    window.get("palette-input").await.send_keys("switch to").await.unwrap();
    window.get("palette-input").await.send_keys(&char::from(Key::Enter).to_string()).await.unwrap();
}

async fn until_copies(tray: &Tray, there: &str, not_there: &str) {
    until_true(&format!("the tray to offer {there} alone"), || async {
        let labels = tray.labels().await;
        labels.contains(&format!("Copy {there}")) && !labels.contains(&format!("Copy {not_there}"))
    })
    .await;
}

#[tokio::test]
async fn a_second_account_is_added_opened_checked_beside_the_first_and_removed() {
    let (desktop, service, other) = (Desktop::start(Keychain::Unlocked), Service::start(), Service::start());
    let (tray, notifications) = (Tray::start(&desktop).await, Notifications::start(&desktop).await);
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let first = window.create_inbox().await;
    let row = |address: &str| format!("[data-testid=\"inbox-item\"][data-address=\"{address}\"]");

    // A key that is not accepted changes nothing; the right one opens its account.
    window.click("account-switch").await;
    window.click("account-add").await;
    window.find("[data-testid=\"add-account\"] [data-testid=\"api-key-input\"]:focus").await;
    window.connect("mk_wrong", &other.base_url).await;
    window.shows("error-banner", "key").await;
    assert_eq!(desktop.secret("api-key:2"), None);
    window.connect(KEY, &other.base_url).await;
    window.gone(&row(&first)).await;
    assert_eq!(desktop.secret("api-key:1").as_deref(), Some(KEY));
    assert_eq!(desktop.secret("api-key:2").as_deref(), Some(KEY));
    let second = window.create_inbox().await;
    assert_eq!(window.count("[data-testid=\"inbox-item\"]").await, 1);
    until_copies(&tray, &second, &first).await;

    // The first one is checked meanwhile.
    service.deliver(json!({"address": first, "subject": "Beside", "content": "Your code is 482913."})).await;
    until_true("the code in the tray", || async { tray.labels().await.iter().any(|label| label.contains("482913")) })
        .await;
    let news = notifications.with("Beside").await;
    assert!(news.body.starts_with("Beside\nCode 482913\nAccount: "), "{}", news.body);
    window.click("account-switch").await;
    window.find("[data-testid=\"account-item\"][data-account=\"1\"] [aria-label=\"1 unread\"]").await;
    window.click_on("li:has([data-account=\"1\"]) [data-testid=\"account-rename\"]").await;
    window.fill("account-name", "Personal").await;
    window.click("account-save").await;
    window.click_on("[data-testid=\"account-item\"][data-account=\"1\"]").await;
    window.find(&row(&first)).await;
    assert_eq!(window.count(&row(&second)).await, 0);
    window.shows("account-switch", "Personal").await;
    window.shows("message-item", "Beside").await;
    until_copies(&tray, &first, &second).await;
    window.quit().await;

    desktop.app_gone().await;
    let window = Window::open(&desktop).await;
    window.find(&row(&first)).await;
    window.shows("account-switch", "Personal").await;
    switch(&window).await;
    window.find(&row(&second)).await;
    window.click("account-switch").await;
    window.click_on("li:has([data-active=\"true\"]) [data-testid=\"account-remove\"]").await;
    window.click("confirm").await;
    window.find(&row(&first)).await;
    assert_eq!(desktop.secret("api-key:2"), None);
    assert_eq!(desktop.secret("api-key:1").as_deref(), Some(KEY));
    until_copies(&tray, &first, &second).await;
    window.quit().await;
}
