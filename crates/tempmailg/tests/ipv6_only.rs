//! A network that has IPv6 alone, in a network namespace of its own.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use support::api_key;
use tempmailg::{BaseUrl, Client, Error, ProxyChoice};

const IN_NAMESPACE: &str = "TEMPMAILG_TEST_IN_NAMESPACE";

/// Runs itself in a child process: with an IPv6 route alone, and without any route.
#[tokio::test]
async fn service_without_ipv6_is_reported_on_a_network_that_has_nothing_else() {
    if let Ok(network) = std::env::var(IN_NAMESPACE) {
        let base_url = BaseUrl::parse("https://192.0.2.1/api").unwrap();
        let client = Client::builder(api_key()).base_url(base_url).proxy(ProxyChoice::Direct).build().unwrap();
        let error = client.create_inbox().await.unwrap_err();
        assert_eq!(matches!(error, Error::Ipv6Only(_)), network == "ipv6", "{error:?}");
        assert!(error.is_connection_failure() && error.is_retryable(), "{error:?}");
        return;
    }
    let ipv6 = "ip link set lo up && ip addr add 2001:db8:1::2/64 dev lo nodad && ip -6 route add default dev lo && ";
    for (network, setup) in [("ipv6", ipv6), ("none", "")] {
        let test = "service_without_ipv6_is_reported_on_a_network_that_has_nothing_else";
        let output = Command::new("unshare")
            .args(["--user", "--map-root-user", "--net", "sh", "-c", &format!("{setup} exec \"$0\" --exact {test}")])
            .arg(std::env::current_exe().unwrap())
            .env(IN_NAMESPACE, network)
            .output()
            .unwrap();
        let (text, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && text.contains("1 passed"), "{network}: {text}{errors}");
    }
}
