//! Notifications of new mail and of expiring inboxes, shown by a notification server of the test's own.

use crate::support::sandbox_process::API_KEY;
use crate::support::stub_notification_server::{StubNotificationServer, UnresponsiveNotificationServer};
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_exit, wait_for_some, wait_until_true};
use serde_json::json;
use std::process::Stdio;

/// Starts Mayfly in the tray, signed in, without a window.
async fn start_in_tray(desktop: &TestDesktop, service: &SandboxProcess) -> (TrayHost, ChildGuard) {
    let window = AppWindow::open(desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.find_by_testid("create-inbox").await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    // The tray is started only now: with a tray, Mayfly keeps running without its window.
    let tray = TrayHost::start(desktop).await;
    let app = desktop
        .build_desktop_command(env!("CARGO_BIN_EXE_mayfly"))
        .arg("--hidden")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    (tray, ChildGuard(app))
}

#[tokio::test]
async fn notifications_and_their_actions_work_without_a_window() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let notifications = StubNotificationServer::start(&desktop).await;
    let (tray, _app) = start_in_tray(&desktop, &service).await;

    tray.click_item("New address").await;
    let created = notifications.wait_for_notification("It is on the clipboard.").await;
    let address = created.body.lines().next().unwrap().to_owned();
    assert_eq!((created.title.as_str(), desktop.read_clipboard()), ("New address", address.clone()));

    let mail = json!({"address": address, "subject": "Your code <b>\u{202e}now</b>", "from": "Harbour_& Sons",
        "from_email": "no-reply@harbour.example", "html": true,
        "content": "<p>Your verification code is <b>482 913</b>. Confidential words.</p>"});
    let id = service.deliver_mail(mail).await;
    let notification = notifications.wait_for_notification("Your code").await;
    assert_eq!(notification.title, "Harbour_& Sons");
    assert_eq!(notification.body, "Your code &lt;b&gt;now&lt;/b&gt;\nCode 482913");
    assert_eq!(notification.actions, ["default", "Open Mayfly", "copy-code", "Copy code"]);
    assert!(notification.hints.contains(&"desktop-entry".to_owned()), "{:?}", notification.hints);
    wait_until_true("the tray to count one", || async { tray.read_tooltip_unread_count().await == Some(1) }).await;

    desktop.put_placeholder_on_clipboard();
    tray.click_item("Copy code \"482913\" (from Harbour_& Sons)").await;
    wait_until_true("the tray's code on the clipboard", || async { desktop.read_clipboard() == "482913" }).await;
    desktop.put_placeholder_on_clipboard();
    notifications.invoke_action(&notification, "copy-code").await;
    wait_until_true("the notification's code on the clipboard", || async { desktop.read_clipboard() == "482913" })
        .await;
    let kinds = desktop.run_program("xclip", &["-selection", "clipboard", "-o", "-t", "TARGETS"]).1;
    assert!(kinds.contains("x-kde-passwordManagerHint"), "clipboard histories leave it out: {kinds}");
    assert!(desktop.list_window_ids().is_empty(), "no window was opened");

    notifications.invoke_action(&notification, "default").await;
    wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
    wait_until_true("the message to be read in it", || async {
        service.is_message_marked_seen(&id).await == Some(true)
    })
    .await;
    wait_until_true("the notification to be closed", || async { notifications.is_closed(&notification) }).await;
    wait_until_true("the tray to count none", || async { tray.read_tooltip_unread_count().await == Some(0) }).await;

    // The inbox is open in the window now, so its mail is not announced.
    service.deliver_mail(json!({"address": address, "subject": "Looked at", "content": "Words."})).await;
    wait_until_true("the mail to come", || async { tray.read_tooltip_unread_count().await == Some(1) }).await;
    desktop.close_window();
    wait_until_true("the window to close", || async { desktop.list_window_ids().is_empty() }).await;

    // Messages that arrive together are announced together.
    tray.click_item("Pause checking").await;
    wait_until_true("the pause", || async { tray.is_checked("Pause checking").await }).await;
    for number in 1..=3 {
        service
            .deliver_mail(json!({"address": address, "subject": format!("Number {number}"), "content": "Words."}))
            .await;
    }
    tray.click_item("Pause checking").await;
    let together = notifications.wait_for_notification("Number 1").await;
    assert_eq!(together.title, "3 new messages");
    let subjects: Vec<_> = notifications.list_notifications().into_iter().map(|shown| shown.body).collect();
    assert_eq!(subjects.len(), 3, "{subjects:?}");
    assert!(!subjects.iter().any(|body| body.contains("Looked at") || body.contains("Confidential")), "{subjects:?}");
}

