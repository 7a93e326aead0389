//! Settings about mail: check frequency, remote images, retention and the API key.

use crate::support::sandbox_process::API_KEY;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use fantoccini::key::Key;
use serde_json::json;

const MESSAGE_ITEM: &str = "[data-testid=\"message-item\"]";

/// Chooses an option of a setting; opens the settings if they are closed.
async fn choose_setting(window: &AppWindow, setting: &str, value: &str) {
    if window.count_matching_elements(&format!("[data-testid=\"{setting}\"]")).await == 0 {
        window.click_testid("settings-open").await;
    }
    window.click_selector(&format!("[data-testid=\"{setting}\"]:not(:disabled) option[value=\"{value}\"]")).await;
}

/// Waits until a setting has this value and can be changed again.
async fn wait_until_setting_shows(window: &AppWindow, setting: &str, value: &str) {
    let script = format!(
        "const select = document.querySelector('[data-testid={setting}]'); return select?.disabled ? '' : select?.value"
    );
    wait_until_true(&format!("{setting} to be {value}"), || async { window.run_script(&script).await == json!(value) })
        .await;
}

/// Closes the open dialog.
async fn close_dialog(window: &AppWindow) {
    let escape = char::from(Key::Escape).to_string();
    window.find_by_selector("dialog[open]").await.send_keys(&escape).await.unwrap();
    window.wait_until_element_gone("dialog[open]").await;
}

/// Returns how often the messages of an inbox were requested.
async fn count_checks(service: &SandboxProcess) -> usize {
    service.list_requests().await.iter().filter(|line| *line == "GET /api/messages").count()
}

#[tokio::test]
async fn mail_is_checked_only_on_request_until_the_setting_changes() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let tray = TrayHost::start(&desktop).await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.find_by_testid("create-inbox").await;
    choose_setting(&window, "setting-checking", "on_request").await;
    wait_until_setting_shows(&window, "setting-checking", "on_request").await;
    close_dialog(&window).await;
    let address = window.create_inbox().await;
    window.find_by_selector("[data-testid=\"sync-strip\"][data-state=\"on_request\"]").await;
    let before = count_checks(&service).await;
    service.deliver_mail(json!({"address": address, "subject": "Asked for", "content": "Words."})).await;
    // A new inbox in an open window would have been checked twice by now.
    tokio::time::sleep(std::time::Duration::from_secs(7)).await;
    assert_eq!((count_checks(&service).await, window.count_matching_elements(MESSAGE_ITEM).await), (before, 0));
    window.wait_for_text("sync-strip", "only when you ask").await;
    window.click_testid("sync-check").await;
    window.find_by_selector(MESSAGE_ITEM).await;
    assert_eq!(count_checks(&service).await, before + 1);
    window.quit_app().await;

    // Unlike a pause, the setting survives a restart, and the tray cannot pause.
    desktop.wait_until_app_exits().await;
    let window = AppWindow::open(&desktop).await;
    window.find_by_selector("[data-testid=\"sync-strip\"][data-state=\"on_request\"]").await;
    wait_until_true("a tray that has nothing to pause", || async {
        !tray.is_menu_item_enabled("Pause checking").await
    })
    .await;
    service.deliver_mail(json!({"address": address, "subject": "By itself", "content": "Words."})).await;
    choose_setting(&window, "setting-checking", "sparing").await;
    wait_until_setting_shows(&window, "setting-checking", "sparing").await;
    wait_until_true("mail found by an automatic check", || async {
        window.count_matching_elements(MESSAGE_ITEM).await == 2
    })
    .await;
    window.wait_until_element_gone("[data-testid=\"sync-strip\"]").await;
    wait_until_true("a tray that can pause", || async { tray.is_menu_item_enabled("Pause checking").await }).await;
    window.quit_app().await;
}

