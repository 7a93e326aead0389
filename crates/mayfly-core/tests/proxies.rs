//! The way to the service: the proxy of the settings, the system's, and neither. Real sockets, real TLS; the system's
//! settings alone are scripted.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../../tempmailg/tests/support/proxy_servers.rs"]
mod proxy_servers;
mod support;
#[path = "support/test_internet.rs"]
mod test_internet;

use futures_util::future::BoxFuture;
use mayfly_core::view::{Change, ErrorCode, ProxyMode, ProxySettings, SettingsPatch};
use mayfly_core::{Core, ProxyResolver, RemoteImageError, SecretStore as _};
use proxy_servers::{
    PROXY_PASSWORD, PROXY_USERNAME, ProxyBehaviour, TestProxy, TlsFront, closed_address,
    run_in_child_with_trusted_certificate,
};
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::{Arc, Mutex};
use support::{API_KEY, TestCore, wait_for_change};
use tempmailg::{ProxyError, ProxyUrl};
use tempmailg_sandbox::Mail;
use test_internet::{PNG, Reply, TestInternet};
use tokio::sync::Notify;

/// The system's proxy settings, which a test changes.
#[derive(Default)]
struct ScriptedProxyResolver {
    proxy: Mutex<Option<String>>,
    changed: Notify,
    lookups: Mutex<Vec<String>>,
}

impl ScriptedProxyResolver {
    /// Sets the system's proxy; a text that can't be read stands for settings that can't be read.
    fn set_proxy(&self, url: Option<&str>) {
        *self.proxy.lock().unwrap() = url.map(str::to_owned);
        self.changed.notify_one();
    }
}

impl ProxyResolver for ScriptedProxyResolver {
    fn resolve_proxy<'a>(&'a self, url: &'a str) -> BoxFuture<'a, Result<Option<ProxyUrl>, ProxyError>> {
        self.lookups.lock().unwrap().push(url.to_owned());
        let proxy = self.proxy.lock().unwrap().clone();
        let parse = |text: String| ProxyUrl::parse(&text).map_err(|error| ProxyError::from_invalid_url(&text, error));
        Box::pin(std::future::ready(proxy.map(parse).transpose()))
    }

    fn wait_for_change(&self) -> BoxFuture<'_, ()> {
        Box::pin(self.changed.notified())
    }
}

/// A core and two ways to its service: one behind the proxies, and one that the base URL leads to without a proxy.
struct Fixture {
    test: TestCore,
    system: Arc<ScriptedProxyResolver>,
    behind_proxies: TlsFront,
    outside: TlsFront,
}

impl Fixture {
    async fn signed_out() -> Self {
        let mut test = TestCore::signed_out().await;
        let upstream = test.sandbox.base_url().split('/').nth(2).unwrap().parse().unwrap();
        let (behind_proxies, outside) = (TlsFront::start(upstream), TlsFront::start(upstream));
        let system = Arc::<ScriptedProxyResolver>::default();
        test.core.shut_down(None).await;
        test.core = start_core(&test, &system).await;
        Self { test, system, behind_proxies, outside }
    }

    /// Starts the core anew, as after a restart of the program.
    async fn restart(&mut self) {
        self.test.core.shut_down(None).await;
        self.test.core = start_core(&self.test, &self.system).await;
    }

    fn core(&self) -> &Core {
        &self.test.core
    }

    /// Signs in at the base URL that leads outside.
    async fn sign_in(&self) -> Result<(), ErrorCode> {
        let signed_in = self.core().sign_in(API_KEY, Some(&self.outside.direct_base_url())).await;
        signed_in.map_err(|error| error.code())
    }

    /// A SOCKS5 proxy that leads to the service.
    fn start_proxy(&self, asks_for_credentials: bool) -> TestProxy {
        TestProxy::start_socks5(ProxyBehaviour { asks_for_credentials, tunnel_to: Some(self.behind_proxies.address) })
    }
}

async fn start_core(test: &TestCore, system: &Arc<ScriptedProxyResolver>) -> Core {
    let system: Arc<dyn ProxyResolver> = Arc::<ScriptedProxyResolver>::clone(system);
    let core = Core::builder(test.core_environment()).proxy_resolver(system).start();
    core.wait_until_accounts_open().await;
    core
}

