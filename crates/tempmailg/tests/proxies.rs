//! Proxies: which one sees a request, what it sees, and that nothing goes past one that can't be used.

#![allow(clippy::unwrap_used)]

#[path = "support/proxy_servers.rs"]
mod proxy_servers;
mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use proxy_servers::{
    PROXY_AUTHORIZATION, PROXY_PASSWORD, PROXY_USERNAME, ProxyBehaviour, TestProxy, TlsFront, closed_address,
    run_in_child_with_trusted_certificate,
};
use support::{API_KEY, INBOX_JSON, ScriptedReply, ScriptedServer, api_key};
use tempmailg::{
    BaseUrl, Client, Error, ProxyChoice, ProxyError, ProxyFailure, ProxySelectionFuture, ProxySelector, ProxyUrl,
    ProxyUrlError, SecretString,
};

#[test]
fn proxy_url_is_parsed_and_shown_without_credentials() {
    for (text, expected, username) in [
        (" http://proxy.example:8080/ ", "http://proxy.example:8080", None),
        ("proxy.example:8080", "http://proxy.example:8080", None),
        ("proxy.example", "http://proxy.example:80", None),
        ("http://proxy.example:80", "http://proxy.example:80", None),
        ("https://proxy.example", "https://proxy.example:443", None),
        ("SOCKS5://Proxy.Example", "socks5://proxy.example:1080", None),
        ("socks5h://127.0.0.1:9050", "socks5h://127.0.0.1:9050", None),
        ("socks://[::1]:1081", "socks://[::1]:1081", None),
        ("http://bücher.example:3128", "http://xn--bcher-kva.example:3128", None),
        ("http://user@proxy.example:1", "http://proxy.example:1", Some("user")),
        ("socks5://my%20name:p%3A@proxy.example:1", "socks5://proxy.example:1", Some("my name")),
    ] {
        let proxy = ProxyUrl::parse(text).unwrap();
        assert_eq!((proxy.to_string().as_str(), proxy.username()), (expected, username), "{text}");
        assert_eq!(ProxyUrl::parse(&proxy.to_string()).unwrap(), proxy.without_credentials());
        assert!(!format!("{proxy:?}").contains("name"), "{proxy:?}");
    }
}

#[test]
fn unusable_proxy_url_is_rejected_with_the_reason() {
    let long = format!("http://{}:x@proxy.example", "u".repeat(256));
    for (text, reason) in [
        ("", ProxyUrlError::Empty),
        ("  ", ProxyUrlError::Empty),
        ("ftp://proxy.example", ProxyUrlError::UnsupportedScheme),
        ("socks4://proxy.example", ProxyUrlError::UnsupportedScheme),
        ("direct://", ProxyUrlError::UnsupportedScheme),
        ("http://", ProxyUrlError::Invalid),
        ("http://proxy.example:99999", ProxyUrlError::Invalid),
        ("http://proxy.example:0", ProxyUrlError::Invalid),
        ("http://proxy example", ProxyUrlError::Invalid),
        ("http://proxy.example/path", ProxyUrlError::Invalid),
        ("http://proxy.example?query", ProxyUrlError::Invalid),
        ("http://proxy\"example", ProxyUrlError::Invalid),
        ("http://:hunter2@proxy.example", ProxyUrlError::InvalidCredentials),
        ("http://a%0Ab@proxy.example", ProxyUrlError::InvalidCredentials),
        ("http://%ff@proxy.example", ProxyUrlError::InvalidCredentials),
        (&long, ProxyUrlError::InvalidCredentials),
    ] {
        assert_eq!(ProxyUrl::parse(text).unwrap_err(), reason, "{text}");
    }
    let proxy = ProxyUrl::parse("proxy.example").unwrap();
    assert!(proxy.with_credentials("", SecretString::from("hunter2")).is_err());
}

/// Two copies of the service: one behind the proxies, and one that the base URL leads to without a proxy.
struct ProxiedAndDirectService {
    _upstream: ScriptedServer,
    behind_proxies: TlsFront,
    outside: TlsFront,
}

