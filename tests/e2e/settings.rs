//! Settings, and what they do outside the window.

use crate::support::desktop::Running;
use crate::support::service::KEY;
use crate::support::tray::Tray;
use crate::support::{Desktop, Keychain, Service, Window, until_ended, until_true};
use serde_json::json;
use std::time::Duration;

const ENTRY: &str = "config/autostart/app.mayfly.Mayfly.desktop";

#[tokio::test]
async fn starting_at_login_is_a_file_that_goes_with_the_setting_and_with_everything() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let entry = desktop.path(ENTRY);
    window.click("settings-open").await;
    window.click("setting-autostart").await;
    window.find("[data-testid=\"setting-autostart\"]:checked:not(:disabled)").await;
    let text = std::fs::read_to_string(&entry).unwrap();
    assert!(text.contains(&format!("Exec=\"{}\" --hidden\n", env!("CARGO_BIN_EXE_mayfly"))), "{text}");
    window.click("setting-autostart").await;
    window.find("[data-testid=\"setting-autostart\"]:not(:checked):not(:disabled)").await;
    assert!(!entry.exists());

    window.click("setting-autostart").await;
    until_true("the entry", || async { entry.exists() }).await;
    window.click("wipe-data").await;
    window.confirm_if_asked().await;
    window.get("welcome").await;
    assert!(!entry.exists(), "erasing everything erases this");
    window.quit().await;
}

#[tokio::test]
async fn the_keys_make_an_address_from_anywhere_where_the_desktop_allows_it() {
    let (mut desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    window.click("settings-open").await;
    window.click("setting-shortcut").await;
    window.find("[data-testid=\"setting-shortcut\"]:checked:not(:disabled)").await;
    desktop.spoil_clipboard();
    assert!(desktop.run("xdotool", &["key", "ctrl+alt+m"]).0);
    until_true("the address on the clipboard", || async { desktop.clipboard().contains('@') }).await;
    window.click("setting-close-to-tray").await;
    window.find("[data-testid=\"setting-close-to-tray\"]:not(:checked):not(:disabled)").await;
    window.quit().await;

    // The same settings on another kind of desktop.
    desktop.set("WAYLAND_DISPLAY", "wayland-7");
    let window = Window::open(&desktop).await;
    window.find("[data-testid=\"error-banner\"][data-code=\"shortcut_unavailable\"]").await;
    window.click("settings-open").await;
    window.find("[data-testid=\"setting-shortcut\"]:not(:checked)").await;
    window.click("setting-shortcut").await;
    window.find("dialog [data-testid=\"error-banner\"][data-code=\"shortcut_unavailable\"]").await;
    window.find("[data-testid=\"setting-shortcut\"]:not(:checked):not(:disabled)").await;
    window.quit().await;

    // Closing ends it now, tray or not.
    desktop.app_gone().await;
    let tray = Tray::start(&desktop).await;
    let mut app = Running(desktop.command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    tray.labels().await;
    until_true("the window", || async { desktop.windows().len() == 1 }).await;
    // The settings are kept with the mail, which takes a moment to open.
    until_true("the account", || async { service.requests().await.iter().any(|line| line.starts_with("GET /")) }).await;
    desktop.close_window();
    until_ended(&mut app.0).await;
}

#[tokio::test]
async fn a_copied_code_is_taken_off_the_clipboard_unless_something_else_is_there() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    // Sooner than a person would have it, and long enough to see it there.
    let set = "window.__TAURI_INTERNALS__.invoke('set_settings', { settings: { notifications: true,
        close_to_tray: true, start_at_login: false, global_shortcut: null, clear_clipboard_after: 3,
        language: 'system', theme: 'system', zoom: 100, first_steps: false,
        checking: 'expected', remote_images: 'block', keep_mail: 'forever' } })
        .then(arguments[0], (error) => arguments[0](JSON.stringify(error)))";
    let answer = window.client.execute_async(set, Vec::new()).await.unwrap();
    assert!(answer.is_null(), "{answer}");
    service.deliver(json!({"address": address, "subject": "Hello", "content": "Your code is 482913."})).await;
    window.click("code-chip").await;
    until_true("the code on the clipboard", || async { desktop.clipboard() == "482913" }).await;
    until_true("the clipboard to be empty", || async { desktop.clipboard().is_empty() }).await;

    window.click("code-chip").await;
    until_true("the code again", || async { desktop.clipboard() == "482913" }).await;
    desktop.spoil_clipboard();
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(desktop.clipboard(), "something else");
    window.quit().await;
}

#[tokio::test]
async fn another_language_is_spoken_at_once_by_window_and_tray_and_after_a_restart() {
    const ENGLISH: [&str; 4] = ["New address", "Open Mayfly", "Pause checking", "Quit"];
    const VIETNAMESE: [&str; 4] = ["Địa chỉ mới", "Mở Mayfly", "Tạm dừng kiểm tra", "Thoát"];
    async fn speak(window: &Window, tray: &Tray, locale: &str, words: [&str; 4]) {
        window.find(&format!("html[lang=\"{locale}\"]")).await;
        window.shows("create-inbox", words[0]).await;
        until_true(&format!("the tray to say {words:?}"), || async { tray.labels().await == words }).await;
    }
    let (mut desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let tray = Tray::start(&desktop).await;
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    speak(&window, &tray, "en", ENGLISH).await;
    window.click("settings-open").await;
    window.click_on("[data-testid=\"setting-language\"] option[value=\"vi\"]").await;
    speak(&window, &tray, "vi", VIETNAMESE).await;
    window.quit().await;

    desktop.app_gone().await;
    let window = Window::open(&desktop).await;
    speak(&window, &tray, "vi", VIETNAMESE).await;
    window.click("settings-open").await;
    window.click_on("[data-testid=\"setting-language\"] option[value=\"system\"]").await;
    speak(&window, &tray, "en", ENGLISH).await;
    window.quit().await;

    // The same choice on a system that speaks Vietnamese.
    desktop.app_gone().await;
    desktop.set("LANG", "vi_VN.UTF-8");
    let window = Window::open(&desktop).await;
    speak(&window, &tray, "vi-VN", VIETNAMESE).await;
    window.quit().await;
}
