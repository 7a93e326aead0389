//! Other forms of a message: plain text, source, an .eml file, print.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_some, wait_until_true};
use serde_json::json;
use std::path::PathBuf;

/// Opens Mayfly with a message that has formatting and an attachment, and shows the message.
async fn open_message(desktop: &TestDesktop, service: &SandboxProcess) -> AppWindow {
    let window = AppWindow::open(desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let mail = json!({
        "address": address, "subject": "Mã xác nhận 🎉", "from": "Biển Đông", "from_email": "no-reply@harbour.example",
        "html": true, "content": "<h1>Heading</h1><p onclick='x()'>Words <b>here</b></p>",
        "attachments": [{"name": "seat.bin", "base64": "AAEC/f7/"}],
    });
    service.deliver_mail(mail).await;
    window.click_testid("message-item").await;
    window.read_message_frame_text().await;
    window
}

async fn choose_menu_item(window: &AppWindow, testid: &str) {
    window.click_testid("message-menu").await;
    window.find_by_testid(testid).await;
    window.click_testid(testid).await;
}

#[tokio::test]
async fn message_is_shown_as_plain_text_and_as_source() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = open_message(&desktop, &service).await;
    let frame_url = "return document.querySelectorAll('[data-testid=message-frame]')[0].src";
    assert!(!window.run_script(frame_url).await.as_str().unwrap().contains('?'));
    choose_menu_item(&window, "toggle-plain").await;
    wait_until_true("the plain text", || async {
        let frame = window.find_by_testid("message-frame").await;
        let Ok(()) = frame.enter_frame().await else { return false };
        let heading = window.client.find_all(fantoccini::Locator::Css("h1, b")).await.map_or(1, |found| found.len());
        let text = window.client.find(fantoccini::Locator::Css(".mayfly-text")).await.is_ok();
        window.client.enter_parent_frame().await.unwrap();
        heading == 0 && text
    })
    .await;
    let text = window.read_message_frame_text().await;
    assert!(text.contains("Heading") && text.contains("Words here"), "{text}");

    choose_menu_item(&window, "view-source").await;
    window.wait_for_text("message-source", "<h1>Heading</h1><p onclick='x()'>Words <b>here</b></p>").await;
    assert_eq!(window.count_matching_elements("[data-testid=\"message-source\"] *").await, 0, "text, never markup");
    desktop.put_placeholder_on_clipboard();
    window.click_testid("source-copy").await;
    wait_until_true("the source on the clipboard", || async { desktop.read_clipboard().contains("onclick='x()'") })
        .await;
    window.quit_app().await;
}

#[tokio::test]
async fn message_is_saved_as_eml_with_and_without_attachments() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = open_message(&desktop, &service).await;
    choose_menu_item(&window, "save-eml").await;
    let without_attachments = wait_for_message_files(&desktop, 1).await.remove(0);
    assert!(
        without_attachments.file_name().unwrap().to_str().unwrap().starts_with("Mã xác nhận"),
        "{without_attachments:?}"
    );
    let text = std::fs::read_to_string(&without_attachments).unwrap();
    for line in ["From: ", "To: ", "Subject: =?utf-8?", "Date: ", "Message-ID: <", "MIME-Version: 1.0"] {
        assert!(text.lines().any(|read| read.starts_with(line)), "{line} in {text}");
    }
    assert!(text.contains("multipart/alternative") && text.contains("text/html") && text.contains("text/plain"));
    assert!(text.contains("<no-reply@harbour.example>") && !text.contains("seat.bin"), "{text}");

    choose_menu_item(&window, "save-eml-attachments").await;
    let both = wait_for_message_files(&desktop, 2).await;
    let with_attachments = both.iter().find(|path| **path != without_attachments).unwrap();
    let text = std::fs::read_to_string(with_attachments).unwrap();
    assert!(text.contains("seat.bin") && text.contains("AAEC/f7/"), "{text}");
    window.quit_app().await;
}

/// Waits until `count` messages are saved, and returns their paths.
async fn wait_for_message_files(desktop: &TestDesktop, count: usize) -> Vec<PathBuf> {
    let folder = desktop.path_in_home("downloads");
    wait_for_some("the saved message", || async {
        let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "eml")).collect();
        (files.len() == count).then_some(files)
    })
    .await
}

/// Prints through the system's dialog into a file, because there is no printer.
#[tokio::test]
async fn printed_message_contains_text() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = open_message(&desktop, &service).await;
    choose_menu_item(&window, "print-message").await;
    let dialog = wait_for_some("the dialog", || async {
        let found = desktop.run_program("xdotool", &["search", "--onlyvisible", "--name", "^Print$"]).1;
        found.lines().next().map(str::to_owned)
    });
    let dialog = dialog.await;
    let file = desktop.path_in_home("output.pdf");
    let printed = wait_for_some("the printed file", || async {
        // The list of printers is filled with a delay.
        let select_first_printer = ["mousemove", "--window", &dialog, "78", "88", "click", "1"];
        if !file.exists() && desktop.run_program("xdotool", &select_first_printer).0 {
            desktop.run_program("xdotool", &["key", "alt+p"]);
        }
        std::fs::read(&file).ok().filter(|bytes| bytes.trim_ascii_end().ends_with(b"%%EOF"))
    });
    let printed = printed.await;
    let contains = |part: &[u8]| printed.windows(part.len()).any(|window| window == part);
    assert!(contains(b"/FontDescriptor"), "a page with text has a font");
    window.quit_app().await;
}

#[tokio::test]
async fn all_attachments_are_saved_by_keyboard_and_none_replaces_a_file() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let files = json!([{"name": "ticket.txt", "base64": "Zmlyc3Q="}, {"name": "seat.txt", "base64": "c2Vjb25k"}]);
    let mail = json!({"address": address, "subject": "Tickets", "content": "Attached.", "attachments": files});
    service.deliver_mail(mail).await;
    let folder = desktop.path_in_home("downloads");
    std::fs::write(folder.join("ticket.txt"), "mine").unwrap();
    window.click_testid("message-item").await;
    window.find_by_testid("save-all").await.send_keys(" ").await.unwrap();
    wait_until_true("both files", || async {
        window.count_matching_elements("[data-testid=\"attachment-reveal\"]").await == 2
    })
    .await;
    let mut contents: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    contents.sort();
    assert_eq!(contents, ["first", "mine", "second"]);
    // There is no file manager here. The failure says that the file is there, and where.
    window.click_testid("attachment-reveal").await;
    window.wait_for_text("error-banner", &folder.display().to_string()).await;
    assert!(window.read_text("error-banner").await.contains("is saved as"));
    window.quit_app().await;
}
