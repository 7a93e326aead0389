//! The pocket window: the main window as a small one on top of the others.

use crate::support::sandbox_process::API_KEY;
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_exit, wait_for_some, wait_until_true};
use serde_json::json;
use std::time::Duration;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _};

const PRESS_POCKET_SHORTCUT: &str =
    "dispatchEvent(new KeyboardEvent('keydown', { key: 'P', ctrlKey: true, shiftKey: true, bubbles: true }))";

/// The position and size of Mayfly's window, as xdotool prints them; `None` if there is none.
fn read_geometry(desktop: &TestDesktop) -> Option<Vec<String>> {
    let id = desktop.list_window_ids().pop()?;
    let (_, text) = desktop.run_program("xdotool", &["getwindowgeometry", "--shell", &id]);
    let lines = text.lines().filter(|line| ["X=", "Y=", "WIDTH=", "HEIGHT="].iter().any(|name| line.starts_with(name)));
    Some(lines.map(str::to_owned).collect())
}

fn has_window_size(desktop: &TestDesktop, width: u32, height: u32) -> bool {
    let size = [format!("WIDTH={width}"), format!("HEIGHT={height}")];
    read_geometry(desktop).is_some_and(|geometry| size.iter().all(|side| geometry.contains(side)))
}

/// Whether the window manager keeps Mayfly's window above the others.
fn is_on_top(desktop: &TestDesktop) -> bool {
    let Some(id) = desktop.list_window_ids().pop() else { return false };
    let (_, display) = desktop.run_program("printenv", &["DISPLAY"]);
    let (connection, _) = x11rb::connect(Some(display.trim())).unwrap();
    let find_atom = |name: &str| connection.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom;
    let property = connection
        .get_property(false, id.parse().unwrap(), find_atom("_NET_WM_STATE"), AtomEnum::ATOM, 0, 64)
        .unwrap()
        .reply()
        .unwrap();
    let above = find_atom("_NET_WM_STATE_ABOVE");
    property.value32().is_some_and(|mut states| states.any(|state| state == above))
}

#[tokio::test]
async fn pocket_window_copies_address_and_code_and_becomes_the_full_window_again() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let first = window.create_inbox().await;
    window.click_testid("create-custom").await;
    window.find_by_selector("[data-testid=\"custom-domain\"]:not(:disabled)").await;
    window.fill_field("custom-username", "a-name-of-thirty-two-characters1").await;
    window.click_testid("custom-submit").await;
    window.wait_until_element_gone("dialog[open]").await;
    let second = window.read_attribute("inbox-item", "data-address").await;
    assert!(second.starts_with("a-name-of-thirty-two-characters1@"), "{second}");
    desktop.resize_window(900, 610);
    wait_until_true("the resized window", || async { has_window_size(&desktop, 900, 610) }).await;
    let before = read_geometry(&desktop);
    // Another address is selected than the one that was copied last.
    window.click_selector(&format!("[data-address=\"{first}\"] button")).await;
    let page = desktop.find_page_pid(desktop.find_app_pid()).expect("a page");

    window.run_script(PRESS_POCKET_SHORTCUT).await;
    window.find_by_testid("pocket").await;
    wait_until_true("the pocket window", || async { has_window_size(&desktop, 340, 220) && is_on_top(&desktop) }).await;
    assert_eq!(window.run_script("return [innerWidth, innerHeight]").await, json!([340, 220]));
    assert_eq!(desktop.find_page_pid(desktop.find_app_pid()), Some(page), "it is the same page");
    assert_eq!(window.read_attribute("pocket-address", "data-address").await, second);

    // A long address is shortened in its middle: its domain fits.
    let fits = "const text = document.querySelector('[data-testid=pocket-address] .middle');
        return text.querySelector('[aria-hidden]') !== null && text.scrollWidth <= text.clientWidth";
    wait_until_true("the shortened address", || async { window.run_script(fits).await == json!(true) }).await;

    // The address that it shows is checked as one that is looked at.
    service.deliver_mail(json!({"address": second, "subject": "Your code", "content": "Your code is 739201."})).await;
    desktop.put_placeholder_on_clipboard();
    window.click_testid("pocket-code").await;
    wait_until_true("the code on the clipboard", || async { desktop.read_clipboard() == "739201" }).await;
    window.click_testid("pocket-address").await;
    wait_until_true("the address on the clipboard", || async { desktop.read_clipboard() == second }).await;
    window.click_testid("pocket-create").await;
    let third = wait_for_some("the new address", || async {
        let shown = window.read_attribute("pocket-address", "data-address").await;
        (shown != second).then_some(shown)
    })
    .await;
    wait_until_true("the new address on the clipboard", || async { desktop.read_clipboard() == third }).await;

    window.click_testid("pocket-leave").await;
    window.find_by_selector(&format!("[data-address=\"{third}\"] [aria-current=\"true\"]")).await;
    wait_until_true("the full window", || async { read_geometry(&desktop) == before && !is_on_top(&desktop) }).await;
    desktop.resize_window(560, 420);
    wait_until_true("the resized window", || async { has_window_size(&desktop, 560, 420) }).await;
    desktop.resize_window(340, 220);
    assert!(has_window_size(&desktop, 560, 420), "the full window has its smallest size again");

    // A maximised window is maximised again.
    window.client.maximize_window().await.unwrap();
    wait_until_true("the window to fill the screen", || async {
        window.run_script("return innerWidth").await == json!(1280)
    })
    .await;
    window.run_script(PRESS_POCKET_SHORTCUT).await;
    wait_until_true("the pocket window", || async { has_window_size(&desktop, 340, 220) }).await;
    window.click_testid("pocket-leave").await;
    wait_until_true("the window to fill the screen again", || async {
        window.run_script("return innerWidth").await == json!(1280)
    })
    .await;
    window.quit_app().await;
}

