//! Settings with an effect outside the window: autostart, global shortcut, clipboard, language of the tray.

use crate::support::sandbox_process::API_KEY;
use crate::support::stub_portal::{StubPortal, StubPortalAnswer};
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_exit, wait_until_true};
use serde_json::json;
use std::time::Duration;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, GrabMode, ModMask};
use x11rb::rust_connection::RustConnection;

const AUTOSTART_ENTRY: &str = "config/autostart/app.mayfly.Mayfly.desktop";

#[tokio::test]
async fn autostart_entry_follows_the_setting_and_is_erased_with_all_data() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let entry = desktop.path_in_home(AUTOSTART_ENTRY);
    window.click_testid("settings-open").await;
    window.click_testid("setting-autostart").await;
    window.find_by_selector("[data-testid=\"setting-autostart\"]:checked:not(:disabled)").await;
    let text = std::fs::read_to_string(&entry).unwrap();
    assert!(text.contains(&format!("Exec=\"{}\" --hidden\n", env!("CARGO_BIN_EXE_mayfly"))), "{text}");
    window.click_testid("setting-autostart").await;
    window.find_by_selector("[data-testid=\"setting-autostart\"]:not(:checked):not(:disabled)").await;
    assert!(!entry.exists());

    window.click_testid("setting-autostart").await;
    wait_until_true("the entry", || async { entry.exists() }).await;
    window.click_testid("wipe-data").await;
    window.confirm_dialog_if_open().await;
    window.find_by_testid("welcome").await;
    assert!(!entry.exists(), "erasing everything deletes the entry");
    window.quit_app().await;
}

#[tokio::test]
async fn global_shortcut_creates_an_inbox_where_the_desktop_supports_it() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.click_testid("settings-open").await;
    window.click_testid("setting-shortcut").await;
    window.find_by_selector("[data-testid=\"setting-shortcut\"]:checked:not(:disabled)").await;
    desktop.put_placeholder_on_clipboard();
    assert!(desktop.run_program("xdotool", &["key", "ctrl+alt+m"]).0);
    wait_until_true("the address on the clipboard", || async { desktop.read_clipboard().contains('@') }).await;

    // Other keys are recorded as they are pressed, and changed back in the same way.
    for (keys, label) in [("ctrl+shift+F9", "with Ctrl+Shift+F9"), ("ctrl+alt+m", "with Ctrl+Alt+M")] {
        let id = desktop.list_window_ids().pop().unwrap();
        assert!(desktop.run_program("xdotool", &["windowactivate", "--sync", &id]).0);
        window.click_testid("shortcut-record").await;
        window.find_by_selector("[data-testid=\"shortcut-record\"][aria-pressed=\"true\"]").await;
        assert!(desktop.run_program("xdotool", &["key", keys]).0);
        let script = format!("return document.body.innerText.includes('{label}')");
        wait_until_true(label, async || window.run_script(&script).await == json!(true)).await;
        desktop.put_placeholder_on_clipboard();
        assert!(desktop.run_program("xdotool", &["key", keys]).0);
        wait_until_true("the address by other keys", || async { desktop.read_clipboard().contains('@') }).await;
    }
    // Switched off, the keys are free for other programs.
    window.click_testid("setting-shortcut").await;
    window.find_by_selector("[data-testid=\"setting-shortcut\"]:not(:checked):not(:disabled)").await;
    drop(occupy_shortcut_keys(&desktop));
    window.click_testid("setting-shortcut").await;
    window.find_by_selector("[data-testid=\"setting-shortcut\"]:checked:not(:disabled)").await;
    window.quit_app().await;

    // Another program has the keys: the setting stays, and can be tried again.
    desktop.wait_until_app_exits().await;
    let other_program = occupy_shortcut_keys(&desktop);
    let window = AppWindow::open(&desktop).await;
    window.click_testid("settings-open").await;
    window.find_by_selector("[data-testid=\"shortcut-failed\"][data-code=\"shortcut_taken\"]").await;
    window.find_by_selector("[data-testid=\"setting-shortcut\"]:checked").await;
    drop(other_program);
    window.click_testid("shortcut-retry").await;
    window.wait_until_element_gone("[data-testid=\"shortcut-failed\"]").await;
    desktop.put_placeholder_on_clipboard();
    assert!(desktop.run_program("xdotool", &["key", "ctrl+alt+m"]).0);
    wait_until_true("the address again", || async { desktop.read_clipboard().contains('@') }).await;
    window.quit_app().await;

    // The same settings on Wayland, where there is no global shortcut without a portal.
    desktop.wait_until_app_exits().await;
    desktop.set_env("WAYLAND_DISPLAY", "wayland-7");
    let window = AppWindow::open(&desktop).await;
    window.click_testid("settings-open").await;
    window.find_by_selector("[data-testid=\"shortcut-failed\"][data-code=\"shortcut_unavailable\"]").await;
    window.find_by_selector("[data-testid=\"setting-shortcut\"]:checked").await;
    window.click_testid("setting-shortcut").await;
    window.find_by_selector("[data-testid=\"setting-shortcut\"]:not(:checked):not(:disabled)").await;
    window.wait_until_element_gone("[data-testid=\"shortcut-failed\"]").await;
    window.click_testid("setting-close-to-tray").await;
    window.find_by_selector("[data-testid=\"setting-close-to-tray\"]:not(:checked):not(:disabled)").await;
    window.quit_app().await;

    // With close-to-tray off, closing the window quits the app although there is a tray.
    desktop.wait_until_app_exits().await;
    let tray = TrayHost::start(&desktop).await;
    let mut app = ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    tray.list_tray_menu_labels().await;
    wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
    // The settings are in the store, which opens after the window.
    wait_until_true("the account", || async {
        service.list_requests().await.iter().any(|line| line.starts_with("GET /"))
    })
    .await;
    desktop.close_window();
    wait_for_exit(&mut app.0).await;
}

