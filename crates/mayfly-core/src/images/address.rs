//! Which hosts and addresses images may come from: the public internet, and nothing near the user.
//!
//! A mail may name any address. One that only this computer or its network can reach would turn Mayfly into
//! the sender's hand behind the firewall, so everything is refused that isn't plainly public.

use super::ImageError;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// The first addresses and lengths of the networks that are not public, after IANA's registry.
const NOT_PUBLIC_V4: &[([u8; 4], u32)] = &[
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

/// The one block of IPv6 that is handed out to the public.
const GLOBAL_V6: (u128, u32) = (0x2000 << 112, 3);

/// What within it is not public.
const NOT_PUBLIC_V6: &[(u128, u32)] = &[
    (0x2001 << 112, 23),     // protocol assignments: Teredo, benchmarking, ORCHID
    (0x2001_0db8 << 96, 32), // documentation
    (0x2002 << 112, 16),     // 6to4: any IPv4 address in disguise
    (0x3fff << 112, 20),     // documentation
];

/// Addresses that a translator turns into the IPv4 address in their last 32 bits.
const NAT64: (u128, u32) = (0x0064_ff9b << 96, 96);

/// Names that never leave this computer or its network, or that must not be asked for in the open.
const LOCAL_NAMES: &[&str] =
    &["localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "onion"];

/// Whether an address is one of the public internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let bits = address.to_bits();
    !NOT_PUBLIC_V4.iter().any(|(first, length)| (bits ^ u32::from_be_bytes(*first)) >> (32 - length) == 0)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let bits = address.to_bits();
    let within = |(first, length): (u128, u32)| (bits ^ first) >> (128 - length) == 0;
    if within(NAT64) {
        let [.., a, b, c, d] = address.octets();
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    // This leaves out loopback, unspecified, IPv4-mapped and -compatible, unique local, link- and site-local,
    // multicast, and all that is not handed out yet.
    within(GLOBAL_V6) && !NOT_PUBLIC_V6.iter().any(|network| within(*network))
}

/// Whether an image may be asked for at this address, as far as the address itself tells; what its name leads
/// to is checked when it is looked up.
pub(super) fn check_url(url: &Url) -> Result<(), ImageError> {
    if url.scheme() != "https" {
        return Err(ImageError::NotHttps);
    }
    // A name and password would be sent along.
    if url.port_or_known_default() != Some(443) || !url.username().is_empty() || url.password().is_some() {
        return Err(ImageError::Address);
    }
    match url.host() {
        Some(Host::Ipv4(address)) if is_public_v4(address) => Ok(()),
        Some(Host::Ipv6(address)) if is_public_v6(address) => Ok(()),
        Some(Host::Domain(name)) if is_public_name(name) => Ok(()),
        _ => Err(ImageError::Address),
    }
}

fn is_public_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    // A single word is completed by the computer's own search list.
    name.contains('.')
        && !LOCAL_NAMES
            .iter()
            .any(|local| name.strip_suffix(local).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn only_public_addresses_are_public() {
        let public = "
            1.1.1.1  9.255.255.255  11.0.0.0  100.63.255.255  100.128.0.0  126.255.255.255  128.0.0.0
            169.253.255.255  169.255.0.0  172.15.255.255  172.32.0.0  192.0.1.0  192.0.3.0  192.88.98.255
            192.88.100.0  192.167.255.255  192.169.0.0  198.17.255.255  198.20.0.0  198.51.99.255  198.51.101.0
            203.0.112.255  203.0.114.0  223.255.255.255
            2001:200::1  2001:4860:4860::8888  2606:4700:4700::1111  2a00:1450::1  2001:db7:ffff::1  2001:db9::1
            2003::1  3ffe::1  64:ff9b::1.1.1.1";
        let not_public = "
            0.0.0.0  0.255.255.255  10.0.0.0  10.255.255.255  100.64.0.0  100.127.255.255  127.0.0.1
            127.255.255.255  169.254.0.0  169.254.169.254  172.16.0.0  172.31.255.255  192.0.0.1  192.0.2.1
            192.88.99.1  192.168.0.0  192.168.255.255  198.18.0.0  198.19.255.255  198.51.100.1  203.0.113.1
            224.0.0.1  239.255.255.255  240.0.0.1  255.255.255.255
            ::  ::1  ::127.0.0.1  ::1.1.1.1  ::ffff:127.0.0.1  ::ffff:10.0.0.1  ::ffff:1.1.1.1  ::ffff:0:1.1.1.1
            64:ff9b::127.0.0.1  64:ff9b::10.0.0.1  64:ff9b::169.254.169.254  64:ff9b:1::1.1.1.1  100::1
            2001::1  2001:0:4136:e378:8000:63bf:3fff:fdd2  2001:2::1  2001:10::1  2001:20::1  2001:1ff::1
            2001:db8::1  2002:7f00:1::1  2002:101:101::1  3fff::1  3fff:fff::1
            4000::1  5f00::1  fc00::1  fd00::1  fdff::1  fe80::1  febf::1  fec0::1  feff::1  ff02::1  1fff::1";
        for (list, expected) in [(public, true), (not_public, false)] {
            for text in list.split_whitespace() {
                assert_eq!(is_public(text.parse().unwrap()), expected, "{text}");
            }
        }
    }

    #[test]
    fn an_address_must_be_https_on_its_usual_port_and_not_near() {
        for (address, expected) in [
            ("https://images.example.com/a.png", Ok(())),
            ("https://images.example.com:443/a.png?b=c", Ok(())),
            ("https://images.example.com./a.png", Ok(())),
            ("https://localhosts.example.com/", Ok(())),
            ("https://1.1.1.1/", Ok(())),
            ("https://[2606:4700:4700::1111]/", Ok(())),
            ("http://images.example.com/a.png", Err(ImageError::NotHttps)),
            ("ftp://images.example.com/a.png", Err(ImageError::NotHttps)),
            ("file:///etc/hostname", Err(ImageError::NotHttps)),
            ("data:image/png;base64,AAAA", Err(ImageError::NotHttps)),
            ("https://images.example.com:80/", Err(ImageError::Address)),
            ("https://images.example.com:8443/", Err(ImageError::Address)),
            ("https://images.example.com:22/", Err(ImageError::Address)),
            ("https://me@images.example.com/", Err(ImageError::Address)),
            ("https://:secret@images.example.com/", Err(ImageError::Address)),
            ("https://localhost/", Err(ImageError::Address)),
            ("https://LOCALHOST./", Err(ImageError::Address)),
            ("https://a.localhost/", Err(ImageError::Address)),
            ("https://router/", Err(ImageError::Address)),
            ("https://printer.local/", Err(ImageError::Address)),
            ("https://nas.home.arpa/", Err(ImageError::Address)),
            ("https://metadata.google.internal/", Err(ImageError::Address)),
            ("https://hidden.onion/", Err(ImageError::Address)),
            ("https://127.0.0.1/", Err(ImageError::Address)),
            ("https://127.1/", Err(ImageError::Address)),
            ("https://0x7f.1/", Err(ImageError::Address)),
            ("https://2130706433/", Err(ImageError::Address)),
            ("https://0177.0.0.1/", Err(ImageError::Address)),
            ("https://１２７.０.０.１/", Err(ImageError::Address)),
            ("https://192.168.1.1/", Err(ImageError::Address)),
            ("https://169.254.169.254/latest/meta-data", Err(ImageError::Address)),
            ("https://[::1]/", Err(ImageError::Address)),
            ("https://[::ffff:127.0.0.1]/", Err(ImageError::Address)),
            ("https://[::ffff:1.1.1.1]/", Err(ImageError::Address)),
            ("https://[fe80::1]/", Err(ImageError::Address)),
        ] {
            assert_eq!(check_url(&Url::parse(address).unwrap()), expected, "{address}");
        }
    }
}
