//! URLs, e-mail addresses and file names, whose digits are not codes.

use std::ops::Range;

/// Finds the spans of URLs, e-mail addresses and file names, in order.
pub(super) fn find_address_and_file_name_spans(text: &str) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let bytes = text.as_bytes();
    let in_address = |b: u8| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'|');
    let mut at = 0;
    while at < bytes.len() {
        if !in_address(bytes[at]) {
            at += 1;
            continue;
        }
        let end = bytes[at..].iter().position(|&b| !in_address(b)).map_or(bytes.len(), |n| at + n);
        if let Some(span) = text.get(at..end).and_then(find_url_or_address_span) {
            spans.push(at + span.start..at + span.end);
        }
        at = end;
    }
    spans
}

/// The part of a word that is a URL, an e-mail address or a file name.
fn find_url_or_address_span(word: &str) -> Option<Range<usize>> {
    if let Some(scheme) = word.find("://") {
        let before = word[..scheme].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        return Some(scheme - before..word.len());
    }
    let has_www_prefix = word.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("www."));
    if has_www_prefix {
        return Some(0..word.len());
    }
    if let Some(at) = word.find('@') {
        let host = word[at + 1..].bytes().take_while(|&b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-').count();
        let local =
            word[..at].bytes().rev().take_while(|&b| b.is_ascii_alphanumeric() || b"._%+-".contains(&b)).count();
        if host > 2 {
            return Some(at - local..at + 1 + host);
        }
    }
    // A host with a path, "example.com/verify/482913", or a file, "report_2024.pdf".
    let bytes = word.as_bytes();
    let dot = (1..bytes.len().saturating_sub(1)).find(|&i| {
        bytes[i] == b'.'
            && (bytes[i - 1].is_ascii_alphanumeric() || bytes[i - 1] == b')')
            && bytes[i + 1].is_ascii_alphabetic()
    })?;
    let tail = bytes[dot + 1..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let after = bytes.get(dot + 1 + tail);
    if matches!(after, Some(b'/' | b'?')) {
        return Some(0..word.len());
    }
    // "482913.Do" is a missing space, "report2024.pdf" a file: its ending is short and starts in lower case.
    let short = (2..=4).contains(&tail) && bytes[dot + 1].is_ascii_lowercase();
    let name = bytes[..dot].iter().any(|b| b.is_ascii_alphabetic() || *b == b'_');
    (short && name && !matches!(after, Some(b'.'))).then(|| 0..dot + 1 + tail)
}
