//! Escapes text for HTML.

/// Escapes text for the content of an element or a quoted attribute.
///
/// ```
/// assert_eq!(mayfly_mail::escape_html("a<b"), "a&lt;b");
/// ```
#[must_use]
pub fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    write_html_escaped(text, &mut out);
    out
}

/// Appends the escaped text to `out`.
pub(crate) fn write_html_escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}