fn build_custom_proxy_settings(url: &str, username: &str) -> ProxySettings {
    ProxySettings { mode: ProxyMode::Custom, url: url.to_owned(), username: username.to_owned() }
}

fn with_proxy_mode(mode: ProxyMode, before: &ProxySettings) -> ProxySettings {
    ProxySettings { mode, ..before.clone() }
}

#[test]
fn each_setting_takes_its_way_and_no_other() {
    run_in_child_with_trusted_certificate("each_setting_takes_its_way_and_no_other", &[], async || {
        let mut fixture = Fixture::signed_out().await;
        let (system, own) = (fixture.start_proxy(false), fixture.start_proxy(true));
        let seen = |fixture: &Fixture| {
            let count = fixture.outside.connection_count();
            (system.take_connections().len(), own.take_connections().len(), count)
        };

        // The system's is the default, from the first request on.
        fixture.system.set_proxy(Some(&system.url("socks5")));
        fixture.sign_in().await.unwrap();
        let (by_system, by_own, outside) = seen(&fixture);
        assert!(by_system > 0 && (by_own, outside) == (0, 0));

        // The user's own, with the password in the keychain. What a check asks for meanwhile goes there too.
        let own_settings = build_custom_proxy_settings(&own.url("socks5h"), PROXY_USERNAME);
        fixture.core().set_proxy(own_settings.clone(), Some(SecretString::from(PROXY_PASSWORD))).await.unwrap();
        seen(&fixture);
        fixture.core().create_inbox().await.unwrap();
        let (by_system, by_own, outside) = seen(&fixture);
        assert!(by_own > 0 && (by_system, outside) == (0, 0));
        assert!(fixture.test.secrets.list_secret_names().contains(&"proxy-password".to_owned()));
        let stored = support::find_files_containing(fixture.test.folder.path(), PROXY_PASSWORD.as_bytes());
        assert!(stored.is_empty(), "the password is in the keychain only");

        // It is kept over a restart, and while another one is used.
        fixture.restart().await;
        seen(&fixture);
        fixture.core().create_inbox().await.unwrap();
        let (by_system, by_own, outside) = seen(&fixture);
        assert!(by_own > 0 && (by_system, outside) == (0, 0));
        assert_eq!(fixture.core().settings().proxy, own_settings);

        // None, whatever the system sets.
        fixture.core().set_proxy(with_proxy_mode(ProxyMode::None, &own_settings), None).await.unwrap();
        seen(&fixture);
        fixture.core().create_inbox().await.unwrap();
        let (by_system, by_own, outside) = seen(&fixture);
        assert!(outside > 0 && (by_system, by_own) == (0, 0));

        fixture.core().set_proxy(own_settings, None).await.unwrap();
        seen(&fixture);
        let before = fixture.outside.connection_count();
        fixture.core().create_inbox().await.unwrap();
        let (by_system, by_own, after) = seen(&fixture);
        assert!(by_own > 0 && by_system == 0 && after == before, "with the same password");
        fixture.test.core.shut_down(None).await;
    });
}