/// On Wayland the desktop chooses the keys and reports when they are pressed.
#[tokio::test]
async fn desktop_gives_the_shortcut_keys_on_wayland() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    desktop.set_env("WAYLAND_DISPLAY", "wayland-7");
    let portal = StubPortal::start(desktop.bus_address(), StubPortalAnswer::Refuse, "Press <Super>n").await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.click_testid("settings-open").await;
    window.click_testid("setting-shortcut").await;
    window.find_by_selector("[data-testid=\"shortcut-failed\"][data-code=\"shortcut_refused\"]").await;
    window.find_by_selector("[data-testid=\"setting-shortcut\"]:checked").await;
    portal.set_answer(StubPortalAnswer::Accept);
    window.click_testid("shortcut-retry").await;
    window.wait_for_text("shortcut-keys", "“Press <Super>n”").await;
    assert!(portal.bound_shortcuts()[1][0].1.contains("new address"), "{:?}", portal.bound_shortcuts());
    window.quit_app().await;

    // At the next start the desktop remembers; with the portal's end and return the shortcut goes and comes.
    desktop.wait_until_app_exits().await;
    let tray = TrayHost::start(&desktop).await;
    let mut app =
        ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap());
    wait_until_true("the third request", || async { portal.bound_shortcuts().len() == 3 }).await;
    portal.end().await;
    let portal = StubPortal::start(desktop.bus_address(), StubPortalAnswer::Accept, "Press <Super>n").await;
    wait_until_true("the request to the new portal", || async { portal.bound_shortcuts().len() == 1 }).await;
    desktop.put_placeholder_on_clipboard();
    portal.press("new-address").await;
    wait_until_true("the address on the clipboard", || async { desktop.read_clipboard().contains('@') }).await;
    tray.click_item("Quit").await;
    wait_for_exit(&mut app.0).await;
}

/// Takes Ctrl+Alt+M as another program does, until the connection is dropped.
fn occupy_shortcut_keys(desktop: &TestDesktop) -> RustConnection {
    const KEY_M: u8 = 58;
    let (_, display) = desktop.run_program("printenv", &["DISPLAY"]);
    let (connection, screen) = x11rb::connect(Some(display.trim())).unwrap();
    let root = connection.setup().roots[screen].root;
    let modifiers = ModMask::CONTROL | ModMask::M1;
    connection.grab_key(false, root, modifiers, KEY_M, GrabMode::ASYNC, GrabMode::ASYNC).unwrap().check().unwrap();
    connection
}

