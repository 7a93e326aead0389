//! Text from strangers on a terminal and in JSON: nothing in it may control the terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

pub(crate) use mayfly_mail::to_single_line;

/// Returns text of several lines without control characters and directional overrides. Line breaks and tabs stay.
pub(crate) fn to_safe_multiline_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !is_unsafe_on_terminal(*c)).collect()
}

/// Escapes the characters that JSON allows as they are and that can control a terminal: some terminals obey the control
/// characters beyond ASCII, and directional overrides reorder what is shown.
pub(crate) fn escape_json_for_terminal(json: &str) -> Cow<'_, str> {
    if !json.chars().any(is_unsafe_on_terminal) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_unsafe_on_terminal(c) {
            // All of them are in the basic plane.
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

fn is_unsafe_on_terminal(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_keep_their_words_and_lose_what_controls_a_terminal() {
        for (given, expected) in [
            ("a\r\nb\rc\td", "a\nb\nc\td"),
            ("\u{1b}]0;title\u{7}x\u{1b}[2J", "]0;titlex[2J"),
            ("\u{9b}31mred\u{85}", "31mred"),
            ("a\u{202e}b\u{2066}c", "abc"),
            ("Mã 🎉", "Mã 🎉"),
        ] {
            assert_eq!(to_safe_multiline_text(given), expected, "{given:?}");
        }
    }

    proptest! {
        #[test]
        fn escaped_json_means_the_same_and_controls_nothing(text in "(?s).{0,40}|[\u{0}-\u{a0}]{0,40}|[\u{2000}-\u{2070}]{0,20}") {
            let json = serde_json::to_string(&text).unwrap();
            let escaped = escape_json_for_terminal(&json);
            prop_assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
            prop_assert!(!escaped.chars().any(is_unsafe_on_terminal));
        }
    }
}
