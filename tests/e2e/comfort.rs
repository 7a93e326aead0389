//! Looks, sizes, directions, and help that gets out of the way.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use serde_json::json;

impl Window {
    async fn is_dark(&self) -> bool {
        self.run("return matchMedia('(prefers-color-scheme: dark)').matches").await == json!(true)
    }

    async fn becomes(&self, dark: bool) {
        until_true("the other colours", || async { self.is_dark().await == dark }).await;
    }
}

#[tokio::test]
async fn the_window_is_light_or_dark_as_chosen_at_once_and_after_a_restart() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    window.becomes(false).await;
    window.click("settings-open").await;
    window.click_on("[data-testid=\"setting-theme\"] option[value=\"dark\"]").await;
    window.becomes(true).await;
    window.quit().await;

    desktop.app_gone().await;
    let window = Window::open(&desktop).await;
    window.get("create-inbox").await;
    window.becomes(true).await;
    window.click("settings-open").await;
    window.click_on("[data-testid=\"setting-theme\"] option[value=\"light\"]").await;
    window.becomes(false).await;
    window.quit().await;
}

#[tokio::test]
async fn everything_can_be_made_larger_and_stays_so() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    window.create_inbox().await;
    let width = async |window: &Window| window.run("return innerWidth").await.as_u64().unwrap();
    let usual = width(&window).await;
    let key = |key: &str| format!("dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', ctrlKey: true }}))");
    for _ in 0..5 {
        let before = width(&window).await;
        window.run(&key("=")).await;
        until_true("a larger size", || async { width(&window).await < before }).await;
    }
    assert!(width(&window).await.abs_diff(usual / 2) < 8, "twice as large");
    // One pane then; nothing is out of reach to the side.
    assert_eq!(window.run("return document.documentElement.scrollWidth <= innerWidth").await, true);
    window.quit().await;

    desktop.app_gone().await;
    let window = Window::open(&desktop).await;
    until_true("the size as it was", || async { width(&window).await.abs_diff(usual / 2) < 8 }).await;
    window.run(&key("0")).await;
    until_true("the usual size", || async { width(&window).await == usual }).await;
    window.quit().await;
}

#[tokio::test]
async fn how_to_begin_is_told_until_the_user_knows() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    window.get("first-steps").await;
    window.create_inbox().await;
    window.find("[data-testid=\"first-steps\"] li.done").await;
    window.click("first-steps-hide").await;
    window.gone("[data-testid=\"first-steps\"]").await;
    window.quit().await;

    desktop.app_gone().await;
    let window = Window::open(&desktop).await;
    window.get("inbox-item").await;
    assert_eq!(window.count("[data-testid=\"first-steps\"]").await, 0);
    // About says what Mayfly is made of, in the program itself.
    window.click("settings-open").await;
    window.click("about-open").await;
    window.click("licences-open").await;
    window.shows("licences", "rusqlite").await;
    window.click_on("[data-testid=\"licence-part\"] button:enabled").await;
    window.find("[data-testid=\"licence-part\"] pre").await;
    window.quit().await;
}

#[tokio::test]
async fn a_failure_speaks_the_language_that_is_chosen_meanwhile_and_goes_when_it_works_again() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    service.fault(json!({"method": "POST", "path": "/emails", "do": "garbage"})).await;
    window.click("create-inbox").await;
    window.shows("error-banner", "No address was made").await;
    window.click("settings-open").await;
    window.click_on("[data-testid=\"setting-language\"] option[value=\"vi\"]").await;
    window.shows("error-banner", "Chưa tạo được địa chỉ").await;
    window.find("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
    window.gone("dialog[open]").await;
    window.create_inbox().await;
    window.gone("[data-testid=\"error-banner\"]").await;
    window.quit().await;
}

#[tokio::test]
async fn mail_is_announced_to_a_screen_reader_and_the_window_can_be_turned_round() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let mail = json!({"address": address, "from": "مكتبة الميناء", "subject": "رمز التحقق هو 481920",
        "content": "مرحبًا، رمزك هو 481920."});
    service.deliver(mail).await;
    until_true("the announcement", || async {
        window.run("return document.querySelector('[data-testid=heard]').textContent").await
            == json!("New mail from مكتبة الميناء: رمز التحقق هو 481920")
    })
    .await;

    window.run("document.documentElement.dir = 'rtl'").await;
    window.click("message-item").await;
    window.get("message-frame").await;
    // The panes are mirrored, and none is pushed out of the window.
    let places = "return ['inboxes', 'messages', 'reading'].map((pane) => {
        const { left, right } = document.querySelector(`[data-pane=${pane}]`).getBoundingClientRect();
        return [Math.round(left), Math.round(right)]; })";
    let places: Vec<(i64, i64)> = serde_json::from_value(window.run(places).await).unwrap();
    let width = window.run("return innerWidth").await.as_i64().unwrap();
    assert_eq!((places[0].1, places[1].1, places[2].1), (width, places[0].0, places[1].0));
    assert_eq!(places[2].0, 0);
    let wide = "return [...document.querySelectorAll('body *')].filter((e) => e.getClientRects().length > 0
        && !e.closest('.hidden, svg') && e.getBoundingClientRect().left < -1).map((e) => e.outerHTML.slice(0, 100))";
    assert_eq!(window.run(wide).await, json!([]));
    window.quit().await;
}