#[tokio::test]
async fn mail_of_ended_inboxes_is_deleted_after_confirmation_and_then_automatically() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let open = window.create_inbox().await;
    service.deliver_mail(json!({"address": open, "subject": "A lantern", "content": "Words."})).await;
    window.click_testid("refresh").await;
    window.find_by_selector(MESSAGE_ITEM).await;
    let ended = window.create_inbox().await;
    for subject in ["A heron", "Another heron"] {
        service.deliver_mail(json!({"address": ended, "subject": subject, "content": "Words."})).await;
    }
    wait_until_true("both", || async { window.count_matching_elements(MESSAGE_ITEM).await == 2 }).await;
    delete_selected_inbox(&window, &ended).await;

    // No mail is that old yet, so no confirmation is needed.
    choose_setting(&window, "setting-keep-mail", "seven_days").await;
    wait_until_setting_shows(&window, "setting-keep-mail", "seven_days").await;
    assert_eq!(window.count_matching_elements("[data-testid=\"confirm\"]").await, 0);
    choose_setting(&window, "setting-keep-mail", "until_the_end").await;
    window.find_by_selector("[role=\"alertdialog\"] [data-testid=\"confirm\"]").await;
    let question = window.find_by_selector("[role=\"alertdialog\"]").await.text().await.unwrap();
    assert!(question.contains("Delete 2 messages?"), "{question}");
    decline_confirmation(&window).await;
    wait_until_setting_shows(&window, "setting-keep-mail", "seven_days").await;
    choose_setting(&window, "setting-keep-mail", "until_the_end").await;
    window.click_testid("confirm").await;
    wait_until_setting_shows(&window, "setting-keep-mail", "until_the_end").await;
    close_dialog(&window).await;
    window.wait_until_element_gone(MESSAGE_ITEM).await;
    window.fill_field("search", "lantern").await;
    window.find_by_selector(MESSAGE_ITEM).await;
    window.fill_field("search", "heron").await;
    window.wait_until_element_gone(MESSAGE_ITEM).await;
    window.click_testid("search-clear").await;

    // From now on without confirmation, and after a restart.
    window.click_selector(&format!("[data-address=\"{open}\"] button")).await;
    window.find_by_selector(MESSAGE_ITEM).await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    let window = AppWindow::open(&desktop).await;
    window.find_by_selector(MESSAGE_ITEM).await;
    delete_selected_inbox(&window, &open).await;
    window.wait_until_element_gone(MESSAGE_ITEM).await;
    assert_eq!(window.count_matching_elements("[data-testid=\"inbox-item\"]").await, 2, "the addresses stay");
    window.quit_app().await;
}

/// Ends the inbox that is selected.
async fn delete_selected_inbox(window: &AppWindow, address: &str) {
    window.click_testid("delete-inbox").await;
    window.click_testid("confirm").await;
    window.find_by_selector(&format!("[data-address=\"{address}\"][data-state=\"deleted\"]")).await;
}

/// Declines the confirmation, which leads back to the settings.
async fn decline_confirmation(window: &AppWindow) {
    let escape = char::from(Key::Escape).to_string();
    window.find_by_selector("[role=\"alertdialog\"]").await.send_keys(&escape).await.unwrap();
    window.wait_until_element_gone("[role=\"alertdialog\"]").await;
}

