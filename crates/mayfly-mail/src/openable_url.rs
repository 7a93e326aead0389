//! URLs that may be opened: http, https and mailto.

use url::Url;

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
        _ => return None,
    }
    Some(url)
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
