//! What the tray, notifications and dialogs say, in the user's language, and how text from strangers gets into it.
//!
//! The texts are in `locales/`, which the window shares.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use mayfly_core::RecentCode;
use mayfly_core::view::{InboxView, MessageSummary};
use mayfly_mail::DocumentLabels;
use std::sync::LazyLock;

/// The program's name, the same in every language.
pub(crate) const NAME: &str = "Mayfly";

/// The longest pieces that fit a menu or a notification, in characters.
const SENDER: usize = 32;
const SUBJECT: usize = 120;
const CODE: usize = 32;

/// The languages by their codes, English first.
const SOURCES: [(&str, &str); 2] =
    [("en", include_str!("../../locales/en.ftl")), ("vi", include_str!("../../locales/vi.ftl"))];

static LANGUAGES: LazyLock<[Words; SOURCES.len()]> = LazyLock::new(|| SOURCES.map(Words::parse));

/// The texts of one language.
pub(crate) struct Words {
    code: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The texts for a locale, given as a BCP 47 tag; English for one without.
    pub(crate) fn of(locale: &str) -> &'static Self {
        let language = locale.split('-').next().unwrap_or_default();
        let [english, ..] = &*LANGUAGES;
        LANGUAGES.iter().find(|words| words.code.eq_ignore_ascii_case(language)).unwrap_or(english)
    }

    /// Tests make sure that nothing in the file is lost.
    fn parse((code, source): (&'static str, &str)) -> Self {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(parsed, _)| parsed);
        let mut bundle = FluentBundle::new_concurrent(code.parse().into_iter().collect());
        // Menus and notifications show the marks as boxes.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { code, bundle }
    }

    fn plain(&self, id: &str) -> String {
        self.say(id, &FluentArgs::new())
    }

    fn say(&self, id: &str, arguments: &FluentArgs<'_>) -> String {
        let mut errors = Vec::new();
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        let text = pattern.map(|pattern| self.bundle.format_pattern(pattern, Some(arguments), &mut errors));
        debug_assert!(text.is_some() && errors.is_empty(), "{id} in {}: {errors:?}", self.code);
        text.map_or_else(|| id.to_owned(), std::borrow::Cow::into_owned)
    }

    /// What makes a new address.
    pub(crate) fn new_address(&self) -> String {
        self.plain("inboxes-create")
    }

    /// What opens the window.
    pub(crate) fn open(&self) -> String {
        self.plain("tray-open")
    }

    /// What stops checking for mail until it is taken back.
    pub(crate) fn pause(&self) -> String {
        self.plain("tray-pause")
    }

    /// What ends the program.
    pub(crate) fn quit(&self) -> String {
        self.plain("tray-quit")
    }

    /// The tray's item for an address.
    pub(crate) fn copy_address(&self, inbox: &InboxView) -> String {
        menu(&self.say("inboxes-copy", &FluentArgs::from_iter([("address", inbox.address.as_str())])))
    }

    /// The tray's item for a code.
    pub(crate) fn copy_code(&self, code: &RecentCode) -> String {
        let (text, from) = (clean(&code.code, CODE), self.sender_or_unknown(&code.from));
        menu(&self.say("tray-copy-code", &FluentArgs::from_iter([("code", text), ("from", from)])))
    }

    /// What the tray icon says where the mouse rests on it.
    pub(crate) fn tooltip(&self, unread: u32) -> String {
        if unread == 0 {
            return NAME.to_owned();
        }
        self.say("tray-unread", &FluentArgs::from_iter([("count", unread)]))
    }

    /// A notification's text for a new address.
    pub(crate) fn address_made(&self, address: &str, copied: bool) -> String {
        if copied { format!("{address}\n{}", self.plain("notification-copied")) } else { address.to_owned() }
    }

    /// A notification's title for an address that ends while it is waited for.
    pub(crate) fn ends_soon(&self) -> String {
        self.plain("notification-ends-soon")
    }

    /// Its text.
    pub(crate) fn ends_soon_text(&self, address: &str) -> String {
        format!("{address}\n{}", self.plain("notification-ends-soon-text"))
    }

    /// A notification's line with the account that it is about.
    pub(crate) fn account(&self, name: &str) -> String {
        self.say("notification-account", &FluentArgs::from_iter([("account", self.account_name(name))]))
    }

    /// An account's name in a line.
    pub(crate) fn account_name(&self, name: &str) -> String {
        clean(name, SENDER)
    }

    /// A notification's title for several messages.
    pub(crate) fn several(&self, count: usize) -> String {
        self.say("notification-several", &FluentArgs::from_iter([("count", count)]))
    }

    /// A notification's last line where not every message has one.
    pub(crate) fn more(&self, count: usize) -> String {
        self.say("notification-more", &FluentArgs::from_iter([("count", count)]))
    }

    /// A notification's line with a code.
    pub(crate) fn code(&self, code: &str) -> String {
        self.say("notification-code", &FluentArgs::from_iter([("code", clean(code, CODE))]))
    }

    /// A notification's button that copies the code.
    pub(crate) fn copy_that_code(&self) -> String {
        self.plain("notification-copy-code")
    }

    /// Who a message is from, in one short line.
    pub(crate) fn sender(&self, message: &MessageSummary) -> String {
        let name = clean(&message.from_name, SENDER);
        if name.is_empty() { self.sender_or_unknown(&message.from_address) } else { name }
    }

    /// What a message is about, in one short line.
    pub(crate) fn subject(&self, message: &MessageSummary) -> String {
        let subject = clean(&message.subject, SUBJECT);
        if subject.is_empty() { self.plain("messages-no-subject") } else { subject }
    }

    fn sender_or_unknown(&self, text: &str) -> String {
        let text = clean(text, SENDER);
        if text.is_empty() { self.plain("messages-no-sender") } else { text }
    }

    /// The title of the dialog that asks where a file goes.
    pub(crate) fn save_dialog(&self) -> String {
        self.plain("dialog-save")
    }

    /// The title of the dialog that asks for a file.
    pub(crate) fn open_dialog(&self) -> String {
        self.plain("dialog-open")
    }

    /// What Mayfly puts into a message's document.
    pub(crate) fn labels(&self) -> DocumentLabels {
        DocumentLabels { truncation_note: self.plain("frame-cut"), quoted_text: self.plain("frame-quoted") }
    }
}

