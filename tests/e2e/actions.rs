//! What can be done with a message as a whole: plain text, source, a file of its own, print.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until, until_true};
use serde_json::json;
use std::path::PathBuf;

async fn reading(desktop: &Desktop, service: &Service) -> Window {
    let window = Window::open(desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let mail = json!({
        "address": address, "subject": "Mã xác nhận 🎉", "from": "Biển Đông", "from_email": "no-reply@harbour.example",
        "html": true, "content": "<h1>Heading</h1><p onclick='x()'>Words <b>here</b></p>",
        "attachments": [{"name": "seat.bin", "base64": "AAEC/f7/"}],
    });
    service.deliver(mail).await;
    window.click("message-item").await;
    window.message_text().await;
    window
}

async fn choose(window: &Window, action: &str) {
    window.click("message-menu").await;
    window.get(action).await;
    window.click(action).await;
}

#[tokio::test]
async fn a_message_is_read_as_plain_text_and_as_source() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = reading(&desktop, &service).await;
    let headings = "return document.querySelectorAll('[data-testid=message-frame]')[0].src";
    assert!(!window.run(headings).await.as_str().unwrap().contains('?'));
    choose(&window, "toggle-plain").await;
    until_true("the plain text", || async {
        let frame = window.get("message-frame").await;
        let Ok(()) = frame.enter_frame().await else { return false };
        let heading = window.client.find_all(fantoccini::Locator::Css("h1, b")).await.map_or(1, |found| found.len());
        let text = window.client.find(fantoccini::Locator::Css(".mayfly-text")).await.is_ok();
        window.client.enter_parent_frame().await.unwrap();
        heading == 0 && text
    })
    .await;
    let text = window.message_text().await;
    assert!(text.contains("Heading") && text.contains("Words here"), "{text}");

    choose(&window, "view-source").await;
    window.shows("message-source", "<h1>Heading</h1><p onclick='x()'>Words <b>here</b></p>").await;
    assert_eq!(window.count("[data-testid=\"message-source\"] *").await, 0, "text, never markup");
    desktop.spoil_clipboard();
    window.click("source-copy").await;
    until_true("the source on the clipboard", || async { desktop.clipboard().contains("onclick='x()'") }).await;
    window.quit().await;
}

#[tokio::test]
async fn a_message_is_saved_as_a_file_with_and_without_attachments() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = reading(&desktop, &service).await;
    choose(&window, "save-eml").await;
    let alone = saved(&desktop, 1).await.remove(0);
    assert!(alone.file_name().unwrap().to_str().unwrap().starts_with("Mã xác nhận"), "{alone:?}");
    let text = std::fs::read_to_string(&alone).unwrap();
    for line in ["From: ", "To: ", "Subject: =?utf-8?", "Date: ", "Message-ID: <", "MIME-Version: 1.0"] {
        assert!(text.lines().any(|read| read.starts_with(line)), "{line} in {text}");
    }
    assert!(text.contains("multipart/alternative") && text.contains("text/html") && text.contains("text/plain"));
    assert!(text.contains("<no-reply@harbour.example>") && !text.contains("seat.bin"), "{text}");

    choose(&window, "save-eml-attachments").await;
    let both = saved(&desktop, 2).await;
    let whole = both.iter().find(|path| **path != alone).unwrap();
    let text = std::fs::read_to_string(whole).unwrap();
    assert!(text.contains("seat.bin") && text.contains("AAEC/f7/"), "{text}");
    window.quit().await;
}

/// The saved messages, once there are so many.
async fn saved(desktop: &Desktop, count: usize) -> Vec<PathBuf> {
    let folder = desktop.path("downloads");
    until("the saved message", || async {
        let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "eml")).collect();
        (files.len() == count).then_some(files)
    })
    .await
}

/// By the system's dialog, into a file: there is no printer.
#[tokio::test]
async fn a_message_is_printed_with_its_words() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = reading(&desktop, &service).await;
    choose(&window, "print-message").await;
    let dialog = until("the dialog", || async {
        let found = desktop.run("xdotool", &["search", "--onlyvisible", "--name", "^Print$"]).1;
        found.lines().next().map(str::to_owned)
    });
    let dialog = dialog.await;
    let file = desktop.path("output.pdf");
    let printed = until("the printed file", || async {
        // The list takes a moment to be filled.
        let first_of_list = ["mousemove", "--window", &dialog, "78", "88", "click", "1"];
        if !file.exists() && desktop.run("xdotool", &first_of_list).0 {
            desktop.run("xdotool", &["key", "alt+p"]);
        }
        std::fs::read(&file).ok().filter(|bytes| bytes.trim_ascii_end().ends_with(b"%%EOF"))
    });
    let printed = printed.await;
    let holds = |part: &[u8]| printed.windows(part.len()).any(|window| window == part);
    assert!(holds(b"/FontDescriptor"), "an empty page has no font");
    window.quit().await;
}
