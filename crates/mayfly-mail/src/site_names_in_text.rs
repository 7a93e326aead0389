//! The sites that a reader sees named in a line of text.

use url::Url;

use crate::characters::{is_invisible_char, is_narrow_space};
use crate::openable_url::host_of_url;

/// How sure it must be that a word names a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SiteNameStrictness {
    /// It must be a URL, begin with `www.`, have a path, or be the whole line. In a sentence, "e.g." and "notes.txt" are
    /// words, and a name is a mention rather than a promise.
    Sure,
    /// Any word that could be a host.
    Possible,
}

/// Extensions of file names, which are not top-level domains here.
const FILE_EXTENSIONS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv", "rtf", "html", "htm", "jpg", "jpeg", "png",
    "gif", "webp", "js", "css", "json", "xml", "exe", "dmg", "tar", "gz", "mp", "wav", "ics",
];

/// The schemes that people write in front of a host, also in the form that makes a link harmless.
const SCHEMES: &[&str] = &["https", "http", "hxxps", "hxxp", "ftp"];

/// Whether a text may name a site or a mailbox, in whatever order its characters are drawn.
pub(crate) fn may_name_site(text: &str) -> bool {
    memchr::memchr2(b'.', b'@', text.as_bytes()).is_some()
        || text.contains("//")
        || (!text.is_ascii() && text.chars().any(|c| matches!(to_plain_character(c), Some('.' | '@'))))
}

/// Normalises a line in which hosts and addresses are looked for: lower case, single characters for their look-alikes,
/// no invisible characters, and a space for everything that can stand in no address.
pub(crate) fn normalise_for_host_search(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | ' ' | '-') {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        match to_plain_character(c) {
            Some(plain) => out.push(plain),
            None if c.is_whitespace() => out.push(' '),
            None if is_invisible_char(c) || c.is_control() => {}
            None if is_invalid_address_char(c) => out.push(' '),
            None => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// The line without the spaces that are too narrow to separate words; `None` if it has none.
pub(crate) fn without_narrow_spaces(line: &str) -> Option<String> {
    line.contains(is_narrow_space).then(|| line.replace(is_narrow_space, ""))
}

/// The character that one looks like, where it can be a part of an address.
fn to_plain_character(c: char) -> Option<char> {
    Some(match c {
        '\u{FF20}' | '\u{FE6B}' => '@',
        '\u{FF0E}' | '\u{3002}' | '\u{FF61}' | '\u{2024}' | '\u{FE52}' | '\u{A4F8}' | '\u{0701}' | '\u{0702}' => '.',
        '\u{FF0F}' | '\u{2044}' | '\u{2215}' | '\u{29F8}' | '\u{2571}' => '/',
        '\u{FF1A}' | '\u{FE55}' | '\u{A789}' | '\u{2236}' => ':',
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '\\' | '\u{FF3C}' | '\u{29F5}' => '/',
        _ => return None,
    })
}

/// Whether a character can stand in no host and no address: an arrow, a quotation mark, a bullet, a picture.
fn is_invalid_address_char(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '"' | '<' | '>' | '|' | '^' | '`');
    }
    !c.is_alphanumeric()
        && matches!(c, '\u{A0}'..='\u{BF}' | '\u{D7}' | '\u{F7}' | '\u{2000}'..='\u{2BFF}' | '\u{2E00}'..='\u{303F}'
            | '\u{FE10}'..='\u{FE1F}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FFEF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// The hosts that are named in a normalised line.
pub(crate) fn find_hosts(line: &str, certainty: SiteNameStrictness) -> impl Iterator<Item = String> {
    let is_word = |word: &&str| word.contains(char::is_alphabetic) && !is_bare_scheme(word);
    let is_single = line.split_whitespace().filter(is_word).take(2).count() == 1;
    let may_name = |word: &&str| word.contains(['.', ':', '/']);
    line.split_whitespace()
        .filter(may_name)
        .flat_map(move |word| named_hosts(word, is_single || certainty == SiteNameStrictness::Possible))
}

/// Whether a line names any site.
pub(crate) fn names_any_site(line: &str) -> bool {
    find_hosts(&normalise_for_host_search(line), SiteNameStrictness::Sure).next().is_some()
}

/// Whether a word is a scheme alone, in front of a name that stands apart.
fn is_bare_scheme(word: &str) -> bool {
    SCHEMES.contains(&word.trim_end_matches([':', '/']))
}

/// The hosts that a word names: of a URL with a user name, both what stands before the `@` and what is behind it.
fn named_hosts(word: &str, may_be_bare: bool) -> Vec<String> {
    // The bracket at the end of an address of version 6 belongs to it.
    let is_number = word.contains("//[");
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/' && !(is_number && c == ']'));
    let (rest, is_url) = match split_scheme(word) {
        // Without a scheme, "//notes" is a comment.
        Some((rest, has_scheme)) if has_scheme || is_like_host(authority_host(rest)) => (rest, true),
        _ => (word.trim_start_matches(|c: char| !c.is_alphanumeric()), false),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if is_url {
        let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        let real = Url::parse(&format!("http://{host}")).ok().and_then(|url| host_of_url(&url));
        let user_host = user.split(':').next().filter(|name| is_like_host(name)).and_then(parse_host);
        return real.into_iter().chain(user_host).collect();
    }
    if word.contains('@') {
        return Vec::new();
    }
    let host = authority.split(':').next().unwrap_or_default();
    let is_named = may_be_bare || host.starts_with("www.") || rest.len() > host.len();
    if is_named && is_like_host(host) { parse_host(host).into_iter().collect() } else { Vec::new() }
}

/// The host in the beginning of an address without its scheme.
fn authority_host(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    host.split(':').next().unwrap_or_default()
}

/// What follows the scheme of a URL, or its two slashes alone; and whether there is a whole scheme.
fn split_scheme(word: &str) -> Option<(&str, bool)> {
    if let Some(at) = word.find("://") {
        return Some((word[at + 3..].trim_start_matches('/'), true));
    }
    let start = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '/');
    if let Some(rest) = start.strip_prefix("//") {
        return Some((rest.trim_start_matches('/'), false));
    }
    let (scheme, rest) = start.split_once(':')?;
    let host = rest.trim_start_matches('/');
    (SCHEMES.contains(&scheme) && !host.is_empty()).then_some((host, false))
}

/// Whether a word has the form of a host with a name.
fn is_like_host(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    let Some((_, top)) = host.rsplit_once('.') else { return false };
    let is_top =
        top.chars().count() >= 2 && top.chars().all(|c| !c.is_numeric() && (c.is_alphabetic() || !c.is_ascii()));
    (is_top || top.starts_with("xn--"))
        && host
            .split('.')
            .all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_' || !c.is_ascii()))
        && !FILE_EXTENSIONS.contains(&top)
}

/// Parses a name as the host of a URL, in its normal form.
fn parse_host(name: &str) -> Option<String> {
    Url::parse(&format!("http://{name}")).ok().and_then(|url| host_of_url(&url))
}
