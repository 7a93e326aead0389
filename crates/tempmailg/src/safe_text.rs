//! Makes untrusted text safe to display: one line, bounded length, no markup, no API key.

/// Longest result, in characters.
const MAX_CHARS: usize = 300;

/// Shorter secrets are not redacted, because they are likely to be ordinary words of the sentence.
const MIN_SECRET_BYTES: usize = 4;

/// Returns one line of bounded length without control, bidirectional and zero-width characters.
/// Returns `None` when no visible character is left.
pub(crate) fn to_safe_line(text: &str) -> Option<String> {
    truncate_line(&to_visible_single_line(text))
}

/// Returns the same as [`to_safe_line`] with `secret` redacted, or `None` for text with markup.
pub(crate) fn to_redacted_line_unless_markup(text: &str, secret: &str) -> Option<String> {
    if has_markup(text) {
        return None;
    }
    let line = to_visible_single_line(text);
    if secret.len() >= MIN_SECRET_BYTES && line.contains(secret) {
        truncate_line(&line.replace(secret, "[key]"))
    } else {
        truncate_line(&line)
    }
}

/// Whether the text contains anything that looks like an HTML tag, comment or doctype.
fn has_markup(text: &str) -> bool {
    text.split('<')
        .skip(1)
        .any(|after| after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')))
}

/// Removes invisible characters and replaces each run of whitespace and control characters by one space.
fn to_visible_single_line(text: &str) -> String {
    let visible: String =
        text.chars().filter(|c| !is_invisible_char(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn truncate_line(line: &str) -> Option<String> {
    if line.is_empty() {
        return None;
    }
    match line.char_indices().nth(MAX_CHARS) {
        None => Some(line.to_owned()),
        Some((end, _)) => Some(format!("{}…", &line[..end])),
    }
}

/// Whether the character is a zero-width or bidirectional formatting character.
fn is_invisible_char(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safe_line_is_short_visible_text_without_markup() {
        let long = "é".repeat(5000);
        for (given, expected) in [
            ("Taken.", Some("Taken.".to_owned())),
            (" two\r\n\tlines\u{0} ", Some("two lines".to_owned())),
            ("a\u{202e}b\u{200b}c", Some("abc".to_owned())),
            ("\u{1b}[31mred", Some("[31mred".to_owned())),
            (&long, Some(format!("{}…", "é".repeat(MAX_CHARS)))),
            ("at most 3 < 5", Some("at most 3 < 5".to_owned())),
            ("<b>bold</b>", None),
            ("x <!-- y", None),
            (" \n ", None),
        ] {
            assert_eq!(to_redacted_line_unless_markup(given, "no-such-key"), expected, "{given:?}");
        }
    }

    #[test]
    fn echoed_secret_is_redacted_even_when_split_or_at_the_length_limit() {
        let safe_line = |text: &str| to_redacted_line_unless_markup(text, "sample-key").unwrap_or_default();
        assert_eq!(safe_line("bad key sample-key!"), "bad key [key]!");
        assert_eq!(safe_line("bad key sam\u{200b}ple-key!"), "bad key [key]!");
        let at_the_limit = format!("{}sample-key", "x".repeat(MAX_CHARS - 3));
        assert!(!safe_line(&at_the_limit).contains("sam"));
    }
}
