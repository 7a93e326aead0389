//! Search, sort order, selection of several messages, inbox labels, and the command palette.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use fantoccini::key::Key;
use serde_json::json;

const MESSAGE_ITEM: &str = "[data-testid=\"message-item\"]";

/// Opens Mayfly with an inbox that has mail with these subjects. Returns the inbox's address and the messages' ids.
async fn open_with_mail(
    desktop: &TestDesktop,
    service: &SandboxProcess,
    subjects: &[&str],
) -> (AppWindow, String, Vec<String>) {
    let window = AppWindow::open(desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let mut ids = Vec::new();
    for subject in subjects {
        let mail = json!({"address": address, "subject": subject, "content": format!("<p>About {subject}.</p>")});
        ids.push(service.deliver_mail(mail).await);
    }
    window.click_testid("refresh").await;
    window.wait_for_message_count(subjects.len()).await;
    (window, address, ids)
}

impl AppWindow {
    async fn wait_for_message_count(&self, count: usize) {
        wait_until_true("the list", || async { self.count_matching_elements(MESSAGE_ITEM).await == count }).await;
    }

    async fn list_subjects(&self) -> Vec<String> {
        let all = self.run_script("return [...document.querySelectorAll('.subject')].map((e) => e.innerText)").await;
        serde_json::from_value(all).unwrap()
    }

    async fn send_keys_to(&self, id: &str, keys: &str) {
        self.find_by_testid(id).await.send_keys(keys).await.unwrap();
    }
}

#[tokio::test]
async fn search_finds_mail_in_all_inboxes_while_typing() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, first, _) = open_with_mail(&desktop, &service, &["Đơn hàng của bạn", "Ferry ticket"]).await;
    let second = window.create_inbox().await;
    service.deliver_mail(json!({"address": second, "subject": "Ferry timetable", "content": "Words."})).await;
    window.click_testid("refresh").await;
    window.wait_for_message_count(1).await;

    window.fill_field("search", "ferr").await;
    window.wait_for_message_count(2).await;
    assert_eq!(
        window.run_script("return document.querySelectorAll('mark').length").await,
        2 + 1,
        "subjects and a text"
    );
    window.fill_field("search", "don hang").await;
    window.wait_for_message_count(1).await;
    window.click_testid("message-item").await;
    window.wait_for_text("message-subject", "Đơn hàng").await;
    assert_eq!(window.count_matching_elements(MESSAGE_ITEM).await, 1, "the results stay beside the open message");
    let selected = format!("[data-testid=\"inbox-item\"][data-address=\"{first}\"].selected");
    window.find_by_selector(&selected).await;

    // Mail that arrives while the search is open is found as well.
    window.fill_field("search", "timetable").await;
    window.wait_for_message_count(1).await;
    service.deliver_mail(json!({"address": first, "subject": "Another timetable", "content": "Words."})).await;
    window.wait_for_message_count(2).await;

    window.fill_field("search", "nothing like it").await;
    window.wait_for_message_count(0).await;
    window.click_testid("search-clear").await;
    window.wait_for_message_count(3).await;
    window.quit_app().await;
}

#[tokio::test]
async fn messages_are_sorted_selected_marked_and_deleted_in_bulk() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, _, ids) = open_with_mail(&desktop, &service, &["Beta", "alpha", "Gamma"]).await;
    window.run_script("const s = document.querySelector('[data-testid=sort]'); s.value = 'subject'; s.dispatchEvent(new Event('change', { bubbles: true }))").await;
    wait_until_true("the order", || async { window.list_subjects().await == ["alpha", "Beta", "Gamma"] }).await;

    window.click_selector(&format!("{MESSAGE_ITEM}[data-message-id=\"{}\"]", ids[0])).await;
    window.wait_for_text("message-subject", "Beta").await;
    window.click_testid("unread-only").await;
    wait_until_true("the unread", || async { window.list_subjects().await.len() == 3 }).await;
    window.click_testid("message-menu").await;
    window.click_testid("mark-unread").await;
    window.find_by_selector(&format!("{MESSAGE_ITEM}[data-message-id=\"{}\"][data-unread=\"true\"]", ids[0])).await;

    // Select with the keyboard: first one message, then all.
    window.find_by_selector(&format!("{MESSAGE_ITEM} button")).await.send_keys("x").await.unwrap();
    window.wait_for_text("selection-count", "1").await;
    let select_all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
    window.find_by_selector(&format!("{MESSAGE_ITEM} button")).await.send_keys(&select_all).await.unwrap();
    window.wait_for_text("selection-count", "3").await;
    window.click_testid("mark-selected").await;
    window.wait_for_message_count(0).await;
    window.click_testid("unread-only").await;
    window.wait_for_message_count(3).await;

    // One message can't be deleted: the others are, and the failure is shown.
    service
        .add_fault(
            json!({"method": "DELETE", "path": format!("/messages/{}", ids[1]), "do": {"answer": {"status": 500}}}),
        )
        .await;
    window.find_by_selector(&format!("{MESSAGE_ITEM} button")).await.send_keys(&select_all).await.unwrap();
    window.click_testid("delete-selected").await;
    window.click_testid("confirm").await;
    window.wait_for_message_count(1).await;
    window.wait_for_text("error-banner", "1 of 3").await;
    assert_eq!(service.is_message_marked_seen(&ids[0]).await, None);
    assert!(service.is_message_marked_seen(&ids[1]).await.is_some());
    window.quit_app().await;
}

