//! Validation of names that users type: the parts of an address, and labels.

use crate::error::{Error, Result};

/// The maximum length of a label in characters.
const MAX_LABEL_CHARS: usize = 80;

/// Returns the part of an address before the @ in lower case, if it is valid. The service may still refuse it.
pub(super) fn validate_username(text: &str) -> Result<String> {
    let text = text.trim().to_lowercase();
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let fine = (1..=64).contains(&text.len())
        && text.chars().all(is_allowed)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && !text.contains("..");
    if fine { Ok(text) } else { Err(Error::InvalidUsername) }
}

/// Returns a domain in lower case, if it is valid. One with other than ASCII letters stays as it is, which is how the
/// service spells it.
pub(super) fn validate_domain(text: &str) -> Result<String> {
    let text = text.trim().to_lowercase();
    let is_valid_label =
        |label: &str| (1..=63).contains(&label.len()) && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let has_outer_hyphen = text.split('.').any(|label| label.starts_with('-') || label.ends_with('-'));
    // The limits are those of the form that the domain name system knows.
    let ascii = if text.is_ascii() { text.clone() } else { to_ascii_domain(&text).ok_or(Error::InvalidDomain)? };
    let fine = !has_outer_hyphen && ascii.len() <= 253 && ascii.contains('.') && ascii.split('.').all(is_valid_label);
    if fine { Ok(text) } else { Err(Error::InvalidDomain) }
}

/// Returns whether a text is an address as a service may have made it.
pub(crate) fn is_valid_address(address: &str) -> bool {
    let Some((name, domain)) = address.rsplit_once('@') else { return false };
    let is_plain = |c: char| !c.is_control() && !c.is_whitespace() && c != '@';
    (1..=64).contains(&name.len()) && name.chars().all(is_plain) && validate_domain(domain).is_ok()
}

/// Returns the ASCII form of an internationalised domain; `None` if it is none, or if it is not in its normal form: what
/// the conversion would change or drop, such as invisible characters, is no part of a domain.
fn to_ascii_domain(domain: &str) -> Option<String> {
    let ascii = url::quirks::domain_to_ascii(domain);
    (url::quirks::domain_to_unicode(&ascii) == domain).then_some(ascii)
}

/// Returns a label as it is stored: one line without control characters; `None` if nothing of it is visible.
pub(crate) fn clean_inbox_label(text: &str) -> Option<String> {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(MAX_LABEL_CHARS).collect();
    Some(cut.trim_end().to_owned()).filter(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usernames_labels_and_domains_are_validated() {
        for (text, fine) in [
            ("demo123", true),
            (" Demo.User ", true),
            ("a", true),
            ("a_b-c", true),
            ("", false),
            (".demo", false),
            ("demo.", false),
            ("de..mo", false),
            ("de mo", false),
            ("dé", false),
            ("a@b", false),
            ("a/b", false),
        ] {
            assert_eq!(validate_username(text).is_ok(), fine, "{text:?}");
        }
        for (text, kept) in [
            (" Shop\n\tand  more ", Some("Shop and more")),
            ("Vé tàu 🎫", Some("Vé tàu 🎫")),
            ("", None),
            (" \u{0}\r\n\u{2028}", None),
        ] {
            assert_eq!(clean_inbox_label(text).as_deref(), kept, "{text:?}");
        }
        assert_eq!(clean_inbox_label(&"ế ".repeat(500)).map(|label| label.chars().count()), Some(MAX_LABEL_CHARS - 1));
        assert!(validate_username(&"a".repeat(65)).is_err(), "64 characters are the limit of a mailbox name");
        for (text, fine) in [
            ("example.com", true),
            ("a-b.example", true),
            ("example", false),
            ("-a.com", false),
            ("a b.com", false),
            ("a..com", false),
            ("Thư-rác.vn", true),
            ("почта.рф", true),
            ("例え.テスト", true),
            ("xn--mnchen-3ya.de", true),
            ("thư", false),
            ("thư rác.vn", false),
            ("-thư.vn", false),
            ("thư..vn", false),
            ("thư/rác.vn", false),
            ("ｅxample.com", false),
            ("exam\u{ad}ple.com", false),
            ("exam\u{202e}ple.com", false),
            (&format!("{}.vn", "ư".repeat(60)), false),
        ] {
            assert_eq!(validate_domain(text).is_ok(), fine, "{text:?}");
        }
    }
}
