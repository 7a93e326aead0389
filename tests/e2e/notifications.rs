//! Notifications, on a desktop whose notification server is the test's own.

use crate::support::desktop::Running;
use crate::support::notifications::{Notifications, Silent};
use crate::support::service::KEY;
use crate::support::tray::Tray;
use crate::support::{Desktop, Keychain, Service, Window, until, until_ended, until_true};
use serde_json::json;
use std::process::Stdio;

/// Mayfly in the tray, signed in, without a window.
async fn in_the_tray(desktop: &Desktop, service: &Service) -> (Tray, Running) {
    let window = Window::open(desktop).await;
    window.connect(KEY, &service.base_url).await;
    window.get("create-inbox").await;
    window.quit().await;
    desktop.app_gone().await;
    // Not before: with a tray Mayfly goes on without its window.
    let tray = Tray::start(desktop).await;
    let app = desktop.command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").stderr(Stdio::piped()).spawn().unwrap();
    (tray, Running(app))
}

#[tokio::test]
async fn mail_is_announced_with_the_window_gone_and_answered_from_there() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let notifications = Notifications::start(&desktop).await;
    let (tray, _app) = in_the_tray(&desktop, &service).await;

    tray.click("New address").await;
    let made = notifications.with("It is on the clipboard.").await;
    let address = made.body.lines().next().unwrap().to_owned();
    assert_eq!((made.title.as_str(), desktop.clipboard()), ("New address", address.clone()));

    let mail = json!({"address": address, "subject": "Your code <b>\u{202e}now</b>", "from": "Harbour_& Sons",
        "from_email": "no-reply@harbour.example", "html": true,
        "content": "<p>Your verification code is <b>482 913</b>. Confidential words.</p>"});
    let id = service.deliver(mail).await;
    let news = notifications.with("Your code").await;
    assert_eq!(news.title, "Harbour_& Sons");
    assert_eq!(news.body, "Your code &lt;b&gt;now&lt;/b&gt;\nCode 482913");
    assert_eq!(news.actions, ["default", "Open Mayfly", "copy-code", "Copy code"]);
    assert!(news.hints.contains(&"desktop-entry".to_owned()), "{:?}", news.hints);
    until_true("the tray to count one", || async { tray.title().await == "1" }).await;

    desktop.spoil_clipboard();
    tray.click("Copy code \"482913\" (from Harbour_& Sons)").await;
    until_true("the tray's code on the clipboard", || async { desktop.clipboard() == "482913" }).await;
    desktop.spoil_clipboard();
    notifications.act(&news, "copy-code").await;
    until_true("the notification's code on the clipboard", || async { desktop.clipboard() == "482913" }).await;
    let kinds = desktop.run("xclip", &["-selection", "clipboard", "-o", "-t", "TARGETS"]).1;
    assert!(kinds.contains("x-kde-passwordManagerHint"), "clipboard histories leave it out: {kinds}");
    assert!(desktop.windows().is_empty(), "all that without a window");

    notifications.act(&news, "default").await;
    until_true("the window", || async { desktop.windows().len() == 1 }).await;
    until_true("the message to be read in it", || async { service.is_seen(&id).await == Some(true) }).await;
    until_true("the notification to go", || async { notifications.is_closed(&news) }).await;
    until_true("the tray to count none", || async { tray.title().await.is_empty() }).await;

    // Somebody looks at that inbox now.
    service.deliver(json!({"address": address, "subject": "Looked at", "content": "Words."})).await;
    until_true("the mail to come", || async { tray.title().await == "1" }).await;
    desktop.close_window();
    until_true("the window to go", || async { desktop.windows().is_empty() }).await;

    // What comes together is announced together.
    tray.click("Pause checking").await;
    until_true("the pause", || async { tray.is_checked("Pause checking").await }).await;
    for number in 1..=3 {
        service.deliver(json!({"address": address, "subject": format!("Number {number}"), "content": "Words."})).await;
    }
    tray.click("Pause checking").await;
    let together = notifications.with("Number 1").await;
    assert_eq!(together.title, "3 new messages");
    let subjects: Vec<_> = notifications.all().into_iter().map(|shown| shown.body).collect();
    assert_eq!(subjects.len(), 3, "{subjects:?}");
    assert!(!subjects.iter().any(|body| body.contains("Looked at") || body.contains("Confidential")), "{subjects:?}");
}

