//! The accounts' dialogs by the keyboard alone: each leads back to where it was opened.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;

/// More than there is to walk through on any screen.
const MOST_TABS: usize = 60;

const SWITCH: &str = "[data-testid=\"account-switch\"]";
const SETTINGS: &str = "[data-testid=\"settings-open\"]";

fn item(account: u32) -> String {
    format!("[data-testid=\"account-item\"][data-account=\"{account}\"]")
}

fn beside(account: u32, button: &str) -> String {
    format!("li:has([data-account=\"{account}\"]) [data-testid=\"{button}\"]")
}

impl Window {
    /// Types on whatever has the focus.
    async fn types(&self, text: &str) {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(keys).await.unwrap();
    }

    async fn presses(&self, key: Key) {
        self.types(&char::from(key).to_string()).await;
    }

    async fn is_focused(&self, selector: &str) -> bool {
        self.run(&format!("return document.activeElement.matches(`{selector}`)")).await == true
    }

    async fn focused(&self, selector: &str) {
        until_true(&format!("the focus on {selector}"), || self.is_focused(selector)).await;
    }

    /// Walks to it, which is there.
    async fn walk_to(&self, selector: &str) {
        self.find(selector).await;
        for _ in 0..MOST_TABS {
            if self.is_focused(selector).await {
                return;
            }
            self.presses(Key::Tab).await;
        }
        panic!("Tab never reaches {selector}");
    }

    async fn walk_to_and_press(&self, selector: &str) {
        self.walk_to(selector).await;
        self.presses(Key::Enter).await;
    }

    async fn accounts(&self) {
        self.walk_to_and_press(SWITCH).await;
        self.get("accounts").await;
    }

    /// Signs out in the settings, which ask: Enter alone would do nothing.
    async fn signs_out(&self) {
        self.walk_to_and_press("[data-testid=\"sign-out\"]").await;
        self.find("[role=\"alertdialog\"]").await;
        self.walk_to_and_press("[data-testid=\"confirm\"]").await;
    }

    /// No dialog is left, and the focus is where it was before.
    async fn back_at(&self, selector: &str) {
        self.gone("dialog").await;
        self.focused(selector).await;
    }
}

#[tokio::test]
async fn accounts_are_added_opened_named_left_and_forgotten_without_a_mouse() {
    let (desktop, service, other) = (Desktop::start(Keychain::Unlocked), Service::start(), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let first = window.create_inbox().await;
    let row = format!("[data-testid=\"inbox-item\"][data-address=\"{first}\"]");

    window.accounts().await;
    window.presses(Key::Escape).await;
    window.back_at(SWITCH).await;

    // Added: given up, then done.
    window.accounts().await;
    window.walk_to_and_press("[data-testid=\"account-add\"]").await;
    window.focused("[data-testid=\"api-key-input\"]").await;
    window.presses(Key::Escape).await;
    window.focused("[data-testid=\"account-add\"]").await;
    window.presses(Key::Enter).await;
    window.focused("[data-testid=\"api-key-input\"]").await;
    window.types(KEY).await;
    window.walk_to_and_press("[data-testid=\"advanced-toggle\"]").await;
    window.walk_to("[data-testid=\"api-url-input\"]").await;
    window.types(&other.base_url).await;
    window.presses(Key::Enter).await;
    window.gone(&row).await;
    window.back_at(SWITCH).await;

    // Opened.
    window.accounts().await;
    window.walk_to_and_press(&item(1)).await;
    window.find(&row).await;
    window.back_at(SWITCH).await;

    // Named: the list is where that began, and the name it began at.
    window.accounts().await;
    window.walk_to_and_press(&beside(2, "account-rename")).await;
    window.focused("[data-testid=\"account-name\"]").await;
    window.types("Shop").await;
    window.presses(Key::Enter).await;
    window.focused(&beside(2, "account-rename")).await;
    assert!(window.find(&item(2)).await.text().await.unwrap().starts_with("Shop"), "the old name was replaced");
    window.presses(Key::Enter).await;
    window.focused("[data-testid=\"account-name\"]").await;
    window.presses(Key::Escape).await;
    window.focused(&beside(2, "account-rename")).await;
    window.presses(Key::Escape).await;
    window.back_at(SWITCH).await;

    // Left: the other one is open then.
    window.walk_to_and_press(SETTINGS).await;
    window.signs_out().await;
    window.gone(&row).await;
    window.shows("account-switch", "Shop").await;
    window.back_at(SETTINGS).await;

    // Forgotten, in the list, which stays: Enter alone would do nothing.
    window.accounts().await;
    window.walk_to_and_press(&beside(1, "account-remove")).await;
    window.find("[role=\"alertdialog\"]").await;
    window.presses(Key::Enter).await;
    window.focused(&beside(1, "account-remove")).await;
    window.presses(Key::Enter).await;
    window.find("[role=\"alertdialog\"]").await;
    window.walk_to_and_press("[data-testid=\"confirm\"]").await;
    window.gone("[role=\"alertdialog\"]").await;
    window.get("account-item").await;
    window.gone(&item(1)).await;
    assert_eq!(window.count("[data-testid=\"account-item\"]").await, 1);
    window.presses(Key::Escape).await;
    window.gone("dialog").await;

    // The last one left: the first page waits for a key.
    window.walk_to_and_press(SETTINGS).await;
    window.signs_out().await;
    window.get("welcome").await;
    window.focused("[data-testid=\"api-key-input\"]").await;
    window.quit().await;
}
