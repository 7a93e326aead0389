//! Mayfly's window, controlled through WebDriver.

use super::test_desktop::ChildGuard;
use super::{TestDesktop, wait_for_some, wait_until_true};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use std::process::Stdio;

/// A running Mayfly with its window.
pub struct AppWindow {
    pub client: Client,
    driver: ChildGuard,
}

impl AppWindow {
    /// Starts Mayfly on this desktop.
    pub async fn open(desktop: &TestDesktop) -> Self {
        Self::open_with_args(desktop, &[]).await
    }

    /// Starts Mayfly on this desktop with command-line arguments.
    pub async fn open_with_args(desktop: &TestDesktop, arguments: &[&str]) -> Self {
        let port = find_free_port();
        let driver = desktop
            .build_desktop_command("WebKitWebDriver")
            .arg(format!("--port={port}"))
            // The print dialog writes its file here.
            .current_dir(desktop.path_in_home(""))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver is installed");
        let driver = ChildGuard(driver);
        wait_until_true("the WebDriver", || async move {
            tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok()
        })
        .await;
        let program = super::test_desktop::app_program();
        let capabilities = json!({
            "webkitgtk:browserOptions": { "binary": program, "args": arguments }
        });
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities.as_object().unwrap().clone())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("Mayfly starts");
        Self { client, driver }
    }

    /// Ends the WebDriver session, and with it Mayfly.
    pub async fn quit_app(self) {
        // The driver ends the program with the session; an error means that the program has exited by itself.
        let _ = self.client.clone().close().await;
        // The driver responds before it ends the program. Killed in between, it would leave the program running.
        let pid = self.driver.0.id();
        let children = format!("/proc/{pid}/task/{pid}/children");
        wait_until_true("Mayfly to exit", || async { std::fs::read_to_string(&children).unwrap().trim().is_empty() })
            .await;
    }

    /// Waits for a visible element with this test id, and returns it.
    pub async fn find_by_testid(&self, id: &str) -> Element {
        self.find_by_selector(&format!("[data-testid=\"{id}\"]")).await
    }

    /// Waits for a visible element that matches this CSS selector, and returns it.
    pub async fn find_by_selector(&self, selector: &str) -> Element {
        wait_for_some(&format!("{selector} in the window"), || async move {
            let element = self.client.find(Locator::Css(selector)).await.ok()?;
            element.is_displayed().await.ok()?.then_some(element)
        })
        .await
    }

    /// Waits until no element matches this CSS selector.
    pub async fn wait_until_element_gone(&self, selector: &str) {
        wait_until_true(&format!("{selector} to disappear"), || async move {
            self.count_matching_elements(selector).await == 0
        })
        .await;
    }

    /// Returns the number of elements that match this CSS selector.
    pub async fn count_matching_elements(&self, selector: &str) -> usize {
        self.client.find_all(Locator::Css(selector)).await.map_or(0, |found| found.len())
    }

    /// Clicks the element with this test id, and retries if the page replaced it meanwhile.
    pub async fn click_testid(&self, id: &str) {
        self.click_selector(&format!("[data-testid=\"{id}\"]")).await;
    }

    /// Clicks the first element that matches this CSS selector.
    pub async fn click_selector(&self, selector: &str) {
        wait_for_some(&format!("a click on {selector}"), || async move {
            let element = self.client.find(Locator::Css(selector)).await.ok()?;
            // The driver regards an element that is scrolled out of a dialog as visible if it is within the window's bounds.
            let this = serde_json::to_value(&element).ok()?;
            // An option has no box to scroll to; its list has.
            let script = "(arguments[0].closest('select') ?? arguments[0]).scrollIntoView({ block: 'nearest' })";
            self.client.execute(script, vec![this]).await.ok()?;
            element.click().await.ok()
        })
        .await;
    }

    /// Replaces the text of the field with this test id, and retries until the field can be edited.
    pub async fn fill_field(&self, id: &str, text: &str) {
        wait_for_some(&format!("{id} to be filled"), || async move {
            let field = self.find_by_testid(id).await;
            field.clear().await.ok()?;
            field.send_keys(text).await.ok()
        })
        .await;
    }

    /// Returns the text of the element with this test id.
    pub async fn read_text(&self, id: &str) -> String {
        wait_for_some(&format!("the text of {id}"), || async move { self.find_by_testid(id).await.text().await.ok() })
            .await
    }

    /// Returns an attribute of the first element with this test id, or an empty text.
    pub async fn read_attribute(&self, id: &str, name: &str) -> String {
        let what = format!("{name} of {id}");
        wait_for_some(&what, || async move { self.find_by_testid(id).await.attr(name).await.ok() })
            .await
            .unwrap_or_default()
    }

    /// Waits until the text of the element with this test id contains `part`.
    pub async fn wait_for_text(&self, id: &str, part: &str) {
        let selector = format!("[data-testid=\"{id}\"]");
        wait_until_true(&format!("{id} to show {part:?}"), || {
            let selector = selector.clone();
            async move {
                let Ok(element) = self.client.find(Locator::Css(&selector)).await else { return false };
                element.text().await.is_ok_and(|text| text.contains(part))
            }
        })
        .await;
    }

    /// Waits until all finite animations have ended and the page has been painted.
    pub async fn wait_until_painted(&self) {
        let script = "const [done] = arguments;
            const ends = document.getAnimations().filter((a) => a.effect.getComputedTiming().iterations !== Infinity);
            Promise.allSettled(ends.map((a) => a.finished)).then(() => \
                requestAnimationFrame(() => requestAnimationFrame(() => done(null))))";
        self.client.execute_async(script, Vec::new()).await.unwrap();
    }

    /// Runs JavaScript in the page and returns its result.
    pub async fn run_script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Returns the centre of an element within the window, in pixels, as x and y.
    pub async fn locate_centre(&self, selector: &str) -> [String; 2] {
        self.find_by_selector(selector).await;
        let script = format!(
            "const box = document.querySelector('{selector}').getBoundingClientRect();
             return [box.x + box.width / 2, box.y + box.height / 2]"
        );
        let found = self.run_script(&script).await;
        [0, 1].map(|axis| (found[axis].as_f64().unwrap() as i32).to_string())
    }

    /// Waits until the message frame shows text, and returns it.
    pub async fn read_message_frame_text(&self) -> String {
        let text = wait_for_some("the message in its frame", || async {
            let frame = self.client.find(Locator::Css("[data-testid=\"message-frame\"]")).await.ok()?;
            frame.enter_frame().await.ok()?;
            let body = self.client.find(Locator::Css("body")).await;
            let text = match body {
                Ok(body) => body.text().await.ok(),
                Err(_) => None,
            };
            self.client.enter_parent_frame().await.ok()?;
            text.filter(|text| !text.is_empty())
        });
        text.await
    }

    /// Returns how many images the shown message's document requests, or `None` while it loads.
    pub async fn count_images_with_source(&self) -> Option<usize> {
        self.read_message_frame_text().await;
        self.find_by_testid("message-frame").await.enter_frame().await.ok()?;
        let found = self.client.find_all(Locator::Css("img[src]")).await;
        self.client.enter_parent_frame().await.unwrap();
        Some(found.ok()?.len())
    }

    /// Signs in on the welcome page, or in the dialog that adds an account.
    pub async fn submit_sign_in_form(&self, api_key: &str, base_url: &str) {
        self.fill_field("api-key-input", api_key).await;
        self.show_advanced_fields().await;
        self.fill_field("api-url-input", base_url).await;
        self.click_testid("connect").await;
    }

    /// Shows the fields below the "Advanced" toggle, if they are hidden.
    pub async fn show_advanced_fields(&self) {
        self.find_by_testid("advanced-toggle").await;
        let shown = match self.client.find(Locator::Css("[data-testid=\"api-url-input\"]")).await {
            Ok(field) => field.is_displayed().await.unwrap_or(false),
            Err(_) => false,
        };
        if !shown {
            self.click_selector("[data-testid=\"advanced-toggle\"]").await;
        }
    }

    /// Confirms the open confirmation dialog, if there is one.
    pub async fn confirm_dialog_if_open(&self) {
        if self.client.find(Locator::Css("[data-testid=\"confirm\"]")).await.is_ok() {
            self.click_testid("confirm").await;
        }
    }

    /// Creates an inbox and returns its address.
    pub async fn create_inbox(&self) -> String {
        // The newest inbox is the first; a long list contains only the rows that are in view.
        let first_address = "return document.querySelector('[data-testid=inbox-item]')?.dataset.address ?? ''";
        let before = self.run_script(first_address).await;
        // A click while another inbox is being created would be ignored.
        self.click_selector("[data-testid=\"create-inbox\"]:not(:disabled)").await;
        wait_until_true("the new inbox", || async { self.run_script(first_address).await != before }).await;
        self.read_attribute("inbox-item", "data-address").await
    }
}

fn find_free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
