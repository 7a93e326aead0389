//! The way out of a message: a question with the real host, and the system's opener only after a yes.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until, until_true};
use fantoccini::Locator;
use serde_json::json;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

/// A desktop on which the program that opens links only notes what it was given, and its environment.
fn desktop() -> Desktop {
    let mut desktop = Desktop::start(Keychain::Unlocked);
    let folder = desktop.path("bin");
    std::fs::create_dir(&folder).unwrap();
    let program = folder.join("xdg-open");
    std::fs::write(
        &program,
        "#!/bin/sh\nenv >\"$HOME/environment\"\nprintf '%s\\n' \"$#\" \"$@\" >>\"$HOME/opened\"\n",
    )
    .unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    desktop.set("PATH", format!("{}:{path}", folder.display()));
    desktop
}

/// What was opened so far: after the number of arguments, each argument on its line.
fn opened(desktop: &Desktop) -> String {
    std::fs::read_to_string(desktop.path("opened")).unwrap_or_default()
}

async fn reading(desktop: &Desktop, service: &Service, content: &str) -> Window {
    let window = Window::open(desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    service.deliver(json!({"address": address, "subject": "Links", "html": true, "content": content})).await;
    window.click("message-item").await;
    window.message_text().await;
    window
}

/// Clicks a link in the message as a person does.
async fn click_in_message(window: &Window, id: &str) {
    window.get("message-frame").await.enter_frame().await.unwrap();
    let link = window.client.find(Locator::Css(&format!("[id$=\"{id}\"]"))).await;
    let link = match link {
        Ok(link) => link,
        Err(_) => window.client.find(Locator::LinkText(id)).await.unwrap(),
    };
    let _ = link.click().await;
    window.client.enter_parent_frame().await.unwrap();
}

async fn nothing_is_opened(desktop: &Desktop) {
    // There is no event for what doesn't happen; a program that was started would have been by then.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(opened(desktop), "");
}

#[tokio::test]
async fn a_link_opens_a_question_and_only_a_yes_opens_the_link() {
    let (desktop, service) = (desktop(), Service::start());
    let content = "<p><a href='https://harbour.example/booking?id=7&amp;utm_source=mail#top'>Booking</a></p>";
    let window = reading(&desktop, &service, content).await;
    click_in_message(&window, "Booking").await;
    window.shows("link-host", "harbour.example").await;
    assert_eq!(window.text("link-url").await, "https://harbour.example/booking?id=7&utm_source=mail#top");
    window.shows("message-subject", "Links").await;
    nothing_is_opened(&desktop).await;

    window.client.active_element().await.unwrap().click().await.unwrap();
    window.gone("[data-testid=\"link-dialog\"]").await;
    nothing_is_opened(&desktop).await;

    click_in_message(&window, "Booking").await;
    window.click("link-copy").await;
    let address = "https://harbour.example/booking?id=7&utm_source=mail#top";
    until_true("the link on the clipboard", || async { desktop.clipboard() == address }).await;
    nothing_is_opened(&desktop).await;
    window.click("link-open").await;
    until_true("the link to be opened", || async { opened(&desktop) == format!("1\n{address}\n") }).await;
    let environment = std::fs::read_to_string(desktop.path("environment")).unwrap();
    assert!(environment.contains("WEBKIT_DISABLE_DMABUF_RENDERER=1"), "what the user has set stays: {environment}");
    for name in ["GDK_GL=", "JSC_useDFGJIT=", "__EGL_VENDOR_LIBRARY_FILENAMES="] {
        assert!(!environment.contains(name), "what Mayfly has set for itself goes: {environment}");
    }
    window.gone("[data-testid=\"link-dialog\"]").await;

    click_in_message(&window, "Booking").await;
    window.click("link-strip").await;
    window.click("link-open").await;
    let all = format!("1\n{address}\n1\nhttps://harbour.example/booking?id=7#top\n");
    until_true("the link without tracking to be opened", || async { opened(&desktop) == all }).await;
    window.quit().await;
}

#[tokio::test]
async fn a_link_that_says_another_place_is_flagged() {
    let (desktop, service) = (desktop(), Service::start());
    let content = "<p><a href='http://xn--hrbour-9wa.evil.test/'>https://harbour.example</a></p>
        <p><a href='mailto:crew@harbour.example?subject=Hello%20there&amp;attach=/etc/passwd'>Mail</a></p>";
    let window = reading(&desktop, &service, content).await;
    click_in_message(&window, "https://harbour.example").await;
    window.shows("link-host", "xn--hrbour-9wa.evil.test").await;
    for warning in ["mismatch", "punycode", "insecure"] {
        window.find(&format!("[data-warning=\"{warning}\"]")).await;
    }
    window.client.active_element().await.unwrap().click().await.unwrap();
    window.gone("[data-testid=\"link-dialog\"]").await;

    click_in_message(&window, "Mail").await;
    window.shows("link-host", "crew@harbour.example").await;
    window.click("link-open").await;
    let written = "1\nmailto:crew@harbour.example?subject=Hello%20there\n";
    until_true("the mail program", || async { opened(&desktop) == written }).await;
    window.quit().await;
}

#[tokio::test]
async fn nothing_but_web_and_mail_links_leads_anywhere() {
    let (desktop, service) = (desktop(), Service::start());
    let content = "<p>Words.</p><a href='javascript:alert(1)'>one</a> <a href='file:///etc/passwd'>two</a>
        <a href='data:text/html,hello'>three</a> <a href='smb://evil.test/x'>four</a>
        <a href='mail://localhost/x'>five</a> <a href='tauri://localhost/'>six</a> <a href='#words'>seven</a>";
    let window = reading(&desktop, &service, content).await;
    for link in ["one", "two", "three", "four", "five", "six", "seven"] {
        window.get("message-frame").await.enter_frame().await.unwrap();
        // What isn't a link any more is clicked as the words it is.
        if let Ok(link) = window.client.find(Locator::LinkText(link)).await {
            let _ = link.click().await;
        }
        window.client.enter_parent_frame().await.unwrap();
    }
    // Past the sanitiser, as a flaw in it would be: nothing comes of it in Rust either.
    for address in ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,hello", "smb://evil.test/x"] {
        window.run(&format!("window.open({address:?})")).await;
    }
    nothing_is_opened(&desktop).await;
    assert_eq!(window.count("[data-testid=\"link-dialog\"]").await, 0);
    assert!(window.message_text().await.contains("Words."));
    window.quit().await;
}

