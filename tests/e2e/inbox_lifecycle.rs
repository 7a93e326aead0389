//! Creating, naming, converting and deleting inboxes.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use fantoccini::key::Key;
use serde_json::json;

/// Opens Mayfly, signed in.
async fn open_signed_in(desktop: &TestDesktop, service: &SandboxProcess) -> AppWindow {
    let window = AppWindow::open(desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.find_by_testid("create-inbox").await;
    window
}

#[tokio::test]
async fn one_click_creates_an_inbox_and_copies_its_address() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = open_signed_in(&desktop, &service).await;
    let address = window.create_inbox().await;
    assert!(address.contains('@'));
    assert_eq!(desktop.read_clipboard(), address);
    assert_eq!(window.read_attribute("inbox-item", "data-state").await, "active");
    assert!(!window.read_text("inbox-expiry").await.is_empty(), "the remaining time is shown");
    assert!(window.read_text("quota").await.chars().any(|c| c.is_ascii_digit()));

    desktop.put_placeholder_on_clipboard();
    window.click_testid("copy-address").await;
    window.find_by_testid("toast").await;
    assert_eq!(desktop.read_clipboard(), address);
    window.quit_app().await;
}

#[tokio::test]
async fn custom_name_is_created_rejected_if_taken_and_converted_to() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = open_signed_in(&desktop, &service).await;
    window.click_testid("create-custom").await;
    window.fill_field("custom-username", "my.name").await;
    window.click_testid("custom-submit").await;
    let named_inbox = window.find_by_selector("[data-testid=\"inbox-item\"][data-address^=\"my.name@\"]").await;
    assert_eq!(named_inbox.attr("data-state").await.unwrap().as_deref(), Some("active"));
    assert!(desktop.read_clipboard().starts_with("my.name@"));

    // The same name again: the dialog shows the service's reason and stays open.
    window.click_testid("create-custom").await;
    window.fill_field("custom-username", "my.name").await;
    window.click_testid("custom-submit").await;
    window.find_by_selector("dialog [data-testid=\"error-banner\"]").await;
    window.fill_field("custom-username", "second").await;
    window.click_testid("custom-submit").await;
    window.find_by_selector("[data-testid=\"inbox-item\"][data-address^=\"second@\"]").await;
    assert_eq!(window.count_matching_elements("[data-testid=\"inbox-item\"]").await, 2);

    window.click_testid("convert-inbox").await;
    window.fill_field("custom-username", "third").await;
    window.click_testid("custom-submit").await;
    window.find_by_selector("[data-testid=\"inbox-item\"][data-address^=\"third@\"][data-state=\"active\"]").await;
    window.find_by_selector("[data-testid=\"inbox-item\"][data-address^=\"second@\"][data-state=\"replaced\"]").await;
    window.quit_app().await;
}

#[tokio::test]
async fn inbox_is_deleted_after_confirmation_and_its_removal_can_be_undone() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = open_signed_in(&desktop, &service).await;
    let address = window.create_inbox().await;
    window.click_testid("delete-inbox").await;
    window.click_testid("confirm").await;
    window.find_by_selector("[data-testid=\"inbox-item\"][data-state=\"deleted\"]").await;
    assert!(
        service.list_requests().await.contains(&format!("DELETE /api/emails/{}", address.replace('@', "%40")))
            || service.list_requests().await.contains(&format!("DELETE /api/emails/{address}"))
    );
    window.click_testid("remove-inbox").await;
    window.wait_until_element_gone("[data-testid=\"inbox-item\"]").await;
    window.click_testid("toast-undo").await;
    window.find_by_selector(&format!("[data-testid=\"inbox-item\"][data-address=\"{address}\"]")).await;
    window.click_testid("remove-inbox").await;
    window.wait_until_element_gone("[data-testid=\"inbox-item\"]").await;
    window.quit_app().await;
}

#[tokio::test]
async fn failed_creation_shows_an_error_and_keeps_existing_inboxes() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = open_signed_in(&desktop, &service).await;
    window.create_inbox().await;
    service.add_fault(serde_json::json!({"method": "POST", "path": "/emails", "do": "garbage"})).await;
    window.click_testid("create-inbox").await;
    window.find_by_testid("error-banner").await;
    assert_eq!(window.count_matching_elements("[data-testid=\"inbox-item\"]").await, 1);
    service.clear_faults().await;
    window.create_inbox().await;
    window.quit_app().await;
}

