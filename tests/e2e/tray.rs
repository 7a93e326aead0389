//! The tray over D-Bus, with the window gone.

use crate::support::desktop::Running;
use crate::support::process;
use crate::support::service::KEY;
use crate::support::tray::Tray;
use crate::support::{Desktop, Keychain, Service, Window, until, until_ended, until_true};
use std::time::Duration;

#[tokio::test]
async fn the_tray_makes_and_copies_addresses_with_the_window_gone() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let first = window.create_inbox().await;
    window.quit().await;
    desktop.app_gone().await;
    // Not before: with a tray Mayfly goes on without its window.
    let tray = Tray::start(&desktop).await;

    let mut app = Running(desktop.command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    until_true("the window", || async { desktop.windows().len() == 1 }).await;
    desktop.close_window();
    until_true("the window to go", || async { desktop.windows().is_empty() }).await;
    assert!(app.0.try_wait().unwrap().is_none(), "closing the window leaves the tray");

    desktop.spoil_clipboard();
    tray.click(&format!("Copy {first}")).await;
    until_true("the address on the clipboard", || async { desktop.clipboard() == first }).await;

    tray.click("New address").await;
    let second = until("the new address on the clipboard", || async {
        let text = desktop.clipboard();
        (text.contains('@') && text != first).then_some(text)
    })
    .await;
    until_true("the new address in the menu", || async { tray.labels().await.contains(&format!("Copy {second}")) })
        .await;
    assert!(desktop.windows().is_empty(), "all that without a window");

    tray.click("Open").await;
    until_true("the window again", || async { desktop.windows().len() == 1 }).await;
    tray.click("Quit").await;
    until_ended(&mut app.0).await;
}

/// Keys pressed elsewhere are none of its business, and nothing to wake up for.
#[tokio::test]
async fn in_the_tray_it_does_not_hear_what_is_typed_elsewhere() {
    const KEYS: usize = 200;
    let desktop = Desktop::start(Keychain::Unlocked);
    let tray = Tray::start(&desktop).await;
    let mut app = desktop.command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap();
    tray.labels().await;
    let keys = vec!["a"; KEYS];
    let typed = [&["key", "--delay", "2"], &keys[..]].concat();
    until_true("it to be at rest", || async {
        let before = process::sleeps(app.id());
        tokio::time::sleep(Duration::from_millis(500)).await;
        process::sleeps(app.id()).saturating_sub(before) < 10
    })
    .await;
    let before = process::sleeps(app.id());
    assert!(desktop.run("xdotool", &typed).0);
    // Threads that have ended no longer count.
    let woken = process::sleeps(app.id()).saturating_sub(before);
    assert!(woken < KEYS / 2, "woken {woken} times by {KEYS} keys");
    tray.click("Quit").await;
    until_ended(&mut app).await;
}

#[tokio::test]
async fn without_a_tray_closing_the_window_ends_the_app() {
    let desktop = Desktop::start(Keychain::Unlocked);
    let mut app = Running(desktop.command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    until_true("the window", || async { desktop.windows().len() == 1 }).await;
    desktop.close_window();
    until_ended(&mut app.0).await;
}

/// It may stay in the tray for weeks, and be opened many times a day.
#[tokio::test]
async fn a_window_that_is_opened_again_and_again_leaves_nothing_behind() {
    const TIMES: usize = 16;
    let mut desktop = Desktop::start(Keychain::Unlocked);
    let tray = Tray::start(&desktop).await;
    desktop.set("MAYFLY_LOG", "mayfly_lib=debug");
    let path = desktop.path("log");
    let log = std::fs::File::create(&path).unwrap();
    let app = Running(desktop.command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").stderr(log).spawn().unwrap());
    let pages = || std::fs::read_to_string(&path).unwrap().matches("the window has the state").count();
    let mut opened = 0;
    let mut open_and_close = async || {
        tray.click("Open Mayfly").await;
        opened += 1;
        until_true("the page", || async { pages() == opened && !desktop.windows().is_empty() }).await;
        desktop.close_window();
        // The page's process ends with it, and the one that loads what a page asks for.
        until_true("WebKit's processes to end", || async { process::family(app.0.id()).len() == 1 }).await;
        process::held(app.0.id())
    };
    // The first windows load what stays loaded; later some is opened once more, but not each time.
    for _ in 0..2 {
        open_and_close().await;
    }
    let before = open_and_close().await;
    let mut after = before;
    for _ in 0..TIMES {
        after = open_and_close().await;
    }
    assert!(after.handles < before.handles + TIMES, "{before:?}, {after:?}");
    assert!(after.threads < before.threads + TIMES, "{before:?}, {after:?}");
    tray.click("Quit").await;
    desktop.app_gone().await;
}

#[tokio::test]
async fn pausing_stops_every_check_until_it_is_taken_back() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let tray = Tray::start(&desktop).await;
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let checks = async || service.requests().await.iter().filter(|line| line.contains("/messages")).count();
    until_true("a check", || async { checks().await > 0 }).await;
    tray.click("Pause checking").await;
    until_true("the pause", || async { tray.is_checked("Pause checking").await }).await;
    // A check may have been under way; the shortest interval is five seconds.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = checks().await;
    service.deliver(serde_json::json!({"address": address, "subject": "Later", "content": "Words."})).await;
    tokio::time::sleep(Duration::from_secs(12)).await;
    assert_eq!(checks().await, before);

    tray.click("Pause checking").await;
    window.get("message-item").await;
    assert!(!tray.is_checked("Pause checking").await);
    window.quit().await;
}
