//! Every screen and state of the window, one after the other, for whoever wants to look at them.

use super::service::KEY;
use super::{Desktop, Keychain, Service, Window, until_true};
use serde_json::{Value, json};

const ITEM: &str = "[data-testid=\"message-item\"]";

/// Looks at the window in each state.
pub trait Visitor {
    async fn see(&mut self, desktop: &Desktop, window: &Window, state: &str);
}

/// Goes through all states, in the desktop's language and colours.
pub async fn take(desktop: &Desktop, visitor: &mut impl Visitor) {
    let mut tour = Tour { desktop, visitor, window: Window::open(desktop).await };
    tour.welcome().await;
    let service = Service::start_with(&["--arrival-scale", "0"]);
    tour.reading(&service).await;
    tour.long_texts(&service).await;
    tour.finding().await;
    tour.dialogs().await;
    tour.ends(&service).await;
    tour.choices().await;
    tour.troubles(&service).await;
    drop(service);
    tour.shortage().await;
    tour.accounts().await;
    tour.window.quit().await;
}

/// What is seen where the desktop has no keychain.
pub async fn blocked(screen: &str, variables: &[(&str, &str)], visitor: &mut impl Visitor) {
    let mut desktop = Desktop::start_with_screen(Keychain::None, screen);
    for (name, value) in variables {
        desktop.set(name, *value);
    }
    let window = Window::open(&desktop).await;
    window.get("blocked").await;
    visitor.see(&desktop, &window, "blocked").await;
    window.quit().await;
}

struct Tour<'a, V> {
    desktop: &'a Desktop,
    visitor: &'a mut V,
    window: Window,
}

