//! Links of a message: a confirmation with the real host, and the system's opener only after it.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_some, wait_until_true};
use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::json;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

/// Starts a desktop whose `xdg-open` only records its arguments and its environment.
fn start_desktop_with_fake_opener() -> TestDesktop {
    let mut desktop = TestDesktop::start(Keychain::Unlocked);
    let folder = desktop.path_in_home("bin");
    std::fs::create_dir(&folder).unwrap();
    let program = folder.join("xdg-open");
    std::fs::write(
        &program,
        "#!/bin/sh\nenv >\"$HOME/environment\"\nprintf '%s\\n' \"$#\" \"$@\" >>\"$HOME/opened\"\n",
    )
    .unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    desktop.set_env("PATH", format!("{}:{path}", folder.display()));
    desktop
}

/// Returns what was opened so far: per call the number of arguments, then each argument on its line.
fn read_opened_links(desktop: &TestDesktop) -> String {
    std::fs::read_to_string(desktop.path_in_home("opened")).unwrap_or_default()
}

/// Opens Mayfly with a message of this content, and shows the message.
async fn open_message(desktop: &TestDesktop, service: &SandboxProcess, content: &str) -> AppWindow {
    let window = AppWindow::open(desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    service.deliver_mail(json!({"address": address, "subject": "Links", "html": true, "content": content})).await;
    window.click_testid("message-item").await;
    window.read_message_frame_text().await;
    window
}

/// Clicks a link in the message: the one with this id, or else with this text.
async fn click_in_message(window: &AppWindow, id: &str) {
    window.find_by_testid("message-frame").await.enter_frame().await.unwrap();
    let link = window.client.find(Locator::Css(&format!("[id$=\"{id}\"]"))).await;
    let link = match link {
        Ok(link) => link,
        Err(_) => window.client.find(Locator::LinkText(id)).await.unwrap(),
    };
    let _ = link.click().await;
    window.client.enter_parent_frame().await.unwrap();
}

async fn assert_nothing_opened(desktop: &TestDesktop) {
    // There is no event to wait for; a program would have been started by then.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(read_opened_links(desktop), "");
}

#[tokio::test]
async fn link_opens_only_after_confirmation() {
    let (desktop, service) = (start_desktop_with_fake_opener(), SandboxProcess::start());
    let content = "<p><a href='https://harbour.example/booking?id=7&amp;utm_source=mail#top'>Booking</a></p>";
    let window = open_message(&desktop, &service, content).await;
    click_in_message(&window, "Booking").await;
    window.wait_for_text("link-host", "harbour.example").await;
    assert_eq!(window.read_text("link-url").await, "https://harbour.example/booking?id=7&utm_source=mail#top");
    window.wait_for_text("message-subject", "Links").await;
    assert_nothing_opened(&desktop).await;

    window.client.active_element().await.unwrap().click().await.unwrap();
    window.wait_until_element_gone("[data-testid=\"link-dialog\"]").await;
    assert_nothing_opened(&desktop).await;

    click_in_message(&window, "Booking").await;
    window.click_testid("link-copy").await;
    let address = "https://harbour.example/booking?id=7&utm_source=mail#top";
    wait_until_true("the link on the clipboard", || async { desktop.read_clipboard() == address }).await;
    assert_nothing_opened(&desktop).await;
    window.click_testid("link-open").await;
    wait_until_true("the link to be opened", || async { read_opened_links(&desktop) == format!("1\n{address}\n") })
        .await;
    let environment = std::fs::read_to_string(desktop.path_in_home("environment")).unwrap();
    assert!(environment.contains("WEBKIT_DISABLE_DMABUF_RENDERER=1"), "the user's variables stay: {environment}");
    for name in ["GDK_GL=", "JSC_useDFGJIT=", "__EGL_VENDOR_LIBRARY_FILENAMES="] {
        assert!(!environment.contains(name), "variables that Mayfly has set for itself are removed: {environment}");
    }
    window.wait_until_element_gone("[data-testid=\"link-dialog\"]").await;

    click_in_message(&window, "Booking").await;
    window.click_testid("link-strip").await;
    window.click_testid("link-open").await;
    let all = format!("1\n{address}\n1\nhttps://harbour.example/booking?id=7#top\n");
    wait_until_true("the link without tracking to be opened", || async { read_opened_links(&desktop) == all }).await;
    window.quit_app().await;
}

#[tokio::test]
async fn link_whose_text_names_another_host_is_flagged() {
    let (desktop, service) = (start_desktop_with_fake_opener(), SandboxProcess::start());
    let content = "<p><a href='http://xn--hrbour-9wa.evil.test/'>https://harbour.example</a></p>
        <p><a href='mailto:crew@harbour.example?subject=Hello%20there&amp;attach=/etc/passwd'>Mail</a></p>";
    let window = open_message(&desktop, &service, content).await;
    click_in_message(&window, "https://harbour.example").await;
    window.wait_for_text("link-host", "xn--hrbour-9wa.evil.test").await;
    for warning in ["mismatch", "punycode", "insecure"] {
        window.find_by_selector(&format!("[data-warning=\"{warning}\"]")).await;
    }
    window.client.active_element().await.unwrap().click().await.unwrap();
    window.wait_until_element_gone("[data-testid=\"link-dialog\"]").await;

    click_in_message(&window, "Mail").await;
    window.wait_for_text("link-host", "crew@harbour.example").await;
    window.click_testid("link-open").await;
    let written = "1\nmailto:crew@harbour.example?subject=Hello%20there\n";
    wait_until_true("the mail program", || async { read_opened_links(&desktop) == written }).await;
    window.quit_app().await;
}

#[tokio::test]
async fn only_web_and_mail_links_can_be_opened() {
    let (desktop, service) = (start_desktop_with_fake_opener(), SandboxProcess::start());
    let content = "<p>Words.</p><a href='javascript:alert(1)'>one</a> <a href='file:///etc/passwd'>two</a>
        <a href='data:text/html,hello'>three</a> <a href='smb://evil.test/x'>four</a>
        <a href='mail://localhost/x'>five</a> <a href='tauri://localhost/'>six</a> <a href='#words'>seven</a>";
    let window = open_message(&desktop, &service, content).await;
    for link in ["one", "two", "three", "four", "five", "six", "seven"] {
        window.find_by_testid("message-frame").await.enter_frame().await.unwrap();
        // The sanitiser may have removed the link.
        if let Ok(link) = window.client.find(Locator::LinkText(link)).await {
            let _ = link.click().await;
        }
        window.client.enter_parent_frame().await.unwrap();
    }
    // Bypasses the sanitiser, as a flaw in it would: the Rust side refuses these as well.
    for address in ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,hello", "smb://evil.test/x"] {
        window.run_script(&format!("window.open({address:?})")).await;
    }
    assert_nothing_opened(&desktop).await;
    assert_eq!(window.count_matching_elements("[data-testid=\"link-dialog\"]").await, 0);
    assert!(window.read_message_frame_text().await.contains("Words."));
    window.quit_app().await;
}

