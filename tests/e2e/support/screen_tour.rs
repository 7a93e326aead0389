//! A tour through every screen and state of the window, for visitors that examine or photograph each.

use super::sandbox_process::API_KEY;
use super::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use serde_json::{Value, json};

const MESSAGE_ITEM: &str = "[data-testid=\"message-item\"]";

/// Examines the window in each state.
pub trait ScreenVisitor {
    async fn visit_screen(&mut self, desktop: &TestDesktop, window: &AppWindow, state: &str);
}

/// Visits all screens and states, in the desktop's language and theme.
pub async fn visit_all_screens(desktop: &TestDesktop, visitor: &mut impl ScreenVisitor) {
    let mut tour = ScreenTour { desktop, visitor, window: AppWindow::open(desktop).await };
    tour.visit_welcome().await;
    let service = SandboxProcess::start_sandbox_with_args(&["--arrival-scale", "0"]);
    tour.visit_message_screens(&service).await;
    tour.visit_long_texts(&service).await;
    tour.visit_search_and_selection().await;
    tour.visit_address_selection_screens().await;
    tour.visit_pocket_window().await;
    tour.visit_dialogs().await;
    tour.visit_expired_inbox(&service).await;
    tour.tour_changed_settings_screens().await;
    tour.visit_sync_failures(&service).await;
    drop(service);
    tour.visit_low_quota().await;
    tour.visit_account_screens().await;
    tour.window.quit_app().await;
}

/// Visits the screen that is shown when the desktop has no keychain.
pub async fn visit_blocked_screen(screen: &str, variables: &[(&str, &str)], visitor: &mut impl ScreenVisitor) {
    let mut desktop = TestDesktop::start_with_screen_size(Keychain::None, screen);
    for (name, value) in variables {
        desktop.set_env(name, *value);
    }
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("blocked").await;
    visitor.visit_screen(&desktop, &window, "blocked").await;
    window.quit_app().await;
}

/// Visits what is shown when another keychain is in use: the missing key, and the mail stored beside.
pub async fn visit_stored_mail_screens(screen: &str, variables: &[(&str, &str)], visitor: &mut impl ScreenVisitor) {
    let mut desktop = TestDesktop::start_with_screen_size(Keychain::Unlocked, screen);
    for (name, value) in variables {
        desktop.set_env(name, *value);
    }
    let service = SandboxProcess::start_sandbox_with_args(&["--arrival-scale", "0"]);
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.create_inbox().await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    desktop.swap_keychain("first", "second");
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("start-beside").await;
    visitor.visit_screen(&desktop, &window, "key-missing").await;
    window.click_testid("start-beside").await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    window.create_inbox().await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    desktop.swap_keychain("second", "first");
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("show-stored-mail").await;
    visitor.visit_screen(&desktop, &window, "other-mail-found").await;
    window.click_testid("show-stored-mail").await;
    window.find_by_testid("stored-mail-take-over").await;
    visitor.visit_screen(&desktop, &window, "stored-mail").await;
    window.quit_app().await;
}

/// Visits a message that made the page stop responding: shown as text, then not at all.
pub async fn visit_unresponsive_message(screen: &str, variables: &[(&str, &str)], visitor: &mut impl ScreenVisitor) {
    let mut desktop = TestDesktop::start_with_screen_size(Keychain::Unlocked, screen);
    for (name, value) in variables {
        desktop.set_env(name, *value);
    }
    let service = SandboxProcess::start();
    let mut window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let content = "<h1>Your invoice</h1><p>Thank you for your order. You can find the invoice in your account.</p>";
    let mail = json!({"address": address, "subject": "Your invoice", "html": true, "content": content});
    let id = service.deliver_mail(mail).await;
    let row = format!("[data-message-id=\"{id}\"]");
    window.click_selector(&row).await;
    wait_until_true("the message", || async { window.read_message_frame_text().await.contains("Thank you") }).await;
    for (display, state) in [("plain_text", "limited-to-text"), ("nothing", "limited-to-nothing")] {
        let app = desktop.find_app_pid();
        let page = desktop.find_page_pid(app).expect("a page");
        assert!(desktop.run_program("kill", &["-9", &page.to_string()]).0);
        wait_until_true("another page", || async { desktop.find_page_pid(app).is_some_and(|other| other != page) })
            .await;
        // WebDriver can't control the new page.
        assert!(desktop.run_program("kill", &["-9", &app.to_string()]).0);
        drop(window);
        desktop.wait_until_app_exits().await;
        window = AppWindow::open(&desktop).await;
        window.click_selector(&row).await;
        window.find_by_selector(&format!("[data-testid=\"display-limit\"][data-display=\"{display}\"]")).await;
        visitor.visit_screen(&desktop, &window, state).await;
    }
    window.quit_app().await;
}

