//! What the tray and notifications say, and how text from strangers gets into it.

use mayfly_core::RecentCode;
use mayfly_core::view::{InboxView, MessageSummary};

pub(crate) const NAME: &str = "Mayfly";
pub(crate) const NEW_ADDRESS: &str = "New address";
pub(crate) const OPEN: &str = "Open Mayfly";
pub(crate) const PAUSE: &str = "Pause checking";
pub(crate) const QUIT: &str = "Quit";
pub(crate) const COPY_CODE: &str = "Copy code";

const UNKNOWN_SENDER: &str = "Unknown sender";
const NO_SUBJECT: &str = "(no subject)";

/// The longest pieces that fit a menu or a notification, in characters.
const SENDER: usize = 32;
const SUBJECT: usize = 120;
const CODE: usize = 32;

/// The tray's item for an address.
pub(crate) fn copy_address(inbox: &InboxView) -> String {
    menu(&format!("Copy {}", inbox.address))
}

/// The tray's item for a code.
pub(crate) fn copy_code(code: &RecentCode) -> String {
    menu(&format!("{COPY_CODE} \"{}\" (from {})", clean(&code.code, CODE), sender_or_unknown(&code.from)))
}

/// What the tray icon says where the mouse rests on it.
pub(crate) fn tooltip(unread: u32) -> String {
    match unread {
        0 => NAME.to_owned(),
        n => format!("{NAME}: {n} unread"),
    }
}

/// A notification's text for a new address.
pub(crate) fn new_address(address: &str, copied: bool) -> String {
    if copied { format!("{address}\nIt is on the clipboard.") } else { address.to_owned() }
}

/// A notification's title for several messages.
pub(crate) fn several(count: usize) -> String {
    format!("{count} new messages")
}

/// A notification's last line where not every message has one.
pub(crate) fn more(count: usize) -> String {
    format!("and {count} more")
}

/// A notification's line with a code.
pub(crate) fn code(code: &str) -> String {
    format!("Code {}", clean(code, CODE))
}

/// Who a message is from, in one short line.
pub(crate) fn sender(message: &MessageSummary) -> String {
    let name = clean(&message.from_name, SENDER);
    if name.is_empty() { sender_or_unknown(&message.from_address) } else { name }
}

/// What a message is about, in one short line.
pub(crate) fn subject(message: &MessageSummary) -> String {
    let subject = clean(&message.subject, SUBJECT);
    if subject.is_empty() { NO_SUBJECT.to_owned() } else { subject }
}

fn sender_or_unknown(text: &str) -> String {
    let text = clean(text, SENDER);
    if text.is_empty() { UNKNOWN_SENDER.to_owned() } else { text }
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
    fn the_menu_names_code_and_sender() {
        let code = |code: &str, from: &str| {
            copy_code(&RecentCode {
                message_id: "1".into(),
                code: code.into(),
                from: from.into(),
                expires_in: std::time::Duration::ZERO,
            })
        };
        assert_eq!(code("123456", "Harbour"), "Copy code \"123456\" (from Harbour)");
        assert_eq!(code("12_34", "A & B"), "Copy code \"12_34\" (from A && B)");
        assert_eq!(code("123456", " \u{202e} "), "Copy code \"123456\" (from Unknown sender)");
        assert_eq!(code("1", &"n".repeat(99)), format!("Copy code \"1\" (from {}…)", "n".repeat(31)));
    }
}
