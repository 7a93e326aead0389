//! Typing with an input method (Vietnamese by Telex, with ibus and Unikey) and with dead keys.

use crate::support::test_desktop::ChildGuard;
use crate::support::{AppWindow, Keychain, TestDesktop, wait_until_true};
use serde_json::json;
use std::process::Stdio;

/// The keys for "Việt" by Telex.
const TELEX_KEYS: [&str; 6] = ["V", "i", "e", "e", "j", "t"];
const TELEX_WORD: &str = "Việt";

/// Starts ibus, for programs that are started from now on.
async fn start_ibus(desktop: &mut TestDesktop) -> ChildGuard {
    desktop.set_env("GTK_IM_MODULE", "ibus");
    desktop.set_env("XMODIFIERS", "@im=ibus");
    let daemon = desktop
        .build_desktop_command("ibus-daemon")
        .args(["--xim", "--panel", "disable"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("ibus is installed");
    let daemon = ChildGuard(daemon);
    wait_until_true("ibus", || async { desktop.run_program("ibus", &["list-engine"]).1.contains("Unikey") }).await;
    daemon
}

/// Switches the field that has the focus to Telex.
async fn switch_to_telex(desktop: &TestDesktop) {
    wait_until_true("the input method Unikey", || async {
        desktop.run_program("ibus", &["engine", "Unikey"]);
        desktop.run_program("ibus", &["engine"]).1.trim() == "Unikey"
    })
    .await;
}

fn press_keys(desktop: &TestDesktop, keys: &[&str]) {
    assert!(desktop.run_program("xdotool", &[&["key", "--delay", "40"], keys].concat()).0);
}

async fn wait_for_field_text(window: &AppWindow, id: &str, text: &str) {
    let script = format!("return document.querySelector('[data-testid={id}]').value");
    wait_until_true(&format!("{text:?} in {id}"), || async { window.run_script(&script).await == json!(text) }).await;
}

#[tokio::test]
async fn word_being_composed_is_shown_searched_and_submitted() {
    let mut desktop = TestDesktop::start(Keychain::Unlocked);
    let _ibus = start_ibus(&mut desktop).await;
    let window = AppWindow::open_with_args(&desktop, &["--demo"]).await;
    window.find_by_testid("message-item").await;

    // Shown while it is composed, and searched as it stands.
    window.click_testid("search").await;
    switch_to_telex(&desktop).await;
    press_keys(&desktop, &TELEX_KEYS);
    wait_for_field_text(&window, "search", TELEX_WORD).await;
    wait_until_true("the search for the unfinished word", || async {
        window.count_matching_elements("[data-testid=\"message-item\"]").await == 0
    })
    .await;
    press_keys(&desktop, &["space"]);
    wait_for_field_text(&window, "search", &format!("{TELEX_WORD} ")).await;
    window.click_testid("search-clear").await;

    // A click on the button that submits takes the word that is still being composed.
    window.click_selector("[data-testid=\"label-inbox\"]").await;
    window.find_by_testid("label-input").await;
    window.click_testid("label-input").await;
    switch_to_telex(&desktop).await;
    press_keys(&desktop, &TELEX_KEYS);
    wait_for_field_text(&window, "label-input", TELEX_WORD).await;
    let button = window.locate_centre("[data-testid=\"label-save\"]").await;
    desktop.perform_xdotool_mouse_actions(&button, &["click", "1"]);
    window.wait_until_element_gone("[data-testid=\"label-input\"]").await;
    window.wait_for_text("inbox-item", TELEX_WORD).await;

    // So does Enter.
    window.click_selector("[data-testid=\"label-inbox\"]").await;
    window.click_testid("label-input").await;
    switch_to_telex(&desktop).await;
    press_keys(&desktop, &["ctrl+a", "n", "h", "a", "f", "Return"]);
    window.wait_until_element_gone("[data-testid=\"label-input\"]").await;
    window.wait_for_text("inbox-item", "nhà").await;
    window.quit_app().await;
}

#[tokio::test]
async fn dead_keys_and_compose_sequences_are_composed() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let window = AppWindow::open_with_args(&desktop, &["--demo"]).await;
    window.find_by_testid("message-item").await;
    window.click_testid("search").await;
    press_keys(&desktop, &["dead_acute", "e"]);
    wait_for_field_text(&window, "search", "é").await;
    press_keys(&desktop, &["Multi_key", "asciitilde", "n"]);
    wait_for_field_text(&window, "search", "éñ").await;
    window.quit_app().await;
}
