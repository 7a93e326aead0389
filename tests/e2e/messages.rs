//! Receiving and reading mail, attachments, deleting.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until, until_true};
use serde_json::json;

async fn with_inbox(desktop: &Desktop, service: &Service) -> (Window, String) {
    let window = Window::open(desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    (window, address)
}

#[tokio::test]
async fn mail_arrives_by_itself_and_is_read() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (window, address) = with_inbox(&desktop, &service).await;
    let mail = json!({"address": address, "subject": "Xin chào, Mayfly", "from": "A Sender",
        "from_email": "sender@example.org", "html": true,
        "content": "<h1>Hello</h1><p>A <b>first</b> mail.</p>"});
    let id = service.deliver(mail).await;
    let item = window.get("message-item").await;
    assert_eq!(item.attr("data-message-id").await.unwrap().as_deref(), Some(id.as_str()));
    assert_eq!(item.attr("data-unread").await.unwrap().as_deref(), Some("true"));
    window.click("message-item").await;

    window.shows("message-subject", "Xin chào, Mayfly").await;
    let from = window.text("message-from").await;
    assert!(from.contains("A Sender") && from.contains("sender@example.org"), "{from}");
    let text = window.message_text().await;
    assert!(text.contains("Hello") && text.contains("A first mail."), "{text}");
    window.find("[data-testid=\"message-item\"][data-unread=\"false\"]").await;
    until_true("the service to know it was read", || async { service.is_seen(&id).await == Some(true) }).await;
    window.quit().await;
}

/// It comes in two parts, and the first may end anywhere.
#[tokio::test]
async fn a_long_message_is_there_to_the_last_word() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (window, address) = with_inbox(&desktop, &service).await;
    let lines: Vec<_> = (0..3000).map(|line| format!("{line} đường Lê Lợi, 東京都千代田区")).collect();
    let content: String = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
    service.deliver(json!({"address": address, "subject": "Long", "html": true, "content": content})).await;
    window.click("message-item").await;
    let last = &lines[lines.len() - 1];
    let text = until("the end of the message", || async {
        Some(window.message_text().await).filter(|text| text.ends_with(last))
    });
    let text = text.await;
    assert_eq!(text.replace('\n', ""), lines.concat());
    window.quit().await;
}

/// Where the session has no folder in memory, mail comes whole, and through Tauri.
#[tokio::test]
async fn mail_is_read_without_a_runtime_folder_too() {
    let (mut desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    desktop.unset("XDG_RUNTIME_DIR");
    let (window, address) = with_inbox(&desktop, &service).await;
    service.deliver(json!({"address": address, "subject": "Plain", "content": "Words as ever."})).await;
    window.click("message-item").await;
    assert!(window.message_text().await.contains("Words as ever."));
    window.quit().await;
}

#[tokio::test]
async fn a_right_click_offers_what_can_be_done_with_a_message_and_an_address() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (window, address) = with_inbox(&desktop, &service).await;
    service.deliver(json!({"address": address, "subject": "Code", "content": "Your code is 739201."})).await;
    let click = async |selector: &str, button: &str| {
        desktop.use_mouse_at(&window.centre(selector).await, &["sleep", "0.3", "click", button]);
    };
    click("[data-testid=message-item]", "3").await;
    window.find("[data-testid=\"message-context-menu\"]:popover-open").await;
    click("[data-testid=context-copy-code]", "1").await;
    until_true("the code on the clipboard", || async { desktop.clipboard() == "739201" }).await;
    window.gone(":popover-open").await;

    click("[data-testid=inbox-item]", "3").await;
    click("[data-testid=menu-copy]", "1").await;
    until_true("the address on the clipboard", || async { desktop.clipboard() == address }).await;

    click("[data-testid=message-item]", "3").await;
    click("[data-testid=context-delete]", "1").await;
    window.gone("[data-testid=\"message-item\"]").await;
    window.quit().await;
}

/// A mail's frame has no scripts that could tell the page of keys.
#[tokio::test]
async fn shortcuts_work_while_a_mail_has_the_focus() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (window, address) = with_inbox(&desktop, &service).await;
    let rows = async || window.count("[data-testid=\"message-item\"]").await;
    for (before, subject) in ["Kept", "Goes"].into_iter().enumerate() {
        let content = "<p style='font-size:60px'>Words to click on.</p>";
        service.deliver(json!({"address": address, "subject": subject, "html": true, "content": content})).await;
        until_true("the mail", || async { rows().await == before + 1 }).await;
    }
    window.click_on("[data-testid=\"message-item\"] button").await;
    window.message_text().await;
    window.shows("message-subject", "Goes").await;
    // In one go: a script of the driver's would come between the click and the focus.
    let into_mail_and_press = async |keys: &str| {
        let mail = window.centre("[data-testid=message-frame]").await;
        window.run("window.inMail = false; addEventListener('blur', () => (window.inMail = document.activeElement.matches('iframe')))").await;
        desktop.use_mouse_at(&mail, &["click", "1", "sleep", "0.3", "key", "--clearmodifiers", keys]);
    };
    into_mail_and_press("ctrl+k").await;
    window.get("palette").await;
    assert_eq!(window.run("return inMail").await, json!(true));
    assert!(desktop.run("xdotool", &["key", "Escape"]).0);
    window.gone("[data-testid=\"palette\"]").await;

    let requests = async |method: &str| service.requests().await.iter().filter(|line| line.starts_with(method)).count();
    let made = requests("POST").await;
    into_mail_and_press("ctrl+n").await;
    until_true("another address", || async { window.count("[data-testid=\"inbox-item\"]").await == 2 }).await;
    window.click(&format!("inbox-item\"][data-address=\"{address}")).await;
    window.click_on("[data-testid=\"message-item\"] button").await;
    window.message_text().await;
    into_mail_and_press("Delete").await;
    until_true("the message to go", || async { rows().await == 1 }).await;
    assert_eq!(window.run("return inMail").await, json!(true));
    assert_eq!((requests("POST").await, requests("DELETE").await), (made + 1, 1), "each key once");
    window.quit().await;
}

