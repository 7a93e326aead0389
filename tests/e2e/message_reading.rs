//! Receiving, reading and deleting messages, and their attachments.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_some, wait_until_true};
use serde_json::json;

/// Opens Mayfly, signed in, with a new inbox. Returns the inbox's address.
async fn open_with_inbox(desktop: &TestDesktop, service: &SandboxProcess) -> (AppWindow, String) {
    let window = AppWindow::open(desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    (window, address)
}

#[tokio::test]
async fn mail_arrives_automatically_and_is_marked_read_when_opened() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, address) = open_with_inbox(&desktop, &service).await;
    let mail = json!({"address": address, "subject": "Xin chào, Mayfly", "from": "A Sender",
        "from_email": "sender@example.org", "html": true,
        "content": "<h1>Hello</h1><p>A <b>first</b> mail.</p>"});
    let id = service.deliver_mail(mail).await;
    let item = window.find_by_testid("message-item").await;
    assert_eq!(item.attr("data-message-id").await.unwrap().as_deref(), Some(id.as_str()));
    assert_eq!(item.attr("data-unread").await.unwrap().as_deref(), Some("true"));
    window.click_testid("message-item").await;

    window.wait_for_text("message-subject", "Xin chào, Mayfly").await;
    let from = window.read_text("message-from").await;
    assert!(from.contains("A Sender") && from.contains("sender@example.org"), "{from}");
    let text = window.read_message_frame_text().await;
    assert!(text.contains("Hello") && text.contains("A first mail."), "{text}");
    window.find_by_selector("[data-testid=\"message-item\"][data-unread=\"false\"]").await;
    wait_until_true("the service to know it was read", || async {
        service.is_message_marked_seen(&id).await == Some(true)
    })
    .await;
    window.quit_app().await;
}

/// The document is sent in two parts, and the first may end anywhere.
#[tokio::test]
async fn long_message_is_shown_completely() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, address) = open_with_inbox(&desktop, &service).await;
    let lines: Vec<_> = (0..3000).map(|line| format!("{line} đường Lê Lợi, 東京都千代田区")).collect();
    let content: String = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
    service.deliver_mail(json!({"address": address, "subject": "Long", "html": true, "content": content})).await;
    window.click_testid("message-item").await;
    let last = &lines[lines.len() - 1];
    let text = wait_for_some("the end of the message", || async {
        Some(window.read_message_frame_text().await).filter(|text| text.ends_with(last))
    });
    let text = text.await;
    assert_eq!(text.replace('\n', ""), lines.concat());
    window.quit_app().await;
}

/// Without a runtime directory in memory, the document is sent in one part through Tauri.
#[tokio::test]
async fn mail_is_shown_without_a_runtime_dir() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    desktop.remove_env("XDG_RUNTIME_DIR");
    let (window, address) = open_with_inbox(&desktop, &service).await;
    service.deliver_mail(json!({"address": address, "subject": "Plain", "content": "Words as ever."})).await;
    window.click_testid("message-item").await;
    assert!(window.read_message_frame_text().await.contains("Words as ever."));
    window.quit_app().await;
}

#[tokio::test]
async fn context_menus_act_on_a_message_and_an_inbox() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, address) = open_with_inbox(&desktop, &service).await;
    service.deliver_mail(json!({"address": address, "subject": "Code", "content": "Your code is 739201."})).await;
    let click_at = async |selector: &str, button: &str| {
        desktop
            .perform_xdotool_mouse_actions(&window.locate_centre(selector).await, &["sleep", "0.3", "click", button]);
    };
    click_at("[data-testid=message-item]", "3").await;
    window.find_by_selector("[data-testid=\"message-context-menu\"]:popover-open").await;
    click_at("[data-testid=context-copy-code]", "1").await;
    wait_until_true("the code on the clipboard", || async { desktop.read_clipboard() == "739201" }).await;
    window.wait_until_element_gone(":popover-open").await;

    click_at("[data-testid=inbox-item]", "3").await;
    click_at("[data-testid=menu-copy]", "1").await;
    wait_until_true("the address on the clipboard", || async { desktop.read_clipboard() == address }).await;

    click_at("[data-testid=message-item]", "3").await;
    click_at("[data-testid=context-delete]", "1").await;
    window.wait_until_element_gone("[data-testid=\"message-item\"]").await;
    window.quit_app().await;
}