#[tokio::test]
async fn proposed_name_is_made_by_keyboard_with_a_label_and_its_domain_is_remembered() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = open_signed_in(&desktop, &service).await;
    let name = async || window.run_script("return document.querySelector('[data-testid=custom-username]').value").await;
    let press = |key: char| format!("{key}{}", char::from(Key::Null));

    window.find_by_testid("create-custom").await.send_keys(&press('\u{e007}')).await.unwrap();
    window.find_by_selector("[data-testid=\"custom-domain\"]:not(:disabled)").await;
    wait_until_true("a proposed name", || async { name().await != "" }).await;
    let first = name().await;
    window.find_by_testid("name-suggest").await.send_keys(" ").await.unwrap();
    wait_until_true("another name", || async { name().await != first }).await;
    let chosen = name().await.as_str().unwrap().to_owned();
    window
        .run_script(
            "const s = document.querySelector('[data-testid=custom-domain]'); s.selectedIndex = s.options.length - 1;
             s.dispatchEvent(new Event('change', { bubbles: true }))",
        )
        .await;
    let script = "return document.querySelector('[data-testid=custom-domain]').value";
    let domain = window.run_script(script).await;
    window.find_by_testid("custom-label").await.send_keys(&format!("Bookshop{}", press('\u{e007}'))).await.unwrap();
    let address = format!("{chosen}@{}", domain.as_str().unwrap());
    let row = window.find_by_selector(&format!("[data-testid=\"inbox-item\"][data-address=\"{address}\"]")).await;
    assert!(row.text().await.unwrap().contains("Bookshop"));
    assert_eq!(desktop.read_clipboard(), address);

    // The domain is preselected from then on, also after a restart.
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    let window = AppWindow::open(&desktop).await;
    window.click_testid("create-custom").await;
    window.find_by_selector("[data-testid=\"custom-domain\"]:not(:disabled)").await;
    wait_until_true("the domain", || async { window.run_script(script).await == domain }).await;
    window.quit_app().await;
}

#[tokio::test]
async fn address_made_elsewhere_is_added_and_a_foreign_one_refused() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let client = tempmailg::Client::builder(tempmailg::ApiKey::parse(API_KEY).unwrap())
        .base_url(tempmailg::BaseUrl::parse(&service.base_url).unwrap())
        .build()
        .unwrap();
    let address = client.create_inbox().await.unwrap().value.address;
    service.deliver_mail(json!({"address": address, "subject": "Waiting", "content": "Words."})).await;
    let window = open_signed_in(&desktop, &service).await;

    let palette = format!("{}k{}", char::from(Key::Control), char::from(Key::Null));
    window.find_by_testid("create-inbox").await.send_keys(&palette).await.unwrap();
    window.fill_field("palette-input", "address you have").await;
    window.find_by_testid("palette-input").await.send_keys("\u{e007}").await.unwrap();
    window.fill_field("adopt-address", &format!("{address}, somebody@example.com")).await;
    window.click_testid("adopt-submit").await;
    window.wait_for_text("adopt-refused", "somebody@example.com").await;
    assert!(!window.read_text("adopt-refused").await.contains(&address));
    window.find_by_testid("adopt-address").await.send_keys("\u{e00c}").await.unwrap();
    let row = format!("[data-testid=\"inbox-item\"][data-address=\"{address}\"].selected");
    window.find_by_selector(&row).await;
    window.wait_for_text("message-item", "Waiting").await;
    window.quit_app().await;
}

#[tokio::test]
async fn ended_addresses_are_made_anew_removed_together_and_restored() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = open_signed_in(&desktop, &service).await;
    let mut addresses = Vec::new();
    for _ in 0..2 {
        addresses.push(window.create_inbox().await);
        window.click_testid("delete-inbox").await;
        window.click_testid("confirm").await;
        let deleted = format!("[data-address=\"{}\"][data-state=\"deleted\"]", addresses.last().unwrap());
        window.find_by_selector(&deleted).await;
    }
    desktop.put_placeholder_on_clipboard();
    window.find_by_testid("recreate-inbox").await.send_keys(" ").await.unwrap();
    window.find_by_selector(&format!("[data-address=\"{}\"][data-state=\"active\"]", addresses[1])).await;
    assert_eq!(desktop.read_clipboard(), addresses[1]);

    let ended = "[data-testid=\"inbox-item\"][data-state=\"deleted\"]";
    window.find_by_testid("remove-ended").await.send_keys(" ").await.unwrap();
    window.wait_until_element_gone(ended).await;
    window.click_selector("[data-testid=\"toast\"] button").await;
    window.find_by_selector(ended).await;
    assert_eq!(window.count_matching_elements("[data-testid=\"inbox-item\"]").await, 2);
    window.quit_app().await;
}

