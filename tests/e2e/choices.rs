//! What the user chooses of checking, images, keeping and the key, as it shows.

use crate::support::service::KEY;
use crate::support::tray::Tray;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use fantoccini::key::Key;
use serde_json::json;

const ITEM: &str = "[data-testid=\"message-item\"]";

/// Chooses in the settings, and waits until it is so.
async fn choose(window: &Window, setting: &str, value: &str) {
    if window.count(&format!("[data-testid=\"{setting}\"]")).await == 0 {
        window.click("settings-open").await;
    }
    window.click_on(&format!("[data-testid=\"{setting}\"]:not(:disabled) option[value=\"{value}\"]")).await;
}

async fn chosen(window: &Window, setting: &str, value: &str) {
    let script = format!(
        "const select = document.querySelector('[data-testid={setting}]'); return select?.disabled ? '' : select?.value"
    );
    until_true(&format!("{setting} to be {value}"), || async { window.run(&script).await == json!(value) }).await;
}

/// Closes the dialog that is open.
async fn close(window: &Window) {
    let escape = char::from(Key::Escape).to_string();
    window.find("dialog[open]").await.send_keys(&escape).await.unwrap();
    window.gone("dialog[open]").await;
}

async fn lists(service: &Service) -> usize {
    service.requests().await.iter().filter(|line| *line == "GET /api/messages").count()
}

#[tokio::test]
async fn mail_is_checked_on_request_alone_until_the_user_chooses_otherwise() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let tray = Tray::start(&desktop).await;
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    window.get("create-inbox").await;
    choose(&window, "setting-checking", "on_request").await;
    chosen(&window, "setting-checking", "on_request").await;
    close(&window).await;
    let address = window.create_inbox().await;
    window.find("[data-testid=\"sync-strip\"][data-state=\"on_request\"]").await;
    let before = lists(&service).await;
    service.deliver(json!({"address": address, "subject": "Asked for", "content": "Words."})).await;
    // A new address that is on the screen would have been checked twice by now.
    tokio::time::sleep(std::time::Duration::from_secs(7)).await;
    assert_eq!((lists(&service).await, window.count(ITEM).await), (before, 0));
    window.shows("sync-strip", "only when you ask").await;
    window.click("sync-check").await;
    window.find(ITEM).await;
    assert_eq!(lists(&service).await, before + 1);
    window.quit().await;

    // Unlike a pause it is kept; and there is nothing to pause.
    desktop.app_gone().await;
    let window = Window::open(&desktop).await;
    window.find("[data-testid=\"sync-strip\"][data-state=\"on_request\"]").await;
    until_true("a tray that has nothing to pause", || async { !tray.is_enabled("Pause checking").await }).await;
    service.deliver(json!({"address": address, "subject": "By itself", "content": "Words."})).await;
    choose(&window, "setting-checking", "sparing").await;
    chosen(&window, "setting-checking", "sparing").await;
    until_true("mail by itself", || async { window.count(ITEM).await == 2 }).await;
    window.gone("[data-testid=\"sync-strip\"]").await;
    until_true("a tray that can pause", || async { tray.is_enabled("Pause checking").await }).await;
    window.quit().await;
}

#[tokio::test]
async fn mail_of_an_ended_address_goes_after_a_question_and_then_by_itself() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let open = window.create_inbox().await;
    service.deliver(json!({"address": open, "subject": "A lantern", "content": "Words."})).await;
    window.click("refresh").await;
    window.find(ITEM).await;
    let ended = window.create_inbox().await;
    for subject in ["A heron", "Another heron"] {
        service.deliver(json!({"address": ended, "subject": subject, "content": "Words."})).await;
    }
    until_true("both", || async { window.count(ITEM).await == 2 }).await;
    service.expire(&ended).await;
    window.click("refresh").await;
    window.find(&format!("[data-address=\"{ended}\"][data-state=\"expired\"]")).await;

    // Nothing is that old yet: nothing to ask about.
    choose(&window, "setting-keep-mail", "seven_days").await;
    chosen(&window, "setting-keep-mail", "seven_days").await;
    assert_eq!(window.count("[data-testid=\"confirm\"]").await, 0);
    choose(&window, "setting-keep-mail", "until_the_end").await;
    window.find("[role=\"alertdialog\"] [data-testid=\"confirm\"]").await;
    let asked = window.find("[role=\"alertdialog\"]").await.text().await.unwrap();
    assert!(asked.contains("Delete 2 messages?"), "{asked}");
    close_question(&window).await;
    chosen(&window, "setting-keep-mail", "seven_days").await;
    choose(&window, "setting-keep-mail", "until_the_end").await;
    window.click("confirm").await;
    chosen(&window, "setting-keep-mail", "until_the_end").await;
    close(&window).await;
    window.gone(ITEM).await;
    window.fill("search", "lantern").await;
    window.find(ITEM).await;
    window.fill("search", "heron").await;
    window.gone(ITEM).await;
    window.click("search-clear").await;

    // From now on by itself, and after a restart.
    window.click_on(&format!("[data-address=\"{open}\"] button")).await;
    window.find(ITEM).await;
    window.quit().await;
    desktop.app_gone().await;
    let window = Window::open(&desktop).await;
    window.find(ITEM).await;
    service.expire(&open).await;
    window.click("refresh").await;
    window.find(&format!("[data-address=\"{open}\"][data-state=\"expired\"]")).await;
    window.gone(ITEM).await;
    assert_eq!(window.count("[data-testid=\"inbox-item\"]").await, 2, "the addresses stay");
    window.quit().await;
}

