//! Mail whose layout once held the window: in the real window, each is opened and another message after it.

#[path = "../../crates/mayfly-mail/tests/slow_layout_cases/mod.rs"]
mod slow_layout_cases;

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use serde_json::json;
use slow_layout_cases::{CASES, parse_cases};
use std::time::Instant;

#[tokio::test]
async fn next_message_can_be_opened_after_each_slow_one() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let app = desktop.find_app_pid();
    let page = desktop.find_page_pid(app);
    for case in parse_cases(CASES) {
        let slow = json!({"address": address, "subject": case.name, "html": true, "content": case.markup});
        let slow = service.deliver_mail(slow).await;
        let words = format!("After {}", case.name);
        let next = service.deliver_mail(json!({"address": address, "subject": words, "content": words})).await;
        window.click_testid("refresh").await;
        let opening = Instant::now();
        for id in [&slow, &next] {
            window.click_selector(&format!("[data-message-id=\"{id}\"]")).await;
            wait_until_true("the message to be opened", || async {
                service.is_message_marked_seen(id).await == Some(true)
            })
            .await;
        }
        wait_until_true(&words, || async { window.read_message_frame_text().await.contains(&words) }).await;
        // A measurement for whoever asks for the output; it depends on the build and the machine.
        println!("{}: both open after {} ms", case.name, opening.elapsed().as_millis());
        assert_eq!(desktop.find_page_pid(app), page, "{}: the page was ended", case.name);
    }
    window.quit_app().await;
}
