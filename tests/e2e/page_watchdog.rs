//! A page that stops answering while it shows a message.

use crate::support::sandbox_process::API_KEY;
use crate::support::stub_notification_server::StubNotificationServer;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use serde_json::json;

/// Keeps the page's only thread busy for longer than any test waits, as the layout of a message would.
const HANG: &str = "setTimeout(() => { const end = Date.now() + 600000; while (Date.now() < end); }, 100); return true";

const LIMITED_TO_TEXT: &str = "[data-testid=\"display-limit\"][data-display=\"plain_text\"]";
const LIMITED_TO_NOTHING: &str = "[data-testid=\"display-limit\"][data-display=\"nothing\"]";

/// Keeps the page busy, waits until its process has been ended, and kills Mayfly before the user could see much of the
/// new page, which WebDriver can't control.
async fn hang_page_and_kill_app(desktop: &TestDesktop, window: AppWindow) {
    let app = desktop.find_app_pid();
    let hung = desktop.find_page_pid(app).expect("a page");
    window.run_script(HANG).await;
    wait_until_page_process_changes(desktop, app, hung).await;
    kill_app(desktop, window).await;
}

async fn wait_until_page_process_changes(desktop: &TestDesktop, app: u32, former: u32) {
    wait_until_true("another page", || async { desktop.find_page_pid(app).is_some_and(|page| page != former) }).await;
}

async fn kill_app(desktop: &TestDesktop, window: AppWindow) {
    assert!(desktop.run_program("kill", &["-9", &desktop.find_app_pid().to_string()]).0);
    drop(window);
    desktop.wait_until_app_exits().await;
}

async fn deliver_html(service: &SandboxProcess, address: &str, subject: &str) -> String {
    let content = format!("<p>Words of <b>{subject}</b>.</p>");
    service.deliver_mail(json!({"address": address, "subject": subject, "html": true, "content": content})).await
}

async fn open_message(window: &AppWindow, id: &str) {
    window.click_selector(&format!("[data-message-id=\"{id}\"]")).await;
}

async fn wait_for_message_text(window: &AppWindow, words: &str) {
    wait_until_true("the message's text", || async { window.read_message_frame_text().await.contains(words) }).await;
}

/// Whether the frame shows the formatted message.
async fn is_formatted_message_shown(window: &AppWindow) -> bool {
    let frame = window.find_by_testid("message-frame").await;
    let _ = frame.enter_frame().await;
    let bold = window.count_matching_elements("b").await;
    window.client.clone().enter_parent_frame().await.unwrap();
    bold > 0
}

#[tokio::test]
async fn window_answers_again_while_everything_else_goes_on() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let notifications = StubNotificationServer::start(&desktop).await;
    let tray = TrayHost::start(&desktop).await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let other_address = window.create_inbox().await;
    let address = window.create_inbox().await;
    // By subject the slow message is the first, by time the second.
    let slow = deliver_html(&service, &address, "A slow").await;
    window.find_by_selector(&format!("[data-message-id=\"{slow}\"]")).await;
    let next = deliver_html(&service, &address, "B next").await;
    window.find_by_selector(&format!("[data-message-id=\"{next}\"]")).await;
    window.click_selector("[data-testid=\"sort\"] option[value=\"subject\"]").await;
    open_message(&window, &slow).await;
    wait_for_message_text(&window, "Words of A slow.").await;
    let row_of_next = window.locate_centre(&format!("[data-message-id=\"{next}\"]")).await;

    let app = desktop.find_app_pid();
    let hung = desktop.find_page_pid(app).expect("a page");
    window.run_script(HANG).await;
    let mail = json!({"address": other_address, "subject": "Your code", "content": "Your code is 482913"});
    service.deliver_mail(mail).await;
    notifications.wait_for_notification("482913").await;
    wait_until_true("the tray to count the mail", || async { tray.read_tooltip_unread_count().await == Some(2) }).await;
    wait_until_page_process_changes(&desktop, app, hung).await;

    // WebDriver can't control the new page; the mouse can. The list has the order it had.
    wait_until_true("the next message to be opened", || async {
        desktop.perform_xdotool_mouse_actions(&row_of_next, &["click", "1"]);
        service.is_message_marked_seen(&next).await == Some(true)
    })
    .await;
    kill_app(&desktop, window).await;
    let window = AppWindow::open(&desktop).await;
    open_message(&window, &slow).await;
    window.find_by_selector(LIMITED_TO_TEXT).await;
    window.quit_app().await;
}

#[tokio::test]
async fn limit_outlives_restarts_and_showing_anyway_twice() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let slow = deliver_html(&service, &address, "Slow").await;
    open_message(&window, &slow).await;
    wait_for_message_text(&window, "Words of Slow.").await;
    assert!(is_formatted_message_shown(&window).await);
    hang_page_and_kill_app(&desktop, window).await;
    for _ in 0..2 {
        let window = AppWindow::open(&desktop).await;
        open_message(&window, &slow).await;
        window.find_by_selector(LIMITED_TO_TEXT).await;
        wait_for_message_text(&window, "Words of Slow.").await;
        assert!(!is_formatted_message_shown(&window).await);
        window.click_testid("show-anyway").await;
        window.wait_until_element_gone(LIMITED_TO_TEXT).await;
        wait_until_true("the formatted message", || is_formatted_message_shown(&window)).await;
        hang_page_and_kill_app(&desktop, window).await;
    }
    // Now the text alone.
    let window = AppWindow::open(&desktop).await;
    open_message(&window, &slow).await;
    window.find_by_selector(LIMITED_TO_TEXT).await;
    wait_for_message_text(&window, "Words of Slow.").await;
    hang_page_and_kill_app(&desktop, window).await;
    let window = AppWindow::open(&desktop).await;
    open_message(&window, &slow).await;
    window.find_by_selector(LIMITED_TO_NOTHING).await;
    window.find_by_testid("message-textless").await;
    window.quit_app().await;
}

#[tokio::test]
async fn message_that_crashes_the_page_is_shown_as_text() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let id = deliver_html(&service, &address, "Crash").await;
    open_message(&window, &id).await;
    wait_for_message_text(&window, "Words of Crash.").await;
    let app = desktop.find_app_pid();
    let page = desktop.find_page_pid(app).expect("a page");
    assert!(desktop.run_program("kill", &["-9", &page.to_string()]).0);
    wait_until_page_process_changes(&desktop, app, page).await;
    kill_app(&desktop, window).await;
    let window = AppWindow::open(&desktop).await;
    open_message(&window, &id).await;
    window.find_by_selector(LIMITED_TO_TEXT).await;
    window.quit_app().await;
}

#[tokio::test]
async fn page_without_a_message_is_not_ended() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let id = deliver_html(&service, &address, "Closed").await;
    open_message(&window, &id).await;
    wait_for_message_text(&window, "Words of Closed.").await;
    window.click_testid("delete-message").await;
    window.confirm_dialog_if_open().await;
    window.wait_until_element_gone("[data-testid=\"message-frame\"]").await;
    let app = desktop.find_app_pid();
    let page = desktop.find_page_pid(app).expect("a page");
    // Busy for longer than a page with a message may be.
    window.run_script("const end = Date.now() + 6000; while (Date.now() < end);").await;
    window.find_by_testid("create-inbox").await;
    assert_eq!(desktop.find_page_pid(app), Some(page));
    window.quit_app().await;
}
