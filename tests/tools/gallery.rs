//! A picture of every screen and state, light and dark, at several sizes.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until, until_true};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const SIZES: [(u32, u32); 3] = [(1600, 1000), (1160, 760), (720, 480)];

/// Takes all pictures and tells where they are.
pub async fn run(folder: String) {
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder).unwrap();
    for look in ["light", "dark"] {
        let mut desktop = Desktop::start_with_screen(Keychain::Unlocked, "1680x1060x24");
        if look == "dark" {
            desktop.set("GTK_THEME", "Adwaita:dark");
        }
        Album { folder: folder.clone(), look, desktop }.take().await;
    }
    println!("{}", folder.display());
}

struct Album {
    folder: PathBuf,
    look: &'static str,
    desktop: Desktop,
}

impl Album {
    async fn take(&self) {
        let service = Service::start_with(&["--arrival-scale", "0"]);
        let window = Window::open(&self.desktop).await;
        self.shoot(&window, "welcome").await;
        window.fill("api-key-input", "mk_wrong").await;
        window.show_advanced().await;
        window.fill("api-url-input", &service.base_url).await;
        window.click("connect").await;
        window.get("error-banner").await;
        self.shoot(&window, "welcome-refused").await;
        window.fill("api-key-input", KEY).await;
        window.click("connect").await;
        window.get("create-inbox").await;
        self.shoot(&window, "first-inbox").await;

        window.create_inbox().await;
        until_true("the sample mail", || async { window.count("[data-testid=\"message-item\"]").await == 8 }).await;
        self.shoot(&window, "list").await;
        for (subject, name) in
            [("tickets", "reading-attachments"), ("code", "reading-code"), ("image", "reading-images")]
        {
            if self.open(&window, subject).await {
                self.shoot(&window, name).await;
            }
        }
        self.long_texts(&window, &service).await;

        window.fill("search", "co").await;
        window.get("search-clear").await;
        self.shoot(&window, "search").await;
        window.fill("search", "nothing that there is").await;
        until_true("no hit", || async { window.count("[data-testid=\"message-item\"]").await == 0 }).await;
        self.shoot(&window, "search-nothing").await;
        window.click("search-clear").await;

        window.run("for (const box of [...document.querySelectorAll('[data-testid=message-pick]')].slice(1, 4)) box.click()").await;
        window.get("selection-count").await;
        self.shoot(&window, "selection").await;
        window.click("delete-selected").await;
        self.dialog(&window, "confirm").await;
        window.click("selection-clear").await;

        for (id, name) in [("settings-open", "settings"), ("create-custom", "choose-name")] {
            window.click(id).await;
            self.dialog(&window, name).await;
        }
        for (command, name) in [("", "commands"), ("label", "label"), ("shortcuts", "shortcuts"), ("about", "about")] {
            window.run("dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))").await;
            window.get("palette-input").await;
            if !command.is_empty() {
                window.fill("palette-input", command).await;
                window.get("palette-input").await.send_keys("\u{e007}").await.unwrap();
                window.gone("[data-testid=\"palette\"]").await;
            }
            self.dialog(&window, name).await;
        }

        service.fault(json!({"times": 0, "do": {"answer": {"status": 503}}})).await;
        window.click("refresh").await;
        window.get("error-banner").await;
        self.shoot(&window, "offline").await;
        window.quit().await;
    }

    /// Everything that is longer, or runs another way, than a layout would like.
    async fn long_texts(&self, window: &Window, service: &Service) {
        let address = window.create_inbox().await;
        let long = "A subject that goes on and on about everything that happened since Tuesday ".repeat(4);
        for (from, subject) in [
            ("A very long name of a sender who has several titles and mentions all of them", long.as_str()),
            ("مكتبة الميناء", "رمز التحقق الخاص بك هو 481920"),
            ("港の書店 · 항구 서점 · 港口書店", "確認コード 739104 をご入力ください"),
            ("👩‍👩‍👧‍👦 Family & Friends", "🎉🎊 Emoji 🏳️‍🌈 everywhere 🇻🇳 in this subject"),
            ("", ""),
        ] {
            let mail = json!({"address": address, "from": from, "subject": subject, "content": "<p>Words of the message, as they come.</p>", "html": true});
            service.deliver(mail).await;
        }
        window.click("refresh").await;
        until_true("the mail", || async { window.count("[data-testid=\"message-item\"]").await == 5 }).await;
        window.click_on("[data-testid=\"message-item\"]:last-of-type").await;
        window.get("message-frame").await;
        self.shoot(window, "long-texts").await;
    }

    /// Opens the message whose line has these words.
    async fn open(&self, window: &Window, words: &str) -> bool {
        let script = "const [words] = arguments; const row = [...document.querySelectorAll('[data-testid=message-item]')]\
            .find((row) => row.innerText.toLowerCase().includes(words)); row?.querySelector('button').click(); return row != null;";
        let found = window.client.execute(script, vec![json!(words)]).await.unwrap();
        if found == Value::Bool(true) {
            window.get("message-frame").await;
        }
        found == Value::Bool(true)
    }

    async fn dialog(&self, window: &Window, name: &str) {
        window.find("dialog[open]").await;
        self.shoot(window, name).await;
        window.find("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
        window.gone("dialog[open]").await;
    }

    async fn shoot(&self, window: &Window, name: &str) {
        window.run("document.activeElement?.blur()").await;
        for (width, height) in SIZES {
            let id = until("the window", || async { self.desktop.windows().pop() }).await;
            self.desktop.run("xdotool", &["windowsize", &id, &width.to_string(), &height.to_string()]);
            until_true("the new size", || async {
                let size = window.run("return [innerWidth, innerHeight]").await;
                size[0].as_u64().is_some_and(|now| now.abs_diff(u64::from(width)) < 40)
            })
            .await;
            // Two frames: laid out, and painted.
            window
                .client
                .execute_async(
                    "const [done] = arguments; requestAnimationFrame(() => requestAnimationFrame(() => done(null)))",
                    Vec::new(),
                )
                .await
                .unwrap();
            let picture = window.client.screenshot().await.unwrap();
            let file = format!("{name}-{}-{width}x{height}.png", self.look);
            std::fs::write(Path::join(&self.folder, file), picture).unwrap();
        }
    }
}
