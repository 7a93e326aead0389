//! Strips tracking parameters and known redirects from links.

use url::Url;

use crate::openable_url::{is_web_url, parse_openable_url};

/// Whether a query parameter only identifies who clicked.
fn is_tracking_parameter(name: &str) -> bool {
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

/// Redirecting services: host, path (empty for any) and the parameter with the target.
const REDIRECT_SERVICES: &[(&str, &str, &str)] = &[
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

/// The URL without tracking parameters, or the target of a known redirect; `None` when there is nothing to strip.
pub(crate) fn strip_tracking(url: &Url) -> Option<String> {
    if !is_web_url(url) {
        return None;
    }
    let mut stripped = find_redirect_target(url).unwrap_or_else(|| url.clone());
    // The query is edited as text, so that the remaining parameters keep their encoding.
    if let Some(query) = stripped.query().map(str::to_owned) {
        let kept: Vec<&str> = query
            .split('&')
            .filter(|pair| !is_tracking_parameter(pair.split('=').next().unwrap_or_default()))
            .collect();
        let kept = kept.join("&");
        if kept != query {
            stripped.set_query(Some(kept.as_str()).filter(|k| !k.is_empty()));
        }
    }
    (stripped != *url).then(|| stripped.into())
}

/// The target of a known redirecting service.
fn find_redirect_target(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let (_, _, parameter) = REDIRECT_SERVICES.iter().find(|(h, path, parameter)| {
        (host == *h || host.strip_suffix(h).is_some_and(|sub| sub.ends_with('.')))
            && (path.is_empty() || url.path() == *path)
            && url.query_pairs().any(|(k, _)| k == *parameter)
    })?;
    let (_, target) = url.query_pairs().find(|(k, _)| k == *parameter)?;
    parse_openable_url(&target).filter(is_web_url)
}