/// Waits until the window has this size, and is on top of the others if it is the pocket window.
async fn wait_for_shape(desktop: &TestDesktop, step: &str, width: u32, height: u32) {
    let is_pocket = (width, height) == (340, 220);
    let waiting =
        wait_until_true(step, || async { has_window_size(desktop, width, height) && is_on_top(desktop) == is_pocket });
    let in_time = tokio::time::timeout(Duration::from_secs(40), waiting).await.is_ok();
    assert!(in_time, "{step}: the window is at {:?}, on top: {}", read_geometry(desktop), is_on_top(desktop));
}

#[tokio::test]
async fn pocket_window_is_opened_by_the_tray_and_its_size_is_not_stored() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.create_inbox().await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    // The tray is started only now: with a tray, Mayfly keeps running without its window.
    let tray = TrayHost::start(&desktop).await;
    let start_app = |arguments: &[&str]| {
        ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).args(arguments).spawn().unwrap())
    };
    let mut app = start_app(&["--hidden"]);
    // Without a window before, and again after it was closed.
    for _ in 0..2 {
        tray.click_item("Pocket window").await;
        wait_for_shape(&desktop, "opened by the tray", 340, 220).await;
        desktop.close_window();
        tray.click_item("Open Mayfly").await;
        wait_for_shape(&desktop, "opened again as the full window", 1120, 720).await;
        desktop.close_window();
    }
    // From the full window, and back by opening it.
    tray.click_item("Open Mayfly").await;
    wait_for_shape(&desktop, "opened before", 1120, 720).await;
    tray.click_item("Pocket window").await;
    wait_for_shape(&desktop, "shrunk by the tray", 340, 220).await;
    tray.click_item("Open Mayfly").await;
    wait_for_shape(&desktop, "grown by opening", 1120, 720).await;
    tray.click_item("Pocket window").await;
    wait_for_shape(&desktop, "shrunk before quitting", 340, 220).await;
    tray.click_item("Quit").await;
    wait_for_exit(&mut app.0).await;

    let mut app = start_app(&[]);
    wait_for_shape(&desktop, "started again", 1120, 720).await;
    tray.click_item("Quit").await;
    wait_for_exit(&mut app.0).await;
}
