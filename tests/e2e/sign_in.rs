//! The welcome page, the API key, the keychain, the demo, and signing out.

use crate::support::sandbox_process::{API_KEY, unreachable_base_url};
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};

#[tokio::test]
async fn api_key_is_stored_only_in_the_keychain() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("welcome").await;
    window.submit_sign_in_form(&format!(" {API_KEY} "), &service.base_url).await;
    window.find_by_testid("create-inbox").await;
    window.create_inbox().await;

    assert_eq!(desktop.read_secret("api-key:1").as_deref(), Some(API_KEY));
    assert_eq!(desktop.read_secret("store-key").map(|key| key.len()), Some(64));
    assert_eq!(desktop.find_files_containing(API_KEY.as_bytes()), Vec::<std::path::PathBuf>::new());
    let page = window
        .run_script(
            "const fields = [...document.querySelectorAll('input, textarea')].map((field) => field.value);
             return JSON.stringify([document.documentElement.outerHTML, fields, {...localStorage}, {...sessionStorage},
                document.cookie, location.href]);",
        )
        .await;
    assert!(!page.as_str().unwrap().contains(API_KEY), "the API key is not in the page");
    window.quit_app().await;
}

#[tokio::test]
async fn invalid_api_key_or_url_shows_an_error_and_stores_nothing() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    for (api_key, base_url, part) in [
        ("mk_wrong", service.base_url.as_str(), "key"),
        ("mk with spaces", service.base_url.as_str(), "key"),
        ("khoá-bí-mật", service.base_url.as_str(), "key"),
        (API_KEY, "v1.tempmailg.com/api", "https://"),
        (API_KEY, "http://example.com/api", "https://"),
        (API_KEY, &unreachable_base_url(), "reach"),
    ] {
        window.submit_sign_in_form(api_key, base_url).await;
        window.wait_for_text("error-banner", part).await;
        let text = window.read_text("error-banner").await;
        assert!(text.len() > 30, "a sentence that says what to do, not {text:?}");
        window.find_by_testid("welcome").await;
    }
    assert_eq!(desktop.read_secret("api-key:1"), None);
    assert_eq!(desktop.read_secret("store-key"), None);
    assert!(!desktop.path_in_home("data/app.mayfly.Mayfly/mayfly.db").exists());
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.find_by_testid("create-inbox").await;
    window.quit_app().await;
}

#[tokio::test]
async fn without_a_keychain_a_session_runs_in_memory_and_writes_nothing() {
    let (desktop, service) = (TestDesktop::start(Keychain::None), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("blocked").await;
    window.click_testid("keychain-retry").await;
    window.find_by_testid("blocked").await;
    window.click_testid("session-only").await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    assert_eq!(desktop.read_clipboard(), address);
    assert_eq!(desktop.find_files_containing(API_KEY.as_bytes()), Vec::<std::path::PathBuf>::new());
    assert!(!desktop.path_in_home("data/app.mayfly.Mayfly/mayfly.db").exists());
    window.quit_app().await;
}

#[tokio::test]
async fn locked_keychain_is_reported_and_noticed_once_unlocked() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    window.quit_app().await;

    desktop.lock_keychain();
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("keychain-waiting").await;
    window.click_testid("keychain-retry").await;
    window.find_by_testid("blocked").await;
    desktop.restart_keychain_unlocked();
    window.find_by_selector(&format!("[data-address=\"{address}\"]")).await;
    window.quit_app().await;
}

/// A keychain that accepts every call and never responds, like one that waits for a password.
struct UnresponsiveKeychain;

#[zbus::interface(name = "org.freedesktop.Secret.Service")]
impl UnresponsiveKeychain {
    async fn open_session(&self, _algorithm: &str, _input: zbus::zvariant::Value<'_>) {
        std::future::pending::<()>().await;
    }
}

#[tokio::test]
async fn unresponsive_keychain_does_not_block_the_window() {
    let desktop = TestDesktop::start(Keychain::None);
    let _keychain = zbus::connection::Builder::address(desktop.bus_address())
        .unwrap()
        .serve_at("/org/freedesktop/secrets", UnresponsiveKeychain)
        .unwrap()
        .name("org.freedesktop.secrets")
        .unwrap()
        .build()
        .await
        .unwrap();
    let window = AppWindow::open(&desktop).await;
    assert_eq!(
        window.count_matching_elements("[data-testid=\"blocked\"]").await,
        0,
        "the window is shown while the keychain is awaited"
    );
    window.find_by_testid("blocked").await;
    window.click_testid("session-only").await;
    window.find_by_testid("welcome").await;
    window.quit_app().await;
}

#[tokio::test]
async fn demo_needs_no_api_key_and_stores_nothing() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let window = AppWindow::open(&desktop).await;
    window.click_testid("try-demo").await;
    // The demo has an inbox from the start, and works like the app.
    window.find_by_testid("inbox-item").await;
    window.create_inbox().await;
    window.find_by_testid("message-item").await;
    window.click_testid("message-item").await;
    assert!(!window.read_message_frame_text().await.is_empty());
    assert_eq!(desktop.read_secret("store-key"), None);
    assert!(!desktop.path_in_home("data/app.mayfly.Mayfly/mayfly.db").exists());
    window.click_testid("demo-exit").await;
    window.find_by_testid("welcome").await;
    window.quit_app().await;
}

#[tokio::test]
async fn sign_out_deletes_the_api_key_and_wiping_deletes_all_data() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    window.click_testid("settings-open").await;
    window.click_testid("sign-out").await;
    window.confirm_dialog_if_open().await;
    window.find_by_testid("welcome").await;
    assert_eq!(desktop.read_secret("api-key:1"), None);

    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.find_by_selector(&format!("[data-address=\"{address}\"]")).await;
    window.click_testid("settings-open").await;
    window.click_testid("wipe-data").await;
    window.confirm_dialog_if_open().await;
    window.find_by_testid("welcome").await;
    assert_eq!((desktop.read_secret("api-key:1"), desktop.read_secret("store-key")), (None, None));
    wait_until_true("the database to be deleted", || async {
        !desktop.path_in_home("data/app.mayfly.Mayfly/mayfly.db").exists()
    })
    .await;
    window.quit_app().await;
}
