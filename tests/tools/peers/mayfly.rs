//! Mayfly with one account, whose inboxes hold the mail.

use super::mailbox::{LARGE_SUBJECT, SampleMessage};
use super::peer::{MeasuredProgram, NewestSubjectPlace};
use crate::store_seeding;
use crate::support::test_desktop::app_program;
use crate::support::{AppWindow, TestDesktop, wait_until_true};
use crate::x11_screen::find_element_screen_area;
use std::time::Duration;
use tempmailg_sandbox::{Mail, Sandbox};

/// The inboxes that the mail is spread over. The service sends all mail of an inbox at every check.
pub const INBOXES: usize = 20;

/// Fills Mayfly's store and finds its list on the screen.
pub async fn set_up(desktop: &TestDesktop, service: &Sandbox, messages: &[SampleMessage]) -> MeasuredProgram {
    let core = store_seeding::connect_app_and_open_core(desktop, service).await;
    for mails in messages.chunks(messages.len().div_ceil(INBOXES)) {
        let inbox = core.create_inbox().await.unwrap();
        for mail in mails {
            if mail.subject == LARGE_SUBJECT {
                // Mail times are in whole seconds, and this one has to be the newest.
                tokio::time::sleep(Duration::from_millis(1_100)).await;
            }
            service.deliver_mail(&inbox.address, Mail::new_html(&mail.subject, &mail.html)).unwrap();
        }
        core.list_messages(inbox.id, true).await.unwrap();
    }
    core.shut_down(None).await;

    // The window opens at the same place every time.
    let window = AppWindow::open(desktop).await;
    window.find_by_testid("message-item").await;
    let row = format!(
        "[...document.querySelectorAll('[data-testid=message-item]')].find((row) => row.innerText.includes('{LARGE_SUBJECT}'))"
    );
    // Once it was opened, the message is no longer unread.
    window.click_selector("[data-testid=\"message-item\"] button").await;
    window.find_by_testid("message-frame").await;
    wait_until_true("the message to be read", || async {
        window.run_script(&format!("return ({row}).dataset.unread")).await == "false"
    })
    .await;
    let subject = find_element_screen_area(desktop, &window, &format!("({row}).querySelector('.subject bdi')")).await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    MeasuredProgram {
        name: "Mayfly",
        package: None,
        program: app_program(),
        arguments: Vec::new(),
        environment: Vec::new(),
        window_title: "^Mayfly$",
        stays_in_tray: true,
        list_place: NewestSubjectPlace::Screen(subject),
        first_picture: "the subject of the newest message in the list of its inbox",
    }
}