/// An ampersand before a letter would be taken for a menu item's access key. (On Linux an underscore is the mark;
/// the menu's library doubles those by itself.)
fn menu(text: &str) -> String {
    text.replace('&', "&&")
}

/// A stranger's words as one line of at most `most` characters: nothing that can't be seen, breaks the line
/// or turns the reading direction.
pub(crate) fn clean(text: &str, most: usize) -> String {
    let mut line = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let mut word = word.chars().filter(|c| !is_hidden(*c)).take(most + 1).peekable();
        if word.peek().is_some() && !line.is_empty() {
            line.push(' ');
        }
        line.extend(word);
        if line.chars().count() > most {
            let kept: String = line.chars().take(most - 1).collect();
            return kept.trim_end().to_owned() + "…";
        }
    }
    line
}

/// Takes no room or turns the reading direction. The joiners of Persian, Hindi and emoji are not among them.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{200E}'
        | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_words_become_one_short_line() {
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
            assert_eq!(clean(text, 10), line, "{text:?}");
        }
        assert_eq!(clean(&"x".repeat(1_000_000), SENDER).chars().count(), SENDER);
    }

    #[test]
    fn every_language_parses_and_has_every_text_that_is_asked_for() {
        let asked: Vec<_> = ["self.plain(\"", "self.say(\""]
            .iter()
            .flat_map(|call| include_str!("words.rs").split(*call).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(asked.len() > 15, "{asked:?}");
        for (code, source) in SOURCES {
            FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| errors).unwrap();
            let words = Words::of(code);
            assert_eq!(words.code, code);
            assert_eq!(words.bundle.locales.iter().map(ToString::to_string).collect::<Vec<_>>(), [code]);
            for id in &asked {
                assert!(
                    words.bundle.get_message(id).is_some_and(|message| message.value().is_some()),
                    "{id} in {code}"
                );
            }
        }
    }

    #[test]
    fn a_locale_has_its_language_and_english_is_for_the_rest() {
        for (locale, code) in [("en-GB", "en"), ("vi-VN", "vi"), ("VI", "vi"), ("fr", "en"), ("", "en"), ("vie", "en")]
        {
            assert_eq!(Words::of(locale).code, code, "{locale:?}");
        }
    }

    #[test]
    fn things_are_counted_as_the_language_counts() {
        let said = |locale| {
            let words = Words::of(locale);
            [words.several(1), words.several(2), words.tooltip(0), words.tooltip(1), words.more(3)]
        };
        assert_eq!(
            said("en"),
            ["1 new message", "2 new messages", "Mayfly", "Mayfly: 1 unread", "and 3 more"].map(str::to_owned)
        );
        assert_eq!(
            said("vi"),
            ["1 thư mới", "2 thư mới", "Mayfly", "Mayfly: 1 thư chưa đọc", "và 3 thư khác"].map(str::to_owned)
        );
    }

    #[test]
    fn every_sentence_can_be_said_in_every_language() {
        for (code, _) in SOURCES {
            let words = Words::of(code);
            let labels = words.labels();
            let mut said = vec![
                words.new_address(),
                words.open(),
                words.pause(),
                words.quit(),
                words.copy_that_code(),
                words.save_dialog(),
                words.open_dialog(),
                labels.truncation_note,
                labels.quoted_text,
            ];
            for (sentence, fact) in [
                (words.address_made("a@b.example", true), "a@b.example\n"),
                (words.code("123 456"), "123 456"),
                (words.several(7), "7"),
                (words.more(7), "7"),
                (words.tooltip(7), "7"),
            ] {
                assert!(sentence.contains(fact), "{sentence:?} in {code}");
                said.push(sentence);
            }
            let different: std::collections::BTreeSet<_> = said.iter().collect();
            assert_eq!(different.len(), said.len(), "{said:?}");
            // Isolation marks would show.
            assert!(said.iter().all(|text| !text.is_empty() && !text.contains(is_hidden)), "{said:?}");
        }
    }

    #[test]
    fn the_menu_names_code_and_sender() {
        let code = |code: &str, from: &str| RecentCode {
            message_id: "1".into(),
            code: code.into(),
            from: from.into(),
            expires_in: std::time::Duration::ZERO,
        };
        let english = |text: &str, from: &str| Words::of("en").copy_code(&code(text, from));
        assert_eq!(english("123456", "Harbour"), "Copy code \"123456\" (from Harbour)");
        assert_eq!(english("12_34", "A & B"), "Copy code \"12_34\" (from A && B)");
        assert_eq!(english("123456", " \u{202e} "), "Copy code \"123456\" (from Unknown sender)");
        assert_eq!(english("1", &"n".repeat(99)), format!("Copy code \"1\" (from {}…)", "n".repeat(31)));
        assert_eq!(Words::of("vi").copy_code(&code("123456", "")), "Sao chép mã \"123456\" (từ Không rõ người gửi)");
    }
}
