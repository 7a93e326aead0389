//! Theme, zoom, language, text direction, first steps, and announcements to screen readers.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use serde_json::json;

impl AppWindow {
    async fn is_dark(&self) -> bool {
        self.run_script("return matchMedia('(prefers-color-scheme: dark)').matches").await == json!(true)
    }

    async fn wait_for_dark_theme(&self, dark: bool) {
        wait_until_true("the other theme", || async { self.is_dark().await == dark }).await;
    }
}

#[tokio::test]
async fn theme_changes_at_once_and_survives_a_restart() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.wait_for_dark_theme(false).await;
    window.click_testid("settings-open").await;
    window.click_selector("[data-testid=\"setting-theme\"] option[value=\"dark\"]").await;
    window.wait_for_dark_theme(true).await;
    window.quit_app().await;

    desktop.wait_until_app_exits().await;
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("create-inbox").await;
    window.wait_for_dark_theme(true).await;
    window.click_testid("settings-open").await;
    window.click_selector("[data-testid=\"setting-theme\"] option[value=\"light\"]").await;
    window.wait_for_dark_theme(false).await;
    window.quit_app().await;
}

#[tokio::test]
async fn zoom_enlarges_the_page_and_survives_a_restart() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.create_inbox().await;
    let width = async |window: &AppWindow| window.run_script("return innerWidth").await.as_u64().unwrap();
    let default_width = width(&window).await;
    let press_ctrl_script =
        |key: &str| format!("dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', ctrlKey: true }}))");
    for _ in 0..5 {
        let before = width(&window).await;
        window.run_script(&press_ctrl_script("=")).await;
        wait_until_true("a larger zoom", || async { width(&window).await < before }).await;
    }
    assert!(width(&window).await.abs_diff(default_width / 2) < 8, "twice as large");
    // Only one pane is shown, and the page does not scroll sideways.
    assert_eq!(window.run_script("return document.documentElement.scrollWidth <= innerWidth").await, true);
    window.quit_app().await;

    desktop.wait_until_app_exits().await;
    let window = AppWindow::open(&desktop).await;
    wait_until_true("the stored zoom", || async { width(&window).await.abs_diff(default_width / 2) < 8 }).await;
    window.run_script(&press_ctrl_script("0")).await;
    wait_until_true("the default zoom", || async { width(&window).await == default_width }).await;
    window.quit_app().await;
}

#[tokio::test]
async fn hidden_first_steps_stay_hidden_and_licences_are_listed() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.find_by_testid("first-steps").await;
    window.create_inbox().await;
    window.find_by_selector("[data-testid=\"first-steps\"] li.done").await;
    window.click_testid("first-steps-hide").await;
    window.wait_until_element_gone("[data-testid=\"first-steps\"]").await;
    window.quit_app().await;

    desktop.wait_until_app_exits().await;
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("inbox-item").await;
    assert_eq!(window.count_matching_elements("[data-testid=\"first-steps\"]").await, 0);
    // The About dialog lists the licences of the dependencies.
    window.click_testid("settings-open").await;
    window.click_testid("about-open").await;
    window.click_testid("licences-open").await;
    window.wait_for_text("licences", "rusqlite").await;
    window.click_selector("[data-testid=\"licence-part\"] button:enabled").await;
    window.find_by_selector("[data-testid=\"licence-part\"] pre").await;
    window.quit_app().await;
}

#[tokio::test]
async fn error_banner_follows_the_language_and_disappears_after_success() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    service.add_fault(json!({"method": "POST", "path": "/emails", "do": "garbage"})).await;
    window.click_testid("create-inbox").await;
    window.wait_for_text("error-banner", "No address was made").await;
    window.click_testid("settings-open").await;
    window.click_selector("[data-testid=\"setting-language\"] option[value=\"vi\"]").await;
    window.wait_for_text("error-banner", "Chưa tạo được địa chỉ").await;
    window.find_by_selector("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
    window.wait_until_element_gone("dialog[open]").await;
    window.create_inbox().await;
    window.wait_until_element_gone("[data-testid=\"error-banner\"]").await;
    window.quit_app().await;
}

#[tokio::test]
async fn new_mail_is_announced_to_screen_readers_and_panes_mirror_right_to_left() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let mail = json!({"address": address, "from": "مكتبة الميناء", "subject": "رمز التحقق هو 481920",
        "content": "مرحبًا، رمزك هو 481920."});
    service.deliver_mail(mail).await;
    wait_until_true("the announcement", || async {
        window.run_script("return document.querySelector('[data-testid=heard]').textContent").await
            == json!("New mail from مكتبة الميناء: رمز التحقق هو 481920")
    })
    .await;

    window.run_script("document.documentElement.dir = 'rtl'").await;
    window.click_testid("message-item").await;
    window.find_by_testid("message-frame").await;
    // The panes are mirrored, and none is outside the window.
    let pane_edges = "return ['inboxes', 'messages', 'reading'].map((pane) => {
        const { left, right } = document.querySelector(`[data-pane=${pane}]`).getBoundingClientRect();
        return [Math.round(left), Math.round(right)]; })";
    let pane_edges: Vec<(i64, i64)> = serde_json::from_value(window.run_script(pane_edges).await).unwrap();
    let width = window.run_script("return innerWidth").await.as_i64().unwrap();
    assert_eq!((pane_edges[0].1, pane_edges[1].1, pane_edges[2].1), (width, pane_edges[0].0, pane_edges[1].0));
    assert_eq!(pane_edges[2].0, 0);
    let overflowing = "return [...document.querySelectorAll('body *')].filter((e) => e.getClientRects().length > 0
        && !e.closest('.hidden, svg') && e.getBoundingClientRect().left < -1).map((e) => e.outerHTML.slice(0, 100))";
    assert_eq!(window.run_script(overflowing).await, json!([]));
    window.quit_app().await;
}