struct ScreenTour<'a, V> {
    desktop: &'a TestDesktop,
    visitor: &'a mut V,
    window: AppWindow,
}

impl<V: ScreenVisitor> ScreenTour<'_, V> {
    async fn visit_screen(&mut self, state: &str) {
        self.visitor.visit_screen(self.desktop, &self.window, state).await;
    }

    async fn visit_welcome(&mut self) {
        self.window.find_by_testid("welcome").await;
        self.visit_screen("welcome").await;
        self.window.click_testid("connect").await;
        self.window.find_by_selector("[data-testid=\"api-key-input\"][aria-invalid=\"true\"]").await;
        self.visit_screen("welcome-empty").await;
    }

    async fn visit_message_screens(&mut self, service: &SandboxProcess) {
        self.window.submit_sign_in_form("mk_wrong", &service.base_url).await;
        self.window.find_by_testid("error-banner").await;
        self.visit_screen("welcome-refused").await;
        self.window.submit_sign_in_form(API_KEY, &service.base_url).await;
        self.window.find_by_testid("create-inbox").await;
        self.visit_screen("first-steps").await;
        self.window.create_inbox().await;
        self.wait_for_message_count(8).await;
        self.visit_screen("list").await;
        self.window.find_by_testid("first-steps-hide").await;
        self.window.click_testid("first-steps-hide").await;
        self.window.wait_until_element_gone("[data-testid=\"first-steps\"]").await;
        self.visit_screen("nothing-open").await;
        for (text, state) in [
            ("lantern", "reading-code"),
            ("night train", "reading-images"),
            ("tickets", "reading-attachments"),
            ("rear wheel", "reading-plain"),
            ("unpaid", "reading-disguised"),
            ("chợ nhỏ", "reading-vietnamese"),
        ] {
            self.open_message(text).await;
            self.visit_screen(state).await;
        }
        self.open_message("tickets").await;
        self.window.click_selector("[data-name=\"seat-plan.png\"] [data-testid=\"attachment-preview-open\"]").await;
        self.window.find_by_testid("attachment-preview-frame").await;
        self.visit_and_close_dialog("attachment-picture").await;
        self.window.click_selector("[data-name$=\".txt\"] [data-testid=\"attachment-preview-open\"]").await;
        self.window.find_by_testid("attachment-preview-frame").await;
        self.visit_and_close_dialog("attachment-text").await;
        self.open_message("night train").await;
        self.window.click_testid("remote-images-show").await;
        self.window.find_by_selector("[data-testid=\"remote-images-count\"][data-shown=\"true\"]").await;
        self.visit_screen("images-shown").await;
        self.window.click_testid("remote-images-always").await;
        self.window.wait_until_element_gone("[data-testid=\"remote-images-always\"]").await;
        self.visit_screen("images-always").await;
        self.window.click_testid("message-menu").await;
        self.window.find_by_testid("view-source").await;
        self.visit_screen("message-menu").await;
        self.window.click_testid("view-source").await;
        self.window.find_by_testid("message-source").await;
        self.visit_and_close_dialog("source").await;
        self.open_message("lantern").await;
        self.window.click_testid("link-chip").await;
        self.window.find_by_testid("link-dialog").await;
        self.visit_and_close_dialog("link").await;
    }

    /// Long texts, and scripts of other directions and widths.
    async fn visit_long_texts(&mut self, service: &SandboxProcess) {
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
            service.deliver_mail(mail).await;
        }
        self.window.click_testid("refresh").await;
        self.wait_for_message_count(8 + 5).await;
        self.window.click_testid("all-mail").await;
        self.window.find_by_selector(".where").await;
        self.visit_screen("all-mail").await;
        self.window.click_testid("codes-only").await;
        self.window.click_testid("files-only").await;
        self.window.find_by_testid("clear-filter").await;
        self.visit_screen("all-mail-nothing").await;
        self.window.click_testid("clear-filter").await;
        self.window.click_selector("[data-testid=\"inbox-item\"] button").await;
        self.wait_for_message_count(8 + 5).await;
        self.open_message("goes on and on").await;
        self.visit_screen("long-texts").await;
        self.open_message("481920").await;
        self.visit_screen("right-to-left-mail").await;
        // The window as in a language that is written from right to left.
        self.window.run_script("document.documentElement.dir = 'rtl'").await;
        self.visit_screen("right-to-left").await;
        self.window.run_script("document.documentElement.dir = 'ltr'").await;
    }

    async fn visit_search_and_selection(&mut self) {
        self.window.run_script("dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))").await;
        self.window.wait_until_element_gone("[data-testid=\"message-frame\"]").await;
        self.window.fill_field("search", "code").await;
        self.window.find_by_selector(".row mark").await;
        self.visit_screen("search").await;
        self.window.fill_field("search", "nothing that there is").await;
        self.window.wait_until_element_gone(MESSAGE_ITEM).await;
        self.visit_screen("search-nothing").await;
        self.window.click_testid("search-clear").await;
        self.window.find_by_selector(MESSAGE_ITEM).await;
        self.window
            .run_script("for (const box of [...document.querySelectorAll('[data-testid=message-pick]')].slice(1, 4)) box.click()")
            .await;
        self.window.find_by_testid("selection-count").await;
        self.visit_screen("selection").await;
        self.window.click_testid("delete-selected").await;
        self.visit_and_close_dialog("confirm").await;
        self.window.click_testid("selection-clear").await;
        self.window.wait_until_element_gone("[data-testid=\"selection-count\"]").await;
    }

    async fn visit_address_selection_screens(&mut self) {
        let rows = "[...document.querySelectorAll('[data-testid=inbox-item] button.main')].slice(0, 3)";
        let press = format!(
            "for (const row of {rows}) row.dispatchEvent(new MouseEvent('mousedown', {{ ctrlKey: true, detail: 1, bubbles: true }}))"
        );
        self.window.run_script(&press).await;
        self.window.find_by_testid("inbox-selection-count").await;
        self.visit_screen("selected-addresses").await;
        self.window.click_testid("inbox-discard-selected").await;
        self.visit_and_close_dialog("confirm-addresses").await;
        self.window.click_testid("inbox-selection-clear").await;
        self.window.wait_until_element_gone("[data-testid=\"inbox-selection-count\"]").await;
    }

    async fn visit_pocket_window(&mut self) {
        let script = "dispatchEvent(new KeyboardEvent('keydown', \
            { key: 'P', ctrlKey: true, shiftKey: true, bubbles: true }))";
        self.window.run_script(script).await;
        self.window.find_by_testid("pocket-code").await;
        self.visit_screen("pocket").await;
        self.window.click_testid("pocket-leave").await;
        self.window.find_by_testid("create-inbox").await;
        self.window.find_by_selector(MESSAGE_ITEM).await;
    }

    async fn visit_dialogs(&mut self) {
        self.window.click_testid("settings-open").await;
        self.window.find_by_testid("setting-notifications").await;
        self.visit_screen("settings").await;
        // Scrolled to the end, and kept there at any size.
        let script = "const dialog = document.querySelector('dialog[open]');
            dialog.style.scrollSnapType = 'y mandatory';
            dialog.firstElementChild.style.scrollSnapAlign = 'end';
            dialog.scrollTop = 1e6";
        self.window.run_script(script).await;
        self.visit_screen("settings-end").await;
        self.window.run_script("document.querySelector('dialog[open]').style.scrollSnapType = ''").await;
        self.window.click_testid("image-senders-open").await;
        self.window.find_by_selector("[data-testid=\"image-sender\"]").await;
        self.visit_screen("image-senders").await;
        self.window.find_by_selector("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
        self.window.click_testid("muted-senders-open").await;
        self.window.find_by_testid("muted-senders-none").await;
        self.visit_screen("muted-senders").await;
        self.window.find_by_selector("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
        self.window.click_testid("replace-key").await;
        self.window.find_by_testid("key-dialog").await;
        self.visit_and_close_dialog("replace-key").await;
        self.window.click_testid("create-custom").await;
        self.window.find_by_selector("[data-testid=\"custom-domain\"]:not(:disabled)").await;
        self.window.fill_field("custom-username", "not ok!").await;
        self.visit_and_close_dialog("choose-name").await;
        self.window.click_testid("create-custom").await;
        self.window.click_testid("adopt-open").await;
        self.window.fill_field("adopt-address", "nobody@example.com, not-an-address").await;
        self.window.click_testid("adopt-submit").await;
        self.window.find_by_testid("adopt-refused").await;
        self.visit_and_close_dialog("adopt-address").await;
        // By their positions in the list, which are the same in every language.
        for (position, state) in [(0, "commands"), (5, "label"), (-2, "shortcuts")] {
            self.open_palette().await;
            if state != "commands" {
                let script = "const [at] = arguments; const all = [...document.querySelectorAll('[data-testid=palette-item]')].filter((item) => !item.id.includes('inbox-')); all.at(at).click()";
                self.window.client.execute(script, vec![json!(position)]).await.unwrap();
                self.window.wait_until_element_gone("[data-testid=\"palette\"]").await;
            }
            self.visit_and_close_dialog(state).await;
        }
        self.window.click_testid("settings-open").await;
        self.window.click_testid("about-open").await;
        self.window.find_by_testid("about-version").await;
        self.visit_screen("about").await;
        self.window.click_testid("licences-open").await;
        self.window.find_by_selector("[data-testid=\"licence-part\"]").await;
        self.window.click_selector("[data-testid=\"licence-part\"] button").await;
        self.visit_screen("licences").await;
        // Escape leads back to the dialog that opened it.
        self.window.find_by_selector("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
        self.window.find_by_testid("about-version").await;
        self.close_dialog().await;
        // The menu of an address.
        self.window.run_script("document.querySelector('[data-testid=inbox-item] [aria-haspopup=menu]').click()").await;
        self.window.find_by_testid("menu-label").await;
        self.visit_screen("inbox-menu").await;
        self.window.find_by_selector("[role=\"menu\"]:popover-open").await.send_keys("\u{e00c}").await.unwrap();
    }

    /// An inbox that the service says is gone, and one that has expired, in the list and selected.
    async fn visit_expired_inbox(&mut self, service: &SandboxProcess) {
        let gone = self.window.create_inbox().await;
        self.wait_for_message_count(8).await;
        service.expire_inbox(&gone).await;
        self.window.click_testid("refresh").await;
        self.window.find_by_testid("inbox-reported-gone").await;
        self.window.run_script("document.querySelector('[data-testid=\"error-banner\"] button')?.click()").await;
        self.visit_screen("reported-gone").await;
        service.set_new_inbox_lifetime(15).await;
        let address = self.window.create_inbox().await;
        service.set_new_inbox_lifetime(600).await;
        self.wait_for_message_count(8).await;
        self.window.find_by_selector(&format!("[data-address=\"{address}\"][data-state=\"expired\"]")).await;
        self.window.run_script("document.querySelector('[data-testid=\"error-banner\"] button')?.click()").await;
        self.window.click_selector(&format!("[data-address=\"{address}\"] button")).await;
        self.window.find_by_testid("inbox-over").await;
        self.visit_screen("expired").await;
        let live = "[data-testid=\"inbox-item\"]:not([data-state=\"expired\"]) button";
        self.window.click_selector(live).await;
        self.window.find_by_testid("refresh").await;
    }

    /// Settings other than the defaults.
    async fn tour_changed_settings_screens(&mut self) {
        self.choose_setting("setting-images", "show").await;
        self.choose_setting("setting-checking", "on_request").await;
        self.visit_screen("settings-chosen").await;
        self.window
            .click_selector("[data-testid=\"setting-keep-mail\"]:not(:disabled) option[value=\"until_the_end\"]")
            .await;
        self.window.find_by_testid("confirm").await;
        self.visit_screen("keep-mail").await;
        self.window.find_by_selector("[role=\"alertdialog\"]").await.send_keys("\u{e00c}").await.unwrap();
        self.window.find_by_testid("setting-images").await;
        self.close_dialog().await;
        self.open_message("rear wheel").await;
        self.window.find_by_selector("[data-testid=\"sync-strip\"][data-state=\"on_request\"]").await;
        self.visit_screen("on-request").await;
        self.choose_setting("setting-checking", "expected").await;
        self.choose_setting("setting-images", "block").await;
        self.close_dialog().await;
        self.window.wait_until_element_gone("[data-testid=\"sync-strip\"]").await;
    }

    async fn choose_setting(&self, setting: &str, value: &str) {
        if self.window.count_matching_elements("dialog[open]").await == 0 {
            self.window.click_testid("settings-open").await;
        }
        self.window
            .click_selector(&format!("[data-testid=\"{setting}\"]:not(:disabled) option[value=\"{value}\"]"))
            .await;
        let script = format!(
            "const select = document.querySelector('[data-testid={setting}]'); return select && !select.disabled && select.value"
        );
        wait_until_true(setting, || async { self.window.run_script(&script).await == json!(value) }).await;
    }

    async fn visit_sync_failures(&mut self, service: &SandboxProcess) {
        service.add_fault(json!({"times": 0, "do": "reset"})).await;
        self.window.click_testid("refresh").await;
        self.window.find_by_selector("[data-testid=\"sync-strip\"][data-state=\"offline\"]").await;
        self.visit_screen("offline").await;
        service.clear_faults().await;
        service.add_fault(json!({"times": 0, "do": {"answer": {"status": 401}}})).await;
        self.window.click_testid("refresh").await;
        self.window.find_by_testid("new-key").await;
        self.visit_screen("key-refused").await;
        self.window.click_testid("new-key").await;
        self.visit_and_close_dialog("key").await;
        self.window.click_testid("settings-open").await;
        self.window.click_testid("sign-out").await;
        self.window.confirm_dialog_if_open().await;
        self.window.find_by_testid("welcome").await;
    }

    /// A low quota and an inbox that expires soon, without mail.
    async fn visit_low_quota(&mut self) {
        let service = SandboxProcess::start_sandbox_with_args(&["--empty", "--quota", "60", "--lifetime", "70"]);
        self.window.submit_sign_in_form(API_KEY, &service.base_url).await;
        self.window.find_by_testid("create-inbox").await;
        self.window.create_inbox().await;
        self.window.find_by_selector("[data-testid=\"inbox-item\"][data-state=\"expiring\"]").await;
        self.window.find_by_testid("quota").await;
        self.visit_screen("waiting-and-short").await;
        self.window.click_testid("delete-inbox").await;
        self.visit_and_close_dialog("delete").await;
    }

    /// A second account beside the first.
    async fn visit_account_screens(&mut self) {
        let service = SandboxProcess::start();
        self.window.click_testid("account-switch").await;
        self.window.click_testid("account-add").await;
        self.window.find_by_testid("add-account").await;
        self.visit_screen("add-account").await;
        self.window.submit_sign_in_form(API_KEY, &service.base_url).await;
        self.window.wait_until_element_gone("dialog[open]").await;
        // An account has its host's name until the user names it.
        self.window.wait_for_text("account-switch", service.base_url.split('/').nth(2).unwrap()).await;
        self.window.click_testid("account-switch").await;
        self.window.find_by_selector("[data-testid=\"account-item\"][data-active=\"true\"]").await;
        self.visit_screen("accounts").await;
        self.window.click_testid("account-rename").await;
        self.window.find_by_testid("account-name").await;
        self.visit_screen("rename-account").await;
        self.window.find_by_selector("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
    }

    async fn wait_for_message_count(&self, count: usize) {
        wait_until_true("the messages", || async {
            let shown = self.window.run_script("return Number(document.querySelector('[data-testid=message-item]')?.getAttribute('aria-setsize') ?? 0)").await;
            shown == json!(count)
        })
        .await;
    }

    /// Opens the message whose row contains this text.
    async fn open_message(&self, text: &str) {
        let script = "const [text] = arguments; const row = [...document.querySelectorAll('[data-testid=message-item]')]\
            .find((row) => row.innerText.toLowerCase().includes(text)); row?.querySelector('button').click(); return row != null;";
        let found = self.window.client.execute(script, vec![json!(text)]).await.unwrap();
        assert_eq!(found, Value::Bool(true), "a message with {text:?}");
        self.window.find_by_selector("[data-testid=\"message-frame\"]").await;
    }

    async fn open_palette(&self) {
        self.window
            .run_script("dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))")
            .await;
        self.window.find_by_testid("palette-input").await;
    }

    /// Visits the open dialog, and closes it.
    async fn visit_and_close_dialog(&mut self, state: &str) {
        self.window.find_by_selector("dialog[open]").await;
        self.visit_screen(state).await;
        self.close_dialog().await;
    }

    async fn close_dialog(&self) {
        self.window.find_by_selector("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
        self.window.wait_until_element_gone("dialog[open]").await;
    }
}
