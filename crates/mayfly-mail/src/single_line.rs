//! Untrusted text on one line of the app: subjects, names, addresses.

/// The most characters of a line.
const MAX_CHARS: usize = 1_000;

/// Makes untrusted text one line: no line breaks, no control characters, no directional overrides, at most 1,000
/// characters.
///
/// A name that begins with a right-to-left override is displayed backwards and can imitate another one.
///
/// ```
/// use mayfly_mail::to_single_line;
///
/// assert_eq!(to_single_line(" Your\r\n order"), "Your order");
/// assert_eq!(to_single_line("\u{202e}moc.knab@troppus"), "moc.knab@troppus");
/// ```
pub fn to_single_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(MAX_CHARS));
    let mut chars = 0;
    for c in text.chars().filter(|c| !is_explicit_bidi_control(*c)) {
        let breaks = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        let c = if breaks { ' ' } else { c };
        if c == ' ' && (line.is_empty() || line.ends_with(' ')) {
            continue;
        }
        if chars == MAX_CHARS {
            line.push('…');
            break;
        }
        line.push(c);
        chars += 1;
    }
    line.truncate(line.trim_end().len());
    line
}

/// Whether a character is a directional override, embedding or isolate. Directional marks stay: right-to-left languages
/// need them, and they reverse no word.
fn is_explicit_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