#[tokio::test]
async fn an_open_window_is_led_to_the_message_and_the_user_has_the_say() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let notifications = Notifications::start(&desktop).await;
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let first = window.create_inbox().await;
    let second = window.create_inbox().await;
    window.create_inbox().await;
    let deliver = async |address: &str, subject: &str| {
        service.deliver(json!({"address": address, "subject": subject, "content": "Words."})).await;
    };
    let unread = async |address: &str, count: usize| {
        let badge = format!("[data-address=\"{address}\"] [data-testid=\"inbox-unread\"]");
        until(&format!("{count} unread at {address}"), || async {
            let text = window.find(&badge).await.text().await.ok()?;
            (text == count.to_string()).then_some(())
        })
        .await;
    };

    deliver(&first, "Lead me here").await;
    let news = notifications.with("Lead me here").await;
    window.click("settings-open").await;
    notifications.act(&news, "default").await;
    window.shows("message-subject", "Lead me here").await;
    window.find(&format!("[data-address=\"{first}\"] [aria-current=\"true\"]")).await;

    // The third inbox again, so that nobody looks at the others.
    let menu = format!("document.querySelector('[data-address=\"{first}\"] [aria-haspopup=menu]').click()");
    window.run(&menu).await;
    window.click("menu-mute").await;
    window.get("inbox-muted").await;
    window.click_on("li[data-testid=\"inbox-item\"] button").await;
    deliver(&first, "Muted").await;
    unread(&first, 1).await;

    window.click("settings-open").await;
    window.click("setting-notifications").await;
    window.find("[data-testid=\"setting-notifications\"]:not(:checked):not(:disabled)").await;
    deliver(&second, "Switched off").await;
    unread(&second, 1).await;
    window.click("setting-notifications").await;
    window.find("[data-testid=\"setting-notifications\"]:checked:not(:disabled)").await;
    deliver(&second, "Switched on").await;
    notifications.with("Switched on").await;
    let bodies: Vec<_> = notifications.all().into_iter().map(|shown| shown.body).collect();
    assert_eq!(bodies, ["Lead me here", "Switched on"]);
    window.quit().await;
}

#[tokio::test]
async fn an_address_that_is_waited_for_is_warned_of_before_it_ends() {
    let desktop = Desktop::start(Keychain::Unlocked);
    // The warning comes two minutes before the end.
    let service = Service::start_with(&["--empty", "--lifetime", "130"]);
    let notifications = Notifications::start(&desktop).await;
    let (tray, _app) = in_the_tray(&desktop, &service).await;
    tray.click("New address").await;
    let made = notifications.with("It is on the clipboard.").await;
    let address = made.body.lines().next().unwrap();
    let warning = notifications.with("It takes mail for two more minutes at most.").await;
    assert_eq!(warning.title, "An address is about to expire");
    assert!(warning.body.starts_with(address), "{}", warning.body);
}

#[tokio::test]
async fn a_desktop_without_notifications_or_with_a_dead_one_disturbs_nothing() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let (tray, mut app) = in_the_tray(&desktop, &service).await;
    for (silent, unread) in [(None, "1"), (Some(Silent::start(&desktop).await), "2")] {
        desktop.spoil_clipboard();
        tray.click("New address").await;
        let address =
            until("the address", || async { Some(desktop.clipboard()).filter(|text| text.contains('@')) }).await;
        service.deliver(json!({"address": address, "subject": "Hello", "content": "Your code is 482913."})).await;
        until_true("the mail", || async { tray.title().await == unread }).await;
        drop(silent);
    }
    tray.click("Quit").await;
    until_ended(&mut app.0).await;
    let mut log = String::new();
    std::io::Read::read_to_string(&mut app.0.stderr.take().unwrap(), &mut log).unwrap();
    assert!(!log.contains("notif"), "{log}");
}
