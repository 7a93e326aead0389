//! Whether two hosts belong to the same owner, as far as their names tell.

use std::net::IpAddr;

use url::Url;

use crate::openable_url::host_of_url;

/// Domains under which everybody can get a name and that the public suffix list does not have.
const RENTED_DOMAINS: &[&str] =
    &["amazonaws.com", "glitch.me", "surge.sh", "weebly.com", "windows.net", "wordpress.com"];

/// Whether two hosts are the same or under the same registrable domain.
pub(crate) fn is_same_site(shown: &str, real: &str) -> bool {
    let (shown, real) = (to_ascii_host(shown), to_ascii_host(real));
    let shown = shown.strip_prefix("www.").unwrap_or(&shown);
    let real = real.strip_prefix("www.").unwrap_or(&real);
    if shown == real {
        return true;
    }
    match (registrable_domain(shown), registrable_domain(real)) {
        (Some(shown), Some(real)) => shown == real,
        _ => false,
    }
}

/// A host in punycode.
fn to_ascii_host(host: &str) -> String {
    let host = host.trim_end_matches('.');
    Url::parse(&format!("http://{host}")).ok().and_then(|u| host_of_url(&u)).unwrap_or_else(|| host.to_owned())
}

/// The part of a host that somebody has registered or rented: one label more than its public suffix. `None` for an
/// address and for a public suffix itself.
fn registrable_domain(host: &str) -> Option<&str> {
    if host.starts_with('[') || host.parse::<IpAddr>().is_ok() || !host.contains('.') {
        return None;
    }
    let rented =
        RENTED_DOMAINS.iter().find(|suffix| host.strip_suffix(**suffix).is_some_and(|name| name.ends_with('.')));
    let listed = domain_from_public_suffix_list(host)?;
    let Some(suffix) = rented else { return Some(listed) };
    // The longer suffix counts: the list has some names below these.
    let name_end = host.len() - suffix.len() - 1;
    let own = &host[host[..name_end].rfind('.').map_or(0, |at| at + 1)..];
    Some(if listed.len() > own.len() { listed } else { own })
}

/// The domain that the public suffix list calls registrable.
#[cfg(feature = "public-suffixes")]
fn domain_from_public_suffix_list(host: &str) -> Option<&str> {
    psl::domain_str(host)
}

/// The whole host: without the list nobody knows who else has a name below its parent domain.
#[cfg(not(feature = "public-suffixes"))]
fn domain_from_public_suffix_list(host: &str) -> Option<&str> {
    Some(host)
}

#[cfg(all(test, feature = "public-suffixes"))]
mod tests {
    use super::*;

    #[test]
    fn hosts_under_one_registrable_domain_are_the_same_site() {
        for (shown, real, expected) in [
            ("bank.example", "bank.example", true),
            ("bank.example", "www.bank.example", true),
            ("bank.example.", "click.mail.bank.example", true),
            ("bank.co.uk", "evil.co.uk", false),
            ("bank.com.vn", "evil.com.vn", false),
            ("city.kawasaki.jp", "other.kawasaki.jp", false),
            ("shop1.myshopify.com", "shop2.myshopify.com", false),
            ("shop1.myshopify.com", "pay.shop1.myshopify.com", true),
            ("myshopify.com", "shop2.myshopify.com", false),
            ("a.github.io", "b.github.io", false),
            ("a.pages.dev", "b.pages.dev", false),
            ("a.workers.dev", "b.workers.dev", false),
            ("a.web.app", "b.web.app", false),
            ("a.firebaseapp.com", "b.firebaseapp.com", false),
            ("a.herokuapp.com", "b.herokuapp.com", false),
            ("a.netlify.app", "b.netlify.app", false),
            ("a.vercel.app", "b.vercel.app", false),
            ("a.blogspot.com", "b.blogspot.com", false),
            ("a.wordpress.com", "b.wordpress.com", false),
            ("a.weebly.com", "b.weebly.com", false),
            ("a.wixsite.com", "b.wixsite.com", false),
            ("a.azurewebsites.net", "b.azurewebsites.net", false),
            ("a.cloudfront.net", "b.cloudfront.net", false),
            ("a.amazonaws.com", "b.amazonaws.com", false),
            ("a.s3.amazonaws.com", "b.s3.amazonaws.com", false),
            ("a.appspot.com", "b.appspot.com", false),
            ("a.onrender.com", "b.onrender.com", false),
            ("a.ngrok.io", "b.ngrok.io", false),
            ("a.duckdns.org", "b.duckdns.org", false),
            ("a.glitch.me", "b.glitch.me", false),
            ("a.surge.sh", "b.surge.sh", false),
            ("a.r2.dev", "b.r2.dev", false),
            ("a.gitlab.io", "b.gitlab.io", false),
            ("a.blob.core.windows.net", "b.blob.core.windows.net", false),
            ("a.windows.net", "b.windows.net", false),
            ("münchen.example", "xn--mnchen-3ya.example", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("10.0.0.1", "1.0.0.1", false),
            ("[::1]", "[::1]", true),
            ("localhost", "evil.localhost", false),
        ] {
            assert_eq!(is_same_site(shown, real), expected, "{shown} {real}");
            assert_eq!(is_same_site(real, shown), expected, "{real} {shown}");
        }
    }
}
