//! What a link really does, for the dialog that asks before it is opened.

use url::Url;

use crate::chars::fold;
use crate::sender::addresses_in;

/// What is known about a link without following it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LinkInspection {
    /// The address in its plain form, as the browser would be given it; `None` when it may not be opened:
    /// only http, https and mailto may.
    pub href: Option<String>,
    /// `http`, `https`, `mailto` or what else it was; empty for something that is no absolute address.
    pub scheme: String,
    /// The host that will be asked, as it goes over the wire (punycode). For mailto the domain written to.
    pub host: Option<String>,
    /// The host as people read it, when that differs from [`host`](Self::host): show both.
    pub host_unicode: Option<String>,
    /// The words on the link name another site than the one it leads to.
    pub mismatch: bool,
    /// The connection is not encrypted.
    pub insecure: bool,
    /// The address without known tracking parameters, or the target a known redirecting service was asked
    /// for; `None` when there is nothing to strip.
    pub stripped: Option<String>,
}

/// Inspects a link: its address and the words on it.
///
/// ```
/// let link = mayfly_mail::link::inspect("http://login.evil.test/?utm_source=x", "https://bank.example/login");
/// assert_eq!(link.host.as_deref(), Some("login.evil.test"));
/// assert!(link.mismatch && link.insecure);
/// assert_eq!(link.stripped.as_deref(), Some("http://login.evil.test/"));
/// ```
pub fn inspect(href: &str, text: &str) -> LinkInspection {
    let Some(url) = parse(href) else {
        let scheme = Url::parse(href.trim()).map(|u| u.scheme().to_owned()).unwrap_or_default();
        return LinkInspection { scheme, ..LinkInspection::default() };
    };
    let host = host_of(&url);
    let host_unicode =
        host.as_deref().map(url::quirks::domain_to_unicode).filter(|u| !u.is_empty() && Some(u) != host.as_ref());
    LinkInspection {
        mismatch: mismatch(&url, host.as_deref(), text),
        insecure: url.scheme() == "http",
        stripped: strip(&url),
        scheme: url.scheme().to_owned(),
        host,
        host_unicode,
        href: Some(url.into()),
    }
}

/// Whether the words on a link name another site than the one it leads to.
pub(crate) fn is_mismatch(href: &str, text: &str) -> bool {
    // Words that hold neither a dot nor an @, nor look-alikes of them, name no site.
    if text.is_ascii() && !text.contains(['.', '@']) {
        return false;
    }
    parse(href).is_some_and(|url| mismatch(&url, host_of(&url).as_deref(), text))
}