impl ProxiedAndDirectService {
    async fn start() -> ProxiedAndDirectService {
        let upstream = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, INBOX_JSON)).await;
        let (behind_proxies, outside) = (TlsFront::start(upstream.address()), TlsFront::start(upstream.address()));
        ProxiedAndDirectService { _upstream: upstream, behind_proxies, outside }
    }

    /// Starts a proxy that leads to the service.
    fn start_proxy(&self, scheme: &str, asks_for_credentials: bool) -> TestProxy {
        let tunnel_to = Some(self.behind_proxies.address);
        start_proxy(scheme, ProxyBehaviour { asks_for_credentials, tunnel_to })
    }

    /// A client whose base URL leads to the outside.
    fn client(&self, proxy: ProxyChoice) -> Client {
        client_for(&self.outside.direct_base_url(), proxy)
    }
}

fn start_proxy(scheme: &str, behaviour: ProxyBehaviour) -> TestProxy {
    if scheme.starts_with("socks") {
        TestProxy::start_socks5(behaviour)
    } else {
        TestProxy::start_http_proxy(behaviour)
    }
}

fn client_for(base_url: &str, proxy: ProxyChoice) -> Client {
    let builder = Client::builder(api_key()).base_url(BaseUrl::parse(base_url).unwrap());
    builder.proxy(proxy).timeout(Duration::from_secs(10)).build().unwrap()
}

fn fixed_proxy(url: &str) -> ProxyChoice {
    ProxyChoice::Fixed(ProxyUrl::parse(url).unwrap())
}

#[test]
fn request_goes_through_the_proxy_with_its_credentials_and_nowhere_else() {
    let test = "request_goes_through_the_proxy_with_its_credentials_and_nowhere_else";
    run_in_child_with_trusted_certificate(test, &[], async || {
        let service = ProxiedAndDirectService::start().await;
        let target = format!("0.0.0.0:{}", service.outside.address.port());
        for scheme in ["http", "socks5", "socks5h", "socks"] {
            for asks_for_credentials in [false, true] {
                let proxy = service.start_proxy(scheme, asks_for_credentials);
                let with_credentials = proxy.url_with_credentials(scheme);
                let url = if asks_for_credentials { with_credentials } else { proxy.url(scheme) };
                service.client(fixed_proxy(&url)).create_inbox().await.unwrap();
                let seen = proxy.connections();
                assert_eq!(seen.len(), 1, "{url}");
                assert_eq!(seen[0].target, target, "{url}");
                let expected = match (asks_for_credentials, scheme) {
                    (false, _) => None,
                    (true, "http") => Some(PROXY_AUTHORIZATION.to_owned()),
                    (true, _) => Some(format!("{PROXY_USERNAME}:{PROXY_PASSWORD}")),
                };
                assert_eq!(seen[0].credentials, expected, "{url}");
                assert!(!format!("{seen:?}").contains(API_KEY));
            }
        }
        assert_eq!((service.behind_proxies.connection_count(), service.outside.connection_count()), (8, 0));

        service.client(ProxyChoice::Direct).create_inbox().await.unwrap();
        assert_eq!((service.behind_proxies.connection_count(), service.outside.connection_count()), (8, 1));
    });
}

#[test]
fn proxy_resolves_the_name_of_the_service() {
    run_in_child_with_trusted_certificate("proxy_resolves_the_name_of_the_service", &[], async || {
        let service = ProxiedAndDirectService::start().await;
        for scheme in ["http", "socks5", "socks5h", "socks"] {
            let proxy = service.start_proxy(scheme, false);
            client_for("https://api.example.com/api", fixed_proxy(&proxy.url(scheme))).create_inbox().await.unwrap();
            assert_eq!(proxy.connections()[0].target, "api.example.com:443", "{scheme}");
        }
    });
}