#[tokio::test]
async fn command_palette_labels_and_finds_an_inbox() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let with_ctrl = |key: &str| format!("{}{key}{}", char::from(Key::Control), char::from(Key::Null));

    window.send_keys_to("create-inbox", &with_ctrl("k")).await;
    window.fill_field("palette-input", "label").await;
    window.send_keys_to("palette-input", "\u{e007}").await;
    window.fill_field("label-input", "Bookshop").await;
    window.click_testid("label-save").await;
    window.wait_for_text("inbox-item", "Bookshop").await;

    // The palette also finds an inbox by its label.
    window.create_inbox().await;
    window.send_keys_to("create-inbox", &with_ctrl("k")).await;
    window.fill_field("palette-input", "booksh").await;
    window.send_keys_to("palette-input", "\u{e007}").await;
    window.find_by_selector(&format!("[data-testid=\"inbox-item\"][data-address=\"{address}\"].selected")).await;

    window.send_keys_to("create-inbox", "?").await;
    window.wait_for_text("shortcuts", "New address").await;
    window.send_keys_to("shortcuts", "\u{e00c}").await;
    window.wait_until_element_gone("[data-testid=\"shortcuts\"]").await;
    window.click_testid("settings-open").await;
    window.click_testid("about-open").await;
    window.wait_for_text("about-version", env!("CARGO_PKG_VERSION")).await;
    window.wait_for_text("about", &desktop.path_in_home("data").to_string_lossy()).await;
    window.quit_app().await;

    let window = AppWindow::open(&desktop).await;
    let labelled = window.find_by_selector(&format!("[data-testid=\"inbox-item\"][data-address=\"{address}\"]")).await;
    assert!(labelled.text().await.unwrap().contains("Bookshop"));
    window.quit_app().await;
}

#[tokio::test]
async fn all_mail_lists_every_inbox_and_is_filtered_by_keyboard() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, first, _) = open_with_mail(&desktop, &service, &["Ferry ticket"]).await;
    assert_eq!(window.count_matching_elements("[data-testid=\"all-mail\"]").await, 0, "one address has no other mail");
    let second = window.create_inbox().await;
    let code = json!({"address": second, "subject": "Sign in", "content": "Your verification code is 482913."});
    service.deliver_mail(code).await;
    window.click_testid("refresh").await;
    window.wait_for_message_count(1).await;

    let press = |key: char| format!("{key}{}", char::from(Key::Null));
    window.send_keys_to("all-mail", &press('\u{e007}')).await;
    window.wait_for_text("all-mail-title", "All mail").await;
    window.wait_for_message_count(2).await;
    let places = window.run_script("return [...document.querySelectorAll('.where')].map((e) => e.innerText)").await;
    assert_eq!(places, json!([format!("in {second}"), format!("in {first}")]));

    // Mail to any of them appears by itself.
    service.deliver_mail(json!({"address": second, "subject": "Timetable", "content": "Words."})).await;
    window.wait_for_message_count(3).await;
    window.send_keys_to("codes-only", " ").await;
    wait_until_true("the codes", || async { window.list_subjects().await == ["Sign in"] }).await;
    window.click_selector(&format!("{MESSAGE_ITEM} button")).await;
    window.wait_for_text("message-subject", "Sign in").await;
    window.send_keys_to("unread-only", " ").await;
    wait_until_true("the open message to stay", || async { window.list_subjects().await == ["Sign in"] }).await;
    window.send_keys_to("codes-only", " ").await;
    window.wait_for_message_count(2 + 1).await;
    window.send_keys_to("unread-only", " ").await;

    window.click_selector(&format!("[data-testid=\"inbox-item\"][data-address=\"{first}\"] button")).await;
    wait_until_true("its mail alone", || async { window.list_subjects().await == ["Ferry ticket"] }).await;
    window.quit_app().await;
}