impl<V: Visitor> Tour<'_, V> {
    async fn see(&mut self, state: &str) {
        self.visitor.see(self.desktop, &self.window, state).await;
    }

    async fn welcome(&mut self) {
        self.window.get("welcome").await;
        self.see("welcome").await;
        self.window.click("connect").await;
        self.window.find("[data-testid=\"api-key-input\"][aria-invalid=\"true\"]").await;
        self.see("welcome-empty").await;
    }

    async fn reading(&mut self, service: &Service) {
        self.window.connect("mk_wrong", &service.base_url).await;
        self.window.get("error-banner").await;
        self.see("welcome-refused").await;
        self.window.connect(KEY, &service.base_url).await;
        self.window.get("create-inbox").await;
        self.see("first-steps").await;
        self.window.create_inbox().await;
        self.rows(8).await;
        self.see("list").await;
        self.window.get("first-steps-hide").await;
        self.window.click("first-steps-hide").await;
        self.window.gone("[data-testid=\"first-steps\"]").await;
        self.see("nothing-open").await;
        for (words, state) in [
            ("lantern", "reading-code"),
            ("night train", "reading-images"),
            ("tickets", "reading-attachments"),
            ("rear wheel", "reading-plain"),
            ("unpaid", "reading-disguised"),
            ("chợ nhỏ", "reading-vietnamese"),
        ] {
            self.open(words).await;
            self.see(state).await;
        }
        self.open("night train").await;
        self.window.click("remote-images-show").await;
        self.window.find("[data-testid=\"remote-images-count\"][data-shown=\"true\"]").await;
        self.see("images-shown").await;
        self.window.click("remote-images-always").await;
        self.window.gone("[data-testid=\"remote-images-always\"]").await;
        self.see("images-always").await;
        self.window.click("message-menu").await;
        self.window.get("view-source").await;
        self.see("message-menu").await;
        self.window.click("view-source").await;
        self.window.get("message-source").await;
        self.dialog("source").await;
        self.open("lantern").await;
        self.window.click("link-chip").await;
        self.window.get("link-dialog").await;
        self.dialog("link").await;
    }

    /// Everything that is longer, or runs another way, than a layout would like.
    async fn long_texts(&mut self, service: &Service) {
        let address = self.window.create_inbox().await;
        let long = "A subject that goes on and on about everything that happened since Tuesday ".repeat(4);
        for (from, subject, content) in [
            (
                "A very long name of a sender who has several titles and mentions all of them",
                long.as_str(),
                "Words of the message, as they come.",
            ),
            (
                "مكتبة الميناء",
                "رمز التحقق الخاص بك هو 481920",
                "مرحبًا، رمز التحقق الخاص بك هو 481920. ينتهي خلال عشر دقائق.",
            ),
            ("港の書店 · 항구 서점 · 港口書店", "確認コード 739104 をご入力ください", "確認コード: 739104"),
            ("👩‍👩‍👧‍👦 Family & Friends", "🎉🎊 Emoji 🏳️‍🌈 everywhere 🇻🇳 in this subject", "🎂"),
            ("", "", "Nobody and nothing."),
        ] {
            let mail = json!({"address": address, "from": from, "subject": subject, "content": content});
            service.deliver(mail).await;
        }
        self.window.click("refresh").await;
        self.rows(8 + 5).await;
        self.open("goes on and on").await;
        self.see("long-texts").await;
        self.open("481920").await;
        self.see("right-to-left-mail").await;
        // The window as a language that is written from right to left would have it.
        self.window.run("document.documentElement.dir = 'rtl'").await;
        self.see("right-to-left").await;
        self.window.run("document.documentElement.dir = 'ltr'").await;
    }

    async fn finding(&mut self) {
        self.window.run("dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))").await;
        self.window.gone("[data-testid=\"message-frame\"]").await;
        self.window.fill("search", "code").await;
        self.window.find(".row mark").await;
        self.see("search").await;
        self.window.fill("search", "nothing that there is").await;
        self.window.gone(ITEM).await;
        self.see("search-nothing").await;
        self.window.click("search-clear").await;
        self.window.find(ITEM).await;
        self.window
            .run("for (const box of [...document.querySelectorAll('[data-testid=message-pick]')].slice(1, 4)) box.click()")
            .await;
        self.window.get("selection-count").await;
        self.see("selection").await;
        self.window.click("delete-selected").await;
        self.dialog("confirm").await;
        self.window.click("selection-clear").await;
        self.window.gone("[data-testid=\"selection-count\"]").await;
    }

    async fn dialogs(&mut self) {
        self.window.click("settings-open").await;
        self.window.get("setting-notifications").await;
        self.see("settings").await;
        // At the end, and there at any size.
        let script = "const dialog = document.querySelector('dialog[open]');
            dialog.style.scrollSnapType = 'y mandatory';
            dialog.firstElementChild.style.scrollSnapAlign = 'end';
            dialog.scrollTop = 1e6";
        self.window.run(script).await;
        self.see("settings-end").await;
        self.window.click("image-senders-open").await;
        self.window.find("[data-testid=\"image-sender\"]").await;
        self.see("image-senders").await;
        self.window.find("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
        self.window.click("replace-key").await;
        self.window.get("key-dialog").await;
        self.dialog("replace-key").await;
        self.window.click("create-custom").await;
        self.window.find("[data-testid=\"custom-domain\"]:not(:disabled)").await;
        self.window.fill("custom-username", "not ok!").await;
        self.dialog("choose-name").await;
        // By their places in the list, which is the same in every language.
        for (place, state) in [(0, "commands"), (5, "label"), (-2, "shortcuts")] {
            self.palette().await;
            if state != "commands" {
                let script = "const [at] = arguments; const all = [...document.querySelectorAll('[data-testid=palette-item]')].filter((item) => !item.id.includes('inbox-')); all.at(at).click()";
                self.window.client.execute(script, vec![json!(place)]).await.unwrap();
                self.window.gone("[data-testid=\"palette\"]").await;
            }
            self.dialog(state).await;
        }
        self.window.click("settings-open").await;
        self.window.click("about-open").await;
        self.window.get("about-version").await;
        self.see("about").await;
        self.window.click("licences-open").await;
        self.window.find("[data-testid=\"licence-part\"]").await;
        self.window.click_on("[data-testid=\"licence-part\"] button").await;
        self.see("licences").await;
        // Back to where it was opened.
        self.window.find("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
        self.window.get("about-version").await;
        self.close().await;
        // The menu of an address.
        self.window.run("document.querySelector('[data-testid=inbox-item] [aria-haspopup=menu]').click()").await;
        self.window.get("menu-label").await;
        self.see("inbox-menu").await;
        self.window.find("[role=\"menu\"]:popover-open").await.send_keys("\u{e00c}").await.unwrap();
    }

    /// Addresses that are over, in the list and chosen.
    async fn ends(&mut self, service: &Service) {
        let address = self.window.create_inbox().await;
        self.rows(8).await;
        service.expire(&address).await;
        self.window.click("refresh").await;
        self.window.find(&format!("[data-address=\"{address}\"][data-state=\"expired\"]")).await;
        self.window.run("document.querySelector('[data-testid=\"error-banner\"] button')?.click()").await;
        self.window.click_on(&format!("[data-address=\"{address}\"] button")).await;
        self.window.get("inbox-over").await;
        self.see("expired").await;
        let live = "[data-testid=\"inbox-item\"]:not([data-state=\"expired\"]) button";
        self.window.click_on(live).await;
        self.window.get("refresh").await;
    }

    /// What the user chooses otherwise than most.
    async fn choices(&mut self) {
        self.choose("setting-images", "show").await;
        self.choose("setting-checking", "on_request").await;
        self.see("settings-chosen").await;
        self.window
            .click_on("[data-testid=\"setting-keep-mail\"]:not(:disabled) option[value=\"until_the_end\"]")
            .await;
        self.window.get("confirm").await;
        self.see("keep-mail").await;
        self.window.find("[role=\"alertdialog\"]").await.send_keys("\u{e00c}").await.unwrap();
        self.window.get("setting-images").await;
        self.close().await;
        self.open("rear wheel").await;
        self.window.find("[data-testid=\"sync-strip\"][data-state=\"on_request\"]").await;
        self.see("on-request").await;
        self.choose("setting-checking", "expected").await;
        self.choose("setting-images", "block").await;
        self.close().await;
        self.window.gone("[data-testid=\"sync-strip\"]").await;
    }

    async fn choose(&self, setting: &str, value: &str) {
        if self.window.count("dialog[open]").await == 0 {
            self.window.click("settings-open").await;
        }
        self.window.click_on(&format!("[data-testid=\"{setting}\"]:not(:disabled) option[value=\"{value}\"]")).await;
        let script = format!(
            "const select = document.querySelector('[data-testid={setting}]'); return select && !select.disabled && select.value"
        );
        until_true(setting, || async { self.window.run(&script).await == json!(value) }).await;
    }

    async fn troubles(&mut self, service: &Service) {
        service.fault(json!({"times": 0, "do": "reset"})).await;
        self.window.click("refresh").await;
        self.window.find("[data-testid=\"sync-strip\"][data-state=\"offline\"]").await;
        self.see("offline").await;
        service.no_faults().await;
        service.fault(json!({"times": 0, "do": {"answer": {"status": 401}}})).await;
        self.window.click("refresh").await;
        self.window.get("new-key").await;
        self.see("key-refused").await;
        self.window.click("new-key").await;
        self.dialog("key").await;
        self.window.click("settings-open").await;
        self.window.click("sign-out").await;
        self.window.confirm_if_asked().await;
        self.window.get("welcome").await;
    }

    /// Little quota, little time, no mail.
    async fn shortage(&mut self) {
        let service = Service::start_with(&["--empty", "--quota", "60", "--lifetime", "70"]);
        self.window.connect(KEY, &service.base_url).await;
        self.window.get("create-inbox").await;
        self.window.create_inbox().await;
        self.window.find("[data-testid=\"inbox-item\"][data-state=\"expiring\"]").await;
        self.window.get("quota").await;
        self.see("waiting-and-short").await;
        self.window.click("delete-inbox").await;
        self.dialog("delete").await;
    }

    /// A second account beside the first.
    async fn accounts(&mut self) {
        let service = Service::start();
        self.window.click("account-switch").await;
        self.window.click("account-add").await;
        self.window.get("add-account").await;
        self.see("add-account").await;
        self.window.connect(KEY, &service.base_url).await;
        self.window.gone("dialog[open]").await;
        // It is called after its host until it is named.
        self.window.shows("account-switch", service.base_url.split('/').nth(2).unwrap()).await;
        self.window.click("account-switch").await;
        self.window.find("[data-testid=\"account-item\"][data-active=\"true\"]").await;
        self.see("accounts").await;
        self.window.click("account-rename").await;
        self.window.get("account-name").await;
        self.see("rename-account").await;
        self.window.find("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
    }

    async fn rows(&self, count: usize) {
        until_true("the messages", || async {
            let shown = self.window.run("return Number(document.querySelector('[data-testid=message-item]')?.getAttribute('aria-setsize') ?? 0)").await;
            shown == json!(count)
        })
        .await;
    }

    /// Opens the message whose line has these words.
    async fn open(&self, words: &str) {
        let script = "const [words] = arguments; const row = [...document.querySelectorAll('[data-testid=message-item]')]\
            .find((row) => row.innerText.toLowerCase().includes(words)); row?.querySelector('button').click(); return row != null;";
        let found = self.window.client.execute(script, vec![json!(words)]).await.unwrap();
        assert_eq!(found, Value::Bool(true), "a message with {words:?}");
        self.window.find("[data-testid=\"message-frame\"]").await;
    }

    async fn palette(&self) {
        self.window
            .run("dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))")
            .await;
        self.window.get("palette-input").await;
    }

    /// Looks at the dialog that is open, and closes it.
    async fn dialog(&mut self, state: &str) {
        self.window.find("dialog[open]").await;
        self.see(state).await;
        self.close().await;
    }

    async fn close(&self) {
        self.window.find("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
        self.window.gone("dialog[open]").await;
    }
}