/// The address of a link in its plain form, if it is one that may be opened.
pub(crate) fn parse(href: &str) -> Option<Url> {
    let href = href.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let mut url = if href.starts_with("//") { Url::parse(&format!("https:{href}")) } else { Url::parse(href) }.ok()?;
    match url.scheme() {
        "http" | "https" => {
            url.host_str().filter(|h| !h.is_empty())?;
            // A name before the host is only ever there to be taken for the host.
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

fn host_of(url: &Url) -> Option<String> {
    if url.scheme() == "mailto" {
        let domain = url.path().rsplit_once('@')?.1.to_lowercase();
        return Some(domain).filter(|d| !d.is_empty());
    }
    url.host_str().map(|h| h.trim_end_matches('.').to_owned())
}

/// Whether the words name another site (or another mailbox) than the link leads to.
fn mismatch(url: &Url, host: Option<&str>, text: &str) -> bool {
    let text = fold(text);
    if url.scheme() == "mailto" {
        let target = percent_decode_at(url.path()).to_lowercase();
        return addresses_in(&text).any(|a| !target.split(',').any(|t| t.trim() == a));
    }
    let Some(host) = host else { return false };
    let same = |shown: &str| same_site(shown, host);
    addresses_in(&text).filter_map(|a| a.rsplit_once('@')).any(|(_, domain)| !same(domain))
        || hosts_in(&text).any(|shown| !same(&shown))
}

fn percent_decode_at(path: &str) -> String {
    path.replace("%40", "@")
}

/// The hosts a reader would see in a folded text.
fn hosts_in(text: &str) -> impl Iterator<Item = String> {
    let words = text.split_whitespace().count();
    text.split_whitespace().filter_map(move |word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        if let Some(start) = word.find("://") {
            let from = word[..start].trim_start_matches(|c: char| !c.is_ascii_alphabetic()).len();
            return Url::parse(&word[start - from..]).ok().and_then(|u| host_of(&u));
        }
        if word.contains('@') {
            return None;
        }
        let host = word.split(['/', '?', '#', ':']).next()?;
        // A bare name counts only when it is all there is, or is said to be one: "e.g." and "notes.txt" are words.
        let (_, top) = host.rsplit_once('.')?;
        let named = host.starts_with("www.") || words == 1 || word.len() > host.len();
        let like_a_host = top.len() >= 2
            && top.chars().all(char::is_alphabetic)
            && host.split('.').all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-'))
            && !FILE_EXTENSIONS.contains(&top);
        (named && like_a_host).then(|| Url::parse(&format!("http://{host}")).ok().and_then(|u| host_of(&u)))?
    })
}

const FILE_EXTENSIONS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv", "rtf", "html", "htm", "jpg", "jpeg", "png",
    "gif", "webp", "js", "css", "json", "xml", "exe", "dmg", "tar", "gz", "mp", "wav", "ics",
];

/// One host is the other or lies under it, or both lie under the same registered name.
fn same_site(shown: &str, real: &str) -> bool {
    let shown = ascii(shown.trim_end_matches('.'));
    let shown = shown.strip_prefix("www.").unwrap_or(&shown);
    let real = real.strip_prefix("www.").unwrap_or(real);
    if shown == real {
        return true;
    }
    let is_name = |h: &str| h.parse::<std::net::IpAddr>().is_err() && h.contains('.') && !h.starts_with('[');
    is_name(shown) && is_name(real) && registered(shown) == registered(real)
}

fn ascii(host: &str) -> String {
    Url::parse(&format!("http://{host}")).ok().and_then(|u| host_of(&u)).unwrap_or_else(|| host.to_owned())
}

/// The last two labels, or three under endings such as `co.uk`, `com.vn` or a shared hosting name.
fn registered(host: &str) -> &str {
    const SECOND_LEVEL: &[&str] =
        &["co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "mil", "gob", "info", "biz", "name"];
    const SHARED: &[&str] = &[
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
    let labels = if under_country || SHARED.contains(&&host[second + 1..]) {
        dots.next().map_or(0, |i| i + 1)
    } else {
        second + 1
    };
    &host[labels..]
}

/// Parameters that only tell who clicked.
fn is_tracking(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "li_fat_id",
        "mc_cid",
        "mc_eid",
        "_hsenc",
        "_hsmi",
        "__hssc",
        "__hstc",
        "__hsfp",
        "hsctatracking",
        "mkt_tok",
        "vero_id",
        "vero_conv",
        "oly_enc_id",
        "oly_anon_id",
        "wickedid",
        "_openstat",
        "ck_subscriber_id",
        "ml_subscriber",
        "ml_subscriber_hash",
        "rb_clickid",
        "s_cid",
        "sc_cid",
        "_ke",
        "_kx",
        "trk_contact",
        "trk_msg",
        "trk_module",
        "trk_sid",
        "elqtrackid",
        "elqtrack",
        "nr_email_referer",
        "dm_i",
        "epik",
        "cvid",
        "sfmc_id",
        "bsft_clkid",
        "bsft_eid",
        "bsft_uid",
        "mtm_cid",
        "inf_contact_key",
    ];
    let name = name.to_ascii_lowercase();
    const PREFIXES: &[&str] = &["utm_", "mtm_", "pk_", "matomo_", "hsa_", "stm_", "ref_src", "oft_"];
    NAMES.contains(&name.as_str()) || PREFIXES.iter().any(|p| name.starts_with(p))
}

/// Services that only pass on to the address in this parameter.
const REDIRECTS: &[(&str, &str, &str)] = &[
    ("www.google.com", "/url", "q"),
    ("www.google.com", "/url", "url"),
    ("l.facebook.com", "/l.php", "u"),
    ("lm.facebook.com", "/l.php", "u"),
    ("l.instagram.com", "/", "u"),
    ("www.youtube.com", "/redirect", "q"),
    ("www.linkedin.com", "/redir/redirect", "url"),
    ("out.reddit.com", "", "url"),
    ("slack-redir.net", "/link", "url"),
    ("steamcommunity.com", "/linkfilter/", "url"),
    ("t.umblr.com", "/redirect", "z"),
    ("vk.com", "/away.php", "to"),
    ("duckduckgo.com", "/l/", "uddg"),
    ("exit.sc", "/", "url"),
    ("safelinks.protection.outlook.com", "/", "url"),
];

fn strip(url: &Url) -> Option<String> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let mut plain = redirect_target(url).unwrap_or_else(|| url.clone());
    // Pair by pair on the text itself, so that what stays is not encoded differently.
    if let Some(query) = plain.query().map(str::to_owned) {
        let kept: Vec<&str> =
            query.split('&').filter(|pair| !is_tracking(pair.split('=').next().unwrap_or_default())).collect();
        let kept = kept.join("&");
        if kept != query {
            plain.set_query(Some(kept.as_str()).filter(|k| !k.is_empty()));
        }
    }
    (plain != *url).then(|| plain.into())
}

fn redirect_target(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let (_, _, parameter) = REDIRECTS.iter().find(|(h, path, parameter)| {
        (host == *h || host.strip_suffix(h).is_some_and(|sub| sub.ends_with('.')))
            && (path.is_empty() || url.path() == *path)
            && url.query_pairs().any(|(k, _)| k == *parameter)
    })?;
    let (_, target) = url.query_pairs().find(|(k, _)| k == *parameter)?;
    parse(&target).filter(|t| t.scheme() != "mailto")
}
