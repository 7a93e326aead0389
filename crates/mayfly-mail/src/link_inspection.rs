//! Inspects a link for the dialog that asks before it is opened.

use url::Url;

use crate::characters::normalise_for_comparison;
use crate::misleading_sender::find_email_addresses;
use crate::openable_url::{host_of_url, parse_openable_url};
use crate::tracking_parameters::strip_tracking;

/// What is known about a link without following it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LinkInspection {
    /// The normalised URL to open; `None` when it may not be opened. Only http, https and mailto may.
    pub href: Option<String>,
    /// The scheme, whether or not it may be opened; empty when the link is not an absolute URL.
    pub scheme: String,
    /// The host in punycode, as it is resolved. For mailto the domain of the mailbox.
    pub host: Option<String>,
    /// The host in Unicode, when it differs from [`host`](Self::host): show both.
    pub host_unicode: Option<String>,
    /// Whether the text of the link names another site than the one it leads to.
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
        insecure: url.scheme() == "http",
        stripped: strip_tracking(&url),
        scheme: url.scheme().to_owned(),
        host,
        host_unicode,
        href: Some(url.into()),
    }
}

/// Whether the text of a link names another site than the one it leads to.
pub(crate) fn is_mismatch(href: &str, text: &str) -> bool {
    // A text without a dot, an @ or a look-alike of either names no site.
    if text.is_ascii() && !text.contains(['.', '@']) {
        return false;
    }
    parse_openable_url(href).is_some_and(|url| text_names_other_site(&url, host_of_url(&url).as_deref(), text))
}

/// Whether a text names another site or mailbox than the URL leads to.
fn text_names_other_site(url: &Url, host: Option<&str>, text: &str) -> bool {
    let text = normalise_for_comparison(text);
    if url.scheme() == "mailto" {
        let target = decode_at_signs(url.path()).to_lowercase();
        return find_email_addresses(&text).any(|a| !target.split(',').any(|t| t.trim() == a));
    }
    let Some(host) = host else { return false };
    let leads_there = |shown: &str| is_same_site(shown, host);
    find_email_addresses(&text).filter_map(|a| a.rsplit_once('@')).any(|(_, domain)| !leads_there(domain))
        || find_hosts(&text).any(|shown| !leads_there(&shown))
}

/// Decodes the percent-encoded `@` of mailboxes.
fn decode_at_signs(path: &str) -> String {
    path.replace("%40", "@")
}

/// The hosts that a reader sees in a text normalised for comparison.
fn find_hosts(text: &str) -> impl Iterator<Item = String> {
    let words = text.split_whitespace().count();
    text.split_whitespace().filter_map(move |word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        if let Some(start) = word.find("://") {
            let from = word[..start].trim_start_matches(|c: char| !c.is_ascii_alphabetic()).len();
            return Url::parse(&word[start - from..]).ok().and_then(|u| host_of_url(&u));
        }
        if word.contains('@') {
            return None;
        }
        let host = word.split(['/', '?', '#', ':']).next()?;
        // A name without a scheme counts only when it is the whole text, starts with "www." or has a path: "e.g." and
        // "notes.txt" are words.
        let (_, top) = host.rsplit_once('.')?;
        let named = host.starts_with("www.") || words == 1 || word.len() > host.len();
        let like_a_host = top.len() >= 2
            && top.chars().all(char::is_alphabetic)
            && host.split('.').all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-'))
            && !FILE_EXTENSIONS.contains(&top);
        (named && like_a_host).then(|| Url::parse(&format!("http://{host}")).ok().and_then(|u| host_of_url(&u)))?
    })
}

/// Extensions of file names, which are not top-level domains here.
const FILE_EXTENSIONS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv", "rtf", "html", "htm", "jpg", "jpeg", "png",
    "gif", "webp", "js", "css", "json", "xml", "exe", "dmg", "tar", "gz", "mp", "wav", "ics",
];

/// Whether two hosts are the same or under the same registrable domain.
fn is_same_site(shown: &str, real: &str) -> bool {
    let shown = to_ascii_host(shown.trim_end_matches('.'));
    let shown = shown.strip_prefix("www.").unwrap_or(&shown);
    let real = real.strip_prefix("www.").unwrap_or(real);
    if shown == real {
        return true;
    }
    let is_name = |h: &str| h.parse::<std::net::IpAddr>().is_err() && h.contains('.') && !h.starts_with('[');
    is_name(shown) && is_name(real) && registrable_domain(shown) == registrable_domain(real)
}

/// A host in punycode.
fn to_ascii_host(host: &str) -> String {
    Url::parse(&format!("http://{host}")).ok().and_then(|u| host_of_url(&u)).unwrap_or_else(|| host.to_owned())
}

/// The registrable domain: the last two labels, or three under suffixes such as `co.uk`, `com.vn` or a hosting domain.
fn registrable_domain(host: &str) -> &str {
    const SECOND_LEVEL: &[&str] =
        &["co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "mil", "gob", "info", "biz", "name"];
    const HOSTING_DOMAINS: &[&str] = &[
        "github.io",
        "gitlab.io",
        "pages.dev",
        "workers.dev",
        "web.app",
        "firebaseapp.com",
        "herokuapp.com",
        "netlify.app",
        "vercel.app",
        "blogspot.com",
        "wordpress.com",
        "weebly.com",
        "wixsite.com",
        "azurewebsites.net",
        "cloudfront.net",
        "amazonaws.com",
        "appspot.com",
        "onrender.com",
        "ngrok.io",
        "duckdns.org",
        "glitch.me",
        "surge.sh",
        "r2.dev",
        "windows.net",
    ];
    let mut dots = host.rmatch_indices('.').map(|(i, _)| i);
    let (Some(last), Some(second)) = (dots.next(), dots.next()) else {
        return host;
    };
    let under_country = host.len() - last == 3 && SECOND_LEVEL.contains(&&host[second + 1..last]);
    let labels = if under_country || HOSTING_DOMAINS.contains(&&host[second + 1..]) {
        dots.next().map_or(0, |i| i + 1)
    } else {
        second + 1
    };
    &host[labels..]
}
