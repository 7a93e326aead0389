//! A stranger's words in a line of ours: subjects, names, addresses.

/// Characters of one line; more is no subject.
const MOST: usize = 1_000;

/// The words as one line that can stand among ours: without line breaks and other controls, without what turns the
/// writing round, and no longer than a thousand characters.
///
/// A name that begins with a right-to-left override reads as another one: a mailbox at a shop can be written backwards.
///
/// ```
/// use mayfly_mail::one_line;
///
/// assert_eq!(one_line(" Your\r\n order"), "Your order");
/// assert_eq!(one_line("\u{202e}moc.knab@troppus"), "moc.knab@troppus");
/// ```
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(MOST));
    let mut characters = 0;
    for c in text.chars().filter(|c| !turns(*c)) {
        let breaks = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        let c = if breaks { ' ' } else { c };
        if c == ' ' && (line.is_empty() || line.ends_with(' ')) {
            continue;
        }
        if characters == MOST {
            line.push('…');
            break;
        }
        line.push(c);
        characters += 1;
    }
    line.truncate(line.trim_end().len());
    line
}

/// Overrides, embeddings and isolates. The marks that languages written from right to left need stay: they turn no word.
fn turns(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