#[tokio::test]
async fn images_of_all_senders_are_shown_by_setting_except_a_blocked_sender() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    // Loopback addresses are never fetched; the test is about which images the document requests.
    let content =
        "<p>Look.<img src='https://127.0.0.1/a.png'><img src='https://127.0.0.1/wf/open?u=1' width=1 height=1></p>";
    let mail = json!({"address": address, "subject": "Pictures", "from_email": "news@example.org", "html": true,
        "content": content});
    service.deliver_mail(mail).await;
    window.click_testid("message-item").await;
    window.wait_for_text("remote-images-count", "2 remote images blocked, 1 looks like a tracker").await;
    choose_setting(&window, "setting-images", "show").await;
    wait_until_setting_shows(&window, "setting-images", "show").await;
    close_dialog(&window).await;
    // The open message changes at once.
    window.wait_for_text("remote-images-count", "1 tracker stays blocked").await;
    wait_until_true("a requested image", || async { window.count_images_with_source().await == Some(1) }).await;

    window.wait_for_text("remote-images-hide", "Block for this sender").await;
    window.click_testid("remote-images-hide").await;
    window.wait_for_text("remote-images-count", "2 remote images blocked").await;
    wait_until_true("no requested image", || async { window.count_images_with_source().await == Some(0) }).await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    let window = AppWindow::open(&desktop).await;
    window.click_testid("message-item").await;
    window.wait_for_text("remote-images-count", "2 remote images blocked").await;

    // Without its rule, the sender is treated like all others.
    window.click_testid("settings-open").await;
    window.click_testid("image-senders-open").await;
    window
        .find_by_selector("[data-testid=\"image-sender\"][data-address=\"news@example.org\"][data-shown=\"false\"]")
        .await;
    window.click_testid("image-sender-forget").await;
    window.find_by_testid("image-senders-none").await;
    window.find_by_selector("dialog[open]").await.send_keys(&char::from(Key::Escape).to_string()).await.unwrap();
    wait_until_setting_shows(&window, "setting-images", "show").await;
    close_dialog(&window).await;
    window.wait_for_text("remote-images-count", "as everyone’s are").await;
    window.quit_app().await;
}

#[tokio::test]
async fn api_key_is_replaced_in_the_settings_without_losing_mail() {
    const NEW_API_KEY: &str = "mk_other_0123456789abcdef";
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    service.deliver_mail(json!({"address": address, "subject": "Before", "content": "Words."})).await;
    window.find_by_selector(MESSAGE_ITEM).await;

    window.click_testid("settings-open").await;
    window.click_testid("replace-key").await;
    window.find_by_selector("[data-testid=\"key-dialog\"] [data-testid=\"api-key-input\"]:focus").await;
    window.fill_field("api-key-input", NEW_API_KEY).await;
    window.click_testid("connect").await;
    window
        .find_by_selector("[data-testid=\"key-dialog\"] [data-testid=\"error-banner\"][data-code=\"key_refused\"]")
        .await;
    assert_eq!(desktop.read_secret("api-key:1").as_deref(), Some(API_KEY));
    close_dialog(&window).await;
    service.deliver_mail(json!({"address": address, "subject": "Meanwhile", "content": "Words."})).await;
    window.click_testid("refresh").await;
    wait_until_true("mail with the old key", || async { window.count_matching_elements(MESSAGE_ITEM).await == 2 })
        .await;

    service.replace_api_key(API_KEY, NEW_API_KEY).await;
    window.click_testid("settings-open").await;
    window.click_testid("replace-key").await;
    window.fill_field("api-key-input", NEW_API_KEY).await;
    window.click_testid("connect").await;
    window.wait_until_element_gone("dialog[open]").await;
    window.wait_for_text("toast", "The new key is in use").await;
    assert_eq!(desktop.read_secret("api-key:1").as_deref(), Some(NEW_API_KEY));
    assert!(desktop.find_files_containing(NEW_API_KEY.as_bytes()).is_empty(), "no API key is in a plain file");
    service.deliver_mail(json!({"address": address, "subject": "After", "content": "Words."})).await;
    wait_until_true("mail with the new key", || async { window.count_matching_elements(MESSAGE_ITEM).await == 3 })
        .await;
    assert_eq!(window.read_attribute("inbox-item", "data-address").await, address);
    window.quit_app().await;

    desktop.wait_until_app_exits().await;
    let window = AppWindow::open(&desktop).await;
    wait_until_true("everything after a restart", || async { window.count_matching_elements(MESSAGE_ITEM).await == 3 })
        .await;
    window.quit_app().await;
}
