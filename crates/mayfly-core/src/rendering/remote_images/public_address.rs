//! Which URLs and addresses images may be fetched from: those of the public internet only.
//!
//! A message may contain any URL. One that leads to this computer or its local network would let the sender make
//! requests behind the user's firewall, so every address is refused that is not known to be public.

use super::remote_image_error::RemoteImageError;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// The IPv4 networks that are not public, as first address and prefix length, after IANA's registry.
const NON_PUBLIC_V4_NETWORKS: &[([u8; 4], u32)] = &[
    ([0, 0, 0, 0], 8),       // this network, unspecified
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // shared by a provider's customers
    ([127, 0, 0, 0], 8),     // loopback
    ([169, 254, 0, 0], 16),  // link-local, cloud metadata
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // protocol assignments
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 88, 99, 0], 24),  // 6to4 relays
    ([192, 168, 0, 0], 16),  // private
    ([198, 18, 0, 0], 15),   // benchmarking
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 4),     // multicast
    ([240, 0, 0, 0], 4),     // reserved, broadcast
];

/// The only block of IPv6 addresses that is allocated for global unicast.
const GLOBAL_UNICAST_V6: (u128, u32) = (0x2000 << 112, 3);

/// The networks within [`GLOBAL_UNICAST_V6`] that are not public.
const NON_PUBLIC_V6_NETWORKS: &[(u128, u32)] = &[
    (0x2001 << 112, 23),     // protocol assignments: Teredo, benchmarking, ORCHID
    (0x2001_0db8 << 96, 32), // documentation
    (0x2002 << 112, 16),     // 6to4: any IPv4 address, embedded
    (0x3fff << 112, 20),     // documentation
];

/// IPv6 addresses that NAT64 translates to the IPv4 address in their last 32 bits.
const NAT64: (u128, u32) = (0x0064_ff9b << 96, 96);

/// Top-level names that are resolved within this computer or its local network, or must not reach public DNS.
const NON_PUBLIC_DOMAINS: &[&str] =
    &["localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "onion"];

/// Returns whether an address belongs to the public internet.
pub(super) fn is_public_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4_address(address),
        IpAddr::V6(address) => is_public_v6_address(address),
    }
}

fn is_public_v4_address(address: Ipv4Addr) -> bool {
    let bits = address.to_bits();
    !NON_PUBLIC_V4_NETWORKS.iter().any(|(first, length)| (bits ^ u32::from_be_bytes(*first)) >> (32 - length) == 0)
}

fn is_public_v6_address(address: Ipv6Addr) -> bool {
    let bits = address.to_bits();
    let within = |(first, length): (u128, u32)| (bits ^ first) >> (128 - length) == 0;
    if within(NAT64) {
        let [.., a, b, c, d] = address.octets();
        return is_public_v4_address(Ipv4Addr::new(a, b, c, d));
    }
    // This excludes loopback, unspecified, IPv4-mapped and -compatible, unique local, link- and site-local,
    // multicast, and unallocated addresses.
    within(GLOBAL_UNICAST_V6) && !NON_PUBLIC_V6_NETWORKS.iter().any(|network| within(*network))
}

/// Checks that a URL is https on its usual port, without credentials, and that its host can be public. The addresses
/// of a host name are checked when it is resolved.
pub(super) fn validate_image_url(url: &Url) -> Result<(), RemoteImageError> {
    if url.scheme() != "https" {
        return Err(RemoteImageError::NotHttps);
    }
    // A user name and a password would be sent with the request.
    if url.port_or_known_default() != Some(443) || !url.username().is_empty() || url.password().is_some() {
        return Err(RemoteImageError::NotPublicAddress);
    }
    match url.host() {
        Some(Host::Ipv4(address)) if is_public_v4_address(address) => Ok(()),
        Some(Host::Ipv6(address)) if is_public_v6_address(address) => Ok(()),
        Some(Host::Domain(name)) if is_public_host_name(name) => Ok(()),
        _ => Err(RemoteImageError::NotPublicAddress),
    }
}