#[test]
fn system_proxy_may_change_while_running() {
    run_in_child_with_trusted_certificate("system_proxy_may_change_while_running", &[], async || {
        let fixture = Fixture::signed_out().await;
        let (first, second) = (fixture.start_proxy(false), fixture.start_proxy(false));
        fixture.system.set_proxy(Some(&first.url("socks5")));
        fixture.sign_in().await.unwrap();
        let inbox = fixture.core().create_inbox().await.unwrap();
        assert!(!first.take_connections().is_empty());

        fixture.system.set_proxy(Some(&second.url("socks5")));
        fixture.core().list_messages(inbox.id, true).await.unwrap();
        assert!(!second.take_connections().is_empty());

        // One that is gone: an error, and checks wait.
        let gone = closed_address();
        let mut events = fixture.core().subscribe_events();
        fixture.system.set_proxy(Some(&format!("socks5://{gone}")));
        let error = fixture.core().list_messages(inbox.id, true).await.unwrap_err();
        let view = fixture.core().to_error_view(&error);
        assert_eq!((view.code, view.details.proxy), (ErrorCode::ProxyUnreachable, Some(format!("socks5://{gone}"))));

        // One that can't be read.
        fixture.system.set_proxy(Some("gopher://me:hunter2@proxy.example"));
        let error = fixture.core().list_messages(inbox.id, true).await.unwrap_err();
        let view = fixture.core().to_error_view(&error);
        assert_eq!(
            (view.code, view.details.proxy.as_deref()),
            (ErrorCode::InvalidProxy, Some("gopher://proxy.example"))
        );
        assert!(!format!("{view:?} {error:?}").contains("hunter2"));

        // A working one again: a change is enough, and mail arrives without the user's request.
        fixture.test.deliver_mail(&inbox, Mail::new_text("Hello", "Words."));
        first.take_connections();
        fixture.system.set_proxy(Some(&first.url("socks5")));
        wait_for_change(&mut events, |change| matches!(change, Change::Messages { .. })).await;
        assert!(!first.take_connections().is_empty());
        assert_eq!(fixture.outside.connection_count(), 0);
        fixture.test.core.shut_down(None).await;
    });
}

#[test]
fn loopback_service_is_never_asked_for_through_a_proxy() {
    run_in_child_with_trusted_certificate("loopback_service_is_never_asked_for_through_a_proxy", &[], async || {
        let fixture = Fixture::signed_out().await;
        let proxy = fixture.start_proxy(false);
        fixture.system.set_proxy(Some(&proxy.url("socks5")));
        fixture.core().sign_in(API_KEY, Some(fixture.test.sandbox.base_url())).await.unwrap();
        fixture.core().set_proxy(build_custom_proxy_settings(&proxy.url("socks5"), ""), None).await.unwrap();
        fixture.core().create_inbox().await.unwrap();
        assert!(proxy.connections().is_empty() && fixture.system.lookups.lock().unwrap().is_empty());
        fixture.test.core.shut_down(None).await;
    });
}

#[test]
fn own_proxy_that_cannot_be_used_is_an_error_and_nothing_goes_past_it() {
    let test = "own_proxy_that_cannot_be_used_is_an_error_and_nothing_goes_past_it";
    run_in_child_with_trusted_certificate(test, &[], async || {
        let fixture = Fixture::signed_out().await;
        let asking = fixture.start_proxy(true);
        let refusing = TestProxy::start_socks5(ProxyBehaviour { asks_for_credentials: false, tunnel_to: None });
        let gone = format!("http://{}", closed_address());
        for (url, username, password, expected) in [
            (gone.clone(), "", None, ErrorCode::ProxyUnreachable),
            (refusing.url("socks5"), "", None, ErrorCode::ProxyRefused),
            (asking.url("socks5"), "", None, ErrorCode::ProxyCredentials),
            (asking.url("socks5"), "me", Some("hunter2"), ErrorCode::ProxyCredentials),
            // Nor is the password of one proxy sent to another.
            (asking.url("socks5h"), "me", None, ErrorCode::ProxyCredentials),
        ] {
            let password = password.map(SecretString::from);
            fixture.core().set_proxy(build_custom_proxy_settings(&url, username), password).await.unwrap();
            assert_eq!(fixture.sign_in().await, Err(expected), "{url} {username}");
        }
        let last = asking.connections().pop().unwrap();
        assert_eq!(last.credentials.as_deref(), Some("me:"));
        assert!(
            !fixture.test.secrets.list_secret_names().contains(&"proxy-password".to_owned()),
            "it belongs to no proxy any more"
        );
        assert_eq!((fixture.behind_proxies.connection_count(), fixture.outside.connection_count()), (0, 0));
        fixture.test.core.shut_down(None).await;
    });
}