/// A key that is held down is pressed again and again by the system.
#[tokio::test]
async fn delete_held_down_deletes_one_message() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (window, address) = with_inbox(&desktop, &service).await;
    let rows = async || window.count("[data-testid=\"message-item\"]").await;
    for number in 1..=6 {
        service.deliver(json!({"address": address, "subject": format!("Mail {number}"), "content": "Words."})).await;
    }
    until_true("the mail", || async { rows().await == 6 }).await;
    desktop.use_mouse_at(&window.centre("[data-testid=message-item]").await, &["click", "1"]);
    window.message_text().await;
    assert!(desktop.run("xdotool", &["keydown", "Delete", "sleep", "1.5", "keyup", "Delete"]).0);
    until_true("the message to go", || async { rows().await < 6 }).await;
    assert_eq!(rows().await, 5);
    let deletions = service.requests().await.iter().filter(|line| line.starts_with("DELETE")).count();
    assert_eq!(deletions, 1);
    // What took its place has the focus, for all to see; a second press deletes that.
    let ring = "return getComputedStyle(document.activeElement).outlineStyle";
    assert_eq!(window.run(ring).await, json!("solid"));
    assert!(desktop.run("xdotool", &["key", "Delete"]).0);
    until_true("the next to go", || async { rows().await == 4 }).await;
    window.quit().await;
}

/// The list that the mouse was in is gone then.
#[tokio::test]
async fn in_a_narrow_window_the_focus_goes_along_to_the_message() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (window, address) = with_inbox(&desktop, &service).await;
    service.deliver(json!({"address": address, "subject": "Narrow", "content": "Words."})).await;
    window.get("message-item").await;
    desktop.resize_window(700, 600);
    until_true("the one pane", || async { window.run("return innerWidth < 760").await == json!(true) }).await;
    window.click_on("[data-testid=\"message-item\"] button").await;
    window.message_text().await;
    let focus = "return document.activeElement.closest('[data-pane]')?.dataset.pane ?? null";
    until_true("the focus", || async { window.run(focus).await == json!("reading") }).await;
    window.quit().await;
}

#[tokio::test]
async fn a_code_is_one_click_away() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (window, address) = with_inbox(&desktop, &service).await;
    let mail = json!({"address": address, "subject": "Your verification code", "html": true,
        "content": "<p>Your verification code is <b>482 913</b>. It expires in 10 minutes.</p>"});
    service.deliver(mail).await;
    window.click("message-item").await;
    let chip = window.find("article [data-testid=\"code-chip\"], main [data-testid=\"code-chip\"]").await;
    assert_eq!(chip.attr("data-code").await.unwrap().as_deref(), Some("482913"));
    chip.click().await.unwrap();
    until_true("the code on the clipboard", || async { desktop.clipboard() == "482913" }).await;
    window.quit().await;
}

#[tokio::test]
async fn attachments_are_saved_byte_for_byte_whatever_they_are_called() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (window, address) = with_inbox(&desktop, &service).await;
    let mail = json!({"address": address, "subject": "Files", "content": "Attached.", "attachments": [
        {"name": "plain.bin", "base64": "AAEC/f7/"},
        {"name": "../../évil name?.txt", "text": "harmless"},
    ]});
    service.deliver(mail).await;
    window.click("message-item").await;
    for (index, content) in [(1, b"\x00\x01\x02\xfd\xfe\xff".as_slice()), (2, b"harmless")] {
        window.find(&format!("[data-testid=\"attachment-item\"]:nth-of-type({index})")).await;
        window
            .click_on(&format!(
                "[data-testid=\"attachment-item\"]:nth-of-type({index}) [data-testid=\"attachment-save\"]"
            ))
            .await;
        let folder = desktop.path("downloads");
        let saved = until("the saved file", || async {
            let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
            files.retain(|path| std::fs::read(path).is_ok_and(|bytes| bytes == content));
            files.pop().filter(|path| path.extension().is_some_and(|extension| extension != "part"))
        })
        .await;
        assert_eq!(saved.parent().unwrap(), folder);
    }
    assert_eq!(std::fs::read_dir(desktop.path("downloads")).unwrap().count(), 2);
    window.quit().await;
}

#[tokio::test]
async fn a_message_is_deleted_here_and_on_the_service() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (window, address) = with_inbox(&desktop, &service).await;
    let id = service.deliver(json!({"address": address, "subject": "Away", "content": "Words."})).await;
    window.click("message-item").await;
    window.click("delete-message").await;
    window.confirm_if_asked().await;
    window.gone("[data-testid=\"message-item\"]").await;
    assert_eq!(service.is_seen(&id).await, None, "the service no longer has it");
    window.quit().await;
}
