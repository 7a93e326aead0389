//! Mayfly's window, driven through WebDriver.

use super::desktop::Running;
use super::{Desktop, until, until_true};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use std::process::Stdio;

/// A running Mayfly with a window.
pub struct Window {
    pub client: Client,
    driver: Running,
}

impl Window {
    /// Starts Mayfly on this desktop.
    pub async fn open(desktop: &Desktop) -> Self {
        Self::open_with(desktop, &[]).await
    }

    /// Starts Mayfly with arguments.
    pub async fn open_with(desktop: &Desktop, arguments: &[&str]) -> Self {
        let port = free_port();
        let driver = desktop
            .command("WebKitWebDriver")
            .arg(format!("--port={port}"))
            // Where the print dialog puts its file.
            .current_dir(desktop.path(""))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver is installed");
        let driver = Running(driver);
        until_true(
            "the WebDriver",
            || async move { tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() },
        )
        .await;
        // Tools measure the program as it is released.
        let program = std::env::var("MAYFLY_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_mayfly").to_owned());
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

    /// Ends Mayfly.
    pub async fn quit(self) {
        // The driver ends the program with the session; an error means that it ended by itself.
        let _ = self.client.clone().close().await;
        // The driver answers first and ends the program then; ended itself before that, it would leave it behind.
        let pid = self.driver.0.id();
        let children = format!("/proc/{pid}/task/{pid}/children");
        until_true("Mayfly to end", || async { std::fs::read_to_string(&children).unwrap().trim().is_empty() }).await;
    }

    /// The element with this test id, once it is there.
    pub async fn get(&self, id: &str) -> Element {
        self.find(&format!("[data-testid=\"{id}\"]")).await
    }

    /// The element that this CSS selector finds, once it is there and shown.
    pub async fn find(&self, selector: &str) -> Element {
        until(&format!("{selector} in the window"), || async move {
            let element = self.client.find(Locator::Css(selector)).await.ok()?;
            element.is_displayed().await.ok()?.then_some(element)
        })
        .await
    }

    /// Waits until nothing matches this CSS selector any more.
    pub async fn gone(&self, selector: &str) {
        until_true(&format!("{selector} to go away"), || async move { self.count(selector).await == 0 }).await;
    }

    /// How many elements match this CSS selector.
    pub async fn count(&self, selector: &str) -> usize {
        self.client.find_all(Locator::Css(selector)).await.map_or(0, |found| found.len())
    }

    /// Clicks the element with this test id; again if the page replaced it meanwhile.
    pub async fn click(&self, id: &str) {
        self.click_on(&format!("[data-testid=\"{id}\"]")).await;
    }

    /// Clicks what this CSS selector finds.
    pub async fn click_on(&self, selector: &str) {
        until(&format!("a click on {selector}"), || async move {
            let element = self.client.find(Locator::Css(selector)).await.ok()?;
            // The driver takes what a dialog has scrolled away for visible where it would still be inside the window.
            let this = serde_json::to_value(&element).ok()?;
            self.client.execute("arguments[0].scrollIntoView({ block: 'nearest' })", vec![this]).await.ok()?;
            element.click().await.ok()
        })
        .await;
    }

    /// Replaces the text of the field with this test id; again if it could not be written in yet.
    pub async fn fill(&self, id: &str, text: &str) {
        until(&format!("{id} to be filled"), || async move {
            let field = self.get(id).await;
            field.clear().await.ok()?;
            field.send_keys(text).await.ok()
        })
        .await;
    }

    /// The text of the element with this test id.
    pub async fn text(&self, id: &str) -> String {
        until(&format!("the text of {id}"), || async move { self.get(id).await.text().await.ok() }).await
    }

    /// An attribute of the first element with this test id.
    pub async fn attribute(&self, id: &str, name: &str) -> String {
        let what = format!("{name} of {id}");
        until(&what, || async move { self.get(id).await.attr(name).await.ok() }).await.unwrap_or_default()
    }

    /// Waits until the text of the element with this test id contains `part`.
    pub async fn shows(&self, id: &str, part: &str) {
        let selector = format!("[data-testid=\"{id}\"]");
        until_true(&format!("{id} to show {part:?}"), || {
            let selector = selector.clone();
            async move {
                let Ok(element) = self.client.find(Locator::Css(&selector)).await else { return false };
                element.text().await.is_ok_and(|text| text.contains(part))
            }
        })
        .await;
    }

    /// Waits until nothing moves any more and what is there has been painted.
    pub async fn settled(&self) {
        let script = "const [done] = arguments;
            const ends = document.getAnimations().filter((a) => a.effect.getComputedTiming().iterations !== Infinity);
            Promise.allSettled(ends.map((a) => a.finished)).then(() => \
                requestAnimationFrame(() => requestAnimationFrame(() => done(null))))";
        self.client.execute_async(script, Vec::new()).await.unwrap();
    }

    /// Runs JavaScript in the window's page.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Where the middle of an element is in the window, in pixels.
    pub async fn centre(&self, selector: &str) -> [String; 2] {
        self.find(selector).await;
        let script = format!(
            "const box = document.querySelector('{selector}').getBoundingClientRect();
             return [box.x + box.width / 2, box.y + box.height / 2]"
        );
        let found = self.run(&script).await;
        [0, 1].map(|at| (found[at].as_f64().unwrap() as i32).to_string())
    }

    /// What the message frame shows, as text.
    pub async fn message_text(&self) -> String {
        let text = until("the message in its frame", || async {
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

    /// Connects with a key on the welcome page.
    pub async fn connect(&self, key: &str, base_url: &str) {
        self.fill("api-key-input", key).await;
        self.show_advanced().await;
        self.fill("api-url-input", base_url).await;
        self.click("connect").await;
    }

    /// Opens the welcome page's advanced part, if it is closed.
    pub async fn show_advanced(&self) {
        self.get("advanced-toggle").await;
        let shown = match self.client.find(Locator::Css("[data-testid=\"api-url-input\"]")).await {
            Ok(field) => field.is_displayed().await.unwrap_or(false),
            Err(_) => false,
        };
        if !shown {
            self.click_on("[data-testid=\"advanced-toggle\"]").await;
        }
    }

    /// Says yes to the question, where there is one.
    pub async fn confirm_if_asked(&self) {
        if self.client.find(Locator::Css("[data-testid=\"confirm\"]")).await.is_ok() {
            self.click("confirm").await;
        }
    }

    /// Makes an inbox and answers with its address.
    pub async fn create_inbox(&self) -> String {
        // The newest is the first; a long list has no more rows than are in sight.
        let first = "return document.querySelector('[data-testid=inbox-item]')?.dataset.address ?? ''";
        let before = self.run(first).await;
        // Not while another one is being made: a click would be lost.
        self.click_on("[data-testid=\"create-inbox\"]:not(:disabled)").await;
        until_true("the new inbox", || async { self.run(first).await != before }).await;
        self.attribute("inbox-item", "data-address").await
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