fn is_public_host_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    // A name of one label is completed from the system's DNS search list.
    name.contains('.')
        && !NON_PUBLIC_DOMAINS
            .iter()
            .any(|local| name.strip_suffix(local).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn addresses_are_classified_as_public_or_not() {
        let public = "
            1.1.1.1  9.255.255.255  11.0.0.0  100.63.255.255  100.128.0.0  126.255.255.255  128.0.0.0
            169.253.255.255  169.255.0.0  172.15.255.255  172.32.0.0  192.0.1.0  192.0.3.0  192.88.98.255
            192.88.100.0  192.167.255.255  192.169.0.0  198.17.255.255  198.20.0.0  198.51.99.255  198.51.101.0
            203.0.112.255  203.0.114.0  223.255.255.255
            2001:200::1  2001:4860:4860::8888  2606:4700:4700::1111  2a00:1450::1  2001:db7:ffff::1  2001:db9::1
            2003::1  3ffe::1  64:ff9b::1.1.1.1";
        let non_public = "
            0.0.0.0  0.255.255.255  10.0.0.0  10.255.255.255  100.64.0.0  100.127.255.255  127.0.0.1
            127.255.255.255  169.254.0.0  169.254.169.254  172.16.0.0  172.31.255.255  192.0.0.1  192.0.2.1
            192.88.99.1  192.168.0.0  192.168.255.255  198.18.0.0  198.19.255.255  198.51.100.1  203.0.113.1
            224.0.0.1  239.255.255.255  240.0.0.1  255.255.255.255
            ::  ::1  ::127.0.0.1  ::1.1.1.1  ::ffff:127.0.0.1  ::ffff:10.0.0.1  ::ffff:1.1.1.1  ::ffff:0:1.1.1.1
            64:ff9b::127.0.0.1  64:ff9b::10.0.0.1  64:ff9b::169.254.169.254  64:ff9b:1::1.1.1.1  100::1
            2001::1  2001:0:4136:e378:8000:63bf:3fff:fdd2  2001:2::1  2001:10::1  2001:20::1  2001:1ff::1
            2001:db8::1  2002:7f00:1::1  2002:101:101::1  3fff::1  3fff:fff::1
            4000::1  5f00::1  fc00::1  fd00::1  fdff::1  fe80::1  febf::1  fec0::1  feff::1  ff02::1  1fff::1";
        for (list, expected) in [(public, true), (non_public, false)] {
            for text in list.split_whitespace() {
                assert_eq!(is_public_address(text.parse().unwrap()), expected, "{text}");
            }
        }
    }

    #[test]
    fn url_must_be_https_on_port_443_without_credentials_and_with_a_public_host() {
        for (address, expected) in [
            ("https://images.example.com/a.png", Ok(())),
            ("https://images.example.com:443/a.png?b=c", Ok(())),
            ("https://images.example.com./a.png", Ok(())),
            ("https://localhosts.example.com/", Ok(())),
            ("https://1.1.1.1/", Ok(())),
            ("https://[2606:4700:4700::1111]/", Ok(())),
            ("http://images.example.com/a.png", Err(RemoteImageError::NotHttps)),
            ("ftp://images.example.com/a.png", Err(RemoteImageError::NotHttps)),
            ("file:///etc/hostname", Err(RemoteImageError::NotHttps)),
            ("data:image/png;base64,AAAA", Err(RemoteImageError::NotHttps)),
            ("https://images.example.com:80/", Err(RemoteImageError::NotPublicAddress)),
            ("https://images.example.com:8443/", Err(RemoteImageError::NotPublicAddress)),
            ("https://images.example.com:22/", Err(RemoteImageError::NotPublicAddress)),
            ("https://me@images.example.com/", Err(RemoteImageError::NotPublicAddress)),
            ("https://:secret@images.example.com/", Err(RemoteImageError::NotPublicAddress)),
            ("https://localhost/", Err(RemoteImageError::NotPublicAddress)),
            ("https://LOCALHOST./", Err(RemoteImageError::NotPublicAddress)),
            ("https://a.localhost/", Err(RemoteImageError::NotPublicAddress)),
            ("https://router/", Err(RemoteImageError::NotPublicAddress)),
            ("https://printer.local/", Err(RemoteImageError::NotPublicAddress)),
            ("https://nas.home.arpa/", Err(RemoteImageError::NotPublicAddress)),
            ("https://metadata.google.internal/", Err(RemoteImageError::NotPublicAddress)),
            ("https://hidden.onion/", Err(RemoteImageError::NotPublicAddress)),
            ("https://127.0.0.1/", Err(RemoteImageError::NotPublicAddress)),
            ("https://127.1/", Err(RemoteImageError::NotPublicAddress)),
            ("https://0x7f.1/", Err(RemoteImageError::NotPublicAddress)),
            ("https://2130706433/", Err(RemoteImageError::NotPublicAddress)),
            ("https://0177.0.0.1/", Err(RemoteImageError::NotPublicAddress)),
            ("https://１２７.０.０.１/", Err(RemoteImageError::NotPublicAddress)),
            ("https://192.168.1.1/", Err(RemoteImageError::NotPublicAddress)),
            ("https://169.254.169.254/latest/meta-data", Err(RemoteImageError::NotPublicAddress)),
            ("https://[::1]/", Err(RemoteImageError::NotPublicAddress)),
            ("https://[::ffff:127.0.0.1]/", Err(RemoteImageError::NotPublicAddress)),
            ("https://[::ffff:1.1.1.1]/", Err(RemoteImageError::NotPublicAddress)),
            ("https://[fe80::1]/", Err(RemoteImageError::NotPublicAddress)),
        ] {
            assert_eq!(validate_image_url(&Url::parse(address).unwrap()), expected, "{address}");
        }
    }
}
