//! Attachments shown in place: by keyboard, in a frame without scripts, and nothing on disk.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_some, wait_until_true};
use fantoccini::Locator;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use serde_json::json;

/// 24 by 16 pixels.
const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAAAAAApT+BJAAAAHElEQVR42mOQA4ITQIBOM1BRApsgiKamxDDxBwDNaqyB5Mk8nAAAAABJRU5ErkJggg==";
/// Claims to have 30,000 by 30,000 pixels.
const TOO_LARGE_PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAdTAAAHUwCAAAAABDTKdmAAAAFklEQVR42mOQA4ITQMCAhwEiQBw8DAALhBzBhsEYOgAAAABJRU5ErkJggg==";

const DIALOG: &str = "[data-testid=\"attachment-preview\"]";
const FRAME: &str = "[data-testid=\"attachment-preview-frame\"]";

fn preview_button_selector(name: &str) -> String {
    format!("[data-name=\"{name}\"] [data-testid=\"attachment-preview-open\"]")
}

/// Waits until an element of the preview's document is there, and returns one of its properties.
async fn read_property_in_preview(window: &AppWindow, selector: &str, property: &str) -> String {
    wait_for_some(&format!("{selector} in the preview"), || async move {
        let frame = window.client.find(Locator::Css(FRAME)).await.ok()?;
        frame.enter_frame().await.ok()?;
        let value = match window.client.find(Locator::Css(selector)).await {
            Ok(element) => match element.prop(property).await {
                Ok(value) => value,
                // A number.
                Err(CmdError::NotW3C(value)) => Some(value.to_string()),
                Err(_) => None,
            },
            Err(_) => None,
        };
        window.client.enter_parent_frame().await.ok()?;
        value.filter(|value| !value.is_empty() && value != "0")
    })
    .await
}

#[tokio::test]
async fn attachments_are_shown_in_place_by_keyboard() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let text = "Ghế 12A\n</pre><script>document.title = 'run'</script><b>not bold</b>";
    let files = json!([
        {"name": "seat.png", "base64": PICTURE},
        {"name": "notes.txt", "text": text},
        {"name": "huge.png", "base64": TOO_LARGE_PICTURE},
        {"name": "ticket.pdf", "text": "%PDF-1.4"},
        {"name": "seat.png", "text": "the second of this name"},
    ]);
    let mail = json!({"address": address, "subject": "Tickets", "content": "Attached.", "attachments": files});
    let id = service.deliver_mail(mail).await;
    window.click_testid("message-item").await;
    window.read_message_frame_text().await;
    assert_eq!(window.count_matching_elements("[data-testid=\"attachment-preview-open\"]").await, 3);
    assert_eq!(window.count_matching_elements("[data-testid=\"attachment-same-name\"]").await, 1);

    // A picture.
    let picture_button = preview_button_selector("seat.png");
    window.tab_to_and_press_enter(&picture_button).await;
    assert_eq!(read_property_in_preview(&window, "img", "naturalWidth").await, "24");
    assert!(window.read_text("attachment-preview-facts").await.contains("24 × 16"));
    window.press_key(Key::Escape).await;
    window.wait_until_element_gone(DIALOG).await;
    window.wait_for_focus(&picture_button).await;
    window.wait_for_text("message-subject", "Tickets").await;

    // A text, which is nothing but text. Escape works while the frame has the focus, too.
    let text_button = preview_button_selector("notes.txt");
    window.tab_to_and_press_enter(&text_button).await;
    let shown = read_property_in_preview(&window, "pre", "textContent").await;
    assert_eq!(shown.trim_start_matches('\n'), text);
    window.find_by_selector(FRAME).await.enter_frame().await.unwrap();
    assert!(window.client.find_all(Locator::Css("script, b, img")).await.unwrap().is_empty());
    window.client.enter_parent_frame().await.unwrap();
    window.tab_to(FRAME).await;
    assert!(desktop.run_program("xdotool", &["key", "Escape"]).0);
    window.wait_until_element_gone(DIALOG).await;
    window.wait_for_focus(&text_button).await;
    window.wait_for_text("message-subject", "Tickets").await;

    // A picture that would need gigabytes.
    window.tab_to_and_press_enter(&preview_button_selector("huge.png")).await;
    window.find_by_selector("[data-testid=\"error-banner\"][data-code=\"preview_too_many_pixels\"]").await;
    assert_eq!(window.count_matching_elements(FRAME).await, 0);
    window.press_key(Key::Escape).await;
    window.wait_until_element_gone(DIALOG).await;

    // A download that does not end is given up.
    service.add_fault(json!({"path": format!("/messages/{id}/attachments"), "do": "hang"})).await;
    window.tab_to_and_press_enter(&text_button).await;
    window.find_by_selector(DIALOG).await;
    window.press_key(Key::Escape).await;
    window.wait_until_element_gone(DIALOG).await;
    window.wait_for_focus(&text_button).await;

    // It can be saved from there.
    window.tab_to_and_press_enter(&text_button).await;
    read_property_in_preview(&window, "pre", "textContent").await;
    let downloads = desktop.path_in_home("downloads");
    assert_eq!(std::fs::read_dir(&downloads).unwrap().count(), 0, "nothing is on disk that was not saved");
    assert_eq!(desktop.find_files_containing("not bold".as_bytes()), Vec::<std::path::PathBuf>::new());
    window.tab_to_and_press_enter("[data-testid=\"attachment-preview-save\"]").await;
    wait_until_true("the saved file", || async {
        std::fs::read_to_string(downloads.join("notes.txt")).is_ok_and(|saved| saved == text)
    })
    .await;
    window.wait_for_text("attachment-preview-facts", "downloads").await;
    assert_eq!(window.client.title().await.unwrap(), "Mayfly");
    window.quit_app().await;
}