/// The message frame has no scripts that could forward key events to the page.
#[tokio::test]
async fn shortcuts_work_while_the_message_frame_has_focus() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, address) = open_with_inbox(&desktop, &service).await;
    let count_rows = async || window.count_matching_elements("[data-testid=\"message-item\"]").await;
    for (before, subject) in ["Kept", "Goes"].into_iter().enumerate() {
        let content = "<p style='font-size:60px'>Words to click on.</p>";
        service.deliver_mail(json!({"address": address, "subject": subject, "html": true, "content": content})).await;
        wait_until_true("the mail", || async { count_rows().await == before + 1 }).await;
    }
    window.click_selector("[data-testid=\"message-item\"] button").await;
    window.read_message_frame_text().await;
    window.wait_for_text("message-subject", "Goes").await;
    // The click and the keys are one call: a WebDriver script in between would change the focus.
    let click_frame_and_press = async |keys: &str| {
        let mail = window.locate_centre("[data-testid=message-frame]").await;
        window.run_script("window.inMail = false; addEventListener('blur', () => (window.inMail = document.activeElement.matches('iframe')))").await;
        desktop.perform_xdotool_mouse_actions(&mail, &["click", "1", "sleep", "0.3", "key", "--clearmodifiers", keys]);
    };
    click_frame_and_press("ctrl+k").await;
    window.find_by_testid("palette").await;
    assert_eq!(window.run_script("return inMail").await, json!(true));
    assert!(desktop.run_program("xdotool", &["key", "Escape"]).0);
    window.wait_until_element_gone("[data-testid=\"palette\"]").await;

    let count_requests =
        async |method: &str| service.list_requests().await.iter().filter(|line| line.starts_with(method)).count();
    let posts_before = count_requests("POST").await;
    click_frame_and_press("ctrl+n").await;
    wait_until_true("another address", || async {
        window.count_matching_elements("[data-testid=\"inbox-item\"]").await == 2
    })
    .await;
    window.click_testid(&format!("inbox-item\"][data-address=\"{address}")).await;
    window.click_selector("[data-testid=\"message-item\"] button").await;
    window.read_message_frame_text().await;
    click_frame_and_press("Delete").await;
    wait_until_true("the message to disappear", || async { count_rows().await == 1 }).await;
    assert_eq!(window.run_script("return inMail").await, json!(true));
    assert_eq!(
        (count_requests("POST").await, count_requests("DELETE").await),
        (posts_before + 1, 1),
        "each shortcut ran once"
    );
    window.quit_app().await;
}

/// The system repeats the key event of a key that is held down.
#[tokio::test]
async fn holding_delete_deletes_one_message() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, address) = open_with_inbox(&desktop, &service).await;
    let count_rows = async || window.count_matching_elements("[data-testid=\"message-item\"]").await;
    for number in 1..=6 {
        service
            .deliver_mail(json!({"address": address, "subject": format!("Mail {number}"), "content": "Words."}))
            .await;
    }
    wait_until_true("the mail", || async { count_rows().await == 6 }).await;
    desktop.perform_xdotool_mouse_actions(&window.locate_centre("[data-testid=message-item]").await, &["click", "1"]);
    window.read_message_frame_text().await;
    assert!(desktop.run_program("xdotool", &["keydown", "Delete", "sleep", "1.5", "keyup", "Delete"]).0);
    wait_until_true("the message to disappear", || async { count_rows().await < 6 }).await;
    assert_eq!(count_rows().await, 5);
    let deletions = service.list_requests().await.iter().filter(|line| line.starts_with("DELETE")).count();
    assert_eq!(deletions, 1);
    // The next message has a visible focus; a second press deletes it.
    let focus_outline = "return getComputedStyle(document.activeElement).outlineStyle";
    assert_eq!(window.run_script(focus_outline).await, json!("solid"));
    assert!(desktop.run_program("xdotool", &["key", "Delete"]).0);
    wait_until_true("the next message to disappear", || async { count_rows().await == 4 }).await;
    window.quit_app().await;
}

