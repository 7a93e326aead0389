//! The welcome page, the key, the keychain.

use crate::support::service::{KEY, dead_url};
use crate::support::{Desktop, Keychain, Service, Window, until_true};

#[tokio::test]
async fn a_key_goes_to_the_keychain_and_nowhere_else() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.get("welcome").await;
    window.connect(&format!(" {KEY} "), &service.base_url).await;
    window.get("create-inbox").await;
    window.create_inbox().await;

    assert_eq!(desktop.secret("api-key:1").as_deref(), Some(KEY));
    assert_eq!(desktop.secret("store-key").map(|key| key.len()), Some(64));
    assert_eq!(desktop.files_with(KEY.as_bytes()), Vec::<std::path::PathBuf>::new());
    let page = window
        .run(
            "const fields = [...document.querySelectorAll('input, textarea')].map((field) => field.value);
             return JSON.stringify([document.documentElement.outerHTML, fields, {...localStorage}, {...sessionStorage},
                document.cookie, location.href]);",
        )
        .await;
    assert!(!page.as_str().unwrap().contains(KEY), "the key is not in the page");
    window.quit().await;
}

#[tokio::test]
async fn a_wrong_key_is_an_error_in_words_and_nothing_is_stored() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    for (key, base_url, part) in [
        ("mk_wrong", service.base_url.as_str(), "key"),
        ("mk with spaces", service.base_url.as_str(), "key"),
        ("khoá-bí-mật", service.base_url.as_str(), "key"),
        (KEY, "v1.tempmailg.com/api", "https://"),
        (KEY, "http://example.com/api", "https://"),
        (KEY, &dead_url(), "reach"),
    ] {
        window.connect(key, base_url).await;
        window.shows("error-banner", part).await;
        let text = window.text("error-banner").await;
        assert!(text.len() > 30, "a sentence with what to do, not {text:?}");
        window.get("welcome").await;
    }
    assert_eq!(desktop.secret("api-key:1"), None);
    assert_eq!(desktop.secret("store-key"), None);
    assert!(!desktop.path("data/app.mayfly.Mayfly/mayfly.db").exists());
    window.connect(KEY, &service.base_url).await;
    window.get("create-inbox").await;
    window.quit().await;
}

#[tokio::test]
async fn without_a_keychain_the_user_chooses_and_nothing_is_written() {
    let (desktop, service) = (Desktop::start(Keychain::None), Service::start());
    let window = Window::open(&desktop).await;
    window.get("blocked").await;
    window.click("keychain-retry").await;
    window.get("blocked").await;
    window.click("session-only").await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    assert_eq!(desktop.clipboard(), address);
    assert_eq!(desktop.files_with(KEY.as_bytes()), Vec::<std::path::PathBuf>::new());
    assert!(!desktop.path("data/app.mayfly.Mayfly/mayfly.db").exists());
    window.quit().await;
}

#[tokio::test]
async fn a_locked_keychain_is_told_of_and_tried_again() {
    let (mut desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    window.quit().await;

    desktop.lock_keychain();
    let window = Window::open(&desktop).await;
    window.get("blocked").await;
    desktop.unlock_keychain();
    window.click("keychain-retry").await;
    window.find(&format!("[data-address=\"{address}\"]")).await;
    window.quit().await;
}

/// A keychain that takes every question and answers none, like one waiting for a password.
struct Silent;

#[zbus::interface(name = "org.freedesktop.Secret.Service")]
impl Silent {
    async fn open_session(&self, _algorithm: &str, _input: zbus::zvariant::Value<'_>) {
        std::future::pending::<()>().await;
    }
}

#[tokio::test]
async fn a_keychain_that_never_answers_does_not_hang_the_window() {
    let desktop = Desktop::start(Keychain::None);
    let _silent = zbus::connection::Builder::address(desktop.bus_address())
        .unwrap()
        .serve_at("/org/freedesktop/secrets", Silent)
        .unwrap()
        .name("org.freedesktop.secrets")
        .unwrap()
        .build()
        .await
        .unwrap();
    let window = Window::open(&desktop).await;
    assert_eq!(
        window.count("[data-testid=\"blocked\"]").await,
        0,
        "the window is there while the keychain is waited for"
    );
    window.get("blocked").await;
    window.click("session-only").await;
    window.get("welcome").await;
    window.quit().await;
}

#[tokio::test]
async fn the_demo_needs_no_key_and_leaves_nothing() {
    let desktop = Desktop::start(Keychain::Unlocked);
    let window = Window::open(&desktop).await;
    window.click("try-demo").await;
    // It shows something without a click, and is the whole app from then on.
    window.get("inbox-item").await;
    window.create_inbox().await;
    window.get("message-item").await;
    window.click("message-item").await;
    assert!(!window.message_text().await.is_empty());
    assert_eq!(desktop.secret("store-key"), None);
    assert!(!desktop.path("data/app.mayfly.Mayfly/mayfly.db").exists());
    window.click("demo-exit").await;
    window.get("welcome").await;
    window.quit().await;
}

#[tokio::test]
async fn signing_out_forgets_the_key_and_wiping_forgets_everything() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    window.click("settings-open").await;
    window.click("sign-out").await;
    window.confirm_if_asked().await;
    window.get("welcome").await;
    assert_eq!(desktop.secret("api-key:1"), None);

    window.connect(KEY, &service.base_url).await;
    window.find(&format!("[data-address=\"{address}\"]")).await;
    window.click("settings-open").await;
    window.click("wipe-data").await;
    window.confirm_if_asked().await;
    window.get("welcome").await;
    assert_eq!((desktop.secret("api-key:1"), desktop.secret("store-key")), (None, None));
    until_true("the database to be gone", || async { !desktop.path("data/app.mayfly.Mayfly/mayfly.db").exists() })
        .await;
    window.quit().await;
}