/// Says no; the question leads back to where it was asked.
async fn close_question(window: &Window) {
    let escape = char::from(Key::Escape).to_string();
    window.find("[role=\"alertdialog\"]").await.send_keys(&escape).await.unwrap();
    window.gone("[role=\"alertdialog\"]").await;
}

#[tokio::test]
async fn everyones_images_are_shown_by_choice_but_for_a_sender_who_is_blocked() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    // Never fetched, for they are on this computer; what matters is who asks for them.
    let content =
        "<p>Look.<img src='https://127.0.0.1/a.png'><img src='https://127.0.0.1/wf/open?u=1' width=1 height=1></p>";
    let mail = json!({"address": address, "subject": "Pictures", "from_email": "news@example.org", "html": true,
        "content": content});
    service.deliver(mail).await;
    window.click("message-item").await;
    window.shows("remote-images-count", "2 remote images blocked, 1 looks like a tracker").await;
    choose(&window, "setting-images", "show").await;
    chosen(&window, "setting-images", "show").await;
    close(&window).await;
    // At once, in the message that is open.
    window.shows("remote-images-count", "1 tracker stays blocked").await;
    until_true("an image asked of Mayfly", || async { images(&window).await == Some(1) }).await;

    window.shows("remote-images-hide", "Block for this sender").await;
    window.click("remote-images-hide").await;
    window.shows("remote-images-count", "2 remote images blocked").await;
    until_true("no image asked of Mayfly", || async { images(&window).await == Some(0) }).await;
    window.quit().await;
    desktop.app_gone().await;
    let window = Window::open(&desktop).await;
    window.click("message-item").await;
    window.shows("remote-images-count", "2 remote images blocked").await;

    // Forgotten, the sender is one of all again.
    window.click("settings-open").await;
    window.click("image-senders-open").await;
    window.find("[data-testid=\"image-sender\"][data-address=\"news@example.org\"][data-shown=\"false\"]").await;
    window.click("image-sender-forget").await;
    window.get("image-senders-none").await;
    window.find("dialog[open]").await.send_keys(&char::from(Key::Escape).to_string()).await.unwrap();
    chosen(&window, "setting-images", "show").await;
    close(&window).await;
    window.shows("remote-images-count", "as everyone’s are").await;
    window.quit().await;
}

/// How many images the shown document asks for; `None` while it is on its way.
async fn images(window: &Window) -> Option<usize> {
    window.message_text().await;
    window.get("message-frame").await.enter_frame().await.ok()?;
    let found = window.client.find_all(fantoccini::Locator::Css("img[src]")).await;
    window.client.enter_parent_frame().await.unwrap();
    Some(found.ok()?.len())
}

#[tokio::test]
async fn a_key_is_replaced_from_the_settings_with_nothing_lost() {
    const OTHER: &str = "mk_other_0123456789abcdef";
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    service.deliver(json!({"address": address, "subject": "Before", "content": "Words."})).await;
    window.find(ITEM).await;

    window.click("settings-open").await;
    window.click("replace-key").await;
    window.find("[data-testid=\"key-dialog\"] [data-testid=\"api-key-input\"]:focus").await;
    window.fill("api-key-input", OTHER).await;
    window.click("connect").await;
    window.find("[data-testid=\"key-dialog\"] [data-testid=\"error-banner\"][data-code=\"key_refused\"]").await;
    assert_eq!(desktop.secret("api-key:1").as_deref(), Some(KEY));
    close(&window).await;
    service.deliver(json!({"address": address, "subject": "Meanwhile", "content": "Words."})).await;
    window.click("refresh").await;
    until_true("mail with the old key", || async { window.count(ITEM).await == 2 }).await;

    service.replace_key(KEY, OTHER).await;
    window.click("settings-open").await;
    window.click("replace-key").await;
    window.fill("api-key-input", OTHER).await;
    window.click("connect").await;
    window.gone("dialog[open]").await;
    window.shows("toast", "The new key is in use").await;
    assert_eq!(desktop.secret("api-key:1").as_deref(), Some(OTHER));
    assert!(desktop.files_with(OTHER.as_bytes()).is_empty(), "no key is in a plain file");
    service.deliver(json!({"address": address, "subject": "After", "content": "Words."})).await;
    until_true("mail with the new key", || async { window.count(ITEM).await == 3 }).await;
    assert_eq!(window.attribute("inbox-item", "data-address").await, address);
    window.quit().await;

    desktop.app_gone().await;
    let window = Window::open(&desktop).await;
    until_true("everything after a restart", || async { window.count(ITEM).await == 3 }).await;
    window.quit().await;
}
