//! Texts from outside, made safe to show.

const MAX_CHARS: usize = 300;

/// Below this length a "key" is likelier to be a word of the sentence.
const MIN_SECRET: usize = 4;

/// One line of bounded length, without control characters or those that reorder what is read;
/// nothing when nothing readable is left.
pub(crate) fn one_line(text: &str) -> Option<String> {
    shorten(&flatten(text))
}

/// As [`one_line`], but nothing at all for HTML, and `secret` is blotted out should it be echoed.
pub(crate) fn plain(text: &str, secret: &str) -> Option<String> {
    if has_markup(text) {
        return None;
    }
    let line = flatten(text);
    if secret.len() >= MIN_SECRET && line.contains(secret) {
        shorten(&line.replace(secret, "[key]"))
    } else {
        shorten(&line)
    }
}

/// Whether a text has anything that looks like an HTML tag, comment or doctype.
fn has_markup(text: &str) -> bool {
    text.split('<')
        .skip(1)
        .any(|after| after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')))
}

fn flatten(text: &str) -> String {
    let visible: String =
        text.chars().filter(|c| !is_invisible(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shorten(line: &str) -> Option<String> {
    if line.is_empty() {
        return None;
    }
    match line.char_indices().nth(MAX_CHARS) {
        None => Some(line.to_owned()),
        Some((end, _)) => Some(format!("{}…", &line[..end])),
    }
}

/// Zero-width and bidirectional formatting characters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_one_short_line_of_visible_text() {
        let long = "é".repeat(5000);
        for (given, shown) in [
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
            assert_eq!(plain(given, "no-such-key"), shown, "{given:?}");
        }
    }

    #[test]
    fn an_echoed_secret_is_blotted_out_even_when_split_or_at_the_cut() {
        let said = |text: &str| plain(text, "sample-key").unwrap_or_default();
        assert_eq!(said("bad key sample-key!"), "bad key [key]!");
        assert_eq!(said("bad key sam\u{200b}ple-key!"), "bad key [key]!");
        let at_the_cut = format!("{}sample-key", "x".repeat(MAX_CHARS - 3));
        assert!(!said(&at_the_cut).contains("sam"));
    }
}