#[tokio::test]
async fn notification_opens_its_message_and_respects_mute_and_setting() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let notifications = StubNotificationServer::start(&desktop).await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let first = window.create_inbox().await;
    let second = window.create_inbox().await;
    window.create_inbox().await;
    let deliver = async |address: &str, subject: &str| {
        service.deliver_mail(json!({"address": address, "subject": subject, "content": "Words."})).await;
    };
    let wait_for_unread = async |address: &str, count: usize| {
        let badge = format!("[data-address=\"{address}\"] [data-testid=\"inbox-unread\"]");
        wait_for_some(&format!("{count} unread at {address}"), || async {
            let text = window.find_by_selector(&badge).await.text().await.ok()?;
            (text == count.to_string()).then_some(())
        })
        .await;
    };

    deliver(&first, "Lead me here").await;
    let notification = notifications.wait_for_notification("Lead me here").await;
    window.click_testid("settings-open").await;
    notifications.invoke_action(&notification, "default").await;
    window.wait_for_text("message-subject", "Lead me here").await;
    window.find_by_selector(&format!("[data-address=\"{first}\"] [aria-current=\"true\"]")).await;

    // Back to the third inbox, so that the others are not in view.
    let menu = format!("document.querySelector('[data-address=\"{first}\"] [aria-haspopup=menu]').click()");
    window.run_script(&menu).await;
    window.click_testid("menu-mute").await;
    window.find_by_testid("inbox-muted").await;
    window.click_selector("li[data-testid=\"inbox-item\"] button").await;
    deliver(&first, "Muted").await;
    wait_for_unread(&first, 1).await;

    window.click_testid("settings-open").await;
    window.click_testid("setting-notifications").await;
    window.find_by_selector("[data-testid=\"setting-notifications\"]:not(:checked):not(:disabled)").await;
    deliver(&second, "Switched off").await;
    wait_for_unread(&second, 1).await;
    window.click_testid("setting-notifications").await;
    window.find_by_selector("[data-testid=\"setting-notifications\"]:checked:not(:disabled)").await;
    deliver(&second, "Switched on").await;
    notifications.wait_for_notification("Switched on").await;
    let shown = notifications.list_notifications();
    let bodies: Vec<_> = shown.iter().map(|shown| shown.body.as_str()).collect();
    assert_eq!(bodies, ["Lead me here", "Switched on"]);
    assert!(shown.iter().all(|shown| shown.hints.contains(&"suppress-sound".to_owned())), "silent at first");

    // With a sound, and without the sender that is muted from its message.
    let sound = "const select = document.querySelector('[data-testid=setting-sound]');
        select.value = 'on'; select.dispatchEvent(new Event('change', { bubbles: true }))";
    window.run_script(sound).await;
    window.find_by_selector("[data-testid=\"setting-sound\"]:not(:disabled)").await;
    window.find_by_selector("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
    window.wait_until_element_gone("dialog[open]").await;
    let deliver_from = async |sender: &str, subject: &str| {
        let mail = json!({"address": second, "subject": subject, "content": "Words.", "from_email": sender});
        service.deliver_mail(mail).await;
    };
    deliver_from("deals@harbour.example", "Loud").await;
    let loud = notifications.wait_for_notification("Loud").await;
    assert!(loud.hints.contains(&"sound-name".to_owned()), "{:?}", loud.hints);
    notifications.invoke_action(&loud, "default").await;
    window.wait_for_text("message-subject", "Loud").await;
    window.click_testid("message-menu").await;
    window.click_testid("mute-sender").await;
    window.wait_for_text("toast", "No more notifications of mail from deals@harbour.example").await;
    window.click_selector("li[data-testid=\"inbox-item\"] button").await;
    deliver_from("deals@harbour.example", "Muted sender").await;
    deliver_from("someone@harbour.example", "Other sender").await;
    notifications.wait_for_notification("Other sender").await;
    assert!(!notifications.list_notifications().iter().any(|shown| shown.body.contains("Muted sender")));
    window.quit_app().await;
}

#[tokio::test]
async fn notification_warns_before_an_address_expires() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    // The warning comes two minutes before the end.
    let service = SandboxProcess::start_sandbox_with_args(&["--empty", "--lifetime", "130"]);
    let notifications = StubNotificationServer::start(&desktop).await;
    let (tray, _app) = start_in_tray(&desktop, &service).await;
    tray.click_item("New address").await;
    let created = notifications.wait_for_notification("It is on the clipboard.").await;
    let address = created.body.lines().next().unwrap();
    let warning = notifications.wait_for_notification("It takes mail for two more minutes at most.").await;
    assert_eq!(warning.title, "An address is about to expire");
    assert!(warning.body.starts_with(address), "{}", warning.body);
}

#[tokio::test]
async fn missing_or_unresponsive_notification_server_causes_no_error() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let (tray, mut app) = start_in_tray(&desktop, &service).await;
    for (server, unread) in [(None, 1), (Some(UnresponsiveNotificationServer::start(&desktop).await), 2)] {
        desktop.put_placeholder_on_clipboard();
        tray.click_item("New address").await;
        let address =
            wait_for_some("the address", || async { Some(desktop.read_clipboard()).filter(|text| text.contains('@')) })
                .await;
        service.deliver_mail(json!({"address": address, "subject": "Hello", "content": "Your code is 482913."})).await;
        wait_until_true("the mail", || async { tray.read_tooltip_unread_count().await == Some(unread) }).await;
        drop(server);
    }
    tray.click_item("Quit").await;
    wait_for_exit(&mut app.0).await;
    let mut log = String::new();
    std::io::Read::read_to_string(&mut app.0.stderr.take().unwrap(), &mut log).unwrap();
    assert!(!log.contains("notif"), "{log}");
}
