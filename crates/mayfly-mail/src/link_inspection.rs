//! Inspects a link for the dialog that asks before it is opened.

use url::Url;

use crate::bidi_line_order::to_visual_reading_order;
use crate::misleading_sender::find_email_addresses;
use crate::openable_url::{host_of_url, mailto_url_recipients, parse_openable_url, phone_number_of_url};
use crate::registrable_domain::is_same_site;
use crate::site_names_in_text::{
    SiteNameStrictness, find_hosts, may_name_site, normalise_for_host_search, without_narrow_spaces,
};
use crate::tracking_parameters::strip_tracking;

/// Digits from which on a line of digits is a telephone number.
const MIN_BARE_DIGITS: usize = 5;
/// Digits from which on digits among words are.
const MIN_MENTIONED_DIGITS: usize = 7;

/// What is known about a link without following it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LinkInspection {
    /// The normalised URL to open; `None` when it may not be opened. Only http, https, mailto, tel, sms and webcal
    /// may.
    pub href: Option<String>,
    /// The scheme, whether or not it may be opened; empty when the link is not an absolute URL.
    pub scheme: String,
    /// The host in punycode, as it is resolved. For mailto the domain of the mailbox; `None` for tel and sms.
    pub host: Option<String>,
    /// The host in Unicode, when it differs from [`host`](Self::host): show both.
    pub host_unicode: Option<String>,
    /// The telephone number of tel and sms.
    pub number: Option<String>,
    /// Whether the text of the link names another site, mailbox or telephone number than the one it leads to.
    pub mismatch: bool,
    /// Whether the connection is not encrypted.
    pub insecure: bool,
    /// The URL without known tracking parameters, or the target of a known redirecting service; `None` when there is
    /// nothing to strip.
    pub stripped: Option<String>,
}

/// Inspects a link by its address and its text. Nothing is fetched.
///
/// ```
/// let link = mayfly_mail::inspect_link("http://login.evil.test/?utm_source=x", "https://bank.example/login");
/// assert_eq!(link.host.as_deref(), Some("login.evil.test"));
/// assert!(link.mismatch && link.insecure);
/// assert_eq!(link.stripped.as_deref(), Some("http://login.evil.test/"));
/// ```
pub fn inspect_link(href: &str, text: &str) -> LinkInspection {
    let Some(url) = parse_openable_url(href) else {
        let scheme = Url::parse(href.trim()).map(|u| u.scheme().to_owned()).unwrap_or_default();
        return LinkInspection { scheme, ..LinkInspection::default() };
    };
    let host = host_of_url(&url);
    let host_unicode =
        host.as_deref().map(url::quirks::domain_to_unicode).filter(|u| !u.is_empty() && Some(u) != host.as_ref());
    LinkInspection {
        mismatch: text_names_other_site(&url, host.as_deref(), text),
        insecure: matches!(url.scheme(), "http" | "webcal"),
        stripped: strip_tracking(&url),
        scheme: url.scheme().to_owned(),
        host,
        host_unicode,
        number: phone_number_of_url(&url).map(str::to_owned),
        href: Some(url.into()),
    }
}

/// Whether any of these lines, of which the link shows one, names another site than the one it leads to.
pub(crate) fn is_mismatch<'a>(
    href: &str,
    lines: impl IntoIterator<Item = &'a str>,
    certainty: SiteNameStrictness,
) -> bool {
    let Some(url) = parse_openable_url(href) else { return false };
    let host = host_of_url(&url);
    lines.into_iter().any(|line| names_other_site(&url, host.as_deref(), line, certainty))
}

/// Whether a text names another site or mailbox than the URL leads to, in the order in which it is read.
fn text_names_other_site(url: &Url, host: Option<&str>, text: &str) -> bool {
    text.split(['\n', '\r', '\u{2028}', '\u{2029}']).any(|line| {
        [Some(false), None].into_iter().any(|direction| {
            names_other_site(url, host, &to_visual_reading_order(line, direction), SiteNameStrictness::Sure)
        })
    })
}

/// Whether a host is the other one read from right to left, which has letters of such a script.
fn is_right_to_left_reading_of_host(shown: &str, real: &str) -> bool {
    let reversed = || shown.rsplit('.').collect::<Vec<_>>().join(".");
    shown.contains("xn--") && is_same_site(&reversed(), real)
}

/// Whether a line names a telephone number, and another one than that of the URL. Beginnings count as equal: numbers
/// are written with and without the code of their country.
fn text_shows_different_phone_number(number: &str, line: &str) -> bool {
    // In a number, the zero that is left out abroad.
    let line = line.replace("(0)", "");
    let is_part = |c: char| c.is_ascii_digit() || !(c.is_alphanumeric() || matches!(c, '%' | ':'));
    let least = if line.chars().all(is_part) { MIN_BARE_DIGITS } else { MIN_MENTIONED_DIGITS };
    let real = number.trim_start_matches(['+', '0']);
    line.split(|c| !is_part(c)).any(|part| {
        let shown: String = part.chars().filter(char::is_ascii_digit).collect();
        let shown = shown.trim_start_matches('0');
        shown.len() >= least && !shown.ends_with(real) && !real.ends_with(shown)
    })
}

/// Whether a line in reading order names another site, mailbox or telephone number than the URL leads to.
fn names_other_site(url: &Url, host: Option<&str>, line: &str, certainty: SiteNameStrictness) -> bool {
    if let Some(number) = phone_number_of_url(url) {
        let line = normalise_for_host_search(line);
        return text_shows_different_phone_number(number, &line)
            || find_email_addresses(&line).next().is_some()
            // Numbers with dots are no hosts here.
            || find_hosts(&line, certainty).any(|host| host.contains(|c: char| c.is_alphabetic()));
    }
    if !may_name_site(line) {
        return false;
    }
    let joined = without_narrow_spaces(line);
    std::iter::once(line).chain(joined.as_deref()).any(|line| {
        let line = normalise_for_host_search(line);
        let mut addresses = find_email_addresses(&line).map(|address| address.replace(' ', "")).peekable();
        if url.scheme() == "mailto" {
            let recipients = mailto_url_recipients(url);
            let has_address = addresses.peek().is_some();
            let named: Vec<_> = addresses.collect();
            let is_at = |recipient: &String, host: &str| {
                recipient.rsplit_once('@').is_some_and(|(_, domain)| is_same_site(host, domain))
            };
            // Whoever names an address promises that nobody else gets the mail.
            return named.iter().any(|address| !recipients.contains(address))
                || (has_address && recipients.iter().any(|recipient| !named.contains(recipient)))
                || find_hosts(&line, certainty)
                    .any(|host| !recipients.iter().all(|recipient| is_at(recipient, &host)));
        }
        let Some(host) = host else { return false };
        addresses.any(|address| address.rsplit_once('@').is_some_and(|(_, domain)| !is_same_site(domain, host)))
            || find_hosts(&line, certainty)
                .any(|shown| !is_same_site(&shown, host) && !is_right_to_left_reading_of_host(&shown, host))
    })
}
