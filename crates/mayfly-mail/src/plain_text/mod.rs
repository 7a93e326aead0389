//! Turns plain-text mail into markup: escaped, URLs linked, quotes collapsed, wrapped lines joined.

mod hard_wrap_detection;

use crate::allowed_elements_and_attributes::{QUOTE_CLASS, TEXT_CLASS};
use crate::html_escape::write_html_escaped;
use hard_wrap_detection::HardWrapWidth;

/// Turns plain text into markup, which is then rendered like HTML mail.
pub(crate) fn plain_text_to_html(text: &str, quoted_text_label: &str, rejoin_wrapped_lines: bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4 + 100);
    out.push_str(&format!("<div class=\"{TEXT_CLASS}\">"));
    let mut depth = 0;
    let mut previous: Option<&str> = None;
    let wrapping = HardWrapWidth::detect_wrap_width(
        text.lines().filter(|_| rejoin_wrapped_lines).map(|line| split_quote_level(line).1),
    );
    let mut in_signature = false;
    for line in text.lines() {
        let (level, line) = split_quote_level(line);
        // The lines of a signature are never joined.
        in_signature |= line == "-- ";
        while depth > level {
            out.push_str("</blockquote>");
            depth -= 1;
            if depth == 0 {
                out.push_str("</details>");
            }
            previous = None;
        }
        while depth < level {
            if depth == 0 {
                out.push_str(&format!("<details class=\"{QUOTE_CLASS}\"><summary>"));
                write_html_escaped(quoted_text_label, &mut out);
                out.push_str("</summary>");
            }
            out.push_str("<blockquote>");
            depth += 1;
            previous = None;
        }
        if let Some(previous) = previous {
            out.push(if !in_signature && wrapping.is_soft_break(previous, line) { ' ' } else { '\n' });
        }
        previous = Some(line);
        write_with_links(line, &mut out);
    }
    for _ in 0..depth {
        out.push_str("</blockquote>");
    }
    if depth > 0 {
        out.push_str("</details>");
    }
    out.push_str("</div>");
    out
}

/// The quote level of a line, at most 10, and the line without its quote marks.
fn split_quote_level(line: &str) -> (usize, &str) {
    const MAX_LEVEL: usize = 10;
    let (mut level, mut rest) = (0, line);
    while level < MAX_LEVEL {
        let trimmed = if level == 0 { rest } else { rest.trim_start_matches(' ') };
        let Some(after) = trimmed.strip_prefix('>') else { break };
        level += 1;
        rest = after;
    }
    // Mail programs escape "From" at the start of a line as ">From".
    if level == 1 && rest.starts_with("From ") {
        return (0, rest);
    }
    (level, if level > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest })
}

/// Writes a line, escaped, with its URLs and e-mail addresses as links.
fn write_with_links(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some((start, end)) = find_next_address(rest) {
        write_html_escaped(&rest[..start], out);
        let target = &rest[start..end];
        out.push_str("<a href=\"");
        if !target.contains("://") {
            out.push_str("mailto:");
        }
        write_html_escaped(target, out);
        out.push_str("\">");
        write_html_escaped(target, out);
        out.push_str("</a>");
        rest = &rest[end..];
    }
    write_html_escaped(rest, out);
}

/// Finds the first URL or e-mail address in a text.
fn find_next_address(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(i) = text[from..].find([':', '@']) {
        let at = from + i;
        let address = if text[at..].starts_with("://") {
            find_web_address(text, at)
        } else if text.as_bytes()[at] == b'@' {
            find_email_address_at(text, from, at)
        } else {
            None
        };
        if address.is_some() {
            return address;
        }
        from = at + 1;
    }
    None
}

/// Finds the URL whose scheme ends at `colon`.
fn find_web_address(text: &str, colon: usize) -> Option<(usize, usize)> {
    let start = [5, 4].into_iter().filter_map(|n| colon.checked_sub(n)).find(|&s| {
        text.get(s..colon)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))
    })?;
    let body = &text[colon + 3..];
    let stop = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '|' | '\u{3000}'..='\u{303F}')
    };
    let mut end = body.find(stop).unwrap_or(body.len());
    let opened = ['(', '[', '{'].map(|bracket| body[..end].find(bracket).unwrap_or(end));
    // Punctuation after a URL belongs to the sentence; so does a closing bracket, unless the URL has the opening one.
    while let Some(c) = body[..end].chars().next_back() {
        let sentence = matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '»' | '”' | '’' | '…');
        let closes = [')', ']', '}'].into_iter().position(|bracket| bracket == c);
        let stray = closes.is_some_and(|kind| opened[kind] >= end);
        if !sentence && !stray {
            break;
        }
        end -= c.len_utf8();
    }
    (end > 0).then_some((start, colon + 3 + end))
}

/// Finds the e-mail address whose `@` is at `at` and that starts at `from` or later.
fn find_email_address_at(text: &str, from: usize, at: usize) -> Option<(usize, usize)> {
    let local = |b: u8| b.is_ascii_alphanumeric() || b".!#$%&*+/=?^_{}~-".contains(&b);
    let start = from + text.as_bytes()[from..at].iter().rposition(|b| !local(*b)).map_or(0, |i| i + 1);
    let domain = &text[at + 1..];
    let length = domain.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let domain = domain[..length].trim_end_matches(['.', '-']);
    (start < at && domain.contains('.') && !domain.starts_with('.')).then(|| (start, at + 1 + domain.len()))
}