#[tokio::test]
async fn sign_up_confirmation_link_opens_only_after_confirmation() {
    let (desktop, service) = (start_desktop_with_fake_opener(), SandboxProcess::start());
    let content = "<p>Please confirm your address.</p>
        <p><a href='https://harbour.example/confirm?token=abc'>Confirm your address</a></p>";
    let window = open_message(&desktop, &service, content).await;
    window.click_testid("link-chip").await;
    window.wait_for_text("link-host", "harbour.example").await;
    assert_nothing_opened(&desktop).await;
    window.click_testid("link-open").await;
    let address = wait_for_some("the link to be opened", || async {
        Some(read_opened_links(&desktop)).filter(|text| !text.is_empty())
    });
    assert_eq!(address.await, "1\nhttps://harbour.example/confirm?token=abc\n");
    window.quit_app().await;
}

#[tokio::test]
async fn page_can_open_only_links_of_the_message() {
    let (desktop, service) = (start_desktop_with_fake_opener(), SandboxProcess::start());
    let window = open_message(&desktop, &service, "<p><a href='https://harbour.example/'>Here</a></p>").await;
    let id = window.read_attribute("message-item", "data-message-id").await;
    for call in [
        "'open_link', {confirmationId: 1, stripped: false}".to_owned(),
        "'copy_link', {confirmationId: 1, stripped: false}".to_owned(),
        format!("'request_link_confirmation', {{messageId: '{id}', href: 'https://elsewhere.example/'}}"),
        format!("'request_link_confirmation', {{messageId: '{id}', href: 'file:///etc/passwd'}}"),
    ] {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             window.__TAURI_INTERNALS__.invoke({call}).then(() => done('done'), (error) => done(error.code));"
        );
        let answer = window.client.execute_async(&script, Vec::new()).await.unwrap();
        assert_eq!(answer, "unknown_link", "{call}");
    }
    assert_nothing_opened(&desktop).await;
    window.quit_app().await;
}

#[tokio::test]
async fn account_page_opens_from_the_first_page_after_confirmation() {
    let desktop = start_desktop_with_fake_opener();
    let window = AppWindow::open(&desktop).await;
    window.tab_to_and_press_enter("[data-testid=\"get-key\"]").await;
    window.wait_for_text("link-host", "tempmailg.com").await;
    assert_nothing_opened(&desktop).await;
    window.press_key(Key::Escape).await;
    window.wait_until_element_gone("[data-testid=\"link-dialog\"]").await;
    window.wait_for_focus("[data-testid=\"get-key\"]").await;
    assert_nothing_opened(&desktop).await;

    window.press_key(Key::Enter).await;
    window.tab_to_and_press_enter("[data-testid=\"link-open\"]").await;
    wait_until_true("the account page", || async { read_opened_links(&desktop) == "1\nhttps://tempmailg.com/\n" })
        .await;
    window.quit_app().await;
}