#[test]
fn proxy_that_cannot_be_used_is_an_error_with_its_name_and_nothing_goes_past_it() {
    let test = "proxy_that_cannot_be_used_is_an_error_with_its_name_and_nothing_goes_past_it";
    run_in_child_with_trusted_certificate(test, &[], async || {
        let service = ProxiedAndDirectService::start().await;
        let refusing = ProxyBehaviour { asks_for_credentials: false, tunnel_to: None };
        for scheme in ["http", "socks5h"] {
            let asking = service.start_proxy(scheme, true);
            let wrong = format!("{scheme}://me:hunter2@{}", asking.address);
            let cases = [
                (format!("{scheme}://me:hunter2@{}", closed_address()), "Unreachable"),
                (start_proxy(scheme, refusing).url(scheme), "ConnectionRefused"),
                (asking.url(scheme), "CredentialsRefused"),
                (wrong, "CredentialsRefused"),
                (TestProxy::start_with_fixed_bytes(b"").url(scheme), "Unreachable"),
                (TestProxy::start_with_fixed_bytes(b"SSH-2.0-OpenSSH\r\n\r\n").url(scheme), "any"),
                (format!("{scheme}://proxy.invalid:8080"), "Unreachable"),
            ];
            for (url, expected) in cases {
                let name = ProxyUrl::parse(&url).unwrap().to_string();
                let builder = Client::builder(api_key()).timeout(Duration::from_secs(2));
                let base_url = BaseUrl::parse(&service.outside.direct_base_url()).unwrap();
                let client = builder.base_url(base_url).proxy(fixed_proxy(&url)).build().unwrap();
                let error = client.create_inbox().await.unwrap_err();
                let text = format!("{error} {error:?}");
                let Error::Proxy(error) = error else { panic!("{url}: {error:?}") };
                assert_eq!(error.proxy_address(), Some(name.as_str()));
                assert!(error.to_string().contains(&name) && !text.contains("hunter2"), "{text}");
                let failure = format!("{:?}", error.failure());
                assert!(expected == "any" || failure.starts_with(expected), "{url}: {failure}");
            }
        }
        assert_eq!((service.behind_proxies.connection_count(), service.outside.connection_count()), (0, 0));
    });
}

/// The service's certificate is the service's: a proxy that works is not to blame for it.
#[test]
fn untrusted_certificate_behind_a_proxy_is_a_tls_error() {
    run_in_child_with_trusted_certificate("untrusted_certificate_behind_a_proxy_is_a_tls_error", &[], async || {
        let service = ProxiedAndDirectService::start().await;
        for scheme in ["http", "socks5h"] {
            let proxy = service.start_proxy(scheme, false);
            let client = client_for("https://other.example/api", fixed_proxy(&proxy.url(scheme)));
            let error = client.create_inbox().await.unwrap_err();
            assert!(matches!(error, Error::Tls(_)), "{error:?}");
        }
    });
}

/// What one request does under environment variables: the case's name is in `PROXY_TEST_CASE`.
#[test]
fn environment_variables_set_the_proxy_and_its_exceptions() {
    const CASE: &str = "PROXY_TEST_CASE";
    const PROXY: &str = "PROXY_TEST_ADDRESS";
    let test = "environment_variables_set_the_proxy_and_its_exceptions";
    let socks = "socks5://127.0.0.1:PORT";
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("proxied", &[("https_proxy", socks)]),
        ("proxied", &[("ALL_PROXY", socks)]),
        ("proxied", &[("all_proxy", "ftp://unused"), ("HTTPS_PROXY", socks)]),
        ("proxied", &[("https_proxy", socks), ("no_proxy", "example.com,10.0.0.0/8")]),
        ("direct", &[("https_proxy", socks), ("no_proxy", "example.com,0.0.0.0")]),
        ("direct", &[("https_proxy", socks), ("NO_PROXY", "*")]),
        ("direct", &[("http_proxy", socks)]),
        ("direct", &[("https_proxy", " ")]),
        ("unreadable", &[("https_proxy", "http://me:hunter2@proxy.example:port")]),
        ("unreadable", &[("all_proxy", "socks4://me:hunter2@proxy.example")]),
        ("ignored", &[("https_proxy", socks), ("all_proxy", socks)]),
    ];
    let proxy = TestProxy::start_socks5(ProxyBehaviour { asks_for_credentials: false, tunnel_to: None });
    let port = proxy.address.port().to_string();
    for (case, variables) in cases {
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.replace("PORT", &port))).collect();
        let mut all: Vec<_> = variables.iter().map(|(name, value)| (*name, Some(value.as_str()))).collect();
        all.extend([(CASE, Some(*case)), (PROXY, Some(port.as_str()))]);
        run_in_child_with_trusted_certificate(test, &all, async || {
            let service = ProxiedAndDirectService::start().await;
            let case = std::env::var(CASE).unwrap();
            let choice = if case == "ignored" { ProxyChoice::Direct } else { ProxyChoice::default() };
            let result = service.client(choice).create_inbox().await;
            match (case.as_str(), result) {
                ("direct" | "ignored", Ok(_)) => assert_eq!(service.outside.connection_count(), 1),
                ("proxied", Err(Error::Proxy(error))) => {
                    // The proxy of the parent process refuses.
                    assert!(matches!(error.failure(), ProxyFailure::ConnectionRefused(_)), "{error:?}");
                    assert_eq!(service.outside.connection_count(), 0);
                }
                ("unreadable", Err(Error::Proxy(error))) => {
                    assert!(matches!(error.failure(), ProxyFailure::InvalidUrl(_)), "{error:?}");
                    assert!(error.to_string().contains("proxy.example"), "{error}");
                    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
                    assert_eq!(service.outside.connection_count(), 0);
                }
                (case, result) => panic!("{case}: {result:?}"),
            }
        });
        if std::env::var_os(CASE).is_some() {
            return;
        }
        assert_eq!(proxy.take_connections().len(), usize::from(*case == "proxied"), "{case} {variables:?}");
    }
}

