//! URLs that may be opened: http, https, mailto, tel, sms and webcal.

use url::Url;

/// The most digits of a telephone number, with some room over the 15 of the international plan.
const MAX_NUMBER_DIGITS: usize = 20;

/// Parses the address of a link and normalises it; `None` for an address that may not be opened.
pub(crate) fn parse_openable_url(href: &str) -> Option<Url> {
    let href = href.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let mut url = if href.starts_with("//") { Url::parse(&format!("https:{href}")) } else { Url::parse(href) }.ok()?;
    match url.scheme() {
        "http" | "https" => {
            url.host_str().filter(|h| !h.is_empty())?;
            // Credentials in front of the host only serve to be mistaken for the host.
            if url.has_authority() && url.authority().contains('@') {
                url.set_username("").ok()?;
                url.set_password(None).ok()?;
            }
        }
        "mailto" if !url.path().is_empty() && !url.cannot_be_a_base() => return None,
        "mailto" => {}
        "tel" | "sms" => return normalise_phone_url(&url),
        "webcal" => {
            url.host_str().filter(|h| !h.is_empty())?;
            // Its host is normalised as that of a web address.
            let web = parse_openable_url(&format!("http{}", &url.as_str()["webcal".len()..]))?;
            return Url::parse(&format!("webcal{}", &web.as_str()["http".len()..])).ok();
        }
        _ => return None,
    }
    Some(url)
}

/// Whether an address certainly is a web address that parsing leaves as it is. Most links are, and parsing takes ten
/// times as long. `false` says nothing.
pub(crate) fn is_canonical_web_address(href: &str) -> bool {
    let after_scheme = href.strip_prefix("https://").or_else(|| href.strip_prefix("http://"));
    let Some((host, path)) = after_scheme.and_then(|rest| Some(rest.split_at(rest.find('/')?))) else { return false };
    let is_host_byte = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    // A last part that starts with a digit may be a number, and one with two dashes an encoded name.
    let last_part = host.rsplit('.').next().unwrap_or_default();
    last_part.starts_with(|c: char| c.is_ascii_lowercase())
        && host.bytes().all(is_host_byte)
        && !has_byte_pair(host, &[b"--"])
        && path.bytes().all(is_plain_path_byte)
        // Parts of a path that a parser resolves: `.`, `..` and how they may be encoded.
        && !has_byte_pair(path, &[b"/.", b"%2"])
}

/// Whether a byte stays as it is in the path, query and fragment of a URL.
fn is_plain_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'/' | b'-'
                | b'_'
                | b'~'
                | b'.'
                | b'?'
                | b'='
                | b'&'
                | b'#'
                | b'+'
                | b':'
                | b','
                | b';'
                | b'@'
                | b'!'
                | b'%'
        )
}

/// Whether any of these pairs of bytes occurs in a short text.
fn has_byte_pair(text: &str, pairs: &[&[u8; 2]]) -> bool {
    text.as_bytes().array_windows().any(|pair: &[u8; 2]| pairs.contains(&pair))
}

/// A `tel` or `sms` URL with nothing but the number, and the text of a message. Codes that a telephone would carry out
/// (`*`, `#`) are refused.
fn normalise_phone_url(url: &Url) -> Option<Url> {
    // As text: with slashes in front of it, the number would be a host.
    let address = url.as_str().split_once(':')?.1.split(['?', '#']).next()?;
    let decoded = percent_encoding::percent_decode_str(address).decode_utf8().ok()?;
    // Parameters follow the number.
    let number = decoded.split(';').next()?;
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '-' | '.' | '(' | ')' | '/');
    let mut digits: String = number.chars().filter(|c| !is_separator(*c)).collect();
    let is_number = |text: &str| {
        let plain = text.strip_prefix('+').unwrap_or(text);
        (3..=MAX_NUMBER_DIGITS).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit())
    };
    is_number(&digits).then_some(())?;
    let is_body = |field: &&str| field.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("body="));
    if url.scheme() == "sms"
        && let Some(body) = url.query().unwrap_or_default().split('&').find(is_body)
    {
        digits.push('?');
        digits.push_str(body);
    }
    Url::parse(&format!("{}:{digits}", url.scheme())).ok()
}

/// Whether a URL leads to the web, so that what is there can be shown or fetched.
pub(crate) fn is_web_url(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// The telephone number that a URL calls or writes to.
pub(crate) fn phone_number_of_url(url: &Url) -> Option<&str> {
    matches!(url.scheme(), "tel" | "sms").then(|| url.path())
}

/// The addresses that a mailto URL writes to, hidden copies included, in lower case.
pub(crate) fn mailto_url_recipients(url: &Url) -> Vec<String> {
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let mut lists = vec![decode(url.path())];
    // Not as a form: a plus sign stays one.
    for field in url.query().unwrap_or_default().split('&') {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        if matches!(decode(name).to_ascii_lowercase().as_str(), "to" | "cc" | "bcc") {
            lists.push(decode(value));
        }
    }
    let addresses = lists.iter().flat_map(|list| list.split([',', ';'])).map(|entry| {
        let address = entry.rsplit_once('<').map_or(entry, |(_, address)| address.trim_end_matches([' ', '>']));
        address.trim().to_lowercase()
    });
    addresses.filter(|address| !address.is_empty()).collect()
}

/// The host that a URL leads to; for mailto the domain of the mailbox.
pub(crate) fn host_of_url(url: &Url) -> Option<String> {
    if url.scheme() == "mailto" {
        let domain = url.path().rsplit_once('@')?.1.to_lowercase();
        return Some(domain).filter(|d| !d.is_empty());
    }
    url.host_str().map(|h| h.trim_end_matches('.').to_owned())
}

/// Whether the `href` of a sanitised link leads out of the message, not to a place in it or nowhere.
pub(crate) fn leads_outside_message(href: &str) -> bool {
    !href.starts_with('#')
}

/// Whether the text of a link may name a telephone number, where it leads to one.
pub(crate) fn link_text_may_name_phone_number(href: &str, text: &str) -> bool {
    (href.starts_with("tel:") || href.starts_with("sms:")) && text.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn canonical_web_addresses_are_recognised() {
        for canonical in ["https://example.com/", "http://a.example/path?x=1&y=%C3%BC#z", "http://localhost/a/b.html"] {
            assert!(is_canonical_web_address(canonical), "{canonical}");
        }
        for other in [
            "",
            "#top",
            "mailto:a@example.com",
            "//example.com/",
            "https://",
            "https:///x",
            "https://example.com",
            "https://Example.com/",
            "https://1.2.3.999/",
            "https://example.0x1/",
            "https://xn--a.example/",
            "https://example.com:443/",
            "https://a@example.com/",
            "https://ex%20ample.com/",
            "https://exämple.com/",
            "https://example.com/a/../b",
            "https://example.com/a/%2E%2e/b",
            "https://example.com/a b",
            "https://example.com/?a'b",
        ] {
            assert!(!is_canonical_web_address(other), "{other}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// The quick look never lets through what the parser refuses or changes.
        #[test]
        fn canonical_web_addresses_stay_as_they_are(
            href in "https?://[-a-z0-9.]{0,12}(/[-a-z0-9./%?#@:&+,;=!~_]{0,12}){0,3}[ -~]{0,2}",
        ) {
            if is_canonical_web_address(&href) {
                prop_assert_eq!(parse_openable_url(&href).map(String::from), Some(href));
            }
        }
    }
}
