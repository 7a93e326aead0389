//! Crashes, damaged or locked stores, a keychain that stops, and erasing everything.

use crate::support::sandbox_process::API_KEY;
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use serde_json::json;
use std::time::Duration;

const DATABASE_PATH: &str = "data/app.mayfly.Mayfly/mayfly.db";

#[tokio::test]
async fn killed_app_keeps_every_shown_address() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let mut addresses = Vec::new();
    for round in 0..4_u64 {
        let window = AppWindow::open(&desktop).await;
        if round == 0 {
            window.submit_sign_in_form(API_KEY, &service.base_url).await;
        }
        window.find_by_testid("create-inbox").await;
        for address in &addresses {
            window.find_by_selector(&format!("[data-address=\"{address}\"]")).await;
        }
        addresses.push(window.create_inbox().await);
        // Another inbox is being created when the app is killed.
        window.click_selector("[data-testid=\"create-inbox\"]:not(:disabled)").await;
        tokio::time::sleep(Duration::from_millis(round * 15)).await;
        assert!(desktop.run_program("kill", &["-9", &desktop.find_app_pid().to_string()]).0);
        drop(window);
        desktop.wait_until_app_exits().await;
    }
}

#[tokio::test]
async fn damaged_database_is_reported_and_set_aside() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.create_inbox().await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    let database = desktop.path_in_home(DATABASE_PATH);
    std::fs::write(&database, [0x5a; 8192]).unwrap();
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", database.display()));
    }
    let window = AppWindow::open(&desktop).await;
    window
        .find_by_selector("[data-testid=\"welcome\"] [data-testid=\"error-banner\"][data-code=\"store_unreadable\"]")
        .await;
    window.wait_for_text("error-banner", "Nothing was overwritten").await;
    window.wait_for_text("error-banner", "mayfly.db.unreadable-").await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.create_inbox().await;
    window.quit_app().await;
}

/// Another keychain has no key for the stored mail: nothing is changed, the user can start beside it, and each keychain
/// opens its own mail from then on.
#[tokio::test]
async fn swapped_keychain_costs_nothing() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let old = window.create_inbox().await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    let database = std::fs::read(desktop.path_in_home(DATABASE_PATH)).unwrap();

    desktop.swap_keychain("first", "second");
    let tray = TrayHost::start(&desktop).await;
    let window = AppWindow::open(&desktop).await;
    window.find_by_selector("[data-testid=\"blocked\"] [data-code=\"store_key_missing\"]").await;
    wait_until_true("the tray to report it", || async {
        tray.list_tray_menu_labels().await.contains(&"Mayfly can’t open its mail: see the window".to_owned())
            && !tray.is_menu_item_enabled("New address").await
    })
    .await;
    window.wait_for_text("error-banner", "The keychain (GNOME Keyring) has no key for").await;
    window.wait_for_text("error-banner", "mayfly.db").await;
    window.click_testid("keychain-retry").await;
    window.find_by_selector("[data-testid=\"keychain-retry\"]:not(:disabled)").await;
    assert!(std::fs::read(desktop.path_in_home(DATABASE_PATH)).unwrap() == database, "nothing was changed");
    window.click_testid("start-beside").await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let new = window.create_inbox().await;
    wait_until_true("the tray to offer an address", || async { tray.is_menu_item_enabled("New address").await }).await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    assert!(std::fs::read(desktop.path_in_home(DATABASE_PATH)).unwrap() == database, "nothing was changed");

    for (keep_as, go_on_with, expected, other) in
        [("second", "first", &old, &new), ("first", "second", &new, &old), ("second", "first", &old, &new)]
    {
        desktop.swap_keychain(keep_as, go_on_with);
        let window = AppWindow::open(&desktop).await;
        window.find_by_selector(&format!("[data-address=\"{expected}\"]")).await;
        assert_eq!(window.count_matching_elements(&format!("[data-address=\"{other}\"]")).await, 0);
        window.quit_app().await;
        desktop.wait_until_app_exits().await;
    }
    let window = AppWindow::open(&desktop).await;
    window.click_testid("show-stored-mail").await;
    window.find_by_selector("[data-testid=\"stored-mail-item\"][data-readable=\"true\"]").await;
    window.click_testid("stored-mail-take-over").await;
    window.find_by_selector(&format!("[data-address=\"{new}\"]")).await;
    window.find_by_selector(&format!("[data-address=\"{old}\"]")).await;
    window.quit_app().await;
}

