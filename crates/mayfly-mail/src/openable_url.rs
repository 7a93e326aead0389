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

/// The host that a URL leads to; for mailto the domain of the mailbox.
pub(crate) fn host_of_url(url: &Url) -> Option<String> {
    if url.scheme() == "mailto" {
        let domain = url.path().rsplit_once('@')?.1.to_lowercase();
        return Some(domain).filter(|d| !d.is_empty());
    }
    url.host_str().map(|h| h.trim_end_matches('.').to_owned())
}