/// Selects what a test sets.
struct SettableProxySelector(Mutex<Result<Option<ProxyUrl>, ProxyError>>);

impl SettableProxySelector {
    fn set(&self, selected: Result<Option<ProxyUrl>, ProxyError>) {
        *self.0.lock().unwrap() = selected;
    }
}

impl ProxySelector for SettableProxySelector {
    fn select_proxy<'a>(&'a self, _: &'a str) -> ProxySelectionFuture<'a> {
        Box::pin(std::future::ready(self.0.lock().unwrap().clone()))
    }
}

#[test]
fn selected_proxy_may_change_from_one_request_to_the_next() {
    run_in_child_with_trusted_certificate("selected_proxy_may_change_from_one_request_to_the_next", &[], async || {
        let service = ProxiedAndDirectService::start().await;
        let (first, second) = (service.start_proxy("http", false), service.start_proxy("socks5h", true));
        let selector = Arc::new(SettableProxySelector(Mutex::new(Ok(None))));
        let client = service.client(ProxyChoice::Selected(Arc::<SettableProxySelector>::clone(&selector)));
        let counts = || [first.connections().len(), second.connections().len(), service.outside.connection_count()];

        client.create_inbox().await.unwrap();
        assert_eq!(counts(), [0, 0, 1]);
        selector.set(Ok(Some(ProxyUrl::parse(&first.url("http")).unwrap())));
        client.create_inbox().await.unwrap();
        assert_eq!(counts(), [1, 0, 1]);
        let second_url = ProxyUrl::parse(&second.url("socks5h")).unwrap();
        selector.set(Ok(Some(second_url.clone())));
        assert!(matches!(client.create_inbox().await, Err(Error::Proxy(_))), "it asks for credentials");
        let with_credentials = second_url.with_credentials(PROXY_USERNAME, SecretString::from(PROXY_PASSWORD)).unwrap();
        selector.set(Ok(Some(with_credentials)));
        client.create_inbox().await.unwrap();
        assert_eq!(counts(), [1, 2, 1]);
        selector.set(Err(ProxyError::from_invalid_url("ftp://proxy.example", ProxyUrlError::UnsupportedScheme)));
        let error = client.create_inbox().await.unwrap_err();
        assert!(error.to_string().contains("ftp://proxy.example"), "{error}");
        selector.set(Err(ProxyError::from_unavailable_settings(None, "the portal does not answer")));
        assert!(client.create_inbox().await.unwrap_err().is_retryable());
        assert_eq!(counts(), [1, 2, 1]);
        selector.set(Ok(None));
        client.create_inbox().await.unwrap();
        assert_eq!(counts(), [1, 2, 2]);
    });
}
