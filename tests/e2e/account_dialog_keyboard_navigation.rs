//! The account dialogs with the keyboard alone: each returns the focus to where it was opened.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;

/// More than the number of focusable elements on any screen.
const MAX_TABS: usize = 60;

const ACCOUNTS_BUTTON: &str = "[data-testid=\"account-switch\"]";
const SETTINGS_BUTTON: &str = "[data-testid=\"settings-open\"]";

fn account_item_selector(account: u32) -> String {
    format!("[data-testid=\"account-item\"][data-account=\"{account}\"]")
}

fn account_button_selector(account: u32, button: &str) -> String {
    format!("li:has([data-account=\"{account}\"]) [data-testid=\"{button}\"]")
}

impl AppWindow {
    /// Types text into the focused element.
    async fn type_text(&self, text: &str) {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(keys).await.unwrap();
    }

    pub(super) async fn press_key(&self, key: Key) {
        self.type_text(&char::from(key).to_string()).await;
    }

    async fn is_focused(&self, selector: &str) -> bool {
        self.run_script(&format!("return document.activeElement.matches(`{selector}`)")).await == true
    }

    pub(super) async fn wait_for_focus(&self, selector: &str) {
        wait_until_true(&format!("the focus on {selector}"), || self.is_focused(selector)).await;
    }

    /// Presses Tab until the element has the focus.
    pub(super) async fn tab_to(&self, selector: &str) {
        self.find_by_selector(selector).await;
        for _ in 0..MAX_TABS {
            if self.is_focused(selector).await {
                return;
            }
            self.press_key(Key::Tab).await;
        }
        panic!("Tab never reaches {selector}");
    }

    pub(super) async fn tab_to_and_press_enter(&self, selector: &str) {
        self.tab_to(selector).await;
        self.press_key(Key::Enter).await;
    }

    async fn open_accounts_dialog(&self) {
        self.tab_to_and_press_enter(ACCOUNTS_BUTTON).await;
        self.find_by_testid("accounts").await;
    }

    /// Signs out in the open settings, and confirms.
    async fn sign_out_in_settings(&self) {
        self.tab_to_and_press_enter("[data-testid=\"sign-out\"]").await;
        self.find_by_selector("[role=\"alertdialog\"]").await;
        self.tab_to_and_press_enter("[data-testid=\"confirm\"]").await;
    }

    /// Waits until no dialog is open and the focus is on this element.
    async fn wait_until_dialog_closed(&self, selector: &str) {
        self.wait_until_element_gone("dialog").await;
        self.wait_for_focus(selector).await;
    }
}

#[tokio::test]
async fn accounts_are_managed_with_the_keyboard_alone() {
    let (desktop, service, other) =
        (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start(), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let first = window.create_inbox().await;
    let row = format!("[data-testid=\"inbox-item\"][data-address=\"{first}\"]");

    window.open_accounts_dialog().await;
    window.press_key(Key::Escape).await;
    window.wait_until_dialog_closed(ACCOUNTS_BUTTON).await;

    // Add an account: first cancelled, then completed.
    window.open_accounts_dialog().await;
    window.tab_to_and_press_enter("[data-testid=\"account-add\"]").await;
    window.wait_for_focus("[data-testid=\"api-key-input\"]").await;
    window.press_key(Key::Escape).await;
    window.wait_for_focus("[data-testid=\"account-add\"]").await;
    window.press_key(Key::Enter).await;
    window.wait_for_focus("[data-testid=\"api-key-input\"]").await;
    window.type_text(API_KEY).await;
    window.tab_to_and_press_enter("[data-testid=\"advanced-toggle\"]").await;
    window.tab_to("[data-testid=\"api-url-input\"]").await;
    window.type_text(&other.base_url).await;
    window.press_key(Key::Enter).await;
    window.wait_until_element_gone(&row).await;
    window.wait_until_dialog_closed(ACCOUNTS_BUTTON).await;

    // Switch to the first account.
    window.open_accounts_dialog().await;
    window.tab_to_and_press_enter(&account_item_selector(1)).await;
    window.find_by_selector(&row).await;
    window.wait_until_dialog_closed(ACCOUNTS_BUTTON).await;

    // Rename an account: the focus returns to its rename button in the list.
    window.open_accounts_dialog().await;
    window.tab_to_and_press_enter(&account_button_selector(2, "account-rename")).await;
    window.wait_for_focus("[data-testid=\"account-name\"]").await;
    window.type_text("Shop").await;
    window.press_key(Key::Enter).await;
    window.wait_for_focus(&account_button_selector(2, "account-rename")).await;
    assert!(
        window.find_by_selector(&account_item_selector(2)).await.text().await.unwrap().starts_with("Shop"),
        "the old name was replaced"
    );
    window.press_key(Key::Enter).await;
    window.wait_for_focus("[data-testid=\"account-name\"]").await;
    window.press_key(Key::Escape).await;
    window.wait_for_focus(&account_button_selector(2, "account-rename")).await;
    window.press_key(Key::Escape).await;
    window.wait_until_dialog_closed(ACCOUNTS_BUTTON).await;

    // Sign out: the other account becomes active.
    window.tab_to_and_press_enter(SETTINGS_BUTTON).await;
    window.sign_out_in_settings().await;
    window.wait_until_element_gone(&row).await;
    window.wait_for_text("account-switch", "Shop").await;
    window.wait_until_dialog_closed(SETTINGS_BUTTON).await;

    // Remove an account in the list: Enter alone cancels the confirmation.
    window.open_accounts_dialog().await;
    window.tab_to_and_press_enter(&account_button_selector(1, "account-remove")).await;
    window.find_by_selector("[role=\"alertdialog\"]").await;
    window.press_key(Key::Enter).await;
    window.wait_for_focus(&account_button_selector(1, "account-remove")).await;
    window.press_key(Key::Enter).await;
    window.find_by_selector("[role=\"alertdialog\"]").await;
    window.tab_to_and_press_enter("[data-testid=\"confirm\"]").await;
    window.wait_until_element_gone("[role=\"alertdialog\"]").await;
    window.find_by_testid("account-item").await;
    window.wait_until_element_gone(&account_item_selector(1)).await;
    assert_eq!(window.count_matching_elements("[data-testid=\"account-item\"]").await, 1);
    window.press_key(Key::Escape).await;
    window.wait_until_element_gone("dialog").await;

    // Sign out of the last account: the welcome page focuses the API key field.
    window.tab_to_and_press_enter(SETTINGS_BUTTON).await;
    window.sign_out_in_settings().await;
    window.find_by_testid("welcome").await;
    window.wait_for_focus("[data-testid=\"api-key-input\"]").await;
    window.quit_app().await;
}