#[tokio::test]
async fn several_addresses_are_selected_copied_deleted_and_removed_together() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = open_signed_in(&desktop, &service).await;
    let mut addresses = Vec::new();
    for _ in 0..3 {
        addresses.push(window.create_inbox().await);
    }
    // By keys: the newest is first in the list.
    let row = "li[data-testid=\"inbox-item\"] button.main";
    let key = |key: Key| char::from(key).to_string();
    window.find_by_selector(row).await.send_keys("x").await.unwrap();
    window.wait_for_text("inbox-selection-count", "1 selected").await;
    window.find_by_selector(row).await.send_keys(&key(Key::Down)).await.unwrap();
    window.find_by_selector(&format!("{row}:focus")).await.send_keys("x").await.unwrap();
    window.wait_for_text("inbox-selection-count", "2 selected").await;
    window.click_testid("inbox-copy-selected").await;
    let both = format!("{}\n{}", addresses[2], addresses[1]);
    wait_until_true("both addresses on the clipboard", || async { desktop.read_clipboard() == both }).await;
    window.click_testid("inbox-mute-selected").await;
    wait_until_true("two muted addresses", || async {
        window.count_matching_elements("[data-testid=\"inbox-muted\"]").await == 2
    })
    .await;

    window.find_by_selector(&format!("{row}:focus, {row}")).await.send_keys(&key(Key::Delete)).await.unwrap();
    window.wait_for_text("confirm", "Delete addresses").await;
    window.click_testid("confirm").await;
    let ended = "[data-testid=\"inbox-item\"][data-state=\"deleted\"]";
    wait_until_true("two deleted addresses", || async { window.count_matching_elements(ended).await == 2 }).await;
    // The selection ends with them, once the whole report is there.
    window.wait_until_element_gone("[data-testid=\"inbox-select\"]").await;

    // By the mouse and the menu.
    window.click_selector(&format!("{ended} [aria-haspopup=\"menu\"]")).await;
    window.click_testid("menu-select").await;
    window.find_by_testid("inbox-select").await;
    window.click_selector(&format!("{ended} [data-testid=\"inbox-select\"]:not(:checked)")).await;
    window.wait_for_text("inbox-selection-count", "2 selected").await;
    window.click_testid("inbox-discard-selected").await;
    window.wait_until_element_gone(ended).await;
    window.click_selector("[data-testid=\"toast\"] button").await;
    wait_until_true("both to be back", || async { window.count_matching_elements(ended).await == 2 }).await;
    window.quit_app().await;
}

#[tokio::test]
async fn pinned_address_stays_on_top_and_many_are_filtered() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = open_signed_in(&desktop, &service).await;
    let first = window.create_inbox().await;
    window.click_testid("label-inbox").await;
    window.fill_field("label-input", "Bookshop").await;
    window.click_testid("label-save").await;
    window.click_selector("[data-testid=\"inbox-item\"] [aria-haspopup=\"menu\"]").await;
    window.click_testid("inbox-pin").await;
    window.find_by_testid("inbox-pinned").await;
    let top = "return document.querySelector('[data-testid=inbox-item]').dataset.address";
    for number in 2..=13 {
        assert_eq!(window.count_matching_elements("[data-testid=\"inbox-filter\"]").await, 0, "{number}");
        window.click_selector("[data-testid=\"create-inbox\"]:not(:disabled)").await;
        wait_until_true("the new inbox", || async {
            let script = "return document.querySelector('[data-testid=inbox-item]').ariaSetSize";
            window.run_script(script).await == json!(number.to_string())
        })
        .await;
    }
    assert_eq!(window.run_script(top).await, json!(first));
    window.fill_field("inbox-filter", "bookSHOP").await;
    wait_until_true("one address", || async {
        window.count_matching_elements("[data-testid=\"inbox-item\"]").await == 1
    })
    .await;
    window.find_by_testid("inbox-filter").await.send_keys("\u{e00c}").await.unwrap();
    wait_until_true("all addresses", || async {
        window.count_matching_elements("[data-testid=\"inbox-item\"]").await > 1
    })
    .await;
    window.quit_app().await;
}
