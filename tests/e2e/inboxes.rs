//! Making, naming, converting and deleting inboxes.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window};

async fn connected(desktop: &Desktop, service: &Service) -> Window {
    let window = Window::open(desktop).await;
    window.connect(KEY, &service.base_url).await;
    window.get("create-inbox").await;
    window
}

#[tokio::test]
async fn one_click_makes_an_address_and_copies_it() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = connected(&desktop, &service).await;
    let address = window.create_inbox().await;
    assert!(address.contains('@'));
    assert_eq!(desktop.clipboard(), address);
    assert_eq!(window.attribute("inbox-item", "data-state").await, "active");
    assert!(!window.text("inbox-expiry").await.is_empty(), "the time left is told");
    assert!(window.text("quota").await.chars().any(|c| c.is_ascii_digit()));

    desktop.spoil_clipboard();
    window.click("copy-address").await;
    window.get("toast").await;
    assert_eq!(desktop.clipboard(), address);
    window.quit().await;
}

#[tokio::test]
async fn a_name_is_chosen_refused_in_words_and_converted() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = connected(&desktop, &service).await;
    window.click("create-custom").await;
    window.fill("custom-username", "my.name").await;
    window.click("custom-submit").await;
    let own = window.find("[data-testid=\"inbox-item\"][data-address^=\"my.name@\"]").await;
    assert_eq!(own.attr("data-state").await.unwrap().as_deref(), Some("active"));
    assert!(desktop.clipboard().starts_with("my.name@"));

    // The same name again: the service's own reason, in the dialog, with the text still there.
    window.click("create-custom").await;
    window.fill("custom-username", "my.name").await;
    window.click("custom-submit").await;
    window.find("dialog [data-testid=\"error-banner\"]").await;
    window.fill("custom-username", "second").await;
    window.click("custom-submit").await;
    window.find("[data-testid=\"inbox-item\"][data-address^=\"second@\"]").await;
    assert_eq!(window.count("[data-testid=\"inbox-item\"]").await, 2);

    window.click("convert-inbox").await;
    window.fill("custom-username", "third").await;
    window.click("custom-submit").await;
    window.find("[data-testid=\"inbox-item\"][data-address^=\"third@\"][data-state=\"active\"]").await;
    window.find("[data-testid=\"inbox-item\"][data-address^=\"second@\"][data-state=\"replaced\"]").await;
    window.quit().await;
}

#[tokio::test]
async fn an_inbox_is_deleted_after_one_question_then_removed_which_can_be_undone() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = connected(&desktop, &service).await;
    let address = window.create_inbox().await;
    window.click("delete-inbox").await;
    window.click("confirm").await;
    window.find("[data-testid=\"inbox-item\"][data-state=\"deleted\"]").await;
    assert!(
        service.requests().await.contains(&format!("DELETE /api/emails/{}", address.replace('@', "%40")))
            || service.requests().await.contains(&format!("DELETE /api/emails/{address}"))
    );
    window.click("remove-inbox").await;
    window.gone("[data-testid=\"inbox-item\"]").await;
    window.click("toast-undo").await;
    window.find(&format!("[data-testid=\"inbox-item\"][data-address=\"{address}\"]")).await;
    window.click("remove-inbox").await;
    window.gone("[data-testid=\"inbox-item\"]").await;
    window.quit().await;
}

#[tokio::test]
async fn a_failure_is_told_in_words_and_nothing_is_lost() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = connected(&desktop, &service).await;
    window.create_inbox().await;
    service.fault(serde_json::json!({"method": "POST", "path": "/emails", "do": "garbage"})).await;
    window.click("create-inbox").await;
    window.get("error-banner").await;
    assert_eq!(window.count("[data-testid=\"inbox-item\"]").await, 1);
    service.no_faults().await;
    window.create_inbox().await;
    window.quit().await;
}