#[tokio::test]
async fn second_instance_in_another_session_reports_the_store_in_use() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;

    // Another X server, bus and keychain, but the same data folder.
    let mut other = TestDesktop::start(Keychain::Unlocked);
    other.set_env("XDG_DATA_HOME", desktop.path_in_home("data").display().to_string());
    let second = AppWindow::open(&other).await;
    second.find_by_selector("[data-testid=\"blocked\"] [data-code=\"store_in_use\"]").await;
    second.wait_for_text("error-banner", "Another Mayfly").await;
    let second_address = window.create_inbox().await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;

    // The second instance's keychain has no key of the store, so the store is still there for the first.
    let window = AppWindow::open(&desktop).await;
    window.find_by_selector(&format!("[data-address=\"{address}\"]")).await;
    window.find_by_selector(&format!("[data-address=\"{second_address}\"]")).await;
    window.quit_app().await;
    second.quit_app().await;
}

#[tokio::test]
async fn stopped_keychain_is_reported_and_erasing_is_completed_at_the_next_start() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    desktop.stop_keychain();
    window.create_inbox().await;
    window.click_testid("settings-open").await;
    window.click_testid("sign-out").await;
    window.confirm_dialog_if_open().await;
    window.find_by_selector("[data-testid=\"error-banner\"][data-code=\"keychain_unavailable\"]").await;
    window.find_by_selector(&format!("[data-address=\"{address}\"]")).await;

    if window.count_matching_elements("dialog[open]").await == 0 {
        window.click_testid("settings-open").await;
    }
    window.click_testid("wipe-data").await;
    window.confirm_dialog_if_open().await;
    window.find_by_testid("welcome").await;
    let is_failure_shown = "return document.body.innerText.includes('Not everything was erased')";
    wait_until_true("the failure to be shown", || async { window.run_script(is_failure_shown).await == true }).await;
    assert!(!desktop.path_in_home(DATABASE_PATH).exists());
    window.quit_app().await;
    desktop.wait_until_app_exits().await;

    desktop.restart_keychain_unlocked();
    assert!(desktop.read_secret("store-key").is_some(), "the keychain's entries still exist");
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("welcome").await;
    assert_eq!((desktop.read_secret("store-key"), desktop.read_secret("api-key:1")), (None, None));
    window.quit_app().await;
}

/// Returns the files below the user's folders, except those of other programs.
fn list_app_files(desktop: &TestDesktop) -> Vec<String> {
    let folders = ["data", "config", "cache", "state"].map(|name| desktop.path_in_home(name).display().to_string());
    let folders: Vec<_> = folders.iter().map(String::as_str).collect();
    let found = desktop.run_program("find", &[&folders[..], &["-type", "f"]].concat()).1;
    let other_programs = ["/keyrings/", "dconf", "fontconfig", "mesa_shader_cache", "openbox"];
    let ours = found.lines().filter(|line| !other_programs.iter().any(|other| line.contains(other)));
    ours.map(|line| {
        line.replace(&format!("{}/", desktop.path_in_home("").display().to_string().trim_end_matches('/')), "")
    })
    .collect()
}

#[tokio::test]
async fn erasing_everything_leaves_no_file_no_secret_and_no_autostart_entry() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    service.deliver_mail(json!({"address": address, "subject": "Hello", "content": "Your code is 482913."})).await;
    window.find_by_testid("message-item").await;
    window.click_testid("settings-open").await;
    window.click_testid("setting-autostart").await;
    window.find_by_selector("[data-testid=\"setting-autostart\"]:checked:not(:disabled)").await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;

    // Mayfly is also run without WebDriver, which uses another kind of web view.
    let tray = TrayHost::start(&desktop).await;
    let app = ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
    wait_until_true("the address in the tray", || async {
        tray.list_tray_menu_labels().await.iter().any(|label| label.contains('@'))
    })
    .await;
    desktop.close_window();
    tray.click_item("Quit").await;
    drop(app);
    desktop.wait_until_app_exits().await;
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("create-inbox").await;
    window.click_testid("settings-open").await;
    window.click_testid("wipe-data").await;
    window.confirm_dialog_if_open().await;
    window.find_by_testid("welcome").await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    assert_eq!(list_app_files(&desktop), Vec::<String>::new());
    let (_, entries) = desktop.run_program("secret-tool", &["search", "--all", "service", "app.mayfly.Mayfly"]);
    assert_eq!(entries, "");
}