/// The list with the clicked row is hidden by then.
#[tokio::test]
async fn opening_a_message_in_a_narrow_window_moves_the_focus_to_it() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, address) = open_with_inbox(&desktop, &service).await;
    service.deliver_mail(json!({"address": address, "subject": "Narrow", "content": "Words."})).await;
    window.find_by_testid("message-item").await;
    desktop.resize_window(700, 600);
    wait_until_true("the one pane", || async { window.run_script("return innerWidth < 760").await == json!(true) })
        .await;
    window.click_selector("[data-testid=\"message-item\"] button").await;
    window.read_message_frame_text().await;
    let focus = "return document.activeElement.closest('[data-pane]')?.dataset.pane ?? null";
    wait_until_true("the focus", || async { window.run_script(focus).await == json!("reading") }).await;
    window.quit_app().await;
}

#[tokio::test]
async fn clicking_the_code_chip_copies_the_code() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, address) = open_with_inbox(&desktop, &service).await;
    let mail = json!({"address": address, "subject": "Your verification code", "html": true,
        "content": "<p>Your verification code is <b>482 913</b>. It expires in 10 minutes.</p>"});
    service.deliver_mail(mail).await;
    window.click_testid("message-item").await;
    let chip = window.find_by_selector("article [data-testid=\"code-chip\"], main [data-testid=\"code-chip\"]").await;
    assert_eq!(chip.attr("data-code").await.unwrap().as_deref(), Some("482913"));
    chip.click().await.unwrap();
    wait_until_true("the code on the clipboard", || async { desktop.read_clipboard() == "482913" }).await;
    window.quit_app().await;
}

#[tokio::test]
async fn attachments_are_saved_unchanged_whatever_their_names() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, address) = open_with_inbox(&desktop, &service).await;
    let mail = json!({"address": address, "subject": "Files", "content": "Attached.", "attachments": [
        {"name": "plain.bin", "base64": "AAEC/f7/"},
        {"name": "../../évil name?.txt", "text": "harmless"},
    ]});
    service.deliver_mail(mail).await;
    window.click_testid("message-item").await;
    for (index, content) in [(1, b"\x00\x01\x02\xfd\xfe\xff".as_slice()), (2, b"harmless")] {
        window.find_by_selector(&format!("[data-testid=\"attachment-item\"]:nth-of-type({index})")).await;
        window
            .click_selector(&format!(
                "[data-testid=\"attachment-item\"]:nth-of-type({index}) [data-testid=\"attachment-save\"]"
            ))
            .await;
        let folder = desktop.path_in_home("downloads");
        let saved = wait_for_some("the saved file", || async {
            let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
            files.retain(|path| std::fs::read(path).is_ok_and(|bytes| bytes == content));
            files.pop().filter(|path| path.extension().is_some_and(|extension| extension != "part"))
        })
        .await;
        assert_eq!(saved.parent().unwrap(), folder);
    }
    assert_eq!(std::fs::read_dir(desktop.path_in_home("downloads")).unwrap().count(), 2);
    window.quit_app().await;
}

#[tokio::test]
async fn deleting_a_message_deletes_it_on_the_service() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (window, address) = open_with_inbox(&desktop, &service).await;
    let id = service.deliver_mail(json!({"address": address, "subject": "Away", "content": "Words."})).await;
    window.click_testid("message-item").await;
    window.click_testid("delete-message").await;
    window.confirm_dialog_if_open().await;
    window.wait_until_element_gone("[data-testid=\"message-item\"]").await;
    assert_eq!(service.is_message_marked_seen(&id).await, None, "the service no longer has it");
    window.quit_app().await;
}
