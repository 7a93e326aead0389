//! What a person sees when the computer misbehaves.

use crate::support::desktop::Running;
use crate::support::service::KEY;
use crate::support::tray::Tray;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use serde_json::json;
use std::time::Duration;

const DATABASE: &str = "data/app.mayfly.Mayfly/mayfly.db";

/// The process identifier of the Mayfly that WebDriver started.
fn app(desktop: &Desktop) -> u32 {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_mayfly"));
    let home = format!("HOME={}\0", desktop.path("").display()).replace("/\0", "\0");
    let is_ours = |pid: u32| {
        std::fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == program)
            && std::fs::read(format!("/proc/{pid}/environ"))
                .is_ok_and(|all| all.windows(home.len()).any(|part| part == home.as_bytes()))
    };
    let numbers = std::fs::read_dir("/proc").unwrap().flatten();
    numbers.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).find(|pid| is_ours(*pid)).unwrap()
}

#[tokio::test]
async fn a_killed_app_has_every_address_when_it_starts_again() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let mut addresses = Vec::new();
    for round in 0..4_u64 {
        let window = Window::open(&desktop).await;
        if round == 0 {
            window.connect(KEY, &service.base_url).await;
        }
        window.get("create-inbox").await;
        for address in &addresses {
            window.find(&format!("[data-address=\"{address}\"]")).await;
        }
        addresses.push(window.create_inbox().await);
        // And one that is on its way when the end comes.
        window.click_on("[data-testid=\"create-inbox\"]:not(:disabled)").await;
        tokio::time::sleep(Duration::from_millis(round * 15)).await;
        assert!(desktop.run("kill", &["-9", &app(&desktop).to_string()]).0);
        drop(window);
        desktop.app_gone().await;
    }
}

#[tokio::test]
async fn a_damaged_database_is_told_of_in_words_and_kept() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    window.create_inbox().await;
    window.quit().await;
    desktop.app_gone().await;
    let database = desktop.path(DATABASE);
    std::fs::write(&database, [0x5a; 8192]).unwrap();
    for beside in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{beside}", database.display()));
    }
    let window = Window::open(&desktop).await;
    window.find("[data-testid=\"welcome\"] [data-testid=\"error-banner\"][data-code=\"store_unreadable\"]").await;
    window.shows("error-banner", "Nothing was overwritten").await;
    window.shows("error-banner", "mayfly.db.unreadable-").await;
    window.connect(KEY, &service.base_url).await;
    window.create_inbox().await;
    window.quit().await;
}

#[tokio::test]
async fn a_second_mayfly_from_another_session_says_so_and_takes_nothing() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;

    // Another screen, bus and keychain; the same home.
    let mut other = Desktop::start(Keychain::Unlocked);
    other.set("XDG_DATA_HOME", desktop.path("data").display().to_string());
    let second = Window::open(&other).await;
    second.find("[data-testid=\"blocked\"] [data-code=\"store_in_use\"]").await;
    second.shows("error-banner", "Another Mayfly").await;
    let next = window.create_inbox().await;
    window.quit().await;
    desktop.app_gone().await;

    // The first one has ended, but the second has no key for what it left.
    let window = Window::open(&desktop).await;
    window.find(&format!("[data-address=\"{address}\"]")).await;
    window.find(&format!("[data-address=\"{next}\"]")).await;
    window.quit().await;
    second.quit().await;
}

#[tokio::test]
async fn a_keychain_that_ends_midway_is_told_of_and_erasing_is_finished_later() {
    let (mut desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    desktop.end_keychain();
    window.create_inbox().await;
    window.click("settings-open").await;
    window.click("sign-out").await;
    window.confirm_if_asked().await;
    window.find("[data-testid=\"error-banner\"][data-code=\"keychain_unavailable\"]").await;
    window.find(&format!("[data-address=\"{address}\"]")).await;

    if window.count("dialog[open]").await == 0 {
        window.click("settings-open").await;
    }
    window.click("wipe-data").await;
    window.confirm_if_asked().await;
    window.get("welcome").await;
    let said = "return document.body.innerText.includes('Not everything was erased')";
    until_true("the failure to be told", || async { window.run(said).await == true }).await;
    assert!(!desktop.path(DATABASE).exists());
    window.quit().await;
    desktop.app_gone().await;

    desktop.unlock_keychain();
    assert!(desktop.secret("store-key").is_some(), "the entries are still there");
    let window = Window::open(&desktop).await;
    window.get("welcome").await;
    assert_eq!((desktop.secret("store-key"), desktop.secret("api-key:1")), (None, None));
    window.quit().await;
}

/// Files below the user's folders, but for what the desktop keeps for every program.
fn files(desktop: &Desktop) -> Vec<String> {
    let folders = ["data", "config", "cache", "state"].map(|name| desktop.path(name).display().to_string());
    let folders: Vec<_> = folders.iter().map(String::as_str).collect();
    let found = desktop.run("find", &[&folders[..], &["-type", "f"]].concat()).1;
    let others = ["/keyrings/", "dconf", "fontconfig", "mesa_shader_cache", "openbox"];
    let ours = found.lines().filter(|line| !others.iter().any(|other| line.contains(other)));
    ours.map(|line| line.replace(&format!("{}/", desktop.path("").display().to_string().trim_end_matches('/')), ""))
        .collect()
}

#[tokio::test]
async fn erasing_everything_leaves_no_file_no_entry_and_no_start_at_login() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    service.deliver(json!({"address": address, "subject": "Hello", "content": "Your code is 482913."})).await;
    window.get("message-item").await;
    window.click("settings-open").await;
    window.click("setting-autostart").await;
    window.find("[data-testid=\"setting-autostart\"]:checked:not(:disabled)").await;
    window.quit().await;
    desktop.app_gone().await;

    // And as a person runs it, for a window that WebDriver drives is another kind.
    let tray = Tray::start(&desktop).await;
    let app = Running(desktop.command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    until_true("the window", || async { desktop.windows().len() == 1 }).await;
    until_true("the address in the tray", || async { tray.labels().await.iter().any(|label| label.contains('@')) })
        .await;
    desktop.close_window();
    tray.click("Quit").await;
    drop(app);
    desktop.app_gone().await;
    let window = Window::open(&desktop).await;
    window.get("create-inbox").await;
    window.click("settings-open").await;
    window.click("wipe-data").await;
    window.confirm_if_asked().await;
    window.get("welcome").await;
    window.quit().await;
    desktop.app_gone().await;
    assert_eq!(files(&desktop), Vec::<String>::new());
    let (_, entries) = desktop.run("secret-tool", &["search", "--all", "service", "app.mayfly.Mayfly"]);
    assert_eq!(entries, "");
}
