//! The texts of the tray, notifications and dialogs in the user's language, and the preparation of untrusted text for
//! them.
//!
//! The texts are in `locales/`, which the page uses as well.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use mayfly_core::RecentCode;
use mayfly_core::view::{InboxView, MessageSummary};
use mayfly_mail::DocumentLabels;
use std::sync::LazyLock;

/// The program's name, the same in every language.
pub(crate) const APP_NAME: &str = "Mayfly";

/// The longest sender in a menu or a notification, in characters.
const MAX_SENDER_CHARS: usize = 32;
/// The longest subject in a notification, in characters.
const MAX_SUBJECT_CHARS: usize = 120;
/// The longest code in a menu or a notification, in characters.
const MAX_CODE_CHARS: usize = 32;

/// The Fluent source of each language by its code, English first.
const LANGUAGE_SOURCES: [(&str, &str); 2] =
    [("en", include_str!("../../locales/en.ftl")), ("vi", include_str!("../../locales/vi.ftl"))];

static PARSED_LANGUAGES: LazyLock<[Texts; LANGUAGE_SOURCES.len()]> =
    LazyLock::new(|| LANGUAGE_SOURCES.map(Texts::parse));

/// The texts of one language.
pub(crate) struct Texts {
    language: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// Returns the texts for a locale, given as a BCP 47 tag; English for a language without texts.
    pub(crate) fn for_locale(locale: &str) -> &'static Self {
        let language = locale.split('-').next().unwrap_or_default();
        let [english, ..] = &*PARSED_LANGUAGES;
        PARSED_LANGUAGES.iter().find(|texts| texts.language.eq_ignore_ascii_case(language)).unwrap_or(english)
    }

    /// Parses a language's file. Entries with a syntax error would be skipped; a test fails when there are any.
    fn parse((language, source): (&'static str, &str)) -> Self {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(parsed, _)| parsed);
        let mut bundle = FluentBundle::new_concurrent(language.parse().into_iter().collect());
        // Menus and notifications draw isolation marks as boxes.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    fn format_text(&self, id: &str) -> String {
        self.format_text_with(id, &FluentArgs::new())
    }

    fn format_text_with(&self, id: &str, arguments: &FluentArgs<'_>) -> String {
        let mut errors = Vec::new();
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        let text = pattern.map(|pattern| self.bundle.format_pattern(pattern, Some(arguments), &mut errors));
        debug_assert!(text.is_some() && errors.is_empty(), "{id} in {}: {errors:?}", self.language);
        text.map_or_else(|| id.to_owned(), std::borrow::Cow::into_owned)
    }

    /// The tray item that makes a new address; also the title of the notification about one.
    pub(crate) fn new_address_label(&self) -> String {
        self.format_text("inboxes-create")
    }

    /// The tray item and notification action that open the window.
    pub(crate) fn open_window_action_label(&self) -> String {
        self.format_text("tray-open")
    }

    /// The tray item that opens the pocket window.
    pub(crate) fn pocket_window_item_label(&self) -> String {
        self.format_text("tray-pocket")
    }

    /// The tray item that says that Mayfly waits for the keychain; also the tooltip of the icon meanwhile.
    pub(crate) fn waiting_for_keychain_label(&self) -> String {
        self.format_text("tray-keychain")
    }

    /// The tray item that says that the window asks what to do about mail that can't be opened; also the tooltip of the
    /// icon meanwhile.
    pub(crate) fn unopenable_mail_label(&self) -> String {
        self.format_text("tray-blocked")
    }

    /// The title of the notification that Mayfly waits for the keychain.
    pub(crate) fn keychain_wait_title(&self) -> String {
        self.format_text("notification-keychain")
    }

    /// The body of the notification that Mayfly waits for the keychain.
    pub(crate) fn keychain_wait_body(&self) -> String {
        self.format_text("notification-keychain-text")
    }

    /// The tray item that pauses checking for mail.
    pub(crate) fn pause_checking_label(&self) -> String {
        self.format_text("tray-pause")
    }

    /// What the desktop shows as the effect of the global shortcut.
    #[cfg(target_os = "linux")]
    pub(crate) fn shortcut_description(&self) -> String {
        self.format_text("portal-shortcut")
    }

    /// The title of the notification that something was not copied.
    pub(crate) fn copy_failed_title(&self) -> String {
        self.format_text("errors-clipboard-failed")
    }

    /// Why Mayfly wants to run without a window, as the desktop may show it.
    pub(crate) fn background_reason(&self) -> String {
        self.format_text("portal-background-reason")
    }

    /// What Mayfly does without a window, in the desktop's list of background apps.
    #[cfg(target_os = "linux")]
    pub(crate) fn background_status_text(&self, count: usize) -> String {
        self.format_text_with("portal-watched", &FluentArgs::from_iter([("count", count)]))
    }

    /// The title of the notification that Mayfly goes on without a window.
    pub(crate) fn background_running_title(&self) -> String {
        self.format_text("notification-background")
    }

    /// The body of the notification that Mayfly goes on without a window.
    pub(crate) fn background_running_body(&self) -> String {
        self.format_text("notification-background-text")
    }

    /// The tray item that quits the program.
    pub(crate) fn quit_app_label(&self) -> String {
        self.format_text("tray-quit")
    }

    /// The tray item that copies an address.
    pub(crate) fn copy_address_label(&self, inbox: &InboxView) -> String {
        self.format_text_with("inboxes-copy", &FluentArgs::from_iter([("address", inbox.address.as_str())]))
    }

    /// The tray item that copies a code.
    pub(crate) fn copy_code_label(&self, code: &RecentCode) -> String {
        let (text, from) = (to_single_line(&code.code, MAX_CODE_CHARS), self.sender_or_unknown(&code.from));
        self.format_text_with("tray-copy-code", &FluentArgs::from_iter([("code", text), ("from", from)]))
    }

    /// The tooltip of the tray icon.
    pub(crate) fn tray_tooltip(&self, unread_count: u32) -> String {
        if unread_count == 0 {
            return APP_NAME.to_owned();
        }
        self.format_text_with("tray-unread", &FluentArgs::from_iter([("count", unread_count)]))
    }

    /// The body of the notification about a new address.
    pub(crate) fn address_created_body(&self, address: &str, copied: bool) -> String {
        if copied { format!("{address}\n{}", self.format_text("notification-copied")) } else { address.to_owned() }
    }

    /// The title of the notification about an address that expires soon.
    pub(crate) fn expires_soon_title(&self) -> String {
        self.format_text("notification-ends-soon")
    }

    /// The body of the notification about an address that expires soon.
    pub(crate) fn expires_soon_body(&self, address: &str) -> String {
        format!("{address}\n{}", self.format_text("notification-ends-soon-text"))
    }

    /// The line of a notification that names its account.
    pub(crate) fn notification_account_line(&self, name: &str) -> String {
        self.format_text_with(
            "notification-account",
            &FluentArgs::from_iter([("account", self.shorten_account_name(name))]),
        )
    }

    /// An account's name, shortened for a part of a line.
    pub(crate) fn shorten_account_name(&self, name: &str) -> String {
        to_single_line(name, MAX_SENDER_CHARS)
    }

    /// The title of a notification about several messages.
    pub(crate) fn several_messages_title(&self, count: usize) -> String {
        self.format_text_with("notification-several", &FluentArgs::from_iter([("count", count)]))
    }

    /// The last line of a notification that does not list every message.
    pub(crate) fn more_messages_line(&self, count: usize) -> String {
        self.format_text_with("notification-more", &FluentArgs::from_iter([("count", count)]))
    }

    /// The line of a notification with a code.
    pub(crate) fn notification_code_line(&self, code: &str) -> String {
        self.format_text_with(
            "notification-code",
            &FluentArgs::from_iter([("code", to_single_line(code, MAX_CODE_CHARS))]),
        )
    }

    /// The notification action that copies the code.
    pub(crate) fn copy_code_action_label(&self) -> String {
        self.format_text("notification-copy-code")
    }

    /// The title of the notification that a code was copied by itself.
    pub(crate) fn code_copied_title(&self, code: &str) -> String {
        self.format_text_with(
            "notification-code-copied",
            &FluentArgs::from_iter([("code", to_single_line(code, MAX_CODE_CHARS))]),
        )
    }

    /// The notification action that takes a code that was copied by itself off the clipboard.
    pub(crate) fn undo_copy_action_label(&self) -> String {
        self.format_text("notification-undo-copy")
    }

    /// The sender of a message in one short line.
    pub(crate) fn sender_line(&self, message: &MessageSummary) -> String {
        let name = to_single_line(&message.from_name, MAX_SENDER_CHARS);
        if name.is_empty() { self.sender_or_unknown(&message.from_address) } else { name }
    }

    /// The subject of a message in one short line.
    pub(crate) fn subject_line(&self, message: &MessageSummary) -> String {
        let subject = to_single_line(&message.subject, MAX_SUBJECT_CHARS);
        if subject.is_empty() { self.format_text("messages-no-subject") } else { subject }
    }

    fn sender_or_unknown(&self, sender: &str) -> String {
        let sender = to_single_line(sender, MAX_SENDER_CHARS);
        if sender.is_empty() { self.format_text("messages-no-sender") } else { sender }
    }

    /// The title of the dialog that says why there is no window.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn window_failed_title(&self) -> String {
        self.format_text("dialog-window-failed")
    }

    /// What to do where Windows has no web view.
    #[cfg(windows)]
    pub(crate) fn web_view_missing_text(&self) -> String {
        self.format_text("dialog-web-view-missing")
    }

    /// The title of the dialog for saving a file.
    pub(crate) fn save_dialog_title(&self) -> String {
        self.format_text("dialog-save")
    }

    /// The title of the dialog for choosing the folder of several files.
    pub(crate) fn folder_dialog_title(&self) -> String {
        self.format_text("dialog-folder")
    }

    /// The title of the dialog for opening a file.
    pub(crate) fn open_dialog_title(&self) -> String {
        self.format_text("dialog-open")
    }

    /// The texts that Mayfly adds to a message's document.
    pub(crate) fn localised_document_texts(&self) -> DocumentLabels {
        DocumentLabels { truncation_note: self.format_text("frame-cut"), quoted_text: self.format_text("frame-quoted") }
    }
}

