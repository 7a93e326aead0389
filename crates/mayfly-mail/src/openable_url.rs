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
        "tel" | "sms" => return normalise_number_url(&url),
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

/// A `tel` or `sms` URL with nothing but the number, and the text of a message. Codes that a telephone would carry out
/// (`*`, `#`) are refused.
fn normalise_number_url(url: &Url) -> Option<Url> {
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
pub(crate) fn telephone_number(url: &Url) -> Option<&str> {
    matches!(url.scheme(), "tel" | "sms").then(|| url.path())
}

/// The addresses that a mailto URL writes to, hidden copies included, in lower case.
pub(crate) fn mail_recipients(url: &Url) -> Vec<String> {
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
pub(crate) fn leads_out(href: &str) -> bool {
    !href.starts_with('#')
}

/// Whether the text of a link may name a telephone number, where it leads to one.
pub(crate) fn may_name_number(href: &str, text: &str) -> bool {
    (href.starts_with("tel:") || href.starts_with("sms:")) && text.bytes().any(|b| b.is_ascii_digit())
}