#[tokio::test]
async fn unusable_proxy_settings_are_rejected_and_change_nothing() {
    let test = TestCore::signed_in().await;
    let core = &test.core;
    let good = build_custom_proxy_settings("socks5h://proxy.example:1080", "me");
    core.set_proxy(good.clone(), Some(SecretString::from("sesame"))).await.unwrap();
    let long = "u".repeat(256);
    for (url, username) in
        [("", ""), ("ftp://proxy.example", ""), ("http://proxy.example:x", ""), ("proxy.example", &long)]
    {
        let error = core
            .set_proxy(build_custom_proxy_settings(url, username), Some(SecretString::from("other")))
            .await
            .unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidProxy, "{url} {username}");
    }
    let patch =
        |url: &str| SettingsPatch { proxy: Some(build_custom_proxy_settings(url, "")), ..SettingsPatch::default() };
    for url in ["socks9://proxy.example", "http://me:hunter2@proxy.example"] {
        assert_eq!(core.update_settings(patch(url)).await.unwrap_err().code(), ErrorCode::InvalidProxy, "{url}");
    }
    assert_eq!(core.settings().proxy, good);
    let stored = test.secrets.get("proxy-password").await.unwrap().unwrap();
    assert!(stored.expose_secret().contains("sesame"));

    // An address as it is pasted, with name and password.
    core.set_proxy(build_custom_proxy_settings(" http://you:hunter2@proxy.example:8080/ ", ""), None).await.unwrap();
    assert_eq!(core.settings().proxy, build_custom_proxy_settings("http://proxy.example:8080", "you"));
    let stored = test.secrets.get("proxy-password").await.unwrap().unwrap();
    assert!(stored.expose_secret().contains("hunter2"));
    assert!(!format!("{:?}", core.settings()).contains("hunter2"));

    // Without a user name there is no password.
    core.set_proxy(build_custom_proxy_settings("http://proxy.example:8080", ""), None).await.unwrap();
    assert!(test.secrets.get("proxy-password").await.unwrap().is_none());
    core.wipe_data().await.unwrap();
    assert_eq!(core.settings().proxy, ProxySettings::default());
}

/// Decision 6 for every way: images are fetched neither through a proxy nor past one.
#[tokio::test]
async fn images_are_fetched_only_where_no_proxy_is_used() {
    let internet = TestInternet::start().await;
    internet.set_reply("/a.png", Reply::Body("image/png", PNG.to_vec()));
    let system = Arc::<ScriptedProxyResolver>::default();
    let mut test = TestCore::signed_out().await;
    test.core.shut_down(None).await;
    let resolver: Arc<dyn ProxyResolver> = Arc::<ScriptedProxyResolver>::clone(&system);
    let builder = Core::builder(test.core_environment()).image_fetch_environment(Arc::new(internet.test_network()));
    test.core = builder.proxy_resolver(resolver).start();
    test.core.wait_until_accounts_open().await;
    test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    let inbox = test.core.create_inbox().await.unwrap();
    let mail = Mail::new_html("Pictures", "<img src=\"https://images.example/a.png\">").from("News", "a@news.example");
    let id = test.deliver_and_fetch_mail(&inbox, mail).await.id;
    let proxy = |mode, url: &str| ProxySettings { mode, url: url.to_owned(), username: String::new() };
    let socks = "socks5h://127.0.0.1:9";
    test.core.show_remote_images(&id, true).await.unwrap();

    for (settings, of_system) in [
        (proxy(ProxyMode::Custom, socks), None),
        (proxy(ProxyMode::System, ""), Some(socks)),
        (proxy(ProxyMode::System, socks), Some("http://127.0.0.1:9")),
        (proxy(ProxyMode::System, ""), Some("none that can be read")),
    ] {
        test.core.set_proxy(settings.clone(), None).await.unwrap();
        system.set_proxy(of_system);
        assert!(!test.core.read_message(&id).await.unwrap().images_shown, "{settings:?}");
        assert_eq!(
            test.core.load_remote_message_image(&id, 0).await,
            Err(RemoteImageError::NotAllowed),
            "{settings:?}"
        );
        let error = test.core.show_remote_images(&id, false).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::ImagesBehindProxy, "{settings:?}");
    }
    assert_eq!((internet.dns_lookups().len(), internet.connection_count()), (0, 0));

    test.core.set_proxy(proxy(ProxyMode::None, ""), None).await.unwrap();
    assert!(test.core.load_remote_message_image(&id, 0).await.is_ok(), "the user chose no proxy");
}