/// Reduces untrusted text to one line of at most `max_chars` characters, without invisible characters, line breaks and
/// characters that change the reading direction.
fn to_single_line(text: &str, max_chars: usize) -> String {
    let mut line = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let mut word = word.chars().filter(|c| !is_invisible_char(*c)).take(max_chars + 1).peekable();
        if word.peek().is_some() && !line.is_empty() {
            line.push(' ');
        }
        line.extend(word);
        if line.chars().count() > max_chars {
            let shortened: String = line.chars().take(max_chars - 1).collect();
            return shortened.trim_end().to_owned() + "…";
        }
    }
    line
}

/// Whether a character takes no room or changes the reading direction. The joiners that Persian, Hindi and emoji need
/// are not included.
fn is_invisible_char(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{200E}'
        | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use mayfly_core::view::{AccountId, AccountMessageId};

    #[test]
    fn untrusted_text_becomes_one_short_line() {
        for (text, line) in [
            ("Harbour", "Harbour"),
            ("  two\r\n\tlines\u{2028} ", "two lines"),
            ("a\u{0}b\u{1b}[31mc", "a b [31mc"),
            ("safe\u{202e}gpj\u{2066}\u{200f}", "safegpj"),
            ("\u{200b}\u{feff}\u{3164}", ""),
            ("0123456789", "0123456789"),
            ("0123456789a", "012345678…"),
            ("01234567 a", "01234567 a"),
            ("01234567 ab", "01234567…"),
            ("012345678 a", "012345678…"),
            ("ngân hàng số", "ngân hàng…"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ] {
            assert_eq!(to_single_line(text, 10), line, "{text:?}");
        }
        assert_eq!(to_single_line(&"x".repeat(1_000_000), MAX_SENDER_CHARS).chars().count(), MAX_SENDER_CHARS);
    }

    #[test]
    fn every_language_parses_and_has_every_text_that_is_used() {
        let used: Vec<_> = ["self.format_text(\"", "self.format_text_with(\""]
            .iter()
            .flat_map(|call| include_str!("texts.rs").split(*call).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(used.len() > 15, "{used:?}");
        for (code, source) in LANGUAGE_SOURCES {
            FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| errors).unwrap();
            let texts = Texts::for_locale(code);
            assert_eq!(texts.language, code);
            assert_eq!(texts.bundle.locales.iter().map(ToString::to_string).collect::<Vec<_>>(), [code]);
            for id in &used {
                assert!(
                    texts.bundle.get_message(id).is_some_and(|message| message.value().is_some()),
                    "{id} in {code}"
                );
            }
        }
    }

    #[test]
    fn locale_selects_its_language_or_english() {
        for (locale, code) in [("en-GB", "en"), ("vi-VN", "vi"), ("VI", "vi"), ("fr", "en"), ("", "en"), ("vie", "en")]
        {
            assert_eq!(Texts::for_locale(locale).language, code, "{locale:?}");
        }
    }

    #[test]
    fn plurals_follow_the_language() {
        let counted = |locale| {
            let texts = Texts::for_locale(locale);
            [
                texts.several_messages_title(1),
                texts.several_messages_title(2),
                texts.tray_tooltip(0),
                texts.tray_tooltip(1),
                texts.more_messages_line(3),
            ]
        };
        assert_eq!(
            counted("en"),
            ["1 new message", "2 new messages", "Mayfly", "Mayfly: 1 unread", "and 3 more"].map(str::to_owned)
        );
        assert_eq!(
            counted("vi"),
            ["1 thư mới", "2 thư mới", "Mayfly", "Mayfly: 1 thư chưa đọc", "và 3 thư khác"].map(str::to_owned)
        );
    }

    #[test]
    fn every_text_can_be_formatted_in_every_language() {
        for (code, _) in LANGUAGE_SOURCES {
            let texts = Texts::for_locale(code);
            let labels = texts.localised_document_texts();
            let mut formatted = vec![
                texts.new_address_label(),
                texts.open_window_action_label(),
                texts.pause_checking_label(),
                texts.waiting_for_keychain_label(),
                texts.unopenable_mail_label(),
                texts.keychain_wait_title(),
                texts.keychain_wait_body(),
                texts.quit_app_label(),
                texts.copy_code_action_label(),
                texts.save_dialog_title(),
                texts.folder_dialog_title(),
                texts.open_dialog_title(),
                labels.truncation_note,
                labels.quoted_text,
            ];
            #[cfg(not(target_os = "linux"))]
            formatted.push(texts.window_failed_title());
            #[cfg(windows)]
            formatted.push(texts.web_view_missing_text());
            for (sentence, fact) in [
                (texts.address_created_body("a@b.example", true), "a@b.example\n"),
                (texts.notification_code_line("123 456"), "123 456"),
                (texts.several_messages_title(7), "7"),
                (texts.more_messages_line(7), "7"),
                (texts.tray_tooltip(7), "7"),
            ] {
                assert!(sentence.contains(fact), "{sentence:?} in {code}");
                formatted.push(sentence);
            }
            let different: std::collections::BTreeSet<_> = formatted.iter().collect();
            assert_eq!(different.len(), formatted.len(), "{formatted:?}");
            // Isolation marks would be visible.
            assert!(
                formatted.iter().all(|text| !text.is_empty() && !text.contains(is_invisible_char)),
                "{formatted:?}"
            );
        }
    }

    #[test]
    fn copy_code_item_names_code_and_sender() {
        let code = |code: &str, from: &str| RecentCode {
            message: AccountMessageId { account: AccountId::new(1), message: "1".into() },
            code: code.into(),
            from: from.into(),
            expires_in: std::time::Duration::ZERO,
        };
        let english = |text: &str, from: &str| Texts::for_locale("en").copy_code_label(&code(text, from));
        assert_eq!(english("123456", "Harbour"), "Copy code \"123456\" (from Harbour)");
        assert_eq!(english("12_34", "A & B"), "Copy code \"12_34\" (from A & B)");
        assert_eq!(english("123456", " \u{202e} "), "Copy code \"123456\" (from Unknown sender)");
        assert_eq!(english("1", &"n".repeat(99)), format!("Copy code \"1\" (from {}…)", "n".repeat(31)));
        assert_eq!(
            Texts::for_locale("vi").copy_code_label(&code("123456", "")),
            "Sao chép mã \"123456\" (từ Không rõ người gửi)"
        );
    }
}