/// A compositor may end XWayland at any time; the library's connection then fails for good.
#[tokio::test]
async fn copies_succeed_after_the_clipboards_connection_was_lost() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    wait_until_true("the address on the clipboard", || async { desktop.read_clipboard() == address }).await;
    for _ in 0..2 {
        let (_, display) = desktop.run_program("printenv", &["DISPLAY"]);
        let (connection, _) = x11rb::connect(Some(display.trim())).unwrap();
        let clipboard = connection.intern_atom(false, b"CLIPBOARD").unwrap().reply().unwrap().atom;
        let owner = connection.get_selection_owner(clipboard).unwrap().reply().unwrap().owner;
        connection.kill_client(owner).unwrap().check().unwrap();
        wait_until_true("the clipboard to be empty", || async { desktop.read_clipboard().is_empty() }).await;
        window.click_testid("copy-address").await;
        wait_until_true("the address again", || async { desktop.read_clipboard() == address }).await;
    }
    window.quit_app().await;
}

#[tokio::test]
async fn copied_code_is_cleared_from_the_clipboard_unless_replaced() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    // Shorter than the settings offer, and long enough for the test to see the code.
    let update_script = "window.__TAURI_INTERNALS__.invoke('update_settings', { patch: { clear_clipboard_after: 3 } })
        .then(arguments[0], (error) => arguments[0](JSON.stringify(error)))";
    let answer = window.client.execute_async(update_script, Vec::new()).await.unwrap();
    assert!(answer.is_null(), "{answer}");
    service.deliver_mail(json!({"address": address, "subject": "Hello", "content": "Your code is 482913."})).await;
    window.click_testid("code-chip").await;
    wait_until_true("the code on the clipboard", || async { desktop.read_clipboard() == "482913" }).await;
    wait_until_true("the clipboard to be empty", || async { desktop.read_clipboard().is_empty() }).await;

    window.click_testid("code-chip").await;
    wait_until_true("the code again", || async { desktop.read_clipboard() == "482913" }).await;
    desktop.put_placeholder_on_clipboard();
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(desktop.read_clipboard(), "something else");
    window.quit_app().await;
}

#[tokio::test]
async fn language_changes_window_and_tray_at_once_and_survives_a_restart() {
    const ENGLISH: [&str; 5] = ["New address", "Open Mayfly", "Pocket window", "Pause checking", "Quit"];
    const VIETNAMESE: [&str; 5] = ["Địa chỉ mới", "Mở Mayfly", "Cửa sổ nhỏ", "Tạm dừng kiểm tra", "Thoát"];
    async fn wait_for_language(window: &AppWindow, tray: &TrayHost, locale: &str, labels: [&str; 5]) {
        window.find_by_selector(&format!("html[lang=\"{locale}\"]")).await;
        window.wait_for_text("create-inbox", labels[0]).await;
        wait_until_true(&format!("the tray to show {labels:?}"), || async {
            tray.list_tray_menu_labels().await == labels
        })
        .await;
    }
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let tray = TrayHost::start(&desktop).await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    wait_for_language(&window, &tray, "en", ENGLISH).await;
    window.click_testid("settings-open").await;
    window.click_selector("[data-testid=\"setting-language\"] option[value=\"vi\"]").await;
    wait_for_language(&window, &tray, "vi", VIETNAMESE).await;
    window.quit_app().await;

    desktop.wait_until_app_exits().await;
    let window = AppWindow::open(&desktop).await;
    wait_for_language(&window, &tray, "vi", VIETNAMESE).await;
    window.click_testid("settings-open").await;
    window.click_selector("[data-testid=\"setting-language\"] option[value=\"system\"]").await;
    wait_for_language(&window, &tray, "en", ENGLISH).await;
    window.quit_app().await;

    // The setting "system" on a Vietnamese system.
    desktop.wait_until_app_exits().await;
    desktop.set_env("LANG", "vi_VN.UTF-8");
    let window = AppWindow::open(&desktop).await;
    wait_for_language(&window, &tray, "vi-VN", VIETNAMESE).await;
    window.quit_app().await;
}
