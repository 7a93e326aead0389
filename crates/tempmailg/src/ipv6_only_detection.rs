//! Recognises a network that has IPv6 alone.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};

/// Addresses that are reserved for documentation: nobody has them, and they take the default route.
const SAMPLE_IPV4: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);
const SAMPLE_IPV6: Ipv6Addr = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1);

/// Returns whether this computer has a route to IPv6 addresses and none to IPv4 addresses. Sends nothing.
pub(crate) fn is_network_ipv6_only() -> bool {
    has_route_to_address(SAMPLE_IPV6.into()) && !has_route_to_address(SAMPLE_IPV4.into())
}

fn has_route_to_address(address: IpAddr) -> bool {
    let any: IpAddr = match address {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    // Connecting a datagram socket only looks up the route.
    UdpSocket::bind((any, 0)).and_then(|socket| socket.connect((address, 443))).is_ok()
}
