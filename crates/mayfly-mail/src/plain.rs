//! Plain-text mail as markup: escaped, linked, quotes folded, lines that were broken by their length made whole.

mod wrapping;

use crate::document::escape_into;
use wrapping::Wrapping;

/// Turns plain text into the markup that is then rendered like any other.
pub(crate) fn to_html(text: &str, quoted: &str, wrapped: bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4 + 100);
    out.push_str("<div class=\"mayfly-text\">");
    let mut depth = 0;
    let mut before: Option<&str> = None;
    let wrapping = Wrapping::of(text.lines().filter(|_| wrapped).map(|line| quote_level(line).1));
    let mut signed = false;
    for line in text.lines() {
        let (level, line) = quote_level(line);
        // What stands under a name and an address belongs on lines of its own.
        signed |= line == "-- ";
        while depth > level {
            out.push_str("</blockquote>");
            depth -= 1;
            if depth == 0 {
                out.push_str("</details>");
            }
            before = None;
        }
        while depth < level {
            if depth == 0 {
                out.push_str("<details class=\"mayfly-quote\"><summary>");
                escape_into(quoted, &mut out);
                out.push_str("</summary>");
            }
            out.push_str("<blockquote>");
            depth += 1;
            before = None;
        }
        if let Some(before) = before {
            out.push(if !signed && wrapping.broke(before, line) { ' ' } else { '\n' });
        }
        before = Some(line);
        linkify(line, &mut out);
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

/// How deep a line is quoted, and what it says.
fn quote_level(line: &str) -> (usize, &str) {
    const MAX: usize = 10;
    let (mut level, mut rest) = (0, line);
    while level < MAX {
        let trimmed = if level == 0 { rest } else { rest.trim_start_matches(' ') };
        let Some(after) = trimmed.strip_prefix('>') else { break };
        level += 1;
        rest = after;
    }
    // "From" at the start of a line is sent as ">From".
    if level == 1 && rest.starts_with("From ") {
        return (0, rest);
    }
    (level, if level > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest })
}

fn linkify(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some((start, end)) = next_link(rest) {
        escape_into(&rest[..start], out);
        let target = &rest[start..end];
        out.push_str("<a href=\"");
        if !target.contains("://") {
            out.push_str("mailto:");
        }
        escape_into(target, out);
        out.push_str("\">");
        escape_into(target, out);
        out.push_str("</a>");
        rest = &rest[end..];
    }
    escape_into(rest, out);
}

/// The first web or mail address in a text.
fn next_link(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(i) = text[from..].find([':', '@']) {
        let at = from + i;
        let found = if text[at..].starts_with("://") {
            web(text, at)
        } else if text.as_bytes()[at] == b'@' {
            mail(text, from, at)
        } else {
            None
        };
        if found.is_some() {
            return found;
        }
        from = at + 1;
    }
    None
}

fn web(text: &str, colon: usize) -> Option<(usize, usize)> {
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
    // Punctuation behind an address belongs to the sentence; a bracket only when it closes one before.
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

fn mail(text: &str, from: usize, at: usize) -> Option<(usize, usize)> {
    let local = |b: u8| b.is_ascii_alphanumeric() || b".!#$%&*+/=?^_{}~-".contains(&b);
    let start = from + text.as_bytes()[from..at].iter().rposition(|b| !local(*b)).map_or(0, |i| i + 1);
    let domain = &text[at + 1..];
    let length = domain.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let domain = domain[..length].trim_end_matches(['.', '-']);
    (start < at && domain.contains('.') && !domain.starts_with('.')).then(|| (start, at + 1 + domain.len()))
}
