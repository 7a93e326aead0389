//! Finding mail and doing something with several messages: search, order, selection, labels, commands.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use fantoccini::key::Key;
use serde_json::json;

const ITEM: &str = "[data-testid=\"message-item\"]";

async fn with_mail(desktop: &Desktop, service: &Service, subjects: &[&str]) -> (Window, String, Vec<String>) {
    let window = Window::open(desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let mut ids = Vec::new();
    for subject in subjects {
        let mail = json!({"address": address, "subject": subject, "content": format!("<p>About {subject}.</p>")});
        ids.push(service.deliver(mail).await);
    }
    window.click("refresh").await;
    window.shown(subjects.len()).await;
    (window, address, ids)
}

impl Window {
    async fn shown(&self, count: usize) {
        until_true("the list", || async { self.count(ITEM).await == count }).await;
    }

    async fn subjects(&self) -> Vec<String> {
        let all = self.run("return [...document.querySelectorAll('.subject')].map((e) => e.innerText)").await;
        serde_json::from_value(all).unwrap()
    }

    async fn press(&self, id: &str, keys: &str) {
        self.get(id).await.send_keys(keys).await.unwrap();
    }
}

#[tokio::test]
async fn mail_is_found_in_all_inboxes_as_the_user_types() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (window, first, _) = with_mail(&desktop, &service, &["Đơn hàng của bạn", "Ferry ticket"]).await;
    let second = window.create_inbox().await;
    service.deliver(json!({"address": second, "subject": "Ferry timetable", "content": "Words."})).await;
    window.click("refresh").await;
    window.shown(1).await;

    window.fill("search", "ferr").await;
    window.shown(2).await;
    assert_eq!(window.run("return document.querySelectorAll('mark').length").await, 2 + 1, "subjects and a text");
    window.fill("search", "don hang").await;
    window.shown(1).await;
    window.click("message-item").await;
    window.shows("message-subject", "Đơn hàng").await;
    assert_eq!(window.count(ITEM).await, 1, "what was found stays beside what is read");
    let selected = format!("[data-testid=\"inbox-item\"][data-address=\"{first}\"].selected");
    window.find(&selected).await;

    // Mail that comes meanwhile is found as well.
    window.fill("search", "timetable").await;
    window.shown(1).await;
    service.deliver(json!({"address": first, "subject": "Another timetable", "content": "Words."})).await;
    window.shown(2).await;

    window.fill("search", "nothing like it").await;
    window.shown(0).await;
    window.click("search-clear").await;
    window.shown(3).await;
    window.quit().await;
}

#[tokio::test]
async fn messages_are_sorted_picked_marked_and_deleted_together() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (window, _, ids) = with_mail(&desktop, &service, &["Beta", "alpha", "Gamma"]).await;
    window.run("const s = document.querySelector('[data-testid=sort]'); s.value = 'subject'; s.dispatchEvent(new Event('change', { bubbles: true }))").await;
    until_true("the order", || async { window.subjects().await == ["alpha", "Beta", "Gamma"] }).await;

    window.click_on(&format!("{ITEM}[data-message-id=\"{}\"]", ids[0])).await;
    window.shows("message-subject", "Beta").await;
    window.click("unread-only").await;
    until_true("the unread", || async { window.subjects().await.len() == 3 }).await;
    window.click("message-menu").await;
    window.click("mark-unread").await;
    window.find(&format!("{ITEM}[data-message-id=\"{}\"][data-unread=\"true\"]", ids[0])).await;

    // With the keyboard: the first one, and all.
    window.find(&format!("{ITEM} button")).await.send_keys("x").await.unwrap();
    window.shows("selection-count", "1").await;
    let all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
    window.find(&format!("{ITEM} button")).await.send_keys(&all).await.unwrap();
    window.shows("selection-count", "3").await;
    window.click("mark-selected").await;
    window.shown(0).await;
    window.click("unread-only").await;
    window.shown(3).await;

    // One of them can't be deleted: the others are, and it is told and kept.
    service
        .fault(json!({"method": "DELETE", "path": format!("/messages/{}", ids[1]), "do": {"answer": {"status": 500}}}))
        .await;
    window.find(&format!("{ITEM} button")).await.send_keys(&all).await.unwrap();
    window.click("delete-selected").await;
    window.click("confirm").await;
    window.shown(1).await;
    window.shows("error-banner", "1 of 3").await;
    assert_eq!(service.is_seen(&ids[0]).await, None);
    assert!(service.is_seen(&ids[1]).await.is_some());
    window.quit().await;
}

#[tokio::test]
async fn a_label_and_the_commands_are_at_hand() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let command = |key: &str| format!("{}{key}{}", char::from(Key::Control), char::from(Key::Null));

    window.press("create-inbox", &command("k")).await;
    window.fill("palette-input", "label").await;
    window.press("palette-input", "\u{e007}").await;
    window.fill("label-input", "Bookshop").await;
    window.click("label-save").await;
    window.shows("inbox-item", "Bookshop").await;

    // What was typed finds an address as well, by its label.
    window.create_inbox().await;
    window.press("create-inbox", &command("k")).await;
    window.fill("palette-input", "booksh").await;
    window.press("palette-input", "\u{e007}").await;
    window.find(&format!("[data-testid=\"inbox-item\"][data-address=\"{address}\"].selected")).await;

    window.press("create-inbox", "?").await;
    window.shows("shortcuts", "New address").await;
    window.press("shortcuts", "\u{e00c}").await;
    window.gone("[data-testid=\"shortcuts\"]").await;
    window.click("settings-open").await;
    window.click("about-open").await;
    window.shows("about-version", env!("CARGO_PKG_VERSION")).await;
    window.shows("about", &desktop.path("data").to_string_lossy()).await;
    window.quit().await;

    let window = Window::open(&desktop).await;
    let labelled = window.find(&format!("[data-testid=\"inbox-item\"][data-address=\"{address}\"]")).await;
    assert!(labelled.text().await.unwrap().contains("Bookshop"));
    window.quit().await;
}