#[tokio::test]
async fn the_confirmation_link_asks_the_same_question() {
    let (desktop, service) = (desktop(), Service::start());
    let content = "<p>Please confirm your address.</p>
        <p><a href='https://harbour.example/confirm?token=abc'>Confirm your address</a></p>";
    let window = reading(&desktop, &service, content).await;
    window.click("link-chip").await;
    window.shows("link-host", "harbour.example").await;
    nothing_is_opened(&desktop).await;
    window.click("link-open").await;
    let address = until("the link to be opened", || async { Some(opened(&desktop)).filter(|text| !text.is_empty()) });
    assert_eq!(address.await, "1\nhttps://harbour.example/confirm?token=abc\n");
    window.quit().await;
}

#[tokio::test]
async fn the_page_can_open_only_what_was_asked_about() {
    let (desktop, service) = (desktop(), Service::start());
    let window = reading(&desktop, &service, "<p><a href='https://harbour.example/'>Here</a></p>").await;
    let id = window.attribute("message-item", "data-message-id").await;
    for call in [
        "'open_link', {questionId: 1, stripped: false}".to_owned(),
        "'copy_link', {questionId: 1, stripped: false}".to_owned(),
        format!("'ask_link', {{messageId: '{id}', href: 'https://elsewhere.example/'}}"),
        format!("'ask_link', {{messageId: '{id}', href: 'file:///etc/passwd'}}"),
    ] {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             window.__TAURI_INTERNALS__.invoke({call}).then(() => done('done'), (error) => done(error.code));"
        );
        let answer = window.client.execute_async(&script, Vec::new()).await.unwrap();
        assert_eq!(answer, "unknown_link", "{call}");
    }
    nothing_is_opened(&desktop).await;
    window.quit().await;
}
